//! What a scenario shows: what its steps bring about on the page that has everything.

use super::flow::steps::{entry, play};
use super::flow::{Effect, Input, Shape, State, Tick, begin, next};
use crate::domain::scenario::model::Scenario;
use crate::domain::scenario::rule::Instead;
use crate::domain::scenario::step::Step;
use crate::domain::vocabulary::acts::{Act, SurveyAnswer};
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::pages::Page;

/// What a scenario shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// What is done, in order.
    pub effects: Vec<Effect>,
    /// The answers to the survey; nothing skips it.
    pub answers: Vec<Option<SurveyAnswer>>,
    /// What calls of the REST API are refused with.
    pub refusals: Vec<Refusal>,
}

impl Summary {
    /// Reads a scenario.
    pub fn of(scenario: &Scenario) -> Self {
        let (mut state, effects) = begin(entry(scenario.widget.token), &Shape::LONGEST);
        let rules = scenario.api.iter().filter_map(|rule| match &rule.effects.instead {
            Some(Instead::Refused(ruled)) => Some(ruled.refusal.clone()),
            _ => None,
        });
        let refusals = scenario.token.clone().into_iter().chain(rules).collect();
        let mut summary = Self { effects, refusals, answers: Vec::new() };
        for (step, _) in &scenario.widget.steps {
            let Ok((after, effects)) = play(&state, step, &Shape::LONGEST) else { break };
            if let Step::Person(Act::Survey(answer)) = step {
                summary.answers.push(*answer);
            }
            summary.effects.extend(effects);
            state = after;
        }
        summary.effects.extend(leaves(&state));
        summary
    }

    /// Whether it has to do with a code.
    pub fn has(&self, code: Code) -> bool {
        self.effects.iter().any(|effect| effect.code() == Some(code))
            || self.refusals.iter().any(|refusal| refusal.code == code)
    }

    /// Whether it passes a page after the first.
    pub fn passes(&self, wanted: Page) -> bool {
        self.any(|effect| matches!(effect, Effect::PageLoad { from: Some(_), page } if *page == wanted))
    }

    /// Whether anything of that kind is done.
    pub fn any(&self, kind: impl Fn(&Effect) -> bool) -> bool {
        self.effects.iter().any(kind)
    }
}

/// The success screen leaves by itself where no step leaves it (W-CB-06).
fn leaves(state: &State) -> Vec<Effect> {
    let left = next(state, &Input::Clock(Tick::SuccessLeaves), &Shape::LONGEST);
    left.map(|(_, effects)| effects).unwrap_or_default()
}
