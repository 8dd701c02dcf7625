//! One explanation, for people and for programs.

use std::sync::Arc;

use anstyle::{Reset, Style};
use serde_json::{Value, json};

use crate::cli::output::as_started;
use crate::cli::text::hanging;
use crate::emulator::{Scenario, Summary};

/// The shipped scenarios with what they show.
pub(super) type Shown = [(Arc<Scenario>, Summary)];

/// One explanation.
pub(super) struct Sheet {
    name: String,
    about: String,
    parts: Vec<(&'static str, Vec<String>)>,
    pub(super) json: Value,
}

/// The width of the labels, and of the whole.
const LABEL: usize = 13;
const WIDTH: usize = 80;

/// How many scenarios people are shown; of more they are told the number.
const MANY: usize = 20;

impl Sheet {
    pub(super) fn new(kind: &str, name: impl Into<String>, about: impl Into<String>) -> Self {
        let (name, about) = (name.into(), about.into());
        let json = json!({ "kind": kind, "name": name, "about": about });
        Self { name, about, parts: Vec::new(), json }
    }

    /// A part that people and programs read alike; people see none that is empty.
    pub(super) fn list(&mut self, label: &'static str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        self.put(label, json!(items), items);
    }

    pub(super) fn put(&mut self, label: &'static str, value: Value, lines: Vec<String>) {
        self.silent(label, value);
        self.parts.push((label, lines));
    }

    /// Words that people read in one line.
    pub(super) fn words(&mut self, label: &'static str, words: &[&str]) {
        self.put(label, json!(words), vec![words.join(", ")]);
    }

    /// For programs alone.
    pub(super) fn silent(&mut self, label: &str, value: Value) {
        self.json[label.replace(' ', "_")] = value;
    }

    /// For people alone.
    pub(super) fn note(&mut self, label: &'static str, line: impl Into<String>) {
        self.parts.push((label, vec![line.into()]));
    }

    /// The same in several lines; none where there are none.
    pub(super) fn note_all(&mut self, label: &'static str, lines: Vec<String>) {
        self.parts.push((label, lines));
    }

    /// Scenarios by name and title, and the pages that document them.
    pub(super) fn scenarios<'s>(&mut self, shown: impl Iterator<Item = &'s (Arc<Scenario>, Summary)>) {
        let shown: Vec<&Scenario> = shown.map(|(scenario, _)| &**scenario).collect();
        let row = |scenario: &&Scenario| json!({ "name": scenario.name, "title": scenario.title });
        let line = |scenario: &&Scenario| format!("{}: {}", scenario.name, scenario.title);
        let lines = match shown.len() {
            0..=MANY => shown.iter().map(line).collect(),
            many => vec![format!("{many} of those that `belvo-emulator list scenarios` shows")],
        };
        self.put("scenarios", shown.iter().map(row).collect(), lines);
        let mut docs: Vec<String> = shown.iter().filter_map(|scenario| scenario.docs.clone()).collect();
        docs.sort_unstable();
        docs.dedup();
        self.list("docs", docs.into_iter());
    }

    /// How sure it is, and which page says so.
    pub(super) fn ground(&mut self, confidence: &str, source: &'static str) {
        let line = if source.is_empty() { confidence.to_owned() } else { format!("{confidence}: {source}") };
        self.silent("confidence", confidence.into());
        self.silent("source", Some(source).filter(|source| !source.is_empty()).into());
        self.note("ground", line);
    }

    pub(super) fn text(&self) -> String {
        let bold = Style::new().bold();
        let mut lines =
            vec![format!("{bold}{}{Reset}", self.name), hanging("", 2, &self.about, WIDTH), String::new()];
        for (label, items) in self.parts.iter().filter(|(_, items)| !items.is_empty()) {
            lines.extend(
                items.iter().enumerate().map(|(at, item)| line(if at == 0 { label } else { "" }, item)),
            );
        }
        lines.join("\n")
    }
}

/// A mark of two characters before two spaces stands by itself: `en  …`, `1  …`.
fn line(label: &str, item: &str) -> String {
    let (dim, item) = (Style::new().dimmed(), &as_started(item));
    let (mark, text) = item.split_once("  ").filter(|(mark, _)| mark.len() < 3).unwrap_or(("", item));
    let indent = LABEL + if mark.is_empty() { 0 } else { 4 };
    let body = hanging(&format!("{:LABEL$}{mark}", ""), indent, text, WIDTH);
    let pad = LABEL.saturating_sub(2 + label.len());
    format!("  {dim}{label}{Reset}{:pad$}{}", "", body.get(LABEL..).unwrap_or_default())
}
