//! Whatever a file holds, it is read or refused, and told in every look.

use belvo_emulator::scenario_file::Faults;
use proptest::prelude::*;

use super::{parse, shipped};

/// A piece of a shipped file replaced by something else.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let files: Vec<Vec<u8>> = shipped().into_iter().map(|(_, text)| text.into_bytes()).collect();
    let pieces = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..8),
        "[-\\[\\]{}:,&*!|>'\"#%@` \t\n<?~]{1,6}".prop_map(String::into_bytes),
        "[ ]{0,8}- (accept|submit: |choose: |token: wrong|emit: \\{)\n".prop_map(String::into_bytes),
    ];
    (proptest::sample::select(files), any::<prop::sample::Index>(), 0..12_usize, pieces).prop_map(
        |(mut text, place, length, piece)| {
            let start = place.index(text.len());
            let end = (start + length).min(text.len());
            text.splice(start..end, piece);
            text
        },
    )
}

/// Reads it, and shows what is wrong in every look.
fn read_and_render(bytes: &[u8]) {
    if let Err(faults) = parse(bytes) {
        let faults = Faults::from(faults);
        assert!(faults.iter().count() > 0);
        assert!(!faults.render(true).is_empty() && !faults.to_string().is_empty());
        assert_eq!(faults.to_github().lines().count(), faults.iter().count());
        for fault in faults.iter() {
            assert!(fault.line >= 1 && fault.column >= 1 && fault.span.start <= fault.span.end);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read_and_render(&bytes);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(version: 1\n)?[\\PC\n\t]{0,200}") {
        read_and_render(text.as_bytes());
    }

    #[test]
    fn a_shipped_file_with_a_slip_is_read_or_refused(text in mutated()) {
        read_and_render(&text);
    }
}
