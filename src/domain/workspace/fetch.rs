//! Records that have come with a link or in the background are generated when they are first read: what nobody reads costs
//! nothing.

use serde_json::json;
use uuid::Uuid;

use super::world::World;
use crate::domain::base::kinds::EntryKind;
use crate::domain::link::links::Link;
use crate::domain::record::arrivals::Arrivals;
use crate::domain::record::ask::Ask;
use crate::domain::record::plan::{Plan, Rows};
use crate::domain::record::resource::Resource;
use crate::domain::record::store::Waiting;
use crate::domain::record::{overrides, source};
use crate::domain::vocabulary::LinkStatus;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::webhook::event::Known;

/// So many fetches of one resource of a link wait to be read; then they are generated.
const MOST_WAITING: usize = 16;

impl World {
    /// The links that a list reads, oldest first: these, or all.
    pub fn links_to_list(&self, only: Option<&[Uuid]>) -> Vec<Uuid> {
        let mut ids: Vec<Uuid> = match only {
            Some(ids) => ids.iter().copied().filter(|id| self.core.links.get(*id).is_some()).collect(),
            None => self.core.links.newest_first().map(|link| link.id).collect(),
        };
        ids.reverse();
        ids
    }

    /// The links that have to be looked at to find one record.
    pub fn links_to_read(&self, resource: &Resource, id: Uuid) -> Vec<Uuid> {
        if let Some(row) = self.core.records.get(resource, id) {
            return if resource.always { vec![row.link] } else { Vec::new() };
        }
        let secret = self.core.dice.fixed("records");
        let is_override = overrides::names(&self.overrides(), resource, id);
        let mut links = self.links_to_list(None);
        links.retain(|link| is_override || source::can_be_of(&secret, *link, id));
        links
    }

    /// What a link's institution has, whether it was fetched or not.
    pub fn resources_of(&self, link: Uuid) -> Vec<&'static Resource> {
        let Some(link) = self.core.links.get(link) else { return Vec::new() };
        let options = self.options();
        let at = |row: &Resource| {
            self.core.institution_of(link).is_some_and(|institution| row.at.has(institution))
        };
        let has = |row: &&Resource| self.core.offers(link, row, &options) || row.always && at(row);
        crate::domain::record::table::all().filter(has).collect()
    }

    /// Whether records of a link have to be generated before they are read.
    pub fn waits(&mut self, resource: &'static Resource, link: Uuid) -> bool {
        self.look_at(resource, link);
        self.core.records.waiting(resource, link).next().is_some()
    }

    /// What has to be generated before a resource of a link is read.
    pub fn plans(&mut self, resource: &'static Resource, link: Uuid) -> Vec<Plan> {
        if !self.waits(resource, link) {
            return Vec::new();
        }
        let now = self.core.now;
        let Some(link) = self.core.links.get(link).filter(|link| resource.always || !link.is_stale(now))
        else {
            return Vec::new();
        };
        let waiting = self.core.records.waiting(resource, link.id);
        waiting.map(|what| self.plan(resource, what.clone(), link)).collect()
    }

    /// Keeps what was generated, if it is still waited for. What no longer fits goes on waiting.
    pub fn keep_generated(&mut self, plan: &Plan, rows: Rows) {
        let (resource, link) = (plan.resource, plan.link.id);
        if self.core.too_much().is_some() {
            return;
        }
        if !self.core.records.settle(resource, link, &plan.what) {
            return;
        }
        let rows = rows.and_then(|rows| resource.must_have(rows, &plan.options));
        match rows {
            Ok(rows) => drop(self.core.records.keep(resource, link, rows)),
            Err(failure) if plan.what.asked => self.note_refused(resource, link, &failure),
            Err(_) => {}
        }
    }

    /// Draws at once what has to be generated before a resource of some links is read.
    pub(super) fn generate_waiting(
        &mut self,
        resource: &'static Resource,
        links: &[Uuid],
    ) -> Result<(), Failure> {
        for link in links {
            for plan in self.plans(resource, *link) {
                self.core.may_keep()?;
                self.keep_generated(&plan, plan.generate());
            }
        }
        Ok(())
    }

    /// Refuses a list of these links, or of all, that would lack what no longer fits.
    pub fn must_be_generated(
        &mut self,
        resource: &'static Resource,
        only: Option<&[Uuid]>,
    ) -> Result<(), Failure> {
        let full = self.core.too_much().is_some();
        if full && self.links_to_list(only).into_iter().any(|link| !self.plans(resource, link).is_empty()) {
            return self.core.may_keep();
        }
        Ok(())
    }

    /// What nobody fetches is there with its link, and as it is whenever it is read.
    fn look_at(&mut self, resource: &'static Resource, id: Uuid) {
        let Some(link) = self.core.links.get(id).filter(|_| resource.always) else { return };
        if self.core.records.waiting(resource, id).next().is_none() && self.fetched_with(link, resource) {
            let ask = Ask::everything(id);
            let what = Waiting { ask, asked_at: self.core.now, kept_at: link.created_at, asked: false };
            self.core.records.wait(resource, id, what);
        }
    }

    /// What was asked for in the background is there; what was known of it before.
    pub(super) fn receive(&mut self, resource: &'static Resource, ask: &Ask) -> Result<Known, Failure> {
        let link = self.admit_ask(resource, ask)?;
        self.check_ask(resource, ask)?;
        self.note_fetch(resource, &link);
        let known = self.known_before(resource, link.id);
        if ask.all {
            self.core.records.note_arrival(resource, link.id, self.core.now);
        }
        if self.core.records.wait(resource, link.id, self.asked_now(ask)) > MOST_WAITING {
            self.generate_waiting(resource, &[link.id])?;
        }
        let data = json!({ "resource": resource.path, "link": link.id, "saved": true });
        self.core.journal(None, EntryKind::RecordsFetched, None, data);
        Ok(known)
    }

    /// What is known of a resource of a link: what is kept, and what waits to be read.
    pub(super) fn known_before(&self, resource: &Resource, link: Uuid) -> Known {
        let kept = self.core.records.of(resource, link).cloned().unwrap_or_default();
        let waiting = self.core.records.waiting(resource, link).cloned().collect();
        let updated_at = self.core.records.arrivals(resource, link).and_then(Arrivals::last);
        Known { kept, waiting, updated_at }
    }

    fn note_refused(&mut self, resource: &Resource, link: Uuid, failure: &Failure) {
        let data = json!({ "link": link, "resource": resource.path, "failure": failure.summary() });
        self.core.journal(None, EntryKind::RecordsRefused, None, data);
    }

    /// What it takes to draw records of a link.
    pub(super) fn plan(&self, resource: &'static Resource, what: Waiting, link: &Link) -> Plan {
        let known = self.core.records.of(resource, link.id).filter(|_| what.ask.save).cloned();
        let options = self.options();
        Plan {
            resource,
            what,
            link: link.clone(),
            institutions: self.core.institutions.clone(),
            fetched: self.fetched_of(link),
            options,
            overrides: self.overrides(),
            secret: self.core.dice.fixed("records"),
            people: self.core.dice.people(),
            known: known.unwrap_or_default(),
            arrivals: self.core.records.arrivals(resource, link.id).cloned().unwrap_or_default(),
            deleted: self.core.records.deleted_of(link.id),
        }
    }

    /// What has been fetched of a link: asked for, or come with it.
    fn fetched_of(&self, link: &Link) -> Vec<&'static str> {
        if link.is_stale(self.core.now) {
            return Vec::new();
        }
        let fetched =
            |row: &&Resource| self.core.records.was_fetched(row, link.id) || self.fetched_with(link, row);
        crate::domain::record::table::all().filter(fetched).map(|row| row.path).collect()
    }

    /// Whether a resource has come with a link.
    pub(super) fn fetched_with(&self, link: &Link, resource: &Resource) -> bool {
        if resource.always {
            return self.core.institution_of(link).is_some_and(|institution| resource.at.has(institution));
        }
        link.status != LinkStatus::Unconfirmed && self.core.records.arrivals(resource, link.id).is_some()
    }
}
