//! Matches that no entry can ever be, because of what they say together.

use serde_json::Value;

use super::matching::Match;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::text::{list, quote, the_nearest};
use crate::domain::vocabulary::acts::Verb;
use crate::domain::vocabulary::catalogue::{CODES, Code};
use crate::domain::vocabulary::hooks::HookCode;
use crate::domain::vocabulary::pages::PAGES;
use crate::http::api::{calls_of, is_path_of};
use crate::http::unread::UNREAD;

/// The key that is wrong, and why.
type Wrong = (&'static str, String);

impl Match {
    /// Whether an entry can be all that is said.
    pub(super) fn agrees(&self) -> Result<(), Wrong> {
        self.kind_has_what_is_said()?;
        self.code_is_of_the_kind()?;
        self.data_is_of_the_kind()?;
        self.path_is_of_the_call()
    }

    fn kind_has_what_is_said(&self) -> Result<(), Wrong> {
        let Some(kind) = self.meant() else { return Ok(()) };
        let lacks = |key: &str, those: Vec<&str>| {
            Err(("kind", format!("no entry of kind `{kind}` has `{key}`; those that do: {}", list(&those))))
        };
        if self.code.is_some() && !has_code(kind) {
            return lacks("code", of_kinds(has_code));
        }
        let has_id = |kind: EntryKind| kind.keys().contains(&"request_id");
        if self.request_id.is_some() && !has_id(kind) {
            return lacks("request_id", of_kinds(has_id));
        }
        match self.widget {
            Some(_) if kind == EntryKind::Request => {
                Err(("widget", "no entry of kind `request` belongs to a run of the widget".to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// The control API has codes of its own, which stand in no list: the key that is wrong may be one.
    fn code_is_of_the_kind(&self) -> Result<(), Wrong> {
        let Some(code) = &self.code else { return Ok(()) };
        let (of_belvo, of_webhook) = (Code::parse(code).is_some(), HookCode::parse(code).is_some());
        let meant = self.meant();
        let (fits, known) = match meant {
            Some(EntryKind::ControlRefused) => (!code.is_empty(), Vec::new()),
            Some(kind) if kind.keys().contains(&"webhook_code") => (of_webhook, HookCode::WORDS.to_vec()),
            Some(EntryKind::Request) => {
                (of_belvo || UNREAD.contains(&&**code), [of_apis(), UNREAD.to_vec()].concat())
            }
            Some(_) => (of_belvo, of_apis()),
            None => (of_belvo || of_webhook, [of_apis(), HookCode::WORDS.to_vec()].concat()),
        };
        let why = match meant.filter(|_| of_belvo || of_webhook) {
            _ if fits => return Ok(()),
            None => {
                format!("there is no code {}{}{}", quote(code), the_nearest(code, &known), of_control(meant))
            }
            Some(kind) if of_webhook => format!(
                "`{code}` is the code of a webhook, which no entry of kind `{kind}` has: `kind` is meant to be `{}`",
                EntryKind::WebhookAnnounced
            ),
            Some(kind) => format!(
                "`{code}` is a code of refusals, which no entry of kind `{kind}` has: `kind` is meant to be `{}`",
                EntryKind::Request
            ),
        };
        Err(("code", why))
    }

    /// The particulars of a kind have keys of their own; what stands under some of them are words of the widget.
    fn data_is_of_the_kind(&self) -> Result<(), Wrong> {
        let keys = self.meant().map(EntryKind::keys).unwrap_or_default();
        let data = self.data.as_ref().and_then(Value::as_object).filter(|_| !keys.is_empty());
        for (key, value) in data.into_iter().flatten() {
            let words = words_of(key);
            let why = match value.as_str() {
                _ if !keys.contains(&key.as_str()) => {
                    format!("no entry of this kind has {}", not_known(key, keys))
                }
                Some(word) if !words.is_empty() && !words.contains(&word) => {
                    format!("there is no {key} {}", not_known(word, &words))
                }
                _ => continue,
            };
            return Err(("data", why));
        }
        Ok(())
    }

    fn path_is_of_the_call(&self) -> Result<(), Wrong> {
        let Some(path) = &self.path else { return Ok(()) };
        if !path.ends_with('/') || path.contains("//") {
            let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
            let meant = format!("/{}/", parts.join("/")).replace("//", "/");
            let why = "paths stand in the journal with single slashes and one at their end";
            return Err(("path", format!("{why}: {} is meant to be {}", quote(path), quote(&meant))));
        }
        let Some((method, route)) = self.on.as_ref().and_then(|call| call.split_once(' ')) else {
            return Ok(());
        };
        if is_path_of(route, path) {
            return Ok(());
        }
        let meant: Vec<String> = calls_of(path).collect();
        let near = meant.iter().find(|call| call.starts_with(&format!("{method} "))).or(meant.first());
        let near = near.map(|call| format!("; it is one of `{call}`")).unwrap_or_default();
        Err(("path", format!("{} is no path of `{method} {route}`{near}", quote(path))))
    }
}

/// The words that can stand under a key, as far as they are those of the widget.
fn words_of(key: &str) -> Vec<&'static str> {
    match key {
        "screen" => PAGES.iter().map(|row| row.name).collect(),
        "act" => Verb::WORDS.to_vec(),
        _ => Vec::new(),
    }
}

fn not_known(word: &str, known: &[&str]) -> String {
    format!("{}{}", quote(word), the_nearest(word, known))
}

fn of_kinds(wanted: fn(EntryKind) -> bool) -> Vec<&'static str> {
    EntryKind::ALL.iter().filter(|kind| wanted(**kind)).map(|kind| kind.name()).collect()
}

fn has_code(kind: EntryKind) -> bool {
    // An emission is an event `ERROR` with its code (W-CB-07), or another.
    kind == EntryKind::Emission || ["code", "webhook_code"].iter().any(|key| kind.keys().contains(key))
}

fn of_apis() -> Vec<&'static str> {
    CODES.iter().map(|row| row.name).collect()
}

fn of_control(meant: Option<EntryKind>) -> String {
    let hint = format!("; a code of the control API is one with `kind`: `{}`", EntryKind::ControlRefused);
    if meant.is_none() { hint } else { String::new() }
}
