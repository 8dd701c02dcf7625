//! `ctl journal --follow`: a line for each entry as it is written, until a signal comes.
//!
//! One call waits for the next entry while the command waits for the signal.

#![expect(clippy::disallowed_methods, reason = "the command runs until a signal says stop")]

use std::process::ExitCode;

use http::Method;
use serde_json::{Value, json};
use tokio::signal::unix::{SignalKind, signal};

use super::client::{Answer, Caller};
use super::follow::Ended;
use super::output::print;

/// Prints entries that fit until a signal comes; `path` is that of the journal.
pub(super) fn follow(caller: &Caller<'_>, path: &str, request: &Value) -> Result<ExitCode, Ended> {
    let silent = |why: std::io::Error| Ended::Silent(why.to_string());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(silent)?;
    runtime.block_on(async {
        let mut interrupt = signal(SignalKind::interrupt()).map_err(silent)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(silent)?;
        tokio::select! {
            ended = print_entries(caller, path, request) => Err(ended),
            _ = interrupt.recv() => Ok(ExitCode::SUCCESS),
            _ = terminate.recv() => Ok(ExitCode::SUCCESS),
        }
    })
}

async fn print_entries(caller: &Caller<'_>, path: &str, request: &Value) -> Ended {
    let mut what = request.as_object().cloned().unwrap_or_default();
    let mut after = what.shift_remove("after").and_then(|after| after.as_u64()).unwrap_or_default();
    loop {
        let body = json!({ "match": what, "after": after, "count": 1, "timeout": "25s" });
        let entries = match ask(caller, Method::POST, &format!("{path}/wait"), Some(&body)).await {
            Ok(answer) => answer["entries"].as_array().cloned().unwrap_or_default(),
            Err(ended) => return ended,
        };
        for entry in &entries {
            let _a_reader_gone_is_no_failure = print(&entry.to_string());
        }
        after = match entries.last().and_then(|entry| entry["seq"].as_u64()) {
            Some(last) => last,
            None => match written(caller, path).await {
                // A reset begins a new journal.
                Ok(written) if written < after => 0,
                Ok(_) => after,
                Err(ended) => return ended,
            },
        };
    }
}

/// How many entries there have been.
async fn written(caller: &Caller<'_>, path: &str) -> Result<u64, Ended> {
    let journal = ask(caller, Method::GET, path, None).await?;
    let count = journal["entries"].as_array().map_or(0, Vec::len) as u64;
    Ok(count + journal["dropped"].as_u64().unwrap_or_default())
}

async fn ask(caller: &Caller<'_>, method: Method, path: &str, body: Option<&Value>) -> Result<Value, Ended> {
    match caller.exchange(method, path, body).await {
        Ok(Answer { ok: true, body, .. }) => Ok(body),
        Ok(answer) => Err(Ended::Refused(answer)),
        Err(why) => Err(Ended::Silent(why)),
    }
}
