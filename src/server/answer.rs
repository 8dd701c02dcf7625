//! Answers of the emulator, whatever happens on the way.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::http;
use crate::http::Service;
use crate::http::message::{Reply, Request};
use crate::http::work::Done;

/// Asks for the answer; it may have to be worked or waited for.
pub(super) fn ask(service: &Service, request: &Request) -> Reply {
    caught(service, request, || http::begin(service, request))
}

/// Asks for the answer again, which waits.
pub(super) fn ask_again(service: &Service, request: &Request, done: Option<Done>) -> Reply {
    caught(service, request, || http::again(service, request, done))
}

/// A bug must not take the connection with it.
pub(super) fn caught(service: &Service, request: &Request, answer: impl FnOnce() -> Reply) -> Reply {
    catch_unwind(AssertUnwindSafe(answer)).unwrap_or_else(|_| http::bug(service, request))
}
