//! The tokens of a workspace as a snapshot holds them: what was asked for stands once for all tokens that share it, and so
//! do looks. Thousands of tokens share 64 KiB.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use super::{Claims, Grant, Record, Spent, Tokens};
use crate::domain::base::weight;

/// All tokens, oldest first.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    dropped: u64,
    looks: Vec<Looks>,
}

/// Looks, and what was asked for with them.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Looks {
    widget: Arc<Value>,
    asked: Vec<Asked>,
}

/// What was asked for, without its looks, and the tokens that were given for it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    grant: Grant,
    tokens: Vec<Token>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Token {
    claims: Claims,
    used: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    ended: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Serialize for Tokens {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut saved = Saved { dropped: self.dropped, looks: Vec::new() };
        let mut last: Option<&Arc<Grant>> = None;
        for record in self.order.iter().filter_map(|jti| self.records.get(jti)) {
            saved.put(record, last);
            last = Some(&record.grant);
        }
        saved.serialize(to)
    }
}

impl Saved {
    fn put(&mut self, record: &Record, last: Option<&Arc<Grant>>) {
        if last.is_none_or(|last| !Arc::ptr_eq(&last.widget, &record.grant.widget)) {
            self.looks.push(Looks { widget: record.grant.widget.clone(), asked: Vec::new() });
        }
        let Some(looks) = self.looks.last_mut() else { return };
        if looks.asked.is_empty() || last.is_none_or(|last| !Arc::ptr_eq(last, &record.grant)) {
            let grant = Grant { widget: Arc::default(), ..Grant::clone(&record.grant) };
            looks.asked.push(Asked { grant, tokens: Vec::new() });
        }
        let is = |why| record.spent == Some(why);
        let token = Token { claims: record.claims, used: is(Spent::Used), ended: is(Spent::Ended) };
        if let Some(asked) = looks.asked.last_mut() {
            asked.tokens.push(token);
        }
    }
}

impl<'de> Deserialize<'de> for Tokens {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let saved = Saved::deserialize(from)?;
        let mut tokens = Self::default();
        for Looks { widget, asked } in saved.looks {
            let mut looks = weight::of(&widget);
            for Asked { grant, tokens: given } in asked {
                let grant = Arc::new(Grant { widget: widget.clone(), ..grant });
                let mut weight = grant.weight() + std::mem::take(&mut looks);
                for Token { claims, used, ended } in given {
                    if tokens.records.contains_key(&claims.jti) {
                        return Err(de::Error::custom(format!("the token {} stands twice", claims.jti)));
                    }
                    let weight = std::mem::take(&mut weight);
                    let spent = if used { Some(Spent::Used) } else { ended.then_some(Spent::Ended) };
                    tokens.remember(Record { claims, spent, grant: grant.clone(), weight });
                }
            }
        }
        tokens.dropped = saved.dropped;
        Ok(tokens)
    }
}
