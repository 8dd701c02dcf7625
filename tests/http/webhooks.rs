//! Webhooks: what is told, when, and how it gets to whoever listens (R-HOOK, R-DATA-09).

mod by_hand;
mod codes;
mod consents;
mod inbox;
mod life;
mod nothing;
pub mod receiver;
mod rules;
mod secrets;
mod sent;
mod spans;
mod states;
mod targets;
mod waiting;
mod wiped;
