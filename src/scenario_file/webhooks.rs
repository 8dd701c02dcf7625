//! `webhooks`: which are sent, when, how often, and what is wrong with them.

use indexmap::IndexSet;

use super::tree::{Kind, Node};
use super::walk::{Fields, Walk};
use super::words::WEBHOOK;
use crate::domain::base::text::{list, quote};
use crate::domain::base::time::Span;
use crate::domain::scenario::webhooks::{
    Form, MOST_COPIES, Manner, Named, Occasion, SentAuthorization, SentBody, WebhookRule, Which,
};
use crate::domain::vocabulary::hooks::HookCode;
use crate::domain::webhook::occasion::rows_of;
use crate::domain::webhook::table::ROWS;

/// The word for all webhooks of an occasion, where they are not sent.
pub(super) const ALL: &str = "all";

/// The keys that say how a webhook is sent.
pub(super) const MANNER: [&str; 4] = ["after", "copies", "body", "authorization"];

/// The keys that say which webhooks are meant; a rule has one of them, or none and means all.
const WHICH: [&str; 3] = ["type", "send", "drop"];

/// The types of webhooks, each once.
fn types() -> Vec<&'static str> {
    let mut types: Vec<&str> = ROWS.iter().map(|row| row.kind).collect();
    types.dedup();
    types
}

/// How webhooks are named: by type, or by type and code.
pub(super) fn names() -> Vec<String> {
    let pairs: IndexSet<String> = ROWS.iter().map(|row| format!("{} {}", row.kind, row.code)).collect();
    types().into_iter().map(str::to_owned).chain(pairs).collect()
}

impl Walk<'_> {
    pub(super) fn webhooks(&mut self, node: &Node) -> Vec<WebhookRule> {
        let items = self.items(node, "`webhooks`");
        items.iter().filter_map(|item| self.webhook_rule(item)).collect()
    }

    fn webhook_rule(&mut self, node: &Node) -> Option<WebhookRule> {
        let fields = self.fields(node, "a rule of `webhooks`", &WEBHOOK);
        let on = self.occasion(&fields);
        let which = self.which(&fields, on.unwrap_or(Occasion::Any));
        let times = fields.get("times").and_then(|node| self.times(node, "`times`"));
        let manner = self.manner(&fields);
        self.must_do_something(&fields);
        Some(WebhookRule { on: on?, which: which?, times, manner })
    }

    fn occasion(&mut self, fields: &Fields<'_>) -> Option<Occasion> {
        let Some(node) = fields.get("on") else {
            let help = format!("write `on: link`, or another of {}", list(Occasion::WORDS));
            self.lacking(fields, "on", "the key `on` of a rule", &help);
            return None;
        };
        let words: Vec<_> = Occasion::ALL.iter().map(|on| (on.name(), *on)).collect();
        self.word(node, "`on`", &words)
    }

    /// Which webhooks of an occasion; nothing where that cannot be read.
    fn which(&mut self, fields: &Fields<'_>, on: Occasion) -> Option<Which> {
        let mut given = WHICH.iter().filter_map(|key| Some((*key, fields.key(key)?, fields.get(key)?)));
        let Some((key, _, node)) = given.next() else { return Some(Which::All) };
        if let Some((other, place, _)) = given.next() {
            let message = format!("`{key}` and `{other}` exclude each other");
            let fault = self.fault("contradiction", &place.place(), message);
            self.add(fault.helping("write a rule for each; the first that is about a webhook decides"));
            return None;
        }
        if key == "drop" && node.text() == Some(ALL) {
            return Some(Which::Only(Vec::new()));
        }
        let named = self.named_webhooks(node, key, on)?;
        Some(match key {
            "send" => Which::Only(named),
            "drop" => Which::Not(named),
            _ => Which::These(named),
        })
    }

    /// One webhook, or a list of them.
    fn named_webhooks(&mut self, node: &Node, key: &str, on: Occasion) -> Option<Vec<Named>> {
        let before = self.count();
        let one = std::slice::from_ref(node);
        let items =
            if matches!(node.kind, Kind::Text(_)) { one } else { self.items(node, &format!("`{key}`")) };
        if items.is_empty() && key != "send" && self.count() == before {
            self.missing(&node.place(), &format!("a webhook of `{key}`"), "name one, such as TRANSACTIONS");
        }
        let named = items.iter().filter_map(|item| self.named_webhook(item, on)).collect();
        (self.count() == before).then_some(named)
    }

    /// `TRANSACTIONS`, or `LINK token_required`.
    fn named_webhook(&mut self, node: &Node, on: Occasion) -> Option<Named> {
        let text = self.text(node, "the webhook")?;
        let (kind, code) = text.split_once(' ').map_or((text, None), |(kind, code)| (kind, Some(code)));
        let rows: Vec<_> = ROWS.iter().filter(|row| row.kind == kind).collect();
        let Some(row) = rows.first() else {
            let message = format!("there is no webhook_type {}", quote(kind));
            let fault = self.fault("unknown_word", &node.place(), message);
            self.add(fault.helping(self.advice(kind, &types())));
            return None;
        };
        let code = match code {
            Some(word) => Some(self.code_of(node, kind, word)?),
            None => None,
        };
        let named = Named { kind: row.kind, code };
        let fits = |code: HookCode| named.code.is_none_or(|own| own == code);
        if !rows_of(on).any(|row| row.kind == kind && fits(row.code)) {
            self.impossible_webhook(node, text, on);
            return None;
        }
        Some(named)
    }

    fn code_of(&mut self, node: &Node, kind: &str, word: &str) -> Option<HookCode> {
        let mut codes: Vec<HookCode> =
            ROWS.iter().filter(|row| row.kind == kind).map(|row| row.code).collect();
        codes.dedup();
        let found = codes.iter().copied().find(|code| code.name() == word);
        if found.is_none() {
            let names: Vec<&str> = codes.iter().map(|code| code.name()).collect();
            let message = format!("{kind} has no webhook_code {}", quote(word));
            let fault = self.fault("unknown_word", &node.place(), message);
            self.add(fault.helping(self.advice(word, &names)));
        }
        found
    }

    fn impossible_webhook(&mut self, node: &Node, text: &str, on: Occasion) {
        let mut told: Vec<&str> = rows_of(on).map(|row| row.kind).collect();
        told.dedup();
        let message = format!("{} is never told on `{on}`", quote(text));
        let fault = self.fault("impossible_webhook", &node.place(), message);
        self.add(fault.helping(format!("told on `{on}`: {}", list(&told))));
    }

    fn manner(&mut self, fields: &Fields<'_>) -> Manner {
        let after = fields.get("after").map(|node| self.duration(node, "`after`"));
        let copies = fields.get("copies").and_then(|node| self.copies(node));
        let bodies: Vec<_> = SentBody::ALL.iter().map(|body| (body.name(), *body)).collect();
        let body = fields.get("body").and_then(|node| self.word(node, "`body`", &bodies));
        let sent: Vec<_> = SentAuthorization::ALL.iter().map(|sent| (sent.name(), *sent)).collect();
        let authorization =
            fields.get("authorization").and_then(|node| self.word(node, "`authorization`", &sent));
        let usual = Form::default();
        let form = Form {
            body: body.unwrap_or(usual.body),
            authorization: authorization.unwrap_or(usual.authorization),
        };
        Manner { after: after.unwrap_or(Span::ZERO), copies: copies.unwrap_or(1), form }
    }

    fn copies(&mut self, node: &Node) -> Option<u32> {
        let copies = self.times(node, "`copies`")?;
        if copies > MOST_COPIES {
            let fault = self.fault("wrong_type", &node.place(), format!("`copies` is {copies}"));
            self.add(fault.expecting(format!("at most {MOST_COPIES}")).helping("write `drop` to send none"));
        }
        Some(copies)
    }

    fn must_do_something(&mut self, fields: &Fields<'_>) {
        let first = |keys: &[&str]| keys.iter().find_map(|key| fields.key(key));
        if let (Some(_), Some(key)) = (fields.key("drop"), first(&MANNER)) {
            let fault = self.fault("contradiction", &key.place(), "what is not sent is sent in no way");
            return self.add(fault.helping("write a rule of its own for the webhooks that are sent"));
        }
        let silent = ["send", "drop"].iter().chain(&MANNER).all(|key| fields.lacks(key));
        if silent {
            let fault = self.fault("missing_key", &fields.at, "the rule does nothing");
            self.add(fault.helping("add `after: 5s`, `copies: 2`, `body: malformed` or `authorization: wrong`, or `copies: 1` to send as usual what a rule below it is about"));
        }
    }
}
