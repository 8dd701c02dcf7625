//! The widget's flow (W-FLOW-10), once: what a person, the bank, time and the emulator bring about on each screen.
//!
//! [`next`] decides and does nothing. A run performs the effects; the check of a scenario's steps, the summary of what
//! it shows, and the table of the documentation fold the same function (`steps.rs`).

pub mod chart;
mod state;
pub mod steps;

pub use state::{BankReply, Effect, Ending, Entry, First, Input, Intervention, Refused, Shape, State, Tick};

use crate::domain::vocabulary::acts::Verb;
use crate::domain::vocabulary::answers::{Refusal, TokenKind};
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::pages::Page;
use state::Change;

/// Where a run begins, and what has to be done for that.
pub fn begin(entry: Entry, shape: &Shape) -> (State, Vec<Effect>) {
    let nowhere = State {
        page: Page::ConfigError,
        beneath: Page::ConfigError,
        retry: None,
        last_page: None,
        kind: TokenKind::Text,
        chosen: false,
        error: None,
        ending: None,
    };
    let change = Change::from(&nowhere);
    let begun = match entry {
        Entry::Good => enter(change, shape),
        Entry::Over => expires(change),
        // It can only be closed, and no event tells its page.
        Entry::Foreign => change.errs(Refusal::of(Code::AccessTokenNotValid)).goes_to(Page::Error),
        Entry::Misconfigured => stops(change),
    };
    (begun.state, begun.effects)
}

/// What an input leads to; where it is not possible, what is.
pub fn next(state: &State, input: &Input, shape: &Shape) -> Result<(State, Vec<Effect>), Refused> {
    match change(state, input, shape) {
        Some(change) => Ok((change.state, change.effects)),
        None => Err(refused(state, shape)),
    }
}

/// What a person can do.
pub fn acts(state: &State, shape: &Shape) -> Vec<Verb> {
    let possible = |verb: &&Verb| change(state, &Input::Person(**verb), shape).is_some();
    Verb::ALL.iter().filter(possible).copied().collect()
}

/// What a person can do on a screen of the page that has everything.
pub fn acts_on(page: Page) -> Vec<Verb> {
    let (begun, _) = begin(Entry::Good, &Shape::LONGEST);
    acts(&State { page, retry: Some(Page::Credentials), ..begun }, &Shape::LONGEST)
}

fn refused(state: &State, shape: &Shape) -> Refused {
    Refused { page: state.ending.is_none().then_some(state.page), acts: acts(state, shape) }
}

fn change(state: &State, input: &Input, shape: &Shape) -> Option<Change> {
    if state.ending.is_some() {
        return None;
    }
    match input {
        Input::Person(verb) => acted(state, *verb, shape),
        Input::Bank(says) => answered(state, says),
        Input::Clock(Tick::Passes) => Some(Change::from(state)),
        Input::Clock(Tick::TokenDied) => died(state, Change::from(state)),
        Input::Clock(Tick::SuccessLeaves) => finished(state),
        Input::Emulator(Intervention::Expire) => died(state, Change::from(state).then(Effect::EndToken)),
        Input::Emulator(Intervention::Emit) => Some(Change::from(state).then(Effect::Show)),
        Input::Emulator(Intervention::Stop) => Some(stops(Change::from(state))),
        Input::Emulator(Intervention::GiveUp) => {
            let mut change = Change::from(state);
            change.state.ending = Some(Ending::Gone);
            Some(change.then(Effect::End(Ending::Gone)))
        }
    }
}

fn acted(state: &State, verb: Verb, shape: &Shape) -> Option<Change> {
    match verb {
        Verb::Accept => Some(on(Page::Consent, state)?.then(Effect::AcceptTerms).arrives(Page::Institutions)),
        Verb::Choose => Some(choosing(on(Page::Institutions, state)?, true).arrives(Page::Credentials)),
        Verb::Submit => Some(on(Page::Credentials, state)?.arrives(Page::Loading)),
        Verb::Token => Some(on(Page::Mfa, state)?.arrives(Page::Loading)),
        Verb::Retry => Some(on(Page::Error, state)?.arrives(state.retry?)),
        Verb::Back => went_back(state, shape),
        Verb::Close => closed(state, shape),
        Verb::Stay => Some(on(Page::CloseDialog, state)?.goes_to(state.beneath)),
        Verb::Leave => Some(leaves(on(Page::CloseDialog, state)?, shape)),
        Verb::Survey => Some(on(Page::Survey, state)?.exits()),
        Verb::Finish => finished(state),
    }
}

fn on(page: Page, state: &State) -> Option<Change> {
    (state.page == page).then(|| Change::from(state))
}

fn choosing(mut change: Change, chosen: bool) -> Change {
    change.state.chosen = chosen;
    change
}

/// One institution: its credentials; a link: what it lacks; else the consent, or without one the list (W-FLOW-10).
fn enter(change: Change, shape: &Shape) -> Change {
    match shape.first {
        First::List if shape.intro => change.arrives(Page::Consent),
        First::List => change.arrives(Page::Institutions),
        First::Credentials => choosing(change, true).arrives(Page::Credentials),
        First::Token(kind) => asks(choosing(change, true), kind),
    }
}

/// Where the back button leads; the list has no institution chosen (W-EVT-07).
fn went_back(state: &State, shape: &Shape) -> Option<Change> {
    let change = Change::from(state);
    match state.page {
        Page::Institutions => shape.intro.then(|| change.arrives(Page::Consent)),
        Page::Credentials => {
            (shape.first == First::List).then(|| choosing(change, false).arrives(Page::Institutions))
        }
        Page::Mfa => (!shape.begins_with_token()).then(|| change.arrives(Page::Credentials)),
        Page::Consent
        | Page::Loading
        | Page::Error
        | Page::Success
        | Page::CloseDialog
        | Page::Survey
        | Page::Expired
        | Page::ConfigError => None,
    }
}

/// Closing asks first, then why; a session that is over has nothing to ask (W-FLOW-08 to 10).
fn closed(state: &State, shape: &Shape) -> Option<Change> {
    match state.page {
        Page::Consent | Page::Institutions | Page::Credentials | Page::Loading | Page::Mfa => {
            Some(asks_to_leave(state, shape))
        }
        Page::Error if state.retry.is_some() => Some(asks_to_leave(state, shape)),
        Page::Error | Page::Expired => Some(Change::from(state).exits()),
        Page::Success | Page::CloseDialog | Page::Survey | Page::ConfigError => None,
    }
}

fn asks_to_leave(state: &State, shape: &Shape) -> Change {
    let mut change = Change::from(state);
    if !shape.dialog {
        return leaves(change, shape);
    }
    change.state.beneath = state.page;
    change.goes_to(Page::CloseDialog)
}

fn leaves(change: Change, shape: &Shape) -> Change {
    if shape.survey { change.arrives(Page::Survey) } else { change.exits() }
}

/// `callback`, once (W-CB-02).
fn finished(state: &State) -> Option<Change> {
    Some(on(Page::Success, state)?.then(Effect::Callback).ends(Ending::Connected))
}

/// The bank answers whoever waits for it, although they may be asked whether to leave.
fn answered(state: &State, says: &BankReply) -> Option<Change> {
    if let BankReply::Unavailable(code) = says {
        // The user stays (W-FLOW-02).
        return Some(on(Page::Institutions, state)?.then(Effect::Warning(*code)).then(Effect::Show));
    }
    let waits =
        state.page == Page::Loading || (state.page == Page::CloseDialog && state.beneath == Page::Loading);
    let change = waits.then(|| Change::from(state))?;
    Some(match says {
        BankReply::Connected => connects(change),
        BankReply::Refused(refusal) => change.fails(refusal.clone(), Page::Credentials),
        BankReply::AsksToken(kind) => asks(change, *kind),
        BankReply::WrongToken => change.fails(Refusal::of(Code::TokenRequired), Page::Mfa),
        BankReply::LateToken => change.fails(Refusal::of(Code::SessionExpired), Page::Credentials),
        BankReply::Unavailable(_) => return None,
    })
}

/// The link is valid and the token dead before the success screen shows (W-CB-06).
fn connects(change: Change) -> Change {
    let connected = change.then(Effect::MakeLink).then(Effect::SpendToken).then(Effect::StopTimers);
    connected.arrives(Page::Success).then(Effect::StartSuccessTimer)
}

fn asks(mut change: Change, kind: TokenKind) -> Change {
    change.state.kind = kind;
    change.then(Effect::Asked).arrives(Page::Mfa)
}

/// The session is over before the user has connected.
fn died(state: &State, change: Change) -> Option<Change> {
    match state.page {
        Page::Consent
        | Page::Institutions
        | Page::Credentials
        | Page::Loading
        | Page::Mfa
        | Page::CloseDialog
        | Page::Survey => Some(expires(change)),
        Page::Error => state.retry.is_some().then(|| expires(change)),
        Page::Success | Page::Expired | Page::ConfigError => None,
    }
}

/// The expired screen (W-TOK-25): Belvo documents no message for its code, and the widget says what its screen says.
fn expires(change: Change) -> Change {
    let code = Code::SessionExpiredOb;
    let refusal = Refusal { code, message: code.screen("en").1.to_owned() };
    change.errs(refusal).then(Effect::StopTimers).goes_to(Page::Expired)
}

/// The widget does not start or go on, and the page shows why (W-CFG-29, W-TOK-26).
fn stops(change: Change) -> Change {
    change.then(Effect::StopTimers).goes_to(Page::ConfigError)
}
