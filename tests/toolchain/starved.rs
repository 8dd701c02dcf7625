//! The program without what it needs: files for connections, room on the disk; and with thousands who only hold on.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use crate::support::program::{Running, program};

/// Nothing that answers at all takes this long.
const FOR_EVER: Duration = Duration::from_secs(20);

/// The program beneath a shell's limit, which is what others have too: `-n 64` files, `-f 8` blocks of a file.
fn limited(limit: &str, args: &[&str]) -> Running {
    let bare = program(args);
    let mut command = Command::new("sh");
    // Who ignores the signal of a file that has grown too large is told by the write.
    let script = format!("trap '' XFSZ; ulimit {limit} && exec \"$0\" \"$@\"");
    command.args(["-c", &script]).arg(bare.get_program()).args(bare.get_args());
    for (name, value) in bare.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.stdin(std::process::Stdio::null());
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    Running::start(&mut command)
}

fn connect(running: &Running) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", running.port())).expect("a connection");
    stream.set_read_timeout(Some(FOR_EVER)).expect("a limit");
    stream
}

/// Asks whether it lives, on a connection that stays.
#[track_caller]
fn must_live(stream: &mut TcpStream) {
    stream.write_all(b"GET /_emulator/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
    let mut seen = Vec::new();
    let mut piece = [0; 512];
    while !seen.ends_with(b"}") {
        let count = stream.read(&mut piece).expect("an answer");
        assert!(count > 0, "the connection ends: {}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&piece[..count]);
    }
    assert!(seen.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&seen));
}

fn open_files(running: &Running) -> usize {
    std::fs::read_dir(format!("/proc/{}/fd", running.pid())).expect("its files").count()
}

#[test]
fn without_files_who_is_in_is_served_and_who_waits_is_let_in_later() {
    let running = limited("-n 64", &["serve", "--port", "0"]);
    let mut first = connect(&running);
    must_live(&mut first);
    let mut others: Vec<TcpStream> = (0..150).map(|_| connect(&running)).collect();
    must_live(&mut first);
    assert!(open_files(&running) < 100, "as many as it may have, with what it was given at its start");
    let mut last = others.pop().expect("the last one, which waits before the door");
    drop(others);
    must_live(&mut last);
    must_live(&mut first);
    assert_eq!(running.told("TERM").code, 0);
}

#[test]
fn a_limit_that_may_be_raised_is() {
    let running = limited("-S -n 64", &["serve", "--port", "0"]);
    let mut all: Vec<TcpStream> = (0..150).map(|_| connect(&running)).collect();
    for stream in &mut all {
        must_live(stream);
    }
    assert!(open_files(&running) > 150);
}

#[test]
fn a_thousand_who_stop_in_the_middle_hold_nobody_up_and_leave_nothing() {
    let running = Running::on_free_port(&[]);
    let before = open_files(&running);
    let body = json!({ "id": "desk", "password": "secret", "scopes": "read_institutions" }).to_string();
    let head =
        format!("POST /api/token/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n", body.len());
    let whole = format!("{head}{body}");
    let halves: Vec<TcpStream> = (0..1_000)
        .map(|index| {
            let mut stream = connect(&running);
            stream.write_all(&whole.as_bytes()[..1 + index % (whole.len() - 1)]).expect("sent");
            stream
        })
        .collect();
    let mut other = connect(&running);
    must_live(&mut other);
    drop(halves);
    // Each of them is answered in the order in which its end is seen: then this one, too.
    while open_files(&running) > before + 1 {
        must_live(&mut other);
    }
    assert_eq!(running.must_ctl(&["--workspace", "desk", "journal"])["entries"], json!([]));
    assert_eq!(running.told("TERM").code, 0);
}

#[test]
fn on_a_full_disk_what_was_saved_before_stays_and_it_is_said() {
    let folder = TempDir::new().expect("a folder");
    let state = folder.path().join("state");
    let args = ["serve", "--port", "0", "--state", state.to_str().expect("UTF-8")];
    let running = Running::start(&mut program(&args));
    running.must_ctl(&["--workspace", "desk", "link", "new", "erebor_mx_retail"]);
    assert_eq!(running.told("TERM").code, 0);
    let before = files(&state);

    let running = limited("-f 8", &args);
    running.must_ctl(&["--workspace", "desk", "link", "new", "erebor_mx_retail"]);
    let said = running.told("TERM");
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("the state is not saved"), "{}", said.err);
    assert!(said.err.contains("help: what was saved before is as it was"), "{}", said.err);
    assert_eq!(files(&state), before);

    let running = Running::start(&mut program(&args));
    let links = running.must_ctl(&["--workspace", "desk", "links"]);
    assert_eq!(links["links"].as_array().map(Vec::len), Some(1), "{links}");
}

/// What is kept for the next start, by name: all but the lock of who runs.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let text = std::fs::read(folder.join("state.json")).expect("what leads to all else");
    let mut found = vec![("state.json".to_owned(), text)];
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.starts_with("workspaces-") {
            let desk = std::fs::read(path.join("desk.json"));
            found.extend(desk.ok().map(|bytes| (name, bytes)));
        }
    }
    found
}
