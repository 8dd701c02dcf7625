//! What happened against what was expected: the difference says which entry is otherwise, and in what.

use belvo_emulator::control::{EntryKind, Expected, Match, Verify};
use serde_json::json;

use crate::support::control;
use crate::support::desk::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.must_link("erebor_mx_retail", "bnk100", "single");
    desk.get("/api/institutions/?page_size=2");
    desk.must_link("erebor_mx_retail", "bnk101", "single");
    desk
}

fn created(username: &str) -> Expected {
    Match::on("POST /api/links/").body(json!({ "username": username })).into()
}

fn listed() -> Expected {
    Match::on("GET /api/institutions/").into()
}

#[track_caller]
fn must_differ(desk: &Desk, expectation: Verify, lines: &[&str]) {
    let refused = desk.emulator.verify(expectation).expect_err("a difference");
    assert_eq!((refused.status, &*refused.code), (409, "verify_failed"));
    assert_eq!(refused.detail.lines().collect::<Vec<_>>(), lines);
}

#[test]
fn what_is_as_expected_is_found() {
    let desk = desk();
    let whole =
        Verify::that([created("bnk100").times(1), listed(), created("bnk101")]).ordered().nothing_else();
    let verified = desk.emulator.verify(whole).expect("as expected");
    assert_eq!(verified.found.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 1]);
    let never = Match::on("DELETE /api/links/{id}/");
    desk.emulator.verify(Verify::that([Expected::from(never).times(0)])).expect("never");
    let last = verified.found[2][0];
    desk.emulator.verify(Verify::that([created("bnk101").times(0)]).after(last)).expect("not again");
}

#[test]
fn each_difference_is_told_with_what_was_nearest() {
    let desk = desk();
    must_differ(
        &desk,
        Verify::that([created("bnk102")]),
        &[
            "expect[0] has to come at least once and came never; the nearest is entry 2: `body.username` is \"bnk100\", not \"bnk102\"",
        ],
    );
    let links = || Expected::from(Match::on("POST /api/links/"));
    must_differ(
        &desk,
        Verify::that([links().times(1), listed().times(0)]),
        &[
            "expect[0] has to come once and came 2 times: entries 2, 5",
            "expect[1] has to come never and came once: entries 3",
        ],
    );
    must_differ(
        &desk,
        Verify::that([created("bnk101"), created("bnk100")]).ordered(),
        &["expect[1] has to come after entry 5 and came at entry 2"],
    );
    must_differ(
        &desk,
        Verify::that([links()]).nothing_else(),
        &["nobody expected entry 3: request GET /api/institutions/ 200"],
    );
}

#[test]
fn what_can_never_be_is_refused() {
    let desk = Desk::new();
    let refused = |what: serde_json::Value| {
        let reply =
            control(&desk.emulator, "desk", "POST", "verify", &json!({ "expect": [{ "match": what }] }));
        assert_eq!(reply.status, 400, "{}", reply.text());
        reply.value()["detail"].as_str().expect("a detail").to_owned()
    };
    for (what, told) in [
        (json!({ "on": "POST /api/link/" }), "the nearest is `POST /api/links/`"),
        (json!({ "code": "login_eror" }), "the nearest is `login_error`"),
        (json!({ "kind": "token.used", "status": 200 }), "only entries of kind `request` have `status`"),
        (json!({ "kind": "tokens.used" }), "token.used"),
        (json!({ "path": "api/links/" }), "a path begins with `/`"),
        (json!({ "widget": "first" }), "`first` is no id of a run"),
        (json!({ "body": [1] }), "`body` has to be an object"),
        (json!({ "bodi": {} }), "bodi"),
    ] {
        let detail = refused(what.clone());
        assert!(detail.contains(told), "{what}: {detail}");
    }
    let whole = Match::kind(EntryKind::TokenUsed).status(200);
    assert!(desk.emulator.verify(Verify::that([whole.into()])).is_err());
}
