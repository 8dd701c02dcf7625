//! What is generated of a link, with all that it is generated from: it needs no workspace, so others use that meanwhile.

use std::sync::Arc;

use jiff::civil::Date;
use uuid::Uuid;

use super::arrivals::Arrivals;
use super::ask::Ask;
use super::overrides::Overrides;
use super::resource::{Beneath, Generated, Resource};
use super::source::Source;
use super::store;
use super::store::{Deleted, OfLink, Row, Waiting};
use crate::domain::base::options::Options;
use crate::domain::base::time::{Timestamp, day as day_of};
use crate::domain::link::institution::Institution;
use crate::domain::link::links::Link;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;

/// Records of one resource of one link that can be generated anywhere.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(in crate::domain) resource: &'static Resource,
    pub(in crate::domain) what: Waiting,
    pub(in crate::domain) link: Link,
    pub(in crate::domain) institutions: Arc<Vec<Institution>>,
    pub(in crate::domain) options: Arc<Options>,
    pub(in crate::domain) overrides: Arc<Overrides>,
    pub(in crate::domain) secret: [u8; 32],
    /// What people are made of, the same in all workspaces.
    pub(in crate::domain) people: [u8; 32],
    /// The resources that have been fetched of the link before.
    pub(in crate::domain) fetched: Vec<&'static str>,
    /// What is kept of the link already.
    pub(in crate::domain) known: Arc<OfLink>,
    /// When all that there is of the resource has come.
    pub(in crate::domain) arrivals: Arrivals,
    /// What was deleted, and comes back when it is asked for.
    pub(in crate::domain) deleted: Arc<Deleted>,
}

/// The records that a plan has led to.
pub type Rows = Result<Vec<Row>, Failure>;

impl Plan {
    /// Draws the records, newest first.
    pub fn generate(&self) -> Rows {
        Ok(self.records()?.into_iter().map(|generated| self.row(generated)).collect())
    }

    /// The records as the institution gives them, newest first.
    pub(in crate::domain) fn records(&self) -> Result<Vec<Generated>, Failure> {
        let ask = &self.what.ask;
        let mut generated = self.with_source(|source| {
            (self.resource.check)(ask, source)?;
            self.overrides.generate(self.resource, ask, source)
        })?;
        generated.retain(|row| self.what.asked || !self.deleted.has(row.id, row.account));
        Ok(generated)
    }

    /// Of records that have a day, those from this one on; no call asks for more than a year.
    pub(in crate::domain) fn since(&self, day: Date) -> Self {
        let mut plan = self.clone();
        let within = (self.asked_at().date() - day).get_days() <= 365;
        // The tester's own come as they are.
        let generated = !self.overrides.changes.contains_key(self.resource.path);
        if self.resource.day.is_some() && within && generated {
            plan.what.ask.all = false;
            plan.what.ask.keys.insert("date_from".to_owned(), day.to_string().into());
        }
        plan
    }

    /// The same, of something else.
    pub(in crate::domain) fn of(&self, what: Waiting) -> Self {
        Self { what, ..self.clone() }
    }

    /// When the institution is asked.
    pub(in crate::domain) fn asked_at(&self) -> Timestamp {
        self.what.asked_at
    }

    /// The link that it is generated of.
    pub fn link(&self) -> Uuid {
        self.link.id
    }

    /// Whether what is asked for can be asked for at all.
    pub(in crate::domain) fn check(&self) -> Result<(), Failure> {
        self.with_source(|source| (self.resource.check)(&self.what.ask, source))
    }

    /// Draws what hangs on one record, newest first.
    pub fn generate_beneath(&self, beneath: &Beneath, id: Uuid) -> Rows {
        let generated = self.with_source(|source| Ok((beneath.generate)(source, id)))?;
        let row = |generated| store::row(&[], self.link.id, generated, self.what.kept_at);
        Ok(generated.into_iter().map(row).collect())
    }

    /// Whether this is what a retrieve asks for.
    pub(in crate::domain) fn answers(&self, resource: &Resource, ask: &Ask) -> bool {
        self.resource.path == resource.path && self.what.ask == *ask
    }

    fn row(&self, generated: Generated) -> Row {
        let known = self.known.get(&generated.id).map(|known| known.created_at);
        let created_at = known.or_else(|| self.first_with(&generated)).unwrap_or(self.what.kept_at);
        store::row(self.resource.filters, self.link.id, generated, created_at)
    }

    /// When a record of a day came, of those that come with the link itself: the day tells, whenever it is first read.
    fn first_with(&self, generated: &Generated) -> Option<Timestamp> {
        let day = self.resource.day.filter(|_| self.what.ask.all)?;
        let day = day_of(generated.value.get(day)?.as_str()?.get(..10)?)?;
        self.arrivals.first_with(day).filter(|at| *at <= self.what.kept_at)
    }

    fn with_source<T>(&self, work: impl FnOnce(&Source<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
        let named = |institution: &&Institution| institution.name == self.link.institution;
        let institution = self.institutions.iter().find(named);
        let institution =
            institution.ok_or_else(|| Failure::Coded(Refusal::of(Code::UnsupportedOperation)))?;
        let at: Timestamp = self.what.asked_at;
        let mut source = Source::new(&self.link, institution, at, &self.options, self.secret, self.people);
        if let Some(set) = self.overrides.set {
            source = source.of_set(set);
        }
        source.fetched.clone_from(&self.fetched);
        source.since = self.arrivals.first().unwrap_or(at).min(at).date();
        work(&source)
    }
}
