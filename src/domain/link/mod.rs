//! The institutions, what a user name decides, links and their life, questions for a token, consents.
//!
//! | file | what is in it |
//! |---|---|
//! | `credentials.rs` | what a user types |
//! | `institution.rs` | the institutions, their forms and what they offer |
//! | `availability.rs` | institutions that were closed or opened by hand |
//! | `links.rs` | a link and the links of a workspace |
//! | `magic.rs` | user names that decide what the bank answers |
//! | `breaking.rs` | links that connect and break later |
//! | `mfa.rs` | the bank's questions for a token |
//! | `storage.rs` | what the access mode forbids of storing credentials |
//! | `known_user.rs`, `user.rs`, `digest.rs`, `external_id.rs` | what is known of the user: from the user name, without its credentials, by the app's own name |
//! | `consent.rs` | what the user of open finance agrees upon |

pub mod availability;
pub mod breaking;
pub mod consent;
pub mod credentials;
pub mod digest;
pub mod external_id;
pub mod included;
pub mod institution;
pub mod known_user;
pub mod links;
pub mod magic;
pub mod mfa;
pub mod new_link;
pub mod storage;
pub mod user;
