//! What people run: the command line, the README, the official SDKs.

mod cli;
mod commands;
mod files;
mod needs;
mod readme;
mod sdk;
mod shared;
#[path = "../support/mod.rs"]
mod support;
