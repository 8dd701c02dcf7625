//! Any file is a scenario or refused, with each fault at its place; one that is a scenario plays to its end.

use belvo_emulator::Emulator;
use belvo_emulator::control::SetScenario;
use belvo_emulator::scenario_file::{Context, Fault, Faults, parse, parse_data};
use serde_json::json;

use super::caller::{Caller, with_fresh_emulator};

const CONTEXT: Context<'static> = Context {
    institutions: &["erebor_mx_retail", "ofmockbank_br_retail"],
    option: &|_, _| Ok(()),
    call: &|_, _| Ok(()),
};

fn must_be_told(faults: Vec<Fault>) {
    let faults = Faults::from(faults);
    assert!(faults.iter().count() > 0, "refused without a reason");
    assert!(!faults.render(true).is_empty() && !faults.to_string().is_empty());
    assert_eq!(faults.to_github().lines().count(), faults.iter().count());
    for fault in faults.iter() {
        assert!(fault.line >= 1 && fault.column >= 1 && fault.span.start <= fault.span.end);
    }
}

fn plays(emulator: &Emulator, text: &str) {
    if emulator.set_scenario(SetScenario::document(text)).is_err() {
        return;
    }
    let mut caller = Caller::new(emulator);
    caller.open(&json!({ "locale": "en" }));
    for line in [
        r#"POST /api/links/ {"institution":"erebor_mx_retail","username":"somebody","password":"secret"}"#,
        r#"POST /api/accounts/ {"link":"$id"}"#,
        r#"POST /_emulator/clock/advance {"by":"2d"}"#,
        "GET /_emulator/widgets/$widget",
        "GET /_emulator/widgets/$widget/scenario",
        "GET /_emulator/clock/due",
        "GET /_emulator/bundle",
    ] {
        caller.call(line);
    }
}

pub fn any(bytes: &[u8]) {
    match parse("fuzz", "fuzz.yaml", bytes, &CONTEXT) {
        Ok(scenario) => assert_eq!(scenario.name, "fuzz"),
        Err(faults) => must_be_told(faults),
    }
    if let Err(faults) = parse_data("data.yaml", bytes, &CONTEXT) {
        assert!(!faults.to_string().is_empty());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        with_fresh_emulator(|emulator| plays(emulator, text));
    }
}
