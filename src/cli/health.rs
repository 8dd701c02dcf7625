//! `belvo-emulator health`: whether an emulator is ready, or until it is.

#![expect(clippy::disallowed_methods, reason = "it waits in the host's time")]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use hyper::Method;

use super::client::Caller;
use super::output::{NOT_READY, USAGE, complain, print};
use crate::emulator::Span;

#[derive(Args)]
pub(super) struct Health {
    /// Address of the emulator or of its control API.
    #[arg(long, env = "BELVO_EMULATOR_URL", default_value = "http://127.0.0.1:2358")]
    url: String,
    /// Token of the control API.
    #[arg(long, env = "BELVO_EMULATOR_CONTROL_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    control_token: Option<String>,
    /// Ask until it is ready.
    #[arg(long)]
    wait: bool,
    /// For how long at most.
    #[arg(long, value_name = "SPAN", default_value = "30s")]
    timeout: String,
}

/// Nobody tells of a port that opens: it is asked again after so long.
const AGAIN: Duration = Duration::from_millis(25);

pub(super) fn run(health: &Health) -> ExitCode {
    let most = match Span::parse(&health.timeout) {
        Ok(span) => Duration::from_micros(span.as_micros().unsigned_abs()),
        Err(why) => {
            complain(&format!("--timeout: {why}"));
            return ExitCode::from(USAGE);
        }
    };
    let begun = Instant::now();
    loop {
        match health.ask(most.saturating_sub(begun.elapsed())) {
            Ok(()) => return print("ready"),
            Err(why) if !health.wait || begun.elapsed() >= most => {
                complain(&format!("no emulator is ready at {}: {why}", health.url));
                return ExitCode::from(NOT_READY);
            }
            Err(_) => std::thread::sleep(AGAIN),
        }
    }
}

impl Health {
    fn ask(&self, most: Duration) -> Result<(), String> {
        let caller = Caller { url: &self.url, token: self.control_token.as_deref() };
        let answer = caller.call_within(most, Method::GET, "/_emulator/health/ready/")?;
        if answer.ok() && answer.body["status"] == "ready" {
            return Ok(());
        }
        Err(answer.body["detail"].as_str().unwrap_or("what answers there is no emulator").to_owned())
    }
}
