//! Webhooks: what is told, when, and how it gets to whoever listens (R-HOOK, R-DATA-09).

mod codes;
mod inbox;
mod receiver;
mod rules;
mod sent;
mod spans;
mod targets;
mod waiting;
mod wiped;
