//! `api`: rules for calls, which are faults as well when they are set by hand.

use std::borrow::Cow;

use super::tree::Node;
use super::walk::{Fields, Walk};
use super::words::{API, METHODS, REFUSED};
use crate::domain::base::text::{nearest, quote};
use crate::domain::base::time::Span;
use crate::domain::scenario::rule::{CallRule, ConnectionCut, Cut, Effects, Instead, LONGEST_DRIP, Ruled};

/// The statuses that a rule may answer with.
pub(super) const STATUSES: std::ops::RangeInclusive<u32> = 400..=599;

/// The keys that say what becomes of a call; a rule has one of them.
pub(super) const EFFECTS: [&str; 6] = ["error", "status", "delay", "cut", "truncate", "slow"];

/// Keys that exclude each other, and why.
pub(super) const EXCLUSIVE: [(&str, &[&str], &str); 4] = [
    ("error", &["status"], "an error of Belvo's has its own status"),
    ("cut", &["error", "status", "truncate", "slow"], "a connection that is reset brings no answer"),
    ("status", &["truncate", "slow"], "an answer of a status alone has no body"),
    ("truncate", &["slow"], "write a rule for each"),
];

impl Walk<'_> {
    pub(super) fn api(&mut self, node: &Node) -> Vec<CallRule> {
        let items = self.items(node, "`api`");
        items.iter().filter_map(|item| self.call_rule(item, "a rule of `api`")).collect()
    }

    pub(super) fn call_rule(&mut self, node: &Node, what: &str) -> Option<CallRule> {
        let fields = self.fields(node, what, &API);
        let times = fields.get("times").and_then(|node| self.times(node, "`times`"));
        let after = fields.get("after").and_then(|node| self.whole(node, "`after`", 0..=u32::MAX));
        self.must_do_something_to_calls(&fields);
        self.must_not_contradict(&fields);
        let effects = self.effects(&fields, what);
        let (method, path) = self.call(&fields)?;
        Some(CallRule { method, path, after: after.unwrap_or_default(), times, effects })
    }

    fn must_do_something_to_calls(&mut self, fields: &Fields<'_>) {
        let says = REFUSED.iter().chain(&EFFECTS).any(|name| fields.get(name).is_some());
        let is_misspelt = |key: &str| !API.contains(&key) && nearest(key, &EFFECTS).is_some();
        if !says && !fields.is_broken() && !fields.iter().any(|(key, ..)| is_misspelt(key)) {
            let fault = self.fault("missing_key", &fields.at, "the rule does nothing");
            self.add(fault.helping("add `error: CODE` or `delay: 3s`"));
        }
    }

    fn must_not_contradict(&mut self, fields: &Fields<'_>) {
        for (one, others, why) in EXCLUSIVE {
            let both = others.iter().filter(|_| fields.get(one).is_some());
            for (other, key) in both.filter_map(|other| Some((other, fields.key(other)?))) {
                let message = format!("`{one}` and `{other}` exclude each other");
                let fault = self.fault("contradiction", &key.place(), message);
                self.add(fault.helping(why));
            }
        }
    }

    fn effects(&mut self, fields: &Fields<'_>, what: &str) -> Effects {
        let delay = fields.get("delay").map(|node| self.duration(node, "`delay`"));
        let instead = self.refused(fields, what).map(Instead::Refused).or_else(|| self.status(fields));
        Effects { instead, delay: delay.unwrap_or(Span::ZERO), cut: self.cut(fields) }
    }

    fn refused(&mut self, fields: &Fields<'_>, what: &str) -> Option<Ruled> {
        let field = fields.get("field").and_then(|node| self.text(node, "`field`")).map(str::to_owned);
        if let Some(key) = fields.key("field").filter(|_| fields.get("error").is_none()) {
            let fault = self.fault("missing_key", &key.at, "`field` is about an error, and there is none");
            self.add(fault.helping("add `error`, or remove `field`"));
        }
        let refuses = REFUSED.iter().any(|name| fields.get(name).is_some());
        let refusal = refuses.then(|| self.refusal(fields, what, None)).flatten()?;
        Some(Ruled { refusal, field })
    }

    fn status(&mut self, fields: &Fields<'_>) -> Option<Instead> {
        let status = self.whole(fields.get("status")?, "`status`", STATUSES)?;
        u16::try_from(status).ok().map(Instead::Status)
    }

    fn cut(&mut self, fields: &Fields<'_>) -> Option<Cut> {
        let words = [(ConnectionCut::Reset.name(), Cut::Reset)];
        let reset = fields.get("cut").and_then(|node| self.word(node, "`cut`", &words));
        let truncate = fields.get("truncate").is_some_and(|node| self.must_be_true(node, "`truncate`"));
        let slow = fields.get("slow").map(|node| self.slow(node));
        reset.or(truncate.then_some(Cut::Truncate)).or(slow)
    }

    fn slow(&mut self, node: &Node) -> Cut {
        let span = self.duration(node, "`slow`");
        if span > LONGEST_DRIP {
            let message = format!("`slow` is {}", quote(&self.spelling(node)));
            let fault = self.fault("duration", &node.place(), message);
            self.add(fault.expecting(format!("at most {LONGEST_DRIP}")));
        }
        Cut::Slow(span)
    }

    /// The method, nothing for any, and the path as its route is written.
    fn call(&mut self, fields: &Fields<'_>) -> Option<(Option<String>, String)> {
        const EXPECTED: &str = "a method and a path such as POST /api/accounts/";
        let Some(node) = fields.get("on") else {
            self.lacking(fields, "on", "the key `on` of a rule", "write `on: POST /api/accounts/`");
            return None;
        };
        let text = with_slash(self.text(node, "`on`")?);
        let (method, path) = match text.split_once(' ') {
            _ if text.starts_with('/') => (None, &*text),
            Some((method, path)) => (Some(method), path),
            None => (Some(&*text), ""),
        };
        if let Some(method) = method.filter(|method| !METHODS.contains(method)) {
            let message = format!("{} is no method of the API", quote(method));
            let fault = self.fault("call", &node.place(), message).expecting(EXPECTED);
            self.add(fault.helping(self.advice(method, &METHODS)));
        } else if let Err(why) = self.called(method.unwrap_or_default(), path) {
            let fault = self.fault("call", &node.place(), why);
            self.add(fault.expecting(EXPECTED));
        }
        Some((method.map(str::to_owned), path.to_owned()))
    }
}

impl Walk<'_> {
    fn called(&mut self, method: &str, path: &str) -> Result<(), String> {
        path_is_right(path)?;
        let judge = self.context.call;
        self.judged(|| judge(method, path))
    }
}

/// How the paths begin of what pages call: they are known without the slash at their end, which their routes have.
pub(super) const OF_PAGES: [&str; 3] = ["/widget/", "/belvo-", "/v{version}/"];

/// How a path ends that goes on over slashes.
const ANY_REST: &str = "/{*path}";

fn with_slash(call: &str) -> Cow<'_, str> {
    let path = call.split_once(' ').map_or(call, |(_, path)| path);
    let is_of_pages = OF_PAGES.iter().any(|start| path.starts_with(start));
    if is_of_pages && !call.ends_with('/') && !call.ends_with(ANY_REST) {
        format!("{call}/").into()
    } else {
        call.into()
    }
}

fn path_is_right(path: &str) -> Result<(), String> {
    let wrong = |why: &str| Err(format!("{} is no path of the API: {why}", quote(path)));
    match path {
        _ if !path.starts_with('/') => wrong("it has to begin with a slash"),
        _ if path.contains(['?', '#']) => wrong("a rule holds whatever the query says"),
        _ if path.contains(char::is_whitespace) => wrong("it has a space in it"),
        _ if !path.ends_with('/') && !path.ends_with(ANY_REST) => wrong("it has to end in a slash"),
        _ => Ok(()),
    }
}
