//! Widget tokens: what they claim, what is kept about them, and whether one is still good (R-TOK, W-TOK).

mod snapshot;

use std::collections::VecDeque;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::domain::base::journal::Fingerprint;
use crate::domain::base::limits::LIVE_TOKENS;
use crate::domain::base::options::Options;
use crate::domain::base::time::Timestamp;
use crate::domain::base::{limits, weight};
use crate::domain::vocabulary::{Days, LinkStatus, Retention, Scope};

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Opens a widget, and the API within its scopes.
    Access,
    /// Brings another access token (R-TOK-13).
    Refresh,
}

impl Kind {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Refresh => "refresh",
        }
    }
}

/// The claims that tell one token from all others; what it may do stands in the record of its workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// What it is for.
    pub token_type: Kind,
    /// When it dies, seconds since the epoch.
    pub exp: i64,
    /// When it was made, seconds since the epoch.
    pub iat: i64,
    /// 32 lower-case hex digits.
    #[serde(with = "uuid::serde::simple")]
    pub jti: Uuid,
    /// Leads to the workspace.
    pub organization_id: Uuid,
}

impl Claims {
    /// When it dies.
    pub fn dies(&self) -> Timestamp {
        Timestamp::from_micros(self.exp.saturating_mul(1_000_000))
    }

    /// A short name for the token that does not give it away.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.jti.simple().encode_lower(&mut Uuid::encode_buffer()))
    }
}

/// The 14 claims in their order, and the link's (R-TOK-12), as they are signed.
#[derive(Clone, Debug, Serialize)]
pub struct Payload<'a> {
    token_type: Kind,
    exp: i64,
    iat: i64,
    #[serde(with = "uuid::serde::simple")]
    jti: Uuid,
    /// The API user, every link's `created_by`.
    user_id: Uuid,
    organization_name: &'static str,
    organization_id: Uuid,
    scopes: &'a [Scope],
    environment: &'static str,
    /// The host that was called, without scheme.
    api_url: &'a str,
    credentials_storage: Retention,
    stale_in: Days,
    fetch_resources: &'a [String],
    iss: &'a str,
    /// In a token for a link alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a LinkClaim>,
}

/// The link that a token is for, as it stood when the token was made.
#[derive(Clone, Debug, Serialize)]
pub struct LinkClaim {
    /// Its id.
    pub id: Uuid,
    /// Its status.
    pub status: LinkStatus,
    /// The name of its institution.
    pub institution: String,
}

/// What a token request asks for, checked.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
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

impl Grant {
    /// How many bytes it takes beside the looks.
    fn weight(&self) -> usize {
        size_of::<Self>() + size_of_val(self.scopes.as_slice()) + weight::of_texts(&self.fetch_resources)
    }
}

/// The tokens of one answer, not yet signed.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The access token.
    pub access: Claims,
    /// The refresh token; none comes with an access token that was refreshed.
    pub refresh: Option<Claims>,
    /// The link that they are for.
    pub link: Option<LinkClaim>,
    grant: Arc<Grant>,
    host: String,
}

impl Issued {
    /// All that one of the tokens claims.
    pub fn payload(&self, claims: Claims) -> Payload<'_> {
        Payload {
            token_type: claims.token_type,
            exp: claims.exp,
            iat: claims.iat,
            jti: claims.jti,
            user_id: claims.organization_id,
            organization_name: ORGANISATION,
            organization_id: claims.organization_id,
            scopes: &self.grant.scopes,
            environment: "sandbox",
            api_url: &self.host,
            credentials_storage: self.grant.credentials_storage.unwrap_or(Retention::DEFAULT),
            stale_in: self.grant.stale_in.unwrap_or(Days::YEAR),
            fetch_resources: &self.grant.fetch_resources,
            iss: &self.host,
            link: self.link.as_ref(),
        }
    }

    /// The scopes of all of them.
    pub fn scopes(&self) -> &[Scope] {
        &self.grant.scopes
    }
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
    /// A scenario has ended its session before its time.
    Ended,
}

/// Why a token is good for nothing any more, whatever its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spent {
    /// Somebody has connected with it.
    Used,
    /// A scenario has ended its session.
    Ended,
}

impl From<Spent> for Dead {
    fn from(spent: Spent) -> Self {
        match spent {
            Spent::Used => Self::Used,
            Spent::Ended => Self::Ended,
        }
    }
}

impl Dead {
    /// For people.
    pub fn why(self, claims: &Claims) -> String {
        match self {
            Self::Foreign => FOREIGN.to_owned(),
            Self::Expired => {
                format!("the token expired at {} of the workspace's clock", claims.dies().iso_micros())
            }
            Self::Used => "the token has been used: a user has connected with it".to_owned(),
            Self::Ended => "the token was ended before its time: a scenario's `expire` did".to_owned(),
        }
    }
}

/// Of a token that this emulator does not know.
pub const FOREIGN: &str =
    "this emulator has not issued that token, or not since it was started, reset or wiped";

#[derive(Clone, Debug)]
struct Record {
    claims: Claims,
    spent: Option<Spent>,
    grant: Arc<Grant>,
    /// How many bytes it takes; what was asked for takes none when the token before has the same.
    weight: usize,
}

/// The tokens that a workspace remembers: those that it does not are refused, whoever has signed them.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    records: IndexMap<Uuid, Record>,
    order: VecDeque<Uuid>,
    weight: usize,
    /// How many have made room for newer ones.
    dropped: u64,
}

/// The name of every organisation.
pub const ORGANISATION: &str = "Belvo Emulator";

/// Who a token is made for, where and when.
#[derive(Clone, Debug)]
pub struct Issuer<'a> {
    /// User and organisation.
    pub id: Uuid,
    /// The host that was called.
    pub host: &'a str,
    /// The moment.
    pub now: Timestamp,
    /// The settings in force.
    pub options: &'a Options,
}

impl Issuer<'_> {
    fn claims(&self, token_type: Kind, jti: Uuid) -> Claims {
        let lives = match token_type {
            Kind::Access => &self.options.token_ttl,
            Kind::Refresh => &self.options.refresh_ttl,
        };
        let iat = self.now.seconds();
        Claims { token_type, exp: iat.saturating_add(lives.as_secs()), iat, jti, organization_id: self.id }
    }
}

impl Tokens {
    /// Makes a pair of tokens, access and refresh, and remembers both.
    pub fn issue(&mut self, grant: Grant, issuer: &Issuer<'_>, ids: [Uuid; 2]) -> Issued {
        let (grant, weight) = self.share(grant);
        let access = issuer.claims(Kind::Access, ids[0]);
        let refresh = issuer.claims(Kind::Refresh, ids[1]);
        self.remember(Record { claims: refresh, spent: None, grant: grant.clone(), weight });
        self.remember(Record { claims: access, spent: None, grant: grant.clone(), weight: 0 });
        Issued { access, refresh: Some(refresh), link: None, grant, host: issuer.host.to_owned() }
    }

    /// Makes an access token of what was asked for with a refresh token, but for its link (R-TOK-13).
    pub fn refresh(
        &mut self,
        claims: &Claims,
        issuer: &Issuer<'_>,
        id: impl FnOnce() -> Uuid,
    ) -> Result<Issued, Dead> {
        let grant = self.judge(claims, Kind::Refresh, issuer.now, issuer.options)?;
        let (grant, weight) = self.share(Grant { link_id: None, ..Grant::clone(grant) });
        let access = issuer.claims(Kind::Access, id());
        self.remember(Record { claims: access, spent: None, grant: grant.clone(), weight });
        Ok(Issued { access, refresh: None, link: None, grant, host: issuer.host.to_owned() })
    }

    /// An application asks the same with each token: it is kept once, and so are looks. How many bytes are new.
    fn share(&self, mut grant: Grant) -> (Arc<Grant>, usize) {
        let last = self.order.back().and_then(|last| self.records.get(last)).map(|last| &last.grant);
        match last {
            Some(last) if **last == grant => (last.clone(), 0),
            Some(last) if last.widget == grant.widget => {
                let weight = grant.weight();
                grant.widget = last.widget.clone();
                (Arc::new(grant), weight)
            }
            _ => {
                let weight = grant.weight() + weight::of(&grant.widget);
                (Arc::new(grant), weight)
            }
        }
    }

    fn remember(&mut self, mut record: Record) {
        record.weight += size_of::<(Uuid, Record)>() + size_of::<Uuid>();
        self.weight += record.weight;
        while self.order.len() >= LIVE_TOKENS || self.weight > limits::TOKENS {
            let Some(oldest) = self.order.pop_front() else { break };
            let gone = self.records.swap_remove(&oldest);
            self.dropped += u64::from(gone.is_some());
            self.weight -= gone.map_or(0, |gone| gone.weight);
        }
        self.order.push_back(record.claims.jti);
        self.records.insert(record.claims.jti, record);
    }

    /// A token that this workspace has issued.
    fn find(&self, claims: &Claims) -> Option<&Record> {
        self.records.get(&claims.jti).filter(|record| record.claims == *claims)
    }

    /// What was asked for with a token, if it is of this kind and still good.
    pub fn judge(
        &self,
        claims: &Claims,
        kind: Kind,
        now: Timestamp,
        options: &Options,
    ) -> Result<&Arc<Grant>, Dead> {
        let record = self.find(claims).filter(|_| claims.token_type == kind).ok_or(Dead::Foreign)?;
        if let Some(spent) = record.spent {
            Err(spent.into())
        } else if expired(claims, now, options) {
            Err(Dead::Expired)
        } else {
            Ok(&record.grant)
        }
    }

    /// Whether this workspace has issued a token, dead or alive.
    pub fn has_issued(&self, claims: &Claims) -> bool {
        self.find(claims).is_some()
    }

    /// `widget` of the request for a token, which may be dead by now: its screen is dressed all the same.
    pub fn widget_of(&self, claims: &Claims) -> Option<Arc<Value>> {
        Some(self.find(claims)?.grant.widget.clone())
    }

    /// How many have made room for newer ones.
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// How many bytes the tokens take.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// Knows a token no more.
    pub fn forget(&mut self, id: Uuid) {
        self.order.retain(|other| *other != id);
        self.weight -= self.records.swap_remove(&id).map_or(0, |gone| gone.weight);
    }

    /// Kills a token for good.
    pub fn spend(&mut self, jti: Uuid, why: Spent) {
        self.records.get_mut(&jti).into_iter().for_each(|record| record.spent = Some(why));
    }
}

/// At 600 s it is dead, at 599 s not (W-TOK-22); never while `widget.time_limits` is off.
fn expired(claims: &Claims, now: Timestamp, options: &Options) -> bool {
    options.time_limits && now.seconds() >= claims.exp
}

#[cfg(test)]
mod tests;
