//! Where a link's records come from: the institution, the user, and the moment of asking.

use std::cell::OnceCell;

use jiff::civil::{Date, Time};
use uuid::Uuid;

use crate::domain::base::dice::hash;
use crate::domain::base::options::Options;
use crate::domain::base::time::Timestamp;
use crate::domain::link::institution::Institution;
use crate::domain::link::links::Link;
use crate::domain::person::{Country, DataSet, Ledger, Person, Persona, Subject};

/// What records are generated from.
pub struct Source<'a> {
    /// The link.
    pub link: &'a Link,
    /// Its institution.
    pub institution: &'a Institution,
    /// The moment at which the institution is asked.
    pub now: Timestamp,
    /// The settings in force.
    pub options: &'a Options,
    /// Paths of the resources that have been fetched of the link before.
    pub fetched: Vec<&'static str>,
    /// The day on which the institution was first asked for all that there is.
    pub since: Date,
    secret: [u8; 32],
    mark: [u8; MARK],
    subject: Subject,
    person: OnceCell<Person>,
    ledger: OnceCell<Ledger>,
}

/// How many bytes of an id tell its link.
const MARK: usize = 4;

/// The end of the ids of a link's records.
fn mark(secret: &[u8; 32], link: Uuid) -> [u8; MARK] {
    let digest = hash(&[secret, b"mark", link.as_bytes()]);
    let mut mark = [0; MARK];
    mark.copy_from_slice(&digest[..MARK]);
    mark
}

/// Whether the record of this id can be one of this link: a record is looked for where it can be.
pub(in crate::domain) fn can_be_of(secret: &[u8; 32], link: Uuid, id: Uuid) -> bool {
    id.as_bytes().ends_with(&mark(secret, link))
}

impl<'a> Source<'a> {
    /// What a link's records are generated from at a moment: `secret` is the workspace's, `people` are the same in all.
    pub fn new(
        link: &'a Link,
        institution: &'a Institution,
        now: Timestamp,
        options: &'a Options,
        secret: [u8; 32],
        people: [u8; 32],
    ) -> Self {
        let holder = &link.holder;
        let user = holder.name.as_ref().map_or(link.institution_user_id.as_bytes(), |name| &name[..]);
        let seed = hash(&[&people, user]);
        let business = holder.business || institution.name.ends_with("_business");
        let subject = Subject {
            seed,
            bank: hash(&[&seed, institution.name.as_bytes()]),
            persona: holder
                .persona
                .unwrap_or_else(|| Persona::of_seed(&seed, business, holder.document.is_some())),
            country: Country::of_code(&institution.country_code).unwrap_or(Country::Mexico),
            business,
            set: link.holder.set,
            from: link.created_at.date(),
            today: now.date(),
            document: link.holder.document.clone(),
        };
        Self {
            link,
            institution,
            now,
            options,
            fetched: Vec::new(),
            since: now.date(),
            secret,
            mark: mark(&secret, link.id),
            subject,
            person: OnceCell::new(),
            ledger: OnceCell::new(),
        }
    }

    /// The same, with so much data.
    #[must_use]
    pub fn of_set(&self, set: DataSet) -> Self {
        let subject = Subject { set, ..self.subject.clone() };
        let (person, ledger) = (OnceCell::new(), OnceCell::new());
        Self { fetched: self.fetched.clone(), subject, person, ledger, ..*self }
    }

    /// Whose data it is, and how much.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Who stands behind the link.
    pub fn person(&self) -> &Person {
        self.person.get_or_init(|| Person::generate(&self.subject))
    }

    /// The accounts, and what happened on them.
    pub fn ledger(&self) -> &Ledger {
        self.ledger.get_or_init(|| Ledger::generate(&self.subject, self.person()))
    }

    /// The day of asking.
    pub fn today(&self) -> Date {
        self.now.date()
    }

    /// The id of one thing of this link, told from all others by its kind and key; its end tells the link.
    pub fn id(&self, kind: &str, key: &str) -> Uuid {
        let digest = hash(&[&self.secret, self.link.id.as_bytes(), kind.as_bytes(), key.as_bytes()]);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        bytes[16 - MARK..].copy_from_slice(&self.mark);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// A number that the institution itself has given to something, drawn of the person: each link tells the same.
    pub fn number(&self, kind: &str, key: &str) -> Uuid {
        let digest = hash(&[&self.subject.bank, kind.as_bytes(), key.as_bytes()]);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// By what the institution's own systems know something.
    pub fn internal(&self, kind: &str, key: &str) -> String {
        self.number(kind, key).simple().to_string()
    }

    /// A time of a day, or now if that is still to come: the ledger tells all of today.
    pub fn moment(&self, day: Date, time: Time) -> Timestamp {
        Timestamp::of_day(day, time).min(self.now)
    }

    /// The moment of asking, as records carry it (R-BASE-08).
    pub fn stamp(&self) -> Timestamp {
        self.now
    }
}
