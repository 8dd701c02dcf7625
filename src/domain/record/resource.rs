//! What can be said of a resource: one row of the table.

use schemars::{Schema, SchemaGenerator};
use serde_json::Value;
use uuid::Uuid;

use super::ask::{Ask, Key};
use super::filter::Filter;
use super::source::Source;
use crate::domain::base::options::Options;
use crate::domain::link::institution::Institution;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::vocabulary::{IntegrationType, Scope};

/// One row of the table.
#[derive(Debug)]
pub struct Resource {
    /// As institutions and `fetch_resources` name it: `ACCOUNTS`; empty for those that no institution offers.
    pub name: &'static str,
    /// `/api/accounts/`
    pub path: &'static str,
    /// `/api/accounts/{id}/`
    pub one: &'static str,
    /// For people: `accounts`.
    pub title: &'static str,
    /// What people should know besides; empty where the title says all.
    pub about: &'static str,
    /// What a retrieve answers (R-DATA-05).
    pub answer: Form,
    /// What a resume answers, where there is one (R-DATA-03).
    pub resume: Option<Form>,
    /// Which calls there are beside list and detail.
    pub calls: Calls,
    /// What its list is narrowed by (R-PAGE-20).
    pub filters: &'static [Filter],
    /// Which institutions have it, among those that name it.
    pub at: At,
    /// Drawn for each link, without having been asked for.
    pub always: bool,
    /// The keys of a retrieve besides `link`, `save_data` and `token` (R-DATA-20).
    pub keys: &'static [Key],
    /// Judges the keys together.
    pub check: fn(&Ask, &Source<'_>) -> Result<(), Failure>,
    /// Draws what the institution has; newest first.
    pub generate: fn(&Ask, &Source<'_>) -> Result<Vec<Generated>, Failure>,
    /// The shapes of its records, by name; more than one where institutions differ.
    pub shapes: fn(&mut SchemaGenerator) -> Vec<Schema>,
    /// What its records have to do with accounts.
    pub tie: Tie,
    /// The key of its records that tells their day, where a retrieve asks for a period.
    pub day: Option<&'static str>,
    /// The names of the resources that a link has to fetch beside it, for it to come with the link (R-INC-04).
    pub needs: &'static [&'static str],
    /// The institutions that offer it by Belvo's OpenAPI document alone, not by their live row (R-INST-10).
    pub documented_at: &'static [&'static str],
}

/// What records have to do with accounts (R-ACC-04).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// Nothing.
    None,
    /// They are accounts.
    Account,
    /// They are about accounts, and go with theirs.
    OfAccount,
}

/// What most rows have in common.
pub(in crate::domain) const ROW: Resource = Resource {
    name: "",
    path: "",
    one: "",
    title: "",
    about: "",
    answer: Form::Array,
    resume: None,
    calls: Calls::ALL,
    filters: &[],
    at: At::Everywhere,
    always: false,
    keys: &[],
    check: super::ask::any,
    generate: |_, _| Ok(Vec::new()),
    shapes: |_| Vec::new(),
    tie: Tie::None,
    day: None,
    needs: &[],
    documented_at: &[],
};

impl Resource {
    /// What is answered with an object has to be there (R-DATA-05).
    pub(in crate::domain) fn must_have<T>(&self, rows: Vec<T>, options: &Options) -> Result<Vec<T>, Failure> {
        match self.answer.settled(options) {
            Form::Object if rows.is_empty() => Err(Failure::Coded(Refusal::of(Code::UnavailableData))),
            _ => Ok(rows),
        }
    }

    /// The word for it: its name, or, where institutions name none, the end of its path as one.
    pub fn word(&self) -> String {
        if !self.name.is_empty() {
            return self.name.to_owned();
        }
        let end = self.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        end.to_uppercase().replace('-', "_")
    }

    /// What it is, for people.
    pub fn describe(&self) -> String {
        let of = if self.at == At::OpenFinance { "open finance: " } else { "" };
        let about = if self.about.is_empty() { String::new() } else { format!("; {}", self.about) };
        format!("{of}{}{about}", self.title)
    }
}

/// Which calls a resource has beside list and detail.
#[derive(Clone, Copy, Debug)]
pub struct Calls {
    /// `POST`
    pub retrieve: bool,
    /// `DELETE …/{id}/`
    pub delete: bool,
    /// Deletions count towards the limit (R-LIMIT-02).
    pub limited: bool,
    /// `POST` with `X-Belvo-Request-Mode: async` is answered 202 (R-ASYNC-01).
    pub asynchronous: bool,
    /// `GET …/{id}/…/`
    pub beneath: Option<&'static Beneath>,
    /// The scope of the widget tokens that reach it; without one, none does.
    pub scope: Option<Scope>,
}

/// A list of what hangs on one record and comes and goes with it; it is not kept, but generated when it is read.
#[derive(Debug)]
pub struct Beneath {
    /// `/api/br/exchanges/{id}/history/`
    pub path: &'static str,
    /// For people.
    pub title: &'static str,
    /// Draws what hangs on the record of this id; newest first.
    pub generate: fn(&Source<'_>, Uuid) -> Vec<Generated>,
    /// The shape of its rows.
    pub shape: fn(&mut SchemaGenerator) -> Schema,
}

impl Calls {
    /// List and detail alone.
    pub const READ: Self = Self {
        retrieve: false,
        delete: false,
        limited: false,
        asynchronous: false,
        beneath: None,
        scope: None,
    };
    /// Retrieve, but no delete.
    pub const RETRIEVE: Self = Self { retrieve: true, ..Self::READ };
    /// Retrieve and delete.
    pub const ALL: Self = Self { delete: true, ..Self::RETRIEVE };
    /// Retrieve, also in the background, and delete.
    pub const ASYNC: Self = Self { asynchronous: true, ..Self::ALL };
}

/// Which institutions have a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Those that are reached with credentials.
    Credentials,
    /// Those of open finance.
    OpenFinance,
    /// All that name it.
    Everywhere,
}

impl At {
    /// Whether it is one of them.
    pub fn has(self, institution: &Institution) -> bool {
        let open = institution.integration_type == IntegrationType::OpenFinance;
        match self {
            Self::Credentials => !open,
            Self::OpenFinance => open,
            Self::Everywhere => true,
        }
    }
}

/// Whether records come as a list or as a single object.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// `[{…}, …]`
    Array,
    /// `{…}`
    Object,
    /// An object, unless the options want an array.
    Chosen(fn(&Options) -> bool),
}

impl Form {
    /// An array or an object, by the options in force.
    pub fn settled(self, options: &Options) -> Self {
        match self {
            Self::Chosen(as_array) if as_array(options) => Self::Array,
            Self::Chosen(_) => Self::Object,
            form => form,
        }
    }
}

/// A record as the institution gives it.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Always the same for the same thing of the same link (R-DATA-08): made by [`Source::id`].
    pub id: Uuid,
    /// The account that it belongs to.
    pub account: Option<Uuid>,
    /// The record, with all its keys.
    pub value: Value,
}

impl Generated {
    /// A record that belongs to no single account.
    pub fn new(id: Uuid, record: &impl serde::Serialize) -> Self {
        Self { id, account: None, value: serde_json::to_value(record).unwrap_or_default() }
    }

    /// A record of an account.
    pub fn of(account: Uuid, id: Uuid, record: &impl serde::Serialize) -> Self {
        Self { account: Some(account), ..Self::new(id, record) }
    }
}
