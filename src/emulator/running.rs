//! A running emulator: ask it, steer it; dropping it stops it.

use std::io;
use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::builder::{Builder, host_name};
use super::error::StartError;
use super::reload::Reloaded;
use super::state::State;
use super::{bundle, signing_key, unknown, watching};
use crate::http::control::LoadedBundle;
use crate::http::message::{Reply, Request};
use crate::http::{Service, Settings};
use crate::server::Bound;
use crate::{delivery, http, server};

/// A running emulator; dropping it stops it.
///
/// The verbs below are those of the control API under `/_emulator/` and of `belvo-emulator ctl`, by the same names and
/// with the same answers. They are for all workspaces, present and future; [`Emulator::workspace`] has them for one.
pub struct Emulator {
    pub(super) service: Arc<Service>,
    address: SocketAddr,
    warning: Option<String>,
    stop: watch::Sender<bool>,
    /// Taken when it has been stopped.
    runtime: Option<Runtime>,
    served: Mutex<Receiver<io::Result<()>>>,
    pub(super) builder: Builder,
    /// Taken when it has been saved.
    state: Option<State>,
    loaded: Option<LoadedBundle>,
    _watcher: Option<watching::Watcher>,
}

impl Emulator {
    /// Settings to start from.
    pub fn builder() -> Builder {
        Builder::default()
    }

    fn serve(
        service: Arc<Service>,
        bound: Bound,
        builder: Builder,
        (state, loaded): (Option<State>, Option<LoadedBundle>),
    ) -> Result<Self, StartError> {
        let on_reload = builder.watch.clone();
        let watcher = on_reload
            .map(|on_reload| watching::watch(builder.clone(), service.clone(), on_reload))
            .transpose()?;
        let (stop, stopped) = watch::channel(false);
        let (address, warning) = (bound.address, bound.warning.clone());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("belvo-emulator")
            .enable_all()
            .build()
            .map_err(StartError::Host)?;
        let (served, end) = sync_channel(1);
        runtime.spawn(delivery::carry(service.clone(), stopped.clone()));
        let serving = server::serve(service.clone(), bound, stopped);
        runtime.spawn(async move { served.send(serving.await) });
        let (runtime, served) = (Some(runtime), Mutex::new(end));
        Ok(Self {
            service,
            address,
            warning,
            stop,
            runtime,
            served,
            builder,
            state,
            loaded,
            _watcher: watcher,
        })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        self.service.settings.public_url.clone().unwrap_or_else(|| self.local_url())
    }

    /// Waits until `shutdown` is called; without anybody who waits it is refused.
    pub(crate) fn asked_to_stop(&self) -> impl Future<Output = ()> + use<> {
        self.service.store.asked_to_stop()
    }

    /// `http://127.0.0.1:PORT`: where it listens, whatever others are told to call it.
    pub fn local_url(&self) -> String {
        format!("http://{}", self.address)
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

    /// What the bundle that it was started with has brought.
    pub(crate) fn loaded(&self) -> Option<&LoadedBundle> {
        self.loaded.as_ref()
    }

    /// The keys that alone are let in, in their order; none, if any are.
    pub(crate) fn keys(&self) -> &[(String, String)] {
        &self.builder.keys
    }

    /// Waits for something while it serves.
    pub(crate) fn wait<T>(&self, what: impl Future<Output = T>) -> Option<T> {
        self.runtime.as_ref().map(|runtime| runtime.block_on(what))
    }

    /// Answers a request without a socket. Delays and waits are not performed: they stand in the [`Reply`].
    pub fn handle(&self, request: &Request) -> Reply {
        http::handle(&self.service, request)
    }

    /// Reads the scenario directories again, as [`Builder::watch`] does on a change: all of them, or none.
    pub fn reload(&self) -> Reloaded {
        watching::reload(&self.builder, &self.service)
    }

    /// Stops it and waits until what is under way has been answered.
    ///
    /// # Errors
    ///
    /// What the host said when a listener could not be served, or the [state](Builder::state) not be written.
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
        let Some(runtime) = self.runtime.take() else { return Ok(()) };
        let served = self.served.get_mut().unwrap_or_else(PoisonError::into_inner).recv();
        // A slice of long work that still runs is waited for by nobody.
        runtime.shutdown_background();
        let saved = self.state.take().map_or(Ok(()), |state| state.save(&self.service));
        served.unwrap_or_else(|_| Err(io::Error::other("the serving task has met a bug")))?;
        saved.map_err(io::Error::other)?;
        if self.builder.fail_on_unknown {
            unknown::must_be_none(&self.service).map_err(io::Error::other)
        } else {
            Ok(())
        }
    }
}

impl Builder {
    /// Checks everything, binds, and serves on threads of its own. When this returns, the port answers.
    ///
    /// # Errors
    ///
    /// [`StartError`] says what is wrong, where, and what to do; nothing is left running.
    pub fn start(mut self) -> Result<Emulator, StartError> {
        if !self.host.is_loopback() && self.guard.token.is_none() {
            return Err(StartError::Setting(format!(
                "{} can be reached from other machines: protect the control API with --control-token",
                self.host
            )));
        }
        if self.watch.is_some() && self.scenarios.is_empty() {
            let why = "there is nothing to watch: name a directory of scenario files with --scenarios";
            return Err(StartError::Setting(why.to_owned()));
        }
        self.check_words()?;
        let proxies = self.trusted_proxies()?;
        let mut state = self.state.as_deref().map(State::open).transpose()?;
        self.take_seed(state.as_ref())?;
        let store = self.store()?;
        let files = self.files()?;
        let signing_key = match (&self.signing_key_file, &state) {
            (None, Some(state)) => state.signing_key()?,
            (file, _) => signing_key::read_or_make(file.as_deref())?,
        };
        let bound = server::bind(self.host, self.port)
            .map_err(|fault| StartError::Bind { address: fault.address, why: fault.why })?;
        let settings = Settings {
            address: bound.address.to_string(),
            public_url: self.public_url.clone(),
            proxies,
            version: env!("CARGO_PKG_VERSION"),
        };
        let mut guard = self.guard.clone();
        guard.hosts.push(host_name(bound.address));
        let service = Service::new(store, files, &signing_key, guard, settings);
        // Of the embedded ones the tests say that they fit.
        if self.assets.is_some() {
            service.script().map_err(|why| StartError::Assets(why.to_owned()))?;
        }
        if let Some(state) = &mut state {
            state.restore(&service, &self)?;
        }
        let loaded = self.bundle.as_ref().map(|path| bundle::load(&service, path)).transpose()?;
        Emulator::serve(service, bound, self, (state, loaded))
    }
}

impl Builder {
    /// Ids go on with the seed that they began with.
    fn take_seed(&mut self, state: Option<&State>) -> Result<(), StartError> {
        let Some(seed) = state.and_then(State::seed) else { return Ok(()) };
        if self.seed.is_some_and(|asked| asked != seed) {
            return Err(StartError::Setting(format!(
                "the state was begun with --seed {seed}: leave the seed out, or name another directory with --state"
            )));
        }
        self.seed = Some(seed);
        Ok(())
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let _nobody_to_tell = self.end();
    }
}
