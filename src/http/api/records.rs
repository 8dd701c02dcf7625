//! The calls of every data resource (R-DATA).

use std::cmp::Reverse;

use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::domain::World;
use crate::domain::failure::{Failure, FieldFault, Wrong};
use crate::domain::linking::Resumption;
use crate::domain::options::Opt;
use crate::domain::record::ask::{self, Ask};
use crate::domain::record::shelf::{Column, Row};
use crate::domain::record::{Form, Resource};
use crate::domain::time::Span;
use crate::http::call::Call;
use crate::http::fields::{self, Faults};
use crate::http::page::{self, Line};
use crate::http::rows::{self, Cell};
use crate::http::{Answer, Body, filters};

/// What goes on by itself goes on under this id (R-ASYNC-03).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AsynchronousAccepted202")]
pub(in crate::http) struct Accepted {
    pub(in crate::http) request_id: String,
}

/// A handler of the one engine for all data resources.
pub(super) type Verb = fn(&'static Resource, &mut World, &Call<'_>) -> Result<Answer, Failure>;

/// What is kept, newest first (R-PAGE-12); never asks the institution (R-PAGE-13).
pub(super) fn list(
    resource: &'static Resource,
    world: &mut World,
    call: &Call<'_>,
) -> Result<Answer, Failure> {
    let options = world.options();
    let tests = filters::read(resource.filters, &call.query, &options)?;
    let links = filters::ids(&tests, "link");
    world.stock(resource, links.as_deref());
    let mut rows: Vec<&Row> = world.core.rows(resource).rev().collect();
    rows.sort_by_key(|row| Reverse(row.created_at));
    page::of(call, &options, &tests, rows.into_iter(), |row| shown(row, call))
}

pub(super) fn detail(
    resource: &'static Resource,
    world: &mut World,
    call: &Call<'_>,
) -> Result<Answer, Failure> {
    let id = Uuid::try_parse(call.param("id")).map_err(|_| Failure::NotFound)?;
    let row = world.record(resource, id)?;
    Ok(line(StatusCode::OK, shown(row, call)))
}

/// A record as it is sent; its images are on this emulator.
fn shown(row: &Row, call: &Call<'_>) -> Line {
    const IMAGE: &str = "\"/institutions/";
    if !row.text.contains(IMAGE) {
        return Line::Text(row.text.clone());
    }
    Line::Text(row.text.replace(IMAGE, &format!("\"{}/institutions/", call.base)).into())
}

/// What hangs on one record, newest first.
pub(super) fn beneath(
    resource: &'static Resource,
    world: &mut World,
    call: &Call<'_>,
) -> Result<Answer, Failure> {
    let id = Uuid::try_parse(call.param("id")).map_err(|_| Failure::NotFound)?;
    let rows = world.beneath(resource, id)?;
    page::of(call, &world.options(), &[], rows.iter(), |row| Line::Text(row.text.clone()))
}

/// A scenario's rule has refused to fetch: so many of these in a row make the link invalid (R-LINK-09).
pub(super) fn note_refusal(world: &mut World, call: &Call<'_>) {
    let link = call.object().ok().and_then(|body| Uuid::try_parse(body.get("link")?.as_str()?).ok());
    link.into_iter().for_each(|link| world.core.links.failed(link));
}

/// 204, without a body (R-DATA-04).
pub(super) fn delete(
    resource: &'static Resource,
    world: &mut World,
    call: &Call<'_>,
) -> Result<Answer, Failure> {
    let id = Uuid::try_parse(call.param("id")).map_err(|_| Failure::NotFound)?;
    if resource.calls.limited {
        world.may_delete()?;
    }
    world.forget_record(resource, id)?;
    Ok(Answer::nothing())
}

/// 201 when the records are kept, else 200 (R-DATA-01).
pub(super) fn retrieve(
    resource: &'static Resource,
    world: &mut World,
    call: &Call<'_>,
) -> Result<Answer, Failure> {
    let ask = ask(resource, call.object()?)?;
    if resource.calls.asynchronous && call.is_asynchronous() {
        return world.retrieve_later(resource, &ask).map(Answer::accepted);
    }
    let rows = world.retrieve(resource, &ask)?;
    Ok(fetched(resource.answer.settled(&world.options()), &rows, ask.save))
}

/// The token that a retrieve waits for (R-DATA-03).
pub(super) fn resume(
    resource: &'static Resource,
    world: &mut World,
    call: &Call<'_>,
) -> Result<Answer, Failure> {
    let body = call.object()?;
    let mut faults = Faults::new();
    let session = fields::text("session", body.get("session"), &mut faults);
    // The Python SDK's method for all resumes may leave it out.
    let link = fields::uuid("link", body, &mut faults);
    if world.options().on(Opt::Strict) && !body.contains_key("link") {
        faults.push(FieldFault::new("link", Wrong::Required));
    }
    let token = fields::optional("token", body, &mut faults);
    let save = save_data(body, &mut faults);
    let session = session.filter(|_| faults.is_empty()).ok_or(Failure::Fields(faults))?;
    let rows = world.resume_retrieve(resource, &Resumption { session, link, token }, save)?;
    Ok(fetched(resource.resume.unwrap_or(resource.answer), &rows, save))
}

/// What a retrieve asks for.
pub(super) fn ask(resource: &Resource, body: &Map<String, Value>) -> Result<Ask, Failure> {
    let mut faults = Faults::new();
    let link = fields::required_uuid("link", body, &mut faults);
    let save = save_data(body, &mut faults);
    let token = fields::optional("token", body, &mut faults);
    let read = |key: &ask::Key| Some((key.name.to_owned(), ask::read(key, body, &mut faults)?));
    let keys = resource.keys.iter().filter_map(read).collect();
    match link.filter(|_| faults.is_empty()) {
        Some(link) => Ok(Ask { link, save, token, keys, all: false }),
        None => Err(Failure::Fields(faults)),
    }
}

/// Kept unless the caller says no (R-DATA-02).
fn save_data(body: &Map<String, Value>, faults: &mut Faults) -> bool {
    let Some(sent) = body.get("save_data").filter(|sent| !sent.is_null()) else { return true };
    ask::flag(sent).unwrap_or_else(|| {
        faults.push(FieldFault::new("save_data", Wrong::NotABoolean));
        true
    })
}

fn fetched(form: Form, rows: &[Row], kept: bool) -> Answer {
    let status = if kept { StatusCode::CREATED } else { StatusCode::OK };
    match (form, rows.first()) {
        (Form::Object, Some(row)) => line(status, Line::Text(row.text.clone())),
        _ => line(status, Line::Rows(rows.iter().map(|row| Line::Text(row.text.clone())).collect())),
    }
}

fn line(status: StatusCode, line: Line) -> Answer {
    Answer { status, body: Body::Line(line), delay: Span::ZERO }
}

impl rows::Row for &Row {
    fn cell(&self, path: &str) -> Cell<'_> {
        match self.column(path) {
            Column::Missing => Cell::Missing,
            Column::Null => Cell::Null,
            Column::Text(text) => Cell::text(&**text),
            Column::Number(number) => Cell::Number(*number),
            Column::Texts(texts) => Cell::Texts(texts.iter().map(|text| &**text).collect()),
        }
    }
}
