//! Any query of any list: refused with the parameter's name, or a page of rows whose neighbours are pages too.

use belvo_emulator::{Emulator, Reply, Request};
use serde_json::Value;

use super::caller::{Caller, PASSWORD, SECRET_ID, lines, must_make_sense, still, with_emulator};

const LISTS: [&str; 12] = [
    "/api/institutions/",
    "/api/links/",
    "/api/accounts/",
    "/api/transactions/",
    "/api/owners/",
    "/api/incomes/",
    "/api/invoices/",
    "/api/tax-returns/",
    "/api/employment-records/",
    "/api/br/accounts/",
    "/api/br/transactions/",
    "/api/consents/",
];

/// A link of each kind, with its records.
fn full() -> Emulator {
    let emulator = still().start().expect("an emulator");
    let mut caller = Caller::new(&emulator);
    for (institution, user) in [
        ("erebor_mx_retail", "bnk100"),
        ("ofmockbank_br_retail", "76109277673"),
        ("tatooine_mx_fiscal", "BLPM951331IONVGR54"),
        ("planet_mx_employment", "LOLJ970312MBSPPN08"),
    ] {
        let link = format!(r#"{{"institution":"{institution}","username":"{user}","password":"secret"}}"#);
        caller.call(&format!("POST /api/links/ {link}")).expect("a call");
        for list in LISTS.iter().skip(2) {
            let range = r#""date_from":"2025-11-01","date_to":"2026-01-30""#;
            caller.call(&format!(r#"POST {list} {{"link":"$id",{range}}}"#)).expect("a call");
        }
    }
    emulator
}

fn get(emulator: &Emulator, target: &str) -> Reply {
    let request = Request::get(target).header("host", "emulator.test:2358").keys(SECRET_ID, PASSWORD);
    let reply = emulator.handle(&request);
    must_make_sense(&request, &reply);
    reply
}

/// A page has no more rows than the list, and its neighbours are pages of the same list.
fn must_be_a_page(emulator: &Emulator, target: &str, page: &Value) {
    let rows = page["results"].as_array().expect("rows").len();
    let count = page["count"].as_u64().expect("a count");
    assert!(rows <= 1_000 && rows as u64 <= count, "{target}: {rows} of {count}");
    for neighbour in ["next", "previous"] {
        let Some(address) = page[neighbour].as_str() else { continue };
        let there = address.strip_prefix("http://emulator.test:2358").expect("on this host");
        let reply = get(emulator, there);
        assert_eq!(reply.status, 200, "{target}, {neighbour}: {there}: {}", reply.text());
        assert_eq!(reply.value()["count"], count, "{target}, {neighbour}: {there}");
    }
}

pub fn any(bytes: &[u8]) {
    let Some((list, query)) = bytes.split_first() else { return };
    let list = LISTS[usize::from(*list) % LISTS.len()];
    with_emulator(full, |emulator| {
        for query in lines(query).take(1) {
            let target = format!("{list}?{query}");
            let reply = get(emulator, &target);
            match reply.status.as_u16() {
                200 => must_be_a_page(emulator, &target, &reply.value()),
                400 | 404 => assert!(reply.value()[0]["code"].is_string(), "{target}: {}", reply.text()),
                other => panic!("{target}: {other} {}", reply.text()),
            }
        }
    });
}
