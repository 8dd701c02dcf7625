//! What becomes of a link by hand, by time and by its user's name (R-LINK-08, R-LINK-09, W-TEST-01).

use serde_json::json;
use uuid::Uuid;

use super::world::World;
use crate::domain::base::kinds::EntryKind;
use crate::domain::link::breaking::{Breaking, Breaks};
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::vocabulary::{LinkState, LinkStatus};

impl World {
    /// Puts a link into a state, as time or the bank would; nothing when there is no such link. Only a link of open finance
    /// has a consent to lose.
    pub fn set_link(&mut self, id: Uuid, state: LinkState, why: Option<String>) -> Option<()> {
        let now = self.core.now;
        match (state, state.status()) {
            (LinkState::ExpiredCredentials, _) => self.core.links.lose_credentials(id),
            (LinkState::StaleData, _) => self.core.links.grow_stale(id, now),
            (LinkState::ExpiredConsent, _) => self.end_consent(id),
            (_, Some(status)) => self.set_status(id, status),
            (_, None) => {}
        }
        self.core.links.get(id)?;
        self.core.journal(None, EntryKind::LinkStatus, why, json!({ "link": id, "status": state }));
        Some(())
    }

    fn set_status(&mut self, id: Uuid, status: LinkStatus) {
        if status != LinkStatus::Unconfirmed {
            self.core.confirm_link(id);
        }
        if status == LinkStatus::Valid {
            self.core.renew_expired_consent(id);
        }
        let before = self.core.links.get(id).map(|link| link.status);
        self.core.links.set_status(id, status);
        if before.is_some_and(|before| before != status) {
            self.tell_status(id, status);
        }
    }

    /// A link becomes what the scenario says that was in force when it was made.
    pub(super) fn turn_link(&mut self, id: Uuid, state: &str) {
        if let Some(state) = LinkState::parse(state) {
            self.become_by(id, state, "the scenario that was in force when the link was made".to_owned());
        }
    }

    fn become_by(&mut self, id: Uuid, state: LinkState, decider: String) {
        let Some(link) = self.core.links.get(id) else { return };
        if state == LinkState::ExpiredConsent && link.consent.is_none() {
            let why = "a link that is not of open finance has no consent to lose".to_owned();
            self.core.journal(
                None,
                EntryKind::ScenarioPartly,
                Some(why),
                json!({ "link": id, "status": state }),
            );
            return;
        }
        self.set_link(id, state, Some(format!("decided by {decider}")));
    }

    /// A link breaks at such a moment, if its user's name says so.
    pub(super) fn break_link(&mut self, id: Uuid, when: Breaks) {
        if let Some(state) = self.core.links.take_breaking(id, when) {
            let decider = format!("the user name of the link, which {}", Breaking { when, state }.describe());
            self.become_by(id, state, decider);
        }
    }

    /// The bank is asked for data: it may refuse each time, or ask for a token from now on.
    pub(super) fn ask_bank(&mut self, id: Uuid) -> Result<(), Failure> {
        if let Some(link) = self.core.links.get(id).cloned() {
            self.must_answer_for(&link)?;
        }
        let breaking = self.core.links.get(id).and_then(|link| link.breaking);
        match breaking.filter(|breaking| breaking.when == Breaks::AtRetrieve).map(|breaking| breaking.state) {
            Some(LinkState::Invalid) => {
                self.note_failure(id);
                Err(Failure::Coded(Refusal::of(Code::LoginError)))
            }
            _ => {
                self.break_link(id, Breaks::AtRetrieve);
                Ok(())
            }
        }
    }
}
