//! Verbs for all workspaces whose names fit a pattern: `/_emulator/workspaces/ci-*/reset`. A `*` that belongs to a name is
//! sent as `%2A`.

use serde_json::{Map, Value, json};

use super::read;
use super::row::{Context, Extent, Row};
use super::table::ROWS;
use crate::domain::base::limits::SECRET_ID;
use crate::http::call::Call;
use crate::http::message::Reply;
use crate::http::problem::{Problem, VERIFY_FAILED, WORKSPACE_REQUIRED};
use crate::http::service::Service;
use crate::store::Scope;

/// How many workspaces a pattern may meet.
const MOST: usize = 1_000;

/// The pattern of a call, if its workspace is one.
pub(super) fn of<'c>(call: &'c Call<'_>) -> Option<&'c str> {
    let part = call.path.strip_prefix("/_emulator/workspaces/")?.split('/').next()?;
    part.contains('*').then(|| call.param("workspace"))
}

/// What each workspace that fits answers, by its name, and how many there are. A verb that is refused in one is not
/// carried out in those after it; the refusal names those before.
pub(super) fn answer(
    service: &Service,
    call: &Call<'_>,
    row: &'static Row,
    pattern: &str,
) -> Result<Reply, Problem> {
    if pattern.len() > SECRET_ID {
        let detail = format!("the pattern has {} bytes, {SECRET_ID} at most", pattern.len());
        return Err(Problem::value("workspace", detail));
    }
    let request = read::request(row, call)?;
    let waits = ["wait", "timeout"].iter().any(|key| request.get(key).is_some());
    if row.path_fields().next().is_some() || row.extent == Extent::NoPattern || waits {
        let detail = format!("{} {} is for one workspace, not for a pattern", row.method, row.written_path());
        return Err(Problem::of(WORKSPACE_REQUIRED, detail).hint("GET /_emulator/workspaces lists all"));
    }
    if row.extent == Extent::Emulator {
        let detail = format!("{} {} is of the emulator", row.method, row.written_path());
        return Err(Problem::value("workspace", detail).hint("leave the workspace out"));
    }
    let names: Vec<String> = service.store.names().into_iter().filter(|name| fits(pattern, name)).collect();
    // Of no workspace at all it proves nothing.
    if names.is_empty() && row.extent == Extent::AnyWorkspaces {
        return Err(Problem::of(
            VERIFY_FAILED,
            "no open workspace fits the pattern: nothing was verified".to_owned(),
        ));
    }
    if names.len() > MOST {
        let detail = format!("{} workspaces fit, {MOST} at most", names.len());
        return Err(Problem::value("workspace", detail));
    }
    let mut answers = Map::new();
    for name in names {
        let scope = Scope::One(name.clone());
        let context = Context::new(service, &scope, &call.base, ROWS);
        let reply = (row.run)(&context, request.clone())
            .map_err(|problem| refused(&name, problem, answers.keys()))?;
        answers.insert(name, reply.value());
    }
    Ok(Reply::json(&json!({ "met": answers.len(), "workspaces": Value::Object(answers) })))
}

fn refused<'n>(name: &str, problem: Problem, before: impl Iterator<Item = &'n String>) -> Problem {
    let applied = before.cloned().collect();
    Problem { detail: format!("in {name}: {}", problem.detail), applied, ..problem }
}

/// Whether a name fits: each `*` stands for any text.
fn fits(pattern: &str, name: &str) -> bool {
    steps(pattern, name).0
}

/// The same, and in how many steps it was found. A star takes as little as it can, and only the last one that was met
/// ever takes more: what stands before it fits already.
fn steps(pattern: &str, name: &str) -> (bool, usize) {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut at, mut read, mut steps) = (0, 0, 0);
    let mut star = None;
    while read < name.len() {
        steps += 1;
        if pattern.get(at) == Some(&b'*') {
            star = Some((at + 1, read));
            at += 1;
        } else if pattern.get(at) == Some(&name[read]) {
            (at, read) = (at + 1, read + 1);
        } else if let Some((after, taken)) = star {
            star = Some((after, taken + 1));
            (at, read) = (after, taken + 1);
        } else {
            return (false, steps);
        }
    }
    (pattern[at..].iter().all(|byte| *byte == b'*'), steps)
}

#[cfg(test)]
mod tests {
    use super::{fits, steps};

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, name, does) in [
            ("ci-*", "ci-1", true),
            ("ci-*", "ci-", true),
            ("ci-*", "xci-1", false),
            ("*-1", "ci-1", true),
            ("*-1", "ci-11", false),
            ("*-1", "ci-1-1", true),
            ("c*-*1", "ci-é-21", true),
            ("*é", "ci-è", false),
            ("*", "anything", true),
            ("*", "", true),
            ("**a**", "a", true),
            ("a*", "", false),
            ("ab", "abc", false),
            ("a*b*c", "acb", false),
            ("*ab*aab", "abaaab", true),
        ] {
            assert_eq!(fits(pattern, name), does, "{pattern} {name}");
        }
    }

    #[test]
    fn many_stars_take_no_more_steps_than_pattern_times_name() {
        let name = "a".repeat(128);
        for stars in 1..=40 {
            let pattern = format!("{}*b", "*a".repeat(stars));
            let (fits, steps) = steps(&pattern, &name);
            assert!(!fits && steps <= pattern.len() * name.len(), "{stars} stars: {steps} steps");
        }
    }
}
