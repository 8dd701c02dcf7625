//! `--state`: what outlives the process, and what is refused and left as it is.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::program::{Running, Said, program, run};

struct Place {
    _folder: TempDir,
    directory: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let directory = folder.path().join("new/state");
        Self { _folder: folder, directory }
    }

    fn text(&self) -> &str {
        self.directory.to_str().expect("UTF-8")
    }

    #[track_caller]
    fn start(&self, more: &[&str]) -> Running {
        Running::on_free_port(&[&["--state", self.text()], more].concat())
    }

    /// A start that is refused.
    #[track_caller]
    fn must_refuse(&self, more: &[&str]) -> Said {
        let said = run(program(&["serve", "--port", "0", "--state", self.text()]).args(more));
        assert_eq!((said.code, said.out.as_str()), (3, ""), "{}", said.err);
        said
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    /// All files with what is in them.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        collect(&self.directory, &mut found);
        found.sort();
        found
    }
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => collect(&path, found),
            false => found.push((path.clone(), fs::read(&path).expect("a file"))),
        }
    }
}

fn client() -> reqwest::blocking::Client {
    reqwest::blocking::Client::builder().no_proxy().build().expect("a client")
}

fn token(running: &Running) -> Value {
    let keys = json!({ "id": "desk", "password": "secret", "scopes": "read_institutions,write_links" });
    let answer =
        client().post(format!("{}/api/token/", running.url())).json(&keys).send().expect("an answer");
    answer.json::<Value>().expect("JSON")["access"].clone()
}

/// The status of a call with a token.
fn status(running: &Running, token: &Value) -> u16 {
    let request = client().get(format!("{}/api/institutions/", running.url()));
    let request = request.bearer_auth(token.as_str().expect("a token"));
    request.send().expect("an answer").status().as_u16()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").permissions().mode() & 0o777
}

#[test]
fn what_was_done_is_there_after_a_restart_and_tokens_stay_open() {
    let place = Place::new();
    let first = place.start(&["--seed", "5"]);
    let token = token(&first);
    first.must_ctl(&["--workspace", "desk", "clock", "advance", "3d"]);
    first.must_ctl(&["--workspace", "desk", "options", "token.access_ttl=5m"]);
    let late = self::token(&first);
    first.must_ctl(&["scenario", "login_error", "--play", "by_hand"]);
    let clock = first.must_ctl(&["--workspace", "desk", "clock"]);
    let before = first.must_ctl(&["--workspace", "desk", "journal"]);
    assert_eq!(first.told("TERM").code, 0);
    assert_eq!((mode(&place.directory), mode(&place.path("key"))), (0o700, 0o600));
    assert!(place.path("workspaces-1/desk.json").is_file());

    let second = place.start(&[]);
    assert_eq!(second.ready["seed"], 5, "the seed goes on too");
    assert_eq!(
        (status(&second, &token), status(&second, &late)),
        (401, 200),
        "the first one is three days old"
    );
    let on = second.must_ctl(&["--workspace", "desk", "clock"]);
    assert_eq!(
        (&on["mode"], on["ahead"].as_str().is_some()),
        (&clock["mode"], clock["ahead"].as_str().is_some())
    );
    let (was, is) = (clock["now"].as_str().expect("a time"), on["now"].as_str().expect("a time"));
    assert!(is > was && is[..13] <= *"9999", "a clock that runs has run on: {was} {is}");
    let after = second.must_ctl(&["--workspace", "desk", "journal"]);
    let entries = before["entries"].as_array().expect("entries");
    assert_eq!(&after["entries"].as_array().expect("entries")[..entries.len()], entries);
    let next = second.must_ctl(&["--workspace", "fresh", "scenario"]);
    assert_eq!(next["scenario"], "login_error", "what was set for workspaces to come");
    assert_eq!(second.told("INT").code, 0);
    assert!(place.path("workspaces-2/desk.json").is_file() && !place.path("workspaces-1").exists());
}

#[test]
fn a_frozen_clock_stays_frozen_and_a_flag_takes_the_place_of_what_was_set() {
    let place = Place::new();
    let first = place.start(&["--now", "2026-01-31T12:00:00Z", "--freeze", "--scenario", "success"]);
    token(&first);
    assert_eq!(first.told("TERM").code, 0);
    let second = place.start(&["--scenario", "login_error", "--set", "strict=on"]);
    let clock = second.must_ctl(&["--workspace", "desk", "clock"]);
    assert_eq!((&clock["mode"], &clock["now"]), (&json!("frozen"), &json!("2026-01-31T12:00:00.000000Z")));
    assert_eq!(second.must_ctl(&["--workspace", "desk", "scenario"])["scenario"], "success", "it is its own");
    assert_eq!(second.must_ctl(&["--workspace", "fresh", "scenario"])["scenario"], "login_error");
    assert_eq!(second.must_ctl(&["--workspace", "fresh", "clock"])["mode"], "frozen");
}

#[test]
fn one_process_alone_uses_a_directory_and_one_that_was_killed_does_not() {
    let place = Place::new();
    let first = place.start(&[]);
    let said = place.must_refuse(&[]);
    let expected = format!("is in use by another emulator, process {}", first.pid());
    assert!(said.err.contains(&expected) && said.err.contains("help: end it"), "{}", said.err);
    let killed = Command::new("kill").args(["-s", "KILL", &first.pid().to_string()]).status();
    assert!(killed.expect("kill runs").success());
    drop(first);
    assert!(place.path("lock").is_file(), "it is still there");
    assert_eq!(place.start(&[]).told("TERM").code, 0);
}

/// A directory that was saved with one workspace.
fn saved() -> Place {
    let place = Place::new();
    let first = place.start(&[]);
    token(&first);
    assert_eq!(first.told("TERM").code, 0);
    place
}

#[test]
fn what_is_broken_or_newer_is_refused_with_its_place_and_left_as_it_is() {
    let changed = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    let cases = [
        ("state.json", "\"version\": 1", "\"version\": 2", "version: is 2, and this program reads version 1"),
        ("state.json", "\"version\": 1", "\"version\": \"1\"", "version: has to be 1"),
        ("state.json", "{", "[", "is no JSON: "),
        ("state.json", "\"seed\": 1", "\"seed\": -1", "next.seed: invalid value"),
        ("state.json", "desk.json", "gone.json", "gone.json: it is missing"),
        ("workspaces-1/desk.json", "\"version\":1", "\"version\":2", "version: is 2"),
        (
            "workspaces-1/desk.json",
            "\"used\":false",
            "\"used\":0",
            "looks[0].asked[0].tokens[0].used: invalid type",
        ),
        ("workspaces-1/desk.json", "\"name\":\"desk\"", "\"name\":\"other\"", "it holds the workspace"),
        ("workspaces-1/desk.json", "}", "", "is no JSON: "),
    ];
    for (file, from, to, says) in cases {
        let place = saved();
        let text = fs::read_to_string(place.path(file)).expect("a file");
        fs::write(place.path(file), changed(&text, from, to)).expect("a file");
        let before: Vec<_> = place.files().into_iter().filter(|(path, _)| !path.ends_with("lock")).collect();
        let said = place.must_refuse(&[]);
        assert!(said.err.contains(says), "{says}: {}", said.err);
        assert!(
            said.err.contains(place.text()) && said.err.contains("help: nothing was changed"),
            "{}",
            said.err
        );
        let after: Vec<_> = place.files().into_iter().filter(|(path, _)| !path.ends_with("lock")).collect();
        assert!(before == after, "{file}: all is left as it was");
    }
}

#[test]
fn another_seed_and_keys_without_its_workspaces_are_refused() {
    let place = saved();
    let said = place.must_refuse(&["--seed", "2"]);
    assert!(said.err.contains("was begun with --seed 1"), "{}", said.err);
    let said = place.must_refuse(&["--keys", "someone:else"]);
    assert!(said.err.contains("desk.json") && said.err.contains("--keys"), "{}", said.err);
    assert!(said.err.contains(" ctl workspaces remove desk`, stop"), "{}", said.err);
    assert_eq!(place.start(&["--keys", "desk:secret"]).told("TERM").code, 0);
}

#[test]
fn keys_that_have_changed_open_what_was_saved_and_a_team_that_is_given_up_is_gone() {
    let place = saved();
    let changed = place.start(&["--keys", "desk:changed"]);
    let probe = |password: &str| {
        let request = client().get(format!("{}/api/", changed.url())).basic_auth("desk", Some(password));
        request.send().expect("an answer").status().as_u16()
    };
    assert_eq!((probe("changed"), probe("secret")), (200, 401));
    assert_eq!(changed.told("TERM").code, 0);
    let open = place.start(&[]);
    open.must_ctl(&["workspaces", "remove", "desk"]);
    assert_eq!(open.told("TERM").code, 0);
    let keyed = place.start(&["--keys", "other:keys"]);
    assert_eq!(keyed.told("TERM").code, 0);
}

#[test]
fn where_nothing_can_be_written_it_says_so_at_the_start_or_at_the_stop() {
    let place = Place::new();
    fs::create_dir_all(place.directory.parent().expect("a folder")).expect("a folder");
    fs::write(&place.directory, "a file").expect("a file");
    let said = place.must_refuse(&[]);
    assert!(said.err.contains("cannot write") && said.err.contains(place.text()), "{}", said.err);

    let place = saved();
    let running = place.start(&[]);
    token(&running);
    // What stands in the way of the next folder cannot be moved: the disk is as good as full.
    fs::write(place.path("workspaces-2"), "in the way").expect("a file");
    let before = fs::read(place.path("state.json")).expect("a file");
    let said = running.told("TERM");
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("the state is not saved") && said.err.contains("workspaces-2"), "{}", said.err);
    assert!(said.err.contains("help: what was saved before is as it was"), "{}", said.err);
    assert_eq!(fs::read(place.path("state.json")).expect("a file"), before);
    fs::remove_file(place.path("workspaces-2")).expect("out of the way");
    assert_eq!(place.start(&[]).told("TERM").code, 0, "what was saved before is good");
}

#[test]
fn the_environment_names_the_directory_too() {
    let place = Place::new();
    let running = Running::start(program(&["--port", "0"]).env("BELVO_EMULATOR_STATE", place.text()));
    token(&running);
    assert_eq!(running.told("TERM").code, 0);
    assert!(place.path("workspaces-1/desk.json").is_file());
}
