//! How it looks on the wire: the calls of the emulator as requests, its OpenAPI document, and what only a socket shows.

mod api;
mod fuzz;
mod hostile;
mod openapi;
mod reload;
#[path = "../support/mod.rs"]
mod support;
