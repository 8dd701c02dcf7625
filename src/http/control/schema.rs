//! Holds a request against the schema of its type: one home for what a verb takes, what the OpenAPI document says of it,
//! and what a refusal says. What is wrong is refused whole, with the key, what was expected, and an example.

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value};

use super::position::{JournalPosition, POSITION};
use crate::domain::base::text::{quote, shown, the_nearest};
use crate::http::problem::Problem;

/// The schema of a request, whole: nothing in it refers elsewhere.
pub(super) fn of(request: fn(&mut SchemaGenerator) -> Schema) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    request(&mut settings.into_generator()).to_value()
}

/// The keys that a request has, each with its schema.
pub(super) fn keys(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema["properties"].as_object().into_iter().flatten()
}

/// Whether a request has to have a key.
pub(super) fn needs(schema: &Value, key: &str) -> bool {
    schema["required"].as_array().into_iter().flatten().any(|needed| needed == key)
}

/// Whether a request has keys that its type does not name.
pub(super) fn is_open(schema: &Value) -> bool {
    schema.get("additionalProperties").is_some_and(|more| more.as_bool() != Some(false))
}

/// What is wrong with a request.
pub(super) fn check(schema: &Value, request: &Map<String, Value>) -> Result<(), Problem> {
    check_object("", schema, request)
}

/// What is wrong with an object; `place` is where it stands in the request: `expect[0].`.
fn check_object(place: &str, schema: &Value, object: &Map<String, Value>) -> Result<(), Problem> {
    if let Some(key) = object.keys().find(|key| schema["properties"].get(key.as_str()).is_none())
        && !is_open(schema)
    {
        let unknown = unknown_at(place, key, keys(schema).map(|(key, _)| key.as_str()));
        return Err(match deeper(schema, key) {
            Some(above) => unknown.hint(format!("put it under `{above}`")),
            None => unknown,
        });
    }
    for (key, wanted) in keys(schema) {
        let at = format!("{place}{key}");
        match object.get(key) {
            Some(value) => check_value(&at, wanted, value).map_err(|problem| example(problem, schema))?,
            None if needs(schema, key) => return Err(missing(&at, wanted, schema)),
            None => {}
        }
    }
    Ok(())
}

fn check_value(at: &str, wanted: &Value, value: &Value) -> Result<(), Problem> {
    fits(at, wanted, value)?;
    match value {
        Value::Object(object) => match the_object(wanted) {
            Some(schema) => check_object(&format!("{at}."), schema, object),
            None => Ok(()),
        },
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(place, item)| check_value(&format!("{at}[{place}]"), &wanted["items"], item))
        }
        _ => Ok(()),
    }
}

/// The schema of an object of which the keys are known.
fn the_object(wanted: &Value) -> Option<&Value> {
    let mut candidates = std::iter::once(wanted).chain(alternatives(wanted));
    let found = candidates.find(|schema| schema["properties"].is_object())?;
    candidates.all(|schema| !schema["properties"].is_object()).then_some(found)
}

/// The key of an object beneath this one that has such a key.
fn deeper<'s>(schema: &'s Value, key: &str) -> Option<&'s str> {
    let has_it =
        |beneath: &Value| the_object(beneath).is_some_and(|schema| schema["properties"].get(key).is_some());
    keys(schema).find(|(_, beneath)| has_it(beneath)).map(|(above, _)| above.as_str())
}

/// A key that a call does not have.
pub(super) fn unknown<'k>(key: &str, known: impl Iterator<Item = &'k str>) -> Problem {
    unknown_at("", key, known)
}

fn unknown_at<'k>(place: &str, key: &str, known: impl Iterator<Item = &'k str>) -> Problem {
    let known: Vec<&str> = known.collect();
    let of =
        if place.is_empty() { "this call".to_owned() } else { format!("`{}`", place.trim_end_matches('.')) };
    let detail = format!("{} is not a key of {of}{}", quote(key), the_nearest(key, &known));
    let problem = Problem::bad("unknown_key", detail).field(&format!("{place}{}", shown(key)));
    problem.hint(takes(&known))
}

/// What an object takes, for people.
pub(super) fn takes(keys: &[&str]) -> String {
    if keys.is_empty() { "it takes nothing".to_owned() } else { format!("it takes {}", keys.join(", ")) }
}

fn missing(key: &str, wanted: &Value, schema: &Value) -> Problem {
    let problem = Problem::value(key, format!("`{key}` is missing: it has to be {}", expected(wanted)));
    example(problem, schema)
}

fn example(problem: Problem, schema: &Value) -> Problem {
    match schema["examples"].get(0) {
        Some(example) if problem.hint.is_none() => problem.hint(format!("for example {example}")),
        _ => problem,
    }
}

/// Whether a value is one that a key can have.
fn fits(key: &str, wanted: &Value, value: &Value) -> Result<(), Problem> {
    let has_to = || format!("`{key}` has to be {}", expected(wanted));
    if !types(wanted).is_empty() && !types(wanted).iter().any(|kind| is(kind, value)) {
        return Err(Problem::bad("wrong_type", has_to()).field(key));
    }
    let words = words(wanted);
    if let (Some(text), false) = (value.as_str(), words.is_empty()) {
        if words.contains(&text) {
            return Ok(());
        }
        return Err(Problem::value(
            key,
            format!("{}, not {}{}", has_to(), quote(text), the_nearest(text, &words)),
        ));
    }
    if within(wanted, value) { Ok(()) } else { Err(Problem::value(key, has_to())) }
}

/// Whether a number or a text is neither too small nor too large.
fn within(wanted: &Value, value: &Value) -> bool {
    let bound = |name: &str| wanted[name].as_f64();
    let (size, least, most) = match value {
        Value::Number(number) => (number.as_f64(), bound("minimum"), bound("maximum")),
        Value::String(text) if wanted["format"] == POSITION => {
            return text.parse::<JournalPosition>().is_ok();
        }
        Value::String(text) => (Some(text.chars().count() as f64), bound("minLength"), bound("maxLength")),
        _ => return true,
    };
    let size = size.unwrap_or_default();
    least.is_none_or(|least| size >= least) && most.is_none_or(|most| size <= most)
}

/// The alternatives of a schema.
fn alternatives(schema: &Value) -> impl Iterator<Item = &Value> {
    ["anyOf", "oneOf"].into_iter().filter_map(|name| schema[name].as_array()).flatten()
}

/// The types that a value can have; none where it can have any.
fn types(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(kind) => vec![kind.as_str()],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => alternatives(schema).flat_map(types).collect(),
    }
}

/// Whether nothing but a whole number can be meant.
pub(super) fn wants_number(schema: &Value) -> bool {
    types(schema).contains(&"integer") && !types(schema).contains(&"string")
}

/// Whether nothing but true or false can be meant.
pub(super) fn wants_flag(schema: &Value) -> bool {
    types(schema).contains(&"boolean")
}

/// Whether an object is meant, which stands in a query as JSON.
pub(super) fn wants_object(schema: &Value) -> bool {
    types(schema).contains(&"object")
}

/// The words that a text can be; none where it can be any.
pub(super) fn words(schema: &Value) -> Vec<&str> {
    let mut found: Vec<&str> =
        schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    found.extend(schema["const"].as_str());
    found.extend(alternatives(schema).flat_map(words));
    found
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => value.is_null(),
    }
}

/// What a value has to be, for people.
pub(super) fn expected(schema: &Value) -> String {
    let words = words(schema);
    if !words.is_empty() {
        return words.join(" or ");
    }
    let kinds: Vec<String> =
        types(schema).into_iter().filter(|kind| *kind != "null").map(|kind| noun(kind, schema)).collect();
    if kinds.is_empty() { "JSON".to_owned() } else { kinds.join(" or ") }
}

fn noun(kind: &str, schema: &Value) -> String {
    let bound = |name: &str| schema[name].as_u64();
    match (kind, bound("minimum"), bound("maximum"), bound("maxLength")) {
        ("integer", Some(least), Some(most), _) => format!("a whole number from {least} to {most}"),
        ("integer", ..) => "a whole number".to_owned(),
        ("string", ..) if schema["format"] == POSITION => "a text like `1-17`".to_owned(),
        ("string", _, _, Some(most)) => format!("a text of at most {most} characters"),
        ("string", ..) => "a text".to_owned(),
        ("boolean", ..) => "true or false".to_owned(),
        ("array", ..) => "a list".to_owned(),
        ("object", ..) => "an object".to_owned(),
        _ => "a number".to_owned(),
    }
}
