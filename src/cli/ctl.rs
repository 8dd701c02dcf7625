//! `belvo-emulator ctl`: any control verb against a running emulator. The commands follow from the verbs' rows.

use std::process::ExitCode;

use clap::builder::BoolishValueParser;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, Id, Subcommand};
use serde_json::{Map, Value};

use super::answers::{print_answer, print_lines, refuse};
use super::client::{Answer, Caller};
use super::follow::{Ended, follow};
use super::follow_journal;
use super::output::{NOT_READY, USAGE, complain, remark};
use crate::emulator::{Openness, Prints, VERB_ROWS, VerbRow, percent, text};

#[derive(Args)]
pub(super) struct Ctl {
    /// Address of the emulator or of its control API.
    #[arg(long, env = "BELVO_EMULATOR_URL", default_value = "http://127.0.0.1:2358")]
    url: String,
    /// For this workspace alone (a secret id).
    #[arg(long, env = "BELVO_EMULATOR_WORKSPACE", value_name = "ID")]
    workspace: Option<String>,
    /// Token of the control API.
    #[arg(long, env = "BELVO_EMULATOR_CONTROL_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    control_token: Option<String>,
    /// Do not say on standard error which emulator and which workspace was asked.
    #[arg(long, short, env = "BELVO_EMULATOR_QUIET", value_parser = BoolishValueParser::new())]
    quiet: bool,
    #[command(subcommand)]
    verb: Verb,
}

/// A verb and its request, as they were typed.
struct Verb {
    row: &'static VerbRow,
    request: Value,
    /// What comes is printed until the command is stopped.
    follow: bool,
    /// Entries are printed one a line.
    lines: bool,
    /// The workspace, where it is what the verb is about.
    workspace: Option<String>,
}

/// The flag that lets a command print what comes.
const FOLLOW: &str = "follow";

/// The workspace as an argument, of the command that is about one.
const NAMED: &str = "named";

/// The flag that lets a command print entries one a line.
const LINES: &str = "jsonl";

/// `source` says where the value of an argument comes from.
pub(super) fn run(mut ctl: Ctl, source: impl Fn(&str) -> String) -> ExitCode {
    if let Some(id) = ctl.verb.workspace.take() {
        let other =
            ctl.workspace.as_ref().filter(|other| **other != id && source("workspace").starts_with("--"));
        if let Some(other) = other {
            complain(&format!(
                "two workspaces are named, {} and {}\n  help: name one of them",
                text::quote(other),
                text::quote(&id)
            ));
            return ExitCode::from(USAGE);
        }
        ctl.workspace = Some(id);
    }
    if ctl.workspace.as_deref() == Some("") {
        complain(&format!(
            "{} is empty\n  help: name a workspace (its secret id), or leave it out for all of them",
            source("workspace")
        ));
        return ExitCode::from(USAGE);
    }
    let (path, body) = ctl.verb.call();
    let method = ctl.verb.row.method.clone();
    let workspace =
        ctl.workspace.as_ref().map(|id| format!("/workspaces/{}", in_path(id))).unwrap_or_default();
    let path = path.replacen("/_emulator", &format!("/_emulator{workspace}"), 1);
    let asked = format!("{} ({})", ctl.url, source("url"));
    let caller = Caller { url: &ctl.url, token: ctl.control_token.as_deref() };
    if ctl.verb.follow {
        let followed = match ctl.verb.row.prints {
            Prints::Stream => follow_journal::follow(&caller, &path),
            _ => follow(&caller, path.split('?').next().unwrap_or_default(), ctl.workspace.is_none()),
        };
        return match followed {
            Ok(code) => code,
            Err(Ended::Refused(answer)) => refuse(&answer, &ctl.verb.request, ctl.verb.row),
            Err(Ended::Silent(why)) => nobody(&asked, &why),
        };
    }
    match caller.call(method, &path, body.as_ref()) {
        Ok(answer) => {
            if !ctl.quiet {
                remark(&format!("{asked}{}", ctl.scope(&answer, &source)));
            }
            match answer.ok() {
                false => refuse(&answer, &ctl.verb.request, ctl.verb.row),
                true if ctl.verb.lines => print_lines(&answer),
                true => print_answer(&answer, ctl.verb.row),
            }
        }
        Err(why) => nobody(&asked, &why),
    }
}

/// The name of a workspace, or a pattern of names: a `\*` is a star of the name itself.
fn in_path(id: &str) -> String {
    id.split("\\*").map(|part| percent(part).replace("%2A", "*")).collect::<Vec<_>>().join("%2A")
}

fn nobody(asked: &str, why: &str) -> ExitCode {
    complain(&format!(
        "no emulator answers at {asked}: {why}\n  help: start one with `belvo-emulator serve`, or name its address with --url"
    ));
    ExitCode::from(NOT_READY)
}

impl Ctl {
    /// For whom it was asked, and whether that workspace is open: a misspelt id is as good as any other.
    fn scope(&self, answer: &Answer, source: &impl Fn(&str) -> String) -> String {
        let Some(id) = self.workspace.as_ref().filter(|_| answer.openness.is_some()) else {
            return String::new();
        };
        let source = match source("workspace") {
            // An argument of the verb leaves the flag at its default.
            flag if flag.starts_with("--") || flag == "default" => String::new(),
            variable => format!(" ({variable})"),
        };
        let word = answer.openness.as_deref();
        let openness = match word {
            Some(word) if word == Openness::Opened.name() => ", which was not open before",
            Some(word) if word == Openness::Closed.name() => ", which is not open: it holds nothing",
            _ => "",
        };
        format!(", workspace {}{source}{openness}", text::shown(id))
    }
}

impl Verb {
    /// The path with what belongs into it and its query, and the body of a verb that has one.
    fn call(&self) -> (String, Option<Value>) {
        let mut rest = self.request.as_object().cloned().unwrap_or_default();
        let mut path = self.row.path.trim_end_matches('/').to_owned();
        for name in self.row.path_fields() {
            let value = rest.shift_remove(name).unwrap_or_default();
            path = path.replace(&format!("{{{name}}}"), &percent(&plain(&value)));
        }
        if self.row.has_body() { (path, Some(rest.into())) } else { (path + &query(&rest), None) }
    }
}

fn query(rest: &Map<String, Value>) -> String {
    let pairs = rest.iter().map(|(name, value)| (name, plain(value)));
    match form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish() {
        none if none.is_empty() => none,
        query => format!("?{query}"),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The words of a verb's command: its name, the command below it, and the flag that chooses it.
struct Words {
    name: &'static str,
    below: Option<&'static str>,
    flag: Option<&'static str>,
}

fn words(row: &VerbRow) -> Words {
    let (name, second) =
        row.command.split_once(' ').map_or((row.command, None), |(name, rest)| (name, Some(rest)));
    let flag = second.and_then(|word| word.strip_prefix("--"));
    Words { name, below: second.filter(|_| flag.is_none()), flag }
}

/// The verbs of a command: without a command below it, or of that one.
fn verbs(name: &str, below: Option<&str>) -> Vec<&'static VerbRow> {
    let here = |row: &&VerbRow| words(row).name == name && words(row).below == below;
    VERB_ROWS.iter().filter(here).collect()
}

/// The names of the commands, in the order of the rows.
fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for row in VERB_ROWS {
        let name = words(row).name;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A command with the arguments of its verbs, and with the commands below it, which the list of all names too.
fn command(name: &'static str) -> Command {
    let mut command = taking(Command::new(name), &verbs(name, None));
    let below = VERB_ROWS.iter().map(words).filter(|words| words.name == name);
    let below: Vec<&str> = below.filter_map(|words| words.below).collect();
    if !below.is_empty() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        command = command.about(format!("{about} (+ {})", below.join(", ")));
    }
    let below = below.into_iter().map(|below| taking(Command::new(below), &verbs(name, Some(below))));
    command.subcommands(below).args_conflicts_with_subcommands(true)
}

/// One verb's arguments as they are; of several verbs, what is needed depends on which one is meant.
fn taking(command: Command, rows: &[&'static VerbRow]) -> Command {
    let whole = rows.iter().map(|row| row.about).collect::<Vec<_>>().join("; ");
    let short = rows.iter().map(|row| clause(row.about)).collect::<Vec<_>>().join("; ");
    let command = match rows {
        [row] => (row.arguments)(command),
        rows => rows.iter().fold(command, |command, row| merged(command, row)),
    };
    let any = |prints| rows.iter().any(|row| row.prints == prints);
    let command = if any(Prints::Tries) { command.arg(follow_flag(rows)) } else { command };
    let command = if any(Prints::Entries) { of_journal(command) } else { command };
    let command = if rows.iter().any(|row| row.is_about_one()) { command.arg(named()) } else { command };
    // What a request says of itself is of the library.
    command.about(short).long_about(whole)
}

/// The first clause of a sentence: a list of commands is read at a glance.
fn clause(about: &'static str) -> &'static str {
    about.split([':', ';']).next().unwrap_or_default()
}

/// It is of the command alone: over HTTP a call is answered once.
fn follow_flag(rows: &[&'static VerbRow]) -> Arg {
    let flag = Arg::new(FOLLOW).long(FOLLOW).short('f').action(ArgAction::SetTrue);
    let own = rows.iter().map(|row| (row.arguments)(Command::new(row.name)));
    let others: Vec<Id> =
        own.flat_map(|own| own.get_arguments().map(Arg::get_id).cloned().collect::<Vec<_>>()).collect();
    flag.conflicts_with_all(others).help("Print a line for each try as it is made, until Ctrl+C")
}

/// In place of `--workspace`.
fn named() -> Arg {
    Arg::new(NAMED)
        .value_name("ID")
        .help("The workspace (its secret id, or a pattern), as --workspace names it")
}

/// The flags of the journal, which are of the command alone too.
fn of_journal(command: Command) -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let follow = flag(FOLLOW).short('f').help("Print each entry as it is written, one a line, until Ctrl+C");
    command.arg(follow).arg(flag(LINES).help("Print one entry a line"))
}

fn merged(mut command: Command, row: &VerbRow) -> Command {
    let own = (row.arguments)(Command::new(row.name));
    let needed: Vec<_> = own.get_arguments().filter(|arg| arg.is_required_set()).map(Arg::get_id).collect();
    for argument in own.get_arguments() {
        if command.get_arguments().any(|other| other.get_id() == argument.get_id()) {
            continue;
        }
        let others = needed.iter().filter(|id| **id != argument.get_id());
        let argument = argument.clone().required(false);
        command = command.arg(others.fold(argument, |argument, id| argument.requires((*id).clone())));
    }
    match words(row).flag {
        None => command,
        Some(flag) => {
            let flag = Arg::new(flag).long(flag).action(ArgAction::SetTrue).exclusive(true);
            command.arg(flag.help(row.about))
        }
    }
}

impl Subcommand for Verb {
    fn augment_subcommands(command: Command) -> Command {
        command.subcommands(names().into_iter().map(self::command))
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        names().contains(&name)
    }
}

impl FromArgMatches for Verb {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(ErrorKind::MissingSubcommand);
        let (name, matches) = matches.subcommand().ok_or_else(missing)?;
        match matches.subcommand() {
            Some((below, matches)) => meant(&verbs(name, Some(below)), matches),
            None => meant(&verbs(name, None), matches),
        }
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        Self::from_arg_matches(matches).map(|verb| *self = verb)
    }
}

/// The first verb that takes all that was typed, and needs no more.
fn meant(rows: &[&'static VerbRow], matches: &ArgMatches) -> Result<Verb, clap::Error> {
    let row = rows.iter().copied().find(|row| fits(row, matches)).ok_or_else(|| unclear(rows))?;
    let is_set = |flag: &str| matches.try_get_one::<bool>(flag).is_ok_and(|set| set == Some(&true));
    let (follow, lines) = (is_set(FOLLOW) || row.prints == Prints::Stream, is_set(LINES));
    let request = (row.typed)(matches).map_err(|why| with_usage(why, &[row]))?;
    let row = if follow { stream_of(row).unwrap_or(row) } else { row };
    let workspace = matches.try_get_one::<String>(NAMED).ok().flatten().cloned();
    Ok(Verb { row, request, follow, lines, workspace })
}

/// The verb that goes on with what another answers once: below it.
fn stream_of(row: &VerbRow) -> Option<&'static VerbRow> {
    VERB_ROWS.iter().find(|other| other.prints == Prints::Stream && other.path.starts_with(row.path))
}

fn fits(row: &VerbRow, matches: &ArgMatches) -> bool {
    let mut own = (row.arguments)(Command::new(row.name));
    // Groups learn here what they consist of.
    own.build();
    let typed = |id: &Id| matches.value_source(id.as_str()) == Some(ValueSource::CommandLine);
    let flag = words(row).flag.map(Id::from);
    let known = |id: &Id| {
        let group = own.get_groups().any(|group| group.get_id() == id);
        group
            || id == FOLLOW
            || id == LINES
            || id == NAMED
            || flag.as_ref() == Some(id)
            || own.get_arguments().any(|argument| argument.get_id() == id)
    };
    flag.iter().all(typed)
        && matches.ids().filter(|id| typed(id)).all(known)
        && own.get_arguments().filter(|argument| argument.is_required_set()).map(Arg::get_id).all(typed)
        && own.get_groups().filter(|group| group.is_required_set()).all(|group| group.get_args().any(typed))
}

/// What was typed is no verb's.
fn unclear(rows: &[&'static VerbRow]) -> clap::Error {
    with_usage(clap::Error::raw(ErrorKind::MissingRequiredArgument, "something is missing"), rows)
}

/// An error that has no place on the command line, with how the verbs are typed.
fn with_usage(error: clap::Error, rows: &[&'static VerbRow]) -> clap::Error {
    let forms: Vec<String> = rows.iter().map(|row| format!("belvo-emulator ctl {}", row.usage())).collect();
    error.format(&mut Command::new("ctl").override_usage(forms.join("\n       ")))
}
