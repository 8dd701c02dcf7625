//! A call of the API that is emulated: who calls, what has to be done before, what answers, and what is noted of it.

use std::borrow::Cow;

use http::{Method, StatusCode, header};
use serde_json::{Value, json};

use super::answer::{Answer, Body, Caller};
use super::api::endpoint::Endpoint;
use super::api::{ruled, tokens};
use super::call::Call;
use super::message::{Cut, RESET, Reply};
use super::problem::Problem;
use super::projection::Projection;
use super::service::Service;
use super::work::Work;
use super::{auth, cors, evidence, failure, hints};
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::options::SlashRedirect;
use crate::domain::base::text::shown;
use crate::domain::scenario::rule::{Effects, Instead};
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::workspace::world::World;
use crate::store::{Closed, NOBODY, Visitor};

pub(super) fn admitted(service: &Service, endpoint: &Endpoint, call: &Call<'_>) -> Reply {
    let reply = endpoint.admit(service, call).and_then(|caller| entered(service, endpoint, call, caller));
    let reply = reply.unwrap_or_else(|failure| refuse(service, call, &failure));
    if call.looks_like_mislabelled_json() {
        return reply
            .why(Some("the body looks like JSON but came as a form: send Content-Type: application/json"));
    }
    reply
}

/// A call of the REST API in its workspace; tokens are signed after the lock has been given back.
fn entered(
    service: &Service,
    endpoint: &Endpoint,
    call: &Call<'_>,
    caller: Caller,
) -> Result<Reply, Failure> {
    let name = match &caller {
        Caller::Keys(id, password) if !service.store.admits(id, password) => {
            return Err(closed(Closed::Unknown));
        }
        Caller::Keys(id, _) => id.clone(),
        Caller::Bearer(workspace, _) => workspace.clone(),
    };
    let entered = service.store.enter_as(
        visitor(service, call),
        &name,
        |world| -> Result<Result<Judged, Box<Work>>, Failure> {
            count(world, call)?;
            if let Caller::Keys(_, password) = &caller {
                world.unlock(password)?;
                note_keys_in_page(world, call);
            }
            Ok(match needed(world, endpoint, call) {
                Some(work) => Err(Box::new(work)),
                None => Ok(judged(world, endpoint, call)),
            })
        },
    );
    let (result, why, effects) = match entered.map_err(closed)?? {
        Ok(judged) => judged,
        Err(work) => return Ok(Reply::after(work.within(&name))),
    };
    let reply = match result {
        Ok(answer) => written(service, call, answer),
        Err(reply) => reply,
    };
    Ok(reply.with_effects(&effects).why(why.as_deref()))
}

/// What stands before the API counts each call, whoever it is of (R-LIMIT-01).
fn count(world: &mut World, call: &Call<'_>) -> Result<(), Failure> {
    if !world.options().limit_rate || !call.is_to_be_counted() {
        return Ok(());
    }
    let now = world.now();
    world.core.requests.admit(call.peer, now)
}

/// A page of another origin fills the emulator with no more workspaces than it may.
fn visitor(service: &Service, call: &Call<'_>) -> Visitor {
    if service.guard.is_foreign_page(call.headers) { Visitor::Page } else { Visitor::Own }
}

/// A page that calls with the keys gives them to whoever looks at it; Belvo advises against it (R-BASE-11).
fn note_keys_in_page(world: &mut World, call: &Call<'_>) {
    let Some(page) = cors::foreign_page(call.headers, &call.host).filter(|_| call.ready.is_none()) else {
        return;
    };
    let data = json!({ "page": shown(page), "path": evidence::path(&call.path) });
    world.note(EntryKind::KeysInPage, Some("secret keys used in a page".to_owned()), data);
}

/// Nothing is generated for a call that is not carried out.
fn needed(world: &mut World, endpoint: &Endpoint, call: &Call<'_>) -> Option<Work> {
    if call.ready.is_some() || world.will_refuse(ruled::called(endpoint, call)) {
        return None;
    }
    endpoint.need(world, call)
}

/// All answers but tokens are projected here, and nowhere else (R-PAGE-06).
fn written(service: &Service, call: &Call<'_>, answer: Answer) -> Reply {
    // What goes on in the background has an id to be known by, and no keys to choose from.
    let accepted = answer.status == StatusCode::ACCEPTED;
    let projection = if accepted { Projection::default() } else { Projection::of(&call.query) };
    let json = |text: String| Reply::new(answer.status, "application/json", text);
    let reply = match answer.body {
        Body::Json(mut body) => {
            projection.apply(&mut body);
            json(body.to_string())
        }
        Body::Line(line) => json(line.written(&projection)),
        Body::Page(page) => json(page.written(&projection)),
        Body::Empty => Reply::empty(answer.status),
        Body::Tokens(issued) => json(tokens::signed(&service.keyring, &issued)),
    };
    Reply { delay: answer.delay, ..reply }
}

fn closed(closed: Closed) -> Failure {
    match closed {
        Closed::Unknown => Failure::WrongKeys(closed.to_string().into()),
        Closed::TooLong
        | Closed::TooMany
        | Closed::TooManyPages
        | Closed::Full
        | Closed::QueueFull
        | Closed::OrganisationTaken
        | Closed::FaultsFull
        | Closed::Kept
        | Closed::NotOpen => Failure::Denied(Refusal::of(Code::AccessToResourceDenied), closed.to_string()),
    }
}

type Judged = (Result<Answer, Reply>, Option<String>, Effects);

/// What faults and rules say comes first, then the handler; both are noted.
fn judged(world: &mut World, endpoint: &Endpoint, call: &Call<'_>) -> Judged {
    let verdict = world.verdict(ruled::called(endpoint, call));
    let (mut effects, why) = verdict.map(|verdict| (verdict.effects, Some(verdict.why))).unwrap_or_default();
    let result = match effects.instead.take() {
        Some(Instead::Refused(ruled)) => Err(ruled::refuse(world, endpoint, call, ruled)),
        Some(Instead::Status(status)) => Ok(Answer::bare(status)),
        None if effects.cut == Some(Cut::Reset) => Ok(Answer::bare(RESET)),
        None => endpoint.run(world, call),
    };
    let options = world.options();
    if let Some(hint) = endpoint.filters.and_then(|filters| hints::of_list(filters, call, &options)) {
        world.core.hint(hint);
    }
    // Also when a rule has the word: what is left would be told of the next call.
    let own = world.take_why();
    let mut why = why.or(own);
    let result = match result {
        Ok(_) if redirects(world, call) => Err(slash(call)),
        result => result.map_err(|failure| {
            why = why.take().or_else(|| failure.why().map(Cow::into_owned));
            failure::reply(&failure, &world.request_id(), &world.options())
        }),
    };
    let (status, answer) = match &result {
        Ok(answer) => (answer.status, evidence::answered(answer)),
        Err(reply) => (reply.status, evidence::refused(reply)),
    };
    let status = Some(status).filter(|_| effects.cut != Some(Cut::Reset));
    note(world, call, status, answer, why.clone());
    (result, why, effects)
}

/// A POST cannot be sent elsewhere safely (R-BASE-03).
fn redirects(world: &World, call: &Call<'_>) -> bool {
    !call.slashed && call.method == Method::GET && world.options().slash_redirect == SlashRedirect::Moved
}

fn slash(call: &Call<'_>) -> Reply {
    let query = if call.raw_query.is_empty() { String::new() } else { format!("?{}", call.raw_query) };
    let to = format!("{}{}{query}", call.base, call.path);
    Reply::empty(StatusCode::MOVED_PERMANENTLY).with(header::LOCATION, &to)
}

/// Without a status when the connection is reset: nobody gets one.
fn note(
    world: &mut World,
    call: &Call<'_>,
    status: Option<StatusCode>,
    answer: Option<Value>,
    why: Option<String>,
) {
    world.note(EntryKind::Request, why, evidence::of(call, status.map(|status| status.as_u16()), answer));
}

/// A refusal before any workspace was entered; it is noted in the one that it came from, or that it names, if that is
/// open. A call of nobody, or of somebody who only names a workspace, shifts the bytes of none, and counts as nobody's.
pub(super) fn refuse(service: &Service, call: &Call<'_>, failure: &Failure) -> Reply {
    let origin = auth::origin(service, call);
    let counted = service.store.enter(origin.as_deref().unwrap_or(NOBODY), |world| count(world, call));
    let too_many = counted.ok().and_then(Result::err);
    let failure = too_many.as_ref().unwrap_or(failure);
    let place = origin.clone().or_else(|| auth::named(service, call));
    let refused = service.store.enter(place.as_deref().unwrap_or(NOBODY), |world| {
        let options = world.options();
        let id = if origin.is_some() { world.request_id() } else { world.request_id_for(&call.parts()) };
        let reply = failure::reply(failure, &id, &options);
        note(world, call, Some(reply.status), evidence::refused(&reply), failure.why().map(Cow::into_owned));
        reply
    });
    refused.unwrap_or_else(|_| failure::reply(failure, "", &service.store.next_start().options))
}

/// A call whose body could not be read, in the workspace that it comes from, or that it names, if that is open.
pub(super) fn note_unread(service: &Service, call: &Call<'_>, refused: &Problem) {
    let place = auth::origin(service, call).or_else(|| auth::named(service, call));
    let _noted = service.store.enter(place.as_deref().unwrap_or(NOBODY), |world| {
        world.note(EntryKind::Request, Some(refused.detail.clone()), evidence::of_unread(call, refused));
    });
}
