//! The command line: what is printed where, exit codes, signals, the environment.

mod control;
mod evidence;
mod follow;
mod receivers;

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use crate::support::program::{Running, must_exit, program, run, shipped};
use serde_json::{Value, json};

/// One call over a plain connection to an address of ours.
fn get(address: (&str, u16), path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

fn has_ipv6() -> bool {
    TcpListener::bind(("::1", 0)).is_ok()
}

#[test]
fn ready_is_one_line_of_json_and_the_rest_is_for_people() {
    let running = Running::on_free_port(&["--seed", "7"]);
    let port = running.port();
    let expected = json!({
        "pid": running.pid(),
        "version": env!("CARGO_PKG_VERSION"),
        "api_url": format!("http://127.0.0.1:{port}"),
        "local_url": format!("http://127.0.0.1:{port}"),
        "widget_url": format!("http://127.0.0.1:{port}/belvo-widget-1-stable.js"),
        "control_url": format!("http://127.0.0.1:{port}/_emulator"),
        "seed": 7,
    });
    assert_eq!(running.ready.to_string(), expected.to_string(), "to the key's order");
    let said = running.told("TERM");
    assert_eq!((said.code, said.out.as_str()), (0, ""), "nothing else on standard output");
    for text in ["not affiliated with Belvo", "<script src=\"http://127.0.0.1:", "/api/token/", "Ctrl+C"] {
        assert!(said.err.contains(text), "`{text}` in the banner: {}", said.err);
    }
    let magic = format!("    {} list magic\n", env!("CARGO_BIN_EXE_belvo-emulator"));
    assert!(said.err.contains(&magic), "by the path that it was started by: {}", said.err);
    assert!(!said.err.contains('\u{1b}'), "no colour into a pipe");
}

#[test]
fn without_a_command_it_serves() {
    let running = Running::start(&mut program(&["--port", "0"]));
    assert!(get(("127.0.0.1", running.port()), "/_emulator/health/ready").contains("\"ready\""));
}

#[test]
fn a_free_port_is_the_same_on_both_families() {
    let running = Running::on_free_port(&[]);
    assert!(get(("127.0.0.1", running.port()), "/_emulator/health/live").starts_with("HTTP/1.1 200"));
    if has_ipv6() {
        assert!(get(("::1", running.port()), "/_emulator/health/live").starts_with("HTTP/1.1 200"));
    } else {
        assert!(running.told("TERM").err.contains("IPv4 only"), "one warning");
    }
}

#[test]
fn both_signals_end_it_in_order() {
    for signal in ["TERM", "INT"] {
        let running = Running::on_free_port(&[]);
        let idle = TcpStream::connect(("127.0.0.1", running.port())).expect("a connection");
        assert_eq!(running.told(signal).code, 0, "SIG{signal}");
        drop(idle);
    }
}

#[test]
fn a_taken_port_is_exit_4_and_never_another_one() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let said = must_exit(&["serve", "--port", &port], 4);
    assert_eq!(said.out, "", "never ready");
    assert!(said.err.contains(&format!("127.0.0.1:{port}")) && said.err.contains("--port"), "{}", said.err);
    drop(taken);
    if has_ipv6() {
        let other = TcpListener::bind(("::1", 0)).expect("a port");
        let port = other.local_addr().expect("an address").port().to_string();
        let said = must_exit(&["serve", "--port", &port], 4);
        assert!(said.err.contains(&format!("[::1]:{port}")), "{}", said.err);
    }
}

#[test]
fn wrong_usage_is_exit_2() {
    for args in [
        &["--no-such"][..],
        &["dance"],
        &["serve", "--port", "65536"],
        &["serve", "--port", "x"],
        &["serve", "--host", "localhost:1"],
        &["serve", "--set", "strict"],
        &["serve", "--keys", "id"],
        &["serve", "--play", "alone"],
        &["--port", "0", "list", "options"],
        &["ctl"],
        &["ctl", "dance"],
        &["ctl", "scenario", "--play", "by_hand"],
        &["ctl", "scenario", "success", "--none"],
        &["list", "everything"],
        &["schema"],
        &["validate", "--format", "xml"],
    ] {
        let said = must_exit(args, 2);
        assert!(
            said.out.is_empty() && said.err.contains("Usage:") || said.err.contains("--help"),
            "{}",
            said.err
        );
    }
}

#[test]
fn help_and_version_are_exit_0() {
    assert_eq!(must_exit(&["--version"], 0).out, format!("belvo-emulator {}\n", env!("CARGO_PKG_VERSION")));
    let help = must_exit(&["serve", "--help"], 0).out;
    for flag in ["--port", "--scenario", "--freeze", "BELVO_EMULATOR_PORT"] {
        assert!(help.contains(flag), "{flag}");
    }
}

#[test]
fn a_setting_that_cannot_be_is_exit_3() {
    for (args, text) in [
        (&["--set", "strict=perhaps"][..], "`strict` cannot be `perhaps`"),
        (&["--set", "strickt=on"], "the nearest is `strict`"),
        (&["--token-ttl", "600"], "a duration with a unit"),
        (&["--payload", "round"], "widget.payload"),
        (&["--page-size", "0"], "page.default_size"),
        (&["--now", "yesterday"], "2026-01-31T12:00:00Z"),
        (&["--scenario", "sucess"], "did you mean `success`?"),
        (&["--scenarios", "/no/such/directory"], "/no/such/directory"),
        (&["--assets", "/no/such/directory"], "/no/such/directory"),
        (&["--host", "0.0.0.0"], "--control-token"),
        (&["--now", "1900-01-01T00:00:00Z"], "1970 to 9998"),
        (&["--public-url", "belvo.test"], "`belvo.test` is no address"),
        (&["--public-url", "https://belvo.test/?a=b"], "is no address"),
        (&["--keys", ":password"], "`` names no workspace"),
        (&["--allow-host", "belvo.test:2358"], "without its port"),
        (&["--allow-host", "*"], "all below one, as in *.belvo.test"),
        (&["--allow-host", "*.test"], "two labels after the star"),
        (&["--trust-proxy", "proxy.test"], "is no address of a proxy"),
    ] {
        let said = must_exit(&[&["serve", "--port", "0"], args].concat(), 3);
        assert!(said.err.contains(text), "{args:?}: {}", said.err);
        assert_eq!(said.out, "", "{args:?}");
    }
}

#[test]
fn scenario_files_that_are_wrong_stop_the_start_and_are_told_all_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    file("one.yaml", "version: 1\ntitle: One\nwidget:\n  steps:\n    - acept\n");
    file("two.yaml", "version: 2\n");
    let path = folder.path().display().to_string();
    let said = must_exit(&["serve", "--port", "0", "--scenarios", &path], 3);
    for text in ["one.yaml:5:7", "did you mean `accept`?", "two.yaml:1:10", "version 1"] {
        assert!(said.err.contains(text), "`{text}`: {}", said.err);
    }

    let one = folder.path().join("one.yaml").display().to_string();
    assert!(must_exit(&["validate", &path], 3).err.contains("two.yaml"));
    assert!(!must_exit(&["validate", &one], 3).err.contains("two.yaml"), "a single file");
    let faults = must_exit(&["validate", "--format", "json", &path], 3).json();
    let faults = faults.as_array().cloned().expect("a list");
    assert!(faults.len() >= 3, "{faults:?}");
    assert_eq!((&faults[0]["line"], &faults[0]["column"]), (&json!(5), &json!(7)), "{}", faults[0]);
    let github = must_exit(&["validate", "--format", "github", &path], 3).out;
    assert!(
        github.lines().filter(|line| !line.is_empty()).all(|line| line.starts_with("::error file=")),
        "{github}"
    );
    assert!(github.contains("line=5,"), "{github}");
    must_exit(&["validate", "/no/such/file.yaml"], 3);
}

#[test]
fn scenario_files_that_are_right_are_counted() {
    assert_eq!(must_exit(&["validate"], 0).out, format!("{} scenarios are valid\n", shipped()));
    assert_eq!(must_exit(&["validate", "--format", "json"], 0).json(), json!([]));
    assert_eq!(must_exit(&["validate", "--format", "github"], 0).out, "");
    let folder = tempfile::tempdir().expect("a folder");
    let text = "version: 1\ntitle: Mine\nwidget:\n  steps: [accept]\n";
    fs::write(folder.path().join("mine.yaml"), text).expect("a file");
    fs::write(folder.path().join("notes.txt"), "no scenario").expect("a file");
    let path = folder.path().display().to_string();
    assert_eq!(must_exit(&["validate", &path], 0).out, format!("{} scenarios are valid\n", shipped() + 1));
    let file = folder.path().join("mine.yaml").display().to_string();
    assert_eq!(must_exit(&["validate", &file], 0).out, format!("{} scenarios are valid\n", shipped() + 1));
}

#[test]
fn the_schema_is_a_json_schema_that_the_shipped_files_fit() {
    let schema = must_exit(&["schema", "scenario"], 0).json();
    assert!(schema["$schema"].as_str().is_some_and(|text| text.contains("json-schema.org")));
    let validator = jsonschema::validator_for(&schema).expect("a JSON Schema");
    assert!(validator.is_valid(&json!({ "version": 1, "title": "A", "widget": { "steps": ["accept"] } })));
    assert!(!validator.is_valid(&json!({ "version": 1, "title": "A", "widget": { "steps": ["acept"] } })));
}

#[test]
fn what_there_is_is_listed_as_text_and_as_json() {
    for (what, key, one) in [
        ("scenarios", "name", "login_error-abandoned"),
        ("options", "name", "token.access_ttl"),
        ("routes", "path", "/api/token/"),
    ] {
        let rows = must_exit(&["list", what, "--json"], 0).json();
        let rows = rows.as_array().cloned().expect("rows");
        assert!(rows.iter().any(|row| row[key] == one), "{what}");
        let text = must_exit(&["list", what], 0).out;
        let named = |row: &Value| row[key].as_str().is_some_and(|name| text.contains(name));
        assert!(rows.iter().all(named), "{what}: all of them for people too");
    }
}

/// What `explain` tells to write into a file can be read from one, whatever YAML thinks of the code.
#[test]
fn what_explain_says_of_a_file_is_valid_there() {
    let directory = tempfile::tempdir().expect("a directory");
    for code in ["null", "required", "throttled"] {
        let explained = must_exit(&["explain", code], 0).out;
        let line = explained.lines().find_map(|line| line.trim().strip_prefix("in a file"));
        let line = line.unwrap_or_else(|| panic!("{explained}")).trim();
        let text = format!("version: 1\ntitle: Own\n{line}\n");
        std::fs::write(directory.path().join(format!("own-{code}.yaml")), text).expect("a file");
    }
    must_exit(&["validate", directory.path().to_str().expect("a path")], 0);
}

#[test]
fn what_nearly_every_scenario_shows_is_not_listed_file_by_file() {
    assert!(must_exit(&["explain", "PAGE_LOAD"], 0).out.lines().count() < 25);
    let json = must_exit(&["explain", "PAGE_LOAD", "--json"], 0).json();
    assert!(json["scenarios"].as_array().is_some_and(|all| all.len() > 25), "programs get them all");
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let mut child = program(&["list", "options"]).spawn().expect("the program runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("an end").code(), Some(0));
}

#[test]
fn the_environment_says_what_the_flags_say() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("success.yaml"), "version: 1\ntitle: Mine instead\n").expect("a file");
    let mut command = program(&[]);
    command
        .env("BELVO_EMULATOR_PORT", "0")
        .env("BELVO_EMULATOR_SEED", "9")
        .env("BELVO_EMULATOR_SCENARIOS", folder.path())
        .env("BELVO_EMULATOR_SCENARIO", "success")
        .env("BELVO_EMULATOR_NOW", "2026-01-31T12:00:00Z")
        .env("BELVO_EMULATOR_FREEZE", "1")
        .env("BELVO_EMULATOR_STRICT", "yes")
        .env("BELVO_EMULATOR_SET", "page.default_size=3,link.duplicates=refuse")
        .env("BELVO_EMULATOR_CONTROL_TOKEN", "s3cret");
    let running = Running::start(&mut command);
    assert_eq!(running.ready["seed"], 9);
    let said = running.ctl(&["info"]);
    assert_eq!(said.code, 5, "the control token is wanted: {}", said.err);
    let ask = |args: &[&str]| {
        let mut command = program(&["ctl"]);
        command
            .args(args)
            .env("BELVO_EMULATOR_URL", running.url())
            .env("BELVO_EMULATOR_CONTROL_TOKEN", "s3cret");
        run(&mut command).json()
    };
    assert_eq!(ask(&["scenario"])["title"], "Mine instead");
    assert_eq!(ask(&["clock"]), json!({ "mode": "frozen", "now": "2026-01-31T12:00:00.000000Z" }));
    let options = ask(&["options"])["options"].as_array().cloned().expect("rows");
    let value = |name: &str| options.iter().find(|row| row["name"] == name).map(|row| row["value"].clone());
    assert_eq!(value("strict"), Some(json!("on")));
    assert_eq!(value("page.default_size"), Some(json!("3")));
    assert_eq!(value("link.duplicates"), Some(json!("refuse")));
}

#[test]
fn a_flag_wins_over_the_environment() {
    for off in ["0", "false", "no", "off"] {
        let mut command = program(&["serve", "--port", "0", "--seed", "2"]);
        command
            .env("BELVO_EMULATOR_PORT", "1")
            .env("BELVO_EMULATOR_SEED", "9")
            .env("BELVO_EMULATOR_FREEZE", off);
        let running = Running::start(&mut command);
        assert_eq!(running.ready["seed"], 2);
        assert_eq!(running.must_ctl(&["clock"])["mode"], "running", "BELVO_EMULATOR_FREEZE={off}");
    }
}

#[test]
fn options_and_their_short_forms() {
    let args = [
        "--set",
        "mfa.other_tokens=reject",
        "--set",
        "page.default_size=5",
        "--token-ttl",
        "20m",
        "--payload",
        "flat",
        "--page-size",
        "4",
        "--strict",
    ];
    let running = Running::on_free_port(&args);
    let options = running.must_ctl(&["options"])["options"].as_array().cloned().expect("rows");
    for (name, value) in [
        ("mfa.other_tokens", "reject"),
        ("token.access_ttl", "20m"),
        ("widget.payload", "flat"),
        ("page.default_size", "4"),
        ("strict", "on"),
    ] {
        let row = options.iter().find(|row| row["name"] == name).expect("a row");
        assert_eq!(row["value"], value, "{name}");
    }
}

#[test]
fn keys_hosts_and_the_public_address() {
    let running = Running::on_free_port(&[
        "--keys",
        "a:p:1",
        "--keys",
        "b:q",
        "--public-url",
        "https://belvo.test/",
        "--allow-host",
        "localhost.test",
    ]);
    assert_eq!(running.ready["api_url"], "https://belvo.test");
    assert_eq!(running.ready["control_url"], "https://belvo.test/_emulator");
    assert!(running.ready["local_url"].as_str().is_some_and(|url| url.starts_with("http://127.0.0.1:")));
    assert_eq!(running.told("TERM").code, 0);
}
