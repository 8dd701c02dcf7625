//! Verbs for all workspaces whose names fit a pattern: `/_emulator/workspaces/ci-*/reset`. A `*` that belongs to a name is
//! sent as `%2A`.

use serde_json::{Map, Value, json};

use super::read;
use super::row::{Context, Extent, Row};
use super::table::ROWS;
use crate::http::call::Call;
use crate::http::message::Reply;
use crate::http::problem::{Problem, WORKSPACE_REQUIRED};
use crate::http::service::Service;
use crate::store::Scope;

/// How many workspaces a pattern may meet.
const MOST: usize = 1_000;

/// The verbs whose request or answer is of one workspace.
const OF_ONE: [&str; 7] =
    ["snapshot", "set_snapshot", "bundle", "set_bundle", "journal_stream", "journal_wait", "inbox_wait"];

/// The pattern of a call, if its workspace is one.
pub(super) fn of<'c>(call: &'c Call<'_>) -> Option<&'c str> {
    let part = call.path.strip_prefix("/_emulator/workspaces/")?.split('/').next()?;
    part.contains('*').then(|| call.param("workspace"))
}

/// What each workspace that fits answers, by its name, and how many there are. What is wrong with the request is found in
/// the first one, before anything has changed.
pub(super) fn answer(
    service: &Service,
    call: &Call<'_>,
    row: &'static Row,
    pattern: &str,
) -> Result<Reply, Problem> {
    let request = read::request(row, call)?;
    let waits = ["wait", "timeout"].iter().any(|key| request.get(key).is_some());
    if row.path_fields().next().is_some() || OF_ONE.contains(&row.name) || waits {
        let detail = format!("{} {} is for one workspace, not for a pattern", row.method, row.written_path());
        return Err(Problem::of(WORKSPACE_REQUIRED, detail).hint("GET /_emulator/workspaces lists all"));
    }
    if row.extent == Extent::Emulator {
        let detail = format!("{} {} is of the emulator", row.method, row.written_path());
        return Err(Problem::value("workspace", detail).hint("leave the workspace out"));
    }
    let names: Vec<String> = service.store.names().into_iter().filter(|name| fits(pattern, name)).collect();
    if names.len() > MOST {
        let detail = format!("{} workspaces fit, {MOST} at most", names.len());
        return Err(Problem::value("workspace", detail));
    }
    let mut answers = Map::new();
    for name in names {
        let scope = Scope::One(name.clone());
        let context = Context::new(service, &scope, &call.base, ROWS);
        let reply = (row.run)(&context, request.clone())
            .map_err(|problem| Problem { detail: format!("in {name}: {}", problem.detail), ..problem })?;
        answers.insert(name, reply.value());
    }
    Ok(Reply::json(&json!({ "met": answers.len(), "workspaces": Value::Object(answers) })))
}

/// Whether a name fits: each `*` stands for any text.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(left) = name.strip_prefix(first) else { return false };
    let places = left.char_indices().map(|(place, _)| place).chain([left.len()]);
    rest.is_empty() || places.into_iter().any(|place| fits(rest, &left[place..]))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, name, does) in [
            ("ci-*", "ci-1", true),
            ("ci-*", "ci-", true),
            ("ci-*", "xci-1", false),
            ("*-1", "ci-1", true),
            ("*-1", "ci-11", false),
            ("c*-*1", "ci-é-21", true),
            ("*", "anything", true),
            ("a*b*c", "acb", false),
        ] {
            assert_eq!(fits(pattern, name), does, "{pattern} {name}");
        }
    }
}
