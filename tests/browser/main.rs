//! The widget in a real browser, as an application embeds it: another origin, Chromium, clicks and keys.

mod accessibility;
mod accessibility_keyboard;
mod accessibility_reflow;
mod bounds;
mod branding;
mod container;
mod control_origins;
mod embeddings;
mod examples;
mod family;
mod forms;
mod frameworks;
mod gallery;
mod handle;
mod handlers;
mod hints;
mod hostile;
mod journal;
mod leaks;
mod list;
mod loader;
mod misuse;
mod origins;
mod pages;
mod payload;
mod people;
mod playground;
mod playground_looks;
mod scenarios;
mod site;
#[path = "../support/mod.rs"]
mod support;
mod tabs;
mod test_ids;
mod time;
mod waiting;
