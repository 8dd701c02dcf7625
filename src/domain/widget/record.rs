//! What has come into a run, in order: from it `recording.rs` makes the steps that let a scenario do it again.

use serde::{Deserialize, Serialize};

use super::flow::{BankReply, Input, Intervention, Tick};
use crate::domain::base::kinds::Decider;
use crate::domain::base::limits::{LONGEST_NAME, RECORD, RECORDED};
use crate::domain::base::time::Timestamp;
use crate::domain::base::weight;
use crate::domain::link::credentials::Credentials;
use crate::domain::link::magic;
use crate::domain::scenario::model::BadToken;
use crate::domain::vocabulary::acts::{SurveyAnswer, Verb};
use crate::domain::vocabulary::answers::RawEmission;
use crate::domain::vocabulary::catalogue::Code;

/// What has come in, with its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Incoming {
    /// An act without a value, or one whose value decides the bank's answer alone.
    Act(Verb),
    /// An institution was picked; with a code, it turned out to be unavailable.
    Choice(String, Option<Code>),
    /// An answer to the survey.
    Survey(Option<SurveyAnswer>),
    /// The form took what was typed for wrong: the bank was not asked.
    Misfit,
    /// The bank's answer, and what has decided it.
    Reply(BankReply, Reason),
    /// A pause of a scenario is over.
    Pause,
    /// The session has ended before its time, or at it.
    Expired,
    /// Something off the contract.
    Emission(RawEmission),
    /// The scenario could not go on with the page.
    Stopped,
    /// The page has gone.
    Gone,
}

/// Who or what has decided something, and where that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reason {
    pub(super) by: Decider,
    /// For people; nothing where it is as usual.
    pub(super) why: Option<String>,
}

impl Default for Reason {
    fn default() -> Self {
        Self { by: Decider::Usual, why: None }
    }
}

/// All that has come in, each at its time.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    /// When the run was opened.
    pub(super) begun: Option<Timestamp>,
    /// What was wrong with the token of the page.
    pub(super) token: Option<BadToken>,
    /// What has come in, and when.
    pub(super) all: Vec<(Timestamp, Incoming)>,
    /// The user name that was typed last, if it decides how a link lives.
    pub(super) username: Option<String>,
    #[serde(skip)]
    weight: usize,
    /// There was too much to be kept.
    pub(super) cut: bool,
}

impl Record {
    pub(super) fn note(&mut self, at: Timestamp, incoming: Incoming) {
        let weight = self.weight + incoming.weight();
        self.cut |= self.all.len() >= RECORDED || weight > RECORD;
        if !self.cut {
            self.all.push((at, incoming));
            self.weight = weight;
        }
    }

    /// The bank's answer has come to nothing: another one takes its place.
    pub(super) fn take_back(&mut self) {
        if let Some((_, Incoming::Reply(..))) = self.all.last() {
            self.weight -= self.all.pop().map_or(0, |(_, incoming)| incoming.weight());
        }
    }

    /// Of what is typed that alone is kept which the emulator itself has named.
    pub(super) fn typed(&mut self, credentials: &Credentials) {
        let lasts = magic::find(credentials).is_some_and(|row| row.does.lasts());
        let name = credentials.get(magic::FIELD).filter(|name| lasts && name.chars().count() <= LONGEST_NAME);
        self.username = name.cloned();
    }

    /// Makes what a snapshot leaves out; whether it is as much as is kept.
    pub(super) fn complete(&mut self) -> bool {
        self.weight = self.all.iter().map(|(_, incoming)| incoming.weight()).sum();
        self.all.len() <= RECORDED && self.weight <= RECORD
    }

    /// The time of what came in last.
    pub(super) fn last(&self) -> Option<Timestamp> {
        self.all.last().map(|(at, _)| *at).or(self.begun)
    }

    /// How many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        self.weight
    }
}

impl Incoming {
    /// Of an input that has no value.
    pub(super) fn of(input: &Input, reason: &Reason) -> Option<Self> {
        match input {
            Input::Person(verb) => Some(Self::Act(*verb)),
            Input::Bank(says) => Some(Self::Reply(says.clone(), reason.clone())),
            Input::Clock(Tick::Passes) => None,
            Input::Clock(Tick::TokenDied) | Input::Emulator(Intervention::Expire) => Some(Self::Expired),
            Input::Clock(Tick::SuccessLeaves) => Some(Self::Act(Verb::Finish)),
            Input::Emulator(Intervention::Emit) => None,
            Input::Emulator(Intervention::Stop) => Some(Self::Stopped),
            Input::Emulator(Intervention::GiveUp) => Some(Self::Gone),
        }
    }

    fn weight(&self) -> usize {
        let more = match self {
            Self::Choice(name, _) => name.len(),
            Self::Emission(raw) => raw.args.iter().map(weight::of).sum(),
            Self::Reply(says, reason) => {
                let message = if let BankReply::Refused(refusal) = says { refusal.message.len() } else { 0 };
                message + reason.why.as_ref().map_or(0, String::len)
            }
            _ => 0,
        };
        size_of::<(Timestamp, Self)>() + more
    }
}
