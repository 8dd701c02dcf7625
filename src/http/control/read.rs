//! From a call to the request of its verb: what stands in the path, and the body, or for verbs without one the query.

use schemars::JsonSchema;
use serde_json::{Map, Value};

use super::row::Row;
use super::schema;
use crate::domain::base::json;
use crate::domain::base::limits::DEEPEST;
use crate::domain::base::weight::is_deeper;
use crate::domain::vocabulary::failure::Failure;
use crate::http::call::Call;
use crate::http::problem::Problem;

/// The request that a call brings, as JSON that its type can be read from.
pub(super) fn request(row: &Row, call: &Call<'_>) -> Result<Value, Problem> {
    let wanted = row.request_schema();
    let mut request = if row.has_body() { body(call, &wanted)? } else { query(call, &wanted)? };
    let in_path: Vec<&str> = row.path_fields().collect();
    let free = || schema::keys(&wanted).map(|(key, _)| key.as_str()).filter(|key| !in_path.contains(key));
    if let Some(key) = request.keys().find(|key| in_path.contains(&key.as_str())) {
        return Err(schema::unknown(key, free()));
    }
    if let (true, Some((key, _))) = (row.has_body(), call.query.first()) {
        return Err(schema::unknown(key, std::iter::empty()).hint("what it takes is sent in the body"));
    }
    for name in in_path {
        request.insert(name.to_owned(), call.param(name).into());
    }
    schema::check(&wanted, &request)?;
    Ok(Value::Object(request))
}

/// Holds a request of the library against its schema.
pub(super) fn check<Q: JsonSchema>(request: &Value) -> Result<(), Problem> {
    let wanted = schema::of(|schemas| schemas.subschema_for::<Q>());
    // A workspace, whose keys are not named, says itself how deep it may be.
    if schema::keys(&wanted).next().is_some() && is_deeper(request, DEEPEST) {
        return Err(Problem::bad("body", format!("it is nested more than {DEEPEST} levels deep")));
    }
    schema::check(&wanted, request.as_object().unwrap_or(&Map::new()))
}

/// No body at all is an object without keys.
fn body(call: &Call<'_>, wanted: &Value) -> Result<Map<String, Value>, Problem> {
    let no_object = |detail: &str| {
        let problem = Problem::bad("body", detail);
        if schema::is_open(wanted) {
            return problem;
        }
        let keys: Vec<&str> = schema::keys(wanted).map(|(key, _)| key.as_str()).collect();
        problem.hint(schema::takes(&keys))
    };
    if !call.has_body() {
        return Ok(Map::new());
    }
    match call.plain_json() {
        Ok(Value::Object(map)) => Ok(map.clone()),
        Ok(_) => Err(no_object("the body is not a JSON object")),
        Err(Failure::Parse(why)) => Err(no_object(&format!("the body is not JSON: {why}"))),
        Err(_) => Err(no_object("the body is not JSON")),
    }
}

/// What stands in the query are texts; where a number, a flag or an object is wanted, it is read as one.
fn query(call: &Call<'_>, wanted: &Value) -> Result<Map<String, Value>, Problem> {
    let mut request = Map::new();
    for (key, text) in &call.query {
        let wanted = &wanted["properties"][key.as_str()];
        let has_to = format!("`{key}` has to be {}", schema::expected(wanted));
        let value = value(wanted, text).map_err(|why| Problem::value(key, format!("{has_to}{why}")))?;
        if request.insert(key.clone(), value).is_some() {
            return Err(Problem::value(key, format!("`{key}` stands in the query twice")));
        }
    }
    Ok(request)
}

/// The error says what more there is to say than what it has to be.
fn value(wanted: &Value, text: &str) -> Result<Value, String> {
    let read = match () {
        () if schema::wants_object(wanted) => return object(text),
        () if schema::wants_number(wanted) => text.parse::<u64>().ok().map(Value::from),
        () if schema::wants_flag(wanted) => text.parse::<bool>().ok().map(Value::from),
        () => Some(text.into()),
    };
    read.ok_or_else(String::new)
}

fn object(text: &str) -> Result<Value, String> {
    let object = json::read(text.as_bytes()).map_err(|why| format!(": {why}"))?;
    match is_deeper(&object, DEEPEST) {
        true => Err(format!(": it is nested more than {DEEPEST} levels deep")),
        false => Ok(object),
    }
}
