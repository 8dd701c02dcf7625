//! The command line: a command is one builder call or one control request. The only reader of the environment.

mod answers;
mod child;
mod client;
mod completions;
mod ctl;
mod environment;
mod exec;
mod explain;
mod files;
mod follow;
mod follow_journal;
mod health;
mod hints;
mod list;
mod matrix;
mod output;
mod ready_file;
mod reloading;
mod serve;
mod settings;
mod text;
mod validate;

use std::process::ExitCode;

use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use output::print;
use settings::Serve;

/// What would otherwise stand in each line of the help.
const VARIABLES: &str =
    "Each option is also a variable: --port is BELVO_EMULATOR_PORT; commas separate lists.";

/// An offline emulator of the Belvo sandbox. Unofficial; not affiliated with Belvo.
#[derive(Parser)]
#[command(name = "belvo-emulator", version, args_conflicts_with_subcommands = true, after_help = VARIABLES)]
#[command(override_usage = "belvo-emulator [COMMAND] [OPTIONS], without a command as `serve`")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Subcommand)]
// The arguments of all commands are put together for the one that is meant, not at each start.
#[command(defer = true)]
enum Command {
    /// Run the emulator (the default).
    #[command(after_help = VARIABLES)]
    Serve(Box<Serve>),
    /// Run a command beside an emulator of its own; its exit code is that of the command.
    #[command(after_help = exec::CODES)]
    Exec(Box<exec::Exec>),
    /// Tell whether an emulator is ready.
    Health(health::Health),
    /// Ask or steer a running emulator.
    Ctl(Box<ctl::Ctl>),
    /// Print what there is: scenarios, user names, institutions, options and more.
    List(list::List),
    /// Tell what a word or a message means, and how to get it.
    Explain(explain::Explain),
    /// Check scenario files: the shipped ones and those of the paths.
    Validate(validate::Validate),
    /// Print what makes a shell complete commands and options.
    Completions {
        /// Which shell.
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print a JSON Schema, or the types of the widget.
    Schema {
        /// Which.
        #[arg(value_enum)]
        of: Schema,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Schema {
    /// Of scenario files.
    Scenario,
    /// TypeScript declarations of the script: its configuration, events, codes, settings and handle.
    Types,
}

/// Reads the arguments, does what they say, and answers the exit code.
pub fn run() -> ExitCode {
    let mut command = command();
    for why in environment::unknown_variables(&command) {
        output::warn(&why);
    }
    let filled = match files::filled(environment::words(), plain) {
        Ok(filled) => filled,
        Err(why) => {
            output::complain(&format!(
                "{why}\n  help: a word that begins with `@` names a file; write `@@` for `@`"
            ));
            return ExitCode::from(output::USAGE);
        }
    };
    let found = command.try_get_matches_from_mut(&filled.words);
    match found.and_then(|found| Ok((Cli::from_arg_matches(&found)?, found))) {
        Ok((cli, found)) => perform(cli, &command, &found),
        Err(error) => environment::explained(error.format(&mut command), &command, &filled).exit(),
    }
}

/// The commands; which variables decide is said once, not in each line.
fn command() -> clap::Command {
    // Its arguments are put together later: see `Command`.
    let serve = |serve: clap::Command| serve.defer(|serve| quiet(Serve::augment_args(serve)));
    let exec = |exec: clap::Command| {
        let taking = |exec| quiet(exec::Exec::augment_args(exec)).mut_arg("port", free_port);
        exec.defer(taking)
    };
    let ctl =
        |ctl: clap::Command| ctl.defer(|ctl| ctl::Ctl::augment_args(ctl).mut_args(environment::set_or_not));
    let health = |health: clap::Command| {
        health.defer(|health| health::Health::augment_args(health).mut_args(environment::set_or_not))
    };
    let command = brief(quiet(Cli::command())).mut_subcommand("serve", serve).mut_subcommand("exec", exec);
    command.mut_subcommand("ctl", ctl).mut_subcommand("health", health)
}

/// What few need stands in the help of `serve` alone.
fn brief(command: clap::Command) -> clap::Command {
    let of_few = ["token_ttl", "payload", "page_size", "assets"];
    let command = command
        .mut_arg("set", |set| set.help("Set an option (see `list options`; short forms: `serve --help`)"));
    of_few.into_iter().fold(command, |command, id| command.mut_arg(id, |argument| argument.hide(true)))
}

fn free_port(port: clap::Arg) -> clap::Arg {
    port.help("Port; a free one if none is named")
}

/// The same, with any values for `ctl`.
fn plain() -> clap::Command {
    let plain = |ctl| files::plain(ctl::Ctl::augment_args(ctl).mut_args(environment::set_or_not));
    command().mut_subcommand("ctl", |ctl| ctl.defer(plain))
}

fn quiet(command: clap::Command) -> clap::Command {
    command.mut_args(|argument| environment::set_or_not(argument).hide_env(true))
}

fn perform(cli: Cli, command: &clap::Command, found: &ArgMatches) -> ExitCode {
    let below = found.subcommand().and_then(|(name, found)| Some((command.find_subcommand(name)?, found)));
    let (command, found) = below.unwrap_or((command, found));
    match cli.command.unwrap_or(Command::Serve(Box::new(cli.serve))) {
        Command::Serve(serve) => serve::run(*serve, &environment::deciding(command, found)),
        Command::Exec(exec) => exec::run(*exec),
        Command::Health(health) => health::run(&health),
        Command::Completions { shell } => completions::run(shell, self::command()),
        Command::Ctl(ctl) => ctl::run(*ctl, |id| environment::source(command, found, id)),
        Command::Validate(validate) => validate::run(validate),
        Command::Schema { of: Schema::Scenario } => {
            print(&format!("{:#}", crate::emulator::scenario_schema()))
        }
        // `print` ends the last line.
        Command::Schema { of: Schema::Types } => print(crate::emulator::declarations().trim_end()),
        Command::List(list) => list::run(&list),
        Command::Explain(explain) => explain::run(&explain),
    }
}
