//! The doors by which something comes in from outside. Each takes any bytes, and panics when what comes of them is not
//! right: cargo-fuzz hands them over for as long as it is let, the ordinary suite for a moment.

mod caller;
pub mod control;
pub mod filters;
pub mod http;
pub mod receiver;
pub mod scenario;
pub mod snapshot;
pub mod token;
pub mod widget;
