//! The API that is emulated. One `table` has a row an operation; routes, the OpenAPI document, `list routes`, the
//! README's tables and the `api` rules of scenarios are read from it. Beside it a file a family of resources: the
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

/// Whether a scenario's rule can name this call; the error says what is near.
pub fn check_call(method: &str, path: &str) -> Result<(), String> {
    let is_it = |endpoint: &Endpoint| endpoint.method.as_str() == method && endpoint.path == path;
    if ENDPOINTS.iter().any(is_it) {
        return Ok(());
    }
    if path.is_empty() {
        let call = text::quote(method);
        return Err(format!("{call} is no call: write a method and a path, such as POST /api/links/"));
    }
    let paths: Vec<&str> = ENDPOINTS.iter().map(|endpoint| endpoint.path).collect();
    let of_path = |near: &str| {
        let at = || ENDPOINTS.iter().filter(|endpoint| endpoint.path == near);
        at().find(|endpoint| endpoint.method.as_str() == method).or_else(|| at().next())
    };
    let near = text::nearest(&form_of(path), &paths).and_then(of_path);
    let near = near.map(|endpoint| format!("; the nearest is `{} {}`", endpoint.method, endpoint.path));
    let call = text::quote(&format!("{method} {path}"));
    Err(format!("this version has no call {call}{}", near.unwrap_or_default()))
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
