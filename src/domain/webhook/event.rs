//! One webhook: what has happened, and the body that tells it (R-HOOK-10).

use std::sync::OnceLock;

use serde_json::{Value, json};
use uuid::Uuid;

use super::count::Facts;
use super::table::Row;
use crate::domain::base::options::ConsentNames;
use crate::domain::base::time::Timestamp;
use crate::domain::record::plan::Plan;

/// Something that Belvo tells.
#[derive(Debug)]
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
    about: About,
    form: Form,
    body: OnceLock<Option<Value>>,
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
    /// The records as they were then, and as they were before.
    Records(Box<Plan>, Option<Box<Plan>>),
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

impl Event {
    pub(super) fn new(seq: u64, id: Uuid, at: Timestamp, news: News) -> Self {
        let News { row, link, external_id, request_id, about, form } = news;
        Self { seq, at, row, id, link, request_id, external_id, about, form, body: OnceLock::new() }
    }

    /// The body, made when it is first asked for, which takes as long as reading the records; nothing when there turns out
    /// to be nothing to tell.
    pub fn body(&self) -> Option<&Value> {
        self.body.get_or_init(|| Some(self.body_with(&self.data()?))).as_ref()
    }

    fn body_with(&self, data: &Value) -> Value {
        let id =
            if self.form.dashed { self.request_id.to_string() } else { self.request_id.simple().to_string() };
        let mut body = json!({
            "webhook_id": self.id.simple().to_string(),
            "webhook_type": self.row.kind,
            "process_type": self.row.process,
            "webhook_code": self.code(),
            "link_id": self.link,
            "request_id": id,
            "external_id": self.external_id,
            "data": data,
        });
        if let Some(body) = body.as_object_mut().filter(|_| self.form.legacy) {
            ["process_type", "request_id", "external_id"]
                .into_iter()
                .for_each(|key| drop(body.shift_remove(key)));
        }
        body
    }

    fn code(&self) -> &'static str {
        let name = self.row.code.name();
        let old = name.strip_prefix("openfinance_").filter(|_| self.form.consents == ConsentNames::Old);
        old.unwrap_or(name)
    }

    fn data(&self) -> Option<Value> {
        match &self.about {
            About::Known(data) => Some(data.clone()),
            About::Records(now, before) => (self.row.data)(&facts(now, before.as_deref())?),
        }
    }
}

fn facts(now: &Plan, before: Option<&Plan>) -> Option<Facts> {
    let all = now.generate().ok()?;
    let known: std::collections::BTreeSet<Uuid> =
        before.and_then(|plan| plan.generate().ok()).into_iter().flatten().map(|row| row.id).collect();
    let read = |text: &str| serde_json::from_str(text).unwrap_or_default();
    let new = all.iter().filter(|row| !known.contains(&row.id)).map(|row| read(&row.text)).collect();
    let all = all.iter().map(|row| read(&row.text)).collect();
    Some(Facts { all, new, today: now.asked_at().date().to_string() })
}
