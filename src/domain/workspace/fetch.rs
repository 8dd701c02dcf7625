//! Records that have come with a link or in the background are generated when they are first read: what nobody reads costs
//! nothing.

use serde_json::json;
use uuid::Uuid;

use super::world::World;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::options::Options;
use crate::domain::link::links::Link;
use crate::domain::record::ask::Ask;
use crate::domain::record::plan::{Plan, Rows};
use crate::domain::record::resource::Resource;
use crate::domain::record::store::Waiting;
use crate::domain::record::{overrides, source};
use crate::domain::vocabulary::LinkStatus;
use crate::domain::vocabulary::failure::Failure;

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

    /// Whether records of a link have to be generated before they are read.
    pub fn waits(&mut self, resource: &'static Resource, link: Uuid) -> bool {
        self.look_for(resource, link);
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

    /// Looks whether a link's data have come since they were last looked for.
    pub fn look_for(&mut self, resource: &'static Resource, id: Uuid) {
        let now = self.core.now;
        let Some(link) = self.core.links.get(id) else { return };
        let last_fetch = link.last_fetch(now);
        let known = || self.core.records.stocked_at(resource, id) >= last_fetch || link.is_stale(now);
        let brings = || link.included.all || !link.included.names.is_empty();
        if !resource.always && (known() || !brings()) || !self.fetched_with(link, resource, &self.options()) {
            return;
        }
        let ask = Ask::everything(id);
        let what = match last_fetch.filter(|_| !resource.always) {
            Some(at) => Waiting { ask, asked_at: at, kept_at: at, asked: false },
            // What nobody fetches is there with its link, and as it is whenever it is read.
            None => Waiting { ask, asked_at: now, kept_at: link.created_at, asked: false },
        };
        self.core.records.stock(resource, id, what.kept_at);
        if !resource.always || self.core.records.waiting(resource, id).next().is_none() {
            self.core.records.wait(resource, id, what);
        }
    }

    /// What was asked for in the background is there.
    pub(super) fn receive(&mut self, resource: &'static Resource, ask: &Ask) -> Result<(), Failure> {
        let link = self.admit_ask(resource, ask)?;
        self.check_ask(resource, ask)?;
        self.note_fetch(resource, &link);
        self.look_for(resource, link.id);
        if self.core.records.wait(resource, link.id, self.asked_now(ask)) > MOST_WAITING {
            self.generate_waiting(resource, &[link.id])?;
        }
        let data = json!({ "resource": resource.path, "link": link.id, "saved": true });
        self.core.journal(None, EntryKind::RecordsFetched, None, data);
        Ok(())
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
            fetched: self.fetched_of(link, &options),
            options,
            overrides: self.overrides(),
            secret: self.core.dice.fixed("records"),
            people: self.core.dice.people(),
            known: known.unwrap_or_default(),
        }
    }

    /// What has been fetched of a link: asked for, or come with it.
    fn fetched_of(&self, link: &Link, options: &Options) -> Vec<&'static str> {
        if link.is_stale(self.core.now) {
            return Vec::new();
        }
        let fetched = |row: &&Resource| {
            self.core.records.was_fetched(row, link.id) || self.fetched_with(link, row, options)
        };
        crate::domain::record::table::all().filter(fetched).map(|row| row.path).collect()
    }

    /// Which resources come with a link: those that it names; a recurrent link that names none gets all (R-HOOK-07).
    fn fetched_with(&self, link: &Link, resource: &Resource, options: &Options) -> bool {
        if resource.always {
            return self.core.institution_of(link).is_some_and(|institution| resource.at.has(institution));
        }
        let names = |wanted: &str| link.included.names.iter().any(|name| name == wanted);
        let named = names(resource.name) && resource.needs.iter().all(|name| names(name));
        let included = link.last_fetch(self.core.now).is_some();
        included
            && (named || link.included.all)
            && link.status != LinkStatus::Unconfirmed
            && self.core.offers(link, resource, options)
    }
}
