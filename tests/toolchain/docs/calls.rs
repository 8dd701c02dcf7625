//! The docs' tables of the API's operations are written from the program's table.

use std::collections::BTreeMap;

use belvo_emulator::domain::record::resource::Resource;
use belvo_emulator::domain::record::table as record;

use super::desk::listed;
use super::table::{must_be, row};

/// The operations of the API: method and path, who may call, what it answers.
struct Operation {
    method: String,
    path: String,
    who: String,
    about: String,
}

fn operations() -> Vec<Operation> {
    let column = |name| listed("routes", name).into_iter();
    let rows = column("method").zip(column("path")).zip(column("who")).zip(column("about"));
    let operations = rows.map(|(((method, path), who), about)| Operation { method, path, who, about });
    // What no caller is named for is no operation of the API.
    operations.filter(|operation| !operation.who.is_empty()).collect()
}

fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// One row a path: its own calls, and those of one of its things.
fn spread(operations: &[&Operation], path: &str, what: &str) -> String {
    let of = |path: &str| {
        let methods = operations.iter().filter(|operation| operation.path == path);
        code(&methods.map(|operation| operation.method.as_str()).collect::<Vec<_>>().join(" "))
    };
    row(&[&code(path), &of(path), &of(&format!("{path}{{id}}/")), what])
}

fn is_of(resource: &Resource, path: &str) -> bool {
    let beneath = resource.calls.beneath.map(|beneath| beneath.path);
    [resource.path, resource.one].contains(&path) || beneath == Some(path)
}

fn data(operations: &[&Operation]) -> Vec<String> {
    let rows = record::all().flat_map(|resource| {
        let own = spread(operations, resource.path, &capital(&resource.describe()));
        let beneath = resource.calls.beneath;
        let beneath = beneath.map(|beneath| spread(operations, beneath.path, &capital(beneath.title)));
        std::iter::once(own).chain(beneath)
    });
    rows.collect()
}

/// `/payments/br/payment-intents/{id}/cancel/` is about `Payment intents, cancel`.
fn payments(operations: &[&Operation]) -> Vec<String> {
    let paths: BTreeMap<usize, &str> =
        operations.iter().enumerate().map(|(at, one)| (at, one.path.as_str())).collect();
    let known = |path: &str| paths.values().any(|other| *other == path);
    let mut rows: Vec<String> = Vec::new();
    for path in paths.values() {
        let hangs = path.strip_suffix("{id}/").is_some_and(known);
        let words: Vec<String> = path
            .split('/')
            .skip(3)
            .filter(|part| !part.is_empty() && !part.starts_with('{'))
            .map(|part| part.replace('-', " "))
            .collect();
        let line = spread(operations, path, &capital(&words.join(", ")));
        if !hangs && !rows.contains(&line) {
            rows.push(line);
        }
    }
    rows
}

#[test]
fn the_tables_of_calls_are_written_from_the_programs() {
    let operations = operations();
    let is_data = |one: &&Operation| record::all().any(|resource| is_of(resource, &one.path));
    let (of_data, others): (Vec<&Operation>, Vec<&Operation>) = operations.iter().partition(is_data);
    let (paid, rest): (Vec<&Operation>, Vec<&Operation>) =
        others.into_iter().partition(|one| one.path.starts_with("/payments/"));
    let line =
        |one: &&Operation| row(&[&code(&format!("{} {}", one.method, one.path)), &one.who, &one.about]);
    must_be(
        "# REST calls",
        &["call", "who may call", "what it answers"],
        &rest.iter().map(line).collect::<Vec<_>>(),
    );
    let head = ["path", "its calls", "those of `{id}/`", "what"];
    must_be("## Data of links", &head, &data(&of_data));
    must_be("## Payments", &head, &payments(&paid));
}
