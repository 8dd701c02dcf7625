//! What people run: the command line, the README and the docs, the official SDKs.

mod bundled;
mod cli;
mod commands;
mod docs;
mod exec;
mod files;
mod needs;
mod private;

mod sdk;
mod shared;
mod starved;
mod state;
#[path = "../support/mod.rs"]
mod support;
