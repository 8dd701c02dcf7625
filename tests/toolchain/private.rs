//! `--state`: nobody but its owner may use the key, or put something else in its place.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use crate::support::program::{Running, Said, program, run};

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its mode");
}

fn start(directory: &Path) -> Said {
    run(program(&["serve", "--port", "0", "--state"]).arg(directory))
}

/// Refuses to start, says the command that mends it, and changes nothing.
#[track_caller]
fn must_refuse(directory: &Path, place: &Path, why: &str, mend: &str) {
    let said = start(directory);
    assert_eq!((said.code, said.out.as_str()), (3, ""), "{}", said.err);
    assert!(said.err.contains(&format!("{}: {why}", place.display())), "{}", said.err);
    assert!(said.err.contains(&format!("run `{mend} {}`", place.display())), "{}", said.err);
}

#[test]
fn a_key_or_a_directory_that_others_may_use_is_refused_with_the_command_that_mends_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let directory = folder.path().join("state");
    let serves = || {
        let state = ["--state", directory.to_str().expect("UTF-8")];
        assert_eq!(Running::on_free_port(&state).told("TERM").code, 0);
    };
    serves();
    let key = directory.join("key");
    let secret = fs::read(&key).expect("a key");
    for open in [0o644, 0o640, 0o602] {
        mode(&key, open);
        let why = format!("others than its owner may use it (its mode is {open:o})");
        must_refuse(&directory, &key, &why, "chmod 600");
    }
    mode(&key, 0o600);
    for open in [0o777, 0o770, 0o775, 0o702] {
        mode(&directory, open);
        let why = format!("others than its owner may write to it (its mode is {open:o})");
        must_refuse(&directory, &directory, &why, "chmod 700");
    }
    mode(&directory, 0o755);
    serves();
    assert_eq!(fs::read(&key).expect("a key"), secret);
}

#[test]
fn a_link_in_the_place_of_the_lock_is_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let directory = folder.path().join("state");
    fs::create_dir(&directory).expect("a folder");
    let (lock, target) = (directory.join("lock"), folder.path().join("precious"));
    fs::write(&target, "precious").expect("a file");
    symlink(&target, &lock).expect("a link");
    must_refuse(&directory, &lock, "it is a link, and would be written through", "rm");
    assert_eq!(fs::read_to_string(&target).expect("a file"), "precious");
    fs::remove_file(&lock).expect("no link any more");
    symlink(folder.path().join("made by nobody"), &lock).expect("a link to nothing");
    must_refuse(&directory, &lock, "it is a link", "rm");
    assert!(!folder.path().join("made by nobody").exists());
}

#[test]
fn links_in_the_place_of_what_is_read_are_refused_and_the_command_puts_their_files_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let directory = folder.path().join("state");
    let state = ["--state", directory.to_str().expect("UTF-8")];
    let first = Running::on_free_port(&state);
    first.must_ctl(&["--workspace", "desk", "scenario", "login_error"]);
    assert_eq!(first.told("TERM").code, 0);
    for name in ["state.json", "key", "workspaces-1", "workspaces-1/desk.json"] {
        let (place, elsewhere) = (directory.join(name), folder.path().join("elsewhere"));
        fs::rename(&place, &elsewhere).expect("moved away");
        symlink(&elsewhere, &place).expect("a link");
        let said = start(&directory);
        assert_eq!((said.code, said.out.as_str()), (3, ""), "{}", said.err);
        assert!(said.err.contains(&format!("{}: it is a link", place.display())), "{}", said.err);
        let mend = said.err.split('`').nth(1).expect("a command");
        assert!(run(std::process::Command::new("sh").args(["-c", mend])).code == 0, "{mend}");
        assert!(!place.is_symlink(), "{mend}");
        fs::remove_dir_all(&elsewhere).or_else(|_| fs::remove_file(&elsewhere)).expect("gone");
    }
    let again = Running::on_free_port(&state);
    assert_eq!(again.must_ctl(&["--workspace", "desk", "scenario"])["scenario"], "login_error");
}

#[test]
fn what_somebody_else_has_put_there_is_neither_written_through_nor_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let directory = folder.path().join("state");
    fs::create_dir(&directory).expect("a folder");
    mode(&directory, 0o700);
    let (precious, unfinished) = (folder.path().join("precious"), directory.join("key.unfinished"));
    fs::write(&precious, "precious").expect("a file");
    symlink(&precious, &unfinished).expect("a link");
    let others = ["workspaces-old", "workspaces-", "workspaces-07", "workspaces-1.bak"];
    for name in others {
        fs::create_dir(directory.join(name)).expect("a folder");
    }
    let running = Running::on_free_port(&["--state", directory.to_str().expect("UTF-8")]);
    assert_eq!(running.told("TERM").code, 0);
    assert_eq!(fs::read_to_string(&precious).expect("a file"), "precious");
    assert!(!unfinished.is_symlink() && !directory.join("key").is_symlink());
    for name in others {
        assert!(directory.join(name).is_dir(), "{name}");
    }
}
