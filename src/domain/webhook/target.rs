//! Where webhooks go: a URL, and the headers that a receiver checks (R-HOOK-02).

use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use serde::{Deserialize, Serialize};

use crate::domain::base::journal::Fingerprint;
use crate::domain::base::limits::{LONGEST_URL, MOST_HOOK_HEADERS, SECRET, TARGETS};
use crate::domain::base::text::{printable, shown};
use crate::domain::scenario::webhooks::SentAuthorization;

/// The longest name of a header, in bytes.
const HEADER_NAME: usize = 128;

/// The address of a receiver, in its parts. What stands in its query may be secret: others see fingerprints of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// `127.0.0.1`
    pub host: String,
    /// `3000`
    pub port: u16,
    /// `/webhooks?from=belvo`
    pub path: String,
    text: String,
    /// It came from a snapshot: what its query says stands there as fingerprints already.
    from_snapshot: bool,
}

/// A receiver. In a snapshot it is its address alone, and what is read from there is switched off: its secrets are not
/// known, nor what its query says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Target {
    /// Where it listens.
    pub address: Address,
    /// `Authorization`, verbatim.
    pub authorization: Option<String>,
    /// Further headers.
    pub headers: Vec<(String, HeaderText)>,
}

/// What stands in a header.
#[derive(Clone, PartialEq, Eq)]
pub enum HeaderText {
    /// A text.
    Text(String),
    /// The HMAC-SHA256 of the raw body.
    Hmac {
        /// The key.
        secret: String,
        /// How it is written.
        encoding: Encoding,
    },
}

/// How the bytes of an HMAC are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// 64 digits.
    Hex,
    /// 44 characters.
    Base64,
}

/// Secrets are named by their fingerprints.
impl fmt::Debug for HeaderText {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(to, "Text({:?})", Fingerprint::of(text)),
            Self::Hmac { secret, encoding } => {
                write!(to, "Hmac({:?}, {encoding:?})", Fingerprint::of(secret))
            }
        }
    }
}

impl HeaderText {
    /// What stands in the header of this body.
    pub fn of(&self, body: &[u8]) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Hmac { secret, encoding } => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
                encoding.write(hmac::sign(&key, body).as_ref())
            }
        }
    }

    /// Another one of its kind.
    fn other(&self) -> Self {
        match self {
            Self::Text(text) => Self::Text(other(text)),
            Self::Hmac { secret, encoding } => {
                Self::Hmac { secret: format!("not {secret}"), encoding: *encoding }
            }
        }
    }

    fn secret(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Hmac { secret, .. } => secret,
        }
    }
}

impl Encoding {
    fn write(self, bytes: &[u8]) -> String {
        match self {
            Self::Hex => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
            Self::Base64 => STANDARD.encode(bytes),
        }
    }
}

impl Target {
    /// One without headers of its own.
    pub fn new(address: Address) -> Self {
        Self { address, authorization: None, headers: Vec::new() }
    }

    /// Whether it came from a snapshot: it gets nothing until it is set again.
    pub fn is_off(&self) -> bool {
        self.address.from_snapshot
    }

    /// The same as a snapshot has it.
    pub(super) fn off(&self) -> Self {
        let address = Address { text: self.address.to_string(), from_snapshot: true, ..self.address.clone() };
        Self::new(address)
    }

    /// A text of the receiver's without its own secrets, which it may repeat, and without what moves a terminal. One that is
    /// not whole may end within a secret.
    pub fn without_secrets(&self, text: &str, is_whole: bool) -> String {
        let secrets = self.secrets();
        let masked = secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret, "(secret)"));
        let begun = secrets.iter().filter(|_| !is_whole).filter_map(|secret| begun(&masked, secret)).min();
        printable(&masked[..begun.unwrap_or(masked.len())])
    }

    /// What it may repeat of what it was sent, the longest first.
    fn secrets(&self) -> Vec<String> {
        let texts = self.headers.iter().map(|(_, text)| text.secret()).chain(self.authorization.as_deref());
        let mut secrets: Vec<String> = texts.flat_map(parts).collect();
        secrets.extend(self.address.query_values().map(str::to_owned));
        // A shorter one hides nothing, and would blot out all of the text.
        secrets.retain(|secret| secret.len() > 3);
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets
    }

    /// The headers that it checks, as they are sent with a body, or as a scenario has them sent.
    pub fn headers_of(&self, body: &[u8], sent: SentAuthorization) -> Vec<(&str, String)> {
        let authorization = self.authorization.as_ref().map(|text| (AUTHORIZATION, text.clone()));
        let own = self.headers.iter().map(|(name, text)| (name.as_str(), text.of(body)));
        match sent {
            SentAuthorization::AsSet => authorization.into_iter().chain(own).collect(),
            SentAuthorization::Missing => Vec::new(),
            SentAuthorization::Wrong => {
                let others = self.headers.iter().map(|(name, text)| (name.as_str(), text.other().of(body)));
                let authorization = authorization.map(|(_, text)| other(&text));
                let wrong = (AUTHORIZATION, authorization.unwrap_or_else(|| "Bearer wrong".to_owned()));
                others.filter(|(name, _)| !name.eq_ignore_ascii_case(AUTHORIZATION)).chain([wrong]).collect()
            }
        }
    }

    /// What is wrong with it, if anything is.
    ///
    /// # Errors
    ///
    /// The part, and what was expected.
    pub fn check(&self) -> Result<(), String> {
        if self.headers.len() > MOST_HOOK_HEADERS {
            return Err(format!("{} headers: {MOST_HOOK_HEADERS} at most", self.headers.len()));
        }
        if let Some(text) = &self.authorization {
            check_text(AUTHORIZATION, text)?;
        }
        let mut names: Vec<String> = self.authorization.iter().map(|_| AUTHORIZATION.to_owned()).collect();
        for (name, text) in &self.headers {
            check_name(name)?;
            check_text(name, text.secret())?;
            let name = name.to_ascii_lowercase();
            if names.contains(&name) {
                return Err(format!("two headers are called {name}: a receiver would read one of them"));
            }
            names.push(name);
        }
        Ok(())
    }
}

const AUTHORIZATION: &str = "authorization";

/// Every call has these already.
const OWN: [&str; 6] =
    ["host", "user-agent", "content-length", "content-type", "transfer-encoding", "connection"];

/// A secret, and what stands in it: without its scheme, and the pair and the password of `Basic`.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![text.to_owned()];
    let Some((scheme, rest)) = text.split_once(' ') else { return parts };
    parts.push(rest.trim().to_owned());
    let decoded = STANDARD.decode(rest.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"));
    if let Some(pair) = decoded.and_then(|bytes| String::from_utf8(bytes).ok()) {
        parts.extend(pair.split_once(':').map(|(_, password)| password.to_owned()));
        parts.push(pair);
    }
    parts
}

/// Where the beginning of a secret stands at the end of a text; of fewer letters than four it is none.
fn begun(text: &str, secret: &str) -> Option<usize> {
    let lengths = (4..secret.len()).rev().filter(|length| secret.is_char_boundary(*length));
    lengths
        .map(|length| &secret[..length])
        .find(|begun| text.ends_with(begun))
        .map(|begun| text.len() - begun.len())
}

/// A URL as others see it: what its query says stands as fingerprints.
pub fn without_query(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let Some((place, query)) = url.split_once('?') else { return url.to_owned() };
    let hidden =
        |value: &str| if value.is_empty() { String::new() } else { Fingerprint::of(value).to_string() };
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, value)) => format!("{name}={}", hidden(value)),
        None => hidden(pair),
    };
    format!("{place}?{}", query.split('&').map(pair).collect::<Vec<_>>().join("&"))
}

/// Another text of the same scheme.
fn other(authorization: &str) -> String {
    let scheme = authorization.split(' ').next().filter(|scheme| scheme.len() < authorization.len());
    match scheme {
        Some(scheme) if scheme.eq_ignore_ascii_case("basic") => {
            format!("{scheme} {}", STANDARD.encode(format!("wrong:{authorization}")))
        }
        Some(scheme) => format!("{scheme} wrong-{}", authorization.len()),
        None => format!("wrong-{}", authorization.len()),
    }
}

fn check_name(name: &str) -> Result<(), String> {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.len() > HEADER_NAME {
        return Err(format!("a header's name of {} bytes: {HEADER_NAME} at most", name.len()));
    }
    let own = OWN.iter().any(|own| own.eq_ignore_ascii_case(name));
    if name.is_empty() || own || !name.bytes().all(legal) {
        return Err("a header's name was expected, other than those that every call has".to_owned());
    }
    Ok(())
}

fn check_text(name: &str, text: &str) -> Result<(), String> {
    if text.len() > SECRET {
        return Err(format!("a header or secret of {} bytes: {SECRET} at most", text.len()));
    }
    if text.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~')) {
        return Ok(());
    }
    Err(format!("the header {name} would hold what no header can: a line break, or letters beyond ASCII"))
}

/// What is wrong with all receivers of a workspace, if anything is.
///
/// # Errors
///
/// Which, and what was expected.
pub fn check_all(targets: &[Arc<Target>]) -> Result<(), String> {
    if targets.len() > TARGETS {
        return Err(format!("{} receivers of webhooks: {TARGETS} at most", targets.len()));
    }
    targets.iter().try_for_each(|target| target.check())
}

impl fmt::Display for Address {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.from_snapshot {
            true => to.write_str(&self.text),
            false => to.write_str(&without_query(&self.text)),
        }
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.address.to_string()
    }
}

impl TryFrom<String> for Target {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let read: Address = text.parse()?;
        Ok(Self::new(Address { from_snapshot: true, ..read }))
    }
}

impl Address {
    /// Whether it is the same receiver's, as far as a snapshot tells.
    pub fn is_of(&self, other: &Self) -> bool {
        self == other || (self.from_snapshot || other.from_snapshot) && self.to_string() == other.to_string()
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{:?}", self.to_string())
    }
}

/// Secrets are named by their fingerprints.
impl fmt::Debug for Target {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let authorization = self.authorization.as_deref().map(Fingerprint::of);
        let mut shown = to.debug_struct("Target");
        shown.field("address", &self.address).field("authorization", &authorization);
        shown.field("headers", &self.headers).finish()
    }
}

impl Address {
    fn query_values(&self) -> impl Iterator<Item = &str> {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        query.split('&').map(|pair| pair.split_once('=').map_or(pair, |(_, value)| value))
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.len() > LONGEST_URL {
            return Err(format!("a URL of {} bytes: {LONGEST_URL} at most", text.len()));
        }
        let Some(rest) = text.strip_prefix("http://") else { return Err(not_http(text)) };
        let split = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(split);
        let (host, port) = host_and_port(authority)?;
        let path = path.split('#').next().unwrap_or_default();
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        if !path.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(
                "the path has characters that a URL cannot have: write them as %20 and the like".into()
            );
        }
        Ok(Self { host, port, path, text: text.to_owned(), from_snapshot: false })
    }
}

fn not_http(text: &str) -> String {
    if text.starts_with("https://") {
        return "https is not spoken yet: webhooks go to http:// only, so let your server listen on one as well"
            .to_owned();
    }
    "a whole URL was expected, like http://127.0.0.1:3000/webhooks".to_owned()
}

fn host_and_port(authority: &str) -> Result<(String, u16), String> {
    if authority.contains('@') {
        return Err("the URL holds credentials: give them as `authorization`".to_owned());
    }
    let (host, rest) = match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']').ok_or("the bracket of the URL's address is not closed")?,
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let port = match rest.strip_prefix(':') {
        None if rest.is_empty() => 80,
        port => {
            port.and_then(|port| port.parse().ok()).filter(|port| *port > 0).ok_or_else(|| bad_port(rest))?
        }
    };
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let known = match authority.starts_with('[') {
        true => host.parse::<Ipv6Addr>().is_ok(),
        false => !host.is_empty() && host.bytes().all(fits),
    };
    if known { Ok((host.to_owned(), port)) } else { Err("the URL names no host".to_owned()) }
}

fn bad_port(port: &str) -> String {
    let port = port.strip_prefix(':').unwrap_or(port);
    format!("`{}` is no port: 1 to 65535", shown(port))
}
