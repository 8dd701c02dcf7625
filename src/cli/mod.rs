//! The command line: a command is one builder call or one control request. The only reader of the environment.

mod client;
mod ctl;
mod explain;
mod list;
mod matrix;
mod output;
mod serve;
mod text;
mod validate;

use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::BoolishValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::emulator::{Builder, DEFAULT_PORT, Guard, Play};
use output::print;

/// An offline emulator of the Belvo sandbox: tokens, the Connect Widget, and the links behind it.
///
/// Without a command it serves. Unofficial; not affiliated with Belvo.
#[derive(Parser)]
#[command(name = "belvo-emulator", version, args_conflicts_with_subcommands = true)]
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
    Serve(Box<Serve>),
    /// Ask or steer a running emulator.
    Ctl(Box<ctl::Ctl>),
    /// Check scenario files: the shipped ones and those of the paths.
    Validate(validate::Validate),
    /// Print a JSON Schema, or the types of the widget.
    Schema {
        /// Which.
        #[arg(value_enum)]
        of: Schema,
    },
    /// Print what there is.
    List(list::List),
    /// Tell what a code, an event, a page, a message or a rule means, and how to get it.
    Explain(explain::Explain),
}

#[derive(Clone, Copy, ValueEnum)]
enum Schema {
    /// Of scenario files.
    Scenario,
    /// TypeScript declarations of the script: its configuration, events, codes, settings and handle.
    Types,
}

#[derive(Args, Clone)]
struct Serve {
    /// Address to listen on; 127.0.0.1 listens on ::1 too.
    #[arg(long, env = "BELVO_EMULATOR_HOST", default_value = "127.0.0.1")]
    host: IpAddr,
    /// Port to listen on; 0 takes a free one.
    #[arg(long, env = "BELVO_EMULATOR_PORT", default_value_t = DEFAULT_PORT)]
    port: u16,
    /// Address under which pages and servers reach the emulator, if it is another.
    #[arg(long, env = "BELVO_EMULATOR_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// Scenario of every workspace.
    #[arg(long, env = "BELVO_EMULATOR_SCENARIO", value_name = "NAME")]
    scenario: Option<String>,
    /// Who acts in the scenario, if not as its file says.
    #[arg(long, env = "BELVO_EMULATOR_PLAY", value_name = "WHO", value_parser = play)]
    play: Option<Play>,
    /// Directory with further scenario files.
    #[arg(long, env = "BELVO_EMULATOR_SCENARIOS", value_name = "DIR")]
    scenarios: Vec<PathBuf>,
    /// Read the scenario files again when they change.
    #[arg(long, env = "BELVO_EMULATOR_WATCH", requires = "scenarios")]
    watch: bool,
    /// Directory to serve instead of the embedded assets.
    #[arg(long, env = "BELVO_EMULATOR_ASSETS", value_name = "DIR")]
    assets: Option<PathBuf>,
    /// File with records that the links have instead of those that are generated.
    #[arg(long, env = "BELVO_EMULATOR_DATA", value_name = "FILE")]
    data: Option<PathBuf>,
    /// Let only these keys in.
    #[arg(long, env = "BELVO_EMULATOR_KEYS", value_name = "ID:PASSWORD", value_delimiter = ',', value_parser = pair(':'), hide_env_values = true)]
    keys: Vec<(String, String)>,
    /// Seed of all ids; it never decides a signature.
    #[arg(long, env = "BELVO_EMULATOR_SEED", default_value_t = 1)]
    seed: u64,
    /// File with the key that signs tokens, 32 to 4096 bytes; without, each start makes one.
    #[arg(long, env = "BELVO_EMULATOR_SIGNING_KEY_FILE", value_name = "FILE")]
    signing_key_file: Option<PathBuf>,
    /// What the clock shows at the start (2026-01-31T12:00:00Z).
    #[arg(long, env = "BELVO_EMULATOR_NOW", value_name = "TIME")]
    now: Option<String>,
    /// Let the clock stand until it is moved.
    #[arg(long, env = "BELVO_EMULATOR_FREEZE", value_parser = BoolishValueParser::new())]
    freeze: bool,
    /// Set an option (see `list options`).
    #[arg(long = "set", env = "BELVO_EMULATOR_SET", value_name = "NAME=VALUE", value_delimiter = ',', value_parser = pair('='))]
    set: Vec<(String, String)>,
    /// Short for --set token.access_ttl=SPAN.
    #[arg(long, env = "BELVO_EMULATOR_TOKEN_TTL", value_name = "SPAN")]
    token_ttl: Option<String>,
    /// Short for --set widget.payload=SHAPE.
    #[arg(long, env = "BELVO_EMULATOR_PAYLOAD", value_name = "SHAPE")]
    payload: Option<String>,
    /// Short for --set page.default_size=ROWS.
    #[arg(long, env = "BELVO_EMULATOR_PAGE_SIZE", value_name = "ROWS")]
    page_size: Option<String>,
    /// Short for --set strict=on.
    #[arg(long, env = "BELVO_EMULATOR_STRICT", value_parser = BoolishValueParser::new())]
    strict: bool,
    /// Token that control calls have to bring.
    #[arg(long, env = "BELVO_EMULATOR_CONTROL_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    control_token: Option<String>,
    /// Further host name under which control calls may come.
    #[arg(long, env = "BELVO_EMULATOR_ALLOW_HOST", value_name = "NAME", value_delimiter = ',')]
    allow_host: Vec<String>,
    /// Further origin whose pages may make control calls (http://localhost:3000).
    #[arg(long, env = "BELVO_EMULATOR_ALLOW_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    allow_origin: Vec<String>,
}

fn play(word: &str) -> Result<Play, String> {
    Play::parse(word).ok_or_else(|| "by_itself or by_hand is expected".to_owned())
}

fn pair(at: char) -> impl Fn(&str) -> Result<(String, String), String> + Clone {
    move |text| {
        let (name, value) = text.split_once(at).ok_or_else(|| format!("a `{at}` is expected"))?;
        Ok((name.to_owned(), value.to_owned()))
    }
}

impl Serve {
    fn builder(self) -> Builder {
        let short = [
            ("token.access_ttl", self.token_ttl),
            ("widget.payload", self.payload),
            ("page.default_size", self.page_size),
            ("strict", self.strict.then(|| "on".to_owned())),
        ];
        let guard = Guard { hosts: self.allow_host, origins: self.allow_origin, token: self.control_token };
        let mut builder = Builder::default().host(self.host).port(self.port).seed(self.seed).guard(guard);
        builder = self.public_url.into_iter().fold(builder, Builder::public_url);
        builder = self.scenario.into_iter().fold(builder, Builder::scenario);
        builder = self.play.into_iter().fold(builder, Builder::play);
        builder = self.scenarios.into_iter().fold(builder, Builder::scenarios);
        builder = self.assets.into_iter().fold(builder, Builder::assets);
        builder = self.data.into_iter().fold(builder, Builder::data);
        builder = self.signing_key_file.into_iter().fold(builder, Builder::signing_key_file);
        builder = self.now.into_iter().fold(builder, Builder::now);
        builder = self.keys.into_iter().fold(builder, |builder, (id, password)| builder.keys(id, password));
        builder = self.set.into_iter().fold(builder, |builder, (name, value)| builder.option(name, value));
        for (name, value) in short {
            builder = value.into_iter().fold(builder, |builder, value| builder.option(name, value));
        }
        if self.watch {
            builder = builder.watch(serve::tell_reload);
        }
        if self.freeze { builder.freeze() } else { builder }
    }
}

/// Reads the arguments, does what they say, and answers the exit code.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match cli.command.unwrap_or(Command::Serve(Box::new(cli.serve))) {
        Command::Serve(serve) => serve::run(serve.builder()),
        Command::Ctl(ctl) => ctl::run(*ctl),
        Command::Validate(validate) => validate::run(validate),
        Command::Schema { of: Schema::Scenario } => {
            print(&format!("{:#}", crate::emulator::scenario_schema()))
        }
        // `print` ends the last line.
        Command::Schema { of: Schema::Types } => print(crate::emulator::declarations().trim_end()),
        Command::List(list) => list::run(list),
        Command::Explain(explain) => explain::run(&explain),
    }
}
