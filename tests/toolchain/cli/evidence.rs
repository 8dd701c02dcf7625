//! What the command alone does with evidence: it follows the journal, prints it as lines, and ends with 5 at unknown calls.

use serde_json::Value;

use super::follow::Following;
use crate::support::program::{Running, must_exit};

fn get(running: &Running, path: &str) {
    let client = reqwest::blocking::Client::new();
    let sent = client.get(format!("{}{path}", running.url())).basic_auth("desk", Some("secret")).send();
    sent.expect("an answer");
}

#[test]
fn entries_are_printed_as_they_are_written_and_after_a_reset_too() {
    let running = Running::on_free_port(&[]);
    get(&running, "/api/links/");
    let words = ["--workspace", "desk", "journal", "--on", "GET /api/links/", "--follow"];
    let mut following = Following::words(&running, &words);
    let read = |line: String| line.parse::<Value>().expect("JSON");
    assert_eq!(read(following.line())["seq"], 1);
    get(&running, "/api/institutions/");
    get(&running, "/api/links/?page=1");
    assert_eq!(read(following.line())["data"]["query"]["page"], "1");
    let _reset = running.ctl(&["--workspace", "desk", "reset"]);
    get(&running, "/api/links/?page=2");
    let first = read(following.line());
    assert_eq!((&first["seq"], &first["data"]["query"]["page"]), (&1.into(), &"2".into()));
    assert_eq!(following.told("TERM"), Some(0));
    let mut stream = Following::words(&running, &["--workspace", "desk", "journal", "stream"]);
    assert_eq!(read(stream.line())["seq"], 1);
    assert_eq!(stream.told("INT"), Some(0));
    let refused = must_exit(&["ctl", "--url", running.url(), "journal", "--follow"], 2);
    assert!(refused.err.contains("--workspace"), "{}", refused.err);
}

#[test]
fn the_journal_is_printed_one_entry_a_line() {
    let running = Running::on_free_port(&[]);
    get(&running, "/api/links/");
    get(&running, "/api/institutions/");
    let said = running.ctl(&["--workspace", "desk", "journal", "--jsonl"]);
    let seqs: Vec<Value> =
        said.out.lines().map(|line| line.parse::<Value>().expect("JSON")["seq"].clone()).collect();
    assert_eq!(seqs, [1, 2]);
}

#[test]
fn a_recorded_run_is_printed_as_a_file_and_what_is_none_is_refused() {
    let running = Running::on_free_port(&[]);
    let said = running.ctl(&["record", "00000000-0000-4000-8000-000000000000"]);
    assert_eq!(said.code, 5);
    assert!(said.err.contains("there is no widget"), "{}", said.err);
}

#[test]
fn unknown_calls_end_with_5_where_none_is_wanted() {
    let quiet = Running::on_free_port(&[]);
    get(&quiet, "/api/link/");
    assert_eq!(quiet.told("TERM").code, 0);
    let strict = Running::on_free_port(&["--fail-on-unknown"]);
    get(&strict, "/api/links/");
    get(&strict, "/api/link/");
    get(&strict, "/api/link/");
    let said = strict.told("TERM");
    assert_eq!(said.code, 5);
    let line = "  GET /api/link/ of desk (2 times); the nearest is GET /api/links/\n";
    assert!(said.err.contains(line), "{}", said.err);
    assert_eq!(Running::on_free_port(&["--fail-on-unknown"]).told("TERM").code, 0);
}
