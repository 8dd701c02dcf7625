//! What becomes of a link: new credentials, another access mode, a refresh on demand, its end (R-LINK-04 to 07).

use serde_json::json;
use uuid::Uuid;

use super::world::World;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::options::Options;
use crate::domain::base::time::Span;
use crate::domain::core::deletions::{DELETED_WITHIN, DELETIONS, Deletions};
use crate::domain::core::included::included;
use crate::domain::link::credentials::Credentials;
use crate::domain::link::links::Link;
use crate::domain::link::magic;
use crate::domain::link::mfa::accepted;
use crate::domain::vocabulary::answers::{Outcome, Refusal, TokenKind, timed};
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::vocabulary::{AccessMode, Days, LinkStatus};

/// What `PUT /api/links/{id}/` brings.
#[derive(Clone, Debug, Default)]
pub struct Renewal {
    /// The secrets by the names of their fields.
    pub secrets: Credentials,
    /// The MFA token, if it is known beforehand.
    pub token: Option<String>,
}

/// What `PATCH /api/links/{id}/` changes; nothing stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Whether it is refreshed by itself.
    pub access_mode: Option<AccessMode>,
    /// As sent.
    pub stale_in: Option<Days>,
    /// As sent.
    pub fetch_resources: Option<Vec<String>>,
}

/// A link is refreshed on demand once in this time (R-LIMIT-03).
const REFRESHED_FOR: Span = Span::secs(600);

impl World {
    fn link(&self, id: Uuid) -> Result<&Link, Failure> {
        self.core.links.get(id).ok_or(Failure::NotFound)
    }

    /// Takes new credentials for a link; the span is how much later the answer comes (R-LINK-04).
    pub fn renew_link(&mut self, id: Uuid, renewal: &Renewal) -> Result<Span, Failure> {
        let link = self.link(id)?;
        let institution = self.core.institution_of(link);
        if institution.is_some_and(|institution| !institution.takes(&renewal.secrets)) {
            return Err(Failure::Coded(Refusal::of(Code::ValidationError)));
        }
        let link = link.clone();
        self.must_answer_for(&link)?;
        if magic::refuses(&renewal.secrets) {
            return Err(Failure::Coded(Refusal::of(Code::LoginError)));
        }
        let (outcome, delay) = timed(link.bank.clone());
        let (late, needs_token) = (link.late, link.status == LinkStatus::TokenRequired);
        let kind = match outcome {
            Outcome::AskToken(kind) => Some(kind),
            _ => (needs_token || renewal.token.is_some()).then_some(TokenKind::Text),
        };
        let secrets = self.core.digest(&link.institution, &renewal.secrets);
        self.core.links.renew_credentials(id, &secrets, self.core.now);
        let answered = renewal.token.as_deref().is_some_and(|token| accepted(token, &self.options()));
        match kind.filter(|_| late || !answered) {
            Some(kind) => Err(self.ask(id, kind, late, None)),
            None => {
                self.core.renew_link(id, None);
                self.core.refresh_renewed(id, &self.options());
                Ok(delay)
            }
        }
    }

    /// Changes what a link does from now on (R-LINK-05).
    pub fn change_link(&mut self, id: Uuid, change: Change) -> Result<(), Failure> {
        let (now, options) = (self.core.now, self.options());
        let link = self.link(id)?;
        self.check_resources(link, change.fetch_resources.as_deref(), &options)?;
        let switches =
            change.access_mode == Some(AccessMode::Recurrent) && link.access_mode == AccessMode::Single;
        if switches && !link.stores(now) {
            return Err(Failure::Coded(options.switch_code.refusal()));
        }
        let mode = change.access_mode.filter(|mode| *mode != link.access_mode);
        let included = self.included_by(link, &change, &options);
        let Some(link) = self.core.links.get_mut(id) else { return Err(Failure::NotFound) };
        link.stale_in = change.stale_in.or(link.stale_in.take());
        if let Some(resources) = change.fetch_resources {
            link.fetch_resources = resources;
        }
        if let Some(mode) = mode {
            link.switch(mode, included, now, &options);
            if mode == AccessMode::Recurrent {
                self.core.expect_arrivals_anew(id);
            }
        }
        self.core.journal(None, EntryKind::LinkChanged, None, json!({ "link": id }));
        Ok(())
    }

    /// What comes with a link after a change.
    fn included_by(&self, link: &Link, change: &Change, options: &Options) -> Vec<&'static str> {
        let fetched = change.fetch_resources.as_ref().unwrap_or(&link.fetch_resources);
        let mode = change.access_mode.unwrap_or(link.access_mode);
        let institution = self.core.institution_of(link);
        institution.map(|at| included(at, mode, fetched, options)).unwrap_or_default()
    }

    fn check_resources(
        &self,
        link: &Link,
        wanted: Option<&[String]>,
        options: &Options,
    ) -> Result<(), Failure> {
        match (self.core.institution_of(link), wanted) {
            (Some(institution), Some(names)) => institution.must_offer(names, options),
            _ => Ok(()),
        }
    }

    /// Fetches a link's data anew; the answer is the id of what goes on by itself (R-LINK-07).
    pub fn refresh_link(&mut self, id: Uuid, resources: Option<&[String]>) -> Result<String, Failure> {
        let (now, options) = (self.core.now, self.options());
        let link = self.link(id)?.clone();
        link.ready(now)?;
        self.check_resources(&link, resources, &options)?;
        self.must_answer_for(&link)?;
        // A clock that was set back does not bar it until it is there again.
        let before = link.refreshed_at.filter(|at| *at <= now);
        let left = before.map(|at| at.plus(REFRESHED_FOR).since(now)).unwrap_or_default();
        if left > Span::ZERO {
            return Err(Failure::Refreshed { minutes: (left.as_micros() + 59_999_999) / 60_000_000 });
        }
        if link.status == LinkStatus::TokenRequired {
            return Err(self.ask(id, TokenKind::Text, false, None));
        }
        let offered =
            self.core.institution_of(&link).map(|institution| institution.offered(&options).to_vec());
        let resources = resources.map(<[String]>::to_vec).or(offered).unwrap_or_default();
        let delay = *options.async_delay;
        let request_id = self.core.refresh(&link, &resources, delay, &options)?.simple().to_string();
        if let Some(link) = self.core.links.get_mut(id) {
            link.refreshed_at = Some(now);
        }
        let data = json!({ "link": id, "fetch_resources": resources, "request_id": request_id });
        self.core.journal(None, EntryKind::LinkRefreshed, None, data);
        Ok(request_id)
    }

    /// Deletes a link; asynchronously with the id of what goes on by itself (R-LINK-06, R-ASYNC-03).
    pub fn delete_link(&mut self, id: Uuid, asynchronous: bool) -> Result<Option<String>, Failure> {
        self.link(id)?;
        if !asynchronous {
            self.may_delete()?;
        }
        let request_id = asynchronous.then(|| self.core.dice.uuid("requests"));
        request_id.into_iter().for_each(|request_id| self.tell_deleted(id, request_id));
        let request_id = request_id.map(|request_id| request_id.simple().to_string());
        self.core.forget_link(id);
        self.core.journal(
            None,
            EntryKind::LinkDeleted,
            None,
            json!({ "link": id, "request_id": request_id }),
        );
        Ok(request_id)
    }

    /// Counts a deletion, or refuses it when `limit.delete` is on and there were too many (R-LIMIT-02, R-ERR-62).
    pub fn may_delete(&mut self) -> Result<(), Failure> {
        if !self.options().limit_delete {
            return Ok(());
        }
        let now = self.core.now;
        let Deletions(times) = &mut self.core.deletions;
        // What lies ahead was counted before the clock was set back.
        times.retain(|at| *at <= now && now.since(*at) < DELETED_WITHIN);
        if times.len() >= DELETIONS {
            return Err(Failure::Coded(Refusal::of(Code::Throttled)));
        }
        times.push_back(now);
        Ok(())
    }
}
