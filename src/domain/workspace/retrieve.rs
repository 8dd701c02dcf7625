//! The calls that fetch, read and forget records (R-DATA-01 to 09).

use serde_json::json;
use uuid::Uuid;

use super::registration::Resumption;
use super::world::World;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::options::{Options, UnknownLink};
use crate::domain::core::sessions::Paused;
use crate::domain::link::links::Link;
use crate::domain::record::ask::Ask;
use crate::domain::record::plan::{Plan, Rows};
use crate::domain::record::resource::{Beneath, Resource};
use crate::domain::record::store::{Row, Waiting};
use crate::domain::vocabulary::LinkStatus;
use crate::domain::vocabulary::answers::{Refusal, TokenKind};
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::{Failure, FieldFault, Wrong};

fn coded(code: Code) -> Failure {
    Failure::Coded(Refusal::of(code))
}

/// What a retrieve asks for, generated before the workspace was entered for it.
#[derive(Clone, Debug)]
pub struct Fetched {
    plan: Plan,
    rows: Rows,
}

impl From<Plan> for Fetched {
    fn from(plan: Plan) -> Self {
        Self { rows: plan.generate(), plan }
    }
}

impl World {
    /// Fetches records of a link; kept, unless the caller does not want them kept. What is generated already is taken.
    pub fn retrieve(
        &mut self,
        resource: &'static Resource,
        ask: &Ask,
        fetched: Option<Fetched>,
    ) -> Result<Vec<Row>, Failure> {
        if ask.save {
            self.core.may_keep()?;
        }
        let link = self.admit_ask(resource, ask)?;
        let fetched = fetched.filter(|fetched| fetched.plan.answers(resource, ask));
        let rows = match fetched {
            Some(fetched) => fetched.rows?,
            None => self.plan(resource, self.asked_now(ask), &link).generate()?,
        };
        let rows = resource.must_have(rows, &self.options())?;
        self.note_fetch(resource, &link);
        // What came with the link is older than what comes now.
        self.generate_waiting(resource, &[link.id])?;
        let data =
            json!({ "resource": resource.path, "link": link.id, "count": rows.len(), "saved": ask.save });
        self.core.journal(None, EntryKind::RecordsFetched, None, data);
        Ok(if ask.save { self.core.records.keep(resource, link.id, rows) } else { rows })
    }

    /// The link of a retrieve that its bank lets through; it may ask for a token first.
    pub(super) fn admit_ask(&mut self, resource: &'static Resource, ask: &Ask) -> Result<Link, Failure> {
        self.link_to_ask(resource, ask)?;
        self.ask_bank(ask.link)?;
        let link = self.link_to_ask(resource, ask)?;
        if link.status == LinkStatus::TokenRequired {
            if !self.takes_token(ask.token.as_deref()) {
                let paused = Paused { resource, ask: ask.clone() };
                return Err(self.ask(link.id, TokenKind::Text, false, Some(paused)));
            }
            self.core.renew_link(link.id, None);
        }
        Ok(link)
    }

    /// A link's data have been fetched.
    pub(super) fn note_fetch(&mut self, resource: &Resource, link: &Link) {
        self.forget_stale(link.id);
        self.core.links.succeeded(link.id, self.core.now);
        self.core.records.note(resource, link.id);
    }

    /// What a retrieve will draw, unless it is refused or asks for a token first.
    pub fn plan_to_fetch(&self, resource: &'static Resource, ask: &Ask) -> Option<Plan> {
        let link = self.link_to_ask(resource, ask).ok()?;
        let asks = link.status == LinkStatus::TokenRequired && !self.takes_token(ask.token.as_deref());
        (!asks).then(|| self.plan(resource, self.asked_now(ask), &link))
    }

    /// What goes on when the question of a session is answered; a wrong answer is found out later.
    pub fn plan_to_resume(&self, resource: &'static Resource, session: &str, save: bool) -> Option<Plan> {
        let paused = self.paused(session)?;
        let ask = Ask { save, ..paused.ask.clone() };
        let link = self.link_to_ask(resource, &ask).ok()?;
        Some(self.plan(resource, self.asked_now(&ask), &link))
    }

    pub(super) fn asked_now(&self, ask: &Ask) -> Waiting {
        let now = self.core.now;
        Waiting { ask: ask.clone(), asked_at: now, kept_at: now, asked: true }
    }

    /// Whether a retrieve can be made at all.
    pub(super) fn check_ask(&self, resource: &'static Resource, ask: &Ask) -> Result<(), Failure> {
        let link = self.link_to_ask(resource, ask)?;
        self.plan(resource, self.asked_now(ask), &link).check()
    }

    /// The token of a paused retrieve: it goes on where it stood (R-MFA-05).
    pub fn resume_retrieve(
        &mut self,
        resource: &'static Resource,
        resumption: &Resumption,
        save: bool,
        fetched: Option<Fetched>,
    ) -> Result<Vec<Row>, Failure> {
        if save {
            self.core.may_keep()?;
        }
        let session = self.answer_session(resumption, Some(resource))?;
        self.core.renew_link(session.link, None);
        let paused = session.paused.ok_or_else(|| coded(Code::SessionExpired))?;
        self.retrieve(resource, &Ask { save, ..paused.ask }, fetched)
    }

    /// The link, if it can be asked (R-DATA-07).
    fn link_to_ask(&self, resource: &Resource, ask: &Ask) -> Result<Link, Failure> {
        let options = self.options();
        let Some(link) = self.core.links.get(ask.link) else { return Err(no_such_link(ask.link, &options)) };
        link.ready(self.core.now)?;
        if !self.core.offers(link, resource, &options) {
            return Err(coded(Code::UnsupportedOperation));
        }
        Ok(link.clone())
    }

    /// Forgets a record (R-DATA-04).
    pub fn forget_record(&mut self, resource: &'static Resource, id: Uuid) -> Result<(), Failure> {
        let link = self.record(resource, id)?.link;
        // What hangs on it and has not been read yet must not come back when it is.
        for hanging in crate::domain::record::table::hanging(resource) {
            self.generate_waiting(hanging, &[link])?;
        }
        self.core.records.forget(resource, id).ok_or(Failure::NotFound)
    }

    /// One record, if it has been fetched.
    pub fn record(&mut self, resource: &'static Resource, id: Uuid) -> Result<&Row, Failure> {
        let links = self.links_to_read(resource, id);
        self.generate_waiting(resource, &links)?;
        let row = self.core.records.get(resource, id).filter(|row| self.core.is_visible(resource, row));
        row.ok_or(Failure::NotFound)
    }

    /// What hangs on a record, as it stood when the record was fetched: reading never asks the institution.
    pub fn beneath(&mut self, resource: &'static Resource, id: Uuid) -> Result<Vec<Row>, Failure> {
        let (plan, beneath) = self.plan_beneath(resource, id)?;
        plan.generate_beneath(beneath, id)
    }

    /// What is generated to tell what hangs on a record.
    pub fn plan_beneath(
        &mut self,
        resource: &'static Resource,
        id: Uuid,
    ) -> Result<(Plan, &'static Beneath), Failure> {
        let row = self.record(resource, id)?;
        let (link, asked_at, kept_at) = (row.link, row.collected_at(), row.created_at);
        let beneath = resource.calls.beneath.ok_or(Failure::NotFound)?;
        let link = self.core.links.get(link).ok_or(Failure::NotFound)?;
        let what = Waiting { ask: Ask::everything(link.id), asked_at, kept_at, asked: false };
        Ok((self.plan(resource, what, link), beneath))
    }
}

fn no_such_link(link: Uuid, options: &Options) -> Failure {
    if options.unknown_link == UnknownLink::NotFound {
        return Failure::NotFound;
    }
    Failure::Fields(vec![FieldFault::new("link", Wrong::DoesNotExist("id", link.to_string()))])
}
