//! Arguments that come from the environment, and what is said of words on the command line that cannot be.

#![expect(clippy::disallowed_methods, reason = "the one place that reads arguments and variables")]

use std::ffi::{OsStr, OsString};

use clap::builder::{Resettable, StyledStr};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, Error};

use super::files::{self, Filled};
use crate::emulator::text;

/// The words of the command line, the program's first.
pub(super) fn words() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// The variables that have decided arguments, by their names.
pub(super) fn deciding(command: &Command, matches: &ArgMatches) -> Vec<String> {
    let decided = |arg: &&Arg| {
        let known = matches.try_contains_id(arg.get_id().as_str()).is_ok();
        known && matches.value_source(arg.get_id().as_str()) == Some(ValueSource::EnvVariable)
    };
    command.get_arguments().filter(decided).filter_map(variable).collect()
}

/// Where the value of an argument comes from, for people.
pub(super) fn source(command: &Command, matches: &ArgMatches, id: &str) -> String {
    let argument = command.get_arguments().find(|arg| arg.get_id() == id);
    match matches.value_source(id) {
        Some(ValueSource::EnvVariable) => argument.and_then(variable).unwrap_or_default(),
        Some(ValueSource::CommandLine) => format!("--{id}"),
        _ => "default".to_owned(),
    }
}

/// An argument as it is without its variable, where that is empty. An empty secret is refused and not passed over, for it
/// would leave open what was to be closed; an empty name of a workspace likewise, for it would mean all of them.
pub(super) fn set_or_not(argument: Arg) -> Arg {
    let is_empty = argument.get_env().and_then(std::env::var_os).is_some_and(|value| value.is_empty());
    let closes = argument.is_hide_env_values_set() || argument.get_id() == "workspace";
    if is_empty && !closes { argument.env(Resettable::Reset) } else { argument }
}

fn variable(argument: &Arg) -> Option<String> {
    argument.get_env().map(|name| name.to_string_lossy().into_owned())
}

/// The error with what it lacks: the variable that a wrong value comes from, the word that was probably meant.
pub(super) fn explained(mut error: Error, command: &Command, filled: &Filled) -> Error {
    let typed: Vec<String> = words().iter().skip(1).map(|word| word.to_string_lossy().into()).collect();
    let typed = typed.as_slice();
    let within = subcommand(command, typed);
    let expected = expected(&error);
    if expected.is_some() {
        error = without_source(&error, command);
    }
    let tip = match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let blamed = blame_variable(&mut error, command, typed).or_else(|| meant_value(&mut error));
            let forgotten = forgotten_file(&error, typed);
            let tips: Vec<String> =
                expected.map(str::to_owned).into_iter().chain(blamed).chain(forgotten).collect();
            (!tips.is_empty()).then(|| tips.join("\n  tip: "))
        }
        ErrorKind::InvalidSubcommand => meant_command(&mut error, within),
        ErrorKind::MissingRequiredArgument | ErrorKind::ArgumentConflict => set_variables(within, typed),
        _ => None,
    };
    if let Some(tip) = tip {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
    }
    bounded(&mut error, filled);
    error
}

/// A value of `ctl` that is the name of a file.
fn forgotten_file(error: &Error, typed: &[String]) -> Option<String> {
    let of_ctl = typed.first().is_some_and(|command| command == "ctl");
    context(error, ContextKind::InvalidValue).filter(|_| of_ctl).and_then(|value| files::forgotten(&value))
}

/// What was typed is repeated as far as it is short; what stands in a file, by the name of the file.
fn bounded(error: &mut Error, filled: &Filled) {
    for kind in [ContextKind::InvalidValue, ContextKind::InvalidArg, ContextKind::InvalidSubcommand] {
        let Some(ContextValue::String(word)) = error.get(kind) else { continue };
        let short = filled.typed(word).map_or_else(|| text::shown(word), str::to_owned);
        if short == *word {
            continue;
        }
        error.insert(kind, ContextValue::String(short));
        if kind != ContextKind::InvalidValue {
            // A tip of clap's, which repeats the word.
            error.remove(ContextKind::Suggested);
        }
    }
}

/// What should stand instead of what the parser of a number or an address says in words of its own.
fn expected(error: &Error) -> Option<&'static str> {
    use std::error::Error;
    let source = error.source()?;
    if source.is::<std::num::ParseIntError>() {
        Some("a whole number is expected, in digits alone")
    } else if source.is::<std::net::AddrParseError>() {
        Some("an IP address is expected, such as 127.0.0.1 or 0.0.0.0")
    } else {
        None
    }
}

/// The same error without those words.
fn without_source(error: &Error, command: &Command) -> Error {
    let mut bare = Error::new(error.kind()).with_cmd(command);
    for (kind, value) in error.context() {
        bare.insert(kind, value.clone());
    }
    bare
}

/// The variables that are set under the program's own prefix and decide nothing, each with what to do about it.
pub(super) fn unknown_variables(command: &Command) -> Vec<String> {
    let ours = |name: OsString| name.into_string().ok().filter(|name| name.starts_with(PREFIX));
    let set: Vec<String> = std::env::vars_os()
        .filter(|(_, value)| !value.is_empty())
        .filter_map(|(name, _)| ours(name))
        .collect();
    if set.is_empty() {
        return Vec::new();
    }
    let mut whole = command.clone();
    whole.build();
    let known: Vec<String> = arguments(&whole).filter_map(variable).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let unknown = set.iter().filter(|name| !known.contains(&name.as_str()));
    unknown
        .take(MOST)
        .map(|name| format!("{} decides nothing{}", text::shown(name), text::the_nearest(name, &known)))
        .collect()
}

const PREFIX: &str = "BELVO_EMULATOR_";

/// So many of them are told.
const MOST: usize = 8;

/// The innermost command that was typed.
fn subcommand<'c>(command: &'c Command, typed: &[String]) -> &'c Command {
    let below = typed.iter().find_map(|word| command.find_subcommand(word));
    match below {
        Some(below) if below.has_subcommands() => {
            let at = typed.iter().position(|word| word == below.get_name()).unwrap_or_default();
            subcommand(below, &typed[at + 1..])
        }
        Some(below) => below,
        None => command,
    }
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    error.get(kind).map(ToString::to_string)
}

/// Names the variable instead of the flag that nobody has typed.
fn blame_variable(error: &mut Error, command: &Command, typed: &[String]) -> Option<String> {
    let blamed = context(error, ContextKind::InvalidArg)?;
    let flag = blamed.split(' ').next()?.strip_prefix("--")?;
    let argument = arguments(command).find(|argument| argument.get_long() == Some(flag))?;
    let name = from_environment(argument, typed)?;
    error.insert(ContextKind::InvalidArg, ContextValue::String(name.clone()));
    Some(format!("the environment sets {name}; change or unset it, or give --{flag}, which goes before it"))
}

/// The arguments of a command and of all below it.
fn arguments(command: &Command) -> Box<dyn Iterator<Item = &Arg> + '_> {
    Box::new(command.get_arguments().chain(command.get_subcommands().flat_map(arguments)))
}

/// The variable of an argument that was not typed.
fn from_environment(argument: &Arg, typed: &[String]) -> Option<String> {
    let flag = format!("--{}", argument.get_long()?);
    let is_typed =
        |word: &String| word.strip_prefix(&flag).is_some_and(|rest| rest.is_empty() || rest.starts_with('='));
    let name = variable(argument)?;
    let is_set = std::env::var_os(OsStr::new(&name)).is_some();
    (is_set && !typed.iter().any(is_typed)).then_some(name)
}

fn set_variables(command: &Command, typed: &[String]) -> Option<String> {
    let mut names: Vec<String> =
        command.get_arguments().filter_map(|argument| from_environment(argument, typed)).collect();
    names.dedup();
    (!names.is_empty()).then(|| format!("the environment sets {}", names.join(", ")))
}

/// By meaning, too, and so in place of what looks alike.
fn meant_value(error: &mut Error) -> Option<String> {
    let Some(ContextValue::Strings(valid)) = error.get(ContextKind::ValidValue) else { return None };
    let tip = meant(&context(error, ContextKind::InvalidValue)?, valid)?;
    error.remove(ContextKind::SuggestedValue);
    Some(tip)
}

fn meant_command(error: &mut Error, within: &Command) -> Option<String> {
    let names: Vec<String> = within.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let tip = meant(&context(error, ContextKind::InvalidSubcommand)?, &names)?;
    error.remove(ContextKind::SuggestedSubcommand);
    Some(tip)
}

fn meant(word: &str, known: &[String]) -> Option<String> {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let plural = known.iter().copied().find(|name| name.strip_suffix('s') == Some(word));
    plural.or_else(|| text::nearest(word, &known)).map(|nearest| format!("did you mean '{nearest}'?"))
}
