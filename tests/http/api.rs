//! The calls of the emulator, asked as values: tokens, the widget's door, links, workspaces and the control API.
//!
//! Nearly all goes through `Emulator::handle`, the same function that the listener asks; `hostile.rs` has what
//! only a socket can show.

mod bank;
mod branding;
mod control;
mod control_guard;
mod control_origins;
mod control_scenario;
mod cors;
mod declarations;
pub(crate) mod door;
mod filters;
mod institutions_by_hand;
mod institutions_keep_their_word;
mod journal;
mod links;
mod links_counted;
mod links_kept;
mod links_options;
mod links_read;
mod links_twice;
mod lists;
mod magic_names;
mod numbers_as_texts;
mod pages_past_the_end;
mod paths;
mod payments;
mod random_acts;
mod rest_base;
mod rest_keys;
mod scopes_unknown;
mod suggestions;
mod token_bodies;
mod token_branding;
mod token_claims;
mod token_for_link;
mod token_keys;
mod token_latency;
mod token_life;
mod verbs;
mod widget_agrees;
mod widget_bank;
mod widget_between;
mod widget_by_hand;
mod widget_by_itself;
mod widget_config;
mod widget_config_any;
mod widget_door;
mod widget_forms;
mod widget_frames;
mod widget_leaving;
mod widget_model;
mod widget_screens;
mod widget_storage;
mod workspaces;
