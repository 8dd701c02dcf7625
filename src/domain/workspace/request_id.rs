//! The `request_id` of an answer (R-BASE-06): of a workspace's own calls the next of its stream, of others told by the call.

use super::world::World;

impl World {
    /// The next one of this workspace.
    pub fn request_id(&mut self) -> String {
        self.core.dice.hex32("requests")
    }

    /// That of a call which is nobody's: it hangs on the call and the moment alone, and shifts no stream.
    pub fn request_id_for(&self, call: &[&[u8]]) -> String {
        let now = self.core.now.micros().to_le_bytes();
        let parts: Vec<&[u8]> = call.iter().copied().chain([&now[..]]).collect();
        self.core.dice.uuid_for("request", &parts).simple().to_string()
    }
}
