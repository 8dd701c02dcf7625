//! Update mode: a token that names a link leads back to that link (W-UPD).

use indexmap::IndexMap;
use uuid::Uuid;

use super::Core;
use super::institution::{Credentials, Field};
use super::magic;
use super::scenario::{Outcome, Refusal, TokenKind, TokenOutcome};
use super::vocabulary::LinkStatus;
use super::widget::{Run, Screen};

impl Run {
    /// The link's status decides what is asked: a token alone, or the secret part of the credentials (W-UPD-03, 04).
    pub(super) fn begin_update(&mut self, core: &mut Core, link: Uuid) {
        let Some(found) = core.links.get(link) else {
            let detail = format!("the link {link} is gone");
            return self.misconfigured(core, "scenario", detail);
        };
        self.token_only = matches!(found.status, LinkStatus::TokenRequired | LinkStatus::Unconfirmed);
        self.selected =
            core.institutions.iter().position(|institution| institution.name == found.institution);
        self.link = Some(link);
        if self.token_only {
            let kind = core.sessions.kind_of(link).unwrap_or(TokenKind::Text);
            self.ask_token(core, kind);
        } else {
            self.show(core, Screen::Credentials { errors: IndexMap::new() });
        }
    }

    /// Whether this run leads back to a link.
    pub fn updates(&self) -> bool {
        self.wish.link_id.is_some()
    }

    /// What the credentials screen asks for: in update mode the secret fields, if the form has any.
    pub fn asks(&self, field: &Field, form: &[Field]) -> bool {
        let secret = |field: &Field| field.kind == "password";
        !self.updates() || secret(field) || !form.iter().any(secret)
    }

    /// What is wrong with what was typed into the fields that are asked for.
    pub(super) fn faults(&self, core: &Core, credentials: &Credentials) -> IndexMap<String, String> {
        let Some(institution) = self.institution(core) else { return IndexMap::new() };
        let form = &institution.form_fields;
        let asked = |name: &str| form.iter().any(|field| field.name == name && self.asks(field, form));
        institution.faults(credentials).into_iter().filter(|(name, _)| asked(name)).collect()
    }

    /// What the bank answers to the new secret of a user that it knows, as it does over REST (W-UPD-02).
    pub(super) fn outcome_again(&self, core: &Core) -> Option<Outcome> {
        let link = core.links.get(self.wish.link_id?)?;
        Some(match &link.bank {
            _ if magic::refuses(&self.typed) => Outcome::Refused(Refusal::of("login_error")),
            // The user name that it was made with is not what is wrong now.
            Outcome::Refused(_) => Outcome::Success,
            outcome => outcome.clone(),
        })
    }

    /// Whether the bank finds every token of this user late.
    pub(super) fn is_late_again(&self, core: &Core) -> bool {
        self.wish.link_id.and_then(|link| core.links.get(link)).is_some_and(|link| link.late)
    }

    /// The same link, valid again (W-UPD-05).
    pub(super) fn renew_link(&mut self, core: &mut Core, link: Uuid) {
        if !self.typed.is_empty() {
            let key = core.dice.fixed("institution_user_id");
            core.links.reseal(link, &key, &self.typed, core.now);
        }
        core.renew_link(link, Some(self.id));
        core.refresh_renewed(link, &self.options);
    }

    /// A file plays here too: without a credentials screen, the bank's answer to them is that to the token.
    pub(super) fn play_submit_as_token(&mut self, core: &mut Core, outcome: &Outcome) {
        match outcome {
            Outcome::Success => self.answer(core, Some(&TokenOutcome::Success)),
            Outcome::Refused(refusal) => self.answer(core, Some(&TokenOutcome::Refused(refusal.clone()))),
            Outcome::After(_, then) => self.play_submit_as_token(core, then),
            // It has been asked for already.
            Outcome::AskToken(_) => {}
        }
    }
}
