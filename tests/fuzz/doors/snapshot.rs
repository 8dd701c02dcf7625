//! Any document in the place of a snapshot or a bundle: refused, or a workspace that goes on and can be saved again.
//!
//! An input that begins with `{` is the document; any other is changes of one that was saved.

use std::cell::OnceCell;

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::caller::{Caller, SECRET_ID, lines, still, with_fresh_emulator};

/// A workspace with something of everything.
const FULL: &[u8] = include_bytes!("../seeds/control/full");
/// What is asked of a workspace that was put back.
const AFTER: &[u8] = include_bytes!("../seeds/control/looks");

const VERBS: [&str; 2] = ["snapshot", "bundle"];

/// The snapshot and the bundle of a full workspace, and all values that stand in them.
struct Saved {
    documents: [Value; 2],
    values: Vec<Value>,
}

thread_local!(static SAVED: OnceCell<Saved> = const { OnceCell::new() });

fn save() -> Saved {
    let emulator = still().start().expect("an emulator");
    let mut caller = Caller::new(&emulator);
    caller.open(&json!({}));
    lines(FULL).for_each(|line| drop(caller.call(line)));
    let documents = VERBS.map(|verb| saved(&mut caller, verb).expect("a document"));
    let mut values =
        vec![json!(null), json!(-1), json!(u64::MAX), json!(1.5), json!(""), json!([]), json!({})];
    collect(&documents[1], &mut values);
    Saved { documents, values }
}

fn saved(caller: &mut Caller<'_>, verb: &str) -> Option<Value> {
    let reply = caller.call(&format!("GET /_emulator/workspaces/{SECRET_ID}/{verb}"))?;
    (reply.status == 200).then(|| reply.value())
}

fn collect(value: &Value, to: &mut Vec<Value>) {
    match value {
        Value::Object(map) => map.values().for_each(|inner| collect(inner, to)),
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, to)),
        _ => {}
    }
    if to.len() < 20_000 {
        to.push(value.clone());
    }
}

/// Choices, as the bytes of an input make them; what is missing is 0.
struct Chance<'b>(std::slice::Iter<'b, u8>);

impl Chance<'_> {
    fn byte(&mut self) -> usize {
        self.0.next().copied().map_or(0, usize::from)
    }

    /// One of so many.
    fn of(&mut self, count: usize) -> usize {
        (self.byte() << 8 | self.byte()) % count.max(1)
    }

    fn pick<'v>(&mut self, values: &'v [Value]) -> &'v Value {
        &values[self.of(values.len())]
    }
}

/// Goes down from the root, and does something where the way ends.
fn change(value: &mut Value, values: &[Value], chance: &mut Chance<'_>) {
    let what = chance.byte() % 16;
    match value {
        Value::Object(map) if what > 1 && !map.is_empty() => {
            let key = map.keys().nth(chance.of(map.len())).cloned().unwrap_or_default();
            if what == 2 { drop(map.remove(&key)) } else { change(&mut map[&key], values, chance) }
        }
        Value::Array(items) if what > 1 && !items.is_empty() => {
            let at = chance.of(items.len());
            match what {
                2 => drop(items.remove(at)),
                3 => items.push(items[at].clone()),
                4 => items.reverse(),
                _ => change(&mut items[at], values, chance),
            }
        }
        Value::Number(number) if what < 8 => {
            *value = json!(number.as_i64().unwrap_or_default().wrapping_add(chance.byte() as i64 - 128));
        }
        Value::String(text) if what < 4 => text.push(char::from(chance.byte() as u8)),
        _ => *value = chance.pick(values).clone(),
    }
}

/// One of the two documents, with at most two changes.
fn changed(bytes: &[u8], saved: &Saved) -> (&'static str, Value) {
    let mut chance = Chance(bytes.iter());
    let (which, changes) = (chance.of(2), chance.of(3));
    let mut document = saved.documents[which].clone();
    (0..changes).for_each(|_| change(&mut document, &saved.values, &mut chance));
    (VERBS[which], document)
}

fn is_put(emulator: &Emulator, verb: &str, body: impl Into<Vec<u8>>) -> bool {
    let target = format!("/_emulator/workspaces/{SECRET_ID}/{verb}");
    let request = Request::new("PUT".parse().expect("a method"), target).header("host", "localhost");
    let request = Request { body: body.into().into(), ..request.header("content-type", "application/json") };
    let reply = Caller::new(emulator).ask(&request);
    assert!([200, 400].contains(&reply.status.as_u16()), "{} {}", reply.status, reply.text());
    reply.status == 200
}

fn goes_on(emulator: &Emulator) {
    let mut caller = Caller::new(emulator);
    caller.open(&json!({}));
    lines(AFTER).for_each(|line| drop(caller.call(line)));
    if let Some(document) = saved(&mut caller, "snapshot") {
        assert!(is_put(emulator, "snapshot", document.to_string()), "what was saved can be put back");
    }
}

pub fn any(bytes: &[u8]) {
    let bodies: Vec<(&str, Vec<u8>)> = match bytes.first() {
        Some(b'{') => VERBS.map(|verb| (verb, bytes.to_vec())).into(),
        _ => {
            let (verb, document) = SAVED.with(|cell| changed(bytes, cell.get_or_init(save)));
            vec![(verb, document.to_string().into())]
        }
    };
    with_fresh_emulator(|emulator| {
        for (verb, body) in bodies {
            if is_put(emulator, verb, body) {
                goes_on(emulator);
            }
        }
    });
}
