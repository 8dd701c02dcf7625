//! The steps of the widget, and whether they can happen in their order.

use super::fault::At;
use super::tree::{Kind, Node};
use super::walk::{Fields, Walk};
use super::words::{CHOOSE, EMIT, REFUSED, SUBMIT};
use crate::domain::base::text::{list, quote};
use crate::domain::scenario::model::{BadToken, Play};
use crate::domain::scenario::step::{Answer, STEPS, Step, StepRow, Takes};
use crate::domain::vocabulary::acts::{Act, Choice, SKIP, SurveyAnswer};
use crate::domain::vocabulary::answers::{RawEmission, Sink};
use crate::domain::vocabulary::catalogue::{CODES, Code, Surface};
use crate::domain::widget::flow::steps::{OrderFault, check, complete};

impl Walk<'_> {
    /// All steps, each with its line; checked for their order, and for hand play completed.
    pub(super) fn steps(&mut self, node: &Node, play: Play, token: Option<BadToken>) -> Vec<(Step, u32)> {
        let before = self.count();
        let items = self.items(node, "`steps`");
        if items.is_empty() && play == Play::ByItself && token.is_none() && self.count() == before {
            self.missing(
                &node.place(),
                "the first step",
                "a scenario that plays by itself needs steps, such as `- accept`",
            );
        }
        let steps: Vec<(Step, At)> =
            items.iter().filter_map(|item| Some((self.step(item)?, item.place()))).collect();
        if self.count() > before {
            return Vec::new();
        }
        let lined: Vec<(Step, u32)> = steps.iter().map(|(step, at)| (step.clone(), at.line)).collect();
        in_order(lined, play, token).unwrap_or_else(|fault| {
            self.out_of_order(&fault, &steps);
            Vec::new()
        })
    }

    fn out_of_order(&mut self, fault: &OrderFault, steps: &[(Step, At)]) {
        let Some((step, at)) = steps.get(fault.index) else {
            return;
        };
        let why = match fault.page {
            Some(page) => format!("the screen is `{}`", page.name()),
            None => "the run is over".to_owned(),
        };
        let message = format!("`{}` cannot happen here: {why}", step.word());
        let before: Vec<String> = fault.before.iter().map(|word| format!("`- {}`", written(word))).collect();
        let before = if before.is_empty() {
            String::new()
        } else {
            format!("put {} before it; ", before.join(" and "))
        };
        let help = match fault.expected.as_slice() {
            [] => "nothing can follow; remove it".to_owned(),
            expected => format!("{before}what can happen here: {}", expected.join(", ")),
        };
        let fault = self.fault("impossible_step", at, message);
        self.add(fault.helping(help));
    }

    fn step(&mut self, node: &Node) -> Option<Step> {
        match &node.kind {
            Kind::Text(word) => self.bare(node, word),
            Kind::Map(entries) => self.keyed(node, entries),
            _ => {
                let message = format!("a step is {}", node.noun());
                let fault = self.fault("wrong_type", &node.place(), message);
                self.add(fault.expecting("a step such as `accept` or `submit: success`"));
                None
            }
        }
    }

    fn bare(&mut self, node: &Node, word: &str) -> Option<Step> {
        let Some(row) = row(word) else { return self.unknown_step(node, word, None) };
        match (&row.takes, row.takes.example()) {
            (Takes::Nothing(step), _) => Some(step.clone()),
            (_, example) => {
                let fault = self.fault("missing_value", &node.place(), format!("`{word}` needs a value"));
                let example = example.unwrap_or_default();
                self.add(fault.helping(format!("write it like `{word}: {example}`")));
                None
            }
        }
    }

    fn unknown_step(&mut self, node: &Node, word: &str, help: Option<String>) -> Option<Step> {
        let words: Vec<&str> = STEPS.iter().map(|row| row.word).collect();
        let fault = self.fault("unknown_step", &node.place(), format!("there is no step {}", quote(word)));
        self.add(fault.helping(help.unwrap_or_else(|| self.advice(word, &words))));
        None
    }

    fn keyed(&mut self, node: &Node, entries: &[(Node, Node)]) -> Option<Step> {
        let fields = self.open(node, "a step");
        let mut keys = fields.iter();
        let (Some((word, key, value)), second) = (keys.next(), keys.next()) else {
            if entries.is_empty() {
                self.missing(&node.place(), "the step", "write a step such as `accept`, or remove the line");
            }
            return None;
        };
        if let Some((other, key, _)) = second {
            let message = format!("{} stands in the same step as {}", quote(other), quote(word));
            let fault = self.fault("several_steps", &key.place(), message);
            self.add(fault.helping(beside(word, other)));
            return None;
        }
        match row(word).map(|row| &row.takes) {
            Some(Takes::Nothing(_)) => {
                let fault = self.fault("unexpected_value", &key.place(), format!("`{word}` takes no value"));
                self.add(fault.helping(format!("write `- {word}`")));
                None
            }
            Some(takes) => self.valued(word, takes, value),
            None => self.unknown_step(key, word, belongs_under(word)),
        }
    }

    fn valued(&mut self, word: &str, takes: &Takes, value: &Node) -> Option<Step> {
        match takes {
            Takes::Nothing(step) => Some(step.clone()),
            Takes::Institution => self.choose(value),
            Takes::Outcome(step) => self.outcome(value).map(step),
            Takes::TokenOutcome(step) => self.token_outcome(value).map(step),
            Takes::SurveyAnswer(step) => self.survey(value).map(step),
            Takes::Span(step) => Some(step(self.duration(value, &format!("`{word}`")))),
            Takes::Emission(step) => self.emit(value).map(step),
        }
    }

    fn survey(&mut self, node: &Node) -> Option<Option<SurveyAnswer>> {
        let answers = SurveyAnswer::ALL.iter().map(|answer| (answer.name(), Some(*answer)));
        let table: Vec<_> = answers.chain([(SKIP, None)]).collect();
        self.word(node, "`survey`", &table)
    }

    fn choose(&mut self, node: &Node) -> Option<Step> {
        if !matches!(node.kind, Kind::Map(_)) {
            return self.institution(node).map(|choice| Step::Person(Act::Choose(choice)));
        }
        let fields = self.fields(node, "`choose`", &CHOOSE);
        let warning = match fields.get("warning") {
            Some(node) => Some(self.warning(node)?),
            None => None,
        };
        let Some(named) = fields.get("institution") else {
            self.missing(
                &fields.at,
                "the key `institution` of `choose`",
                "write `institution: any` or a name",
            );
            return None;
        };
        let choice = self.institution(named)?;
        Some(match warning {
            Some(code) => Step::Bank(Answer::Unavailable(choice, code)),
            None => Step::Person(Act::Choose(choice)),
        })
    }

    fn warning(&mut self, node: &Node) -> Option<Code> {
        let rows = CODES.iter().filter(|row| row.surface == Surface::Warning);
        let words: Vec<_> = rows.map(|row| (row.name, row.code)).collect();
        self.word(node, "`warning`", &words)
    }

    fn institution(&mut self, node: &Node) -> Option<Choice> {
        let name = self.text(node, "the institution")?;
        if name == "any" {
            return Some(Choice::Any);
        }
        if self.context.institutions.contains(&name) {
            return Some(Choice::Named(name.to_owned()));
        }
        let message = format!("there is no institution {}", quote(name));
        let allowed: Vec<&str> =
            ["any"].into_iter().chain(self.context.institutions.iter().copied()).collect();
        let fault = self.fault("unknown_institution", &node.place(), message);
        self.add(fault.helping(self.advice(name, &allowed)));
        None
    }

    fn emit(&mut self, node: &Node) -> Option<RawEmission> {
        let fields = self.fields(node, "`emit`", &EMIT);
        let (Some((word, _, value)), false) = (fields.iter().next(), several(&fields)) else {
            let fault = self.fault("emit", &fields.at, "`emit` sends to one of the page's functions");
            self.add(fault.expecting(format!("one of {}", list(&EMIT))));
            return None;
        };
        self.check_keys(value);
        let (to, args) = match *word {
            "event" => (Sink::Event, vec![value.value()]),
            "exit" => (Sink::Exit, vec![value.value()]),
            "callback" => (Sink::Callback, self.items(value, "`callback`").iter().map(Node::value).collect()),
            _ => return None,
        };
        Some(RawEmission { to, args })
    }

    /// Keys of raw values are free, but each stands once and is text.
    fn check_keys(&mut self, node: &Node) {
        match &node.kind {
            Kind::List(items) => items.iter().for_each(|item| self.check_keys(item)),
            Kind::Map(entries) => {
                self.named(entries);
                entries.iter().for_each(|(_, value)| self.check_keys(value));
            }
            _ => {}
        }
    }
}

/// The row of the table that begins with this word.
fn row(word: &str) -> Option<&'static StepRow> {
    STEPS.iter().find(|row| row.word == word)
}

/// The keys that may stand below the word of a step.
fn keys_below(takes: &Takes) -> &'static [&'static str] {
    match takes {
        Takes::Institution => &CHOOSE,
        Takes::Outcome(_) => &SUBMIT,
        Takes::TokenOutcome(_) => &REFUSED,
        Takes::Emission(_) => &EMIT,
        Takes::Nothing(_) | Takes::SurveyAnswer(_) | Takes::Span(_) => &[],
    }
}

/// What is said of a key with a `-` of its own that stands below the word of another step.
fn belongs_under(key: &str) -> Option<String> {
    let row = STEPS.iter().find(|row| keys_below(&row.takes).contains(&key))?;
    Some(format!("`{key}` belongs under `{}`: indent it there, without a `-`", row.word))
}

/// Two keys of one step: one of them belongs below the other, or they are two steps.
fn beside(one: &str, other: &str) -> String {
    let takes = |word: &str, key: &str| row(word).is_some_and(|row| keys_below(&row.takes).contains(&key));
    let indent = |word: &str, key: &str| format!("indent `{key}` under `{word}`, by two more spaces");
    match (takes(one, other), takes(other, one)) {
        (true, _) => indent(one, other),
        (_, true) => indent(other, one),
        _ => "one step a line, each with its own `-`".to_owned(),
    }
}

fn several(fields: &Fields<'_>) -> bool {
    fields.iter().nth(1).is_some()
}

/// A step as it is written, with an example of its value.
fn written(word: &str) -> String {
    let example = row(word).and_then(|row| row.takes.example());
    example.map_or_else(|| word.to_owned(), |example| format!("{word}: {example}"))
}

fn in_order(
    steps: Vec<(Step, u32)>,
    play: Play,
    token: Option<BadToken>,
) -> Result<Vec<(Step, u32)>, OrderFault> {
    match play {
        Play::ByHand => complete(steps, token),
        Play::ByItself => check(steps.iter().map(|(step, _)| step), token).map(|_| steps),
    }
}
