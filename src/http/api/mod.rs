//! The API that is emulated. One `table` has a row an operation; routes, the OpenAPI document, `list routes`, the
//! docs' tables and the `api` rules of scenarios are read from it. Beside it a file a family of resources: the
//! handlers, what they take and what they answer.

pub(super) mod bodies;
pub(super) mod endpoint;
pub(super) mod institutions;
pub(super) mod links;
mod payments;
pub(super) mod records;
pub(super) mod ruled;
mod table;
pub(super) mod tokens;

use std::sync::LazyLock;

use uuid::Uuid;

use crate::domain::base::limits::LONGEST_WORD;
use crate::domain::base::text;
use endpoint::Endpoint;

/// Every operation.
pub(super) static ENDPOINTS: LazyLock<Vec<Endpoint>> = LazyLock::new(table::rows);

/// Whether there is such an operation; the error says what is near.
pub fn check_call(method: &str, path: &str) -> Result<(), String> {
    let is_it = |endpoint: &Endpoint| endpoint.method.as_str() == method && endpoint.path == path;
    if ENDPOINTS.iter().any(is_it) {
        return Ok(());
    }
    Err(no_call(method, path, ENDPOINTS.iter().map(|endpoint| (endpoint.method.as_str(), endpoint.path))))
}

/// Whether a path can be one of an operation, by the path that its row has.
pub(super) fn is_path_of(route: &str, path: &str) -> bool {
    let (mut parts, mut wanted) = (path.split('/'), route.split('/'));
    let fits = wanted.by_ref().all(|wanted| {
        parts.next().is_some_and(|part| part == wanted || wanted.starts_with('{') && !part.is_empty())
    });
    fits && parts.next().is_none()
}

/// The operations that a path can be one of, those without an id in it first.
pub(super) fn calls_of(path: &str) -> impl Iterator<Item = String> {
    let mut found: Vec<&Endpoint> =
        ENDPOINTS.iter().filter(|endpoint| is_path_of(endpoint.path, path)).collect();
    found.sort_by_key(|endpoint| endpoint.path.contains('{'));
    found.into_iter().map(|endpoint| format!("{} {}", endpoint.method, endpoint.path))
}

/// What is said of a call that is none of these, with the nearest; an empty method is any.
pub(super) fn no_call<'c>(
    method: &str,
    path: &str,
    calls: impl Iterator<Item = (&'c str, &'c str)>,
) -> String {
    if path.is_empty() {
        let call = text::quote(method);
        return format!("{call} is no call: write a method and a path, such as POST /api/links/");
    }
    let calls: Vec<_> = calls.collect();
    let paths: Vec<&str> = calls.iter().map(|(_, path)| *path).collect();
    let of_path = |near: &str| {
        let at = || calls.iter().filter(|(_, path)| *path == near);
        at().find(|(own, _)| *own == method).or_else(|| at().next())
    };
    let written = |method: &str, path: &str| format!("{method} {path}").trim_start().to_owned();
    let near = text::nearest(&form_of(path), &paths).and_then(of_path);
    let near = near.map(|(own, path)| written(if method.is_empty() { "" } else { own }, path));
    let near = near.map(|near| format!("; the nearest is `{near}`")).unwrap_or_default();
    format!("this version has no call {}{near}", text::quote(&written(method, path)))
}

/// A path as routes are written: an id is `{id}`.
pub(super) fn form_of(path: &str) -> String {
    if path.len() > LONGEST_WORD {
        return path.to_owned();
    }
    let is_id = |part: &str| Uuid::try_parse(part).is_ok() || part.parse::<u32>().is_ok();
    path.split('/').map(|part| if is_id(part) { "{id}" } else { part }).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vocabulary::rules;

    #[test]
    fn each_operation_answers_to_rules_of_the_table_and_has_a_success() {
        for endpoint in ENDPOINTS.iter() {
            let call = format!("{} {}", endpoint.method, endpoint.path);
            assert!(!endpoint.rules.is_empty() && endpoint.statuses().next().is_some(), "{call}");
            assert!(
                endpoint.rules.iter().all(|id| rules::find(id).is_some()),
                "{call}: {:?}",
                endpoint.rules
            );
        }
    }
}
