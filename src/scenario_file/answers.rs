//! The bank's answers: outcomes of credentials and tokens, and the codes and messages they carry.

use super::tree::{Kind, Node};
use super::walk::{Fields, Walk};
use super::words::{LATER, REFUSED, SUBMIT, codes};
use crate::domain::base::text::{list, nearest, quote};
use crate::domain::vocabulary::answers::{Outcome, Refusal, TokenKind, TokenOutcome};
use crate::domain::vocabulary::catalogue::{Code, CodeRow, Surface};

const OUTCOMES: [(&str, Outcome); 1] = [("success", Outcome::Success)];
const TOKEN_OUTCOMES: [(&str, TokenOutcome); 3] =
    [("success", TokenOutcome::Success), ("wrong", TokenOutcome::Wrong), ("late", TokenOutcome::Late)];

/// The words that may stand for an outcome besides the codes.
pub(super) fn outcome_words() -> Vec<&'static str> {
    OUTCOMES.iter().map(|(word, _)| *word).collect()
}

/// The words that may stand for a token's outcome besides the codes.
pub(super) fn token_outcome_words() -> Vec<&'static str> {
    TOKEN_OUTCOMES.iter().map(|(word, _)| *word).collect()
}

impl Walk<'_> {
    /// What follows `submit:`.
    pub(super) fn outcome(&mut self, node: &Node) -> Option<Outcome> {
        let has = |name: &str| matches!(&node.kind, Kind::Map(entries) if entries.iter().any(|(key, _)| key.text() == Some(name)));
        if has("ask_token") {
            return self.ask_token(node);
        }
        if LATER.iter().any(|name| has(name)) {
            return self.later(node);
        }
        self.answer(node, "`submit`", &OUTCOMES, &SUBMIT, Outcome::Refused)
    }

    /// What follows `token:` in a step.
    pub(super) fn token_outcome(&mut self, node: &Node) -> Option<TokenOutcome> {
        self.answer(node, "`token`", &TOKEN_OUTCOMES, &REFUSED, TokenOutcome::Refused)
    }

    /// An answer that takes its time.
    fn later(&mut self, node: &Node) -> Option<Outcome> {
        let fields = self.fields(node, "an answer that comes later", &LATER);
        let after = fields.get("after").map(|node| self.duration(node, "`after`"));
        let then = fields.get("then").and_then(|node| self.outcome(node));
        for name in LATER {
            if fields.get(name).is_none() {
                let help = "write it like `{ after: 3s, then: success }`";
                self.lacking(&fields, name, &format!("the key `{name}` of `submit`"), help);
            }
        }
        match then? {
            Outcome::After(..) => {
                let fault = self.fault("contradiction", &node.place(), "`after` inside `after`");
                self.add(fault.helping("add the two durations"));
                None
            }
            then => Some(Outcome::After(after?, Box::new(then))),
        }
    }

    fn ask_token(&mut self, node: &Node) -> Option<Outcome> {
        let fields = self.fields(node, "`submit`", &SUBMIT);
        for name in REFUSED {
            if let Some(key) = fields.key(name) {
                let message = format!("`ask_token` and `{name}` exclude each other");
                let fault = self.fault("contradiction", &key.at, message);
                self.add(fault.helping("the bank either asks for a token or refuses"));
            }
        }
        let kind = self.word(fields.get("ask_token")?, "`ask_token`", &TokenKind::ALL)?;
        Some(Outcome::AskToken(kind))
    }

    /// A word, a code, or a map with `error`.
    fn answer<T: Clone>(
        &mut self,
        node: &Node,
        what: &str,
        table: &[(&'static str, T)],
        keys: &[&str],
        refused: fn(Refusal) -> T,
    ) -> Option<T> {
        if matches!(node.kind, Kind::Map(_)) {
            let fields = self.fields(node, what, keys);
            return self.refusal(&fields, what, Some(Surface::Error)).map(refused);
        }
        let words: Vec<&str> = table.iter().map(|(word, _)| *word).collect();
        if matches!(node.kind, Kind::Number(_)) {
            return self.code(node, &words, Some(Surface::Error)).map(|code| refused(plain(code)));
        }
        let text = self.text(node, what)?;
        if let Some((_, value)) = table.iter().find(|(word, _)| *word == text) {
            return Some(value.clone());
        }
        self.code(node, &words, Some(Surface::Error)).map(|code| refused(plain(code)))
    }

    /// `error`, `message` and `custom` of a map.
    pub(super) fn refusal(
        &mut self,
        fields: &Fields<'_>,
        what: &str,
        surface: Option<Surface>,
    ) -> Option<Refusal> {
        let Some(node) = fields.get("error") else {
            let help = "write it like `{ error: login_error }`";
            self.lacking(fields, "error", &format!("the key `error` of {what}"), help);
            return None;
        };
        let code = self.code(node, &[], surface);
        let custom = fields.get("custom").is_some_and(|node| self.truth(node, "`custom`"));
        let Some(message) = fields.get("message") else {
            self.nothing_custom(fields);
            return code.map(plain);
        };
        let code = code?;
        let message = self.message(message, code, custom)?;
        Some(Refusal { code: code.code, message })
    }

    fn nothing_custom(&mut self, fields: &Fields<'_>) {
        if let Some(key) = fields.key("custom") {
            let fault = self.fault("missing_key", &key.at, "`custom` is about a message, and there is none");
            self.add(fault.helping("add `message`, or remove `custom`"));
        }
    }

    fn message(&mut self, node: &Node, code: &CodeRow, custom: bool) -> Option<String> {
        let text = self.text(node, "`message`")?;
        if custom || code.messages.contains(&text) {
            return Some(text.to_owned());
        }
        let message = format!("{} is no message of `{}`", quote(text), code.name);
        let fault = self.fault("unknown_message", &node.place(), message);
        self.add(fault.helping(messages_help(text, code)));
        None
    }

    /// A code of the catalogue; `words` are what else could stand there.
    pub(super) fn code(
        &mut self,
        node: &Node,
        words: &[&str],
        surface: Option<Surface>,
    ) -> Option<&'static CodeRow> {
        let allowed: Vec<&str> = words.iter().copied().chain(codes(surface)).collect();
        if let Kind::Number(status) = &node.kind {
            let message = format!("{status} is a number, and an answer is a word");
            let fault = self.fault("unknown_code", &node.place(), message);
            self.add(fault.helping(self.advice(&status.to_string(), &allowed)));
            return None;
        }
        let text = self.text(node, "the code")?;
        match Code::parse(text) {
            Some(code) if allowed.contains(&code.name()) => Some(code.row()),
            Some(_) => {
                let message = format!("`{text}` is not an error that a bank answers with");
                let fault = self.fault("unknown_code", &node.place(), message);
                self.add(fault.helping(format!("allowed here: {}", list(&allowed))));
                None
            }
            None => {
                let fault =
                    self.fault("unknown_code", &node.place(), format!("there is no code {}", quote(text)));
                self.add(fault.helping(self.advice(text, &allowed)));
                None
            }
        }
    }
}

fn messages_help(text: &str, code: &CodeRow) -> String {
    const OWN: &str = "or add `custom: true` to send any text";
    match (nearest(text, code.messages), code.messages) {
        (Some(meant), _) => format!("did you mean \"{meant}\"? {OWN}"),
        (None, []) => "Belvo publishes none for this code; add `custom: true` to send this one".to_owned(),
        (None, messages) => format!("its messages are \"{}\"; {OWN}", messages.join("\", \"")),
    }
}

/// The code with its first message.
pub(super) fn plain(code: &CodeRow) -> Refusal {
    Refusal::of(code.code)
}
