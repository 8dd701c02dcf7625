//! A workspace that was closed to make room has lost its journal, and whoever asks for it is told.

use belvo_emulator::control::{Expected, FollowJournal, Match, Verify};
use belvo_emulator::domain::base::limits::WORKSPACES;
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::support::still;

fn lists_links(emulator: &Emulator, workspace: &str) {
    let call = Request::get("/api/links/").keys(workspace, "secret");
    assert_eq!(emulator.handle(&call).status, 200);
}

fn never_deleted() -> Verify {
    Verify::that([Expected::from(Match::on("DELETE /api/links/{id}/")).times(0)])
}

/// One workspace with an entry, closed because as many others as there may be were opened after it.
fn closed() -> Emulator {
    let emulator = still().start().expect("an emulator");
    lists_links(&emulator, "first");
    (0..WORKSPACES).for_each(|number| lists_links(&emulator, &format!("later-{number}")));
    assert!(
        !emulator.workspaces().expect("the workspaces").workspaces.iter().any(|row| row.workspace == "first")
    );
    emulator
}

#[test]
fn what_was_called_in_a_closed_workspace_cannot_be_known() {
    let emulator = closed();
    let first = emulator.workspace("first");
    for open_again in [false, true] {
        let refused = first.verify(never_deleted()).expect_err("nobody knows");
        assert_eq!((refused.status, &*refused.code), (409, "verify_failed"));
        let said = "1 of the entries are gone: how often exactly, and whether others came, cannot be known";
        assert_eq!(refused.detail, said, "open again: {open_again}");
        let journal = first.journal().expect("the journal");
        assert_eq!((journal.entries.len(), journal.dropped), (usize::from(open_again), 1));
        lists_links(&emulator, "first");
    }
    let followed = first.journal_stream(FollowJournal::default()).expect("the journal");
    assert_eq!((followed.missed, followed.entries[0].seq), (1, 2), "it counts on");
    first.verify(never_deleted().after(1)).expect("since it was opened again, all is known");

    let refused = emulator.verify(never_deleted()).expect_err("of all, two were closed");
    assert!(refused.detail.contains(" of the entries are gone"), "{}", refused.detail);
    let refused = emulator.verify(never_deleted().after(1)).expect_err("which of them?");
    assert_eq!(&*refused.code, "workspace_required");

    first.reset().expect("reset");
    first.verify(never_deleted()).expect("the journal has begun anew, and is whole");
    let refused =
        emulator.workspace("never-there").verify(never_deleted()).expect_err("nobody has opened it");
    assert_eq!(&*refused.code, "workspace_unknown");
    emulator.reset().expect("reset");
    assert_eq!(emulator.journal().expect("the journal").dropped, 0);
}

#[test]
fn it_is_known_after_a_restart_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = folder.path().join("state.json");
    let read = || serde_json::from_slice::<Value>(&std::fs::read(&manifest).expect("a file")).expect("JSON");
    let start = || still().state(folder.path()).start().expect("an emulator");
    start().stop().expect("saved");
    let mut saved = read();
    saved["lost_entries"] = json!({ "by_name": { "first": 3 }, "others": 0 });
    std::fs::write(&manifest, saved.to_string()).expect("a file");

    let again = start();
    assert_eq!(again.workspace("first").journal().expect("the journal").dropped, 3);
    assert_eq!(again.workspace("second").journal().expect("the journal").dropped, 0);
    again.stop().expect("saved");
    assert_eq!(read()["lost_entries"], saved["lost_entries"]);
}
