//! Fetches in the background (R-ASYNC-03).

use serde_json::json;
use uuid::Uuid;

use super::world::World;
use crate::domain::base::kinds::EntryKind;
use crate::domain::core::background::Background;
use crate::domain::link::breaking::Breaks;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Resource;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::webhook::table::Cause;

impl World {
    /// Fetches in the background: the id of the request comes at once, the records later (R-ASYNC-03).
    pub fn retrieve_later(&mut self, resource: &'static Resource, ask: &Ask) -> Result<String, Failure> {
        self.check_ask(resource, ask)?;
        let delay = *self.options().async_delay;
        let ask = Ask { save: true, ..ask.clone() };
        let request = self.core.fetch_later(Background { resources: vec![resource], ask }, delay)?;
        Ok(request.simple().to_string())
    }

    /// What was asked for in the background is there; what is refused by now is noted.
    pub(in crate::domain) fn records_come(&mut self, request: Uuid) {
        let Some(Background { resources, ask }) = self.core.background.shift_remove(&request) else { return };
        let cause = if ask.all { Cause::First } else { Cause::Asked };
        if ask.all {
            self.break_link(ask.link, Breaks::AtRefresh);
            self.look_at_consent(ask.link);
        }
        for resource in resources {
            match self.receive(resource, &ask) {
                Ok(known) => self.announce_answer(resource, cause, &ask, request, &known),
                Err(failure) => {
                    let (request_id, why) = (request.simple().to_string(), failure.summary());
                    let data = json!({ "request_id": request_id, "link": ask.link, "resource": resource.path, "failure": why });
                    self.core.journal(None, EntryKind::RecordsRefused, None, data);
                }
            }
        }
    }
}
