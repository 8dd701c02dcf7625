//! Text -> a tree of values that know their places. YAML is read, and with it JSON.

use std::fmt;
use std::ops::Range;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::options::{AliasLimits, DuplicateKeyPolicy, MergeKeyPolicy, Options};
use serde_saphyr::{Error, Location, Spanned, UserMessageFormatter};

use super::fault::{At, Fault, Source};

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Where it is used: an alias stands for all that it repeats.
    pub(super) at: At,
    /// The bytes that spell it.
    pub(super) spelled: Range<usize>,
}

#[derive(Debug)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// Deeper than any scenario needs; low enough that no walk over the tree can exhaust the stack.
const DEEPEST: usize = 24;

/// Reads the one document of a text.
pub(super) fn read(source: &Source) -> Result<Node, Box<Fault>> {
    if blank(&source.text) {
        let fault = source.fault("empty", &At::TOP, "the file is empty");
        return Err(Box::new(fault.helping("a scenario begins with `version: 1` and `title: …`")));
    }
    serde_saphyr::from_str_with_options(&source.text, options())
        .map_err(|error| Box::new(broken(source, &error)))
}

fn blank(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line == "---"
    })
}

/// Duplicate keys pass here because the walk over the tree reports them, together with everything else.
fn options() -> Options {
    let mut limits = AliasLimits::default();
    limits.max_total_replayed_events = 5_000;
    limits.max_replay_stack_depth = 8;
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_events: 100_000,
            max_nodes: 50_000,
            max_depth: DEEPEST,
            flow_nesting_limit: DEEPEST,
            max_documents: 1,
            max_aliases: 256,
            max_anchors: 64,
            max_recorded_anchor_events: 20_000,
            max_recorded_anchor_bytes: 1024 * 1024,
        },
        alias_limits: limits,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Error,
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

fn broken(source: &Source, error: &Error) -> Fault {
    let at = error.location().map_or(At::TOP, |place| at(source, place));
    let (code, message, help) = explain(error);
    let fault = source.fault(code, &at, message);
    if let Some(help) = help { fault.helping(help) } else { fault }
}

fn explain(error: &Error) -> (&'static str, String, Option<&'static str>) {
    match error.without_snippet() {
        Error::AliasError { error, .. } => explain(error),
        Error::MultipleDocuments { .. } | Error::Budget { breach: BudgetBreach::Documents { .. }, .. } => (
            "several_documents",
            "a second document begins here".into(),
            Some("one file holds one scenario; put each in a file of its own"),
        ),
        Error::MergeKeyNotAllowed { .. } => {
            ("merge_key", "merge keys (`<<`) are not read".into(), Some("write the keys out"))
        }
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => too_deep(),
        Error::Budget { breach, .. } if is_about_aliases(breach) => too_many_aliases(),
        Error::Budget { .. } => ("too_large", "the file holds more values than a scenario may".into(), None),
        Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => too_many_aliases(),
        Error::RecursiveReferencesRequireWeakTypes { .. } => (
            "alias",
            "the alias stands inside of what it repeats".into(),
            Some("write the repeated part out"),
        ),
        Error::UnknownAnchor { .. } => (
            "alias",
            "the alias has no anchor above it".into(),
            Some("text that begins with `*` needs quotes"),
        ),
        other => syntax(other),
    }
}

fn is_about_aliases(breach: &BudgetBreach) -> bool {
    matches!(
        breach,
        BudgetBreach::Aliases { .. }
            | BudgetBreach::Anchors { .. }
            | BudgetBreach::AliasAnchorRatio { .. }
            | BudgetBreach::RecordedAnchorEvents { .. }
            | BudgetBreach::RecordedAnchorBytes { .. }
    )
}

fn too_deep() -> (&'static str, String, Option<&'static str>) {
    ("too_deep", format!("the file is nested more than {DEEPEST} levels deep"), None)
}

fn too_many_aliases() -> (&'static str, String, Option<&'static str>) {
    (
        "too_many_aliases",
        "the aliases of the file repeat too much".into(),
        Some("write the repeated parts out"),
    )
}

fn syntax(error: &Error) -> (&'static str, String, Option<&'static str>) {
    let text = error.render_with_formatter(&UserMessageFormatter);
    let words = text.rsplit_once(" at line ").map_or(text.as_str(), |(words, _)| words);
    if words.contains("nesting") || words.contains("recursion limit") {
        return too_deep();
    }
    let help = match words {
        _ if words.contains("tabs") => Some("indent with spaces"),
        _ if words.contains("mapping values are not allowed") => Some(
            "a key with keys below it has no value in its own line: write `submit:`, and `error: …` below it; text with `: ` in it needs quotes",
        ),
        _ => None,
    };
    ("syntax", format!("this is not YAML: {words}"), help)
}

fn at(source: &Source, place: Location) -> At {
    let (line, column) = (place.line().max(1), place.column().max(1));
    let start = place.span().byte_offset().map_or_else(
        || offset(&source.text, line, column),
        |byte| usize::try_from(byte).unwrap_or(usize::MAX).min(source.text.len()),
    );
    let length = place.span().byte_len().unwrap_or(0).max(1);
    let end = start.saturating_add(usize::try_from(length).unwrap_or(1)).min(source.text.len());
    let end = (end..=source.text.len()).find(|end| source.text.is_char_boundary(*end));
    At { line: small(line), column: small(column), span: start..end.unwrap_or(start) }
}

/// The byte at which a column (in characters) of a line begins.
fn offset(text: &str, line: u64, column: u64) -> usize {
    let skipped = usize::try_from(line - 1).unwrap_or(usize::MAX);
    let start: usize = text.split_inclusive('\n').take(skipped).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let wanted = usize::try_from(column - 1).unwrap_or(usize::MAX);
    start + rest.char_indices().nth(wanted).map_or(rest.len(), |(byte, _)| byte)
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn bytes(place: Location) -> Range<usize> {
    let start = place.span().byte_offset().unwrap_or(0);
    let end = start + place.span().byte_len().unwrap_or(0);
    usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0)
}

impl Node {
    /// What it is, for a sentence such as "`title` is a list".
    pub(super) fn noun(&self) -> &'static str {
        match self.kind {
            Kind::Null => "empty",
            Kind::Bool(_) => "a truth value",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map",
        }
    }

    /// The place and, for a collection without a bracket, its first element, so that there is something to point at.
    pub(super) fn place(&self) -> At {
        let first = match &self.kind {
            Kind::Map(entries) => entries.first().map(|(key, _)| key),
            _ => None,
        };
        match first {
            Some(key) if self.at.span.is_empty() => key.at.clone(),
            _ => self.at.clone(),
        }
    }

    /// The text, if it is text.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same value without places; of two equal keys the later counts, and keys are text.
    pub(super) fn value(&self) -> Value {
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(truth) => Value::Bool(*truth),
            Kind::Number(number) => Value::Number(number.clone()),
            Kind::Text(text) => Value::String(text.clone()),
            Kind::List(items) => items.iter().map(Self::value).collect(),
            Kind::Map(entries) => Value::Object(entries.iter().map(entry).collect::<Map<_, _>>()),
        }
    }
}

fn entry((key, value): &(Node, Node)) -> (String, Value) {
    let name = key.text().map_or_else(|| key.value().to_string(), str::to_owned);
    (name, value.value())
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { value, referenced, defined } = Spanned::<Kind>::deserialize(deserializer)?;
        let at = At {
            line: small(referenced.line().max(1)),
            column: small(referenced.column().max(1)),
            span: bytes(referenced),
        };
        Ok(Self { kind: value, at, spelled: bytes(defined) })
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyKind)
    }
}

struct AnyKind;

impl<'de> Visitor<'de> for AnyKind {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Kind, E> {
        Ok(Kind::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Kind, E> {
        Ok(Kind::Bool(truth))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Kind, E> {
        Ok(Kind::Number(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Kind, E> {
        Ok(Kind::Number(number.into()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Kind, E> {
        let finite = Number::from_f64(number).ok_or_else(|| E::custom("a number must be finite"))?;
        Ok(Kind::Number(finite))
    }

    fn visit_str<E>(self, text: &str) -> Result<Kind, E> {
        Ok(Kind::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Kind, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Kind::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Kind, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Kind::Map(entries))
    }
}
