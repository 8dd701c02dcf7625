//! Every operation of the emulator's OpenAPI document with random parameters, bodies, headers and paths: whatever is
//! sent, the answer is one of the document.

mod calls;
mod values;

use std::sync::LazyLock;

use belvo_emulator::domain::vocabulary::catalogue::Code;
use belvo_emulator::{Emulator, Reply, Request};
use calls::Operation;
use http::Method;
use proptest::prelude::*;
use serde_json::{Value, json};
use values::{Dice, PASSWORD, SECRET_ID};

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(calls::operations);

/// What is asked when, for whoever reads a failure.
fn told(request: &Request, reply: &Reply) -> String {
    let body = String::from_utf8_lossy(&request.body);
    let cut = |text: &str| text.chars().take(400).collect::<String>();
    let headers = &request.headers;
    let (target, body, answer) = (cut(&request.target), cut(&body), cut(&reply.text()));
    format!("{} {target}\n{headers:?}\n{body}\n{} {answer}", request.method, reply.status)
}

/// R-BASE-06; R-ERR: an array, each item with a code of the catalogue and a request's id.
fn must_be_an_error(reply: &Reply) -> Result<(), String> {
    let items = serde_json::from_slice::<Vec<Value>>(&reply.body).map_err(|why| why.to_string())?;
    let hex = |text: &str| text.len() == 32 && text.bytes().all(|byte| b"0123456789abcdef".contains(&byte));
    let fault = items.iter().find(|item| {
        let known = item["code"].as_str().is_some_and(|code| Code::parse(code).is_some());
        !known || !item["request_id"].as_str().is_some_and(hex) || !item["message"].is_string()
    });
    match fault {
        Some(item) => Err(format!("no error of Belvo's: {item}")),
        None if items.is_empty() => Err("no error at all".to_owned()),
        None => Ok(()),
    }
}

fn judge(request: &Request, reply: &Reply) -> Result<(), String> {
    if reply.status.is_server_error() || reply.status.is_redirection() {
        return Err("nobody has asked for that".to_owned());
    }
    crate::support::contract::must_be_valid(request, reply);
    if !reply.status.is_success() {
        return must_be_an_error(reply);
    }
    let json = reply.headers.get("content-type").is_some_and(|kind| kind == "application/json");
    let read = serde_json::from_slice::<Value>(&reply.body);
    if json == reply.body.is_empty() || json && read.is_err() {
        Err(format!("no JSON: {read:?}"))
    } else {
        Ok(())
    }
}

/// R-BASE-13: `HEAD` is `GET` without a body, `OPTIONS` names the methods.
fn judge_others(emulator: &Emulator, request: &Request, reply: &Reply) -> Result<(), String> {
    let as_method = |method| emulator.handle(&Request { method, ..request.clone() });
    if request.method == Method::GET {
        let head = as_method(Method::HEAD);
        if head.status != reply.status || !head.body.is_empty() {
            return Err(format!("HEAD: {} {}", head.status, head.text()));
        }
    }
    let options = as_method(Method::OPTIONS);
    let allow = options.headers.get("allow").and_then(|allow| allow.to_str().ok()).unwrap_or_default();
    let named = allow.split(", ").any(|method| method == request.method.as_str());
    // An odd part of a path may lead elsewhere.
    if options.status == 200 && reply.status != 405 && !named {
        Err(format!("OPTIONS allows `{allow}`"))
    } else {
        Ok(())
    }
}

fn start() -> Emulator {
    Emulator::builder().now("2026-01-31T12:00:00Z").freeze().start().expect("an emulator")
}

/// A few links, so that there is something to ask for.
fn prepare(emulator: &Emulator, dice: &mut Dice) {
    emulator.reset().expect("a reset");
    if dice.one_in(3) {
        emulator.workspace(SECRET_ID).set_options([("strict", "on")]).expect("an option");
    }
    for (institution, user) in [
        ("erebor_mx_retail", "bnk100"),
        ("ofmockbank_br_retail", "76109277673"),
        ("tatooine_mx_fiscal", "fiscal100"),
        ("planet_mx_employment", "LOLJ970312MBSPPN08"),
    ] {
        let link = json!({ "institution": institution, "username": user, "password": PASSWORD });
        let reply = emulator.handle(&Request::post("/api/links/", &link).keys(SECRET_ID, PASSWORD));
        dice.learn(values::LINKS, &reply.value());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() })]

    /// R-BASE-16
    #[test]
    fn whatever_is_sent_is_answered_as_the_document_says(seed in any::<u64>()) {
        thread_local!(static EMULATOR: Emulator = start());
        let dice = &mut Dice::new(seed);
        let mut operations = [&OPERATIONS[..], &OPERATIONS[..]].concat();
        dice.shuffle(&mut operations);
        EMULATOR.with(|emulator| {
            prepare(emulator, dice);
            for operation in &operations {
                let request = operation.request(dice);
                let reply = emulator.handle(&request);
                let judged = judge(&request, &reply).and_then(|()| judge_others(emulator, &request, &reply));
                prop_assert!(judged.is_ok(), "{}: {judged:?}\n{}", operation.path, told(&request, &reply));
                if let Ok(answer) = serde_json::from_slice(&reply.body) {
                    dice.learn(operation.collection(), &answer);
                }
            }
            Ok(())
        })?;
    }
}
