//! Institutions that were closed or opened by hand (R-INST-07, R-ERR-33, R-ERR-35, W-FLOW-02).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::institution::Institution;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::{InstitutionState, InstitutionStatus};

/// What was made of institutions by hand, by their names; the others are as their rows say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Availability(BTreeMap<String, InstitutionState>);

impl Availability {
    /// What can be done with an institution.
    pub fn of(&self, institution: &Institution) -> InstitutionState {
        self.set_by_hand(&institution.name).unwrap_or(match institution.status {
            InstitutionStatus::Healthy => InstitutionState::Healthy,
            InstitutionStatus::Down => InstitutionState::Disabled,
        })
    }

    /// What was made of an institution by hand.
    pub fn set_by_hand(&self, name: &str) -> Option<InstitutionState> {
        self.0.get(name).copied()
    }

    /// Whether a person can choose it in the widget.
    pub fn can_be_chosen(&self, institution: &Institution) -> bool {
        self.of(institution) != InstitutionState::Disabled
    }

    /// Makes something of an institution.
    pub fn set(&mut self, institution: &Institution, state: InstitutionState) {
        self.0.insert(institution.name.clone(), state);
    }

    /// All that was made by hand.
    pub fn iter(&self) -> impl Iterator<Item = (&String, InstitutionState)> {
        self.0.iter().map(|(name, state)| (name, *state))
    }
}

/// What a bank that is not there answers.
pub fn refusal(state: InstitutionState) -> Option<Refusal> {
    match state {
        InstitutionState::Healthy => None,
        InstitutionState::Down => Some(Refusal::of(Code::InstitutionDown)),
        InstitutionState::Disabled => Some(Refusal::of(Code::InstitutionInactive)),
    }
}
