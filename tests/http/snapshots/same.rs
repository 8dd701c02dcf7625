//! What is put back is what was saved: the same document, and the same answers from then on.

use proptest::prelude::*;

use super::mixed::{Caller, Step, emulator, must_restore, must_save, steps};
use crate::support::SECRET_ID;

fn goes_on_as_it_was(before: &[Step], after: &[Step]) -> Result<(), TestCaseError> {
    let (one, two) = (emulator(), emulator());
    let mut first = Caller::new(&one);
    first.all(before);
    let saved = must_save(&one, SECRET_ID);
    must_restore(&two, SECRET_ID, &saved);
    prop_assert_eq!(&must_save(&two, SECRET_ID), &saved, "in another emulator");
    must_restore(&one, SECRET_ID, &saved);
    prop_assert_eq!(&must_save(&one, SECRET_ID).to_string(), &saved.to_string(), "in its own");
    let mut second = Caller::new(&two);
    second.known = first.known.clone();
    first.answers.clear();
    let looks = [(23, 0, 0)];
    for steps in [after, &looks] {
        first.all(steps);
        second.all(steps);
    }
    for (number, (first, second)) in first.answers.iter().zip(&second.answers).enumerate() {
        prop_assert_eq!(first, second, "answer {}", number);
    }
    prop_assert_eq!(must_save(&one, SECRET_ID).to_string(), must_save(&two, SECRET_ID).to_string());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_has_happened_a_workspace_goes_on_as_it_was(before in steps(20..120), after in steps(20..60)) {
        goes_on_as_it_was(&before, &after)?;
    }
}
