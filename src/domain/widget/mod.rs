//! The Connect Widget: what a page asks for, where its run stands, and what the page is told.
//!
//! `flow` decides what is possible and what comes of it, once for all who need to know: a run performs its effects, the
//! reader of scenario files checks the order of steps with it, the summary of a scenario collects what it brings about.
//!
//! | file | what is in it |
//! |---|---|
//! | `config.rs`, `branding.rs`, `css.rs` | what the page may ask for, and what the widget looks like |
//! | `flow.rs` | the flow: pure |
//! | `open.rs`, `run.rs`, `effects.rs`, `bank.rs`, `update.rs`, `weight.rs`, `snapshot.rs` | a run: what it shows, what it does, how the bank answers, how it begins |
//! | `script.rs`, `play.rs` | how a scenario drives a run |
//! | `journal.rs`, `record.rs`, `recording.rs` | what a run tells the journal; what has come into it, and as steps of a scenario |
//! | `emission.rs`, `summary.rs` | the calls of the page's functions; what a scenario shows |

mod bank;
pub mod branding;
pub mod config;
pub mod css;
mod effects;
pub mod emission;
pub mod flow;
mod journal;
pub(in crate::domain) mod misuse;
pub mod open;
mod play;
mod record;
pub mod recording;
pub mod run;
pub mod script;
mod snapshot;
pub mod summary;
mod update;
mod weight;

pub use flow::Ending;
pub use run::{Frame, Run, Screen, Shown};
pub use script::Script;
