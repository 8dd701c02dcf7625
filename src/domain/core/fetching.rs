//! What is fetched later, put on the agenda (R-ASYNC-03, R-LINK-04 to 07).

use uuid::Uuid;

use super::background::Background;
use super::included;
use super::state::Core;
use crate::domain::base::agenda::Due;
use crate::domain::base::limits::IN_BACKGROUND;
use crate::domain::base::options::Options;
use crate::domain::base::time::Span;
use crate::domain::link::links::Link;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Resource;
use crate::domain::record::table;
use crate::domain::vocabulary::AccessMode;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;

impl Core {
    /// Fetches later; the id of the request.
    pub(in crate::domain) fn fetch_later(&mut self, what: Background, after: Span) -> Result<Uuid, Failure> {
        if self.background.len() >= IN_BACKGROUND {
            let why = format!("{IN_BACKGROUND} calls wait in the background: move the clock, or reset it");
            self.why = Some(why);
            return Err(Failure::Coded(Refusal::of(Code::Throttled)));
        }
        let request = self.dice.uuid("requests");
        self.background.insert(request, what);
        self.agenda.put(self.now.plus(after), Due::RecordsCome(request));
        Ok(request)
    }

    /// Fetches all that these resources of a link have. What comes with the link and is under way is not fetched twice:
    /// the refresh waits for it; and it takes over what another is to bring.
    pub(in crate::domain) fn refresh(
        &mut self,
        link: &Link,
        names: &[String],
        after: Span,
        options: &Options,
    ) -> Result<Uuid, Failure> {
        let wanted = self.to_refresh(link, Some(names), options);
        let under_way = |resource: &&Resource| link.included.is_under_way(resource.path, self.now);
        let (joined, resources): (Vec<_>, Vec<_>) = wanted.into_iter().partition(under_way);
        for waiting in self.background.values_mut().filter(|waiting| waiting.refreshes(link.id)) {
            waiting.resources.retain(|known| resources.iter().all(|resource| resource.path != known.path));
        }
        let request = self.fetch_later(Background { resources, ask: Ask::everything(link.id) }, after)?;
        if let Some(link) = self.links.get_mut(link.id) {
            joined.into_iter().for_each(|resource| link.included.join(resource.path, request));
        }
        Ok(request)
    }

    /// The resources of these names, or those that come with the link.
    fn to_refresh(&self, link: &Link, names: Option<&[String]>, options: &Options) -> Vec<&'static Resource> {
        let chosen = names.or((!link.fetch_resources.is_empty()).then_some(&link.fetch_resources));
        let wanted = |resource: &&Resource| {
            chosen.is_none_or(|names| names.iter().any(|name| name == resource.name))
                && resource.calls.retrieve
                && self.offers(link, resource, options)
        };
        table::all().filter(wanted).collect()
    }

    /// New credentials bring a recurrent link's data (R-LINK-04, W-UPD-05).
    pub(in crate::domain) fn refresh_renewed(&mut self, link: Uuid, options: &Options) {
        let Some(link) =
            self.links.get(link).filter(|link| link.access_mode == AccessMode::Recurrent).cloned()
        else {
            return;
        };
        let mut resources = self.to_refresh(&link, None, options);
        // What is to come anyway is not fetched twice.
        let comes = |resource: &Resource| {
            let mut refreshes = self.background.values().filter(|waiting| waiting.refreshes(link.id));
            link.included.is_under_way(resource.path, self.now)
                || refreshes.any(|waiting| waiting.resources.iter().any(|one| one.path == resource.path))
        };
        resources.retain(|resource| !comes(resource));
        let ask = Ask::everything(link.id);
        // While too much waits, the header that tells why an answer differs says so.
        let _noted = self.fetch_later(Background { resources, ask }, *options.async_delay);
    }

    /// Whether a link's institution has a resource.
    pub(in crate::domain) fn offers(&self, link: &Link, resource: &Resource, options: &Options) -> bool {
        self.institution_of(link).is_some_and(|institution| included::has(institution, resource, options))
    }
}
