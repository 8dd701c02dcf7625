//! `ctl webhooks deliveries --follow`: a line for each try of a delivery, as it is made, until Ctrl+C.

#![expect(clippy::disallowed_methods, reason = "the command waits for what comes, or for a signal")]

use std::collections::HashMap;
use std::process::ExitCode;
use std::time::Duration;

use anstyle::{AnsiColor, Reset, Style};
use hyper::Method;
use tokio::time::{Instant, sleep};

use super::client::{Answer, Caller};
use super::output::print;
use crate::emulator::{Deliveries, Delivery, State, Try};
use crate::host::Stop;

/// Why it ends by itself.
pub(super) enum Ended {
    /// Nobody answers.
    Silent(String),
    /// The call was refused.
    Refused(Answer),
}

/// An emulator that lets nobody wait any more is asked so often.
const PATIENCE: Duration = Duration::from_secs(1);

/// Goes on until a signal comes, which is no failure, or until it ends by itself.
pub(super) fn until_a_signal(work: impl Future<Output = Ended>) -> Result<ExitCode, Ended> {
    let silent = |why: std::io::Error| Ended::Silent(why.to_string());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(silent)?;
    runtime.block_on(async {
        let mut stop = Stop::listen().map_err(silent)?;
        tokio::select! {
            ended = work => Err(ended),
            () = stop.come() => Ok(ExitCode::SUCCESS),
        }
    })
}

/// Prints tries until a signal comes; `path` is that of the deliveries.
pub(super) fn follow(caller: &Caller<'_>, path: &str, workspaces: bool) -> Result<ExitCode, Ended> {
    until_a_signal(print_tries(caller, path, workspaces))
}

async fn print_tries(caller: &Caller<'_>, path: &str, workspaces: bool) -> Ended {
    let (mut since, mut shown) = (0, Shown::default());
    loop {
        let begun = Instant::now();
        let path = format!("{path}?tried_since={since}");
        let answer = match caller.exchange(Method::GET, &path, None).await {
            Ok(answer) if answer.ok() => answer,
            Ok(answer) => return Ended::Refused(answer),
            Err(why) => return Ended::Silent(why),
        };
        let Ok(read) = serde_json::from_value::<Deliveries>(answer.body.clone()) else {
            return Ended::Refused(answer);
        };
        for delivery in &read.deliveries {
            for (number, one) in shown.new_tries(delivery) {
                let _a_reader_gone_is_no_failure = print(&line(delivery, number, one, workspaces));
            }
        }
        since = read.next.unwrap_or(read.tries);
        if read.deliveries.is_empty() && begun.elapsed() < PATIENCE {
            sleep(PATIENCE).await;
        }
    }
}

/// How many tries of a delivery have been printed; of those that are over nothing more comes.
#[derive(Default)]
struct Shown(HashMap<(String, u64), usize>);

impl Shown {
    /// The tries that have not been printed, counted from 1.
    fn new_tries<'d>(&mut self, delivery: &'d Delivery) -> Vec<(usize, &'d Try)> {
        let key = (delivery.workspace.clone(), delivery.seq);
        let printed = match delivery.state {
            State::Waiting | State::UnderWay => self.0.insert(key, delivery.tries.len()),
            _ => self.0.remove(&key),
        };
        (1..).zip(&delivery.tries).skip(printed.unwrap_or_default()).collect()
    }
}

/// The receiver's status in its colour, how long it took, what was told to whom, and what comes of a failure.
fn line(delivery: &Delivery, number: usize, one: &Try, workspaces: bool) -> String {
    let (dim, bold) = (Style::new().dimmed(), Style::new().bold());
    let taken = one.status.is_some_and(|status| (200..300).contains(&status));
    let colour = if taken { AnsiColor::Green } else { AnsiColor::Red };
    let colour = colour.on_default().bold();
    let status = one.status.map_or_else(|| "---".to_owned(), |status| status.to_string());
    let at = one.at.iso_micros();
    let time = at.get(11..23).unwrap_or(&at);
    let took = format!("{} ms", one.took_ms);
    let event = &delivery.event;
    let workspace = if workspaces { format!("{} ", delivery.workspace) } else { String::new() };
    format!(
        "{dim}{time}{Reset}  {colour}{status}{Reset} {dim}{took:>8}{Reset}  {bold}{}{Reset} {}  {dim}{workspace}→ {}{Reset}{}",
        event.kind,
        event.code,
        delivery.url,
        aftermath(delivery, number, one, taken)
    )
}

fn aftermath(delivery: &Delivery, number: usize, one: &Try, taken: bool) -> String {
    let last = number == delivery.tries.len();
    let answer = one.answer.lines().next().unwrap_or_default();
    let again = match delivery.state {
        State::GivenUp if last => format!("given up after {number} tries"),
        _ => format!("try {number}, another follows"),
    };
    match (taken, answer) {
        (true, _) if number == 1 => String::new(),
        (true, _) => format!("  try {number}"),
        (false, "") => format!("  {again}"),
        (false, answer) => format!("  {again}: {answer}"),
    }
}
