//! The words of the format: the tables that the reader and the JSON Schema share, and the nearest word to a wrong one.

use crate::domain::catalogue::{CODES, CodeRow, Surface};

/// The keys of each map of the format.
pub(super) const TOP: [&str; 9] =
    ["version", "title", "docs", "options", "token", "widget", "api", "data", "webhooks"];
pub(super) const TOKEN: [&str; 1] = ["refuse"];
pub(super) const WIDGET: [&str; 5] = ["play", "token", "pace", "outcomes", "steps"];
pub(super) const API: [&str; 7] = ["on", "times", "error", "message", "custom", "field", "delay"];
pub(super) const CHOOSE: [&str; 2] = ["institution", "warning"];
pub(super) const SUBMIT: [&str; 6] = ["error", "message", "custom", "ask_token", "after", "then"];
pub(super) const LATER: [&str; 2] = ["after", "then"];
pub(super) const REFUSED: [&str; 3] = ["error", "message", "custom"];
pub(super) const EMIT: [&str; 3] = ["event", "exit", "callback"];

/// The methods of the REST API.
pub(super) const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The codes of one surface, or all that a file may name.
pub(super) fn codes(surface: Option<Surface>) -> Vec<&'static str> {
    let wanted = |code: &&CodeRow| surface.map_or(code.is_played(), |surface| code.surface == surface);
    CODES.iter().filter(wanted).map(|code| code.name).collect()
}

/// `$schema` and `x-…` are for editors and people; they may stand in any map.
pub(super) fn is_free_key(key: &str) -> bool {
    key == "$schema" || key.starts_with("x-")
}

/// The longest word for which a nearest one is looked for: nobody mistypes a longer one.
const LONGEST: usize = 200;

/// The word that was probably meant.
pub fn nearest<'a>(word: &str, allowed: &[&'a str]) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let plain = plain(word);
    let near = (plain.chars().count() / 3).max(1);
    let distances = allowed.iter().map(|other| (strsim::osa_distance(&plain, &self::plain(other)), *other));
    let closest = distances.min_by_key(|(distance, _)| *distance)?;
    (closest.0 <= near).then_some(closest.1)
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace(['-', ' '], "_").replace('’', "'")
}

/// How many words a help line lists.
const LISTED: usize = 16;

/// "did you mean …?", else what is allowed.
pub(super) fn advice(word: &str, allowed: &[&str]) -> String {
    match nearest(word, allowed) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("allowed here: {}", list(allowed)),
    }
}

/// The words with commas; the first few of many.
pub(super) fn list(words: &[&str]) -> String {
    let shown = words.get(..LISTED).unwrap_or(words).join(", ");
    match words.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// A word of a file inside a message: bounded, and unable to move the cursor of a terminal.
pub(super) fn quote(word: &str) -> String {
    const SHOWN: usize = 60;
    let safe: String = word.chars().take(SHOWN).flat_map(visible).collect();
    let rest = if word.chars().nth(SHOWN).is_some() { "…" } else { "" };
    format!("`{safe}{rest}`")
}

fn visible(c: char) -> Vec<char> {
    if c.is_control() || is_direction_mark(c) { c.escape_unicode().collect() } else { vec![c] }
}

/// Marks that reorder the text around them, and line separators.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_forgives_a_slip_but_not_a_guess() {
        let words = ["login_error", "institution_down", "any"];
        assert_eq!(nearest("login_eror", &words), Some("login_error"));
        assert_eq!(nearest("Login-Error", &words), Some("login_error"));
        assert_eq!(nearest("ayn", &words), Some("any"));
        assert_eq!(nearest("wrong_password", &words), None);
        assert_eq!(nearest(&"x".repeat(100_000), &words), None);
    }

    #[test]
    fn a_quoted_word_is_short_and_harmless() {
        assert_eq!(quote("\u{1b}[2J"), "`\\u{1b}[2J`");
        assert_eq!(quote(&"é".repeat(100)).chars().count(), 63);
    }
}
