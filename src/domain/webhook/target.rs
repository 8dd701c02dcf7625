//! Where webhooks go: a URL, and the headers that a receiver checks (R-HOOK-02).

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;

use crate::domain::base::journal::Fingerprint;
use crate::domain::base::limits::{LONGEST_URL, MOST_HOOK_HEADERS, SECRET};
use crate::domain::base::text::printable;

/// The address of a receiver, in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// `127.0.0.1`
    pub host: String,
    /// `3000`
    pub port: u16,
    /// `/webhooks?from=belvo`
    pub path: String,
    text: String,
}

/// A receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    /// A text of the receiver's without its own secrets, which it may repeat, and without what moves a terminal.
    pub fn without_secrets(&self, text: &str) -> String {
        let secrets = self.headers.iter().map(|(_, text)| text.secret()).chain(self.authorization.as_deref());
        // A shorter one hides nothing, and would blot out all of the text.
        let secrets = secrets.filter(|secret| secret.len() > 3);
        let masked = secrets.fold(text.to_owned(), |text, secret| text.replace(secret, "(secret)"));
        printable(&masked)
    }

    /// What is wrong with it, if anything is.
    ///
    /// # Errors
    ///
    /// The part, and what was expected.
    pub fn check(&self) -> Result<(), String> {
        let texts = self.headers.iter().map(|(_, text)| text.secret());
        if let Some(long) = texts.chain(self.authorization.as_deref()).find(|text| text.len() > SECRET) {
            return Err(format!("a header or secret of {} bytes: {SECRET} at most", long.len()));
        }
        if self.headers.len() > MOST_HOOK_HEADERS {
            return Err(format!("{} headers: {MOST_HOOK_HEADERS} at most", self.headers.len()));
        }
        Ok(())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.text)
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
        Ok(Self { host, port, path, text: text.to_owned() })
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
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port.parse().map_err(|_| bad_port(port))?),
        _ => (authority, 80),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte);
    if host.is_empty() || !host.bytes().all(fits) {
        return Err("the URL names no host".to_owned());
    }
    Ok((host.to_owned(), port))
}

fn bad_port(port: &str) -> String {
    format!("`{}` is no port: 1 to 65535", crate::domain::base::text::shown(port))
}
