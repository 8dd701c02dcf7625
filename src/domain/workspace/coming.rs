//! What is to come: what time will bring about, if nobody does anything.

use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;

use super::happened::Fell;
use super::world::World;
use crate::domain::base::agenda::Due;
use crate::domain::base::kinds::DueKind;
use crate::domain::base::time::Timestamp;
use crate::domain::core::background::Background;
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

impl From<Coming> for Fell {
    fn from(came: Coming) -> Self {
        let Coming { at, what, widget, link, resource, .. } = came;
        Self { at, what, widget, link, resource }
    }
}

impl Coming {
    /// As the journal tells it when it has come.
    pub(super) fn particulars(&self) -> Value {
        let mut data = json!({ "what": self.what });
        if let Some(link) = self.link {
            data["link"] = json!(link);
        }
        if let Some(resource) = self.resource {
            data["resource"] = resource.into();
        }
        data
    }
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

    pub(super) fn due(&self, at: Timestamp, due: Due) -> Coming {
        let event = match due {
            Due::WebhookSent(number) => self.core.hooks.late(number).cloned(),
            _ => None,
        };
        let asked = match due {
            Due::RecordsCome(request) => self.core.background.get(&request),
            _ => None,
        };
        let resource = match due {
            Due::DataArrive(_, path) => Some(path),
            // A refresh of a link brings several.
            _ => asked
                .and_then(|asked| asked.resources.first().filter(|_| asked.resources.len() == 1))
                .map(|one| one.path),
        };
        let of_event = || event.as_ref().map(|event| event.link);
        let link = due.link().or_else(|| asked.map(Background::link)).or_else(of_event);
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
