//! The walk over a tree: readers of single values that note every fault and go on with something harmless.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::context::Context;
use super::fault::{At, Fault, Source};
use super::tree::{Kind, Node};
use super::words::{self, is_free_key};
use crate::domain::base::text::{list, nearest, quote};
use crate::domain::base::time::Span;

/// A file with more faults than this has one cause, which the first of them show.
const MOST_FAULTS: usize = 50;

pub(super) struct Walk<'a> {
    pub(super) context: &'a Context<'a>,
    source: &'a Source,
    faults: Vec<Fault>,
    more: usize,
    /// How many names were not looked up: a nearest one costs much, and nobody would be told.
    unchecked: usize,
}

/// The entries of a map whose keys are known.
pub(super) struct Fields<'n> {
    pub(super) at: At,
    entries: Vec<(&'n str, &'n Node, &'n Node)>,
    broken: bool,
}

impl<'n> Fields<'n> {
    pub(super) fn empty() -> Self {
        Self { at: At::TOP, entries: Vec::new(), broken: false }
    }

    /// Whether a key is missing and that is yet to be told: not where there is no map, nor where the key is misspelt.
    pub(super) fn lacks(&self, name: &str) -> bool {
        let is_meant = |key: &str| nearest(key, &[name]).is_some();
        !self.broken && !self.entries.iter().any(|(key, ..)| is_meant(key))
    }

    /// Whether there is no map at all, which is told already.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    pub(super) fn get(&self, name: &str) -> Option<&'n Node> {
        self.entries.iter().find(|(key, ..)| *key == name).map(|(.., value)| *value)
    }

    pub(super) fn key(&self, name: &str) -> Option<&'n Node> {
        self.entries.iter().find(|(key, ..)| *key == name).map(|(_, key, _)| *key)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &(&'n str, &'n Node, &'n Node)> {
        self.entries.iter()
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(source: &'a Source, context: &'a Context<'a>) -> Self {
        Self { context, source, faults: Vec::new(), more: 0, unchecked: 0 }
    }

    pub(super) fn fault(&self, code: &'static str, at: &At, message: impl Into<String>) -> Fault {
        self.source.fault(code, at, message)
    }

    /// Notes a fault; what an alias repeats is told once.
    pub(super) fn add(&mut self, fault: Fault) {
        if self.faults.contains(&fault) {
            return;
        }
        if self.is_full() {
            self.more += 1;
        } else {
            self.faults.push(fault);
        }
    }

    /// Whether no more faults are listed.
    fn is_full(&self) -> bool {
        self.faults.len() >= MOST_FAULTS
    }

    /// What is wrong with names that others know, if anybody is told.
    pub(super) fn judged(&mut self, judge: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
        if self.is_full() {
            self.unchecked += 1;
            return Ok(());
        }
        judge()
    }

    /// Which of the allowed words was meant, if anybody is told.
    pub(super) fn advice(&self, word: &str, allowed: &[&str]) -> String {
        if self.is_full() { String::new() } else { words::advice(word, allowed) }
    }

    fn key_advice(&self, key: &str, allowed: &[&str]) -> String {
        if self.is_full() { String::new() } else { words::key_advice(key, allowed) }
    }

    pub(super) fn count(&self) -> usize {
        self.faults.len() + self.more
    }

    /// What was found, in the order of the file.
    pub(super) fn finish(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|fault| (fault.line, fault.column));
        if self.is_full() && self.more + self.unchecked > 0 {
            let nowhere = Source::new(&self.source.name, "");
            self.faults.push(nowhere.fault("more_faults", &At::TOP, self.not_listed()));
        }
        self.faults
    }

    fn not_listed(&self) -> String {
        let more = format!("{} more faults are not listed", self.more);
        let unchecked = format!("{} calls and options after them are not checked", self.unchecked);
        match (self.more, self.unchecked) {
            (_, 0) => more,
            (0, _) => unchecked,
            _ => format!("{more}, and {unchecked}"),
        }
    }

    /// The value as the file spells it: `0x10` stays `0x10`.
    pub(super) fn spelling(&self, node: &Node) -> String {
        match &node.kind {
            Kind::Text(text) => text.clone(),
            _ => self.source.text.get(node.spelled.clone()).unwrap_or_default().to_owned(),
        }
    }

    pub(super) fn wrong_type(&mut self, node: &Node, what: &str, expected: &str) {
        let message = format!("{what} is {}", node.noun());
        let fault = self.fault("wrong_type", &node.place(), message).expecting(expected);
        self.add(fault);
    }

    /// Text that is not blank.
    pub(super) fn text<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n str> {
        let Some(text) = node.text() else {
            self.wrong_type(node, what, "text");
            return None;
        };
        if text.trim().is_empty() {
            let fault = self.fault("blank", &node.place(), format!("{what} is blank")).expecting("text");
            self.add(fault);
            return None;
        }
        Some(text)
    }

    pub(super) fn truth(&mut self, node: &Node, what: &str) -> bool {
        if let Kind::Bool(truth) = node.kind {
            return truth;
        }
        self.wrong_type(node, what, "true or false");
        false
    }

    /// True, or not there at all.
    pub(super) fn must_be_true(&mut self, node: &Node, what: &str) -> bool {
        if matches!(node.kind, Kind::Bool(true)) {
            return true;
        }
        let message = format!("{what} is {}", quote(&self.spelling(node)));
        let fault = self.fault("wrong_type", &node.place(), message).expecting("true");
        self.add(fault.helping("leave it out otherwise"));
        false
    }

    pub(super) fn items<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Node] {
        if let Kind::List(items) = &node.kind {
            return items;
        }
        self.wrong_type(node, what, "a list");
        &[]
    }

    /// A count from 1.
    pub(super) fn times(&mut self, node: &Node, what: &str) -> Option<u32> {
        self.whole(node, what, 1..=u32::MAX)
    }

    /// A whole number within bounds.
    pub(super) fn whole(&mut self, node: &Node, what: &str, bounds: RangeInclusive<u32>) -> Option<u32> {
        let number = match &node.kind {
            Kind::Number(number) => number.as_u64().and_then(|number| u32::try_from(number).ok()),
            _ => None,
        };
        let number = number.filter(|number| bounds.contains(number));
        if number.is_none() {
            let message = format!("{what} is {}", quote(&self.spelling(node)));
            let fault = self.fault("wrong_type", &node.place(), message);
            let most = Some(bounds.end()).filter(|most| **most < u32::MAX);
            let to = most.map(|most| format!(" to {most}")).unwrap_or_default();
            self.add(fault.expecting(format!("a whole number from {}{to}", bounds.start())));
        }
        number
    }

    pub(super) fn duration(&mut self, node: &Node, what: &str) -> Span {
        if !matches!(node.kind, Kind::Text(_) | Kind::Number(_)) {
            self.wrong_type(node, what, "a duration such as 500ms or 3s");
            return Span::ZERO;
        }
        let spelling = self.spelling(node);
        Span::parse(&spelling).unwrap_or_else(|why| {
            let why = why.replace(&format!("`{spelling}`"), &quote(&spelling));
            let (message, help) = why.split_once("; ").unwrap_or((&why, "write it like 500ms"));
            let fault = self.fault("duration", &node.place(), message);
            self.add(fault.expecting("a duration").helping(help));
            Span::ZERO
        })
    }

    /// One word of a table.
    pub(super) fn word<T: Copy>(
        &mut self,
        node: &Node,
        what: &str,
        table: &[(&'static str, T)],
    ) -> Option<T> {
        let words: Vec<&str> = table.iter().map(|(word, _)| *word).collect();
        let Some(text) = node.text() else {
            self.wrong_type(node, what, &format!("one of {}", list(&words)));
            return None;
        };
        let found = table.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let message = format!("{what} cannot be {}", quote(text));
            let fault = self.fault("unknown_word", &node.place(), message);
            self.add(fault.helping(self.advice(text, &words)));
        }
        found
    }

    /// The entries of a map that may have these keys; unknown and repeated ones are faults.
    pub(super) fn fields<'n>(&mut self, node: &'n Node, what: &str, known: &[&str]) -> Fields<'n> {
        let fields = self.open(node, what);
        for (name, key, _) in fields.iter().filter(|(name, ..)| !known.contains(name)) {
            let message = format!("{what} has no key {}", quote(name));
            let fault = self.fault("unknown_key", &key.place(), message);
            self.add(fault.helping(self.key_advice(name, known)));
        }
        fields
    }

    /// The entries of a map that may have any key, without the free ones.
    pub(super) fn open<'n>(&mut self, node: &'n Node, what: &str) -> Fields<'n> {
        let Kind::Map(entries) = &node.kind else {
            self.wrong_type(node, what, "a map");
            return Fields { at: node.place(), entries: Vec::new(), broken: true };
        };
        let mut kept = self.named(entries);
        kept.retain(|(name, ..)| !is_free_key(name));
        Fields { at: node.place(), entries: kept, broken: false }
    }

    /// The entries whose keys are text, each once.
    pub(super) fn named<'n>(&mut self, entries: &'n [(Node, Node)]) -> Vec<(&'n str, &'n Node, &'n Node)> {
        let mut first: BTreeMap<&str, u32> = BTreeMap::new();
        let mut named = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let Some(name) = key.text() else {
                self.wrong_type(key, "a key", "text");
                continue;
            };
            if let Some(line) = first.insert(name, key.at.line) {
                self.twice(key, name, line);
                first.insert(name, line);
            } else {
                named.push((name, key, value));
            }
        }
        named
    }

    fn twice(&mut self, key: &Node, name: &str, line: u32) {
        let message = format!("the key {} stands twice", quote(name));
        let fault = self.fault("duplicate_key", &key.place(), message);
        self.add(fault.helping(format!("it stands on line {line} too; keep one of them")));
    }

    /// A key that a map has to have and has not, unless that is told already.
    pub(super) fn lacking(&mut self, fields: &Fields<'_>, name: &str, what: &str, help: &str) {
        if fields.lacks(name) {
            self.missing(&fields.at, what, help);
        }
    }

    /// Something that has to be there and is not.
    pub(super) fn missing(&mut self, at: &At, what: &str, help: &str) {
        let fault = self.fault("missing_key", at, format!("{what} is missing")).helping(help);
        self.add(fault);
    }
}
