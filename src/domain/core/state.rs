//! What a run of the widget and the REST API share, as one value.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Value, json};
use uuid::Uuid;

use super::deletions::Deletions;
use super::included::included;
use super::requests::Requests;
use crate::domain::base::agenda::{Agenda, Due};
use crate::domain::base::dice::Dice;
use crate::domain::base::journal::Journal;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::limits;
use crate::domain::base::limits::{ALL_WORKSPACES, DATA, LINKS, WORKSPACE};
use crate::domain::base::once::Once;
use crate::domain::base::options::Options;
use crate::domain::base::redaction::without_secrets_in_text;
use crate::domain::base::time::Timestamp;
use crate::domain::link::availability::Availability;
use crate::domain::link::breaking::{A_DAY, Breaks};
use crate::domain::link::credentials::Credentials;
use crate::domain::link::digest::CredentialsDigest;
use crate::domain::link::institution::Institution;
use crate::domain::link::known_user::KnownUser;
use crate::domain::link::links::{Link, Links};
use crate::domain::link::new_link::{NewLink, NotMade};
use crate::domain::record::resource::Resource;
use crate::domain::record::store::{Kept, Records, Row};
use crate::domain::scenario::model::LinkRule;
use crate::domain::scenario::queue::Queue;
use crate::domain::token::tokens::Tokens;
use crate::domain::vocabulary::LinkStatus;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::webhook::deliveries::Deliveries;

/// What a run of the widget and the REST API share: everything of a workspace but its widgets and its scenario.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Core {
    /// The moment that the world was last told, or that of the agenda's item that is being carried out.
    pub now: Timestamp,
    /// The sandbox's institutions.
    #[serde(skip)]
    pub institutions: Arc<Vec<Institution>>,
    /// Those of them that were closed or opened by hand.
    pub availability: Availability,
    /// The API user, every link's `created_by` and every token's organisation.
    pub user_id: Uuid,
    /// The links.
    pub links: Links,
    /// The access tokens.
    pub tokens: Tokens,
    /// What happened.
    pub journal: Journal,
    /// What the scenario makes of each link later.
    #[serde(skip)]
    pub(in crate::domain) link_rules: Arc<[LinkRule]>,
    /// What the next runs play.
    pub queue: Queue,
    pub(in crate::domain) sessions: crate::domain::core::sessions::Sessions,
    pub(in crate::domain) background: IndexMap<Uuid, crate::domain::core::background::Background>,
    /// What was fetched of the links.
    pub records: Records,
    /// What webhooks tell.
    pub hooks: Deliveries,
    pub(in crate::domain) deletions: Deletions,
    /// What was told that has no effect.
    pub hinted: Once,
    /// How often each address has called lately.
    pub requests: Requests,
    /// How many frames have been made and runs given up: changes when a page that waits has something to learn.
    pub changes: u64,
    #[serde(skip)]
    pub(in crate::domain) why: Option<String>,
    /// All workspaces together keep as much as they may.
    #[serde(skip)]
    pub(in crate::domain) full: bool,
    pub(in crate::domain) dice: Dice,
    pub(in crate::domain) agenda: Agenda,
}

impl Core {
    /// The oldest of something has made room for a newer one; the answer says so too.
    pub(in crate::domain) fn note_limit(&mut self, what: &str, most: usize) {
        let why = format!("there are {most} {what} already: the oldest has made room (limit {what})");
        self.journal(None, EntryKind::Limit, Some(why.clone()), json!({ "limit": what, "most": most }));
        self.why = Some(why);
    }

    /// Says why the answer is as it is, after what else says so.
    pub fn hint(&mut self, why: String) {
        self.why = Some(self.why.take().map_or(why.clone(), |before| format!("{before}; {why}")));
    }

    pub(in crate::domain) fn journal(
        &mut self,
        widget: Option<Uuid>,
        kind: EntryKind,
        why: Option<String>,
        data: Value,
    ) {
        let why = why.map(|why| without_secrets_in_text(&why));
        self.journal.write(self.now, kind, widget, why, data);
    }

    pub(in crate::domain) fn create_link(
        &mut self,
        mut new: NewLink<'_>,
        widget: Option<Uuid>,
        options: &Options,
    ) -> Result<Uuid, NotMade> {
        let id = self.dice.uuid("links");
        let institution = new.institution.name.clone();
        self.may_keep().map_err(|_| NotMade::TooMany)?;
        let (status, fetched) = (new.status, new.fetched(options));
        new.included = included(new.institution, new.access_mode, &fetched, options);
        let made = self.links.create(new, id, self.now, options).map(|_| ());
        if made == Err(NotMade::TooMany) {
            self.why = Some(format!("this workspace holds {LINKS} links already: delete some, or reset it"));
        }
        made?;
        self.journal(widget, EntryKind::LinkCreated, None, json!({ "link": id, "institution": institution }));
        self.expect_breaking(id);
        if status != LinkStatus::Unconfirmed {
            self.expect_arrivals(id);
            self.expect_expiry(id);
        }
        Ok(id)
    }

    /// What is kept of what a user has typed.
    pub(in crate::domain) fn known_user(&self, at: &Institution, credentials: &Credentials) -> KnownUser {
        KnownUser::of(&self.dice.fixed("institution_user_id"), at, credentials)
    }

    /// The same of new secrets for a link of an institution.
    pub(in crate::domain) fn digest(&self, institution: &str, secrets: &Credentials) -> CredentialsDigest {
        CredentialsDigest::of(&self.dice.fixed("institution_user_id"), institution, secrets)
    }

    fn expect_breaking(&mut self, link: Uuid) {
        let breaking = self.links.get(link).and_then(|link| link.breaking);
        if breaking.is_some_and(|breaking| breaking.when == Breaks::AfterADay) {
            self.agenda.put(self.now.plus(A_DAY), Due::LinkBreaks(link));
        }
        for rule in self.link_rules.iter() {
            self.agenda.put(self.now.plus(rule.after), Due::LinkTurns(link, rule.state.name()));
        }
    }

    /// Makes a link valid again: the bank has taken the credentials or the token.
    pub(in crate::domain) fn renew_link(&mut self, link: Uuid, widget: Option<Uuid>) {
        self.confirm_link(link);
        self.renew_expired_consent(link);
        self.links.renew(link, self.now);
        self.journal(widget, EntryKind::LinkUpdated, None, json!({ "link": link }));
    }

    /// The bank has taken the token that a new link waited for: what comes with it comes from now on.
    pub(in crate::domain) fn confirm_link(&mut self, link: Uuid) {
        let unconfirmed = self.links.get(link).is_some_and(|link| link.status == LinkStatus::Unconfirmed);
        if unconfirmed {
            self.links.begin(link, self.now);
            self.expect_arrivals_anew(link);
            self.begin_consent(link);
        }
    }

    /// The same when what came with it before comes no more.
    pub(in crate::domain) fn expect_arrivals_anew(&mut self, link: Uuid) {
        self.agenda.retain(|due| !matches!(due, Due::DataArrive(of, _) if of == link));
        self.expect_arrivals(link);
    }

    /// Puts on the agenda when each resource that comes with a link is there (R-DATA-09).
    pub(in crate::domain) fn expect_arrivals(&mut self, link: Uuid) {
        let Some(row) = self.links.get(link) else { return };
        for (at, path) in row.included.arrivals() {
            self.agenda.put(at, Due::DataArrive(link, path));
        }
    }

    /// Forgets a link and all that hangs on it (R-LINK-06).
    pub fn forget_link(&mut self, link: Uuid) {
        self.links.remove(link);
        self.sessions.forget(link);
        self.records.forget_link(link);
        self.background.retain(|_, waiting| waiting.link() != link);
        let background = &self.background;
        self.agenda.retain(|due| match due {
            Due::RecordsCome(request) => background.contains_key(&request),
            _ => due.link() != Some(link),
        });
    }

    /// Where a link leads to.
    pub fn institution_of(&self, link: &Link) -> Option<&Institution> {
        self.institutions.iter().find(|institution| institution.name == link.institution)
    }
}

impl Core {
    /// How many bytes the links take, with their records and with what waits to be fetched of them.
    pub(in crate::domain) fn data_weight(&self) -> usize {
        let waiting: usize = self.background.values().map(|waiting| waiting.weight()).sum();
        self.links.weight() + self.records.weight() + self.sessions.weight() + self.hooks.weight() + waiting
    }

    /// Why no links and records may be kept any more, if that is so.
    pub(in crate::domain) fn too_much(&self) -> Option<String> {
        let own = self.data_weight() >= DATA;
        let why = || {
            format!("this workspace keeps {} already: delete links, or reset it", limits::bytes(WORKSPACE))
        };
        own.then(why).or_else(|| self.too_much_of_all())
    }

    fn too_much_of_all(&self) -> Option<String> {
        self.full
            .then(|| format!("the workspaces keep {} already: reset them", limits::bytes(ALL_WORKSPACES)))
    }

    /// Whether links and records may still be kept. One call may go beyond by what it fetches.
    pub(in crate::domain) fn may_keep(&mut self) -> Result<(), Failure> {
        self.refuse(self.too_much())
    }

    /// Whether anything may still be kept, by any workspace.
    pub(in crate::domain) fn may_grow(&mut self) -> Result<(), Failure> {
        self.refuse(self.too_much_of_all())
    }

    fn refuse(&mut self, why: Option<String>) -> Result<(), Failure> {
        if why.is_none() {
            return Ok(());
        }
        self.why = why;
        Err(Failure::Coded(Refusal::of(Code::AccessToResourceDenied)))
    }

    /// What lists of a resource show of these links, or of all.
    pub fn kept(&self, resource: &'static Resource, only: Option<&[Uuid]>) -> Kept {
        let links = self
            .links
            .newest_first()
            .filter(|link| only.is_none_or(|ids| ids.binary_search(&link.id).is_ok()));
        let shown = links.filter(|link| resource.always || !link.is_stale(self.now));
        Kept(shown.filter_map(|link| self.records.of(resource, link.id).cloned()).collect())
    }

    /// What has not been fetched anew for too long is gone (R-LINK-20).
    pub(in crate::domain) fn is_visible(&self, resource: &Resource, row: &Row) -> bool {
        resource.always || self.links.get(row.link).is_some_and(|link| !link.is_stale(self.now))
    }
}
