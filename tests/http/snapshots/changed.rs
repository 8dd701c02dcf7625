//! A document that somebody has changed, at whatever place: it is refused, or gives a workspace that answers.

use std::sync::OnceLock;

use belvo_emulator::Emulator;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::mixed::{Caller, Known, Step, emulator, full, must_save, steps};
use crate::support::{SECRET_ID, control};

/// Where something is changed: from the root, which child is gone down to, and what is done there.
type Change = (Vec<u8>, u8, u8);

fn change() -> impl Strategy<Value = Change> {
    (prop::collection::vec(any::<u8>(), 1..9), any::<u8>(), any::<u8>())
}

fn saved() -> &'static (Value, Known) {
    static SAVED: OnceLock<(Value, Known)> = OnceLock::new();
    SAVED.get_or_init(|| {
        let (_, saved, known) = full();
        (saved, known)
    })
}

/// Goes down, and does it where the way ends.
fn apply(value: &mut Value, way: &[u8], what: u8, with: u8) {
    let Some((next, rest)) = way.split_first() else { return put(value, what, with) };
    let next = usize::from(*next);
    match value {
        Value::Object(map) if !map.is_empty() => {
            let at = next % map.len();
            let key = map.keys().nth(at).cloned().expect("a key");
            match rest.is_empty() && what.is_multiple_of(8) {
                true => drop(map.remove(&key)),
                false => apply(&mut map[&key], rest, what, with),
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let at = next % items.len();
            match rest.is_empty() {
                true if what.is_multiple_of(8) => drop(items.remove(at)),
                true if what % 8 == 1 => items.push(items[at].clone()),
                true if what % 8 == 2 => items.reverse(),
                _ => apply(&mut items[at], rest, what, with),
            }
        }
        leaf => put(leaf, what, with),
    }
}

fn put(value: &mut Value, what: u8, with: u8) {
    let others = [
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(-1),
        json!(255),
        json!(4_294_967_295_u64),
        json!(1_u64 << 53),
        json!(u64::MAX),
        json!(1.5),
        json!(""),
        json!("x"),
        json!("valid"),
        json!("success"),
        json!("1970-01-01T00:00:00Z"),
        json!("9998-12-31T00:00:00Z"),
        json!("00000000-0000-4000-8000-000000000000"),
        json!("/api/accounts/"),
        json!("erebor_mx_retail"),
        json!([]),
        json!({}),
        json!([1, 2]),
        json!({ "x": 1 }),
    ];
    *value = match value {
        Value::Number(number) if what.is_multiple_of(2) => {
            json!(number.as_i64().unwrap_or_default().saturating_add(i64::from(with) - 128))
        }
        Value::Bool(flag) if what.is_multiple_of(2) => json!(!*flag),
        _ => others[usize::from(with) % others.len()].clone(),
    };
}

fn answers(emulator: &Emulator, document: &Value, after: &[Step]) -> Result<bool, TestCaseError> {
    let reply = control(emulator, SECRET_ID, "PUT", "snapshot", document);
    if reply.status == 400 {
        prop_assert_eq!(&reply.headers["content-type"], "application/problem+json");
        return Ok(false);
    }
    prop_assert_eq!(reply.status, 200, "{}", reply.text());
    let mut caller = Caller::new(emulator);
    caller.known = saved().1.clone();
    caller.all(after);
    caller.all(&[(15, 4, 0), (15, 5, 0), (23, 0, 0)]);
    let broken: Vec<&String> = caller.answers.iter().filter(|answer| answer.starts_with("500")).collect();
    prop_assert!(broken.is_empty(), "{:?}", broken);
    must_save(emulator, SECRET_ID);
    Ok(true)
}

#[test]
fn a_document_that_nobody_has_changed_is_taken() {
    assert!(answers(&emulator(), &saved().0, &[]).expect("answers"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_document_is_refused_or_answers(changes in prop::collection::vec(change(), 1..3), after in steps(6..14)) {
        thread_local!(static EMULATOR: Emulator = emulator());
        let mut document = saved().0.clone();
        changes.iter().for_each(|(way, what, with)| apply(&mut document, way, *what, *with));
        EMULATOR.with(|emulator| answers(emulator, &document, &after))?;
    }
}
