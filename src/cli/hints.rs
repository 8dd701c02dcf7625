//! What the control API says, for people who type commands.

use super::output::as_started;
use crate::emulator::{VERB_ROWS, VerbRow};

/// A text with the commands that the calls in it stand for: `GET /_emulator/options` is `belvo-emulator ctl options`.
pub(super) fn as_commands(text: &str) -> String {
    let mut rows: Vec<&VerbRow> = VERB_ROWS.iter().collect();
    // One path begins another.
    rows.sort_by_key(|row| std::cmp::Reverse(row.path.len()));
    let text = rows.into_iter().fold(text.to_owned(), |text, row| {
        let (call, command) =
            (format!("{} {}", row.method, row.path), format!("`belvo-emulator ctl {}`", row.command));
        text.replace(&call, &command).replace(call.trim_end_matches('/'), &command)
    });
    as_started(&text)
}

/// What to do about a refusal: an example of a body is none that can be typed.
pub(super) fn help(hint: &str, row: &VerbRow) -> String {
    let typed = || as_started(&format!("`belvo-emulator ctl {}`", row.usage()));
    if hint.starts_with("for example {") { format!("it is typed as {}", typed()) } else { as_commands(hint) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_become_commands() {
        let named = |text: &str| as_commands(text).replace(&super::super::output::own_name(), "program");
        assert_eq!(named("GET /_emulator/options lists all"), "`program ctl options` lists all");
        assert_eq!(named("GET /_emulator/ lists all calls"), "`program ctl index` lists all calls");
        assert_eq!(named("DELETE /_emulator/queue, or less"), "`program ctl queue --clear`, or less");
    }
}
