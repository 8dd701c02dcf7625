//! Carries webhooks to their receivers, and brings back what became of them. No connection is opened but to a URL that
//! was set as a receiver's.

#![expect(clippy::disallowed_methods, reason = "this room opens connections to receivers and runs the tasks")]

mod post;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, watch};

use crate::domain::webhook::deliveries::Sending;
use crate::domain::workspace::hooks::Outcome;
use crate::http::{Service, with_images};

/// So many bodies are made at once: each may take a core for a while.
const MADE_AT_ONCE: usize = 1;

/// So many receivers are called at once.
const CALLED_AT_ONCE: usize = 256;

/// So many of one workspace: its slow ones must not delay those of others.
const CALLED_OF_ONE: usize = 8;

/// What all deliveries share.
struct Carrier {
    service: Arc<Service>,
    making: Semaphore,
    calling: Semaphore,
    /// The workspaces that call at the moment.
    own: Mutex<HashMap<String, Arc<Semaphore>>>,
}

/// Sends what is to be sent until told to stop.
pub(crate) async fn carry(service: Arc<Service>, mut stop: watch::Receiver<bool>) {
    let making = Semaphore::new(MADE_AT_ONCE);
    let carrier =
        Arc::new(Carrier { service, making, calling: Semaphore::new(CALLED_AT_ONCE), own: Mutex::default() });
    let mut news = carrier.service.store.wakes();
    let mut under_way = tokio::task::JoinSet::new();
    loop {
        news.mark_unchanged();
        for (workspace, sending) in carrier.service.store.take_deliveries() {
            under_way.spawn(carrier.clone().deliver(workspace, sending));
        }
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            _ = news.changed() => {}
            _ = under_way.join_next(), if !under_way.is_empty() => {}
            () = tokio::time::sleep(carrier.pause()) => {}
        }
    }
}

fn places() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(CALLED_OF_ONE))
}

/// So long nothing is looked for when nothing is to be sent.
const A_WHILE: Duration = Duration::from_secs(3_600);

impl Carrier {
    /// How long until something is to be sent.
    fn pause(&self) -> Duration {
        let store = &self.service.store;
        let until = store.next_wake().map(|at| at.since(store.host_now()).as_micros());
        // A microsecond is less than timers tell apart.
        until.map_or(A_WHILE, |micros| Duration::from_micros(u64::try_from(micros).unwrap_or(0) + 500))
    }

    async fn deliver(self: Arc<Self>, workspace: String, sending: Sending) {
        let outcome = match self.body(&sending).await {
            None => None,
            Some(body) => Some(self.call(&workspace, &sending, body).await),
        };
        self.service.store.delivered(&workspace, &sending, outcome);
    }

    async fn call(&self, workspace: &str, sending: &Sending, body: String) -> Outcome {
        let own = self.own().entry(workspace.to_owned()).or_insert_with(places).clone();
        let own_place = own.acquire().await;
        let place = self.calling.acquire().await;
        let outcome = post::post(&sending.target, body, sending.form.authorization).await;
        drop((own_place, place));
        // The last one of a workspace: the map and this call alone know its places.
        self.own().retain(|name, places| name != workspace || Arc::strong_count(places) > 2);
        outcome
    }

    fn own(&self) -> MutexGuard<'_, HashMap<String, Arc<Semaphore>>> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The bytes that are sent; nothing when there is nothing to tell.
    async fn body(&self, sending: &Sending) -> Option<String> {
        let _turn = self.making.acquire().await;
        let (event, form) = (sending.event.clone(), sending.form);
        let base = self.service.settings.own_base();
        let made = tokio::task::spawn_blocking(move || {
            event.body().map(|body| form.body.of(&with_images(&body.to_string(), &base)).to_owned())
        });
        made.await.ok()?
    }
}
