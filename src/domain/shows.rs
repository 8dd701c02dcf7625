//! What a scenario shows, read from its steps: the codes it produces and the pages it passes.

use super::flow::{Page, Place};
use super::scenario::{BadToken, Outcome, Refusal, Scenario, Step, TokenOutcome};

/// What a scenario shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shows {
    /// The errors, each once, in order; `token_required` also where the bank only asks.
    pub errors: Vec<Refusal>,
    /// The warnings.
    pub warnings: Vec<&'static str>,
    /// What calls of the REST API are refused with.
    pub refusals: Vec<Refusal>,
    /// The screens that follow the first one.
    pub pages: Vec<Page>,
    /// It ends in the page's `callback`.
    pub connects: bool,
    /// It ends in the page's `onExit`.
    pub exits: bool,
}

impl Shows {
    /// Reads a scenario.
    pub fn of(scenario: &Scenario) -> Self {
        let mut shows = Self::default();
        shows.refusals.extend(scenario.token.clone());
        shows.refusals.extend(scenario.api.iter().filter_map(|rule| rule.error.clone()));
        shows.errors.extend(scenario.widget.token.and_then(bad));
        let mut place = Place::start(scenario.widget.token);
        for (step, _) in &scenario.widget.steps {
            shows.step(step);
            let Some(next) = place.after(step) else { break };
            shows.arrive(step, place, next);
            place = next;
        }
        shows.errors = once(shows.errors);
        shows
    }

    /// Whether it has to do with a code.
    pub fn has(&self, code: &str) -> bool {
        self.errors.iter().chain(&self.refusals).any(|refusal| refusal.code == code)
            || self.warnings.contains(&code)
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Choose { warning: Some(code), .. } => self.warnings.push(code),
            Step::Submit(outcome) => self.errors.extend(submitted(outcome)),
            Step::Token(TokenOutcome::Wrong) => self.errors.push(Refusal::of("token_required")),
            Step::Token(TokenOutcome::Late) => self.errors.push(Refusal::of("session_expired")),
            Step::Token(TokenOutcome::Refused(refusal)) => self.errors.push(refusal.clone()),
            Step::Expire => self.errors.push(Refusal::of("session_expired_ob")),
            _ => {}
        }
    }

    fn arrive(&mut self, step: &Step, from: Place, to: Place) {
        if matches!(step, Step::Submit(_) | Step::Token(_)) {
            self.pages.push(Page::Loading);
        }
        if from.page != to.page {
            self.pages.push(to.page);
        }
        if to.ended {
            self.connects |= matches!(step, Step::Finish);
            self.exits |= !matches!(step, Step::Finish);
        }
    }
}

fn once(refusals: Vec<Refusal>) -> Vec<Refusal> {
    let mut seen = Vec::new();
    for refusal in refusals {
        if !seen.contains(&refusal) {
            seen.push(refusal);
        }
    }
    seen
}

fn submitted(outcome: &Outcome) -> Option<Refusal> {
    match outcome {
        Outcome::Success => None,
        Outcome::Refused(refusal) => Some(refusal.clone()),
        Outcome::AskToken(_) => Some(Refusal::of("token_required")),
        Outcome::After(_, then) => submitted(then),
    }
}

fn bad(token: BadToken) -> Option<Refusal> {
    match token {
        BadToken::Expired | BadToken::Used => Some(Refusal::of("session_expired_ob")),
        BadToken::NotValid => Some(Refusal::of("ACCESS_TOKEN_NOT_VALID")),
        BadToken::WithoutScopes => None,
    }
}
