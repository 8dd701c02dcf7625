//! `exec -- CMD`, and what starts and ends an emulator beside other programs.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::program::{Running, Said, must_exit, program, run};

/// A command of a shell beside an emulator.
#[track_caller]
fn shell(script: &str) -> Said {
    run(&mut program(&["exec", "--", "sh", "-c", script]))
}

#[test]
fn its_exit_code_is_that_of_the_command() {
    for (script, code) in [
        ("exit 0", 0),
        ("exit 1", 1),
        ("exit 42", 42),
        ("kill -KILL $$", 137),
        ("kill -TERM $$", 143),
        // What it leaves behind is not waited for.
        ("(sleep 5 >/dev/null 2>&1 &); exit 3", 3),
    ] {
        let said = shell(script);
        assert_eq!(said.code, code, "{script}: {}", said.err);
        assert!(said.err.contains(&format!("exit code               {code}\n")), "{}", said.err);
    }
}

#[test]
fn a_command_that_cannot_run_has_a_code_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("no-program");
    fs::write(&file, "nothing that runs").expect("a file");
    let plain = file.to_str().expect("text");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    for (args, code, text) in [
        (&["exec", "--", "no-such-program"][..], 127, "`no-such-program` is not found"),
        (&["exec", "--", plain], 126, "cannot be executed"),
        (&["exec", "--port", &port, "--", "true"], 125, "already in use"),
        (&["exec", "--scenario", "sucess", "--", "true"], 125, "did you mean `success`?"),
        (&["exec"], 2, "CMD"),
        (&["exec", "--map", "A=api", "--", "true"], 2, "none of api_url, widget_url"),
    ] {
        let said = must_exit(args, code);
        assert!(said.err.contains(text), "{args:?}: {}", said.err);
        assert_eq!(said.out, "", "{args:?}");
    }
}

#[test]
fn the_command_finds_the_emulator_by_variables_and_its_output_is_its_own() {
    let script = r#"printf '%s\n' "$BELVO_API_URL" "$BELVO_ENV" "$BELVO_WIDGET_URL" "$BELVO_SECRET_ID" "$MINE"
        belvo="$0"; "$belvo" health && printf 'a\000b\377'"#;
    let ours = env!("CARGO_BIN_EXE_belvo-emulator");
    let words =
        ["exec", "--keys", "team:secret", "--map", "MINE=secret_password", "--", "sh", "-c", script, ours];
    let output = program(&words).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let (text, bytes) = output.stdout.split_at(output.stdout.len() - 4);
    assert_eq!(bytes, b"a\0b\xff", "byte for byte");
    let lines: Vec<&str> = std::str::from_utf8(text).expect("text").lines().collect();
    let url = lines[0];
    assert!(url.starts_with("http://127.0.0.1:") && !url.ends_with("/2358"), "{url}");
    let script = format!("{url}/belvo-widget-1-stable.js");
    assert_eq!(lines[1..], [url, script.as_str(), "team", "secret", "ready"]);
}

#[test]
fn what_happened_is_summed_up_on_standard_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let mine = "version: 1\ntitle: Mine\nwidget: { steps: [accept] }\n";
    fs::write(folder.path().join("mine.yaml"), mine).expect("a file");
    let rules = "version: 1\ntitle: Rules\napi: [{ on: GET /api/institutions/, status: 503 }]\n";
    fs::write(folder.path().join("rules.yaml"), rules).expect("a file");
    let scenarios = folder.path().to_str().expect("text");
    let script =
        r#"curl -s -u "$BELVO_SECRET_ID:x" "$BELVO_API_URL/api/links/" "$BELVO_API_URL/api/institutions/""#;
    let said = run(&mut program(&[
        "exec",
        "--scenarios",
        scenarios,
        "--scenario",
        "rules",
        "--",
        "sh",
        "-c",
        script,
    ]));
    let told: Vec<&str> = said.err.lines().skip(1).map(str::trim).collect();
    let expected = [
        "exit code               0",
        "calls                   2",
        "workspaces              exec",
        "calls without a route   0",
        "scenarios never played  mine",
    ];
    assert_eq!(told, expected, "{}", said.err);
}

#[test]
fn calls_that_nothing_answers_fail_a_command_that_has_done_well() {
    for (code, own) in [(0, 5), (3, 3)] {
        let script = format!(r#"curl -s "$BELVO_API_URL/api/link/" >/dev/null; exit {code}"#);
        let said = run(&mut program(&["exec", "--fail-on-unknown", "--", "sh", "-c", &script]));
        assert_eq!(said.code, own, "{}", said.err);
        assert!(said.err.contains("calls without a route   1\n"), "{}", said.err);
        assert!(said.err.contains("GET /api/link/; the nearest is GET /api/links/"), "{}", said.err);
    }
}

/// A signal goes to the command and all that it has started; the emulator ends when the command does.
#[test]
fn signals_are_handed_on() {
    for (signal, code) in [("INT", 7), ("TERM", 8), ("HUP", 9)] {
        let script = "trap 'exit 7' INT; trap 'exit 8' TERM; trap 'exit 9' HUP; echo READY '{}'; while :; do sleep 0.01; done";
        let running = Running::start(&mut program(&["exec", "--", "sh", "-c", script]));
        assert_eq!(running.told(signal).code, code, "{signal}");
    }
}

#[test]
fn a_file_says_that_it_serves_while_it_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ready.json");
    let running = Running::on_free_port(&["--ready-file", file.to_str().expect("text")]);
    let ready: Value = serde_json::from_str(&fs::read_to_string(&file).expect("a file")).expect("JSON");
    assert_eq!(ready, running.ready);
    assert_eq!(running.told("TERM").code, 0);
    assert!(!file.exists() && fs::read_dir(folder.path()).expect("a folder").count() == 0);

    let words = ["--ready-file", file.to_str().expect("text")];
    let said = must_exit(&[&["exec"], &words[..], &["--", "cat", words[1]]].concat(), 0);
    assert!(said.out.starts_with("{\"pid\":"), "beside a command too: {}", said.out);

    let first = Running::on_free_port(&words);
    let taken = first.port().to_string();
    must_exit(&[&["serve", "--port", &taken], &words[..]].concat(), 4);
    assert!(file.exists(), "one that does not serve leaves the file of the one that does");
    fs::write(&file, "another's").expect("written");
    drop(first);
    assert_eq!(fs::read_to_string(&file).expect("a file"), "another's");

    let nowhere = folder.path().join("no/ready.json");
    let said = must_exit(&["serve", "--port", "0", "--ready-file", nowhere.to_str().expect("text")], 1);
    assert!(said.err.contains("ready.json cannot be written"), "{}", said.err);
}

#[test]
fn it_ends_with_the_program_that_has_started_it() {
    let mut command = program(&["serve", "--port", "0", "--exit-with-stdin"]);
    let mut child = command.stdin(Stdio::piped()).spawn().expect("it runs");
    let mut input = child.stdin.take().expect("its input");
    input.write_all(b"what is written is passed over\n").expect("written");
    assert!(child.try_wait().expect("a state").is_none(), "it serves");
    // Killed or ended in order: the system closes what the other program has written to.
    drop(input);
    assert_eq!(child.wait().expect("an end").code(), Some(0));
}

#[test]
fn a_call_stops_what_serves_and_nothing_that_another_program_runs() {
    let mut command = program(&["serve", "--port", "0"]);
    let running = Running::start(&mut command);
    assert_eq!(running.must_ctl(&["shutdown"])["stops"], true);
    assert_eq!(running.ended().code, 0);
    let stop = r#"curl -s -X POST "$BELVO_EMULATOR_URL/_emulator/shutdown""#;
    let said = must_exit(&["exec", "--", "sh", "-c", stop], 0);
    assert!(said.out.contains("not_stoppable"), "{}", said.out);
    let emulator = belvo_emulator::Emulator::builder().start().expect("an emulator");
    assert_eq!(emulator.shutdown().expect_err("a refusal").code, "not_stoppable");
}

#[test]
fn health_tells_whether_one_is_ready_or_waits_until_it_is() {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
    let url = format!("http://127.0.0.1:{free}");
    assert!(must_exit(&["health", "--url", &url], 6).err.contains("no emulator is ready at"));
    let short = ["health", "--url", &url, "--wait", "--timeout", "60ms"];
    assert!(must_exit(&short, 6).err.contains("no emulator is ready at"));
    let mut waiting = program(&["health", "--url", &url, "--wait"]).spawn().expect("it runs");
    let running = Running::start(&mut program(&["serve", "--port", &free.to_string()]));
    assert_eq!(waiting.wait().expect("an end").code(), Some(0));
    assert_eq!(must_exit(&["health", "--url", running.url()], 0).out, "ready\n");
    assert!(must_exit(&["health", "--wait", "--timeout", "soon"], 2).err.contains("--timeout"));
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", silent.local_addr().expect("its address"));
    let said = must_exit(&["health", "--url", &url, "--timeout", "60ms"], 6);
    assert!(said.err.contains("does not answer"), "{}", said.err);
}

#[test]
fn a_shell_is_told_how_to_complete() {
    for shell in ["bash", "zsh", "fish"] {
        let script = must_exit(&["completions", shell], 0).out;
        assert!(script.contains("exec") && script.contains("webhook-url"), "{shell}");
    }
    let checked = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn().and_then(|mut bash| {
        let script = must_exit(&["completions", "bash"], 0).out;
        bash.stdin.take().expect("its input").write_all(script.as_bytes())?;
        bash.wait()
    });
    assert!(checked.expect("bash runs").success(), "bash reads it");
}
