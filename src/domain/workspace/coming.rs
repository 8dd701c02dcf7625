//! What is to come: what time will bring about, if nobody does anything.

use std::sync::Arc;

use uuid::Uuid;

use super::world::World;
use crate::domain::base::agenda::Due;
use crate::domain::base::kinds::DueKind;
use crate::domain::base::time::Timestamp;
use crate::domain::webhook::deliveries::Delivery;
use crate::domain::webhook::event::Event;

/// Something that is to come.
#[derive(Clone, Debug)]
pub struct Coming {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: DueKind,
    /// The run of the widget that it is about, if it is about one.
    pub widget: Option<Uuid>,
    /// The link that it is about, if it is about one.
    pub link: Option<Uuid>,
    /// The path of the resource that comes.
    pub resource: Option<&'static str>,
    /// What a webhook tells.
    pub event: Option<Arc<Event>>,
    /// The receiver that is tried.
    pub url: Option<String>,
}

impl World {
    /// The next things that are to come, in the order of time, and how many there are.
    pub fn coming(&self, most: usize) -> (Vec<Coming>, usize) {
        let on_agenda = self.core.agenda.items().map(|(at, due)| self.due(at, due));
        let wipe = self.next_wipe().map(|at| self.due(at, Due::Wipe));
        let tries = self.core.hooks.to_come().map(|(at, delivery)| tried(at, delivery));
        let mut all: Vec<Coming> = on_agenda.chain(wipe).chain(tries).collect();
        let count = all.len();
        all.sort_by_key(|one| one.at);
        all.truncate(most);
        (all, count)
    }

    fn due(&self, at: Timestamp, due: Due) -> Coming {
        let event = match due {
            Due::WebhookSent(number) => self.core.hooks.late(number).cloned(),
            _ => None,
        };
        let resource = match due {
            Due::DataArrive(_, path) => Some(path),
            _ => None,
        };
        let link = due.link().or_else(|| event.as_ref().map(|event| event.link));
        Coming { at, what: due.kind(), widget: due.widget(), link, resource, event, url: None }
    }
}

fn tried(at: Timestamp, delivery: &Delivery) -> Coming {
    Coming {
        at,
        what: DueKind::WebhookTried,
        widget: None,
        link: Some(delivery.event.link),
        resource: None,
        event: Some(delivery.event.clone()),
        url: Some(delivery.target.address.to_string()),
    }
}
