//! The emulator as a value: told the time, owning its dice, answering in Belvo's terms.

pub mod catalogue;
pub mod flow;
pub mod scenario;
pub mod time;
