//! The document against Belvo's published OpenAPI documents, where a folder of them is named: every difference has its
//! reason in `differences.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::support::contract::CONTRACT;

/// Names the folder of the documents.
const VARIABLE: &str = "BELVO_OPENAPI_DIR";
const NEWEST: &str = "openapi-1.223.0.json";
const OLDER: &str = "openapi-1.35.0.json";

/// A document with what is asked of it.
struct Document<'d>(&'d Value);

impl<'d> Document<'d> {
    fn resolve(&self, value: &'d Value) -> &'d Value {
        let Some(reference) = value["$ref"].as_str() else { return value };
        self.0.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("{reference}"))
    }

    fn schema(&self, name: &str) -> Option<&'d Value> {
        self.0["components"]["schemas"].get(name)
    }

    /// `GET /api/links/` with what it is.
    fn operations(&self) -> BTreeMap<String, &'d Value> {
        let mut all = BTreeMap::new();
        for (path, methods) in self.0["paths"].as_object().expect("paths") {
            for method in ["get", "post", "put", "patch", "delete"] {
                if let Some(operation) = methods.get(method) {
                    all.insert(format!("{} {path}", method.to_uppercase()), operation);
                }
            }
        }
        all
    }

    /// The successes of an operation: the status, and the named types that its body is made of at its top.
    fn successes(&self, operation: &'d Value) -> BTreeMap<String, BTreeSet<String>> {
        let responses = operation["responses"].as_object().expect("responses").iter();
        let own = responses.filter(|(status, told)| {
            status.starts_with('2')
                && !told["description"].as_str().is_some_and(|text| text.starts_with("While"))
        });
        own.map(|(status, told)| {
            let mut names = BTreeSet::new();
            self.named(&self.resolve(told)["content"]["application/json"]["schema"], &mut names);
            (status.clone(), names)
        })
        .collect()
    }

    /// What an operation takes: parameters of the query as `?name`, keys of the body by their names.
    fn takes(&self, operation: &'d Value) -> BTreeSet<String> {
        let parameters =
            operation["parameters"].as_array().into_iter().flatten().map(|one| self.resolve(one));
        let of_query = parameters.filter(|one| one["in"] == "query").filter_map(|one| one["name"].as_str());
        let mut found: BTreeSet<String> = of_query.map(|name| format!("?{name}")).collect();
        let body = self.resolve(&operation["requestBody"]);
        self.keys(&body["content"]["application/json"]["schema"], &mut found);
        found
    }

    /// The keys at the top of a schema, of whichever of its variants.
    fn keys(&self, schema: &'d Value, found: &mut BTreeSet<String>) {
        let schema = self.resolve(schema);
        found.extend(schema["properties"].as_object().into_iter().flatten().map(|(key, _)| key.clone()));
        for list in ["anyOf", "oneOf", "allOf"] {
            schema[list].as_array().into_iter().flatten().for_each(|one| self.keys(one, found));
        }
        if let Some(rows) = schema.get("items") {
            self.keys(rows, found);
        }
    }

    /// The objects with keys that a schema leads to first.
    fn named(&self, schema: &'d Value, found: &mut BTreeSet<String>) {
        if let Some(name) = object(self, schema) {
            // A page is no type of its own; its rows are.
            let rows = &self.resolve(schema)["properties"]["results"];
            if rows.is_null() && !name.ends_with("pagination_properties") {
                found.insert(name);
                return;
            }
            self.named(rows, found);
            return;
        }
        match self.resolve(schema) {
            Value::Object(map) => map.values().for_each(|value| self.named(value, found)),
            Value::Array(items) => items.iter().for_each(|item| self.named(item, found)),
            _ => {}
        }
    }

    /// All named objects below these.
    fn reach(&self, names: &BTreeSet<String>) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        let mut open: Vec<String> = names.iter().cloned().collect();
        while let Some(name) = open.pop() {
            if all.insert(name.clone()) {
                let mut below = BTreeSet::new();
                if let Some(Value::Object(map)) = self.schema(&name) {
                    map.values().for_each(|value| self.named(value, &mut below));
                }
                open.extend(below);
            }
        }
        all
    }
}

/// The name of a type with keys, if a schema is a reference to one.
fn object(document: &Document<'_>, schema: &Value) -> Option<String> {
    let name = schema["$ref"].as_str()?.rsplit('/').next()?;
    document.schema(name)?.get("properties").map(|_| name.to_owned())
}

/// What a value can be, in a form that both ways of writing it come to.
fn kinds<'d>(document: &Document<'d>, schema: &'d Value, found: &mut BTreeSet<String>) {
    if let Some(name) = object(document, schema) {
        found.insert(name);
        found.extend(
            document.resolve(schema)["nullable"].as_bool().filter(|null| *null).map(|_| "null".to_owned()),
        );
        return;
    }
    let schema = document.resolve(schema);
    found.extend((schema["nullable"] == true).then(|| "null".to_owned()));
    for list in ["anyOf", "oneOf", "allOf"] {
        schema[list].as_array().into_iter().flatten().for_each(|one| kinds(document, one, found));
    }
    if let Some(words) = schema["enum"].as_array() {
        found.extend(
            words.iter().map(|word| word.as_str().map_or("null".to_owned(), |word| format!("`{word}`"))),
        );
        return;
    }
    found.extend(schema["const"].as_str().map(|word| format!("`{word}`")));
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let format = schema["format"].as_str().filter(|format| ["date", "date-time", "uuid"].contains(format));
    for kind in types {
        match (kind, format) {
            ("string", Some(format)) => found.insert(format.to_owned()),
            ("array", _) => {
                let mut items = BTreeSet::new();
                kinds(document, &schema["items"], &mut items);
                // A type that may be null somewhere may be so in lists too, as Belvo writes it; no list holds nulls.
                items.remove("null");
                found.insert(format!("[{}]", joined(&items)))
            }
            (kind, _) => found.insert(kind.to_owned()),
        };
    }
}

fn joined(kinds: &BTreeSet<String>) -> String {
    kinds.iter().map(String::as_str).collect::<Vec<_>>().join(" or ")
}

fn told<'d>(document: &Document<'d>, schema: &'d Value) -> String {
    let mut found = BTreeSet::new();
    kinds(document, schema, &mut found);
    joined(&found)
}

/// How two types of one name differ, key by key.
fn compare_type(name: &str, here: &Document<'_>, there: &Document<'_>, found: &mut BTreeSet<String>) {
    let keys = |document: &Document<'_>| -> BTreeMap<String, String> {
        let schema = document.schema(name).expect("a type");
        let keys = schema["properties"].as_object().into_iter().flatten();
        keys.map(|(key, value)| (key.clone(), told(document, value))).collect()
    };
    let (ours, theirs) = (keys(here), keys(there));
    for key in ours.keys().chain(theirs.keys().filter(|key| !ours.contains_key(*key))) {
        match (ours.get(key), theirs.get(key)) {
            (Some(ours), Some(theirs)) if ours != theirs => {
                found.insert(format!("{name}.{key}: here {ours}, there {theirs}"));
            }
            (Some(_), Some(_)) | (None, None) => {}
            (Some(_), None) => drop(found.insert(format!("{name}.{key}: only here"))),
            (None, Some(_)) => drop(found.insert(format!("{name}.{key}: only there"))),
        }
    }
}

/// All differences, each a line.
fn differences(newest: &Value, older: &Value) -> BTreeSet<String> {
    let (here, newest, older) = (Document(&CONTRACT.document), Document(newest), Document(older));
    let mut found = BTreeSet::new();
    let (ours, theirs, before) = (here.operations(), newest.operations(), older.operations());
    let mut types = BTreeSet::new();
    for (call, operation) in &ours {
        let (document, other) = match (theirs.get(call), before.get(call)) {
            (Some(other), _) => (&newest, other),
            (None, Some(other)) => (&older, other),
            (None, None) => {
                found.insert(format!("{call}: only here"));
                continue;
            }
        };
        let (one, two) = (here.successes(operation), document.successes(other));
        for status in one.keys().chain(two.keys().filter(|status| !one.contains_key(*status))) {
            match (one.get(status), two.get(status)) {
                (Some(one), Some(two)) if one == two => {}
                (Some(one), Some(two)) => {
                    found.insert(format!("{call} {status}: here {}, there {}", joined(one), joined(two)));
                }
                (here, _) => {
                    found.insert(format!("{call} {status}: only {}", here.map_or("there", |_| "here")));
                }
            }
        }
        let (one, two) = (here.takes(operation), document.takes(other));
        found.extend(one.difference(&two).map(|name| format!("{call} {name}: only here")));
        found.extend(two.difference(&one).map(|name| format!("{call} {name}: only there")));
        let (one, two) = (here.successes(operation), document.successes(other));
        // What the emulator never sends has no types here.
        let sent = two.iter().filter(|(status, _)| one.get(*status).is_some_and(|names| !names.is_empty()));
        types.extend(sent.flat_map(|(_, names)| document.reach(names)));
    }
    let lacking = theirs.keys().chain(before.keys()).filter(|call| !ours.contains_key(*call));
    found.extend(lacking.map(|call| format!("{call}: only there")));
    let names = here.0["components"]["schemas"].as_object().expect("types");
    types.extend(
        names.iter().filter(|(_, schema)| schema.get("properties").is_some()).map(|(name, _)| name.clone()),
    );
    for name in &types {
        match (
            here.schema(name),
            [&newest, &older].into_iter().find(|document| document.schema(name).is_some()),
        ) {
            (Some(_), Some(there)) => compare_type(name, &here, there, &mut found),
            (Some(_), None) => drop(found.insert(format!("{name}: only here"))),
            (None, _) => drop(found.insert(format!("{name}: only there"))),
        }
    }
    found
}

/// Whether a line is as a pattern says; `*` stands for anything.
fn fits(pattern: &str, line: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    for (index, piece) in pieces.iter().enumerate() {
        if index + 1 == pieces.len() {
            return rest.ends_with(piece);
        }
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty()
}

#[test]
fn every_difference_from_the_published_documents_has_its_reason() {
    let Some(folder) = std::env::var_os(VARIABLE) else {
        eprintln!(
            "not compared with Belvo's published OpenAPI documents: {VARIABLE} names no folder of them"
        );
        return;
    };
    let read = |name: &str| -> Value {
        let file = Path::new(&folder).join(name);
        let text = std::fs::read_to_string(&file).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
        serde_json::from_str(&text).unwrap_or_else(|why| panic!("{name}: {why}"))
    };
    let found = differences(&read(NEWEST), &read(OLDER));
    let known: Value = serde_json::from_str(include_str!("differences.json")).expect("JSON");
    let known: Vec<&str> = known
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| {
            assert!(row["why"].as_str().is_some_and(|why| !why.is_empty()), "{row} has no reason");
            row["what"].as_str().expect("a pattern")
        })
        .collect();
    let new: Vec<&String> =
        found.iter().filter(|line| !known.iter().any(|pattern| fits(pattern, line))).collect();
    let gone: Vec<&&str> =
        known.iter().filter(|pattern| !found.iter().any(|line| fits(pattern, line))).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "\nwithout a reason: {new:#?}\nno difference any more: {gone:#?}"
    );
}

#[test]
fn a_star_stands_for_anything() {
    assert!(fits("GET /payments/*: only there", "GET /payments/customers/: only there"));
    assert!(fits("Link.stale_in: *", "Link.stale_in: here null or string, there string"));
    assert!(!fits("Link.stale_in: *", "Link.status: only here"));
    assert!(!fits("Link", "Link.status: only here"));
}
