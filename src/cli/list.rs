//! `belvo-emulator list`: what there is, for people or for programs.

use std::process::ExitCode;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use super::output::{USAGE, as_started, complain, failed, print};
use super::text::{columns, hanging};
use crate::emulator::{
    Builder, CODES, CodeRow, ConfigKey, EVENTS, EntryKind, Event, FlowWay, Institution, MAGIC, Magic,
    OptionRow, PageRow, ROUTES, ROWS, Route, Rule, STEPS, StartError, StepRow, WEBHOOKS, WebhookRow,
    config_keys, pages, rules, status_of, text, ways,
};

#[derive(Args)]
pub(super) struct List {
    /// What; without, the lists that there are.
    #[arg(value_enum)]
    what: Option<What>,
    /// Only what says all of these words, in any column; accents and capitals make no difference.
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// The shipped scenarios.
    Scenarios,
    /// The sandbox's institutions: country, type, what people see, and the fields of their forms.
    Institutions,
    /// The user names that decide what the bank answers.
    Magic,
    /// The codes: where they show, their status over REST, how sure they are, their rule, their first message.
    Errors,
    /// What the page's functions get, and the pages that PAGE_LOAD names.
    Events,
    /// The widget's flow: on each screen what can happen, where that leads, what the page's functions get.
    Flow,
    /// The steps of a scenario.
    Steps,
    /// The keys of the configuration that a page hands to `createWidget`.
    Config,
    /// The table of options.
    Options,
    /// The calls that are answered.
    Routes,
    /// The kinds of entries in the journal: when each is written, and the keys of its data.
    Entries,
    /// The webhooks: their types and codes, and when each is sent.
    Webhooks,
    /// The rules that are kept, how sure they are, the options that decide them, and what is missing of those that are
    /// kept by half.
    Rules,
    /// What can be brought about, and by which file, one-shot scenario or user name.
    Matrix,
}

impl What {
    /// Lists that are searched line by line rather than read.
    fn a_line_each(self) -> bool {
        matches!(self, Self::Scenarios | Self::Options | Self::Routes | Self::Flow)
    }
}

/// How wide a line may be in the others.
const WIDTH: usize = 80;

/// A list: its rows with all they know, the keys that are columns for people, and those that stand below them, each
/// after its label.
struct Table {
    rows: Vec<Value>,
    columns: &'static [&'static str],
    below: &'static [(&'static str, &'static str)],
    width: usize,
}

pub(super) fn run(list: &List) -> ExitCode {
    let Some(what) = list.what else { return print_lists(list.json) };
    let mut table = match table(what) {
        Ok(table) => table,
        Err(error) => return failed(&error),
    };
    table.keep(&list.words);
    match (list.json, table.rows.is_empty()) {
        (true, _) => print(&format!("{:#}", Value::Array(table.rows))),
        (false, false) => print(&table.text()),
        (false, true) => nothing(what, &list.words),
    }
}

fn nothing(what: What, words: &[String]) -> ExitCode {
    let (name, words) = (name(what), text::quote(&words.join(" ")));
    complain(&format!("no row says {words}\n  help: `belvo-emulator list {name}` prints all rows"));
    ExitCode::from(USAGE)
}

fn name(what: What) -> String {
    what.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// The lists that there are.
fn print_lists(json: bool) -> ExitCode {
    let values = What::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let row = |value: PossibleValue| {
        let about = value.get_help().map(ToString::to_string);
        json!({ "list": value.get_name(), "about": about.unwrap_or_default() })
    };
    let table =
        Table { rows: values.map(row).collect(), columns: &["list", "about"], below: &[], width: WIDTH };
    if json {
        return print(&format!("{:#}", Value::Array(table.rows)));
    }
    let how = as_started(
        "`belvo-emulator list NAME [WORD ...]` prints one of them: all of it, or what says the words.",
    );
    print(&format!("{}\n\n{}", table.text(), hanging("", 0, &how, WIDTH)))
}

fn table(what: What) -> Result<Table, StartError> {
    let (rows, columns, below): (Vec<Value>, &[&str], &[(&str, &str)]) = match what {
        What::Scenarios => (scenarios()?, &["name", "play", "title"], &[]),
        What::Institutions => (
            Builder::default().institutions()?.iter().map(institution).collect(),
            &["name", "country", "type", "integration", "status", "shown"],
            &[("", "fields")],
        ),
        What::Errors => (
            CODES.iter().map(error).collect(),
            &["code", "status", "confidence", "rule", "shows"],
            &[("", "message")],
        ),
        What::Events => (
            EVENTS.iter().map(event).chain(pages::with_event().map(page)).collect(),
            &["name", "to", "confidence", "rule"],
            &[("", "about"), ("", "keys")],
        ),
        What::Flow => (ways().iter().map(way).collect(), &["screen", "on", "to", "calls"], &[]),
        What::Steps => (STEPS.iter().map(step).collect(), &["step", "about"], &[]),
        What::Magic => (MAGIC.iter().map(magic).collect(), &["user", "password", "about"], &[]),
        What::Config => (config_keys().map(config).collect(), &["name", "takes", "rule"], &[("", "about")]),
        What::Options => {
            (ROWS.iter().map(option).collect(), &["name", "default", "takes", "rule", "about"], &[])
        }
        What::Routes => {
            (ROUTES.iter().map(route).collect(), &["method", "path", "status", "rule", "about"], &[])
        }
        What::Entries => (
            EntryKind::ALL.iter().map(|kind| entry(*kind)).collect(),
            &["kind", "about"],
            &[("data: ", "data")],
        ),
        What::Matrix => (
            super::matrix::rows()?,
            &["kind", "what", "message"],
            &[
                ("file", "file"),
                ("one-shot", "one_shot"),
                ("user name", "by_hand"),
                ("over REST", "over_rest"),
            ],
        ),
        What::Webhooks => (
            WEBHOOKS.iter().map(webhook).collect(),
            &["type", "confidence"],
            &[("code ", "code"), ("process ", "process"), ("sent ", "sent")],
        ),
        What::Rules => (
            rules::all().map(rule).collect(),
            &["id", "confidence", "about"],
            &[("", "options"), ("by half: ", "by_half")],
        ),
    };
    let width = if what.a_line_each() { usize::MAX } else { WIDTH };
    Ok(Table { rows, columns, below, width })
}

fn scenarios() -> Result<Vec<Value>, StartError> {
    let all = Builder::default().summaries()?;
    let row = |scenario: &crate::emulator::Scenario| json!({ "name": scenario.name, "play": scenario.widget.play, "title": scenario.title });
    Ok(all.iter().map(|(scenario, _)| row(scenario)).collect())
}

fn institution(institution: &Institution) -> Value {
    let fields: Vec<&str> = institution.form_fields.iter().map(|field| field.name.as_str()).collect();
    json!({
        "name": institution.name,
        "country": institution.country_code,
        "type": institution.kind,
        "integration": institution.integration_type,
        "status": institution.status,
        "shown": institution.display_name,
        "fields": fields,
        "resources": institution.resources,
    })
}

fn error(code: &CodeRow) -> Value {
    json!({
        "code": code.name,
        "message": code.messages.first().copied().unwrap_or_default(),
        "messages": code.messages,
        "shows": code.surface.places(),
        "status": code.over_rest().then(|| status_of(code.code).as_u16()),
        "confidence": code.confidence.name(),
        "rule": code.rules.first(),
        "rules": code.rules,
    })
}

fn event(event: &Event) -> Value {
    json!({
        "name": event.name,
        "to": event.to,
        "keys": event.keys,
        "confidence": event.confidence.name(),
        "rule": event.rules.first(),
        "about": event.about,
    })
}

fn page(page: &PageRow) -> Value {
    json!({
        "name": page.path,
        "to": "page",
        "confidence": page.confidence.name(),
        "rule": page.rule,
        "about": page.about,
    })
}

fn way(way: &FlowWay) -> Value {
    json!({ "screen": way.page.name(), "on": way.on, "to": way.to, "calls": way.calls })
}

fn step(row: &StepRow) -> Value {
    let value = row.takes.shown().map(|value| format!(": {value}")).unwrap_or_default();
    json!({ "step": format!("{}{value}", row.word), "about": row.about })
}

fn magic(row: &Magic) -> Value {
    json!({
        "user": row.name(),
        "password": row.password.unwrap_or("any"),
        "rule": row.rule,
        "about": row.does.describe(),
    })
}

fn config(key: &ConfigKey) -> Value {
    json!({
        "name": key.name,
        "takes": key.shape.describe(),
        "rule": key.rule,
        "about": key.describe(),
    })
}

fn option(row: &OptionRow) -> Value {
    json!({
        "name": row.name,
        "default": row.default,
        "takes": row.kind.describe(),
        "rule": row.rule,
        "about": row.about,
    })
}

fn route(route: &Route) -> Value {
    let statuses: Vec<String> = route.statuses().iter().map(u16::to_string).collect();
    json!({
        "method": route.method.as_str(),
        "path": route.path,
        "status": statuses.join("/"),
        "who": route.who(),
        "rule": route.rules().first(),
        "rules": route.rules(),
        "about": route.about(),
    })
}

fn entry(kind: EntryKind) -> Value {
    json!({ "kind": kind, "about": kind.about(), "data": kind.keys() })
}

fn webhook(row: &WebhookRow) -> Value {
    json!({
        "type": row.kind,
        "code": row.code,
        "process": row.process,
        "confidence": row.confidence.name(),
        "sent": format!("when {}", row.cause.describe()),
    })
}

/// The settings are those of a fresh emulator; `ctl rules` knows those in force.
fn rule(rule: &Rule) -> Value {
    let settings = rule.options().map(|row| (row.name.to_owned(), Value::from(row.default)));
    json!({
        "id": rule.id,
        "confidence": rule.confidence.name(),
        "options": settings.collect::<Map<_, _>>(),
        "about": rule.about,
        "by_half": rule.lacks,
    })
}

impl Table {
    /// Only the rows that say all of these words.
    fn keep(&mut self, words: &[String]) {
        let words: Vec<String> = words.iter().map(|word| text::folded(word)).collect();
        self.rows.retain(|row| {
            let said = text::folded(&cell(row));
            words.iter().all(|word| said.contains(word))
        });
    }

    fn text(&self) -> String {
        let lines = self.heads().into_iter().zip(&self.rows).flat_map(|(head, row)| self.lines(head, row));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The columns; the last one is wrapped.
    fn heads(&self) -> Vec<String> {
        let (last, first) = self.columns.split_last().unwrap_or((&"", &[]));
        let cells = |row: &Value| first.iter().map(|key| cell(&row[key])).collect();
        let heads = columns(&self.rows.iter().map(cells).collect::<Vec<Vec<String>>>());
        let indent = heads.iter().map(|head| head.chars().count()).max().unwrap_or(0) + 2;
        let whole = |(head, row): (&String, &Value)| hanging(head, indent, &cell(&row[last]), self.width);
        heads.iter().zip(&self.rows).map(whole).collect()
    }

    fn lines(&self, head: String, row: &Value) -> Vec<String> {
        let labels = self.below.iter().map(|(label, _)| label.len()).max().filter(|widest| *widest > 0);
        let indent = 4 + labels.map_or(0, |widest| widest + 2);
        let texts = self.below.iter().map(|(label, key)| (label, cell(&row[key])));
        let below = texts
            .filter(|(_, text)| !text.is_empty())
            .map(|(label, text)| hanging(&format!("    {label}"), indent, &text, self.width));
        std::iter::once(head).chain(below).collect()
    }
}

/// A value as people read it.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            map.iter().map(|(name, value)| format!("{name}={}", cell(value))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}
