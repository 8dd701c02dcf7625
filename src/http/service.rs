//! Everything that an answer depends on.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;

use super::comments::without_comments;
use super::guard::Guard;
use super::keyring::Keyring;
use super::proxies::Proxies;
use crate::store::{Later, Store};

/// Everything that an answer depends on.
pub struct Service {
    /// The workspaces.
    pub store: Store,
    /// Signs and reads tokens.
    pub(crate) keyring: Keyring,
    /// The files that are served.
    pub(crate) files: Later<Files>,
    /// What pages embed, without what is written into it on delivery; joined when it is first asked for.
    pub(super) script: OnceLock<Result<String, String>>,
    /// Where that is written.
    pub(super) delivered_at: OnceLock<usize>,
    /// Who may drive the control API.
    pub(crate) guard: Guard,
    /// What is fixed at the start.
    pub(crate) settings: Settings,
}

/// What is served, by path below `assets/`.
pub type Files = BTreeMap<String, File>;

/// A file that is served.
pub struct File {
    /// Its type.
    pub content_type: &'static str,
    /// Its bytes.
    pub body: Bytes,
}

impl File {
    /// As it is, but for the comments in what every page loads.
    pub(crate) fn new(path: &str, content_type: &'static str, body: Bytes) -> Self {
        let loaded = path.starts_with("widget/") && path.ends_with(".js");
        let bare = |body: &Bytes| without_comments(&String::from_utf8_lossy(body)).into();
        Self { content_type, body: if loaded { bare(&body) } else { body } }
    }
}

/// JSON with the addresses of images, where it has paths of them: they are on this emulator.
pub(crate) fn with_images<'t>(text: &'t str, base: &str) -> Cow<'t, str> {
    const IMAGE: &str = "\"/institutions/";
    if text.contains(IMAGE) {
        text.replace(IMAGE, &format!("\"{base}/institutions/")).into()
    } else {
        text.into()
    }
}

/// What is fixed at the start.
pub struct Settings {
    /// `127.0.0.1:2358`, for calls that do not say how they addressed us.
    pub address: String,
    /// Overrides the caller's own idea of our address.
    pub public_url: Option<String>,
    /// Who may say how a caller has addressed us.
    pub proxies: Proxies,
    /// The version of the program.
    pub version: &'static str,
}

impl Settings {
    /// `scheme://host:port` for links in answers to whoever called this host.
    pub(crate) fn base(&self, host: &str, secure: bool) -> String {
        let scheme = if secure { "https" } else { "http" };
        self.public_url.clone().unwrap_or_else(|| format!("{scheme}://{host}"))
    }

    /// The same for what nobody has called for: webhooks.
    pub(crate) fn own_base(&self) -> String {
        self.base(&self.address, false)
    }
}

impl Service {
    /// Puts a service together.
    pub fn new(
        store: Store,
        files: Later<Files>,
        signing_key: &[u8],
        guard: Guard,
        settings: Settings,
    ) -> Arc<Self> {
        let keyring = Keyring::new(signing_key);
        let (script, delivered_at) = (OnceLock::new(), OnceLock::new());
        Arc::new(Self { store, keyring, files, script, delivered_at, guard, settings })
    }
}
