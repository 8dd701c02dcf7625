//! What a run does about an input: the only place where the flow touches the world.

use indexmap::IndexMap;
use serde_json::json;

use super::emission::{Emission, Trouble};
use super::flow;
use super::flow::{BankReply, Effect, Ending, Entry, Input, Intervention, State};
use super::record::{Incoming, Reason};
use super::run::{Impossible, Run};
use crate::domain::base::agenda::Due;
use crate::domain::base::kinds::{Decider, EntryKind};
use crate::domain::base::options::{ExitStep, RequestIdForm};
use crate::domain::core::state::Core;
use crate::domain::link::mfa::Challenge;
use crate::domain::token::tokens::Spent;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::pages::Page;

const NOT_MADE: &str = "the bank has taken the credentials, but the link cannot be made";

impl Run {
    /// The first screen.
    pub(in crate::domain) fn open(&mut self, core: &mut Core, entry: Entry) {
        self.record.begun = Some(core.now);
        let (state, effects) = flow::begin(entry, &self.shape);
        self.change(core, state, effects);
    }

    /// Takes an input that has no value.
    pub(super) fn enter(&mut self, core: &mut Core, input: &Input) -> Result<(), Impossible> {
        self.enter_as(core, input, Incoming::of(input, &self.reason))
    }

    /// Takes an input; `incoming` is what is kept of it.
    pub(super) fn enter_as(
        &mut self,
        core: &mut Core,
        input: &Input,
        incoming: Option<Incoming>,
    ) -> Result<(), Impossible> {
        let (state, effects) = flow::next(&self.state, input, &self.shape).map_err(|_| Impossible::Here)?;
        if let Input::Bank(says) = input {
            self.note_answer(core, says);
        }
        incoming.into_iter().for_each(|incoming| self.record.note(core.now, incoming));
        self.change(core, state, effects);
        Ok(())
    }

    fn change(&mut self, core: &mut Core, state: State, effects: Vec<Effect>) {
        let before = std::mem::replace(&mut self.state, state);
        for effect in effects {
            if let Err(refusal) = self.perform(core, effect) {
                self.state = before;
                self.record.take_back();
                self.reason = Reason { by: Decider::Rules, why: Some(NOT_MADE.to_owned()) };
                let _the_bank_is_still_asked = self.enter(core, &Input::Bank(BankReply::Refused(refusal)));
                return;
            }
        }
    }

    /// Does what is to be done; of all this, only a link may fail to be made.
    fn perform(&mut self, core: &mut Core, effect: Effect) -> Result<(), Refusal> {
        match effect {
            Effect::AcceptTerms => self.accept_terms(core),
            Effect::MakeLink => self.link = Some(self.make_link(core)?),
            Effect::SpendToken => self.spend_token(core),
            Effect::EndToken => self.end_token(core),
            Effect::StopTimers => self.stop_timers(core),
            Effect::StartSuccessTimer => self.start_success_timer(core),
            Effect::PageLoad { from, page } => self.arrive(core, from, page),
            Effect::Error(refusal) => self.tell(core, Trouble::Error, &refusal, self.chosen()),
            Effect::Asked => self.tell_question(core),
            Effect::Warning(code) => self.tell(core, Trouble::Warning, &Refusal::of(code), self.refused),
            Effect::Exit { error, chosen } => self.tell_exit(core, error.as_deref(), chosen),
            Effect::Callback => self.call_back(core),
            Effect::Show => self.push(core),
            Effect::End(ending) => self.end(core, ending),
        }
        Ok(())
    }

    /// Their version is on record (W-BRAND-11).
    fn accept_terms(&self, core: &mut Core) {
        if let Some(version) = &self.brand.company_terms_version {
            core.journal(
                Some(self.id),
                EntryKind::TermsAccepted,
                None,
                json!({ "company_terms_version": version }),
            );
        }
    }

    fn spend_token(&self, core: &mut Core) {
        if let Some(claims) = self.claims.as_ref().filter(|_| self.options.single_use) {
            core.tokens.spend(claims.jti, Spent::Used);
            core.journal(Some(self.id), EntryKind::TokenUsed, None, json!({ "token": claims.fingerprint() }));
        }
    }

    /// The token is dead as well, so that a reload shows the same.
    fn end_token(&self, core: &mut Core) {
        if let Some(claims) = &self.claims {
            core.tokens.spend(claims.jti, Spent::Ended);
            let data = json!({ "token": claims.fingerprint() });
            core.journal(Some(self.id), EntryKind::TokenEnded, None, data);
        }
    }

    /// Over a session that has expired, the file still closes, waits and emits: its pause is kept.
    fn stop_timers(&mut self, core: &mut Core) {
        self.pending = None;
        self.script.waits &= self.state.page == Page::Expired;
        let kept = self.script.waits.then_some(Due::StepFalls(self.id));
        core.agenda.retain(|due| due.widget() != Some(self.id) || Some(due) == kept);
    }

    /// While a file has steps left, they decide when the success screen is left.
    fn start_success_timer(&self, core: &mut Core) {
        if let Some(delay) = self.options.success_delay.as_ref().filter(|_| !self.script.goes_on()) {
            core.agenda.put(core.now.plus(**delay), Due::SuccessLeaves(self.id));
        }
    }

    /// A screen is as new when it is reached, and so is the bank's question (W-FLOW-05).
    fn arrive(&mut self, core: &mut Core, from: Option<Page>, page: Page) {
        self.refused = None;
        self.faults = IndexMap::new();
        if page == Page::Mfa {
            self.question = Some(Challenge::new(self.state.kind, &mut core.dice, core.now));
        }
        if from.is_none() && !self.options.initial_page_load {
            return;
        }
        let path = |page: Page| page.path().unwrap_or_default();
        let institution = self.institution(core).map(|institution| institution.name.as_str());
        let event =
            Emission::page_load(path(page), from.map(path).unwrap_or_default(), institution, &self.options);
        self.waiting.push(event);
    }

    fn tell(&mut self, core: &mut Core, kind: Trouble, refusal: &Refusal, about: Option<usize>) {
        let request_id = self.request_id(core);
        let institution = about.map(|index| core.institutions[index].name.as_str());
        let event = Emission::trouble(kind, refusal, &request_id, institution, core.now, &self.options);
        self.waiting.push(event);
    }

    /// 32 hex digits, with dashes as Belvo's page prints them (W-EVT-06).
    fn request_id(&self, core: &mut Core) -> String {
        let id = core.dice.uuid("requests");
        if self.options.request_id == RequestIdForm::Hex { id.simple().to_string() } else { id.to_string() }
    }

    fn tell_question(&mut self, core: &mut Core) {
        if self.options.mfa_error_event {
            self.tell(core, Trouble::Error, &Refusal::of(Code::TokenRequired), self.chosen());
        }
    }

    fn tell_exit(&mut self, core: &Core, error: Option<&Refusal>, chosen: bool) {
        let institution = self.institution(core).map(|institution| institution.name.as_str());
        let step = self.options.exit_step == ExitStep::Always || !chosen;
        self.waiting.push(Emission::exit(error, institution, step, &self.options));
    }

    /// `callback`; an option adds the exit (W-EXIT-07).
    fn call_back(&mut self, core: &Core) {
        if let (Some(link), Some(institution)) = (self.link, self.institution(core)) {
            self.waiting.push(Emission::callback(link.to_string(), &institution.name));
        }
        if self.options.exit_after_success {
            let error = self.state.error.clone();
            self.tell_exit(core, error.as_deref(), self.state.chosen);
        }
    }

    fn end(&mut self, core: &mut Core, ending: Ending) {
        if ending != Ending::Gone {
            let data = json!({ "ending": ending.name(), "link": self.link });
            core.journal(Some(self.id), EntryKind::WidgetEnded, None, data);
        }
        core.agenda.forget(self.id);
    }

    /// The page is gone; nothing more is called.
    pub(in crate::domain) fn vanish(&mut self, core: &mut Core, why: &str) {
        if self.enter(core, &Input::Emulator(Intervention::GiveUp)).is_ok() {
            core.changes += 1;
            let data = json!({ "ending": Ending::Gone.name(), "why": why });
            core.journal(Some(self.id), EntryKind::WidgetEnded, None, data);
        }
    }
}
