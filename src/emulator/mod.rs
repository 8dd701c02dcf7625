//! The facade: build an emulator, ask it, steer it; dropping it stops it.
#![expect(clippy::disallowed_methods, reason = "the facade owns the threads that serve")]

mod builder;
mod loading;
mod signing_key;
mod verbs;
mod watching;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use serde_json::Value;
use tokio::sync::watch;

use crate::http;
use crate::http::Service;
use crate::http::message::{Reply, Request};
use crate::scenario_file;
use crate::scenario_file::Faults;
use crate::server;
use crate::server::Bound;
use crate::store::Scope;

pub use builder::Builder;
pub(crate) use verbs::percent;
pub use verbs::{Control, VERBS};
pub use watching::Reloaded;

// What the command line shows and takes, lent by the facade.
pub(crate) use crate::domain::base::options::{ROWS, Row as OptionRow};
pub(crate) use crate::domain::base::text;
pub(crate) use crate::domain::link::magic::{Does, MAGIC, Magic};
pub(crate) use crate::domain::scenario::model::{Play, Scenario};
pub(crate) use crate::domain::scenario::step::{STEPS, StepRow};
pub(crate) use crate::domain::vocabulary::catalogue;
pub(crate) use crate::domain::vocabulary::catalogue::events::{EVENTS, Event};
pub(crate) use crate::domain::vocabulary::catalogue::{CODES, Code, CodeRow, Surface};
pub(crate) use crate::domain::vocabulary::pages;
pub(crate) use crate::domain::vocabulary::pages::PageRow;
pub(crate) use crate::domain::vocabulary::rules;
pub(crate) use crate::domain::vocabulary::rules::Rule;
pub(crate) use crate::domain::widget::config::{Key as ConfigKey, keys as config_keys};
pub(crate) use crate::domain::widget::flow::chart::{Way as FlowWay, ways};
pub(crate) use crate::domain::widget::flow::{Effect, acts_on};
pub(crate) use crate::domain::widget::summary::Summary;
pub(crate) use crate::domain::workspace::matrix::Row as Way;
pub(crate) use crate::http::Guard;
pub(crate) use crate::http::control::{ROWS as VERB_ROWS, Row as VerbRow};
pub(crate) use crate::http::routes::{ROUTES, Route};
pub(crate) use crate::http::status_of;

/// The port when none is asked for.
pub const DEFAULT_PORT: u16 = 2358;

/// Why an emulator does not start: what, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken or not ours.
    #[error(
        "cannot listen on {address}: {why}\n  help: another emulator may be running; end it, or choose another port with --port (0 takes a free one)"
    )]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the host said.
        why: io::Error,
    },
    /// Scenario files are invalid; all faults of all files.
    #[error("{0}")]
    Scenarios(Faults),
    /// A file or directory cannot be read.
    #[error("cannot read {}: {why}", path.display())]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// What the host said.
        why: io::Error,
    },
    /// A setting that cannot be.
    #[error("{0}")]
    Setting(String),
    /// The files inside the binary or of `--assets` do not fit this program.
    #[error("the assets do not fit this program: {0}")]
    Assets(String),
    /// The host gives no thread.
    #[error("cannot start: {0}")]
    Host(io::Error),
}

/// A running emulator; dropping it stops it.
///
/// The verbs below are those of the control API under `/_emulator/` and of `belvo-emulator ctl`, by the same names and
/// with the same answers. They are for all workspaces, present and future; [`Emulator::workspace`] has them for one.
pub struct Emulator {
    service: Arc<Service>,
    address: SocketAddr,
    warning: Option<String>,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<io::Result<()>>>,
    builder: Builder,
    _watcher: Option<watching::Watcher>,
}

impl Emulator {
    /// Settings to start from.
    pub fn builder() -> Builder {
        Builder::default()
    }

    fn serve(service: Arc<Service>, bound: Bound, builder: Builder) -> Result<Self, StartError> {
        let told = builder.watch.clone();
        let watcher = told.map(|told| watching::watch(builder.clone(), service.clone(), told)).transpose()?;
        let (stop, stopped) = watch::channel(false);
        let (address, warning) = (bound.address, bound.warning.clone());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("belvo-emulator")
            .enable_all()
            .build()
            .map_err(StartError::Host)?;
        let serving = service.clone();
        let thread = std::thread::Builder::new()
            .name("belvo-emulator".to_owned())
            .spawn(move || {
                let served = runtime.block_on(server::serve(serving, bound, stopped));
                // A slice of long work that still runs is waited for by nobody.
                runtime.shutdown_background();
                served
            })
            .map_err(StartError::Host)?;
        Ok(Self { service, address, warning, stop, thread: Some(thread), builder, _watcher: watcher })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        self.service.settings.public_url.clone().unwrap_or_else(|| format!("http://{}", self.address))
    }

    /// The address of the script that pages embed.
    pub fn widget_url(&self) -> String {
        format!("{}/belvo-widget-1-stable.js", self.url())
    }

    /// The address of the control API.
    pub fn control_url(&self) -> String {
        format!("{}/_emulator", self.url())
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The seed of all chance.
    pub fn seed(&self) -> u64 {
        self.service.store.seed()
    }

    /// What could not be bound and need not be: a host without IPv6.
    pub fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }

    /// Answers a request without a socket. Delays and waits are not performed: they stand in the [`Reply`].
    pub fn handle(&self, request: &Request) -> Reply {
        http::handle(&self.service, request)
    }

    /// Reads the scenario directories again, as [`Builder::watch`] does on a change: all of them, or none.
    pub fn reload(&self) -> Reloaded {
        watching::reload(&self.builder, &self.service)
    }

    /// The verbs for one workspace, which is opened if need be.
    pub fn workspace(&self, secret_id: impl Into<String>) -> Control<'_> {
        Control { emulator: self, scope: Scope::One(secret_id.into()) }
    }

    /// The verbs for all workspaces, present and future.
    pub fn control(&self) -> Control<'_> {
        Control { emulator: self, scope: Scope::All }
    }

    /// Stops it and waits until what is under way has been answered.
    ///
    /// # Errors
    ///
    /// What the host said when a listener could not be served.
    pub fn stop(mut self) -> io::Result<()> {
        self.end()
    }

    /// Stops it with the process, which gives its memory back faster than the emulator can.
    pub(crate) fn stop_for_good(mut self) -> io::Result<()> {
        let ended = self.end();
        std::mem::forget(self);
        ended
    }

    fn end(&mut self) -> io::Result<()> {
        self.stop.send_replace(true);
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(served)) => served,
            Some(Err(_)) => Err(io::Error::other("the serving thread has met a bug")),
            None => Ok(()),
        }
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let _nobody_to_tell = self.end();
    }
}

/// The TypeScript declarations of the widget's script.
pub(crate) fn declarations() -> String {
    http::declarations::declarations()
}

/// The JSON Schema of scenario files.
pub fn scenario_schema() -> Value {
    scenario_file::schema()
}
