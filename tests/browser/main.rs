//! The widget in a real browser, as an application embeds it: another origin, Chromium, clicks and keys.

mod browser;
mod chrome;
mod embeddings;
mod forms;
mod handlers;
mod journal;
mod list;
mod misuse;
mod origins;
mod pages;
mod payload;
mod people;
mod scenarios;
mod site;
#[path = "../support/mod.rs"]
mod support;
mod time;
mod waiting;
