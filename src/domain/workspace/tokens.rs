//! Tokens of a workspace: issued, refreshed, judged (R-TOK).

use std::sync::Arc;

use serde_json::json;
use uuid::Uuid;

use super::world::World;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::limits::LIVE_TOKENS;
use crate::domain::base::options::Options;
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::core::state::Core;
use crate::domain::token::tokens::{Claims, Dead, Grant, Issued, Issuer, Kind, LinkClaim, Spent};
use crate::domain::vocabulary::TokenState;
use crate::domain::vocabulary::failure::{Failure, FieldFault, Wrong};

/// What a token is to be that is made by hand.
#[derive(Clone, Copy, Debug)]
pub struct Minted {
    /// What it is from the start.
    pub state: TokenState,
    /// How long the access token lives; as the settings say without.
    pub ttl: Option<Span>,
}

impl World {
    /// `POST /api/token/` (R-TOK).
    pub fn issue_token(&mut self, grant: Grant, host: &str) -> Result<Issued, Failure> {
        let link = grant.link_id.map(|id| self.link_claim(id)).transpose()?;
        self.core.may_grow()?;
        let ids = [self.core.dice.uuid("tokens"), self.core.dice.uuid("tokens")];
        let options = self.options();
        let dropped = self.core.tokens.dropped();
        let mut issued = self.core.tokens.issue(grant, &self.issuer(host, &options), ids);
        issued.link = link;
        self.note_issued(&issued, dropped, None);
        Ok(issued)
    }

    /// A token that is made by hand: one that is dead or foreign has been so from the start.
    pub fn mint_token(&mut self, grant: Grant, host: &str, minted: Minted) -> Result<Issued, Failure> {
        let link = grant.link_id.map(|id| self.link_claim(id)).transpose()?;
        self.core.may_grow()?;
        let ids = [self.core.dice.uuid("tokens"), self.core.dice.uuid("tokens")];
        let mut options = self.options();
        if let Some(ttl) = minted.ttl {
            // A length of time as text is one.
            let _set = Arc::make_mut(&mut options).set("token.access_ttl", &ttl.to_string());
        }
        let mut issuer = self.issuer(host, &options);
        if minted.state == TokenState::Expired {
            let lives = options.token_ttl.as_micros();
            issuer.now = Timestamp::from_micros(issuer.now.micros().saturating_sub(lives));
        }
        let dropped = self.core.tokens.dropped();
        let mut issued = self.core.tokens.issue(grant, &issuer, ids);
        issued.link = link;
        match minted.state {
            TokenState::Good | TokenState::Expired | TokenState::BrokenSignature => {}
            TokenState::Used => self.core.tokens.spend(issued.access.jti, Spent::Used),
            TokenState::Foreign => ids.into_iter().for_each(|id| self.core.tokens.forget(id)),
        }
        self.note_issued(&issued, dropped, Some(format!("by hand: {}", minted.state)));
        Ok(issued)
    }

    /// What a token for a link tells of it.
    fn link_claim(&self, id: Uuid) -> Result<LinkClaim, Failure> {
        let link = self.core.links.get(id).ok_or_else(|| {
            let wrong = Wrong::DoesNotExist("id", id.to_string());
            Failure::Fields(vec![FieldFault::new("link_id", wrong)])
        })?;
        Ok(LinkClaim { id: link.id, status: link.status, institution: link.institution.clone() })
    }

    /// An access token for a refresh token (R-TOK-13).
    pub fn refresh_token(&mut self, claims: &Claims, host: &str) -> Result<Issued, Dead> {
        let options = self.options();
        let issuer = self.issuer(host, &options);
        let Core { tokens, dice, .. } = &mut self.core;
        let dropped = tokens.dropped();
        let issued = tokens.refresh(claims, &issuer, || dice.uuid("tokens"))?;
        self.note_issued(&issued, dropped, None);
        Ok(issued)
    }

    fn issuer<'a>(&self, host: &'a str, options: &'a Options) -> Issuer<'a> {
        Issuer { id: self.core.user_id, host, now: self.core.now, options }
    }

    fn note_issued(&mut self, issued: &Issued, dropped_before: u64, why: Option<String>) {
        if self.core.tokens.dropped() > dropped_before {
            self.core.note_limit("tokens", LIVE_TOKENS);
        }
        let Issued { access, .. } = issued;
        let data = json!({ "token": access.fingerprint(), "scopes": issued.scopes(), "exp": access.exp });
        self.core.journal(None, EntryKind::TokenIssued, why, data);
    }

    /// What was asked for with a token, if it is of this kind and alive on this workspace's clock.
    pub fn judge_token(&self, claims: &Claims, kind: Kind) -> Result<Arc<Grant>, Dead> {
        self.core.tokens.judge(claims, kind, self.core.now, &self.options()).cloned()
    }
}
