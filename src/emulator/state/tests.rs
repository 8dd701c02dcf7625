//! What cannot be written takes nothing with it.

use serde_json::json;

use crate::Emulator;
use crate::domain::token::tokens::Grant;

/// What no call brings, and no snapshot can hold.
fn too_deep() -> Grant {
    let deep = (0..120).fold(json!(1), |value, _| json!([value]));
    Grant { widget: json!({ "branding": { "x": deep } }).into(), ..Grant::default() }
}

fn issue(emulator: &Emulator, name: &str, grant: Grant) {
    let issued = emulator.service.store.enter(name, |world| world.issue_token(grant, "host").map(drop));
    issued.expect("a workspace").expect("a token");
}

#[test]
fn a_workspace_that_cannot_be_written_is_named_and_all_others_are_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = || Emulator::builder().state(folder.path()).start().expect("an emulator");
    let tokens = |emulator: &Emulator, name: &str| {
        emulator.service.store.look(name, |world| world.core.journal.written()).expect("a workspace")
    };
    let first = start();
    issue(&first, "good", Grant::default());
    issue(&first, "deep", Grant::default());
    let (good, deep) = (tokens(&first, "good"), tokens(&first, "deep"));
    first.stop().expect("saved");

    let second = start();
    issue(&second, "good", Grant::default());
    issue(&second, "deep", too_deep());
    issue(&second, "new", too_deep());
    let said = second.stop().expect_err("not all of it is saved").to_string();
    assert!(said.contains("\"deep\": workspace.") && said.contains("\"new\": workspace."), "{said}");
    assert!(said.contains("100 levels") && !said.contains("good"), "{said}");

    let third = start();
    assert_eq!(tokens(&third, "good"), 2 * good, "it is saved as it was");
    assert_eq!(tokens(&third, "deep"), deep, "what was saved before is still there");
    assert!(!third.service.store.is_open("new"));
}
