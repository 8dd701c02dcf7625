//! What a scenario file means: the bank's answers, the person's steps, rules for calls of the API and for webhooks, the queue.
//!
//! | file | what is in it |
//! |---|---|
//! | `model.rs` | a scenario |
//! | `step.rs` | the one table of steps |
//! | `rule.rs` | rules for calls, of a scenario or set by hand |
//! | `active.rs` | the scenario of a workspace, and how often its rules were used |
//! | `faults.rs` | the rules for calls that were set by hand |
//! | `queue.rs` | what the next runs play |
//! | `webhooks.rs` | rules for webhooks |

pub mod active;
pub mod faults;
pub mod model;
pub mod queue;
pub mod rule;
pub mod step;
pub mod webhooks;
