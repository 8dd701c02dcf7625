//! The words of the format: the tables that the reader and the JSON Schema share, and what is said of a wrong one.

use crate::domain::base::text::{list, nearest};
use crate::domain::vocabulary::catalogue::{CODES, CodeRow, Surface};

/// The keys of each map of the format.
pub(super) const TOP: [&str; 10] =
    ["version", "title", "docs", "options", "token", "widget", "api", "data", "links", "webhooks"];
pub(super) const TOKEN: [&str; 1] = ["refuse"];
pub(super) const WIDGET: [&str; 6] = ["play", "token", "pace", "outcomes", "username", "steps"];
pub(super) const API: [&str; 12] = [
    "on", "times", "after", "error", "message", "custom", "field", "status", "delay", "cut", "truncate",
    "slow",
];
pub(super) const LINK: [&str; 2] = ["after", "status"];
pub(super) const WEBHOOK: [&str; 9] =
    ["on", "type", "send", "drop", "times", "after", "copies", "body", "authorization"];
pub(super) const CHOOSE: [&str; 2] = ["institution", "warning"];
pub(super) const SUBMIT: [&str; 6] = ["error", "message", "custom", "ask_token", "after", "then"];
pub(super) const LATER: [&str; 2] = ["after", "then"];
pub(super) const REFUSED: [&str; 3] = ["error", "message", "custom"];
pub(super) const EMIT: [&str; 3] = ["event", "exit", "callback"];

/// The maps below the top, with where each stands in a file.
const PLACES: [(&str, &[&str]); 8] = [
    ("under `widget`", &WIDGET),
    ("under `submit`", &SUBMIT),
    ("under `choose`", &CHOOSE),
    ("under `emit`", &EMIT),
    ("in a rule of `api`", &API),
    ("in a rule of `links`", &LINK),
    ("in a rule of `webhooks`", &WEBHOOK),
    ("under `token`", &TOKEN),
];

/// The methods of the REST API.
pub(super) const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The codes of one surface, or all that a file may name.
pub(super) fn codes(surface: Option<Surface>) -> Vec<&'static str> {
    let wanted = |code: &&CodeRow| match surface {
        None => code.is_played(),
        // With those that Belvo refuses a link with: the page hears of them as of the bank's (W-FLOW-11).
        Some(Surface::Error) => code.surface != Surface::Token && code.is_an_error_of_pages(),
        Some(surface) => code.surface == surface,
    };
    CODES.iter().filter(wanted).map(|code| code.name).collect()
}

/// `$schema` and `x-…` are for editors and people; they may stand in any map.
pub(super) fn is_free_key(key: &str) -> bool {
    key == "$schema" || key.starts_with("x-")
}

/// The places where a key may stand, for one that stands elsewhere.
pub(super) fn places(key: &str) -> Option<String> {
    let below = PLACES.iter().filter(|(_, keys)| keys.contains(&key)).map(|(place, _)| *place);
    let top = TOP.contains(&key).then_some("at the top of the file, without indentation");
    let places: Vec<&str> = top.into_iter().chain(below).collect();
    (!places.is_empty()).then(|| format!("`{key}` belongs {}", places.join(", or ")))
}

/// "did you mean …?", else what is allowed.
pub(super) fn advice(word: &str, allowed: &[&str]) -> String {
    match nearest(word, allowed) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("allowed here: {}", list(allowed)),
    }
}

/// The same for a key, which may be right and stand in a wrong place.
pub(super) fn key_advice(key: &str, allowed: &[&str]) -> String {
    places(key).unwrap_or_else(|| advice(key, allowed))
}
