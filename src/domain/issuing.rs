//! Tokens of a workspace: issued, refreshed, judged (R-TOK).

use serde_json::json;

use super::World;
use super::failure::{Failure, FieldFault, Wrong};
use super::journal::{EntryKind, Fingerprint};
use super::token::{Claims, Issuer, ORGANISATION, Pair, Tokens, Wish};

impl World {
    /// `POST /api/token/` (R-TOK).
    pub fn issue_token(&mut self, wish: Wish, host: &str) -> Result<Pair, Failure> {
        if let Some(link) = wish.link_id.filter(|link| self.core.links.get(*link).is_none()) {
            return Err(Failure::Fields(vec![FieldFault::new(
                "link_id",
                Wrong::DoesNotExist("id", link.to_string()),
            )]));
        }
        let issuer = Issuer { id: self.core.user_id, name: ORGANISATION.to_owned(), host: host.to_owned() };
        let ids = [self.core.dice.hex32("tokens"), self.core.dice.hex32("tokens")];
        let options = self.options();
        let pair = self.core.tokens.issue(wish, issuer, ids, self.core.now, &options);
        let told = json!({ "token": Fingerprint::of(&pair.access.jti), "scopes": pair.access.scopes, "exp": pair.access.exp });
        self.core.journal(None, EntryKind::TokenIssued, None, told);
        Ok(pair)
    }

    /// An access token for a refresh token (R-TOK-13); the link of update mode is not asked for again.
    pub fn refresh_token(&mut self, claims: &Claims, host: &str) -> Result<Pair, Failure> {
        let wish = Wish {
            scopes: claims.scopes.clone(),
            fetch_resources: claims.fetch_resources.clone(),
            credentials_storage: Some(claims.credentials_storage.clone()),
            stale_in: Some(claims.stale_in.clone()),
            ..Wish::default()
        };
        self.issue_token(wish, host)
    }

    /// Whether a refresh token's time is not up on this workspace's clock.
    pub fn refresh_is_good(&self, claims: &Claims) -> bool {
        Tokens::refreshes(claims, self.core.now, &self.options())
    }

    /// Whether a token is alive on this workspace's clock.
    pub fn token_is_good(&self, claims: &Claims) -> bool {
        self.core.tokens.judge(claims, self.core.now, &self.options()).is_ok()
    }
}
