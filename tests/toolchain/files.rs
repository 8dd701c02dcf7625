//! What is read from disk: regular files of a bounded size, whatever else lies beside them; an error names the file.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use crate::support::program::{Running, Said, program};

/// Whoever waits for a writer or for a disk that has no end waits longer.
const PATIENCE: Duration = Duration::from_secs(20);

const MINE: &str = "version: 1\ntitle: Mine\n";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("mine.yaml"), MINE).expect("a file");
    folder
}

fn must_make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

fn must_make_sparse(path: &Path, bytes: u64) {
    File::create(path).and_then(|file| file.set_len(bytes)).expect("a file with a hole");
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

/// Runs a command that has to come to its end by itself, soon.
#[track_caller]
fn must_end(args: &[&str]) -> Said {
    let mut child = program(args).spawn().expect("the program runs");
    let pid = child.id().to_string();
    let (tell, told) = mpsc::channel();
    let waiting = std::thread::spawn(move || {
        let mut out = child.stdout.take().expect("its output");
        let mut err = child.stderr.take().expect("its errors");
        let (mut said, mut complained) = (String::new(), String::new());
        let _text = std::io::Read::read_to_string(&mut out, &mut said);
        let _text = std::io::Read::read_to_string(&mut err, &mut complained);
        let code = child.wait().expect("an end").code().unwrap_or(-1);
        let _test_over = tell.send(Said { code, out: said, err: complained });
    });
    let Ok(said) = told.recv_timeout(PATIENCE) else {
        let _killed = Command::new("kill").args(["-s", "KILL", &pid]).status();
        panic!("{args:?} does not come to an end");
    };
    waiting.join().expect("the child has been waited for");
    said
}

#[track_caller]
fn must_refuse(args: &[&str], path: &Path, why: &str) {
    let said = must_end(args);
    assert_eq!(said.code, 3, "{args:?}: {}{}", said.out, said.err);
    let wanted = format!("cannot read {}: {why}", path.display());
    assert!(said.err.contains(&wanted), "`{wanted}`: {}", said.err);
}

/// Through every door that takes a directory of scenario files.
#[track_caller]
fn must_refuse_folder(folder: &TempDir, path: &Path, why: &str) {
    let directory = text(folder.path());
    must_refuse(&["serve", "--port", "0", "--scenarios", directory], path, why);
    must_refuse(&["validate", directory], path, why);
}

#[test]
fn what_is_no_scenario_by_its_name_is_not_looked_at() {
    let folder = folder();
    let beside = |name: &str| folder.path().join(name);
    must_make_pipe(&beside("pipe"));
    must_make_pipe(&beside(".hidden.yaml"));
    must_make_sparse(&beside("film.mp4"), 1 << 40);
    symlink("/no/such/file", beside("nowhere")).expect("a link");
    symlink("/dev/zero", beside("zero")).expect("a link");
    let running = Running::on_free_port(&["--scenarios", text(folder.path()), "--scenario", "mine"]);
    assert_eq!(running.must_ctl(&["scenario"])["scenario"], json!("mine"));
}

#[test]
fn a_directory_may_be_named_like_a_file_and_links_may_lead_in_circles() {
    let folder = folder();
    fs::create_dir(folder.path().join("deep.yaml")).expect("a directory");
    fs::write(folder.path().join("deep.yaml/below.yaml"), MINE).expect("a file");
    symlink("..", folder.path().join("deep.yaml/back")).expect("a link");
    symlink(folder.path(), folder.path().join("itself")).expect("a link");
    symlink("mine.yaml", folder.path().join("linked.yaml")).expect("a link");
    let running = Running::on_free_port(&["--scenarios", text(folder.path())]);
    let listed = running.must_ctl(&["scenarios"]);
    let names: Vec<&str> =
        listed["scenarios"].as_array().expect("rows").iter().filter_map(|row| row["name"].as_str()).collect();
    for name in ["mine", "below", "linked"] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
}

#[test]
fn what_is_no_regular_file_is_refused_by_its_path() {
    for (name, make, why) in [
        ("pipe.yaml", must_make_pipe as fn(&Path), "it is a pipe, not a regular file"),
        (
            "zero.yaml",
            |path| symlink("/dev/zero", path).expect("a link"),
            "it is a device, not a regular file",
        ),
        ("gone.yaml", |path| symlink("/no/such/file", path).expect("a link"), "No such file"),
        (
            "loop.json",
            |path| symlink("loop.json", path).expect("a link"),
            "Too many levels of symbolic links",
        ),
        // A regular file that even its owner cannot read from the front.
        ("locked.yml", |path| symlink("/proc/self/mem", path).expect("a link"), "Input/output error"),
    ] {
        let folder = folder();
        let path = folder.path().join(name);
        make(&path);
        must_refuse_folder(&folder, &path, why);
    }
}

#[test]
fn sizes_are_looked_at_before_bytes() {
    let folder = folder();
    let path = folder.path().join("big.yaml");
    must_make_sparse(&path, 1 << 40);
    must_refuse_folder(&folder, &path, "it has 1099511627776 bytes, more than the 262144 that are read");
}

#[test]
fn a_directory_of_too_many_files_is_refused() {
    let folder = folder();
    for number in 0..1_000 {
        fs::write(folder.path().join(format!("m{number}.yaml")), MINE).expect("a file");
    }
    must_refuse_folder(&folder, folder.path(), "it holds 1001 such files, more than the 1000 that are read");
}

#[test]
fn single_files_come_through_the_same_door() {
    let folder = folder();
    let pipe = folder.path().join("pipe.yaml");
    must_make_pipe(&pipe);
    let zero = Path::new("/dev/zero");
    for path in [pipe.as_path(), zero] {
        let why = if path == zero { "it is a device" } else { "it is a pipe" };
        must_refuse(&["validate", text(path)], path, why);
        must_refuse(&["serve", "--port", "0", "--data", text(path)], path, why);
    }
    must_refuse(&["serve", "--port", "0", "--data", text(folder.path())], folder.path(), "it is a directory");
    // Files whose size says 0 are read as far as they go: this one is no YAML.
    assert!(must_end(&["validate", "/proc/self/status"]).err.contains("/proc/self/status"));
}

#[test]
fn assets_come_through_the_same_door() {
    let folder = tempfile::tempdir().expect("a folder");
    let institutions = folder.path().join("institutions.json");
    let args = ["serve", "--port", "0", "--assets", text(folder.path())];
    must_refuse(&args, &institutions, "No such file");
    must_make_pipe(&institutions);
    must_refuse(&args, &institutions, "it is a pipe, not a regular file");
    fs::remove_file(&institutions).expect("removed");
    fs::copy("assets/institutions.json", &institutions).expect("a copy");
    fs::create_dir(folder.path().join("widget")).expect("a directory");
    let film = folder.path().join("widget/film.js");
    must_make_sparse(&film, 1 << 40);
    must_refuse(&args, &film, "it has 1099511627776 bytes, more than the 4194304 that are read");
    fs::remove_file(&film).expect("removed");
    let said = must_end(&args);
    assert!(said.err.contains("do not fit this program: widget/belvo-widget.js is missing"), "{}", said.err);
}

#[test]
fn a_change_that_cannot_be_read_is_refused_and_the_last_good_set_stays() {
    let folder = folder();
    let builder = belvo_emulator::Emulator::builder().scenarios(folder.path()).scenario("mine");
    let emulator = builder.start().expect("an emulator");
    let pipe = folder.path().join("pipe.yaml");
    must_make_pipe(&pipe);
    let (tell, told) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(|| tell.send(emulator.reload()).expect("the test waits"));
        let reloaded = told.recv_timeout(PATIENCE);
        // Whoever still waits for a writer gets one, so that the test can fail.
        let _ends_it = reloaded.is_err().then(|| fs::OpenOptions::new().write(true).open(&pipe));
        let belvo_emulator::Reloaded::Refused(why) = reloaded.expect("an end") else {
            panic!("it is a pipe")
        };
        assert!(why.to_string().contains("pipe.yaml: it is a pipe"), "{why}");
    });
    assert_eq!(emulator.scenario().expect("a scenario").scenario.as_deref(), Some("mine"));
}

#[test]
fn institutions_of_ones_own_are_checked_at_the_start_and_the_shipped_ones_here() {
    let shipped = include_str!("../../assets/institutions.json");
    let shipped = belvo_emulator::domain::link::institution::read(shipped).expect("institutions");
    assert_eq!(belvo_emulator::domain::link::institution::check(&shipped), Ok(()));
    let own = crate::support::assets_with(|row| row["form_fields"][0]["validation"] = json!("("));
    let error = belvo_emulator::Emulator::builder().assets(own.path()).start().err().expect("refused");
    assert!(error.to_string().contains("institutions.json: belvo_mx_retail username: "), "{error}");
}
