//! Institutions that are closed or opened by hand, and who hears of it.

use serde_json::json;

use super::world::World;
use crate::domain::base::kinds::EntryKind;
use crate::domain::link::availability::refusal;
use crate::domain::link::institution::Institution;
use crate::domain::link::links::Link;
use crate::domain::vocabulary::InstitutionState;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::vocabulary::pages::Page;
use crate::domain::widget::Run;

impl World {
    /// Makes something of an institution; pages that list it show it.
    pub fn set_institution(&mut self, institution: &Institution, state: InstitutionState) {
        self.was_set = true;
        self.core.availability.set(institution, state);
        let data = json!({ "institution": institution.name, "status": state });
        self.core.journal(None, EntryKind::Institution, None, data);
        let (widgets, core) = (self.widgets.values_mut(), &mut self.core);
        let lists = |run: &&mut Run| run.state.page == Page::Institutions && run.ending().is_none();
        widgets.filter(lists).for_each(|run| run.show_again(core));
    }

    /// What can be done with an institution.
    pub fn state_of(&self, institution: &Institution) -> InstitutionState {
        self.core.availability.of(institution)
    }

    /// Refuses what an institution would have to answer that does not.
    pub(super) fn must_answer(&mut self, institution: &Institution) -> Result<(), Failure> {
        let state = self.state_of(institution);
        let Some(refusal) = refusal(state) else { return Ok(()) };
        if self.core.availability.set_by_hand(&institution.name).is_some() {
            self.core.why = Some(format!("{} was set to `{state}` by hand", institution.name));
        }
        Err(Failure::Coded(refusal))
    }

    /// The same for the institution of a link.
    pub(super) fn must_answer_for(&mut self, link: &Link) -> Result<(), Failure> {
        let institutions = self.core.institutions.clone();
        let named = institutions.iter().find(|institution| institution.name == link.institution);
        named.map_or(Ok(()), |institution| self.must_answer(institution))
    }
}
