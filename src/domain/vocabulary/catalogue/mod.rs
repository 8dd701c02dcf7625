//! Every code that Belvo's API and widget speak: its messages, what the widget shows, and how we know.
//!
//! The exact texts stand here and nowhere else. `W-` and `R-` ids name the rules that each row answers to.

mod choices;
mod codes;
pub mod events;
mod facts;
mod row;
mod screens;
pub mod varying;

pub use codes::{CODES, Code, CodeRow};
pub use facts::*;
