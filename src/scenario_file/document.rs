//! The whole document: version, title, options, and the parts for token, widget and API; links, webhooks and data have files of their own.

use std::sync::Arc;

use super::answers::plain;
use super::fault::Source;
use super::tree::{Kind, Node};
use super::walk::{Fields, Walk};
use super::words::{TOKEN, TOP, WIDGET};
use crate::domain::base::limits::LONGEST_NAME;
use crate::domain::base::text::{is_unseen, quote};
use crate::domain::base::time::Span;
use crate::domain::scenario::model::{BadToken, Outcomes, Play, Scenario, WidgetPlay};
use crate::domain::scenario::step::Step;
use crate::domain::vocabulary::answers::Refusal;

/// The version of the format that is read.
pub(super) const VERSION: u64 = 1;

/// The words of `widget.outcomes`.
pub(super) const OUTCOMES: [(&str, Outcomes); 2] =
    [("credentials", Outcomes::Credentials), ("repeat_last", Outcomes::RepeatLast)];

impl Walk<'_> {
    /// The scenario that the tree means; to be used only when no fault was noted.
    pub(super) fn scenario(&mut self, name: &str, source: &Source, tree: &Node) -> Scenario {
        let fields = self.fields(tree, "a scenario", &TOP);
        self.version(&fields);
        Scenario {
            name: name.to_owned(),
            title: self.title(&fields),
            docs: fields.get("docs").and_then(|node| self.docs(node)),
            source: source.name.clone(),
            text: source.text.to_string(),
            options: fields.get("options").map_or_else(Vec::new, |node| self.options(node)),
            token: fields.get("token").and_then(|node| self.token_part(node)),
            widget: self.widget(fields.get("widget")),
            api: fields.get("api").map_or_else(Vec::new, |node| self.api(node)),
            links: fields.get("links").map_or_else(Vec::new, |node| self.links(node)),
            webhooks: fields.get("webhooks").map_or_else(Vec::new, |node| self.webhooks(node)),
            data: fields.get("data").map(|node| Arc::new(self.data(node))),
            unread: None,
        }
    }

    fn version(&mut self, fields: &Fields<'_>) {
        let Some(node) = fields.get("version") else {
            let help = "begin the file with `version: 1`";
            return self.lacking(fields, "version", "the key `version`", help);
        };
        if matches!(&node.kind, Kind::Number(number) if number.as_u64() == Some(VERSION)) {
            return;
        }
        let message = format!("version {} is not supported", quote(&self.spelling(node)));
        let fault = self.fault("version", &node.place(), message);
        let fault = fault.expecting("1, the number");
        self.add(fault.helping("this emulator reads version 1 of the format"));
    }

    fn title(&mut self, fields: &Fields<'_>) -> String {
        let Some(node) = fields.get("title") else {
            let help = "say in one line what the scenario shows";
            self.lacking(fields, "title", "the key `title`", help);
            return String::new();
        };
        let title = self.text(node, "`title`").unwrap_or_default().trim();
        if title.contains('\n') {
            let fault = self.fault("wrong_type", &node.place(), "`title` has several lines");
            self.add(fault.expecting("one line"));
        } else if title.chars().any(is_unseen) {
            self.unseen(node, "`title`", title);
        }
        title.to_owned()
    }

    /// What is shown cannot move the cursor of a terminal.
    fn unseen(&mut self, node: &Node, what: &str, text: &str) {
        let fault = self.fault("wrong_type", &node.place(), format!("{what} is {}", quote(text)));
        self.add(fault.expecting("text without control characters"));
    }

    fn docs(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node, "`docs`")?;
        if !text.starts_with("https://") && !text.starts_with("http://") {
            let fault = self.fault("wrong_type", &node.place(), "`docs` is not an address");
            self.add(fault.expecting("an address that begins with https://"));
        } else if text.chars().any(is_unseen) {
            self.unseen(node, "`docs`", text);
        }
        Some(text.to_owned())
    }

    fn options(&mut self, node: &Node) -> Vec<(String, String)> {
        let fields = self.open(node, "`options`");
        let mut settings = Vec::new();
        for (name, key, value) in fields.iter() {
            if matches!(value.kind, Kind::Text(_) | Kind::Number(_) | Kind::Bool(_)) {
                let text = self.spelling(value);
                self.option(name, &text, key, value);
                settings.push(((*name).to_owned(), text));
            } else {
                let message = format!("the option {} is {}", quote(name), value.noun());
                let fault = self.fault("wrong_type", &value.place(), message);
                self.add(fault.expecting("text, a number, true or false"));
            }
        }
        settings
    }

    fn option(&mut self, name: &str, text: &str, key: &Node, value: &Node) {
        let judge = self.context.option;
        if let Err(why) = self.judged(|| judge(name, text)) {
            let mut at = key.place();
            if value.at.line == at.line {
                at.span.end = value.at.span.end.max(at.span.end);
            }
            let fault = self.fault("option", &at, why);
            self.add(fault);
        }
    }

    fn token_part(&mut self, node: &Node) -> Option<Refusal> {
        let fields = self.fields(node, "`token`", &TOKEN);
        let Some(code) = fields.get("refuse") else {
            self.missing(&fields.at, "the key `refuse` of `token`", "write `refuse: authentication_failed`");
            return None;
        };
        self.code(code, &[], None).map(plain)
    }

    /// Without a `widget` part a person acts, and what is typed decides.
    fn widget(&mut self, node: Option<&Node>) -> WidgetPlay {
        let fields = node.map_or_else(Fields::empty, |node| self.fields(node, "`widget`", &WIDGET));
        let play = match fields.get("play") {
            // Hand play asks less of the steps: an unreadable word brings no further faults with it.
            Some(node) => self.word(node, "`play`", &Play::ALL).unwrap_or(Play::ByHand),
            None if node.is_some() => Play::ByItself,
            None => Play::ByHand,
        };
        let outcomes = fields.get("outcomes").and_then(|node| self.word(node, "`outcomes`", &OUTCOMES));
        let token = fields.get("token").and_then(|node| self.word(node, "`token`", &BadToken::ALL));
        let pace = fields.get("pace").map(|node| self.duration(node, "`pace`"));
        let username = fields.get("username").and_then(|node| self.user_name(node));
        WidgetPlay {
            play,
            token,
            pace: pace.unwrap_or(Span::ZERO),
            outcomes: outcomes.unwrap_or(Outcomes::Credentials),
            username,
            steps: self.widget_steps(&fields, play, token),
        }
    }

    /// A number is refused rather than read: it would lose the zeros that it begins with.
    fn user_name(&mut self, node: &Node) -> Option<String> {
        const WHAT: &str = "`username`";
        if matches!(node.kind, Kind::Number(_) | Kind::Bool(_)) {
            let quoted = format!("write it in quotes: `username: \"{}\"`", self.spelling(node));
            let fault = self.fault("wrong_type", &node.place(), format!("{WHAT} is {}", node.noun()));
            self.add(fault.expecting("text").helping(quoted));
            return None;
        }
        let name = self.text(node, WHAT)?;
        if name.chars().count() > LONGEST_NAME {
            let fault = self.fault("too_long", &node.place(), format!("{WHAT} is too long"));
            self.add(fault.expecting(format!("at most {LONGEST_NAME} characters")));
        }
        Some(name.to_owned())
    }

    fn widget_steps(&mut self, fields: &Fields<'_>, play: Play, token: Option<BadToken>) -> Vec<(Step, u32)> {
        if let Some(node) = fields.get("steps") {
            return self.steps(node, play, token);
        }
        if play == Play::ByItself && token.is_none() {
            let help = "list them, or write `play: by_hand`";
            self.lacking(fields, "steps", "the key `steps` of `widget`", help);
        }
        Vec::new()
    }
}
