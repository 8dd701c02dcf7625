//! The emulator as a value: told the time, owning its dice, answering in Belvo's terms.
//!
//! Nothing in here reads a clock, a file, a socket, the environment or the host's entropy; `now` is an argument. The
//! rooms stand in an order, and each uses those before it alone:
//!
//! | room | what lives there |
//! |---|---|
//! | `base` | time, dice, journal, options, limits |
//! | `vocabulary` | Belvo's words as types: codes, acts, events, pages, statuses, rules |
//! | `person` | the believable person and the ledger |
//! | `token` | access and refresh tokens |
//! | `link` | institutions, links, user names that decide, questions for a token |
//! | `record` | the table of resources, and their records |
//! | `scenario` | what a scenario file means |
//! | `webhook` | what is told to an application's server, and its way there |
//! | `core` | what widgets and REST calls share, as one value |
//! | `widget` | the flow and its runs |
//! | `workspace` | the rooms together |

pub mod base;
pub mod core;
pub mod link;
pub mod person;
pub mod record;
pub mod scenario;
pub mod token;
pub mod vocabulary;
pub mod webhook;
pub mod widget;
pub mod workspace;
