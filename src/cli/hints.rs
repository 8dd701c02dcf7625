//! What the control API says, for people who type commands.

use super::output::as_started;
use crate::emulator::{VERB_ROWS, VerbRow};

/// A text with the commands that the calls in it stand for: `GET /_emulator/options` is `belvo-emulator ctl options`.
pub(super) fn as_commands(text: &str) -> String {
    let mut told: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let call = told.last().and_then(|method| command_for(method, word));
        match call {
            Some(command) => {
                told.pop();
                told.push(command);
            }
            None => told.push(word.to_owned()),
        }
    }
    as_started(&told.join(" "))
}

/// The command for a method and the address after it, with what ends the sentence there.
fn command_for(method: &str, word: &str) -> Option<String> {
    let is_of_address = |c: char| c.is_ascii_alphanumeric() || "/_-{}*%?=".contains(c);
    let end = word.find(|c| !is_of_address(c)).unwrap_or(word.len());
    let (address, rest) = word.split_at(end);
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = path.strip_prefix("/_emulator")?.trim_matches('/');
    let (workspace, path) = match path.strip_prefix("workspaces/") {
        Some(of_workspace) => {
            let (workspace, path) = of_workspace.split_once('/').unwrap_or((of_workspace, ""));
            (format!("--workspace {workspace} "), path)
        }
        None => (String::new(), path),
    };
    let row = VERB_ROWS.iter().find(|row| row.method == method && fields(row, path).is_some())?;
    let fields = fields(row, path)?.into_iter().map(|field| format!(" {field}"));
    let options = query.split('&').filter_map(|pair| pair.split_once('='));
    let options = options.map(|(name, value)| format!(" --{name} {value}"));
    let typed: String = fields.chain(options).collect();
    Some(format!("`belvo-emulator ctl {workspace}{}{typed}`{rest}", row.command))
}

/// What stands in a path where the row's has its fields.
fn fields<'p>(row: &VerbRow, path: &'p str) -> Option<Vec<&'p str>> {
    let own = row.written_path().trim_start_matches("/_emulator").trim_start_matches('/');
    if own.split('/').count() != path.split('/').count() {
        return None;
    }
    let mut fields = Vec::new();
    for (own, part) in own.split('/').zip(path.split('/')) {
        match own.starts_with('{') {
            true => fields.push(part),
            false if own == part => {}
            false => return None,
        }
    }
    Some(fields)
}

/// A text with the flags of a verb as they are typed: `custom: true` is `--custom`.
pub(super) fn typed(text: &str, row: &VerbRow) -> String {
    let command = (row.arguments)(clap::Command::new(row.name));
    let flags = command.get_arguments().filter(|argument| !argument.get_action().takes_values());
    flags.fold(text.to_owned(), |text, flag| {
        let long = flag.get_long().unwrap_or_default();
        text.replace(&format!("`{}: true`", flag.get_id()), &format!("`--{long}`"))
    })
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
        assert_eq!(named("see GET /_emulator/widgets/ID/scenario."), "see `program ctl record ID`.");
        assert_eq!(
            named("GET /_emulator/journal?widget=ID shows"),
            "`program ctl journal --widget ID` shows"
        );
        let bundle = "what GET /_emulator/workspaces/ID/bundle answers";
        assert_eq!(named(bundle), "what `program ctl --workspace ID bundle` answers");
        let remove = "or DELETE /_emulator/workspaces/ID";
        assert_eq!(named(remove), "or `program ctl --workspace ID workspaces remove`");
        let none = "there is no POST /_emulator/workspaces/a/journal/stream/wait/";
        assert_eq!(named(none), none, "what is no call is no command");
    }
}
