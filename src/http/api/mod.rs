//! The API that is emulated. One `table` has a row an operation; routes, the OpenAPI document, `list routes`, the
//! README's tables and the `api` rules of scenarios are read from it. Beside it a file a family of resources: the
//! handlers, what they take and what they answer.

pub(super) mod bodies;
pub(super) mod institutions;
pub(super) mod links;
mod payments;
pub(super) mod records;
pub(super) mod ruled;
mod table;
pub(super) mod tokens;

use std::borrow::Cow;
use std::sync::LazyLock;

use http::{Method, StatusCode};
use schemars::{Schema, SchemaGenerator};
use serde_json::Value;
use uuid::Uuid;

use super::auth;
use super::call::Call;
use super::work::Work;
use crate::domain::base::limits::LONGEST_WORD;
use crate::domain::base::text;
use crate::domain::record::ask::Key;
use crate::domain::record::filter::Filter;
use crate::domain::record::resource::Resource;
use crate::domain::vocabulary::Scope;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::workspace::world::World;
use crate::http::{Answer, Caller, Service};

/// One operation: a row of the table.
#[derive(Clone, Copy)]
pub(super) struct Endpoint {
    pub(super) method: &'static Method,
    /// The path, with its slashes; `{name}` stands for a parameter.
    pub(super) path: &'static str,
    /// Its name in the OpenAPI document.
    name: Name,
    /// What it is about: the group that the OpenAPI document puts it into.
    pub(super) tag: &'static str,
    /// One sentence; of a data resource, what stands before its title.
    about: &'static str,
    /// What stands after that.
    title: &'static str,
    /// The rules that it answers to, the closest first.
    pub(super) rules: &'static [&'static str],
    /// Who may call.
    pub(super) access: Access,
    /// Whether pages of any origin may call (R-BASE-11).
    pub(super) cors: bool,
    run: Run,
    /// Its body.
    pub(super) takes: Takes,
    /// What its list is narrowed by, if it is a list.
    pub(super) filters: Option<&'static [Filter]>,
    /// Whether it goes on in the background when a header asks for that (R-ASYNC-01).
    pub(super) background: bool,
    /// What one of that which it answers looks like.
    pub(super) shape: Shape,
    /// How it succeeds, the usual way first.
    pub(super) answers: &'static [Success],
    /// Whether `fields` and `omit` choose the keys of its answer (R-PAGE-06).
    pub(super) projected: bool,
    /// The statuses that it is refused with, besides those that a scenario comes up with.
    pub(super) refusals: &'static [u16],
    /// What it asks for; a bank may ask back (R-ERR-03).
    asks: Asks,
}

/// The name of an operation, unlike that of any other.
#[derive(Clone, Copy)]
enum Name {
    Own(&'static str),
    /// This verb, and then what the path says: `/api/br/investments/{id}/` is about `BrInvestments`.
    Verb(&'static str),
}

/// Who may call.
#[derive(Clone, Copy)]
pub(super) enum Access {
    /// Whoever has what the body asks for.
    Body(fn(&Service, &Call<'_>) -> Result<Caller, Failure>),
    /// The keys, or any token.
    AnyToken,
    /// The keys, or a token of this scope.
    Token(Scope),
    /// The keys alone: most data of a link are read with keys.
    Keys,
}

/// The handler.
#[derive(Clone, Copy)]
enum Run {
    World(fn(&mut World, &Call<'_>) -> Result<Answer, Failure>),
    /// One engine for all data resources.
    Records(records::Verb, &'static Resource),
}

/// The body of a request.
#[derive(Clone, Copy)]
pub(super) enum Takes {
    /// None.
    Nothing,
    /// One that is documented nowhere: it is refused before it is read.
    Anything,
    /// An object of this schema.
    Object(fn() -> Value),
    /// A link, and these keys of a retrieve.
    Retrieve(&'static [Key]),
}

/// Makes the schema of what is sent, and notes what it consists of.
pub(super) type MakeSchema = fn(&mut SchemaGenerator) -> Schema;

/// What one of that which is answered looks like.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    Type(MakeSchema),
    /// A record of this resource.
    Record(&'static Resource),
}

/// A way to succeed.
#[derive(Clone, Copy)]
pub(super) struct Success {
    pub(super) status: StatusCode,
    pub(super) body: Form,
    /// The option that has to be set for it.
    pub(super) option: Option<&'static str>,
}

/// What a success sends.
#[derive(Clone, Copy)]
pub(super) enum Form {
    Nothing,
    One,
    Page,
    /// What a retrieve of the resource answers (R-DATA-05).
    Retrieved,
    /// What a resume of the resource answers (R-DATA-03).
    Resumed,
    /// The id of what goes on by itself (R-ASYNC-03).
    Accepted,
}

/// What a call asks for that a scenario may answer in its own way.
#[derive(Clone, Copy)]
enum Asks {
    Nothing,
    /// A widget token.
    Token,
    /// The bank for a new link.
    NewLink,
    /// The bank whether it knows the user of the link still.
    KnownLink,
    /// The bank for data of a link.
    Records(&'static Resource),
}

/// Every operation.
pub(super) static ENDPOINTS: LazyLock<Vec<Endpoint>> = LazyLock::new(table::rows);

impl Endpoint {
    /// One sentence.
    pub(super) fn about(&self) -> Cow<'static, str> {
        match self.title {
            "" => Cow::Borrowed(self.about),
            title => Cow::Owned(format!("{} {title}", self.about)),
        }
    }

    /// Its name in the OpenAPI document.
    pub(super) fn id(&self) -> String {
        match self.name {
            Name::Own(name) => name.to_owned(),
            Name::Verb(verb) => {
                let parts = self.path.split(['/', '-']);
                let words = parts.filter(|part| !["", "api"].contains(part) && !part.starts_with('{'));
                verb.to_owned() + &words.map(capital).collect::<String>()
            }
        }
    }

    /// The statuses of its successes while no option says otherwise, the usual one first.
    pub(super) fn statuses(&self) -> impl Iterator<Item = StatusCode> {
        self.answers.iter().filter(|success| success.option.is_none()).map(|success| success.status)
    }

    /// The caller, if it may call: a token reaches what its scopes name, keys reach all.
    pub(super) fn admit(&self, service: &Service, call: &Call<'_>) -> Result<Caller, Failure> {
        if let Access::Body(caller) = self.access {
            return caller(service, call);
        }
        let caller = auth::caller(service, call)?;
        let reaches = match (&caller, self.access) {
            (Caller::Bearer(_, wish), Access::Token(scope)) => wish.scopes.contains(&scope),
            (Caller::Bearer(..), Access::Keys) => false,
            (Caller::Keys(..), _) | (_, Access::AnyToken | Access::Body(_)) => true,
        };
        if reaches { Ok(caller) } else { Err(Failure::Coded(Refusal::of(Code::PermissionDenied))) }
    }

    /// What has to be done before the call is answered.
    pub(super) fn need(&self, world: &mut World, call: &Call<'_>) -> Option<Work> {
        match self.run {
            Run::World(_) => None,
            Run::Records(verb, resource) => (verb.need)(resource, world, call),
        }
    }

    /// Answers the call.
    pub(super) fn run(&self, world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
        match self.run {
            Run::World(run) => run(world, call),
            Run::Records(verb, resource) => (verb.run)(resource, world, call),
        }
    }
}

impl Access {
    /// For people.
    pub(super) fn describe(self) -> String {
        match self {
            Self::Body(_) => "keys or token in the body".to_owned(),
            Self::AnyToken => "keys, or any token".to_owned(),
            Self::Token(scope) => format!("keys, or a token with {scope}"),
            Self::Keys => "keys".to_owned(),
        }
    }
}

pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Whether a scenario's rule can name this call; the error says what is near.
pub fn check_call(method: &str, path: &str) -> Result<(), String> {
    let is_it = |endpoint: &Endpoint| endpoint.method.as_str() == method && endpoint.path == path;
    if ENDPOINTS.iter().any(is_it) {
        return Ok(());
    }
    let paths: Vec<&str> = ENDPOINTS.iter().map(|endpoint| endpoint.path).collect();
    let of_path = |near: &str| ENDPOINTS.iter().find(|endpoint| endpoint.path == near);
    let near = text::nearest(&form_of(path), &paths).and_then(of_path);
    let near = near.map(|endpoint| format!("; the nearest is `{} {}`", endpoint.method, endpoint.path));
    let call = text::quote(&format!("{method} {path}"));
    Err(format!("this version has no call {call}{}", near.unwrap_or_default()))
}

/// A path as routes are written: an id is `{id}`.
pub(super) fn form_of(path: &str) -> String {
    if path.len() > LONGEST_WORD {
        return path.to_owned();
    }
    let is_id = |part: &str| Uuid::try_parse(part).is_ok() || part.parse::<u32>().is_ok();
    path.split('/').map(|part| if is_id(part) { "{id}" } else { part }).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vocabulary::rules;

    #[test]
    fn each_operation_answers_to_rules_of_the_table_and_has_a_success() {
        for endpoint in ENDPOINTS.iter() {
            let call = format!("{} {}", endpoint.method, endpoint.path);
            assert!(!endpoint.rules.is_empty() && endpoint.statuses().next().is_some(), "{call}");
            assert!(
                endpoint.rules.iter().all(|id| rules::find(id).is_some()),
                "{call}: {:?}",
                endpoint.rules
            );
        }
    }
}
