//! The flow as a table: on each screen of the page that has everything, what can happen, and where that leads.

use super::{BankReply, Effect, Entry, Input, Shape, State, Tick, begin, next};
use crate::domain::vocabulary::acts::Verb;
use crate::domain::vocabulary::answers::{Refusal, TokenKind};
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::pages::{PAGES, Page};

/// One way from a screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
    /// The screen.
    pub page: Page,
    /// What happens: an act's name, or what the bank or time does.
    pub on: &'static str,
    /// The screens that it leads to, depending on what was before, or [`END`].
    pub to: Vec<&'static str>,
    /// What the page's functions are called with.
    pub calls: Vec<&'static str>,
}

/// Where a way leads that ends the run.
pub const END: &str = "the end";

/// All ways, by screen.
pub fn ways() -> Vec<Way> {
    let states = reached();
    let from = |page: Page| {
        let here: Vec<&State> = states.iter().filter(|state| state.page == page).collect();
        inputs().into_iter().filter_map(move |(on, input)| way(page, on, &input, &here))
    };
    PAGES.iter().flat_map(|row| from(row.page)).collect()
}

/// What can come in, and what that is called.
fn inputs() -> Vec<(&'static str, Input)> {
    let refusal = Refusal::of(Code::LoginError);
    let acts = Verb::ALL.iter().map(|verb| (verb.name(), Input::Person(*verb)));
    let bank = [
        ("the institution is unavailable", BankReply::Unavailable(Code::InstitutionDisabled)),
        ("the bank connects", BankReply::Connected),
        ("the bank refuses", BankReply::Refused(refusal)),
        ("the bank asks for a token", BankReply::AsksToken(TokenKind::Text)),
        ("the token is wrong", BankReply::WrongToken),
        ("the token is late", BankReply::LateToken),
    ];
    let time = [("it leaves by itself", Tick::SuccessLeaves), ("the access token dies", Tick::TokenDied)];
    acts.chain(bank.map(|(on, says)| (on, Input::Bank(says))))
        .chain(time.map(|(on, tick)| (on, Input::Clock(tick))))
        .collect()
}

/// Every state that a run can be in, as far as it decides where things lead.
fn reached() -> Vec<State> {
    let entries = [Entry::Good, Entry::Over, Entry::Foreign, Entry::Misconfigured];
    let mut states: Vec<State> = Vec::new();
    let mut open: Vec<State> = entries.map(|entry| begin(entry, &Shape::LONGEST).0).to_vec();
    while let Some(state) = open.pop() {
        if states.iter().any(|other| leads_alike(other, &state)) {
            continue;
        }
        let after = |(_, input): (_, Input)| next(&state, &input, &Shape::LONGEST).ok();
        open.extend(inputs().into_iter().filter_map(after).map(|(state, _)| state));
        states.push(state);
    }
    states
}

fn leads_alike(one: &State, other: &State) -> bool {
    let key = |state: &State| (state.page, state.beneath, state.retry, state.ending);
    key(one) == key(other)
}

fn way(page: Page, on: &'static str, input: &Input, here: &[&State]) -> Option<Way> {
    let mut way = Way { page, on, to: Vec::new(), calls: Vec::new() };
    let mut possible = false;
    for (state, effects) in here.iter().filter_map(|state| next(state, input, &Shape::LONGEST).ok()) {
        possible = true;
        let to = if state.ending.is_some() { END } else { state.page.name() };
        if !way.to.contains(&to) {
            way.to.push(to);
        }
        for call in effects.iter().filter_map(call_of) {
            if !way.calls.contains(&call) {
                way.calls.push(call);
            }
        }
    }
    way.to.sort_by_key(|to| PAGES.iter().position(|row| row.name == *to).unwrap_or(PAGES.len()));
    possible.then_some(way)
}

fn call_of(effect: &Effect) -> Option<&'static str> {
    match effect {
        Effect::Exit { .. } => Some("onExit"),
        Effect::Callback => Some("callback"),
        other => other.event().map(|event| event.name()),
    }
}
