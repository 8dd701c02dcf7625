//! Links: a user's connection to an institution (R-LINK).

use indexmap::IndexMap;
use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use super::breaking::{Breaking, Breaks};
use super::consent::Consent;
use super::digest::CredentialsDigest;
use super::included::{Arrival, Included};
use super::known_user::KnownUser;
use super::new_link::{NewLink, NotMade};
use super::user::User;
use crate::domain::base::limits::LINKS;
use crate::domain::base::options::{Duplicates, Options};
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::vocabulary::answers::{Outcome, Refusal};
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::vocabulary::{
    AccessMode, Days, IntegrationType, LinkState, LinkStatus, RefreshRate, Retention,
};

/// So many unsuccessful calls in a row make a link invalid (R-LINK-09).
const FAILURES: u8 = 6;

/// One link; the fields and their order are the REST API's (R-LINK-22).
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Link {
    pub id: Uuid,
    pub institution: String,
    pub access_mode: AccessMode,
    pub status: LinkStatus,
    pub refresh_rate: Option<RefreshRate>,
    pub created_by: Uuid,
    pub last_accessed_at: Timestamp,
    pub external_id: Option<String>,
    pub created_at: Timestamp,
    pub institution_user_id: String,
    pub credentials_storage: Retention,
    pub stale_in: Option<Days>,
    pub fetch_resources: Vec<String>,
    /// What the user name tells of the user.
    pub holder: User,
    /// What its user has agreed to, at an institution of open finance.
    pub consent: Option<Consent>,
    /// What came with it.
    pub(in crate::domain) included: Included,
    digest: CredentialsDigest,
    /// What the bank answers this user when it is asked again.
    pub(in crate::domain) bank: Outcome,
    /// Whether the bank finds every token of this user late.
    pub(in crate::domain) late: bool,
    /// How it breaks later.
    pub(in crate::domain) breaking: Option<Breaking>,
    /// When the credentials were last given; nothing when they were lost.
    stored_at: Option<Timestamp>,
    /// When its data were last fetched.
    updated_at: Timestamp,
    /// When it was last refreshed on demand.
    pub(in crate::domain) refreshed_at: Option<Timestamp>,
    failures: u8,
}

/// How often a recurrent link's data come anew (R-LIMIT-08).
pub(in crate::domain) const WEEK: Span = Span::secs(7 * DAY);

/// The links of a workspace, oldest first.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "Vec<Link>")]
pub struct Links {
    rows: IndexMap<Uuid, Link>,
    /// How many confirmed links there are of each set of credentials.
    accounts: IndexMap<[u8; 32], u32>,
}

/// A day in seconds.
const DAY: i64 = 86_400;

impl Link {
    fn new(new: NewLink<'_>, id: Uuid, now: Timestamp, options: &Options) -> Self {
        let fetch_resources = new.fetched(options);
        let name = new.institution.name.clone();
        let recurrent = new.access_mode == AccessMode::Recurrent;
        let open = new.institution.integration_type == IntegrationType::OpenFinance;
        let KnownUser { institution_user_id, holder, digest, bank, late, breaking } = new.user;
        Self {
            id,
            access_mode: new.access_mode,
            status: new.status,
            refresh_rate: recurrent.then_some(RefreshRate::Week),
            created_by: new.created_by,
            last_accessed_at: now.plus(Span::millis(10)),
            external_id: new.external_id,
            created_at: now,
            institution_user_id,
            // Recurrent links always store the credentials (R-LINK-20).
            credentials_storage: if recurrent {
                Retention::Store
            } else {
                new.credentials_storage.unwrap_or(Retention::DEFAULT)
            },
            stale_in: new.stale_in,
            included: Included::new(new.included, now, options),
            fetch_resources,
            bank,
            late,
            institution: name,
            holder,
            consent: open.then(|| Consent::new(new.agreed, now)),
            digest,
            breaking,
            stored_at: Some(now),
            updated_at: now,
            refreshed_at: None,
            failures: 0,
        }
    }

    /// Whether its credentials are still stored (R-ERR-53).
    pub fn stores(&self, now: Timestamp) -> bool {
        let Some(stored_at) = self.stored_at else { return false };
        match self.credentials_storage {
            Retention::Store => true,
            Retention::NoStore => false,
            Retention::Days(days) => now < stored_at.plus(days.span()),
        }
    }

    /// Whether its data are too old to be kept (R-LINK-20).
    pub fn is_stale(&self, now: Timestamp) -> bool {
        now >= self.updated_at.plus(self.kept_for())
    }

    fn kept_for(&self) -> Span {
        self.stale_in.unwrap_or(Days::YEAR).span()
    }

    /// Whether a resource that comes with it is due at just this moment, for the first time or anew.
    pub(in crate::domain) fn arrival(&self, path: &str, at: Timestamp) -> Option<Arrival> {
        self.included.arrival(path, at, self.refresh_rate.map(|_| WEEK))
    }

    /// Whether what is due comes: the first fetch goes on as it was begun, later ones need a link in order.
    pub(in crate::domain) fn brings(&self, arrival: &Arrival, now: Timestamp) -> bool {
        match self.status {
            LinkStatus::Valid => arrival.is_first || self.stores(now),
            LinkStatus::Unconfirmed => false,
            LinkStatus::Invalid | LinkStatus::TokenRequired => arrival.is_first,
        }
    }

    /// Whether its institution can be asked for data (R-ERR-36, 37, 53).
    pub fn ready(&self, now: Timestamp) -> Result<(), Failure> {
        let code = match self.status {
            LinkStatus::Invalid => Code::InvalidLink,
            LinkStatus::Unconfirmed => Code::UnconfirmedLink,
            _ if !self.stores(now) => Code::ExpiredCredentials,
            _ => return Ok(()),
        };
        Err(Failure::Coded(Refusal::of(code)))
    }

    /// Switches between single and recurrent; what a recurrent one brings comes the next day (R-LINK-05).
    pub(in crate::domain) fn switch(
        &mut self,
        access_mode: AccessMode,
        included: Vec<&'static str>,
        now: Timestamp,
        options: &Options,
    ) {
        let recurrent = access_mode == AccessMode::Recurrent;
        self.access_mode = access_mode;
        self.refresh_rate = recurrent.then_some(RefreshRate::Week);
        if recurrent {
            self.credentials_storage = Retention::Store;
            self.included = Included::new(included, now.plus(Span::secs(DAY)), options);
        }
    }

    fn confirmed(&self) -> bool {
        self.status != LinkStatus::Unconfirmed
    }
}

/// As a list.
impl Serialize for Links {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.rows.values())
    }
}

impl TryFrom<Vec<Link>> for Links {
    type Error = String;

    fn try_from(links: Vec<Link>) -> Result<Self, String> {
        if links.len() > LINKS {
            return Err(format!("{} links: {LINKS} at most", links.len()));
        }
        let mut all = Self::default();
        for link in links {
            if link.confirmed() {
                all.count(link.digest.account());
            }
            let id = link.id;
            if all.rows.insert(id, link).is_some() {
                return Err(format!("the link {id} stands twice"));
            }
        }
        Ok(all)
    }
}

impl Links {
    /// Makes a link.
    pub fn create(
        &mut self,
        new: NewLink<'_>,
        id: Uuid,
        now: Timestamp,
        options: &Options,
    ) -> Result<&Link, NotMade> {
        let link = Link::new(new, id, now, options);
        if options.duplicates == Duplicates::Refuse && self.accounts.contains_key(&link.digest.account()) {
            return Err(NotMade::Duplicate { institution_user_id: link.institution_user_id });
        }
        if self.rows.len() >= LINKS {
            return Err(NotMade::TooMany);
        }
        if link.confirmed() {
            self.count(link.digest.account());
        }
        Ok(self.rows.entry(id).insert_entry(link).into_mut())
    }

    fn count(&mut self, account: [u8; 32]) {
        *self.accounts.entry(account).or_default() += 1;
    }

    fn discount(&mut self, account: &[u8; 32]) {
        if let Some(count) = self.accounts.get_mut(account) {
            *count -= 1;
            if *count == 0 {
                self.accounts.swap_remove(account);
            }
        }
    }

    /// Changes a link that may thereby come to count as an account, or to count as another.
    fn change<R>(&mut self, id: Uuid, change: impl FnOnce(&mut Link) -> R) -> Option<R> {
        let link = self.rows.get_mut(&id)?;
        let before = link.confirmed().then(|| link.digest.account());
        let result = change(link);
        let after = link.confirmed().then(|| link.digest.account());
        if before != after {
            before.iter().for_each(|account| self.discount(account));
            after.into_iter().for_each(|account| self.count(account));
        }
        Some(result)
    }

    /// All of them are another user's.
    pub(in crate::domain) fn belong_to(&mut self, user: Uuid) {
        self.rows.values_mut().for_each(|link| link.created_by = user);
    }

    /// One link.
    pub fn get(&self, id: Uuid) -> Option<&Link> {
        self.rows.get(&id)
    }

    pub(in crate::domain) fn get_mut(&mut self, id: Uuid) -> Option<&mut Link> {
        self.rows.get_mut(&id)
    }

    /// Makes a link valid again (R-LINK-09).
    pub fn renew(&mut self, id: Uuid, now: Timestamp) {
        self.change(id, |link| {
            link.status = LinkStatus::Valid;
            link.failures = 0;
            link.breaking = None;
            link.last_accessed_at = now;
        });
    }

    /// What comes with a link comes from now on.
    pub(in crate::domain) fn begin(&mut self, id: Uuid, now: Timestamp) {
        if let Some(link) = self.rows.get_mut(&id) {
            link.included.begin(now);
        }
    }

    /// Takes new secrets for a link.
    pub(in crate::domain) fn renew_credentials(
        &mut self,
        id: Uuid,
        secrets: &CredentialsDigest,
        now: Timestamp,
    ) {
        self.change(id, |link| {
            link.digest.add(secrets);
            link.stored_at = Some(now);
        });
    }

    /// Changes the status of a link.
    pub fn set_status(&mut self, id: Uuid, status: LinkStatus) {
        self.change(id, |link| {
            link.status = status;
            link.failures = 0;
        });
    }

    /// Takes its stored credentials from a link.
    pub(in crate::domain) fn lose_credentials(&mut self, id: Uuid) {
        if let Some(link) = self.rows.get_mut(&id) {
            link.stored_at = None;
        }
    }

    /// Makes the data of a link as old as they must not be.
    pub(in crate::domain) fn grow_stale(&mut self, id: Uuid, now: Timestamp) {
        if let Some(link) = self.rows.get_mut(&id) {
            link.updated_at = now.plus(Span::micros(-link.kept_for().as_micros()));
        }
    }

    /// How a link breaks at such a moment, if it does: that is the end of it.
    pub(in crate::domain) fn take_breaking(&mut self, id: Uuid, when: Breaks) -> Option<LinkState> {
        let breaking = &mut self.rows.get_mut(&id)?.breaking;
        Some(breaking.take_if(|breaking| breaking.when == when)?.state)
    }

    /// A call that asked the bank for data has failed; the sixth in a row makes the link invalid (R-LINK-09).
    pub fn failed(&mut self, id: Uuid) {
        self.change(id, |link| {
            link.failures = link.failures.saturating_add(1);
            if link.failures >= FAILURES && link.status == LinkStatus::Valid {
                link.status = LinkStatus::Invalid;
            }
        });
    }

    /// A call that asked the bank for data has succeeded.
    pub fn succeeded(&mut self, id: Uuid, now: Timestamp) {
        if let Some(link) = self.rows.get_mut(&id) {
            link.failures = 0;
            link.last_accessed_at = now;
            link.updated_at = now;
        }
    }

    /// Its institution was asked for what comes with it, and that is there.
    pub(in crate::domain) fn updated(&mut self, id: Uuid, asked_at: Timestamp, now: Timestamp) {
        if let Some(link) = self.rows.get_mut(&id) {
            link.last_accessed_at = link.last_accessed_at.max(asked_at);
            link.updated_at = now;
        }
    }

    /// Takes a link out.
    pub(in crate::domain) fn remove(&mut self, id: Uuid) -> Option<Link> {
        let link = self.rows.shift_remove(&id)?;
        if link.confirmed() {
            self.discount(&link.digest.account());
        }
        Some(link)
    }

    /// How many bytes they take: none takes more than this, with what is noted of its records.
    pub fn weight(&self) -> usize {
        const LINK: usize = 8 * 1024;
        self.rows.len() * LINK
    }

    /// Newest first (R-PAGE-12).
    pub fn newest_first(&self) -> impl ExactSizeIterator<Item = &Link> {
        self.rows.values().rev()
    }
}
