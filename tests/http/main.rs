//! How it looks on the wire: the calls of the emulator as requests, its OpenAPI document, and what only a socket shows.

mod any_input;
mod api;
mod bounds;
mod claims;
mod docs;
mod evidence;
mod faults;
mod forged;
mod fuzz;
mod hostile;
mod limits;
mod long;
mod openapi;
mod parallel;
mod proxied;
mod quiet;
mod reasons;
mod refused;
mod reload;
mod reset;
mod snapshots;
#[path = "../support/mod.rs"]
mod support;
mod twice;
mod webhooks;
mod wrong_rules;
mod year;
