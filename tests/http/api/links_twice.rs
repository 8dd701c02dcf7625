//! The same credentials linked again, as Belvo's quick-starts and tutorials do it (R-LINK-11).

use std::collections::BTreeSet;

use belvo_emulator::Emulator;
use serde_json::{Value, json};
use uuid::Uuid;

use super::bank::{must_make, post, send};
use super::door::{Page, get, items, keys, must_answer, must_start, said, still};

/// What is told of a link, its ids taken out.
fn facts(emulator: &Emulator, link: &str, resources: &[&str]) -> (Vec<Value>, BTreeSet<Uuid>) {
    let mut ids = BTreeSet::new();
    let told = resources.iter().flat_map(|resource| {
        let body =
            json!({ "link": link, "date_from": "2025-02-10", "date_to": "2026-01-31", "type": "INFLOW" });
        let reply = send(emulator, "POST", &format!("/api/{resource}/"), &body);
        assert_eq!(reply.status, 201, "{resource}: {}", reply.text());
        let rows = reply.value().as_array().cloned().unwrap_or_else(|| vec![reply.value()]);
        assert!(!rows.is_empty(), "{resource}");
        rows
    });
    let mut told: Vec<Value> = told.collect();
    let end = told[0]["id"].as_str().expect("an id")[28..].to_owned();
    told.iter_mut().for_each(|row| take_ids(row, link, &end, &mut ids));
    (told, ids)
}

/// Institutions with a user of theirs, and what can be fetched there.
const PLACES: [(&str, &str, &[&str]); 4] = [
    ("gringotts_mx_retail", "bnk100", &["owners", "accounts", "transactions", "incomes", "risk-insights"]),
    (
        "tatooine_mx_fiscal",
        "PFIS010101000",
        &["invoices", "tax-status", "tax-compliance-status", "tax-retentions"],
    ),
    ("planet_mx_employment", "BLPM951331IONVGR54", &["employment-records", "owners"]),
    (
        "ofmockbank_br_retail",
        "76109277673",
        &[
            "owners",
            "accounts",
            "transactions",
            "bills",
            "br/exchanges",
            "br/investments",
            "br/investment-transactions",
            "br/balances",
        ],
    ),
];

/// The ids of a link's records end alike; what the institution has numbered itself is a fact.
fn take_ids(value: &mut Value, link: &str, end: &str, ids: &mut BTreeSet<Uuid>) {
    match value {
        Value::String(text) if text == link || text.ends_with(end) => {
            ids.extend(Uuid::try_parse(text));
            *value = Value::Null;
        }
        Value::Array(items) => items.iter_mut().for_each(|item| take_ids(item, link, end, ids)),
        Value::Object(map) => map.values_mut().for_each(|item| take_ids(item, link, end, ids)),
        _ => {}
    }
}

#[test]
fn r_link_11_two_links_of_one_person_hold_the_same_facts_under_ids_of_their_own() {
    let emulator = must_start(still());
    for (institution, username, resources) in PLACES {
        let user = json!({ "institution": institution, "username": username });
        let [first, second] = [(); 2].map(|()| must_make(&emulator, &user));
        let (facts_of_first, ids_of_first) = facts(&emulator, &first, resources);
        let (facts_of_second, ids_of_second) = facts(&emulator, &second, resources);
        assert_eq!(facts_of_first.len(), facts_of_second.len());
        for (one, other) in facts_of_first.iter().zip(&facts_of_second) {
            assert_eq!(one, other, "{institution}");
        }
        assert!(ids_of_first.is_disjoint(&ids_of_second), "{institution}");
    }
}

#[test]
fn r_link_11_the_person_is_the_same_a_month_later() {
    let emulator = must_start(still());
    let owner = |link: &str| {
        let rows = send(&emulator, "POST", "/api/owners/", &json!({ "link": link })).value();
        ["display_name", "first_name", "last_name", "document_id", "email", "phone_number", "address"]
            .map(|key| rows[0][key].clone())
    };
    let first = owner(&must_make(&emulator, &json!({})));
    emulator.advance("720h").expect("a month");
    assert_eq!(owner(&must_make(&emulator, &json!({}))), first);
}

#[test]
fn r_link_11_the_widget_links_the_same_account_again_too() {
    let emulator = must_start(still());
    for _ in 0..2 {
        let mut page = Page::open(&emulator, &json!({ "institutions": "gringotts_mx_retail" }));
        page.does("submit", keys("bnk100")).must_show("success");
    }
    must_make(&emulator, &json!({}));
    assert_eq!(must_answer(&emulator, &get("/api/links/"))["count"], 3);
}

#[test]
fn r_link_11_a_second_link_can_be_refused_and_a_user_name_shows_the_error_always() {
    let refusing = must_start(still().option("link.duplicates", "refuse"));
    let first = must_answer(&refusing, &get(&format!("/api/links/{}/", must_make(&refusing, &json!({})))));
    let refused = items(&post(&refusing, &json!({})), 400);
    assert_eq!(said(&refused), [["duplicated", "Link already exists", ""]]);
    assert_eq!(refused[0]["institution_user_id"], first["institution_user_id"], "R-ERR-03");
    for emulator in [refusing, must_start(still())] {
        let refused = items(&post(&emulator, &json!({ "username": "err_duplicated" })), 400);
        assert_eq!(said(&refused), [["duplicated", "Link already exists", ""]]);
    }
}
