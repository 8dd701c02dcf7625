//! The one table of the API's operations: those that are written down here, those of each data resource, and those of
//! payments.

use http::{Method, StatusCode};
use serde_json::json;

use super::endpoint::Access::{AnyToken, Body, Keys, Token};
use super::endpoint::Takes::{Nothing, Object};
use super::endpoint::{
    Asks, Endpoint, Form, GET, Name, OF_BODY, OF_LIST, PATCH, POST, REFUSALS, Run, Shape, Success, Takes,
    Verb, row, success,
};
use super::{institutions, links, payments, records, tokens};
use crate::domain::record::resource::{Beneath, Resource};
use crate::domain::record::table as resources;
use crate::domain::vocabulary::Scope;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::workspace::world::World;
use crate::http::answer::Answer;
use crate::http::call::Call;

const PAGE: &[Success] = &[success(StatusCode::OK, Form::Page)];
const CREATED: &[Success] = &[success(StatusCode::CREATED, Form::One)];
const NO_CONTENT: Success = success(StatusCode::NO_CONTENT, Form::Nothing);
const ACCEPTED: Success = success(StatusCode::ACCEPTED, Form::Accepted);
/// 201 when it is kept, else 200 (R-DATA-01).
const RETRIEVED: &[Success] =
    &[success(StatusCode::CREATED, Form::Retrieved), success(StatusCode::OK, Form::Retrieved)];
const RESUMED: &[Success] =
    &[success(StatusCode::CREATED, Form::Resumed), success(StatusCode::OK, Form::Resumed)];

type WorldVerb = fn(&mut World, &Call<'_>) -> Result<Answer, Failure>;

const fn get(path: &'static str, name: &'static str, run: WorldVerb) -> Endpoint {
    Endpoint { name: Name::Own(name), ..row(GET, path, Run::World(run)) }
}

/// A call with a body.
const fn send(
    method: &'static Method,
    path: &'static str,
    name: &'static str,
    takes: Takes,
    run: WorldVerb,
) -> Endpoint {
    Endpoint { name: Name::Own(name), takes, refusals: OF_BODY, ..row(method, path, Run::World(run)) }
}

const PUT: &Method = &Method::PUT;
const DELETE: &Method = &Method::DELETE;

static WRITTEN: &[Endpoint] = &[
    Endpoint {
        about: "A widget token",
        rules: &["R-TOK-01", "R-TOK-02"],
        access: Body(tokens::caller),
        shape: Shape::Type(tokens::shape),
        asks: Asks::Token,
        ..token("/api/token/", "CreateWidgetToken", tokens::body, tokens::create)
    },
    Endpoint {
        about: "An access token for a refresh token, which Belvo does not document",
        access: Body(tokens::refresh_caller),
        shape: Shape::Type(tokens::access_shape),
        ..token("/api/token/refresh/", "RefreshToken", tokens::refresh_body, tokens::refresh)
    },
    Endpoint {
        about: "Whether a token is good, which Belvo does not document",
        access: Body(tokens::verify_caller),
        ..token("/api/token/verify/", "VerifyToken", tokens::verify_body, tokens::verify)
    },
    Endpoint {
        tag: "Probe",
        about: "The login probe of the official SDKs",
        rules: &["R-BASE-05", "R-AUTH-05"],
        access: AnyToken,
        ..get("/api/", "Probe", |_, _| Ok(Answer::ok(json!({}))))
    },
    Endpoint {
        about: "The sandbox's institutions",
        filters: Some(institutions::FILTERS),
        answers: PAGE,
        refusals: OF_LIST,
        ..institution("/api/institutions/", "ListInstitutions", institutions::list)
    },
    Endpoint {
        about: "One institution",
        ..institution("/api/institutions/{id}/", "DetailInstitution", institutions::detail)
    },
    Endpoint {
        about: "The workspace's links, newest first",
        rules: &["R-LINK-02"],
        access: Token(Scope::ReadLinks),
        filters: Some(links::FILTERS),
        answers: PAGE,
        refusals: OF_LIST,
        ..link(get("/api/links/", "ListLinks", links::list))
    },
    Endpoint {
        about: "Make a link; magic user names decide what the bank answers",
        rules: &["R-LINK-01", "R-LINK-20"],
        answers: CREATED,
        asks: Asks::NewLink,
        ..link(send(POST, "/api/links/", "RegisterLink", Object(links::new_body), links::create))
    },
    Endpoint {
        about: "Answer the bank's question after a 428: session, token, and link if you like",
        rules: &["R-LINK-03", "R-MFA-05"],
        answers: &[
            success(StatusCode::OK, Form::One),
            Success { option: Some("link.resume_status"), ..success(StatusCode::CREATED, Form::One) },
        ],
        ..link(send(PATCH, "/api/links/", "PatchLinks", Object(links::resume_body), links::resume))
    },
    Endpoint {
        about: "One link",
        rules: &["R-LINK-02"],
        access: Token(Scope::ReadLinks),
        ..link(get("/api/links/{id}/", "DetailLink", links::detail))
    },
    Endpoint {
        about: "New credentials for a link: password, or token alone; pass_invalid is wrong",
        rules: &["R-LINK-04"],
        asks: Asks::KnownLink,
        ..link(send(
            PUT,
            "/api/links/{id}/",
            "UpdateLink",
            Object(links::one::renewal_body),
            links::one::renew,
        ))
    },
    Endpoint {
        about: "Change access_mode, stale_in, fetch_resources; null changes nothing",
        rules: &["R-LINK-05"],
        ..link(send(
            PATCH,
            "/api/links/{id}/",
            "ChangeLink",
            Object(links::one::change_body),
            links::one::change,
        ))
    },
    Endpoint {
        about: "Delete a link and all that hangs on it: 204, or 202 with X-Belvo-Request-Mode: async",
        rules: &["R-LINK-06", "R-ASYNC-01"],
        access: Token(Scope::DeleteLinks),
        background: true,
        answers: &[ACCEPTED, NO_CONTENT],
        projected: false,
        refusals: REFUSALS,
        ..link(send(DELETE, "/api/links/{id}/", "DestroyLink", Nothing, links::one::delete))
    },
    Endpoint {
        about: "A widget token for a link, as the Ruby SDK and older ones of JavaScript ask for it",
        rules: &["R-TOK-17"],
        access: Keys,
        projected: false,
        shape: Shape::Type(tokens::shape),
        ..link(send(
            POST,
            "/api/links/{id}/token/",
            "CreateLinkToken",
            Object(tokens::of_link_body),
            tokens::create_of_link,
        ))
    },
    Endpoint {
        about: "Fetch a link's data anew in the background, once in ten minutes of the workspace's clock",
        rules: &["R-LINK-07", "R-ASYNC-04"],
        answers: &[ACCEPTED],
        projected: false,
        asks: Asks::KnownLink,
        ..link(send(
            POST,
            "/api/links/{id}/refresh/",
            "RefreshLink",
            Object(links::one::refresh_body),
            links::one::refresh,
        ))
    },
];

/// Tokens are asked for by pages too (R-BASE-11).
const fn token(
    path: &'static str,
    name: &'static str,
    body: fn() -> serde_json::Value,
    run: WorldVerb,
) -> Endpoint {
    Endpoint {
        tag: "Tokens",
        rules: &["R-TOK-13"],
        cors: true,
        projected: false,
        ..send(POST, path, name, Object(body), run)
    }
}

const fn institution(path: &'static str, name: &'static str, run: WorldVerb) -> Endpoint {
    Endpoint {
        tag: "Institutions",
        rules: &["R-INST-01"],
        access: Token(Scope::ReadInstitutions),
        shape: Shape::Type(institutions::shape),
        ..get(path, name, run)
    }
}

const fn link(row: Endpoint) -> Endpoint {
    Endpoint { tag: "Links", access: Token(Scope::WriteLinks), shape: Shape::Type(links::shape), ..row }
}

/// All rows.
pub(super) fn rows() -> Vec<Endpoint> {
    WRITTEN.iter().copied().chain(resources::all().flat_map(of_resource)).chain(payments::rows()).collect()
}

/// The operations of a data resource (R-DATA-01 to 04).
fn of_resource(resource: &'static Resource) -> impl Iterator<Item = Endpoint> {
    let calls = resource.calls;
    let rows = [
        Some(all(resource)),
        calls.retrieve.then(|| retrieve(resource)),
        resource.resume.map(|_| resume(resource)),
        Some(detail(resource)),
        calls.delete.then(|| delete(resource)),
        calls.beneath.map(|beneath| history(resource, beneath)),
    ];
    rows.into_iter().flatten()
}

fn record(
    resource: &'static Resource,
    method: &'static Method,
    path: &'static str,
    verb: &'static str,
    run: Verb,
) -> Endpoint {
    Endpoint {
        name: Name::Verb(verb),
        tag: resource.title,
        title: resource.title,
        rules: &["R-DATA-04", "R-DATA-20"],
        access: resource.calls.scope.map_or(Keys, Token),
        shape: Shape::Record(resource),
        ..row(method, path, Run::Records(run, resource))
    }
}

fn all(resource: &'static Resource) -> Endpoint {
    Endpoint {
        about: "List",
        filters: Some(resource.filters),
        answers: PAGE,
        refusals: OF_LIST,
        ..record(resource, GET, resource.path, "List", records::LIST)
    }
}

fn retrieve(resource: &'static Resource) -> Endpoint {
    let background = resource.calls.asynchronous;
    Endpoint {
        about: "Ask the institution for",
        rules: &["R-DATA-01", "R-DATA-20"],
        takes: Takes::Retrieve(resource.keys),
        background,
        answers: if background { RETRIEVED_OR_ACCEPTED } else { RETRIEVED },
        refusals: OF_BODY,
        asks: Asks::Records(resource),
        ..record(resource, POST, resource.path, "Retrieve", records::RETRIEVE)
    }
}

fn resume(resource: &'static Resource) -> Endpoint {
    Endpoint {
        about: "Answer the bank's question about",
        rules: &["R-DATA-03"],
        takes: Object(links::resume_body),
        answers: RESUMED,
        refusals: OF_BODY,
        ..record(resource, PATCH, resource.path, "Patch", records::RESUME)
    }
}

fn detail(resource: &'static Resource) -> Endpoint {
    Endpoint { about: "One of the", ..record(resource, GET, resource.one, "Detail", records::DETAIL) }
}

fn delete(resource: &'static Resource) -> Endpoint {
    Endpoint {
        about: "Forget one of the",
        answers: &[NO_CONTENT],
        projected: false,
        ..record(resource, DELETE, resource.one, "Destroy", records::DELETE)
    }
}

fn history(resource: &'static Resource, beneath: &'static Beneath) -> Endpoint {
    Endpoint {
        about: "List",
        title: beneath.title,
        shape: Shape::Type(beneath.shape),
        filters: Some(&[]),
        answers: PAGE,
        refusals: OF_LIST,
        ..record(resource, GET, beneath.path, "List", records::BENEATH)
    }
}

const RETRIEVED_OR_ACCEPTED: &[Success] = &[RETRIEVED[0], RETRIEVED[1], ACCEPTED];
