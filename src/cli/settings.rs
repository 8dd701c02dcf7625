//! The settings of `serve` and `exec`: flags and variables.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{BoolishValueParser, PathBufValueParser, TypedValueParser};

use super::reloading::tell_reload;
use crate::emulator::{Builder, Guard, Play, header_and_secret, text as words};

/// The headings of the help.
const SCENARIOS: &str = "What happens";
const ADDRESS: &str = "Where it listens, and to whom";
const OPTIONS: &str = "How it behaves";
const CHANCE: &str = "Time, chance and data";
const WEBHOOKS: &str = "Webhooks";

// What is used most stands first; each topic has a heading.
#[derive(Args, Clone)]
pub(super) struct Serve {
    /// Scenario of every workspace
    #[arg(long, env = "BELVO_EMULATOR_SCENARIO", value_name = "NAME", help_heading = SCENARIOS)]
    scenario: Option<String>,
    /// Who acts, if not as the file says: by_itself, by_hand
    #[arg(long, env = "BELVO_EMULATOR_PLAY", value_name = "WHO", value_parser = play, help_heading = SCENARIOS)]
    play: Option<Play>,
    /// Directory with further scenario files
    #[arg(long, env = "BELVO_EMULATOR_SCENARIOS", value_name = "DIR", help_heading = SCENARIOS)]
    scenarios: Vec<PathBuf>,
    /// Read the scenario files again when they change
    #[arg(long, env = "BELVO_EMULATOR_WATCH", requires = "scenarios", value_parser = BoolishValueParser::new(), help_heading = SCENARIOS)]
    watch: bool,
    /// Port; 0 takes a free one [default: 2358]
    #[arg(long, env = "BELVO_EMULATOR_PORT", help_heading = ADDRESS)]
    port: Option<u16>,
    /// Address to listen on [default: 127.0.0.1, and ::1]
    #[arg(long, env = "BELVO_EMULATOR_HOST", default_value = "127.0.0.1", hide_default_value = true, help_heading = ADDRESS)]
    host: IpAddr,
    /// Address by which others reach it, if it is another
    #[arg(long, env = "BELVO_EMULATOR_PUBLIC_URL", value_name = "URL", help_heading = ADDRESS)]
    public_url: Option<String>,
    /// Proxy whose X-Forwarded-Host, -Proto and -For are believed
    #[arg(long, env = "BELVO_EMULATOR_TRUST_PROXY", value_name = "ADDRESS", value_delimiter = ',', help_heading = ADDRESS)]
    trust_proxy: Vec<String>,
    /// Set an option (see `list options`)
    #[arg(long = "set", env = "BELVO_EMULATOR_SET", value_name = "NAME=VALUE", value_delimiter = ',', value_parser = pair('='), help_heading = OPTIONS)]
    set: Vec<(String, String)>,
    /// End with 5 when a call has come that no route answers, and list them
    #[arg(long, env = "BELVO_EMULATOR_FAIL_ON_UNKNOWN", value_parser = BoolishValueParser::new(), help_heading = OPTIONS)]
    fail_on_unknown: bool,
    /// Short for --set strict=on
    #[arg(long, env = "BELVO_EMULATOR_STRICT", value_parser = BoolishValueParser::new(), help_heading = OPTIONS)]
    strict: bool,
    /// Short for --set token.access_ttl=SPAN
    #[arg(long, env = "BELVO_EMULATOR_TOKEN_TTL", value_name = "SPAN", help_heading = OPTIONS)]
    token_ttl: Option<String>,
    /// Short for --set widget.payload=SHAPE
    #[arg(long, env = "BELVO_EMULATOR_PAYLOAD", value_name = "SHAPE", help_heading = OPTIONS)]
    payload: Option<String>,
    /// Short for --set page.default_size=ROWS
    #[arg(long, env = "BELVO_EMULATOR_PAGE_SIZE", value_name = "ROWS", help_heading = OPTIONS)]
    page_size: Option<String>,
    /// Directory to serve instead of the embedded assets
    #[arg(long, env = "BELVO_EMULATOR_ASSETS", value_name = "DIR", help_heading = OPTIONS)]
    assets: Option<PathBuf>,
    /// What the clock shows at the start (2026-01-31T12:00:00Z)
    #[arg(long, env = "BELVO_EMULATOR_NOW", value_name = "TIME", help_heading = CHANCE)]
    now: Option<String>,
    /// Let the clock stand until it is moved
    #[arg(long, env = "BELVO_EMULATOR_FREEZE", value_parser = BoolishValueParser::new(), help_heading = CHANCE)]
    freeze: bool,
    /// Seed of ids, names and amounts [default: 1]
    #[arg(long, env = "BELVO_EMULATOR_SEED", help_heading = CHANCE)]
    seed: Option<u64>,
    /// Directory in which workspaces outlive the process
    #[arg(long, env = "BELVO_EMULATOR_STATE", value_name = "DIR", help_heading = CHANCE)]
    state: Option<PathBuf>,
    /// File of `ctl bundle` whose workspace is as it was
    #[arg(long, env = "BELVO_EMULATOR_BUNDLE", value_name = "FILE", value_parser = file(), help_heading = CHANCE)]
    bundle: Option<PathBuf>,
    /// File with the key that signs tokens, 32 to 4096 bytes
    #[arg(long, env = "BELVO_EMULATOR_SIGNING_KEY_FILE", value_name = "FILE", value_parser = file(), help_heading = CHANCE)]
    signing_key_file: Option<PathBuf>,
    /// File with records in place of the generated ones
    #[arg(long, env = "BELVO_EMULATOR_DATA", value_name = "FILE", value_parser = file(), help_heading = CHANCE)]
    data: Option<PathBuf>,
    /// Where webhooks go (http://127.0.0.1:3000/webhooks)
    #[arg(long, env = "BELVO_EMULATOR_WEBHOOK_URL", value_name = "URL", value_delimiter = ',', help_heading = WEBHOOKS)]
    webhook_url: Vec<String>,
    /// What they bring in `Authorization`: Bearer … or Basic …
    #[arg(long, env = "BELVO_EMULATOR_WEBHOOK_AUTHORIZATION", value_name = "TEXT", hide_env_values = true, requires = "webhook_url", help_heading = WEBHOOKS)]
    webhook_authorization: Option<String>,
    /// What they bring in a further header
    #[arg(long, env = "BELVO_EMULATOR_WEBHOOK_HEADER", value_name = "NAME=TEXT", value_parser = header_and_secret, hide_env_values = true, requires = "webhook_url", help_heading = WEBHOOKS)]
    webhook_header: Vec<(String, String)>,
    /// A header that has the HMAC-SHA256 of their body, in hex
    #[arg(long, env = "BELVO_EMULATOR_WEBHOOK_HMAC", value_name = "HEADER=KEY", value_parser = header_and_secret, hide_env_values = true, requires = "webhook_url", help_heading = WEBHOOKS)]
    webhook_hmac: Vec<(String, String)>,
    /// Write what stands after READY into this file; it is gone at the end
    #[arg(long, env = "BELVO_EMULATOR_READY_FILE", value_name = "FILE", help_heading = OPTIONS)]
    pub(super) ready_file: Option<PathBuf>,
    /// End when standard input does: with the program that has started it
    #[arg(long, env = "BELVO_EMULATOR_EXIT_WITH_STDIN", value_parser = BoolishValueParser::new(), help_heading = OPTIONS)]
    pub(super) exit_with_stdin: bool,
    /// Let only these keys in
    #[arg(long, env = "BELVO_EMULATOR_KEYS", value_name = "ID:PASSWORD", value_delimiter = ',', value_parser = pair(':'), hide_env_values = true, help_heading = ADDRESS)]
    pub(super) keys: Vec<(String, String)>,
    /// Token that control calls have to bring
    #[arg(long, env = "BELVO_EMULATOR_CONTROL_TOKEN", value_name = "TOKEN", hide_env_values = true, help_heading = ADDRESS)]
    control_token: Option<String>,
    /// Further host name for control calls; *.belvo.test for all below it
    #[arg(long, env = "BELVO_EMULATOR_ALLOW_HOST", value_name = "NAME", value_delimiter = ',', help_heading = ADDRESS)]
    allow_host: Vec<String>,
    /// Further origin of pages that may make control calls
    #[arg(long, env = "BELVO_EMULATOR_ALLOW_ORIGIN", value_name = "ORIGIN", value_delimiter = ',', help_heading = ADDRESS)]
    allow_origin: Vec<String>,
}

/// `ctl` reads a file for `@FILE`, so that is typed here too.
fn file() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().map(|path| {
        let named = path.to_str().and_then(|text| text.strip_prefix('@')).map(PathBuf::from);
        named.unwrap_or(path)
    })
}

fn play(word: &str) -> Result<Play, String> {
    let nearest = || words::the_nearest(word, &Play::ALL.map(|(name, _)| name));
    Play::parse(word).ok_or_else(|| format!("by_itself or by_hand is expected{}", nearest()))
}

pub(super) fn pair(at: char) -> impl Fn(&str) -> Result<(String, String), String> + Clone {
    move |text| {
        let (name, value) = text.split_once(at).ok_or_else(|| format!("a `{at}` is expected"))?;
        Ok((name.to_owned(), value.to_owned()))
    }
}

impl Serve {
    /// What it starts with; at this port, if none was named.
    pub(super) fn builder(self, port: u16) -> Builder {
        let short = [
            ("token.access_ttl", self.token_ttl),
            ("widget.payload", self.payload),
            ("page.default_size", self.page_size),
            ("strict", self.strict.then(|| "on".to_owned())),
        ];
        let guard = Guard { hosts: self.allow_host, origins: self.allow_origin, token: self.control_token };
        let mut builder = Builder::default().host(self.host).port(self.port.unwrap_or(port)).guard(guard);
        builder = self.seed.into_iter().fold(builder, Builder::seed);
        builder = self.state.into_iter().fold(builder, Builder::state);
        builder = self.bundle.into_iter().fold(builder, Builder::bundle);
        builder = self.public_url.into_iter().fold(builder, Builder::public_url);
        builder = self.trust_proxy.into_iter().fold(builder, Builder::trust_proxy);
        builder = self.scenario.into_iter().fold(builder, Builder::scenario);
        builder = self.play.into_iter().fold(builder, Builder::play);
        builder = self.scenarios.into_iter().fold(builder, Builder::scenarios);
        builder = self.assets.into_iter().fold(builder, Builder::assets);
        builder = self.data.into_iter().fold(builder, Builder::data);
        builder = self.signing_key_file.into_iter().fold(builder, Builder::signing_key_file);
        builder = self.now.into_iter().fold(builder, Builder::now);
        builder = self.keys.into_iter().fold(builder, |builder, (id, password)| builder.keys(id, password));
        builder = self.set.into_iter().fold(builder, |builder, (name, value)| builder.option(name, value));
        let authorization = self.webhook_authorization;
        let to = |builder: Builder, url| builder.webhook(url, authorization.clone());
        builder = self.webhook_url.into_iter().fold(builder, to);
        let (headers, hmacs) = (self.webhook_header.into_iter(), self.webhook_hmac.into_iter());
        builder = headers.fold(builder, |builder, (name, text)| builder.webhook_header(name, text));
        builder = hmacs.fold(builder, |builder, (name, key)| builder.webhook_hmac(name, key));
        for (name, value) in short {
            builder = value.into_iter().fold(builder, |builder, value| builder.option(name, value));
        }
        if self.watch {
            builder = builder.watch(tell_reload);
        }
        if self.fail_on_unknown {
            builder = builder.fail_on_unknown();
        }
        if self.freeze { builder.freeze() } else { builder }
    }
}
