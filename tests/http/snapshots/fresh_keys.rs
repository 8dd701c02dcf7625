//! Keys that were made for whoever wanted some open their workspaces after a restart too.

use std::fs;
use std::path::Path;

use belvo_emulator::control::{FreshWorkspace, NewWorkspace};
use belvo_emulator::{Builder, Emulator, Request};

fn builder(directory: &Path) -> Builder {
    Emulator::builder().keys("team", "secret").state(directory)
}

fn status(emulator: &Emulator, id: &str, password: &str) -> u16 {
    emulator.handle(&Request::get("/api/links/").keys(id, password)).status.as_u16()
}

fn opens(emulator: &Emulator, keys: &FreshWorkspace) -> bool {
    status(emulator, &keys.secret_id, &keys.secret_password) == 200
}

#[test]
fn they_are_kept_as_digests_and_the_numbers_go_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = builder(folder.path()).start().expect("an emulator");
    let make = |emulator: &Emulator| emulator.new_workspace(NewWorkspace::default()).expect("a workspace");
    let one = make(&first);
    assert!(opens(&first, &one));
    first.stop().expect("saved");
    let text = fs::read_to_string(folder.path().join("state.json")).expect("the state");
    assert!(text.contains(&one.secret_id) && !text.contains(&one.secret_password), "{text}");

    let second = builder(folder.path()).start().expect("the same keys open it");
    assert!(opens(&second, &one));
    assert_eq!(status(&second, &one.secret_id, "another"), 401);
    let two = make(&second);
    assert_eq!((one.secret_id.as_str(), two.secret_id.as_str()), ("ws-1", "ws-2"));
    second.stop().expect("saved");

    let third = builder(folder.path()).start().expect("an emulator");
    assert!(opens(&third, &one) && opens(&third, &two));
    third.reset().expect("a reset");
    third.stop().expect("saved");
    let fourth = builder(folder.path()).start().expect("an emulator");
    assert!(!opens(&fourth, &one), "a reset has forgotten them");
}

#[test]
fn a_team_whose_keys_are_no_longer_given_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = builder(folder.path()).start().expect("an emulator");
    assert_eq!(status(&first, "team", "secret"), 200);
    first.stop().expect("saved");
    let start = Emulator::builder().keys("other", "secret").state(folder.path()).start();
    let said = start.err().expect("it is refused").to_string();
    assert!(said.contains("the workspace \"team\" is not among --keys"), "{said}");
    assert!(said.contains("to keep it, give it keys too") && !said.contains("version"), "{said}");
    builder(folder.path()).start().expect("with its keys it starts");
}
