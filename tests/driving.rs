//! What bends the answers besides a workspace's scenario: magic user names, the queue, and acts by control call.

mod support;

#[path = "driving/acts.rs"]
mod acts;
#[path = "driving/by_hand.rs"]
mod by_hand;
#[path = "driving/over_rest.rs"]
mod over_rest;
#[path = "driving/queue.rs"]
mod queue;
