//! What is fetched later: calls in the background, and links that are refreshed (R-ASYNC-03, R-LINK-04 to 07).

use serde_json::json;
use uuid::Uuid;

use super::Resource;
use super::ask::Ask;
use crate::domain::agenda::Due;
use crate::domain::catalogue::Code;
use crate::domain::failure::Failure;
use crate::domain::institution::Institution;
use crate::domain::limits::IN_BACKGROUND;
use crate::domain::link::Link;
use crate::domain::options::{Opt, Options};
use crate::domain::scenario::Refusal;
use crate::domain::time::Span;
use crate::domain::vocabulary::{AccessMode, EntryKind};
use crate::domain::{Core, World};

/// What is fetched later.
#[derive(Clone, Debug)]
pub struct Background {
    pub(super) resources: Vec<&'static Resource>,
    pub(super) ask: Ask,
}

impl Background {
    /// The link that is asked.
    pub(in crate::domain) fn link(&self) -> Uuid {
        self.ask.link
    }

    /// How many bytes it takes.
    pub(in crate::domain) fn weight(&self) -> usize {
        size_of::<Self>() + size_of_val(self.resources.as_slice()) + self.ask.weight()
    }
}

impl Core {
    /// Fetches later; the id of the request.
    pub(super) fn fetch_later(&mut self, what: Background, after: Span) -> Result<Uuid, Failure> {
        if self.background.len() >= IN_BACKGROUND {
            let why = format!("{IN_BACKGROUND} calls wait in the background: move the clock, or reset it");
            self.bent = Some(why);
            return Err(Failure::Coded(Refusal::of(Code::Throttled)));
        }
        let request = self.dice.uuid("requests");
        self.background.insert(request, what);
        self.agenda.put(self.now.plus(after), Due::RecordsCome(request));
        Ok(request)
    }

    /// Fetches a link's data anew: all that these resources have, or those that come with the link.
    pub(in crate::domain) fn refresh(
        &mut self,
        link: &Link,
        names: Option<&[String]>,
        after: Span,
        options: &Options,
    ) -> Result<Uuid, Failure> {
        let chosen = names.or((!link.fetch_resources.is_empty()).then_some(&link.fetch_resources));
        let wanted = |resource: &&Resource| {
            chosen.is_none_or(|names| names.iter().any(|name| name == resource.name))
                && resource.calls.retrieve
                && self.offers(link, resource, options)
        };
        let resources = super::all().filter(wanted).collect();
        self.fetch_later(Background { resources, ask: Ask::everything(link.id) }, after)
    }

    /// New credentials bring a recurrent link's data (R-LINK-04, W-UPD-05).
    pub(in crate::domain) fn refresh_renewed(&mut self, link: Uuid, options: &Options) {
        let Some(link) =
            self.links.get(link).filter(|link| link.access_mode == AccessMode::Recurrent).cloned()
        else {
            return;
        };
        let delay = options.span(Opt::AsyncDelay).unwrap_or_default();
        // While too much waits, the header that tells why an answer is bent says so.
        let _told = self.refresh(&link, None, delay, options);
    }

    /// Whether a link's institution has a resource.
    pub(super) fn offers(&self, link: &Link, resource: &Resource, options: &Options) -> bool {
        let offers = |institution: &Institution| {
            resource.at.has(institution)
                && institution.offered(options).iter().any(|name| name == resource.name)
        };
        self.institution_of(link).is_some_and(offers)
    }
}

impl World {
    /// Fetches in the background: the id of the request comes at once, the records later (R-ASYNC-03).
    pub fn retrieve_later(&mut self, resource: &'static Resource, ask: &Ask) -> Result<String, Failure> {
        self.check_ask(resource, ask)?;
        let delay = self.options().span(Opt::AsyncDelay).unwrap_or_default();
        let ask = Ask { save: true, ..ask.clone() };
        let request = self.core.fetch_later(Background { resources: vec![resource], ask }, delay)?;
        Ok(request.simple().to_string())
    }

    /// What was asked for in the background is there; what is refused by now is noted.
    pub(in crate::domain) fn records_come(&mut self, request: Uuid) {
        let Some(Background { resources, ask }) = self.core.background.shift_remove(&request) else { return };
        for resource in resources {
            if let Err(failure) = self.receive(resource, &ask) {
                let (request_id, why) = (request.simple().to_string(), failure.told());
                let told = json!({ "request_id": request_id, "resource": resource.path, "failure": why });
                self.core.journal(None, EntryKind::RecordsRefused, None, told);
            }
        }
    }
}
