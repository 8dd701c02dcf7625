//! What a run of the widget and the REST API share: everything of a workspace but its widgets and its scenario.
//!
//! | file | what is in it |
//! |---|---|
//! | `state.rs` | that value, and what is done to links |
//! | `sessions.rs` | the questions of banks that are open |
//! | `background.rs`, `fetching.rs` | what is fetched later |
//! | `consents.rs` | when consents end, and how they are renewed |
//! | `deletions.rs`, `requests.rs` | how many deletions and calls there were lately |

pub mod background;
mod consents;
pub mod deletions;
mod fetching;
pub(in crate::domain) mod included;
pub mod requests;
pub mod sessions;
pub mod state;
