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
    must_refuse(serve(&path).args(["--keys", "other:secret"]), &path, "--keys");
}
