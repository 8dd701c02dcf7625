//! The bank's part of a run: credentials and tokens go in, a connection or an error comes out.

use indexmap::IndexMap;
use serde_json::json;
use uuid::Uuid;

use super::Core;
use super::agenda::Due;
use super::consent::Agreed;
use super::emission::{Emission, Trouble};
use super::flow::Page;
use super::institution::Credentials;
use super::journal::EntryKind;
use super::link::{NewLink, NotMade};
use super::magic;
use super::mfa::Challenge;
use super::options::Opt;
use super::scenario::{Outcome, Refusal, TokenKind, TokenOutcome};
use super::token::Kind;
use super::widget::{Run, Screen};

impl Run {
    pub(super) fn submit(&mut self, core: &mut Core, credentials: Credentials) {
        let errors = self.faults(core, &credentials);
        if !errors.is_empty() {
            self.screen = Screen::Credentials { errors };
            return self.push(core);
        }
        self.typed = credentials;
        let listless = self.starts_at_credentials() || self.updates();
        match self.script.take_submit(listless) {
            Some(outcome) => self.bent(core, |run, core| run.connect(core, outcome.as_ref())),
            None => {
                let at =
                    self.institution(core).map(|institution| institution.name.clone()).unwrap_or_default();
                if let Some(why) = magic::why(&at, &self.typed) {
                    core.journal(Some(self.id), EntryKind::Bent, Some(why.clone()), json!({}));
                    core.bent = Some(why);
                }
                let outcome = self.outcome_again(core).unwrap_or_else(|| magic::outcome(&at, &self.typed));
                self.connect(core, Some(&outcome));
            }
        }
    }

    pub(super) fn token(&mut self, core: &mut Core, typed: Option<&str>) {
        match self.script.take_token() {
            Some(outcome) => self.bent(core, |run, core| run.answer(core, outcome.as_ref())),
            None => {
                let outcome = self.judge_token(core, typed);
                self.answer(core, Some(&outcome));
            }
        }
    }

    /// An answer that a scenario decides, and what the scenario wants to happen right after it.
    fn bent(&mut self, core: &mut Core, answer: impl FnOnce(&mut Self, &mut Core)) {
        self.wake(core);
        answer(self, core);
        if self.pending.is_none() {
            self.aftermath(core);
        }
    }

    /// 111111 is right, 999999 wrong (W-TEST-02); a session that ran out is late.
    fn judge_token(&self, core: &Core, typed: Option<&str>) -> TokenOutcome {
        match &self.screen {
            _ if magic::late(&self.typed) || self.is_late_again(core) => TokenOutcome::Late,
            Screen::Mfa(challenge) if challenge.late(core.now, &self.options) => TokenOutcome::Late,
            Screen::Mfa(challenge) if !challenge.kind.asks_input() => TokenOutcome::Success,
            _ if super::linking::accepted(typed.unwrap_or_default(), &self.options) => TokenOutcome::Success,
            _ => TokenOutcome::Wrong,
        }
    }

    /// The bank is asked with the credentials; no outcome is a bank that never answers.
    pub(super) fn connect(&mut self, core: &mut Core, outcome: Option<&Outcome>) {
        if self.token_is_dead(core) {
            return self.expire(core);
        }
        self.show(core, Screen::Loading);
        match outcome {
            None => {}
            Some(Outcome::After(span, then)) => {
                self.pending = Some((**then).clone());
                core.agenda.put(core.now.plus(*span), Due::BankAnswers(self.id));
            }
            Some(outcome) => self.settle(core, outcome),
        }
    }

    /// A slow bank has come to its answer.
    pub(super) fn bank_answers(&mut self, core: &mut Core) {
        if let Some(outcome) = self.pending.take() {
            self.beneath = None;
            self.settle(core, &outcome);
            self.go_on(core);
        }
    }

    fn settle(&mut self, core: &mut Core, outcome: &Outcome) {
        if self.token_is_dead(core) {
            return self.expire(core);
        }
        match outcome {
            Outcome::Success => self.connected(core),
            Outcome::Refused(refusal) => self.fail(core, refusal.clone(), Page::Credentials),
            Outcome::AskToken(kind) => self.ask_token(core, *kind),
            Outcome::After(_, then) => self.settle(core, then),
        }
    }

    pub(super) fn ask_token(&mut self, core: &mut Core, kind: TokenKind) {
        if self.options.on(Opt::MfaErrorEvent) {
            // The bare prompt is no error that exit data remember (W-EXIT-08).
            self.tell_error(core, &Refusal::of("token_required"));
        }
        self.script.last_kind = kind;
        let challenge = Challenge::new(kind, &mut core.dice, core.now);
        self.show(core, Screen::Mfa(challenge));
    }

    /// The bank is asked with the MFA token; no outcome is a bank that never answers.
    pub(super) fn answer(&mut self, core: &mut Core, outcome: Option<&TokenOutcome>) {
        if self.token_is_dead(core) {
            return self.expire(core);
        }
        self.show(core, Screen::Loading);
        match outcome {
            None => {}
            Some(TokenOutcome::Success) => self.connected(core),
            Some(TokenOutcome::Wrong) => self.fail(core, Refusal::of("token_required"), Page::Mfa),
            Some(TokenOutcome::Late) => self.fail(core, Refusal::of("session_expired"), Page::Credentials),
            Some(TokenOutcome::Refused(refusal)) => self.fail(core, refusal.clone(), Page::Credentials),
        }
    }

    fn token_is_dead(&self, core: &Core) -> bool {
        self.claims
            .as_ref()
            .is_some_and(|claims| core.tokens.judge(claims, Kind::Access, core.now, &self.options).is_err())
    }

    /// The link is valid and the token dead before the success screen shows (W-CB-06).
    fn connected(&mut self, core: &mut Core) {
        if let Some(link) = self.wish.link_id {
            if core.links.get(link).is_none() {
                return self.fail(core, Refusal::of("unexpected_error"), Page::Credentials);
            }
            self.renew_link(core, link);
            return self.succeed(core, link);
        }
        let Some(index) = self.selected else { return };
        let institutions = core.institutions.clone();
        let new = NewLink {
            institution: &institutions[index],
            credentials: &self.typed,
            access_mode: self.config.access_mode,
            external_id: self.config.external_id.clone(),
            credentials_storage: self.wish.credentials_storage.clone(),
            stale_in: self.wish.stale_in.clone(),
            fetch_resources: &self.wish.fetch_resources,
            created_by: core.user_id,
            status: "valid",
        };
        match core.create_link(new, Some(self.id), &self.options) {
            Err(NotMade::Duplicate { .. }) => self.fail(core, Refusal::of("duplicated"), Page::Credentials),
            Err(NotMade::TooMany) => self.fail(core, Refusal::of("unexpected_error"), Page::Credentials),
            Ok(link) => {
                core.links.agree(link, Agreed::of(&self.wish.widget));
                self.succeed(core, link);
            }
        }
    }

    fn succeed(&mut self, core: &mut Core, link: Uuid) {
        self.link = Some(link);
        self.spend_token(core);
        core.agenda.forget(self.id);
        self.show(core, Screen::Success);
        if let Some(delay) = self.options.span(Opt::SuccessDelay).filter(|_| !self.script.goes_on()) {
            core.agenda.put(core.now.plus(delay), Due::SuccessLeaves(self.id));
        }
    }

    fn spend_token(&mut self, core: &mut Core) {
        if let Some(claims) = self.claims.as_ref().filter(|_| self.options.on(Opt::SingleUse)) {
            core.tokens.spend(claims.jti);
            core.journal(Some(self.id), EntryKind::TokenUsed, None, json!({ "token": claims.fingerprint() }));
        }
    }

    fn fail(&mut self, core: &mut Core, refusal: Refusal, retry: Page) {
        self.tell_error(core, &refusal);
        self.last_error = Some(refusal.clone());
        self.show(core, Screen::Error { refusal, retry: Some(retry) });
    }

    pub(super) fn tell_error(&mut self, core: &mut Core, refusal: &Refusal) {
        let request_id = self.request_id(core);
        let institution = self.institution(core).map(|institution| institution.name.as_str());
        let error =
            Emission::trouble(Trouble::Error, refusal, &request_id, institution, core.now, &self.options);
        self.waiting.push(error);
    }

    /// `retry` leads to the credentials, after a wrong MFA token to a new session of the same kind (W-FLOW-05, 06).
    pub(super) fn retry(&mut self, core: &mut Core) {
        let Screen::Error { retry: Some(page), .. } = &self.screen else { return };
        let screen = match page {
            Page::Mfa => Screen::Mfa(Challenge::new(self.script.last_kind, &mut core.dice, core.now)),
            _ => Screen::Credentials { errors: IndexMap::new() },
        };
        self.show(core, screen);
    }
}
