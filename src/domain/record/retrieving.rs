//! The calls that fetch, read and forget records (R-DATA-01 to 09).

use serde_json::json;
use uuid::Uuid;

use super::ask::Ask;
use super::shelf::{self, Row};
use super::source::Source;
use super::{Drawn, Form, Resource, insight};
use crate::domain::failure::{Failure, FieldFault, Wrong};
use crate::domain::journal::EntryKind;
use crate::domain::link::Link;
use crate::domain::linking::{Paused, Resumption};
use crate::domain::options::{Opt, Options};
use crate::domain::scenario::{Refusal, TokenKind};
use crate::domain::time::Timestamp;
use crate::domain::{Core, World};

fn coded(code: &str) -> Failure {
    Failure::Coded(Refusal::of(code))
}

impl Core {
    /// The records of a resource that lists and details show, in the order in which they came.
    pub fn rows(&self, resource: &'static Resource) -> impl DoubleEndedIterator<Item = &Row> {
        self.records.of(resource).filter(move |row| self.shows(resource, row))
    }

    /// What has not been fetched anew for too long is gone (R-LINK-20).
    fn shows(&self, resource: &Resource, row: &Row) -> bool {
        resource.always || self.links.get(row.link).is_some_and(|link| !link.is_stale(self.now))
    }
}

impl World {
    /// Fetches records of a link; kept, unless the caller does not want them kept.
    pub fn retrieve(&mut self, resource: &'static Resource, ask: &Ask) -> Result<Vec<Row>, Failure> {
        let link = self.link_to_ask(resource, ask)?;
        if link.status == "token_required" {
            if !self.takes_token(ask.token.as_deref()) {
                let paused = Paused { resource, ask: ask.clone() };
                return Err(self.ask(link.id, TokenKind::Text, false, Some(paused)));
            }
            self.core.renew_link(link.id, None);
        }
        let drawn = self.draw(resource, ask, &link, self.core.now)?;
        if resource.answer.settled(&self.options()) == Form::Object && drawn.is_empty() {
            return Err(coded("unavailable_data"));
        }
        if link.is_stale(self.core.now) {
            self.core.records.outdate(link.id, self.core.now);
        }
        self.core.links.succeeded(link.id, self.core.now);
        self.core.records.note(resource, link.id);
        // What came with the link is older than what comes now.
        self.stock(resource, Some(&[link.id]));
        self.core.journal(
            None,
            EntryKind::RecordsFetched,
            None,
            json!({ "resource": resource.path, "link": link.id, "count": drawn.len(), "saved": ask.save }),
        );
        Ok(self.put(resource, link.id, drawn, ask.save))
    }

    /// Whether a retrieve can be made at all.
    pub(super) fn check_ask(&self, resource: &'static Resource, ask: &Ask) -> Result<(), Failure> {
        let link = self.link_to_ask(resource, ask)?;
        self.with_source(&link, self.core.now, |source| (resource.check)(ask, source))
    }

    /// The token of a paused retrieve: it goes on where it stood (R-MFA-05).
    pub fn resume_retrieve(
        &mut self,
        resource: &'static Resource,
        resumption: &Resumption,
        save: bool,
    ) -> Result<Vec<Row>, Failure> {
        let session = self.answer_session(resumption, Some(resource))?;
        self.core.renew_link(session.link, None);
        let paused = session.paused.ok_or_else(|| coded("session_expired"))?;
        self.retrieve(resource, &Ask { save, ..paused.ask })
    }

    /// The link, if it can be asked (R-DATA-07).
    fn link_to_ask(&self, resource: &Resource, ask: &Ask) -> Result<Link, Failure> {
        let options = self.options();
        let Some(link) = self.core.links.get(ask.link) else { return Err(no_such_link(ask.link, &options)) };
        link.ready(self.core.now)?;
        if !self.core.offers(link, resource, &options) {
            return Err(coded("unsupported_operation"));
        }
        Ok(link.clone())
    }

    fn draw(
        &self,
        resource: &Resource,
        ask: &Ask,
        link: &Link,
        now: Timestamp,
    ) -> Result<Vec<Drawn>, Failure> {
        let given = self.given();
        self.with_source(link, now, |source| {
            (resource.check)(ask, source)?;
            given.draw(resource, ask, source)
        })
    }

    fn with_source<T>(
        &self,
        link: &Link,
        now: Timestamp,
        work: impl FnOnce(&Source<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let institution = self.core.institution_of(link).ok_or_else(|| coded("unsupported_operation"))?;
        let options = self.options();
        let secret = self.core.dice.fixed("records");
        let mut source = Source::new(link, institution, now, &options, secret);
        if let Some(set) = self.given().set {
            source = source.of_set(set);
        }
        source.fetched = self.fetched_of(link, &options);
        work(&source)
    }

    /// What has been fetched of a link: asked for, or come with it.
    fn fetched_of(&self, link: &Link, options: &Options) -> Vec<&'static str> {
        if link.is_stale(self.core.now) {
            return Vec::new();
        }
        let fetched = |row: &&Resource| {
            self.core.records.was_fetched(row, link.id) || self.fetched_with(link, row, options)
        };
        super::all().filter(fetched).map(|row| row.path).collect()
    }

    fn put(&mut self, resource: &'static Resource, link: Uuid, drawn: Vec<Drawn>, save: bool) -> Vec<Row> {
        let now = self.core.now;
        let kept = |drawn| match save {
            true => self.core.records.keep(resource, link, drawn, now),
            false => shelf::row(resource.filters, link, drawn, now),
        };
        // Records come newest first and are kept in the order in which lists are read backwards.
        let mut rows: Vec<Row> = drawn.into_iter().rev().map(kept).collect();
        rows.reverse();
        rows
    }

    /// What was fetched together with the links is drawn when it is read for the first time: a link that nobody reads
    /// costs nothing.
    pub fn stock(&mut self, resource: &'static Resource, only: Option<&[Uuid]>) {
        let options = self.options();
        let wanted = |link: &&Link| {
            let now = self.core.now;
            let waits = || self.core.records.stocked_at(resource, link.id) < link.came_at(now);
            (resource.always || waits() && !link.is_stale(now))
                && only.is_none_or(|ids| ids.contains(&link.id))
                && self.fetched_with(link, resource, &options)
        };
        let links: Vec<Link> = self.core.links.newest_first().filter(wanted).cloned().collect();
        for link in links {
            // What nobody fetches is there with its link, and as it is whenever it is read.
            let came_at = link.came_at(self.core.now).filter(|_| !resource.always);
            let at = came_at.unwrap_or(link.created_at);
            self.core.records.stock(resource, link.id, at);
            let asked_at = if resource.always { self.core.now } else { at };
            let drawn = self.draw(resource, &Ask::everything(link.id), &link, asked_at).unwrap_or_default();
            for drawn in drawn.into_iter().rev() {
                self.core.records.keep(resource, link.id, drawn, at);
            }
        }
    }

    /// Forgets a record (R-DATA-04).
    pub fn forget_record(&mut self, resource: &'static Resource, id: Uuid) -> Result<(), Failure> {
        let link = self.record(resource, id)?.link;
        // What hangs on it and has not been read yet must not come back when it is.
        let cascade = resource.cascade.iter().filter_map(|path| super::find(path));
        cascade.for_each(|hanging| self.stock(hanging, Some(&[link])));
        self.core.records.forget(resource, id).ok_or(Failure::NotFound)
    }

    /// One record, if it has been fetched.
    pub fn record(&mut self, resource: &'static Resource, id: Uuid) -> Result<&Row, Failure> {
        if resource.always || self.core.records.get(resource, id).is_none() {
            self.stock(resource, None);
        }
        let row = self.core.records.get(resource, id).filter(|row| self.core.shows(resource, row));
        row.ok_or(Failure::NotFound)
    }

    /// What hangs on a record, as it stood when the record was fetched: reading never asks the institution.
    pub fn beneath(&mut self, resource: &'static Resource, id: Uuid) -> Result<Vec<Row>, Failure> {
        let row = self.record(resource, id)?.clone();
        let beneath = resource.calls.beneath.ok_or(Failure::NotFound)?;
        let link = self.core.links.get(row.link).ok_or(Failure::NotFound)?;
        let drawn = self.with_source(link, row.collected_at(), |source| Ok((beneath.draw)(source, id)))?;
        Ok(drawn.into_iter().map(|drawn| shelf::row(&[], row.link, drawn, row.created_at)).collect())
    }

    /// Which resources come with a link: those that it names; a recurrent link that names none gets all (R-HOOK-07).
    fn fetched_with(&self, link: &Link, resource: &Resource, options: &Options) -> bool {
        if resource.always {
            return self.core.institution_of(link).is_some_and(|institution| resource.at.has(institution));
        }
        let names = |wanted: &str| link.came.names.iter().any(|name| name == wanted);
        let named = names(resource.name) && insight::needs(resource).iter().all(|name| names(name));
        let came = link.came_at(self.core.now).is_some();
        came && (named || link.came.all)
            && link.status != "unconfirmed"
            && self.core.offers(link, resource, options)
    }
}

fn no_such_link(link: Uuid, options: &Options) -> Failure {
    if options.text(Opt::UnknownLink) == "404" {
        return Failure::NotFound;
    }
    Failure::Fields(vec![FieldFault::new("link", Wrong::DoesNotExist("id", link.to_string()))])
}
