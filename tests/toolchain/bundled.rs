//! `--bundle`: an emulator that starts with what happened in another.

use std::path::{Path, PathBuf};
use std::{fs, process};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Running, Said, program, run};

fn file(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a file");
    path
}

/// The bundle of a workspace in which something has happened, and its journal.
fn bundled(folder: &TempDir) -> (PathBuf, Value) {
    let emulator = Running::on_free_port(&["--now", "2026-01-31T12:00:00Z", "--freeze"]);
    emulator.must_ctl(&["--workspace", "qa", "link", "new", "erebor_mx_retail"]);
    emulator.must_ctl(&["--workspace", "qa", "clock", "advance", "3d"]);
    let bundle = emulator.ctl(&["--workspace", "qa", "bundle"]).out;
    (file(folder, "ticket.json", &bundle), emulator.must_ctl(&["--workspace", "qa", "journal"]))
}

fn serve(path: &Path) -> process::Command {
    let mut command = program(&["serve", "--port", "0", "--bundle"]);
    command.arg(path);
    command
}

#[track_caller]
fn must_refuse(command: &mut process::Command, path: &Path, why: &str) -> Said {
    let said = run(command);
    assert_eq!((said.code, said.out.as_str()), (3, ""), "{}", said.err);
    assert!(said.err.contains(&path.display().to_string()) && said.err.contains(why), "{}", said.err);
    said
}

#[test]
fn the_workspace_of_a_bundle_is_there_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, journal) = bundled(&folder);
    let emulator = Running::start(&mut serve(&path));
    let opened = emulator.must_ctl(&["workspaces"]);
    assert_eq!(
        (&opened["workspaces"][0]["workspace"], &opened["workspaces"][0]["links"]),
        (&"qa".into(), &1.into())
    );
    assert_eq!(emulator.must_ctl(&["--workspace", "qa", "journal"]), journal);
    let clock = emulator.must_ctl(&["--workspace", "qa", "clock"]);
    assert_eq!((&clock["mode"], &clock["now"]), (&"frozen".into(), &"2026-02-03T12:00:00.000000Z".into()));
}

#[test]
fn what_is_no_bundle_is_refused_with_its_file_and_nothing_starts() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, _) = bundled(&folder);
    let missing = folder.path().join("nowhere.json");
    must_refuse(&mut serve(&missing), &missing, "cannot read");
    let text = fs::read_to_string(&path).expect("the bundle");
    let broken = file(&folder, "broken.json", &text[..text.len() / 2]);
    must_refuse(&mut serve(&broken), &broken, "it is no JSON");
    let newer = file(&folder, "newer.json", &text.replacen("\"version\": 1", "\"version\": 2", 1));
    let said = must_refuse(&mut serve(&newer), &newer, "version is 2");
    assert!(said.err.contains("ctl bundle` prints"), "{}", said.err);
    let twice =
        file(&folder, "twice.json", &text.replacen("\"version\": 1", "\"version\": 2, \"version\": 1", 1));
    must_refuse(&mut serve(&twice), &twice, "the key `version` stands twice");
    let nobody =
        file(&folder, "nobody.json", &text.replacen("\"workspace\": \"qa\"", "\"workspace\": \"\"", 1));
    must_refuse(&mut serve(&nobody), &nobody, "the name of a workspace was expected");
    let said = must_refuse(serve(&path).args(["--keys", "other:secret"]), &path, "`qa` is not among --keys");
    assert!(said.err.contains("leave --keys out"), "{}", said.err);
}

/// The bundle of a workspace that a password has bound.
fn bound(folder: &TempDir) -> PathBuf {
    let emulator = Running::on_free_port(&["--keys", "qa:first"]);
    let client = reqwest::blocking::Client::builder().no_proxy().build().expect("a client");
    let probe = client.get(format!("{}/api/", emulator.url())).basic_auth("qa", Some("first"));
    assert_eq!(probe.send().expect("an answer").status().as_u16(), 200);
    emulator.must_ctl(&["--workspace", "qa", "link", "new", "erebor_mx_retail"]);
    file(folder, "bound.json", &emulator.ctl(&["--workspace", "qa", "bundle"]).out)
}

const LINKS: &str = r#"echo "$BELVO_SECRET_ID"; curl -s -u "$BELVO_SECRET_ID:$BELVO_SECRET_PASSWORD" "$BELVO_API_URL/api/links/""#;

#[test]
fn the_command_of_exec_sees_what_was_loaded_whatever_keys_it_was_saved_with() {
    let folder = tempfile::tempdir().expect("a folder");
    for path in [bundled(&folder).0, bound(&folder)] {
        for keys in [&[][..], &["--keys", "mine:other,qa:own"]] {
            let mut command = program(&["exec", "--bundle"]);
            let said = run(command.arg(&path).args(keys).args(["--", "sh", "-c", LINKS]));
            assert_eq!(said.code, 0, "{}", said.err);
            assert!(said.out.starts_with("qa\n{\"count\":1,"), "{}{}", said.out, said.err);
        }
    }
}

#[test]
fn the_banner_says_what_was_loaded_and_whose_keys_are_let_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = bound(&folder);
    let at = PathBuf::from(format!("@{}", path.display()));
    let said = Running::start(&mut serve(&at)).told("TERM").err;
    assert!(said.contains("with any id and password"), "{said}");
    assert!(said.contains("Bundle of workspace qa: 1 link, 0 widgets, its clock shows 20"), "{said}");
    assert!(said.contains("sees it with the id qa and any password"), "{said}");
    let said = Running::start(serve(&path).args(["--keys", "mine:secret,qa:own"])).told("TERM").err;
    assert!(said.contains("with the id and password of --keys: mine, qa\n"), "{said}");
    assert!(said.contains("with the id qa and its password of --keys"), "{said}");
    assert!(!said.contains("secret") && !said.contains("own"), "{said}");
}

#[test]
fn keys_that_nobody_could_use_are_refused() {
    for (keys, says) in [
        ("qa:", "the password of `qa` is empty: write keys as ID:PASSWORD"),
        (":secret", "`` names no workspace"),
        ("qa:one,qa:two", "`qa` has two passwords among --keys"),
    ] {
        let said = run(program(&["serve", "--port", "0", "--keys"]).arg(keys));
        assert!(said.code == 3 && said.err.contains(says), "{keys}: {}", said.err);
    }
}
