//! Belvo's words as types: each from one table with one row a word, so that what is compared is a value and what is sent
//! is its text. What prints, reads or lists the words goes through the table, so that a new word is one row, and the
//! compiler names the places that have to decide on it.
//!
//! | file | what is in it |
//! |---|---|
//! | `catalogue/` | every code: its messages, its screen, how sure it is |
//! | `answers.rs`, `failure.rs` | what a bank answers; every way to be refused |
//! | `rules/` | the rules that are kept, which codes, options and tests cite |
//! | `pages.rs` | the screens: names, pages of PAGE_LOAD, how sure each is |
//! | `acts.rs` | the acts of a person, with their values; the answers of the survey |
//! | `events.rs` | the names of events |
//! | `link.rs` | what a link is: status, access mode, refresh rate |
//! | `retention.rs` | how long credentials and data are kept |
//! | `institution.rs` | what an institution is, how it is reached, whether it can be chosen |
//! | `scope.rs` | what the bearer of a widget token may do |
//! | `token.rs` | what a token can be that is made by hand |

pub mod acts;
pub mod answers;
pub mod catalogue;
pub mod events;
pub mod failure;
pub mod hooks;
mod institution;
mod link;
pub mod pages;
mod retention;
pub mod rules;
mod scope;
mod token;

pub use institution::{InstitutionState, InstitutionStatus, InstitutionType, IntegrationType};
pub use link::{AccessMode, LinkState, LinkStatus, RefreshRate};
pub use retention::{Days, Retention};
pub use scope::Scope;
pub use token::TokenState;
