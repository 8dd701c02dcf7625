//! What comes with a link is there, one resource after another (R-DATA-09).

use uuid::Uuid;

use super::world::World;
use crate::domain::base::agenda::Due;
use crate::domain::record::resource::Resource;
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

    /// Whether this is the first resource that comes with a link.
    fn begins_update(&self, id: Uuid, path: &str) -> bool {
        self.core.links.get(id).is_some_and(|link| link.included.resources.first() == Some(&path))
    }

    /// A resource that comes with a link is there; a recurrent link's comes again (R-LIMIT-08).
    pub(in crate::domain) fn data_arrive(&mut self, id: Uuid, path: &'static str) {
        let now = self.core.now;
        // What was put on the agenda before the link was changed is no arrival of its.
        let Some(arrival) = self.core.links.get(id).and_then(|link| link.arrival(path, now)) else { return };
        let next = arrival.next.map(|next| (next, Due::DataArrive(id, path)));
        next.into_iter().for_each(|(at, due)| self.core.agenda.put(at, due));
        if self.begins_update(id, path) && arrival.before.is_some() && arrival.comes {
            self.look_at_consent(id);
        }
        if let Some(resource) = table::find(path).filter(|_| arrival.comes) {
            self.announce_arrival(resource, id, arrival.before);
        }
    }
}
