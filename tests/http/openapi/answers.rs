//! Every data resource of every institution, each answer against the document (R-BASE-09, R-DATA-10).

use belvo_emulator::domain::record::ask::{Key, Kind};
use belvo_emulator::domain::record::resource::Resource;
use belvo_emulator::domain::record::table as record;
use serde_json::{Map, Value, json};

use crate::support::desk::Desk;

/// What a person would send for a key.
fn value(key: &Key) -> Option<Value> {
    let value = match (key.kind, key.name) {
        (Kind::Date, "date_to") => json!("2026-02-28"),
        (Kind::Date, _) => json!("2025-12-01"),
        (Kind::Year, _) => json!("2025"),
        (Kind::Month, _) => json!("3"),
        (Kind::Choice(words), _) => json!(words.first()?),
        (Kind::Choices(words), _) => json!(words),
        (Kind::Flag, _) => json!(true),
        (Kind::Uuid | Kind::Text, _) => json!("5ec0a1d0-5d3b-4c39-9a4c-3c3e0d5a1f10"),
    };
    key.required.then_some(value)
}

fn body(resource: &Resource, link: &str, save: bool) -> Value {
    let mut body: Map<String, Value> =
        resource.keys.iter().filter_map(|key| Some((key.name.to_owned(), value(key)?))).collect();
    body.insert("link".into(), link.into());
    body.insert("save_data".into(), save.into());
    body.into()
}

/// Asks for a resource in every way; how many records that has brought.
fn ask(desk: &Desk, resource: &Resource, link: &str) -> usize {
    if resource.calls.retrieve {
        desk.post(resource.path, &body(resource, link, true));
        desk.post(resource.path, &body(resource, link, false));
    }
    let page = desk.get(&format!("{}?link={link}&page_size=1000", resource.path)).value();
    let rows = page["results"].as_array().cloned().unwrap_or_default();
    if let Some(id) = rows.first().and_then(|row| row["id"].as_str()) {
        desk.get(&resource.one.replace("{id}", id));
        if let Some(beneath) = resource.calls.beneath {
            desk.get(&beneath.path.replace("{id}", id));
        }
    }
    rows.len()
}

/// The users that an institution tells most of, the one with full data first.
fn users(institution: &Value) -> &'static [&'static str] {
    match (institution["type"].as_str(), institution["integration_type"].as_str()) {
        (_, Some("openfinance")) => &["76109277673", "50685362006773"],
        (Some("fiscal"), _) => &["PFIS010101000", "PMO010101000", "fiscal101", "fiscal102", "fiscal103"],
        (Some("employment"), _) => &["BLPM951331IONVGR54"],
        _ => &["bnk100", "bnk101", "bnk102", "bnk103"],
    }
}

/// The desk holds every answer against the document.
fn must_be_valid_at(fits: impl Fn(&Value) -> bool) -> usize {
    let desk = Desk::new();
    let mut found = 0;
    for institution in desk.must_list("/api/institutions/").iter().filter(|row| fits(row)) {
        let name = institution["name"].as_str().expect("a name");
        for user in users(institution) {
            let link = desk.must_link(name, user, "recurrent");
            found += record::all().map(|resource| ask(&desk, resource, &link)).sum::<usize>();
        }
    }
    found
}

/// R-DATA-10, R-BASE-09
#[test]
fn every_record_of_a_bank_of_each_country_is_as_the_document_says() {
    let banks = ["erebor_mx_retail", "erebor_co_retail", "gotham_br_business"];
    assert!(must_be_valid_at(|row| banks.iter().any(|bank| row["name"] == *bank)) > 100);
}

/// R-DATA-10, R-BASE-09
#[test]
fn every_record_of_open_finance_is_as_the_document_says() {
    assert!(must_be_valid_at(|row| row["integration_type"] == "openfinance") > 100);
}

/// R-DATA-10, R-BASE-09
#[test]
fn every_record_of_tax_is_as_the_document_says() {
    assert!(must_be_valid_at(|row| row["type"] == "fiscal") > 100);
}

/// R-DATA-10, R-BASE-09, R-EMPL-01
#[test]
fn every_record_of_employment_is_as_the_document_says() {
    assert_eq!(must_be_valid_at(|row| row["type"] == "employment"), 4, "records, job, metrics and owner");
}
