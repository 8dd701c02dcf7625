//! One workspace: the rooms together, one lock's worth.
//!
//! | file | what is in it |
//! |---|---|
//! | `world.rs` | everything that a workspace is, and how time passes in it |
//! | `tokens.rs`, `registration.rs`, `links.rs` | tokens and links over REST |
//! | `retrieve.rs`, `fetch.rs`, `background.rs` | records: asked for, made when they are first read, fetched later |
//! | `arrivals.rs`, `hooks.rs` | what comes with a link is there; what webhooks tell |
//! | `life.rs` | what becomes of a link by hand, by time and by its user's name |
//! | `institutions.rs` | institutions that are closed or opened by hand |
//! | `consents.rs` | what time does to consents |
//! | `coming.rs` | what is to come |
//! | `open.rs` | how a run of the widget begins |
//! | `scenario.rs` | the scenario, its rules for calls, and the faults before them |
//! | `budget.rs` | what it keeps, in bytes |
//! | `snapshot.rs` | all of it as one document |
//! | `wipe.rs` | what a new month takes away |
//! | `request_id.rs` | the ids of answers |
//! | `matrix.rs` | every code with the ways to bring it about |

mod arrivals;
mod background;
mod budget;
pub mod coming;
mod consents;
pub mod fetch;
pub mod happened;
pub mod hooks;
mod institutions;
mod life;
pub mod links;
pub mod matrix;
pub mod open;
pub mod registration;
mod request_id;
pub mod retrieve;
mod scenario;
pub mod snapshot;
pub mod tokens;
mod wipe;
pub mod world;
