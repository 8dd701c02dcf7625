//! What an emulator is started with.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use super::error::StartError;
use super::reload::{OnReload, Reloaded};
use crate::domain::base::limits::SECRET_ID;
use crate::domain::base::text::quote;
use crate::domain::scenario::model::Play;
use crate::domain::webhook::target::{Encoding, HeaderText};
use crate::http::{Guard, Proxies};

/// What an emulator is started with. Every setting has a default that is right for a test.
#[derive(Clone)]
pub struct Builder {
    pub(super) host: IpAddr,
    pub(super) port: u16,
    pub(super) public_url: Option<String>,
    pub(super) proxies: Vec<String>,
    pub(super) scenario: Option<String>,
    pub(super) play: Option<Play>,
    pub(super) scenarios: Vec<PathBuf>,
    pub(super) assets: Option<PathBuf>,
    pub(super) data: Option<PathBuf>,
    pub(super) keys: Vec<(String, String)>,
    pub(super) seed: Option<u64>,
    pub(super) state: Option<PathBuf>,
    pub(super) bundle: Option<PathBuf>,
    pub(super) signing_key_file: Option<PathBuf>,
    pub(super) now: Option<String>,
    pub(super) freeze: bool,
    pub(super) options: Vec<(String, String)>,
    pub(super) webhooks: Vec<(String, Option<String>)>,
    pub(super) webhook_headers: Vec<(String, HeaderText)>,
    pub(super) guard: Guard,
    pub(super) watch: Option<OnReload>,
    pub(super) fail_on_unknown: bool,
}

/// Without the keys, secrets and tokens that it holds.
impl fmt::Debug for Builder {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = to.debug_struct("Builder");
        shown.field("host", &self.host).field("port", &self.port).field("scenario", &self.scenario);
        shown.field("seed", &self.seed).field("options", &self.options).finish_non_exhaustive()
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            public_url: None,
            proxies: Vec::new(),
            scenario: None,
            play: None,
            scenarios: Vec::new(),
            assets: None,
            data: None,
            keys: Vec::new(),
            seed: None,
            state: None,
            bundle: None,
            signing_key_file: None,
            now: None,
            freeze: false,
            options: Vec::new(),
            webhooks: Vec::new(),
            webhook_headers: Vec::new(),
            guard: Guard::default(),
            watch: None,
            fail_on_unknown: false,
        }
    }
}

impl Builder {
    /// The address to listen on. Default: 127.0.0.1, and with it ::1. Any other needs a [control token](Self::control_token).
    #[must_use]
    pub fn host(mut self, host: IpAddr) -> Self {
        self.host = host;
        self
    }

    /// The port to listen on. Default: 0, a free one, the same on both families.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The address under which pages and servers reach the emulator, when it is another than the one they call.
    #[must_use]
    pub fn public_url(mut self, url: impl Into<String>) -> Self {
        self.public_url = Some(url.into().trim_end_matches('/').to_owned());
        self
    }

    /// A proxy, by its address or network (`10.0.0.5`, `10.0.0.0/8`), that may say by `X-Forwarded-Host`, `-Proto` and `-For`
    /// who has called it, and how. Repeatable. Default: none, these headers are ignored.
    #[must_use]
    pub fn trust_proxy(mut self, address: impl Into<String>) -> Self {
        self.proxies.push(address.into());
        self
    }

    /// The scenario of every workspace, by name. Default: none, a person acts and the credentials decide.
    #[must_use]
    pub fn scenario(mut self, name: impl Into<String>) -> Self {
        self.scenario = Some(name.into());
        self
    }

    /// Who acts in the scenario, if not as its file says.
    #[must_use]
    pub fn play(mut self, play: Play) -> Self {
        self.play = Some(play);
        self
    }

    /// A directory with further scenario files; one of the same name as a shipped one takes its place. Repeatable.
    #[must_use]
    pub fn scenarios(mut self, directory: impl Into<PathBuf>) -> Self {
        self.scenarios.push(directory.into());
        self
    }

    /// A directory to serve instead of the embedded assets, for work on the emulator itself.
    #[must_use]
    pub fn assets(mut self, directory: impl Into<PathBuf>) -> Self {
        self.assets = Some(directory.into());
        self
    }

    /// A file with records that the links have instead of those that are generated for them: JSON or YAML, a map as in a
    /// scenario's `data`, which takes its place while that scenario is in force.
    #[must_use]
    pub fn data(mut self, file: impl Into<PathBuf>) -> Self {
        self.data = Some(file.into());
        self
    }

    /// Lets only these keys open a workspace. Repeatable. Default: any id opens its own, bound to the first password.
    #[must_use]
    pub fn keys(mut self, id: impl Into<String>, password: impl Into<String>) -> Self {
        self.keys.push((id.into(), password.into()));
        self
    }

    /// The seed of all ids, amounts and names. Default: 1.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// A directory in which the workspaces outlive the emulator: read at the start, written when it is stopped or dropped,
    /// with what is set for workspaces to come, and the key that signs tokens, unless that is a
    /// [file's](Self::signing_key_file). Whether they were written, [`Emulator::stop`](crate::Emulator::stop) tells.
    #[must_use]
    pub fn state(mut self, directory: impl Into<PathBuf>) -> Self {
        self.state = Some(directory.into());
        self
    }

    /// A file with a [bundle](crate::control::Bundle), which is loaded at the start: the workspace that it is of is as it was.
    #[must_use]
    pub fn bundle(mut self, file: impl Into<PathBuf>) -> Self {
        self.bundle = Some(file.into());
        self
    }

    /// A file with the key that signs tokens, 32 to 4,096 bytes as they are: the same seed, times and calls then give the
    /// same tokens, too. Default: a key of the host's entropy, another at each start.
    #[must_use]
    pub fn signing_key_file(mut self, file: impl Into<PathBuf>) -> Self {
        self.signing_key_file = Some(file.into());
        self
    }

    /// What the clock shows at the start (`2026-01-31T12:00:00Z`). Default: the host's time.
    #[must_use]
    pub fn now(mut self, now: impl Into<String>) -> Self {
        self.now = Some(now.into());
        self
    }

    /// Lets the clock stand until it is moved.
    #[must_use]
    pub fn freeze(mut self) -> Self {
        self.freeze = true;
        self
    }

    /// Sets an option by its dotted name (`token.access_ttl`, `5m`). Repeatable.
    #[must_use]
    pub fn option(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.push((name.into(), value.into()));
        self
    }

    /// Watches the [scenario directories](Self::scenarios): a change is in force for the next run, a bad one leaves
    /// the last good set in force. `on_reload` hears of each, on a thread of its own.
    #[must_use]
    pub fn watch(mut self, on_reload: impl Fn(&Reloaded) + Send + Sync + 'static) -> Self {
        self.watch = Some(OnReload(Arc::new(on_reload)));
        self
    }

    /// Lets [`Emulator::stop`](super::Emulator::stop) fail when a call has come that no route answers, with all of them.
    #[must_use]
    pub fn fail_on_unknown(mut self) -> Self {
        self.fail_on_unknown = true;
        self
    }

    /// Sends webhooks to this URL too, with this `Authorization`, verbatim.
    #[must_use]
    pub fn webhook(mut self, url: impl Into<String>, authorization: Option<String>) -> Self {
        self.webhooks.push((url.into(), authorization));
        self
    }

    /// Webhooks bring the HMAC-SHA256 of their body in this header, made with this key and written in hex.
    #[must_use]
    pub fn webhook_hmac(self, header: impl Into<String>, key: impl Into<String>) -> Self {
        self.webhook_header_of(header, HeaderText::Hmac { secret: key.into(), encoding: Encoding::Hex })
    }

    /// Webhooks bring this text in this header.
    #[must_use]
    pub fn webhook_header(self, header: impl Into<String>, text: impl Into<String>) -> Self {
        self.webhook_header_of(header, HeaderText::Text(text.into()))
    }

    fn webhook_header_of(mut self, header: impl Into<String>, text: HeaderText) -> Self {
        self.webhook_headers.push((header.into(), text));
        self
    }

    /// Who may drive the control API besides this machine's own tools.
    #[must_use]
    pub fn guard(mut self, guard: Guard) -> Self {
        self.guard = guard;
        self
    }

    /// The token that control calls have to bring.
    #[must_use]
    pub fn control_token(mut self, token: impl Into<String>) -> Self {
        self.guard.token = Some(token.into());
        self
    }

    pub(super) fn trusted_proxies(&self) -> Result<Proxies, StartError> {
        Proxies::parse(self.proxies.iter().map(String::as_str)).map_err(StartError::Setting)
    }

    /// Settings that would be taken and then never match anything.
    pub(super) fn check_words(&self) -> Result<(), StartError> {
        if let Some(url) = self.public_url.as_deref().filter(|url| !is_base(url)) {
            return Err(StartError::Setting(format!(
                "`{url}` is no address of an emulator: write it like http://emulator.test:2358"
            )));
        }
        self.check_keys().map_err(StartError::Setting)?;
        if self.guard.token.as_deref() == Some("") {
            return Err(StartError::Setting(
                "the control token is empty: nobody could send it; leave it out, or give one".to_owned(),
            ));
        }
        self.guard.check().map_err(StartError::Setting)
    }

    fn check_keys(&self) -> Result<(), String> {
        for (at, (id, password)) in self.keys.iter().enumerate() {
            let name = quote(id);
            if id.is_empty() || id.len() > SECRET_ID {
                return Err(format!("{name} names no workspace: a secret id has 1 to {SECRET_ID} bytes"));
            }
            if password.is_empty() {
                return Err(format!(
                    "the password of {name} is empty: write keys as ID:PASSWORD, as in --keys qa:secret"
                ));
            }
            if self.keys[..at].iter().any(|(before, other)| before == id && other != password) {
                return Err(format!("{name} has two passwords among --keys: a workspace has one"));
            }
        }
        Ok(())
    }
}

/// A scheme, a host, and maybe a path: what addresses can be built upon.
fn is_base(url: &str) -> bool {
    let uri = url.parse::<::http::Uri>().ok();
    uri.is_some_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
    }) && !url.contains(['?', '#'])
}

pub(super) fn host_name(address: SocketAddr) -> String {
    match address.ip() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}
