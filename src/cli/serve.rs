//! `belvo-emulator serve`: run until a signal says stop.

#![expect(clippy::disallowed_methods, reason = "the program runs until a signal says stop")]

use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Reset, Style};
use serde_json::json;

use super::output::{BUG, INVALID, REFUSED, complain, failed, own_name, print, remark};
use super::ready_file::ReadyFile;
use super::settings::Serve;
use crate::emulator::{DEFAULT_PORT, Emulator, NotSaved, Play, UnknownCalls, text};
use crate::host::{Stop, take_all_files};

/// `variables` have decided settings.
pub(super) fn run(serve: Serve, variables: &[String]) -> ExitCode {
    take_all_files();
    let (ready_file, with_stdin) = (serve.ready_file.clone().map(ReadyFile::new), serve.exit_with_stdin);
    let emulator = match serve.builder(DEFAULT_PORT).start() {
        Ok(emulator) => emulator,
        Err(error) => {
            let code = failed(&error);
            if !variables.is_empty() {
                remark(&format!("  note: the environment sets {}", variables.join(", ")));
            }
            return code;
        }
    };
    if let Some(Err(why)) = emulator.wait(until_stopped(&emulator, ready_file.as_ref(), with_stdin)) {
        return bug(&why.to_string());
    }
    ExitCode::from(stopped(emulator))
}

/// Stops it; the exit code, and what is wrong.
pub(super) fn stopped(emulator: Emulator) -> u8 {
    let Err(why) = emulator.stop_for_good() else { return 0 };
    complain(&why.to_string());
    match why.get_ref() {
        Some(why) if why.is::<NotSaved>() => INVALID,
        Some(why) if why.is::<UnknownCalls>() => REFUSED,
        _ => BUG,
    }
}

fn bug(why: &str) -> ExitCode {
    complain(why);
    ExitCode::from(BUG)
}

/// Says that it serves, and waits for the signal to stop.
async fn until_stopped(
    emulator: &Emulator,
    ready_file: Option<&ReadyFile>,
    with_stdin: bool,
) -> io::Result<()> {
    // Before READY is printed: who reads it may send a signal at once.
    let mut stop = Stop::listen()?;
    let asked = emulator.asked_to_stop();
    banner(emulator);
    let ready = ready(emulator);
    ready_file.map_or(Ok(()), |file| file.write(&ready))?;
    print(&format!("READY {ready}"));
    tokio::select! {
        () = stop.come() => {}
        () = asked => {}
        () = end_of_input(), if with_stdin => {}
    }
    Ok(())
}

/// Standard input has ended, and with it the program that has started this one.
async fn end_of_input() {
    let (ended, end) = tokio::sync::oneshot::channel();
    // Blocked until the process ends, if nothing comes: no runtime may wait for it.
    std::thread::spawn(move || {
        let _what_came = io::copy(&mut io::stdin(), &mut io::sink());
        ended.send(())
    });
    let _either_way = end.await;
}

/// What READY says.
pub(super) fn ready(emulator: &Emulator) -> String {
    json!({
        "pid": std::process::id(),
        "version": env!("CARGO_PKG_VERSION"),
        "api_url": emulator.url(),
        "local_url": emulator.local_url(),
        "widget_url": emulator.widget_url(),
        "control_url": emulator.control_url(),
        "seed": emulator.seed(),
    })
    .to_string()
}

/// What a person needs in the first minute.
fn banner(emulator: &Emulator) {
    let (bold, dim, cyan) = (Style::new().bold(), Style::new().dimmed(), AnsiColor::Cyan.on_default());
    let version = env!("CARGO_PKG_VERSION");
    let lines = [
        format!(
            "{bold}belvo-emulator {version}{Reset}  {dim}offline, unofficial; not affiliated with Belvo{Reset}"
        ),
        String::new(),
        format!("  Playground  {cyan}{}/{Reset}", emulator.url()),
        format!("  Inspector   {cyan}{}/inspect{Reset}", emulator.url()),
        format!("  API         {cyan}{}{Reset}", emulator.url()),
        format!("  Widget      {cyan}{}{Reset}", emulator.widget_url()),
        format!("  Control     {cyan}{}{Reset}", emulator.control_url()),
        String::new(),
        format!("  In your page:    {dim}<script src=\"{}\" async></script>{Reset}", emulator.widget_url()),
        format!("  In your server:  {dim}POST {}/api/token/ with {}{Reset}", emulator.url(), keys(emulator)),
        "  Ctrl+C stops it. What it can play, the user names that decide, what a word means:".to_owned(),
        format!("    {dim}{} list scenarios{Reset}", own_name()),
        format!("    {dim}{} list magic{Reset}", own_name()),
        format!("    {dim}{} explain login_error{Reset}", own_name()),
        String::new(),
    ];
    let listens = (emulator.local_url() != emulator.url())
        .then(|| format!("  Listens on  {cyan}{}{Reset}\n", emulator.local_url()));
    let mut text: String = lines
        .into_iter()
        .chain(listens)
        .chain(playing(emulator))
        .chain(loaded(emulator))
        .map(|line| line + "\n")
        .collect();
    if let Some(warning) = emulator.warning() {
        let yellow = AnsiColor::Yellow.on_default().bold();
        text.push_str(&format!("{yellow}warning{Reset}: {warning}\n"));
    }
    at_once(&text);
}

/// Whose keys are let in; never a password.
fn keys(emulator: &Emulator) -> String {
    let ids: Vec<&str> = emulator.keys().iter().map(|(id, _)| id.as_str()).collect();
    match ids.as_slice() {
        [] => "any id and password".to_owned(),
        ids => format!("the id and password of --keys: {}", text::list(ids)),
    }
}

/// What a bundle has brought, and who sees it.
fn loaded(emulator: &Emulator) -> Option<String> {
    let loaded = &emulator.loaded()?.restored;
    let id = text::shown(&loaded.workspace);
    let password = if emulator.keys().is_empty() { "any password" } else { "its password of --keys" };
    let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let (links, widgets) = (count(loaded.links, "link"), count(loaded.widgets, "widget"));
    Some(format!(
        "  Bundle of workspace {id}: {links}, {widgets}, its clock shows {}; your application sees it with the id {id} and {password}\n",
        loaded.now.iso_micros()
    ))
}

/// In one stroke: piece by piece, as a stream that takes the colours out writes, it takes a tenth of the start.
fn at_once(text: &str) {
    let mut out = std::io::stderr().lock();
    let _nobody_reads = match anstream::AutoStream::choice(&out) {
        anstream::ColorChoice::Never => {
            out.write_all(anstream::adapter::strip_str(text).to_string().as_bytes())
        }
        _ => out.write_all(text.as_bytes()),
    };
}

/// The scenario in force: a widget that moves by itself surprises whoever has forgotten why.
fn playing(emulator: &Emulator) -> Option<String> {
    let scenario = emulator.scenario().ok()?;
    let (name, title) = (scenario.scenario?, scenario.title?);
    let who = if scenario.play == Some(Play::ByHand) { "you act, it answers" } else { "plays by itself" };
    Some(format!("  Scenario {name}: {title} ({who})\n"))
}
