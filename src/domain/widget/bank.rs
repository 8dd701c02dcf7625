//! The bank's part of a run: institutions are picked, credentials and tokens go in, an answer comes out.

use serde_json::json;
use uuid::Uuid;

use super::flow;
use super::flow::steps::{TimedReply, reply, reply_to_token};
use super::flow::{BankReply, Input, Tick};
use super::record::{Incoming, Reason};
use super::run::{Impossible, Run};
use crate::domain::base::agenda::Due;
use crate::domain::base::kinds::{Decider, EntryKind};
use crate::domain::base::options::StorageRules;
use crate::domain::core::state::Core;
use crate::domain::link::availability::refusal;
use crate::domain::link::consent::Agreed;
use crate::domain::link::credentials::Credentials;
use crate::domain::link::magic;
use crate::domain::link::mfa::accepted;
use crate::domain::link::new_link::{NewLink, NotMade};
use crate::domain::link::storage::check_storage;
use crate::domain::token::tokens::{Grant, Kind};
use crate::domain::vocabulary::LinkStatus;
use crate::domain::vocabulary::acts::{Choice, SurveyAnswer, Verb};
use crate::domain::vocabulary::answers::{Outcome, Refusal, TokenOutcome};
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::pages::Page;

impl Run {
    /// A person picks an institution; a file may have a warning for it.
    pub(super) fn choose(&mut self, core: &mut Core, choice: &Choice) -> Result<(), Impossible> {
        let index = self.find(core, choice).map_err(Impossible::Because)?;
        let warning = self.script.take_warning();
        self.wake(core);
        self.pick(core, index, warning)?;
        if warning.is_some() {
            self.go_on(core);
        }
        Ok(())
    }

    /// An institution that is unavailable cannot be chosen: the user stays on the list (W-FLOW-02).
    pub(super) fn pick(
        &mut self,
        core: &mut Core,
        index: usize,
        warning: Option<Code>,
    ) -> Result<(), Impossible> {
        let down = (!core.availability.can_be_chosen(&core.institutions[index]))
            .then_some(Code::InstitutionDisabled);
        let name = core.institutions[index].name.clone();
        let Some(code) = warning.or(down) else {
            self.picked = Some(index);
            return self.enter_as(core, &Input::Person(Verb::Choose), Some(Incoming::Choice(name, None)));
        };
        self.reason = match warning {
            Some(_) => self.script.reason(),
            None => Reason { by: Decider::Institution, why: Some(format!("{name} is down")) },
        };
        self.script.unavailable.push(index);
        self.refused = Some(index);
        let incoming = Incoming::Choice(name, Some(code));
        self.enter_as(core, &Input::Bank(BankReply::Unavailable(code)), Some(incoming))
    }

    pub(super) fn submit(&mut self, core: &mut Core, credentials: Credentials) -> Result<(), Impossible> {
        let faults = self.faults_of(core, &credentials);
        if !faults.is_empty() {
            self.faults = faults;
            self.record.note(core.now, Incoming::Misfit);
            self.push(core);
            return Ok(());
        }
        self.typed(core, &credentials);
        self.record.typed(&credentials);
        match self.script.take_submit(&self.shape) {
            Some(answer) => self.ask_as_the_file_says(core, Verb::Submit, answer),
            None => {
                let answer = self.reply_to_what_is_typed(core, &credentials);
                self.ask(core, Verb::Submit, Some(answer))
            }
        }
    }

    /// The credentials themselves are not kept.
    pub(super) fn typed(&mut self, core: &Core, credentials: &Credentials) {
        let known = self.institution(core).map(|at| core.known_user(at, credentials));
        self.user = known.filter(|_| !credentials.is_empty());
    }

    /// What the user name decides; in update mode, what the bank knows of its user (W-TEST-01, W-UPD-02).
    fn reply_to_what_is_typed(&mut self, core: &mut Core, typed: &Credentials) -> TimedReply {
        if let Some(refused) = self.is_down(core) {
            return reply(&Outcome::Refused(refused));
        }
        let at = self.institution(core).map(|institution| institution.name.clone()).unwrap_or_default();
        let again = self.outcome_again(core, typed);
        let why = magic::why(&at, typed);
        let by = match &why {
            _ if again.is_some() && !magic::refuses(typed) => Decider::Link,
            Some(_) => Decider::UserName,
            None => Decider::Usual,
        };
        self.reason = Reason { by, why: why.clone().filter(|_| by == Decider::UserName) };
        if why.is_none()
            && let Some(hint) = magic::nearly(typed)
        {
            core.journal(Some(self.id), EntryKind::Hint, Some(hint.clone()), json!({}));
            core.why = Some(hint);
        } else {
            core.why = why;
        }
        reply(&again.unwrap_or_else(|| magic::outcome(&at, typed)))
    }

    /// What a bank answers whose site was taken down by hand.
    fn is_down(&mut self, core: &mut Core) -> Option<Refusal> {
        let institution = self.institution(core)?;
        let (name, refused) = (institution.name.clone(), refusal(core.availability.of(institution))?);
        let why = format!("{name} was set to `{}` by hand", core.availability.set_by_hand(&name)?);
        self.reason = Reason { by: Decider::Institution, why: Some(why.clone()) };
        core.why = Some(why);
        Some(refused)
    }

    pub(super) fn token(&mut self, core: &mut Core, typed: Option<&str>) -> Result<(), Impossible> {
        match self.script.take_token(&self.shape) {
            Some(answer) => self.ask_as_the_file_says(core, Verb::Token, answer),
            None => {
                let down = self.is_down(core).map(TokenOutcome::Refused);
                let outcome = down.unwrap_or_else(|| self.judge_token(core, typed));
                self.ask(core, Verb::Token, Some(reply_to_token(&outcome)))
            }
        }
    }

    /// An answer that a scenario decides, and what the scenario wants to happen right after it.
    fn ask_as_the_file_says(
        &mut self,
        core: &mut Core,
        verb: Verb,
        answer: Option<TimedReply>,
    ) -> Result<(), Impossible> {
        self.wake(core);
        self.reason = self.script.reason();
        self.ask(core, verb, answer)?;
        if self.pending.is_none() {
            self.go_on(core);
        }
        Ok(())
    }

    /// 111111 is right, 999999 wrong (W-TEST-02); a session that ran out is late.
    fn judge_token(&mut self, core: &Core, typed: Option<&str>) -> TokenOutcome {
        let question = self.question.as_ref();
        let (outcome, by) = match question {
            _ if self.is_always_late(core) => (TokenOutcome::Late, self.who_is_late()),
            Some(question) if question.late(core.now, &self.options) => (TokenOutcome::Late, Decider::Usual),
            Some(question) if !question.kind.asks_input() => (TokenOutcome::Success, Decider::Usual),
            _ if accepted(typed.unwrap_or_default(), &self.options) => {
                (TokenOutcome::Success, Decider::Token)
            }
            _ => (TokenOutcome::Wrong, Decider::Token),
        };
        // What the name that was typed has decided before says it still.
        self.reason.why.take_if(|_| by != Decider::UserName);
        self.reason.by = by;
        outcome
    }

    /// By the name that was typed, or as the bank knows the user of the link.
    fn who_is_late(&self) -> Decider {
        let by_name = self.user.as_ref().is_some_and(|user| user.late);
        if by_name { Decider::UserName } else { Decider::Link }
    }

    /// The person sends something to the bank; no answer is a bank that never gives one.
    pub(super) fn ask(
        &mut self,
        core: &mut Core,
        verb: Verb,
        answer: Option<TimedReply>,
    ) -> Result<(), Impossible> {
        if !flow::acts(&self.state, &self.shape).contains(&verb) {
            return Err(Impossible::Here);
        }
        if self.token_is_dead(core) {
            return self.enter(core, &Input::Clock(Tick::TokenDied));
        }
        self.enter(core, &Input::Person(verb))?;
        match answer {
            None => Ok(()),
            Some((None, says)) => self.settle(core, says),
            Some((Some(span), says)) => {
                self.pending = Some(says);
                core.agenda.put(core.now.plus(span), Due::BankAnswers(self.id));
                Ok(())
            }
        }
    }

    /// A slow bank has come to its answer; whoever has left does not get it.
    pub(super) fn bank_answers(&mut self, core: &mut Core) {
        let settled = self.pending.take().map(|says| self.settle(core, says));
        if settled.is_some_and(|settled| settled.is_ok()) {
            self.go_on(core);
        }
    }

    fn settle(&mut self, core: &mut Core, says: BankReply) -> Result<(), Impossible> {
        let dead = self.token_is_dead(core);
        self.enter(core, &if dead { Input::Clock(Tick::TokenDied) } else { Input::Bank(says) })
    }

    fn token_is_dead(&self, core: &Core) -> bool {
        self.claims
            .as_ref()
            .is_some_and(|claims| core.tokens.judge(claims, Kind::Access, core.now, &self.options).is_err())
    }

    /// The link of a connection, new or that of update mode; why it cannot be made.
    pub(super) fn make_link(&mut self, core: &mut Core) -> Result<Uuid, Refusal> {
        if let Some(link) = self.grant.link_id {
            return self.renew_link(core, link);
        }
        self.check_storage()?;
        let institutions = core.institutions.clone();
        let chosen = self.chosen().ok_or_else(|| Refusal::of(Code::UnexpectedError))?;
        let institution = &institutions[chosen];
        let nobody = || core.known_user(institution, &Credentials::new());
        let new = NewLink {
            institution,
            user: self.user.clone().unwrap_or_else(nobody),
            access_mode: self.config.access_mode,
            external_id: self.config.external_id.clone(),
            credentials_storage: self.grant.credentials_storage,
            stale_in: self.grant.stale_in,
            fetch_resources: &self.grant.fetch_resources,
            included: Vec::new(),
            agreed: Agreed::of(&self.grant.widget),
            created_by: core.user_id,
            status: LinkStatus::Valid,
        };
        core.create_link(new, Some(self.id), &self.options).map_err(|why| match why {
            NotMade::Duplicate { .. } => Refusal::of(Code::Duplicated),
            NotMade::TooMany => Refusal::of(Code::UnexpectedError),
        })
    }

    /// The rules of `POST /api/links/` hold for what the token request sent, unless they are bent (W-FLOW-11).
    fn check_storage(&self) -> Result<(), Refusal> {
        if self.options.storage_rules == StorageRules::Bend {
            return Ok(());
        }
        let Grant { credentials_storage, fetch_resources, .. } = &*self.grant;
        check_storage(self.config.access_mode, *credentials_storage, fetch_resources, &self.options)
    }

    /// The page is not told the answer; the journal is.
    pub(super) fn answer_survey(
        &mut self,
        core: &mut Core,
        answer: Option<SurveyAnswer>,
    ) -> Result<(), Impossible> {
        let survey = answer;
        if self.state.page == Page::Survey {
            let answer = answer.map(SurveyAnswer::name);
            core.journal(Some(self.id), EntryKind::Survey, None, json!({ "answer": answer }));
        }
        self.enter_as(core, &Input::Person(Verb::Survey), Some(Incoming::Survey(survey)))
    }
}
