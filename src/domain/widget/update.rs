//! Update mode: a token that names a link leads back to that link (W-UPD).

use indexmap::IndexMap;
use uuid::Uuid;

use super::flow::{Entry, First};
use super::run::Run;
use crate::domain::core::state::Core;
use crate::domain::link::consent::Agreed;
use crate::domain::link::credentials::Credentials;
use crate::domain::link::institution::Field;
use crate::domain::link::magic;
use crate::domain::vocabulary::LinkStatus;
use crate::domain::vocabulary::answers::{Outcome, Refusal, TokenKind};
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::pages::ConfigFault;

impl Run {
    /// The link's status decides what is asked: a token alone, or the secret part of the credentials (W-UPD-03, 04).
    pub(in crate::domain) fn begin_update(&mut self, core: &mut Core, link: Uuid) {
        let Some(found) = core.links.get(link) else {
            return self.misconfigured(core, ConfigFault::Scenario, format!("the link {link} is gone"));
        };
        let token_only = matches!(found.status, LinkStatus::TokenRequired | LinkStatus::Unconfirmed);
        self.picked = core.institutions.iter().position(|institution| institution.name == found.institution);
        self.link = Some(link);
        self.shape.first = if token_only {
            First::Token(core.sessions.kind_of(link).unwrap_or(TokenKind::Text))
        } else {
            First::Credentials
        };
        self.open(core, Entry::Good);
    }

    /// Whether this run leads back to a link.
    pub fn updates(&self) -> bool {
        self.grant.link_id.is_some()
    }

    /// What the credentials screen asks for: in update mode the secret fields, if the form has any.
    pub fn asks(&self, field: &Field, form: &[Field]) -> bool {
        let secret = |field: &Field| field.kind == "password";
        !self.updates() || secret(field) || !form.iter().any(secret)
    }

    /// What is wrong with what was typed into the fields that are asked for.
    pub(super) fn faults_of(&self, core: &Core, credentials: &Credentials) -> IndexMap<String, String> {
        let Some(institution) = self.institution(core) else { return IndexMap::new() };
        let form = &institution.form_fields;
        let asked = |name: &str| form.iter().any(|field| field.name == name && self.asks(field, form));
        institution.faults(credentials).into_iter().filter(|(name, _)| asked(name)).collect()
    }

    /// What the bank answers to the new secret of a user that it knows, as it does over REST (W-UPD-02).
    pub(super) fn outcome_again(&self, core: &Core, typed: &Credentials) -> Option<Outcome> {
        let link = core.links.get(self.grant.link_id?)?;
        Some(match &link.bank {
            _ if magic::refuses(typed) => Outcome::Refused(Refusal::of(Code::LoginError)),
            // The user name that it was made with is not what is wrong now.
            Outcome::Refused(_) => Outcome::Success,
            outcome => outcome.clone(),
        })
    }

    /// Whether the bank finds every token of this user late.
    pub(super) fn is_always_late(&self, core: &Core) -> bool {
        let link = self.grant.link_id.and_then(|link| core.links.get(link));
        self.user.as_ref().is_some_and(|user| user.late) || link.is_some_and(|link| link.late)
    }

    /// The same link, valid again (W-UPD-05), unless it is gone meanwhile.
    pub(super) fn renew_link(&self, core: &mut Core, link: Uuid) -> Result<Uuid, Refusal> {
        if core.links.get(link).is_none() {
            return Err(Refusal::of(Code::UnexpectedError));
        }
        if let Some(user) = &self.user {
            core.links.renew_credentials(link, &user.digest, core.now);
        }
        core.renew_consent(link, Agreed::of(&self.grant.widget));
        core.renew_link(link, Some(self.id));
        core.refresh_renewed(link, &self.options);
        Ok(link)
    }
}
