//! The control verbs as methods: each calls the function that answers its route, without a socket.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use super::running::Emulator;
use crate::domain::base::time::Span;
use crate::http::control;
use crate::http::control::{
    Context, about, bundle, clock, data, deliveries, due, faults, inbox, institution, journal, link, names,
    options, queue, receivers, record, scenario, snapshot, stream, token, unmatched, verify, webhooks,
    widget, with_verbs, workspaces,
};
use crate::http::problem::Problem;
use crate::store::Scope;

/// The control verbs, for all workspaces or for one.
pub struct Control<'e> {
    pub(super) emulator: &'e Emulator,
    pub(super) scope: Scope,
}

impl Emulator {
    /// The verbs for one workspace, which is opened if need be.
    pub fn workspace(&self, secret_id: impl Into<String>) -> Control<'_> {
        Control { emulator: self, scope: Scope::One(secret_id.into()) }
    }

    /// The verbs for all workspaces, present and future.
    pub fn control(&self) -> Control<'_> {
        Control { emulator: self, scope: Scope::All }
    }
}

/// A method of a row.
macro_rules! method {
    ($about:literal, $family:ident $name:ident, () () $answer:ident) => {
        method!(@ $about, $name, $family::$name, $family::$answer);
    };
    ($about:literal, $family:ident $name:ident, () ($request:ident) $answer:ident) => {
        method!(@ $about, $name, $family::$name, $family::$answer, $family::$request);
    };
    // What may be said and need not be: one method without, one with it.
    ($about:literal, $family:ident $name:ident, ($with:ident) ($request:ident) $answer:ident) => {
        method!(@ $about, $name, $family::$name, $family::$answer);
        method!(@ $about, $with, $family::$name, $family::$answer, $family::$request);
    };
    (@ $about:literal, $name:ident, $verb:path, $answer:ty) => {
        #[doc = $about]
        ///
        /// # Errors
        ///
        /// [`Problem`] when the call makes no sense; nothing has changed then.
        pub fn $name(&self) -> Result<$answer, Problem> {
            self.call($verb, Default::default())
        }
    };
    (@ $about:literal, $name:ident, $verb:path, $answer:ty, $request:ty) => {
        #[doc = $about]
        ///
        /// # Errors
        ///
        /// [`Problem`] when the call makes no sense; nothing has changed then.
        pub fn $name(&self, request: impl Into<$request>) -> Result<$answer, Problem> {
            self.call($verb, request.into())
        }
    };
}

macro_rules! methods {
    ($(#[doc = $about:literal] $family:ident::$name:ident $(/ $with:ident)? ($($request:ident)?) -> $answer:ident,
        $method:ident $path:literal, $command:literal, $extent:ident $cost:ident, [$($refusal:ident),*] $($prints:ident)?;)*) => {
        impl Control<'_> {
            $(method!($about, $family $name, ($($with)?) ($($request)?) $answer);)*
        }
        impl Emulator {
            $(method!($about, $family $name, ($($with)?) ($($request)?) $answer);)*
        }
        /// The names of the control verbs: of their methods, and, as `operationId`s, in the OpenAPI document.
        pub const VERBS: &[&str] = &[$(stringify!($name)),*];
    };
}

with_verbs!(methods);

impl Control<'_> {
    /// Asks again while the answer can wait, each time that something has changed.
    fn call<Q: Serialize + JsonSchema + Clone, A>(
        &self,
        verb: fn(&Context<'_>, Q) -> Result<A, Problem>,
        request: Q,
    ) -> Result<A, Problem> {
        let service = &self.emulator.service;
        let (begun, mut done) = (service.store.host_now(), None);
        loop {
            let changes = service.store.count_of_changes();
            let (answer, hold) = control::ask(service, &self.scope, verb, request.clone(), done.take())?;
            let Some(hold) = hold else { return Ok(answer) };
            let host = service.store.host_now();
            let over = begun.plus(hold.most.unwrap_or(Span::ZERO));
            if host >= over {
                return Ok(answer);
            }
            done = hold.done;
            let until = hold.wake.map_or(over, |wake| wake.min(over)).since(host).as_micros();
            let until = Duration::from_micros(u64::try_from(until).unwrap_or_default() + 1);
            service.store.wait_for_change(changes, until);
        }
    }
}

impl Emulator {
    fn call<Q: Serialize + JsonSchema + Clone, A>(
        &self,
        verb: fn(&Context<'_>, Q) -> Result<A, Problem>,
        request: Q,
    ) -> Result<A, Problem> {
        self.control().call(verb, request)
    }
}

/// A workspace's name as it stands in a path.
pub(crate) fn percent(name: &str) -> String {
    percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::time::LONGEST_WAIT;
    use crate::http::control::{Match, WaitForEntries};
    use crate::http::message::Request;

    fn probed() -> Emulator {
        let emulator = Emulator::builder().start().expect("an emulator");
        probe(&emulator);
        emulator
    }

    fn probe(emulator: &Emulator) {
        let request = Request::get("/api/").header("host", "127.0.0.1").keys("desk", "secret");
        assert_eq!(emulator.handle(&request).status, 200);
    }

    #[test]
    fn no_answer_waits_longer_than_any_does_however_long_it_may() {
        let emulator = probed();
        for (timeout, most) in [("1h", LONGEST_WAIT), ("2s", Span::secs(2))] {
            let never = WaitForEntries::from(Match::on("POST /api/links/")).timeout(timeout);
            let (_, hold) = control::ask(&emulator.service, &Scope::All, journal::journal_wait, never, None)
                .expect("entries");
            assert_eq!(hold.and_then(|hold| hold.most), Some(most));
        }
    }

    #[test]
    fn calls_wake_nobody_once_all_that_was_waited_for_is_there() {
        let emulator = probed();
        let wait = |count: usize| WaitForEntries::from(Match::on("GET /api/")).count(count).timeout("1ms");
        let store = &emulator.service.store;
        assert!(emulator.journal_wait(wait(1).timeout("25s")).expect("entries").complete);
        let before = store.count_of_changes();
        probe(&emulator);
        assert_eq!(store.count_of_changes(), before);
        let (_, hold) =
            control::ask(&emulator.service, &Scope::All, journal::journal_wait, wait(3).timeout("25s"), None)
                .expect("entries");
        assert!(hold.is_some());
        probe(&emulator);
        assert_ne!(store.count_of_changes(), before, "somebody waits");
    }
}
