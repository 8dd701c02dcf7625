//! One webhook: what has happened, and the body that tells it (R-HOOK-10).

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Value, json};
use uuid::Uuid;

use super::count::Facts;
use super::table::{Cause, Row};
use crate::domain::base::options::ConsentNames;
use crate::domain::base::time::Timestamp;
use crate::domain::record::plan::Plan;
use crate::domain::record::resource::Generated;
use crate::domain::record::store::{OfLink, Waiting};

/// Something that Belvo tells.
#[derive(Debug, Deserialize)]
#[serde(from = "Made")]
pub struct Event {
    /// Counts up from 1 within the workspace.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// Its row in the table.
    pub row: &'static Row,
    /// `webhook_id`, the same on each try (R-HOOK-03).
    pub id: Uuid,
    /// The link.
    pub link: Uuid,
    /// That of the call, where a call has caused it (R-HOOK-06).
    pub request_id: Uuid,
    /// The app's own name for the link.
    pub external_id: Option<String>,
    /// What it is made of is dropped when it is made: a plan and what was known before take far more room.
    body: LazyLock<Option<Value>, Box<dyn FnOnce() -> Option<Value> + Send>>,
    is_noted: AtomicBool,
}

/// How the body is written.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain) struct Form {
    /// Without what older samples lack (R-HOOK-04).
    pub(in crate::domain) legacy: bool,
    /// `request_id` with dashes (R-HOOK-06).
    pub(in crate::domain) dashed: bool,
    /// What older pages call the webhooks of consents (R-HOOK-20).
    pub(in crate::domain) consents: ConsentNames,
}

/// What `data` is made of.
#[derive(Debug)]
pub(in crate::domain) enum About {
    /// It is known.
    Known(Value),
    /// The records that have come, and what was known of them before.
    Records(Box<Plan>, Known),
    /// The same where all of them are to be told as new.
    AllRecords(Box<Plan>, Known),
}

/// What is known of a resource of a link: what is kept, and what waits to be read, in the order in which it came.
#[derive(Clone, Debug)]
pub(in crate::domain) struct Known {
    pub(in crate::domain) kept: Arc<OfLink>,
    pub(in crate::domain) waiting: Vec<Waiting>,
    /// When all that there was came the last time.
    pub(in crate::domain) updated_at: Option<Timestamp>,
}

/// What is told, of whom.
#[derive(Debug)]
pub(in crate::domain) struct News {
    pub(in crate::domain) row: &'static Row,
    pub(in crate::domain) link: Uuid,
    pub(in crate::domain) external_id: Option<String>,
    pub(in crate::domain) request_id: Uuid,
    pub(in crate::domain) about: About,
    pub(in crate::domain) form: Form,
}

/// An event whose body is made.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Made {
    seq: u64,
    at: Timestamp,
    row: &'static Row,
    id: Uuid,
    link: Uuid,
    request_id: Uuid,
    external_id: Option<String>,
    /// Nothing when there turned out to be nothing to tell.
    body: Option<Value>,
    is_noted: bool,
}

/// With its body, which is made for it.
impl Serialize for Event {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let made = Made {
            seq: self.seq,
            at: self.at,
            row: self.row,
            id: self.id,
            link: self.link,
            request_id: self.request_id,
            external_id: self.external_id.clone(),
            body: self.body().cloned(),
            is_noted: self.is_noted.load(Ordering::Relaxed),
        };
        made.serialize(to)
    }
}

impl From<Made> for Event {
    fn from(made: Made) -> Self {
        let Made { seq, at, row, id, link, request_id, external_id, body, is_noted } = made;
        let body: LazyLock<_, Box<dyn FnOnce() -> Option<Value> + Send>> =
            LazyLock::new(Box::new(move || body));
        LazyLock::force(&body);
        Self { seq, at, row, id, link, request_id, external_id, body, is_noted: is_noted.into() }
    }
}

impl Event {
    pub(super) fn new(seq: u64, id: Uuid, at: Timestamp, news: News) -> Self {
        let (row, link, request_id, external_id) =
            (news.row, news.link, news.request_id, news.external_id.clone());
        let body = LazyLock::new(Box::new(move || news.body(id)) as Box<_>);
        Self { seq, at, row, id, link, request_id, external_id, body, is_noted: AtomicBool::new(false) }
    }

    /// The body, made when it is first asked for, which takes as long as reading the records; nothing when there turns out
    /// to be nothing to tell.
    pub fn body(&self) -> Option<&Value> {
        self.body.as_ref()
    }

    /// Whether its body was made and tells nothing.
    pub fn is_nothing(&self) -> bool {
        matches!(LazyLock::get(&self.body), Some(None))
    }

    /// Remembers that it is known to be nothing; whether that is news.
    pub(super) fn note_nothing(&self) -> bool {
        !self.is_noted.swap(true, Ordering::Relaxed)
    }
}

impl News {
    fn body(self, id: Uuid) -> Option<Value> {
        let data = self.data()?;
        let request_id =
            if self.form.dashed { self.request_id.to_string() } else { self.request_id.simple().to_string() };
        let mut body = json!({
            "webhook_id": id.simple().to_string(),
            "webhook_type": self.row.kind,
            "process_type": self.row.process,
            "webhook_code": self.code(),
            "link_id": self.link,
            "request_id": request_id,
            "external_id": self.external_id,
            "data": data,
        });
        if let Some(body) = body.as_object_mut().filter(|_| self.form.legacy) {
            ["process_type", "request_id", "external_id"]
                .into_iter()
                .for_each(|key| drop(body.shift_remove(key)));
        }
        Some(body)
    }

    fn code(&self) -> &'static str {
        let name = self.row.code.name();
        let old = name.strip_prefix("openfinance_").filter(|_| self.form.consents == ConsentNames::Old);
        old.unwrap_or(name)
    }

    fn data(&self) -> Option<Value> {
        match &self.about {
            About::Known(data) => Some(data.clone()),
            About::Records(plan, known) if self.row.cause == Cause::Again => {
                (self.row.data)(&additions(plan, known)?)
            }
            About::Records(plan, known) => {
                let must_tell = self.row.cause == Cause::Asked;
                (self.row.data)(&Facts { must_tell, ..facts(plan, known, false)? })
            }
            About::AllRecords(plan, known) => {
                (self.row.data)(&Facts { must_tell: true, ..facts(plan, known, true)? })
            }
        }
    }
}

/// All records, and those that were not known; of what is known, what has come is the newest.
fn facts(plan: &Plan, known: &Known, all_are_new: bool) -> Option<Facts> {
    let fetched = plan.records().ok()?;
    let mut rows: IndexMap<Uuid, Value> = IndexMap::new();
    for what in &known.waiting {
        rows.extend(plan.of(what.clone()).records().unwrap_or_default().into_iter().map(pair));
    }
    let is_new = |id: &Uuid, rows: &IndexMap<Uuid, Value>| {
        all_are_new || !known.kept.contains_key(id) && !rows.contains_key(id)
    };
    let new = fetched.iter().filter(|row| is_new(&row.id, &rows)).map(|row| row.value.clone()).collect();
    rows.extend(fetched.into_iter().map(pair));
    for row in known.kept.values() {
        rows.entry(row.id).or_insert_with(|| serde_json::from_str(&row.text).unwrap_or_default());
    }
    Some(facts_of(plan, rows.into_values().collect(), new))
}

/// What a weekly update adds. A later day only appends (R-BASE-15): what is older than the last update needs no second look.
fn additions(plan: &Plan, known: &Known) -> Option<Facts> {
    let day = known.updated_at.map(Timestamp::date);
    let narrowed = |plan: Plan| match day {
        Some(day) if plan.what.ask.all => plan.since(day),
        _ => plan,
    };
    let of = |what: &Waiting| narrowed(plan.of(what.clone())).records().unwrap_or_default();
    let before: BTreeSet<Uuid> = known.waiting.iter().flat_map(of).map(|row| row.id).collect();
    let is_new = |row: &Generated| !known.kept.contains_key(&row.id) && !before.contains(&row.id);
    let fetched = narrowed(plan.clone()).records().ok()?;
    let new = fetched.into_iter().filter(is_new).map(|row| row.value).collect();
    Some(facts_of(plan, Rc::default(), new))
}

fn pair(row: Generated) -> (Uuid, Value) {
    (row.id, row.value)
}

fn facts_of(plan: &Plan, all: Rc<[Value]>, new: Rc<[Value]>) -> Facts {
    let asked_type = plan.what.ask.text("type").map(str::to_owned);
    Facts { all, new, asked_type, today: plan.asked_at().date().to_string(), must_tell: false }
}
