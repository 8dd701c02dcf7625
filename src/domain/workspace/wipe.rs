//! What the sandbox does on the first day of each month: everything is gone (R-LIMIT-05).
//!
//! What is data goes: links with all that hangs on them, tokens, what waits in the background, and webhooks that are due
//! later, retries too. What was set stays: keys, clock, options, scenario, queue, receivers; so does the journal. A widget
//! that is open has a token that is dead.

use serde_json::json;

use super::world::World;
use crate::domain::base::agenda::Due;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::time::Timestamp;
use crate::domain::core::sessions::Sessions;
use crate::domain::record::store::Records;
use crate::domain::token::tokens::Tokens;

impl World {
    /// When everything is wiped next; nothing while there is nothing to wipe.
    pub(super) fn next_wipe(&self) -> Option<Timestamp> {
        let keeps = || self.core.links.newest_first().len() > 0 || self.core.tokens.weight() > 0;
        if self.in_force.monthly_wipe && keeps() { self.core.now.next_month() } else { None }
    }

    /// A month begins.
    pub(super) fn wipe(&mut self) {
        let core = &mut self.core;
        let links = std::mem::take(&mut core.links);
        core.records = Records::default();
        core.sessions = Sessions::default();
        core.tokens = Tokens::default();
        core.background.clear();
        core.agenda.retain(|due| due.widget().is_some());
        core.hooks.wipe(core.now);
        for run in self.widgets.values_mut() {
            run.due(core, Due::TokenDies(run.id));
        }
        core.journal(None, EntryKind::Wiped, None, json!({ "links": links.newest_first().len() }));
    }
}
