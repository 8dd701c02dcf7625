//! The emulator's own OpenAPI document: that it is one, that it has every call and tells the truth of each, and where it
//! differs from Belvo's published OpenAPI documents.

mod answers;
mod operations;
mod published;

use std::collections::{BTreeMap, BTreeSet};

use crate::support::contract::CONTRACT;
use belvo_emulator::http::routes::ROUTES;
use serde_json::Value;

/// Every operation with its path, method in capitals.
fn all() -> impl Iterator<Item = (&'static str, String, &'static Value)> {
    let paths = CONTRACT.document["paths"].as_object().expect("paths");
    paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().expect("methods").iter();
        methods.map(move |(method, operation)| (path.as_str(), method.to_uppercase(), operation))
    })
}

/// R-BASE-16
#[test]
fn the_document_has_the_form_of_openapi() {
    let form: Value = serde_json::from_str(include_str!("openapi/form.json")).expect("JSON");
    let validator = jsonschema::validator_for(&form).expect("a schema");
    let faults: Vec<String> = validator
        .iter_errors(&CONTRACT.document)
        .map(|fault| {
            format!("{}: {}", fault.instance_path(), fault.to_string().chars().take(200).collect::<String>())
        })
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn references_lead_somewhere_and_everything_is_referred_to() {
    let mut found = BTreeSet::new();
    references(&CONTRACT.document, &mut found);
    for reference in &found {
        let pointer = reference.strip_prefix('#').expect("inside");
        assert!(CONTRACT.document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    for kind in ["schemas", "parameters"] {
        for name in CONTRACT.document["components"][kind].as_object().expect("components").keys() {
            assert!(
                found.contains(&format!("#/components/{kind}/{name}")),
                "nothing refers to {kind}/{name}"
            );
        }
    }
}

#[test]
fn no_two_operations_or_types_have_one_name() {
    let mut ids: BTreeMap<&str, String> = BTreeMap::new();
    for (path, method, operation) in all() {
        let id = operation["operationId"].as_str().expect("an id");
        let here = format!("{method} {path}");
        assert!(!ids.contains_key(id), "{here} and {} are both `{id}`", ids[id]);
        ids.insert(id, here);
        let parameters = operation["parameters"].as_array().expect("parameters");
        let names: Vec<&Value> = parameters.iter().map(|one| &CONTRACT.resolve(one)["name"]).collect();
        for (index, name) in names.iter().enumerate() {
            assert!(!names[..index].contains(name), "{id} has {name} twice");
        }
    }
    // A second type of one name gets a number.
    let schemas = CONTRACT.document["components"]["schemas"].as_object().expect("schemas");
    for name in schemas.keys() {
        let first = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
        assert!(first == name || !schemas.contains_key(first), "two types are called `{first}`");
    }
}

/// R-BASE-16
#[test]
fn every_call_of_the_api_is_in_the_document_and_nothing_else() {
    let of_api =
        |path: &str| ["/api/", "/payments/", "/investments/"].iter().any(|start| path.starts_with(start));
    let there: BTreeSet<String> = ROUTES
        .iter()
        .filter(|route| of_api(route.path))
        .map(|route| format!("{} {} {:?}", route.method, route.path, route.statuses()))
        .collect();
    let told: BTreeSet<String> = all()
        .map(|(path, method, operation)| {
            let responses = operation["responses"].as_object().expect("responses").iter();
            let own = responses.filter(|(status, told)| {
                status.starts_with('2')
                    && !told["description"]
                        .as_str()
                        .is_some_and(|about| about.starts_with("While the option"))
            });
            let statuses: Vec<u16> = own.map(|(status, _)| status.parse().expect("a status")).collect();
            format!("{method} {path} {statuses:?}")
        })
        .collect();
    let lacking: Vec<&String> = there.symmetric_difference(&told).collect();
    assert!(lacking.is_empty(), "{lacking:#?}");
    assert!(there.iter().all(|row| !row.ends_with("[]")), "each has a success");
    for route in ROUTES.iter().filter(|route| !of_api(route.path)) {
        assert!(route.statuses().is_empty(), "{} is not the API that is emulated", route.path);
    }
}

/// R-DATA-10: what the document does not say is caught.
#[test]
fn an_answer_that_is_not_as_the_document_says_is_caught() {
    let desk = crate::support::desk::Desk::new();
    desk.must_link("erebor_mx_retail", "bnk100", "single");
    let request = belvo_emulator::Request::get("/api/links/");
    let reply = desk.get("/api/links/");
    crate::support::contract::must_be_valid(&request, &reply);
    let text = reply.text();
    for (found, put) in [
        ("\"status\":\"valid\"", "\"status\":\"good\""),
        ("\"stale_in\":null", "\"stale_in\":7"),
        ("\"stale_in\":null,", ""),
        ("\"stale_in\":null", "\"stale_in\":null,\"more\":1"),
        ("\"count\":1", "\"count\":null"),
    ] {
        assert!(text.contains(found), "{found}: {text}");
        let mut other = reply.clone();
        other.body = text.replace(found, put).into();
        let caught = std::panic::catch_unwind(|| crate::support::contract::must_be_valid(&request, &other));
        assert!(caught.is_err(), "{put} is not caught");
    }
    let mut other = reply.clone();
    other.status = http::StatusCode::ACCEPTED;
    assert!(std::panic::catch_unwind(|| crate::support::contract::must_be_valid(&request, &other)).is_err());
}
