//! The widget in a real browser, as an application embeds it: another origin, Chromium, clicks and keys.

mod accessibility;
mod accessibility_keyboard;
mod accessibility_reflow;
mod browser;
mod chrome;
mod embeddings;
mod gallery;
mod handlers;
mod journal;
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
