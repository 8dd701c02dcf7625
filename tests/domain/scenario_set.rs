//! The scenarios that can be chosen: their names are known at the start, each is read when it is asked for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use belvo_emulator::domain::scenario::model::Scenario;
use belvo_emulator::scenario_file;
use belvo_emulator::scenario_file::Context;
use belvo_emulator::store::Scenarios;

fn scenario(name: &str) -> Arc<Scenario> {
    let context = Context { institutions: &[], option: &|_, _| Ok(()), call: &|_, _| Ok(()) };
    Arc::new(scenario_file::parse(name, name, b"version: 1\ntitle: One\n", &context).expect("a scenario"))
}

#[test]
fn one_is_read_when_it_is_first_asked_for_and_once() {
    static READ: AtomicUsize = AtomicUsize::new(0);
    let mut scenarios = Scenarios::default();
    for name in ["a", "b"] {
        scenarios.put_later(name.to_owned(), move || {
            READ.fetch_add(1, Ordering::Relaxed);
            Some(scenario(name))
        });
    }
    assert_eq!(scenarios.names().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((scenarios.len(), READ.load(Ordering::Relaxed)), (2, 0), "names are known unread");
    assert_eq!(scenarios.get("b").map(|found| found.name.as_str()), Some("b"));
    assert!(scenarios.get("b").is_some() && scenarios.get("c").is_none());
    assert_eq!(READ.load(Ordering::Relaxed), 1);
    scenarios.put(scenario("a"));
    assert_eq!(scenarios.iter().count(), 2);
    assert_eq!(READ.load(Ordering::Relaxed), 1, "one that was replaced is never read");
}
