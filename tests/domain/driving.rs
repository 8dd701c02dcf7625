//! What bends the answers besides a workspace's scenario: magic user names, the queue, and acts by control call.

mod acts;
mod by_hand;
mod over_rest;
mod queue;
