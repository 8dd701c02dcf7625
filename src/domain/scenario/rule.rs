//! A rule for calls: of a scenario's `api:`, or a fault that was set by hand. Which calls it is about, from which one on
//! and how often, and what becomes of them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::base::named::named;
use crate::domain::base::time::Span;
use crate::domain::vocabulary::answers::Refusal;

/// A rule for calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallRule {
    /// `POST`, `GET` …; nothing for any.
    pub method: Option<String>,
    /// The path of a route, with its slashes and with `{id}` for ids.
    pub path: String,
    /// How many calls pass before.
    pub after: u32,
    /// How many calls it then holds for; nothing for all.
    pub times: Option<u32>,
    /// What becomes of them.
    pub effects: Effects,
}

/// What becomes of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effects {
    /// What it is answered with instead of being carried out.
    pub instead: Option<Instead>,
    /// How much later than usual the answer comes, in host time.
    pub delay: Span,
    /// How the answer breaks on its way.
    pub cut: Option<Cut>,
}

/// What a call is answered with instead of being carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// A refusal in Belvo's shape.
    Refused(Ruled),
    /// A status alone, as what stands before Belvo would answer.
    Status(u16),
}

/// What a call is refused with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruled {
    /// The code and its words.
    pub refusal: Refusal,
    /// The key at fault.
    pub field: Option<String>,
}

/// How an answer breaks on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cut {
    /// The connection is reset before it; the call is not carried out.
    Reset,
    /// Its body ends in the middle, though `Content-Length` says more.
    Truncate,
    /// Its body comes piece by piece over this time of the host.
    Slow(Span),
}

named! {
    /// How a connection is cut.
    ConnectionCut {
        /// It is reset.
        Reset "reset"
    }
}

/// A call, as rules know it.
#[derive(Clone, Copy, Debug)]
pub struct Called<'c> {
    /// `POST`, `GET` …
    pub method: &'c str,
    /// The path of its route.
    pub path: &'c str,
    /// Whether it asks for a widget token.
    pub asks_token: bool,
    /// Whether it only looks at what such a call would bring (`HEAD`): it meets the same, and is not counted.
    pub looks: bool,
}

/// How many calls a rule has met, and how many of them it has decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Calls that it is about.
    pub met: u32,
    /// Calls that it has decided.
    pub used: u32,
}

/// What is decided of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What becomes of it.
    pub effects: Effects,
    /// Which rule it was.
    pub why: String,
}

impl CallRule {
    /// Whether it is about a call.
    pub fn is_about(&self, called: Called<'_>) -> bool {
        self.path == called.path && self.method.as_ref().is_none_or(|own| own == called.method)
    }

    /// Whether it decides the next call that it is about.
    pub fn decides_next(&self, count: Count) -> bool {
        count.met >= self.after && self.left(count) != Some(0)
    }

    /// How many more calls it decides; nothing for all.
    pub fn left(&self, count: Count) -> Option<u32> {
        self.times.map(|times| times.saturating_sub(count.used))
    }

    /// The call as it is written.
    pub fn on(&self) -> String {
        self.method.as_ref().map_or_else(|| self.path.clone(), |method| format!("{method} {}", self.path))
    }
}

/// The first of some rules that decides a call.
pub(in crate::domain) fn deciding<'r>(
    rules: impl IntoIterator<Item = (&'r CallRule, Count)>,
    called: Called<'_>,
) -> Option<usize> {
    rules.into_iter().position(|(rule, count)| rule.is_about(called) && rule.decides_next(count))
}

/// A call has come: each rule that is about it has met it, whichever decides it.
pub(in crate::domain) fn meet<'r>(
    rules: impl IntoIterator<Item = (&'r CallRule, &'r mut Count)>,
    called: Called<'_>,
) {
    for (_, count) in rules.into_iter().filter(|(rule, _)| !called.looks && rule.is_about(called)) {
        count.met = count.met.saturating_add(1);
    }
}

impl Effects {
    /// Whether the call is carried out at all.
    pub fn lets_through(&self) -> bool {
        self.instead.is_none() && self.cut != Some(Cut::Reset)
    }

    /// The delay, if it is written: it is all that a rule has which does nothing else.
    pub fn own_delay(&self) -> Option<Span> {
        let is_all = self.instead.is_none() && self.cut.is_none();
        (is_all || self.delay > Span::ZERO).then_some(self.delay)
    }

    /// As they are written in a file.
    pub fn written(&self) -> Map<String, Value> {
        let (mut error, mut message, mut custom, mut field, mut status) = (None, None, None, None, None);
        match &self.instead {
            Some(Instead::Refused(ruled)) => {
                error = Some(ruled.refusal.code.name().into());
                message = ruled.refusal.own_message().map(Value::from);
                custom = ruled.refusal.is_custom().then(|| true.into());
                field = ruled.field.clone().map(Value::from);
            }
            Some(Instead::Status(code)) => status = Some((*code).into()),
            None => {}
        }
        let (mut reset, mut truncate, mut slow) = (None, None, None);
        match self.cut {
            Some(Cut::Reset) => reset = Some(ConnectionCut::Reset.name().into()),
            Some(Cut::Truncate) => truncate = Some(true.into()),
            Some(Cut::Slow(span)) => slow = Some(span.to_string().into()),
            None => {}
        }
        let delay = self.own_delay().map(|delay| delay.to_string().into());
        let keys = [
            ("error", error),
            ("message", message),
            ("custom", custom),
            ("field", field),
            ("status", status),
            ("delay", delay),
            ("cut", reset),
            ("truncate", truncate),
            ("slow", slow),
        ];
        keys.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
    }
}

/// The longest that a body takes to come.
pub const LONGEST_DRIP: Span = Span::secs(600);
