//! `@FILE` in place of a value of `ctl`: what stands in the file, or with `@-` on standard input.

#![expect(clippy::disallowed_methods, reason = "files and standard input of whoever types")]

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use clap::builder::ValueParser;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};

/// So much a request can have anyway: a snapshot.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A command line with what stands in the files that it names.
pub(super) struct Filled {
    pub(super) words: Vec<OsString>,
    /// The words that name files, each with what stands in its file.
    files: Vec<(String, String)>,
}

impl Filled {
    /// The word that was typed for this value, if it names a file.
    pub(super) fn typed(&self, value: &str) -> Option<&str> {
        let found = self.files.iter().find(|(_, text)| text == value);
        found.map(|(word, _)| word.as_str())
    }
}

/// Puts the texts of files where they can be nothing but values: what begins with `-` in a file is no option. `@@` begins a
/// word with `@`. The command takes any values, as [`plain`] makes it.
pub(super) fn filled(words: Vec<OsString>, command: fn() -> Command) -> Result<Filled, String> {
    let mut filled = Filled { words, files: Vec::new() };
    let is_ctl = filled.words.get(1).is_some_and(|command| command == "ctl");
    let may_name_a_file = |word: &OsString| word.to_string_lossy().contains('@');
    if !is_ctl || !filled.words.iter().any(may_name_a_file) {
        return Ok(filled);
    }
    // What is wrong with the words is said when they are read for good.
    let mut command = command();
    let Ok(matches) = command.try_get_matches_from_mut(&filled.words) else { return Ok(filled) };
    filled.words.truncate(1);
    filled.put(&command, &matches)?;
    Ok(filled)
}

/// The command whose values may be anything.
pub(super) fn plain(command: Command) -> Command {
    let any = |argument: Arg| match argument.get_action().takes_values() {
        true => argument.value_parser(ValueParser::os_string()),
        false => argument,
    };
    command.mut_args(any).mut_subcommands(plain)
}

impl Filled {
    /// The words of a command and of the one below it: options with their values, then what has no name after `--`.
    fn put(&mut self, command: &Command, matches: &ArgMatches) -> Result<(), String> {
        let typed = |argument: &&Arg| {
            matches!(matches.try_contains_id(argument.get_id().as_str()), Ok(true))
                && matches.value_source(argument.get_id().as_str()) == Some(ValueSource::CommandLine)
        };
        let (mut unnamed, named): (Vec<&Arg>, Vec<&Arg>) =
            command.get_arguments().filter(typed).partition(|argument| argument.is_positional());
        unnamed.sort_by_key(|argument| argument.get_index());
        for (argument, long) in
            named.into_iter().filter_map(|argument| Some((argument, argument.get_long()?)))
        {
            self.put_option(argument, long, matches)?;
        }
        self.words.extend((!unnamed.is_empty()).then(|| "--".into()));
        for value in unnamed.into_iter().flat_map(|argument| values(argument, matches)) {
            let word = self.filled_word(value)?;
            self.words.push(word);
        }
        let Some((name, below)) = matches.subcommand() else { return Ok(()) };
        self.words.push(name.into());
        command.find_subcommand(name).map_or(Ok(()), |command| self.put(command, below))
    }

    fn put_option(&mut self, argument: &Arg, long: &str, matches: &ArgMatches) -> Result<(), String> {
        if !argument.get_action().takes_values() {
            self.words.push(format!("--{long}").into());
            return Ok(());
        }
        for value in values(argument, matches) {
            let mut word = OsString::from(format!("--{long}="));
            word.push(self.filled_word(value)?);
            self.words.push(word);
        }
        Ok(())
    }

    fn filled_word(&mut self, word: OsString) -> Result<OsString, String> {
        let text = match word.to_str().and_then(|text| text.strip_prefix('@')) {
            None | Some("") => return Ok(word),
            Some(escaped) if escaped.starts_with('@') => return Ok(escaped.into()),
            Some("-") => text_of("standard input", std::io::stdin())?,
            Some(path) => text_of(path, File::open(path).map_err(|why| format!("{path}: {why}"))?)?,
        };
        self.files.push((word.to_string_lossy().into_owned(), text.clone()));
        Ok(text.into())
    }
}

fn values(argument: &Arg, matches: &ArgMatches) -> Vec<OsString> {
    let values = matches.get_raw(argument.get_id().as_str()).into_iter().flatten();
    values.map(ToOwned::to_owned).collect()
}

fn text_of(name: &str, from: impl Read) -> Result<String, String> {
    let mut text = String::new();
    let read = from.take(LARGEST + 1).read_to_string(&mut text);
    read.map_err(|why| format!("{name}: {why}"))?;
    if text.len() as u64 > LARGEST {
        return Err(format!("{name} is larger than {LARGEST} bytes: no call takes that much"));
    }
    Ok(text)
}

/// What to type for a value that is the name of a file instead of what stands in it.
pub(super) fn forgotten(value: &str) -> Option<String> {
    Path::new(value).is_file().then(|| format!("`{value}` is a file: `@{value}` stands for what is in it"))
}
