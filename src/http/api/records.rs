//! The calls of every data resource (R-DATA).

use std::borrow::Cow;
use std::sync::Arc;

use http::StatusCode;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::endpoint::Verb;
use crate::domain::base::options::Options;
use crate::domain::base::text::text_of;
use crate::domain::base::time::Span;
use crate::domain::record::ask::Ask;
use crate::domain::record::column::Column;
use crate::domain::record::resource::{Form, Resource};
use crate::domain::record::store::{Kept, Row};
use crate::domain::record::{ask, table};
use crate::domain::vocabulary::failure::{Failure, FieldFault, Wrong};
use crate::domain::workspace::registration::Resumption;
use crate::domain::workspace::world::World;
use crate::http::answer::{Answer, Body};
use crate::http::call::Call;
use crate::http::fields::Faults;
use crate::http::filters::Test;
use crate::http::page::{Line, Page};
use crate::http::rows::Cell;
use crate::http::service::with_images;
use crate::http::work::{Then, Work};
use crate::http::{fields, filters, paging, rows};

pub(super) const LIST: Verb = Verb { run: list, need: to_list };
pub(super) const DETAIL: Verb = Verb { run: detail, need: to_read };
pub(super) const BENEATH: Verb = Verb { run: beneath, need: to_read_beneath };
pub(super) const RETRIEVE: Verb = Verb { run: retrieve, need: to_retrieve };
pub(super) const RESUME: Verb = Verb { run: resume, need: to_resume };
pub(super) const DELETE: Verb = Verb { run: delete, need: to_delete };

/// What is kept, newest first (R-PAGE-12); never asks the institution (R-PAGE-13).
fn list(resource: &'static Resource, world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let tests = filters::read(resource.filters, &call.query, &world.options())?;
    let only = links(resource, &tests);
    world.must_be_generated(resource, only.as_deref())?;
    world.note_later(resource, only.as_deref().unwrap_or_default());
    match call.take_ready().page {
        Some(page) => page.map(Answer::from),
        None => Listing::of(resource, world, call)?.page(call).map(Answer::from),
    }
}

/// What a list shows before it is narrowed and cut into pages.
pub(in crate::http) struct Listing {
    options: Arc<Options>,
    tests: Vec<Test>,
    kept: Kept,
}

impl Listing {
    pub(in crate::http) fn of(
        resource: &'static Resource,
        world: &World,
        call: &Call<'_>,
    ) -> Result<Self, Failure> {
        let options = world.options();
        let tests = filters::read(resource.filters, &call.query, &options)?;
        let kept = world.core.kept(resource, links(resource, &tests).as_deref());
        Ok(Self { options, tests, kept })
    }

    /// The page that is asked for.
    pub(in crate::http) fn page(&self, call: &Call<'_>) -> Result<Page, Failure> {
        let rows = self.kept.newest_first().into_iter();
        paging::cut(call, &self.options, &self.tests, rows, |row| shown(row, call))
    }
}

/// The links that a list is narrowed to.
fn links(resource: &Resource, tests: &[Test]) -> Option<Vec<Uuid>> {
    let filter = resource.filters.iter().find(|filter| filter.name == "link")?;
    filters::ids(tests, filter.path)
}

/// More links or rows than these are not gone through on the threads that serve sockets.
const FEW_LINKS: usize = 64;
const FEW_ROWS: usize = 2_000;

/// The records that come with links are generated when they are read for the first time.
fn to_list(resource: &'static Resource, world: &mut World, call: &Call<'_>) -> Option<Work> {
    let tests = filters::read(resource.filters, &call.query, &world.options()).ok()?;
    let only = links(resource, &tests);
    let links = world.links_to_list(only.as_deref());
    let is_short = links.len() <= FEW_LINKS
        && !links.iter().any(|link| world.waits(resource, *link))
        && world.core.kept(resource, only.as_deref()).count() <= FEW_ROWS;
    (!is_short).then(|| Work::read(resource, links).then(Then::List(resource)))
}

/// What has to be generated before one record is there.
fn to_read(resource: &'static Resource, world: &mut World, call: &Call<'_>) -> Option<Work> {
    let id = Uuid::try_parse(call.param("id")).ok()?;
    let mut links = world.links_to_read(resource, id);
    links.retain(|link| world.waits(resource, *link));
    (!links.is_empty()).then(|| Work::read(resource, links))
}

/// What hangs on a record is generated before that goes.
fn to_delete(resource: &'static Resource, world: &mut World, call: &Call<'_>) -> Option<Work> {
    let id = Uuid::try_parse(call.param("id")).ok()?;
    let known = world.core.records.get(resource, id).map(|row| vec![row.link]);
    let links = known.unwrap_or_else(|| world.links_to_read(resource, id));
    let work = table::hanging(resource)
        .fold(Work::read(resource, links.clone()), |work, hanging| work.after(hanging, links.clone()));
    (!links.is_empty()).then_some(work)
}

fn to_read_beneath(resource: &'static Resource, world: &mut World, call: &Call<'_>) -> Option<Work> {
    let id = Uuid::try_parse(call.param("id")).ok()?;
    let links = world.links_to_read(resource, id);
    Some(Work::read(resource, links).then(Then::Beneath(resource, id)))
}

fn to_retrieve(resource: &'static Resource, _: &mut World, call: &Call<'_>) -> Option<Work> {
    let ask = ask(resource, call.object().ok()?).ok()?;
    let later = resource.calls.asynchronous && call.is_asynchronous();
    (!later).then(|| Work::read(resource, vec![ask.link]).then(Then::Fetch(resource, ask)))
}

fn to_resume(resource: &'static Resource, world: &mut World, call: &Call<'_>) -> Option<Work> {
    let body = call.object().ok()?;
    let session = text_of(body.get("session")?)?;
    let link = world.plan_to_resume(resource, &session, true)?.link();
    let save = save_data(body, &mut Faults::new());
    Some(Work::read(resource, vec![link]).then(Then::Resume(resource, session.into_owned(), save)))
}

fn detail(resource: &'static Resource, world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let id = Uuid::try_parse(call.param("id")).map_err(|_| Failure::NotFound)?;
    let row = world.record(resource, id)?;
    Ok(line(StatusCode::OK, shown(row, call)))
}

/// A record as it is sent.
fn shown(row: &Row, call: &Call<'_>) -> Line {
    match with_images(&row.text, &call.base) {
        Cow::Borrowed(_) => Line::Text(row.text.clone()),
        Cow::Owned(text) => Line::Text(text.into()),
    }
}

/// What hangs on one record, newest first.
fn beneath(resource: &'static Resource, world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let id = Uuid::try_parse(call.param("id")).map_err(|_| Failure::NotFound)?;
    let rows = match call.take_ready().beneath {
        Some(rows) => rows?,
        None => world.beneath(resource, id)?,
    };
    paging::of(call, &world.options(), &[], rows.iter(), |row| Line::Text(row.text.clone()))
}

/// A scenario's rule has refused to fetch: so many of these in a row make the link invalid (R-LINK-09).
pub(super) fn note_refusal(world: &mut World, call: &Call<'_>) {
    let link = call.object().ok().and_then(|body| Uuid::try_parse(body.get("link")?.as_str()?).ok());
    link.into_iter().for_each(|link| world.note_failure(link));
}

/// 204, without a body (R-DATA-04).
fn delete(resource: &'static Resource, world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let id = Uuid::try_parse(call.param("id")).map_err(|_| Failure::NotFound)?;
    if resource.calls.limited {
        world.may_delete()?;
    }
    world.forget_record(resource, id)?;
    Ok(Answer::nothing())
}

/// 201 when the records are kept, else 200 (R-DATA-01).
fn retrieve(resource: &'static Resource, world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let ask = ask(resource, call.object()?)?;
    if resource.calls.asynchronous && call.is_asynchronous() {
        return world.retrieve_later(resource, &ask).map(Answer::accepted);
    }
    let rows = world.retrieve(resource, &ask, call.take_ready().fetched)?;
    Ok(fetched(resource.answer.settled(&world.options()), &rows, ask.save))
}

/// The token that a retrieve waits for (R-DATA-03).
fn resume(resource: &'static Resource, world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let body = call.object()?;
    let mut faults = Faults::new();
    let session = fields::text("session", body.get("session"), &mut faults);
    // The Python SDK's method for all resumes may leave it out.
    let link = fields::uuid("link", body, &mut faults);
    if world.options().strict && !body.contains_key("link") {
        faults.push(FieldFault::new("link", Wrong::Required));
    }
    let token = fields::optional("token", body, &mut faults);
    let save = save_data(body, &mut faults);
    let session = session.filter(|_| faults.is_empty()).ok_or(Failure::Fields(faults))?;
    let resumption = Resumption { session, link, token };
    let rows = world.resume_retrieve(resource, &resumption, save, call.take_ready().fetched)?;
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
