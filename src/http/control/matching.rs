//! The one language for entries of the journal: what they have to be, checked before it is used.

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};
use uuid::Uuid;

use super::arguments;
use crate::domain::base::journal::{Entry, is_not_kept};
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::limits::LONGEST_WHY;
use crate::domain::base::secrets::is_secret;
use crate::domain::base::text::{cut, quote};
use crate::http::api::check_call;
use crate::http::evidence;
use crate::http::problem::Problem;

/// How much of a value is repeated in a difference.
const SHOWN_VALUE: usize = 80;

/// What an entry of the journal is; what is not said can be anything.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "on": "POST /api/links/", "body": { "external_id": "u1" } }]))]
#[non_exhaustive]
pub struct Match {
    /// Its kind; `request` where `on`, `path`, `status`, `query` or `body` is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_parser = arguments::word::<EntryKind>(EntryKind::WORDS), hide_possible_values = true)]
    pub kind: Option<EntryKind>,
    /// The operation that was called: `POST /api/links/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    #[arg(long, value_name = "CALL")]
    pub on: Option<String>,
    /// The path that was called: `/api/links/1b0e…/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 1000))]
    #[arg(long)]
    pub path: Option<String>,
    /// The status that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 100, max = 599))]
    #[arg(long)]
    pub status: Option<u16>,
    /// The code of what was refused, of an event `ERROR`, or of a webhook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    #[arg(long)]
    pub code: Option<String>,
    /// The run of the widget that it happened in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "ID")]
    pub widget: Option<String>,
    /// The `request_id` that a refusal was answered with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "ID")]
    pub request_id: Option<String>,
    /// A part of why it was other than usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
    /// What the call has in its query, among others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("type" = "object"))]
    #[arg(long, value_name = "JSON", value_parser = arguments::json)]
    pub query: Option<Value>,
    /// What the call has in its body, among others; secrets stand there as fingerprints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("type" = "object"))]
    #[arg(long, value_name = "JSON", value_parser = arguments::json)]
    pub body: Option<Value>,
    /// What its particulars have, among others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("type" = "object"))]
    #[arg(long, value_name = "JSON", value_parser = arguments::json)]
    pub data: Option<Value>,
}

/// A way in which an entry is not what was asked for.
#[derive(Debug, PartialEq)]
pub(super) struct Difference {
    key: String,
    wanted: Value,
    found: Value,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = |value: &Value| cut(&value.to_string(), SHOWN_VALUE).into_owned();
        match &self.found {
            Value::Null => write!(to, "`{}` is missing, not {}", self.key, shown(&self.wanted)),
            found => write!(to, "`{}` is {}, not {}", self.key, shown(found), shown(&self.wanted)),
        }
    }
}

/// What came nearest to an entry that never came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Nearest {
    /// The `seq` of the entry.
    pub seq: u64,
    /// In what it is other than it has to be.
    pub differs: Vec<String>,
}

impl std::fmt::Display for Nearest {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "the nearest is entry {}: {}", self.seq, self.differs.join(", "))
    }
}

impl Match {
    /// Entries of this kind.
    #[must_use]
    pub fn kind(kind: EntryKind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    /// Calls of this operation, such as `POST /api/links/`.
    #[must_use]
    pub fn on(call: impl Into<String>) -> Self {
        Self { on: Some(call.into()), ..Self::default() }
    }

    /// With this code.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Answered with this status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// With this in the body, among others.
    #[must_use]
    pub fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// With this among its particulars.
    #[must_use]
    pub fn data(mut self, data: Value) -> Self {
        self.data = Some(data);
        self
    }

    /// In this run of the widget.
    #[must_use]
    pub fn widget(mut self, widget: impl std::fmt::Display) -> Self {
        self.widget = Some(widget.to_string());
        self
    }

    /// What can never be is refused; `place` says where the match stands in the request. The path is from now on as it stands
    /// in entries.
    pub(super) fn checked(mut self, place: &str) -> Result<Self, Problem> {
        self.check(place)?;
        self.path = self.path.as_deref().map(evidence::path);
        Ok(self)
    }

    fn check(&self, place: &str) -> Result<(), Problem> {
        let wrong = |key: &str, detail: String| Problem::value(&format!("{place}{key}"), detail);
        if let Some(kind) = self.kind.filter(|kind| *kind != EntryKind::Request)
            && let Some(key) = self.of_requests().next()
        {
            return Err(wrong("kind", format!("only entries of kind `request` have `{key}`, not `{kind}`")));
        }
        if let Some(call) = &self.on {
            let (method, path) = call.split_once(' ').unwrap_or((call, ""));
            // What answers GET answers HEAD too.
            check_call(if method == "HEAD" { "GET" } else { method }, path)
                .map_err(|why| wrong("on", why))?;
        }
        if let Some(path) = self.path.as_ref().filter(|path| !path.starts_with('/') || path.contains('?')) {
            let detail =
                format!("a path begins with `/` and has no query (that is `query`), unlike {}", quote(path));
            return Err(wrong("path", detail));
        }
        self.agrees().map_err(|(key, why)| wrong(key, why))?;
        if let Some(id) = self.widget.as_ref().filter(|id| Uuid::try_parse(id).is_err()) {
            return Err(wrong("widget", format!("{} is no id of a run", quote(id))));
        }
        let parts = [("query", &self.query), ("body", &self.body), ("data", &self.data)];
        for (key, part) in parts {
            let Some(part) = part else { continue };
            let Some(part) = part.as_object() else {
                return Err(wrong(key, format!("`{key}` has to be an object")));
            };
            can_hold(part, key == "query").map_err(|why| wrong(key, why))?;
        }
        Ok(())
    }

    /// What is said that requests alone have.
    fn of_requests(&self) -> impl Iterator<Item = &'static str> {
        let said = [
            ("on", self.on.is_some()),
            ("path", self.path.is_some()),
            ("status", self.status.is_some()),
            ("query", self.query.is_some()),
            ("body", self.body.is_some()),
        ];
        said.into_iter().filter(|(_, said)| *said).map(|(key, _)| key)
    }

    /// The kind that an entry has to be of, said or meant.
    pub(super) fn meant(&self) -> Option<EntryKind> {
        self.kind.or_else(|| self.of_requests().next().map(|_| EntryKind::Request))
    }

    pub(super) fn fits(&self, entry: &Entry) -> bool {
        self.fit(entry) == Fit::Yes
    }

    /// Whether an entry is what it has to be.
    pub(super) fn fit(&self, entry: &Entry) -> Fit {
        if self.meant().is_some_and(|kind| kind != entry.kind) || !self.says_why(entry) {
            return Fit::No;
        }
        let mut fit = Fit::Yes;
        self.compare(entry, &mut |_, _, is| {
            fit = fit.min(if is_not_kept(is) { Fit::Unknown } else { Fit::No })
        });
        // Two long paths may differ behind what was kept of both.
        let is_cut = self.path.as_ref().is_some_and(|path| path.chars().count() > LONGEST_WHY);
        if is_cut { fit.min(Fit::Unknown) } else { fit }
    }

    /// The entry of the kind that differs least, and in what.
    pub(super) fn nearest<'e>(&self, entries: impl IntoIterator<Item = &'e Entry>) -> Option<Nearest> {
        let of_kind = |entry: &&Entry| self.meant().is_none_or(|kind| entry.kind == kind);
        let nearest = entries.into_iter().filter(of_kind).map(|entry| (entry.seq, self.differences(entry)));
        let (seq, differences) = nearest.min_by_key(|(_, differences)| differences.len())?;
        Some(Nearest { seq, differs: differences.iter().map(ToString::to_string).collect() })
    }

    /// In what an entry is other than it has to be.
    fn differences(&self, entry: &Entry) -> Vec<Difference> {
        let mut found = Vec::new();
        let mut note = |key: &str, wanted: Value, found_there: Value| {
            found.push(Difference { key: key.to_owned(), wanted, found: found_there });
        };
        if let Some(kind) = self.meant().filter(|kind| *kind != entry.kind) {
            note("kind", json!(kind), json!(entry.kind));
        }
        self.compare(entry, &mut |key, wanted, is| note(&key.to_string(), wanted.clone(), is.clone()));
        if let Some(why) = self.why.as_ref().filter(|_| !self.says_why(entry)) {
            note("why", json!(why), json!(entry.why));
        }
        found
    }

    fn says_why(&self, entry: &Entry) -> bool {
        self.why.as_ref().is_none_or(|why| entry.why.as_ref().is_some_and(|said| said.contains(why.as_str())))
    }

    /// Tells of each difference: where it is, what was wanted, and what is there.
    fn compare(&self, entry: &Entry, tell: &mut dyn FnMut(&Path<'_>, &Value, &Value)) {
        let data = |key: &str| entry.data.get(key).unwrap_or(&Value::Null);
        let texts = [
            ("on", &self.on, data("on")),
            ("path", &self.path, data("path")),
            ("code", &self.code, code_of(entry)),
            ("request_id", &self.request_id, data("request_id")),
        ];
        for (key, wanted, is) in texts {
            if let Some(wanted) = wanted.as_deref().filter(|wanted| is.as_str() != Some(*wanted)) {
                tell(&Path::Key(key), &json!(wanted), is);
            }
        }
        if let Some(status) = self.status.filter(|status| *data("status") != *status) {
            tell(&Path::Key("status"), &json!(status), data("status"));
        }
        let run = self.widget.as_deref().map(Uuid::try_parse).and_then(Result::ok);
        if run.is_some() && run != entry.widget {
            tell(&Path::Key("widget"), &json!(run), &json!(entry.widget));
        }
        if let Some(wanted) = &self.query {
            compare_queries(wanted, data("query"), tell);
        }
        for (key, wanted, is) in [("body", &self.body, data("body")), ("data", &self.data, &entry.data)] {
            wanted.iter().for_each(|wanted| compare(&Path::Key(key), wanted, is, tell));
        }
    }
}

/// Whether an entry is what it has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    No,
    /// What would decide it was not kept: it was too long, or could not be read.
    Unknown,
    Yes,
}

/// Where in an entry something stands.
enum Path<'p> {
    Key(&'static str),
    Below(&'p Path<'p>, &'p str),
    At(&'p Path<'p>, usize),
}

impl std::fmt::Display for Path<'_> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key(key) => to.write_str(key),
            Self::Below(above, name) => write!(to, "{above}.{name}"),
            Self::At(above, place) => write!(to, "{above}[{place}]"),
        }
    }
}

/// Secrets stand in the journal as fingerprints, and what stands in a query is text.
fn can_hold(part: &serde_json::Map<String, Value>, is_query: bool) -> Result<(), String> {
    for (name, value) in part {
        let of_query =
            || value.is_string() || value.as_array().is_some_and(|all| all.iter().all(Value::is_string));
        if is_query && !of_query() {
            return Err(format!("what stands in a query is text: {} as \"…\"", quote(name)));
        }
        let is_shown = || value.is_null() || value.as_str().is_some_and(|text| text.starts_with("sha256:"));
        if is_secret(name) && !is_shown() {
            return Err(format!(
                "{} is a secret, and stands in the journal as a fingerprint: `sha256:…`",
                quote(name)
            ));
        }
        if let Some(below) = value.as_object().filter(|_| !is_query) {
            can_hold(below, false)?;
        }
    }
    Ok(())
}

/// The code of a refusal, of a webhook, or of an event `ERROR` (W-CB-07).
fn code_of(entry: &Entry) -> &Value {
    let of_event = || entry.data.pointer("/args/0/data/0/meta_data/error_code");
    let code = entry.data.get("code").or_else(|| entry.data.get("webhook_code")).or_else(of_event);
    code.unwrap_or(&Value::Null)
}

/// A parameter that was sent several times stands as the list of its values: a text is one of them, a list all of them.
fn compare_queries(wanted: &Value, is: &Value, tell: &mut dyn FnMut(&Path<'_>, &Value, &Value)) {
    let at = Path::Key("query");
    for (name, wanted) in wanted.as_object().into_iter().flatten() {
        let sent = is.get(name).unwrap_or(&Value::Null);
        let is_it = match (wanted, sent) {
            (Value::String(_), Value::Array(all)) => all.contains(wanted),
            (Value::Array(all), Value::String(_)) => all.len() == 1 && all.contains(sent),
            _ => wanted == sent,
        };
        if !is_it {
            tell(&Path::Below(&at, name), wanted, if is_not_kept(is) { is } else { sent });
        }
    }
}

/// Whether two numbers are the same one, however they are written: 1 and 1.0 are.
fn are_equal(one: &Number, other: &Number) -> bool {
    let is_whole = |number: &Number| number.is_u64() || number.is_i64();
    one == other || !(is_whole(one) && is_whole(other)) && one.as_f64() == other.as_f64()
}

/// An object has what is wanted of it, and may have more; all else is the same or not.
fn compare(at: &Path<'_>, wanted: &Value, is: &Value, tell: &mut dyn FnMut(&Path<'_>, &Value, &Value)) {
    match (wanted, is) {
        _ if wanted == is => {}
        (Value::Number(wanted), Value::Number(is)) if are_equal(wanted, is) => {}
        (Value::Object(_), left) if is_not_kept(left) => tell(at, wanted, is),
        (Value::Object(wanted), Value::Object(is)) => {
            for (name, wanted) in wanted {
                compare(&Path::Below(at, name), wanted, is.get(name).unwrap_or(&Value::Null), tell);
            }
        }
        (Value::Array(wanted), Value::Array(is)) if wanted.len() == is.len() => {
            for (place, (wanted, is)) in wanted.iter().zip(is).enumerate() {
                compare(&Path::At(at, place), wanted, is, tell);
            }
        }
        _ => tell(at, wanted, is),
    }
}
