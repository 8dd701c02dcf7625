//! What comes with a link is there, one resource after another (R-DATA-09).

use uuid::Uuid;

use super::world::World;
use crate::domain::base::agenda::Due;
use crate::domain::link::breaking::Breaks;
use crate::domain::link::included::Arrival;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Resource;
use crate::domain::record::store::Waiting;
use crate::domain::record::table;

impl World {
    /// Says why a list lacks what has not come yet.
    pub fn note_later(&mut self, resource: &Resource, links: &[Uuid]) {
        let now = self.core.now;
        let arrives = |id: &Uuid| self.core.links.get(*id)?.included.arrives(resource.path, now);
        let Some(at) = links.iter().filter_map(arrives).min() else { return };
        self.core.why = Some(format!(
            "{} of a new link come {} ms from now, at {}: wait for the webhook, or set data.fetch_delay",
            resource.title,
            at.since(now).as_millis(),
            at.iso_millis(),
        ));
    }

    /// A resource that comes with a link is there; a recurrent link's comes again (R-LIMIT-08).
    pub(in crate::domain) fn data_arrive(&mut self, id: Uuid, path: &'static str) {
        let now = self.core.now;
        // What was put on the agenda before the link was changed is no arrival of its.
        let Some(link) = self.core.links.get(id) else { return };
        let Some(arrival) = link.arrival(path, now) else { return };
        let begins = link.included.resources.first() == Some(&path);
        let next = arrival.next.map(|next| (next, Due::DataArrive(id, path)));
        next.into_iter().for_each(|(at, due)| self.core.agenda.put(at, due));
        if begins && !arrival.is_first {
            self.break_link(id, Breaks::AtRefresh);
            self.look_at_consent(id);
        }
        let brings = self.core.links.get(id).is_some_and(|link| link.brings(&arrival, now));
        if let Some(resource) = table::find(path).filter(|_| brings) {
            self.arrive(resource, id, &arrival);
        }
    }

    fn arrive(&mut self, resource: &'static Resource, id: Uuid, arrival: &Arrival) {
        let now = self.core.now;
        self.forget_stale(id);
        self.core.links.updated(id, arrival.asked_at, now);
        let ask = Ask::everything(id);
        let known = self.known_before(resource, id);
        self.core.records.note_arrival(resource, id, now);
        self.announce_arrival(resource, &ask, &known, arrival.is_first);
        self.core.records.arrive(resource, id, Waiting { ask, asked_at: now, kept_at: now, asked: false });
    }

    /// What has not been fetched anew for too long does not come back with what is (R-LINK-20).
    pub(super) fn forget_stale(&mut self, id: Uuid) {
        if self.core.links.get(id).is_some_and(|link| link.is_stale(self.core.now)) {
            self.core.records.outdate(id);
        }
    }
}
