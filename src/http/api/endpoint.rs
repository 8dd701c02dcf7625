//! What is said of an operation: the row of the table, and what rows have in common.

use std::borrow::Cow;

use http::{Method, StatusCode};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use crate::domain::record::ask::Key;
use crate::domain::record::filter::Filter;
use crate::domain::record::resource::Resource;
use crate::domain::vocabulary::Scope;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::workspace::world::World;
use crate::http::answer::{Answer, Caller};
use crate::http::auth;
use crate::http::call::Call;
use crate::http::service::Service;
use crate::http::work::Work;

/// One operation: a row of the table.
#[derive(Clone, Copy)]
pub(in crate::http) struct Endpoint {
    pub(in crate::http) method: &'static Method,
    /// The path, with its slashes; `{name}` stands for a parameter.
    pub(in crate::http) path: &'static str,
    /// Its name in the OpenAPI document.
    pub(in crate::http) name: Name,
    /// What it is about: the group that the OpenAPI document puts it into.
    pub(in crate::http) tag: &'static str,
    /// One sentence; of a data resource, what stands before its title.
    pub(in crate::http) about: &'static str,
    /// What stands after that.
    pub(in crate::http) title: &'static str,
    /// The rules that it answers to, the closest first.
    pub(in crate::http) rules: &'static [&'static str],
    /// Who may call.
    pub(in crate::http) access: Access,
    /// Whether pages of any origin may call whatever the settings (R-BASE-11).
    pub(in crate::http) cors: bool,
    pub(in crate::http) run: Run,
    /// Its body.
    pub(in crate::http) takes: Takes,
    /// What its list is narrowed by, if it is a list.
    pub(in crate::http) filters: Option<&'static [Filter]>,
    /// Whether it goes on in the background when a header asks for that (R-ASYNC-01).
    pub(in crate::http) background: bool,
    /// What one of that which it answers looks like.
    pub(in crate::http) shape: Shape,
    /// How it succeeds, the usual way first.
    pub(in crate::http) answers: &'static [Success],
    /// Whether `fields` and `omit` choose the keys of its answer (R-PAGE-06).
    pub(in crate::http) projected: bool,
    /// The statuses that it is refused with, besides those that a scenario comes up with.
    pub(in crate::http) refusals: &'static [u16],
    /// What it asks for; a bank may ask back (R-ERR-03).
    pub(in crate::http) asks: Asks,
}

/// The name of an operation, unlike that of any other.
#[derive(Clone, Copy)]
pub(in crate::http) enum Name {
    Own(&'static str),
    /// This verb, and then what the path says: `/api/br/investments/{id}/` is about `BrInvestments`.
    Verb(&'static str),
}

/// Who may call.
#[derive(Clone, Copy)]
pub(in crate::http) enum Access {
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
pub(in crate::http) enum Run {
    World(fn(&mut World, &Call<'_>) -> Result<Answer, Failure>),
    /// One engine for all data resources.
    Records(Verb, &'static Resource),
}

/// The body of a request.
#[derive(Clone, Copy)]
pub(in crate::http) enum Takes {
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
pub(in crate::http) type MakeSchema = fn(&mut SchemaGenerator) -> Schema;

/// What one of that which is answered looks like.
#[derive(Clone, Copy)]
pub(in crate::http) enum Shape {
    Type(MakeSchema),
    /// A record of this resource.
    Record(&'static Resource),
}

/// A way to succeed.
#[derive(Clone, Copy)]
pub(in crate::http) struct Success {
    pub(in crate::http) status: StatusCode,
    pub(in crate::http) body: Form,
    /// The option that has to be set for it.
    pub(in crate::http) option: Option<&'static str>,
}

/// What a success sends.
#[derive(Clone, Copy)]
pub(in crate::http) enum Form {
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
pub(in crate::http) enum Asks {
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

impl Endpoint {
    /// One sentence.
    pub(in crate::http) fn about(&self) -> Cow<'static, str> {
        match self.title {
            "" => Cow::Borrowed(self.about),
            title => Cow::Owned(format!("{} {title}", self.about)),
        }
    }

    /// Its name in the OpenAPI document.
    pub(in crate::http) fn id(&self) -> String {
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
    pub(in crate::http) fn statuses(&self) -> impl Iterator<Item = StatusCode> {
        self.answers.iter().filter(|success| success.option.is_none()).map(|success| success.status)
    }

    /// The caller, if it may call: a token reaches what its scopes name, keys reach all.
    pub(in crate::http) fn admit(&self, service: &Service, call: &Call<'_>) -> Result<Caller, Failure> {
        if let Access::Body(caller) = self.access {
            return caller(service, call);
        }
        let caller = auth::caller(service, call)?;
        let reaches = match (&caller, self.access) {
            (Caller::Bearer(_, grant), Access::Token(scope)) => grant.scopes.contains(&scope),
            (Caller::Bearer(..), Access::Keys) => false,
            (Caller::Keys(..), _) | (_, Access::AnyToken | Access::Body(_)) => true,
        };
        if reaches {
            Ok(caller)
        } else {
            Err(Failure::Denied(Refusal::of(Code::PermissionDenied), self.access.lacking()))
        }
    }

    /// What has to be done before the call is answered.
    pub(in crate::http) fn need(&self, world: &mut World, call: &Call<'_>) -> Option<Work> {
        match self.run {
            Run::World(_) => None,
            Run::Records(verb, resource) => (verb.need)(resource, world, call),
        }
    }

    /// Answers the call.
    pub(in crate::http) fn run(&self, world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
        match self.run {
            Run::World(run) => run(world, call),
            Run::Records(verb, resource) => (verb.run)(resource, world, call),
        }
    }
}

impl Access {
    /// Why a token does not reach it, for people.
    fn lacking(self) -> String {
        match self {
            Self::Token(scope) => format!("the token lacks the scope {scope}, which this call needs"),
            _ => "a widget token does not reach this call: it needs the secret keys".to_owned(),
        }
    }

    /// For people.
    pub(in crate::http) fn describe(self) -> String {
        match self {
            Self::Body(_) => "keys or token in the body".to_owned(),
            Self::AnyToken => "keys, or any token".to_owned(),
            Self::Token(scope) => format!("keys, or a token with {scope}"),
            Self::Keys => "keys".to_owned(),
        }
    }
}

pub(in crate::http) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A call of the one engine for all data resources.
#[derive(Clone, Copy)]
pub(in crate::http) struct Verb {
    /// Its handler.
    pub(in crate::http) run: fn(&'static Resource, &mut World, &Call<'_>) -> Result<Answer, Failure>,
    /// What has to be done before; nothing when the call can be answered at once.
    pub(in crate::http) need: fn(&'static Resource, &mut World, &Call<'_>) -> Option<Work>,
}

pub(super) const fn success(status: StatusCode, body: Form) -> Success {
    Success { status, body, option: None }
}

pub(super) const EMPTY: Shape = Shape::Type(|_| json_schema!({ "type": "object", "maxProperties": 0 }));

pub(super) const ONE: &[Success] = &[success(StatusCode::OK, Form::One)];

/// What any call can be refused with.
pub(super) const REFUSALS: &[u16] = &[401, 403, 404, 408, 500];

/// What a list can be refused with.
pub(super) const OF_LIST: &[u16] = &[400, 401, 403, 404, 408, 500];

/// What a call with a body can be refused with.
pub(super) const OF_BODY: &[u16] = &[400, 401, 403, 404, 408, 409, 415, 428, 500];

/// What most rows have in common: one thing is asked for and answered.
pub(super) const fn row(method: &'static Method, path: &'static str, run: Run) -> Endpoint {
    Endpoint {
        method,
        path,
        name: Name::Own(""),
        tag: "",
        about: "",
        title: "",
        rules: &[],
        access: Access::Keys,
        cors: false,
        run,
        takes: Takes::Nothing,
        filters: None,
        background: false,
        shape: EMPTY,
        answers: ONE,
        projected: true,
        refusals: REFUSALS,
        asks: Asks::Nothing,
    }
}

pub(super) const GET: &Method = &Method::GET;

pub(super) const POST: &Method = &Method::POST;

pub(super) const PATCH: &Method = &Method::PATCH;
