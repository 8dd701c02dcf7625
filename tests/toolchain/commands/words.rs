//! Words that help: which emulator was asked, which variable is wrong, which command is meant, what says a text.

use std::process::{Command, Output};

use serde_json::{Value, json};

use super::{must_be_readable, must_complain, must_print, must_print_json};
use crate::support::still;

/// Runs the program with some variables and nothing else of the environment.
fn run_with(variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_belvo-emulator"));
    let variables = variables.iter().copied();
    command.args(arguments).env_clear().envs(variables).output().expect("the program runs")
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn must_say(output: &Output, code: i32, texts: &[&str]) {
    let said = errors(output);
    assert_eq!(output.status.code(), Some(code), "{said}");
    for text in texts {
        assert!(said.contains(text), "`{text}` in: {said}");
    }
}

#[test]
fn ctl_says_which_emulator_it_has_asked_and_why_that_one() {
    let emulator = still().start().expect("an emulator");
    let url = emulator.url();
    let by_flag = run_with(&[], &["ctl", "--url", &url, "clock"]);
    must_say(&by_flag, 0, &[&format!("{url} (--url)\n")]);
    assert!(serde_json::from_slice::<Value>(&by_flag.stdout).is_ok(), "the answer alone on standard output");
    let variable = [("BELVO_EMULATOR_URL", url.as_str())];
    must_say(&run_with(&variable, &["ctl", "clock"]), 0, &[&format!("{url} (BELVO_EMULATOR_URL)\n")]);
    must_say(&run_with(&variable, &["ctl", "queue", "sucess"]), 5, &[&url, "error: there is no scenario"]);
    assert_eq!(errors(&run_with(&variable, &["ctl", "--quiet", "clock"])), "");
    let quiet = [variable[0], ("BELVO_EMULATOR_QUIET", "1")];
    assert_eq!(errors(&run_with(&quiet, &["ctl", "clock"])), "");
}

#[test]
fn ctl_says_that_a_workspace_is_not_open() {
    let emulator = still().start().expect("an emulator");
    let url = emulator.url();
    let told = |arguments: &[&str]| {
        errors(&run_with(&[], &[&["ctl", "--url", &url, "--workspace", "qa"], arguments].concat()))
    };
    let line = |rest: &str| format!("{url} (--url), workspace qa{rest}\n");
    assert_eq!(told(&["clock"]), line(", which is not open: it holds nothing"));
    assert_eq!(told(&["clock", "freeze"]), line(", which was not open before"));
    assert_eq!(told(&["clock"]), line(""));
    let variables = [("BELVO_EMULATOR_URL", url.as_str()), ("BELVO_EMULATOR_WORKSPACE", "qa")];
    let by_variable = run_with(&variables, &["ctl", "clock"]);
    must_say(&by_variable, 0, &["(BELVO_EMULATOR_URL), workspace qa (BELVO_EMULATOR_WORKSPACE)\n"]);
    must_say(&run_with(&variables, &["ctl", "health"]), 0, &["(BELVO_EMULATOR_URL)\n"]);
}

#[test]
fn the_hints_of_ctl_are_commands() {
    let emulator = still().start().expect("an emulator");
    let url = emulator.url();
    let program = env!("CARGO_BIN_EXE_belvo-emulator");
    for (arguments, code, hint) in [
        (&["options", "strickt=on"][..], 2, "ctl options` lists all"),
        (&["widgets", "nobody"], 5, "ctl widgets` lists all"),
        (&["scenario", "sucess"], 5, "ctl scenarios` lists all"),
        (&["queue", "success", "--times", "0"], 2, "ctl queue SCENARIO [--times N] [--play WHO]`"),
        (&["link", "user-1", "invalid"], 5, "ctl links` lists all"),
        (&["bundle", "load", r#"{"version":1}"#], 3, "ctl --workspace ID bundle` answers"),
    ] {
        let output = run_with(&[], &[&["ctl", "--url", &url], arguments].concat());
        must_say(&output, code, &[&format!("`{program} {hint}")]);
        assert!(!errors(&output).contains("/_emulator"), "{}", errors(&output));
    }
}

#[test]
fn each_wrong_variable_is_named_and_no_flag_is_blamed() {
    for (name, value) in [
        ("BELVO_EMULATOR_PORT", "abc"),
        ("BELVO_EMULATOR_HOST", "localhost"),
        ("BELVO_EMULATOR_SEED", "-"),
        ("BELVO_EMULATOR_PLAY", "auto"),
        ("BELVO_EMULATOR_KEYS", "id"),
        ("BELVO_EMULATOR_SET", "strict"),
        ("BELVO_EMULATOR_FREEZE", "maybe"),
        ("BELVO_EMULATOR_STRICT", "maybe"),
        ("BELVO_EMULATOR_WATCH", "maybe"),
    ] {
        let output = run_with(&[(name, value)], &["serve"]);
        must_say(&output, 2, &[&format!("for '{name}'"), "the environment sets"]);
    }
    for (name, value) in [
        ("BELVO_EMULATOR_TOKEN_TTL", "600"),
        ("BELVO_EMULATOR_PAYLOAD", "round"),
        ("BELVO_EMULATOR_PAGE_SIZE", "0"),
        ("BELVO_EMULATOR_NOW", "yesterday"),
        ("BELVO_EMULATOR_SCENARIO", "sucess"),
        ("BELVO_EMULATOR_SCENARIOS", "/no/such/directory"),
        ("BELVO_EMULATOR_ASSETS", "/no/such/directory"),
        ("BELVO_EMULATOR_DATA", "/no/such/file"),
        ("BELVO_EMULATOR_SIGNING_KEY_FILE", "/no/such/file"),
        ("BELVO_EMULATOR_PUBLIC_URL", "belvo.test"),
        ("BELVO_EMULATOR_CONTROL_TOKEN", ""),
        ("BELVO_EMULATOR_ALLOW_HOST", "belvo.test:1"),
        ("BELVO_EMULATOR_ALLOW_ORIGIN", "*"),
    ] {
        let output = run_with(&[(name, value)], &["serve", "--port", "0"]);
        must_say(&output, 3, &[&format!("the environment sets {name}\n")]);
    }
    let typed = run_with(&[("BELVO_EMULATOR_PORT", "1")], &["serve", "--port", "abc"]);
    must_say(&typed, 2, &["for '--port <PORT>'"]);
    must_say(
        &run_with(&[("BELVO_EMULATOR_WATCH", "1")], &[]),
        2,
        &["the environment sets BELVO_EMULATOR_WATCH"],
    );
    let quiet = run_with(&[("BELVO_EMULATOR_QUIET", "maybe")], &["ctl", "clock"]);
    must_say(&quiet, 2, &["for 'BELVO_EMULATOR_QUIET'"]);
}

#[test]
fn a_command_or_a_list_is_suggested_by_its_meaning() {
    for (arguments, meant) in [
        (&["ctl", "logs"][..], "did you mean 'journal'?"),
        (&["ctl", "status"], "did you mean 'info'?"),
        (&["ctl", "clock", "move"], ""),
        (&["list", "banks"], "did you mean 'institutions'?"),
        (&["list", "codes"], "did you mean 'errors'?"),
        (&["--play", "auto"], "the nearest is `by_itself`"),
    ] {
        assert!(must_complain(arguments, 2).contains(meant), "{arguments:?}");
    }
}

#[test]
fn an_unknown_kind_of_the_journal_is_refused_with_the_nearest() {
    let emulator = still().start().expect("an emulator");
    let typed = run_with(&[], &["ctl", "--url", &emulator.url(), "journal", "--kind", "token.usd"]);
    must_say(&typed, 2, &["invalid value 'token.usd'", "did you mean 'token.used'?"]);
    assert!(typed.stdout.is_empty());
}

#[test]
fn a_bare_list_is_the_list_of_lists() {
    let text = must_print(&["list"]);
    must_be_readable(&text.replace(env!("CARGO_BIN_EXE_belvo-emulator"), "program"), 80);
    for row in must_print_json(&["list", "--json"]).as_array().expect("rows") {
        let name = row["list"].as_str().expect("a name");
        assert!(text.lines().any(|line| line.starts_with(name)), "{name}");
        assert!(row["about"].as_str().is_some_and(|about| about.len() > 10), "{row}");
        must_print(&["list", name]);
    }
}

#[test]
fn lists_are_narrowed_by_words() {
    let rows = |arguments: &[&str]| must_print_json(&[arguments, &["--json"]].concat());
    let all = rows(&["list", "matrix"]);
    let some = rows(&["list", "matrix", "LOGIN_ERROR", "locked"]);
    assert_eq!(some.as_array().map(Vec::len), Some(1), "{some}");
    assert!(all.as_array().is_some_and(|all| all.contains(&some[0])));
    let text = must_print(&["list", "matrix", "login_error", "locked"]);
    must_be_readable(&text, 80);
    assert!(text.lines().count() < 8 && text.contains("err_login_b"), "{text}");
    let fields = rows(&["list", "institutions", "erebor_mx_retail"])[0]["fields"].clone();
    assert_eq!(fields, json!(["username", "password"]));
    assert_eq!(rows(&["list", "options", "no such words"]), json!([]));
    let nothing = must_complain(&["list", "options", "no", "such"], 2);
    assert!(nothing.contains("no row says `no such`") && nothing.contains("list options"), "{nothing}");
}

#[test]
fn institutions_are_listed() {
    let rows = must_print_json(&["list", "institutions", "--json"]);
    let text = must_print(&["list", "institutions"]);
    must_be_readable(&text, 80);
    let rows = rows.as_array().expect("rows");
    assert!(rows.len() > 10);
    let named = |row: &Value| text.contains(row["name"].as_str().expect("a name"));
    assert!(rows.iter().all(named));
}

#[test]
fn the_help_is_short_and_has_headings() {
    for arguments in [&["--help"][..], &["serve", "--help"], &["-h"]] {
        let help = must_print(arguments);
        assert!(help.lines().count() <= 60, "{arguments:?}: {} lines", help.lines().count());
        let place = |word: &str| help.find(word).unwrap_or_else(|| panic!("no {word}: {help}"));
        assert!(place("What happens:") < place("--scenario ") && place("--scenario ") < place("--seed "));
        assert!(place("Where it listens") < place("--port ") && place("--port ") < place("--keys "));
    }
    assert!(
        must_print(&["serve", "--help"]).contains("--token-ttl "),
        "it has what the short help leaves out"
    );
}

#[test]
fn the_list_of_control_commands_is_read_at_a_glance_and_leads_to_those_below() {
    let list = must_print(&["ctl", "--help"]);
    assert!(list.lines().count() <= 60, "{} lines", list.lines().count());
    assert!(list.contains("The workspaces that are open (+ new, remove)"), "{list}");
    let reset = must_print(&["ctl", "reset", "--help"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(reset.contains("with fresh ids") && !list.contains("fresh ids"), "{reset}");
}

#[test]
fn the_clock_says_how_to_return_to_now_and_does() {
    assert!(must_print(&["ctl", "clock", "--help"]).contains("`clock run now`"));
    let emulator = still().start().expect("an emulator");
    let url = emulator.url();
    let must = |arguments: &[&str]| must_print_json(&[&["ctl", "--url", &url], arguments].concat());
    assert!(must(&["clock"])["now"].as_str().is_some_and(|now| now.starts_with("2026-01-31")));
    let fresh = belvo_emulator::Emulator::builder().port(0).start().expect("an emulator");
    let host = fresh.clock().expect("a clock").now;
    let set = must(&["clock", "run", "now"]);
    assert_eq!(set["mode"], "running");
    let after = fresh.clock().expect("a clock").now;
    let now = emulator.clock().expect("a clock").now;
    assert!(host <= now && now <= fresh.clock().expect("a clock").now, "{host:?} {now:?} {after:?}");
}

/// The path by which it was started, quoted for a shell, stands in what is to be typed next.
#[test]
fn what_is_to_be_typed_next_is_the_program_as_it_was_started() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("my tools");
    std::fs::create_dir(&place).expect("a folder");
    let link = place.join("belvo-emulator");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_belvo-emulator"), &link).expect("a link");
    let output = Command::new(&link).args(["explain", "xyzzy"]).env_clear().output().expect("it runs");
    must_say(&output, 2, &[&format!("`'{}' list`", link.display())]);
    let path = [("PATH", place.display().to_string())];
    let by_name = Command::new("/bin/sh")
        .args(["-c", "belvo-emulator explain xyzzy"])
        .env_clear()
        .envs(path)
        .output()
        .expect("it runs");
    must_say(&by_name, 2, &["`belvo-emulator list`"]);
}

fn must_explain(words: &[&str]) -> Value {
    must_print_json(&[&["explain", "--json"], words].concat())
}

#[test]
fn the_answer_to_a_message_comes_first() {
    let text = must_print(&["explain", "account", "is", "locked"]);
    must_be_readable(&text.replace(env!("CARGO_BIN_EXE_belvo-emulator"), "program"), 80);
    assert!(text.lines().count() < 15, "{text}");
    let place = |word: &str| text.find(word).unwrap_or_else(|| panic!("no {word}: {text}"));
    assert!(place("The user account is locked") < place("scenario: login_error-locked"));
    assert!(place("user name: err_login_b") < place("onEvent"));
    assert!(!text.contains("Invalid credentials provided"), "no other message: {text}");
    let way = must_explain(&["account is locked"])["to_get_it"][0].clone();
    assert_eq!((&way["file"], &way["by_hand"]), (&json!("login_error-locked"), &json!("err_login_b")));
}

#[test]
fn accents_make_no_difference_to_what_is_explained() {
    for words in ["Sesión expirada", "sesion expirada", "SESION EXPIRADA", "Sesio\u{301}n expirada"] {
        assert_eq!(must_explain(&[words])["name"], "session_expired_ob", "{words}");
    }
    let plain = must_explain(&["não foi possível entrar"]);
    assert_eq!(plain, must_explain(&["nao foi possivel entrar"]));
}

#[test]
fn whatever_has_a_name_is_explained() {
    for (word, kind) in [
        ("exit-at-mfa", "scenario"),
        ("widget.payload", "option"),
        ("erebor_mx_retail", "institution"),
        ("trust", "answer"),
        ("skip", "answer"),
        ("accept", "step"),
        ("locale", "key"),
        ("login_error", "code"),
    ] {
        assert_eq!(must_explain(&[word])["kind"], kind, "{word}");
        must_be_readable(
            &must_print(&["explain", word]).replace(env!("CARGO_BIN_EXE_belvo-emulator"), "program"),
            80,
        );
    }
    assert_eq!(must_explain(&["no quiero compartir mis datos"])["name"], "trust");
    assert!(must_print(&["explain", "duplicated"]).contains("also       a scenario: "), "two of one name");
    assert!(must_complain(&["explain", "exit-at-mfaa"], 2).contains("did you mean `exit-at-mfa`?"));
}

#[test]
fn a_variable_that_decides_nothing_is_told_with_the_one_that_was_meant() {
    let misspelt =
        [("BELVO_EMULATOR_PROT", "1"), ("BELVO_EMULATOR_WORKSPACE", "qa"), ("BELVO_EMULATORS", "1")];
    let output = run_with(&misspelt, &["list", "steps"]);
    assert_eq!(
        errors(&output),
        "warning: BELVO_EMULATOR_PROT decides nothing; the nearest is `BELVO_EMULATOR_PORT`\n"
    );
    assert!(output.status.success());
    let known =
        ["URL", "WORKSPACE", "CONTROL_TOKEN", "QUIET", "PORT", "SCENARIO", "WEBHOOK_URL", "SIGNING_KEY_FILE"];
    let names: Vec<String> = known.iter().map(|name| format!("BELVO_EMULATOR_{name}")).collect();
    let known: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
    assert_eq!(errors(&run_with(&known, &["list", "steps"])), "");
    let secret = run_with(&[("BELVO_EMULATOR_CONTROL_TOKNE", "s3cret")], &["list", "steps"]);
    assert!(
        errors(&secret).contains("`BELVO_EMULATOR_CONTROL_TOKEN`") && !errors(&secret).contains("s3cret")
    );
    let many: Vec<(String, &str)> = (0..50).map(|at| (format!("BELVO_EMULATOR_XYZZY{at}"), "1")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    assert_eq!(errors(&run_with(&many, &["list", "steps"])).lines().count(), 8);
}

#[test]
fn a_number_or_an_address_that_is_none_says_what_was_expected() {
    for (arguments, tip) in [
        (&["serve", "--port", "abc"][..], "a whole number is expected, in digits alone"),
        (&["serve", "--seed", "1.5"], "a whole number is expected, in digits alone"),
        (&["ctl", "links", "--limit", "x"], "a whole number is expected, in digits alone"),
        (&["serve", "--host", "nowhere"], "an IP address is expected, such as 127.0.0.1 or 0.0.0.0"),
    ] {
        let told = must_complain(arguments, 2);
        assert!(
            told.contains(&format!("  tip: {tip}\n")) && told.contains(arguments[2].trim_start_matches('-')),
            "{told}"
        );
        for raw in ["invalid digit", "IP address syntax"] {
            assert!(!told.contains(raw), "{told}");
        }
    }
    let by_variable = run_with(&[("BELVO_EMULATOR_PORT", "abc")], &["serve"]);
    must_say(
        &by_variable,
        2,
        &[
            "for 'BELVO_EMULATOR_PORT'",
            "tip: a whole number",
            "tip: the environment sets BELVO_EMULATOR_PORT",
        ],
    );
}

#[test]
fn one_of_a_list_is_the_list() {
    for (word, list) in
        [("scenario", "scenarios"), ("rule", "rules"), ("step", "steps"), ("option", "options")]
    {
        let told = must_complain(&["list", word], 2);
        assert!(told.contains(&format!("did you mean '{list}'?")), "{told}");
    }
}

#[test]
fn time_does_not_go_back_by_a_span_but_a_clock_can_be_set() {
    let emulator = still().start().expect("an emulator");
    let url = emulator.url();
    let before = emulator.clock().expect("the clock").now;
    let told = run_with(&[], &["ctl", "--url", &url, "clock", "advance", "-5m"]);
    must_say(
        &told,
        2,
        &["time does not go back by a span", "ctl clock` sets it to any time, an earlier one too"],
    );
    assert_eq!(emulator.clock().expect("the clock").now, before);
    must_say(&run_with(&[], &["ctl", "--url", &url, "clock", "freeze", "2020-01-01T00:00:00Z"]), 0, &[]);
    assert!(emulator.clock().expect("the clock").now < before);
    let help = must_print(&["ctl", "clock", "advance", "--help"]);
    assert!(help.contains("Usage:"), "{help}");
}
