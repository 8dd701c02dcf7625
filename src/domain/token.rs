//! Widget tokens: what they claim, what is kept about them, and whether one is still good (R-TOK, W-TOK).

use std::collections::VecDeque;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::options::{Opt, Options};
use super::time::Timestamp;
use super::vocabulary::{Days, Retention, Scope};

/// The 14 claims in their order (R-TOK-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// `access` or `refresh`.
    pub token_type: String,
    /// When it dies, seconds since the epoch.
    pub exp: i64,
    /// When it was made, seconds since the epoch.
    pub iat: i64,
    /// 32 lower-case hex digits.
    pub jti: String,
    /// The API user, every link's `created_by`.
    pub user_id: Uuid,
    /// Free text that the widget may show.
    pub organization_name: String,
    /// The same UUID as `user_id`.
    pub organization_id: Uuid,
    /// What the bearer may do.
    pub scopes: Vec<Scope>,
    /// `sandbox`.
    pub environment: String,
    /// The host that was called, without scheme.
    pub api_url: String,
    /// How long the credentials are kept.
    pub credentials_storage: Retention,
    /// How long the data are kept.
    pub stale_in: Days,
    /// The resources a link fetches at once.
    pub fetch_resources: Vec<String>,
    /// The host that was called, without scheme.
    pub iss: String,
}

/// What a token request asks for, checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// The scopes, split.
    pub scopes: Vec<Scope>,
    /// As sent.
    pub fetch_resources: Vec<String>,
    /// As sent; the claim says `365d` without.
    pub credentials_storage: Option<Retention>,
    /// As sent; the claim says `365d` without.
    pub stale_in: Option<Days>,
    /// The link of update mode.
    pub link_id: Option<Uuid>,
    /// `widget`: what the page looks like, bounded (W-TOK-20).
    pub widget: Arc<Value>,
}

/// The two tokens of one answer, not yet signed.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The access token's claims.
    pub access: Claims,
    /// The refresh token's claims.
    pub refresh: Claims,
}

/// Why a token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dead {
    /// Missing, malformed, signed by another, of another kind, or unknown to this workspace.
    Foreign,
    /// Its time is up.
    Expired,
    /// Somebody has connected with it.
    Used,
}

#[derive(Clone, Debug)]
struct Record {
    iat: i64,
    used: bool,
    wish: Wish,
    /// How many bytes its looks take; none when the token before has the same.
    weight: usize,
}

/// The access tokens that a workspace remembers.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    records: IndexMap<String, Record>,
    order: VecDeque<String>,
    weight: usize,
}

/// How many live access tokens a workspace remembers; the oldest is forgotten, and then counts as foreign.
const LIMIT: usize = 20_000;

/// How many bytes their looks may take together; the oldest tokens go first.
const HEAVIEST: usize = 16 * 1024 * 1024;

/// The name of every organisation.
pub const ORGANISATION: &str = "Belvo Emulator";

/// Who a token is made for and where.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// User and organisation.
    pub id: Uuid,
    /// The organisation's name.
    pub name: String,
    /// The host that was called.
    pub host: String,
}

impl Tokens {
    /// Makes a pair of tokens and remembers the access token.
    pub fn issue(
        &mut self,
        mut wish: Wish,
        issuer: Issuer,
        ids: [String; 2],
        now: Timestamp,
        options: &Options,
    ) -> Pair {
        let [access_id, refresh_id] = ids;
        let lives = |option| options.span(option).unwrap_or_default().as_secs();
        let claims = |kind: &str, jti: &str, lives: i64| Claims {
            token_type: kind.to_owned(),
            exp: now.seconds().saturating_add(lives),
            iat: now.seconds(),
            jti: jti.to_owned(),
            user_id: issuer.id,
            organization_name: issuer.name.clone(),
            organization_id: issuer.id,
            scopes: wish.scopes.clone(),
            environment: "sandbox".to_owned(),
            api_url: issuer.host.clone(),
            credentials_storage: wish.credentials_storage.unwrap_or(Retention::DEFAULT),
            stale_in: wish.stale_in.unwrap_or(Days::YEAR),
            fetch_resources: wish.fetch_resources.clone(),
            iss: issuer.host.clone(),
        };
        let access = claims("access", &access_id, lives(Opt::TokenTtl));
        let refresh = claims("refresh", &refresh_id, lives(Opt::RefreshTtl));
        let weight = self.share(&mut wish.widget);
        self.remember(access_id, Record { iat: access.iat, used: false, wish, weight });
        Pair { access, refresh }
    }

    /// An application sends the same looks with each token: they are kept once. How many bytes are new.
    fn share(&self, widget: &mut Arc<Value>) -> usize {
        match self.order.back().and_then(|last| self.records.get(last)) {
            Some(last) if last.wish.widget == *widget => {
                *widget = last.wish.widget.clone();
                0
            }
            _ => widget.to_string().len(),
        }
    }

    fn remember(&mut self, jti: String, record: Record) {
        self.weight += record.weight;
        while self.order.len() >= LIMIT || self.weight > HEAVIEST {
            let Some(oldest) = self.order.pop_front() else { break };
            let gone = self.records.swap_remove(&oldest);
            self.weight -= gone.map_or(0, |gone| gone.weight);
        }
        self.order.push_back(jti.clone());
        self.records.insert(jti, record);
    }

    /// Whether an access token is still good, and what was asked for with it.
    pub fn judge(&self, claims: &Claims, now: Timestamp, options: &Options) -> Result<&Wish, Dead> {
        let record = self
            .records
            .get(&claims.jti)
            .filter(|record| claims.token_type == "access" && record.iat == claims.iat)
            .ok_or(if expired(claims, now, options) && claims.token_type == "access" {
                Dead::Expired
            } else {
                Dead::Foreign
            })?;
        if record.used {
            Err(Dead::Used)
        } else if expired(claims, now, options) {
            Err(Dead::Expired)
        } else {
            Ok(&record.wish)
        }
    }

    /// Whether a refresh token's time is not up; nothing else is known of them.
    pub fn refreshes(claims: &Claims, now: Timestamp, options: &Options) -> bool {
        claims.token_type == "refresh" && !expired(claims, now, options)
    }

    /// `widget` of the request for a token, which may be dead by now: its screen is dressed all the same.
    pub fn widget_of(&self, claims: &Claims) -> Option<Arc<Value>> {
        let record = self.records.get(&claims.jti).filter(|record| record.iat == claims.iat)?;
        Some(record.wish.widget.clone())
    }

    /// Kills a token for good.
    pub fn spend(&mut self, jti: &str) {
        if let Some(record) = self.records.get_mut(jti) {
            record.used = true;
        }
    }
}

/// At 600 s it is dead, at 599 s not (W-TOK-22); never while `widget.time_limits` is off.
fn expired(claims: &Claims, now: Timestamp, options: &Options) -> bool {
    options.on(Opt::TimeLimits) && now.seconds() >= claims.exp
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn issue(tokens: &mut Tokens, number: usize, widget: Value) -> Claims {
        let wish = Wish { widget: Arc::new(widget), ..Wish::default() };
        let issuer = Issuer { id: Uuid::nil(), name: String::new(), host: String::new() };
        let ids = [format!("a{number}"), format!("r{number}")];
        tokens.issue(wish, issuer, ids, Timestamp::from_micros(0), &Options::default()).access
    }

    #[test]
    fn looks_that_repeat_are_kept_once_and_others_only_up_to_a_bound() {
        let mut tokens = Tokens::default();
        let big = |number: usize| json!({ "theme": "x".repeat(64 * 1024), "number": number });
        let first = issue(&mut tokens, 0, big(0));
        let again = issue(&mut tokens, 1, big(0));
        let of = |tokens: &Tokens, claims: &Claims| tokens.widget_of(claims);
        let (one, two) = (of(&tokens, &first).expect("looks"), of(&tokens, &again).expect("looks"));
        assert!(Arc::ptr_eq(&one, &two));
        let last = (2..1_000).map(|number| issue(&mut tokens, number, big(number))).last().expect("a token");
        assert!(of(&tokens, &first).is_none() && of(&tokens, &last).is_some());
        assert!(tokens.weight <= HEAVIEST && tokens.order.len() > 200);
    }
}
