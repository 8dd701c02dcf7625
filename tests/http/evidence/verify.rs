//! What happened against what was expected: the difference says which entry is otherwise, and in what.

use belvo_emulator::Request;
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
        (json!({ "body": [1] }), "`expect[0].match.body` has to be an object"),
        (json!({ "bodi": {} }), "bodi"),
        (json!({ "path": "/api/links/?page=1" }), "has no query"),
        (json!({ "query": { "page_size": 5 } }), "what stands in a query is text"),
        (json!({ "body": { "deep": { "password": "hush" } } }), "`password` is a secret"),
    ] {
        let detail = refused(what.clone());
        assert!(detail.contains(told), "{what}: {detail}");
    }
    let nothing = desk.emulator.verify(Verify::that([])).expect_err("nothing is expected");
    assert!(nothing.detail.contains("nothing would be verified"), "{nothing}");
    let whole = Match::kind(EntryKind::TokenUsed).status(200);
    assert!(desk.emulator.verify(Verify::that([whole.into()])).is_err());
}

fn probe(desk: &Desk, workspace: &str) {
    let request = Request::get("/api/").header("host", "127.0.0.1").keys(workspace, "secret");
    assert_eq!(desk.emulator.handle(&request).status, 200);
}

/// A link, and after it so many calls that the entries before them are gone.
fn flooded() -> Desk {
    let desk = Desk::new();
    desk.must_link("erebor_mx_retail", "bnk100", "single");
    (0..1_999).for_each(|_| probe(&desk, "desk"));
    desk.must_link("erebor_mx_retail", "bnk101", "single");
    desk
}

#[test]
fn what_is_gone_is_not_taken_for_what_never_was() {
    let desk = flooded();
    let gone = desk.emulator.journal().expect("the journal").dropped;
    assert!(gone > 1, "{gone}");
    let told = |gone: u64| {
        format!("{gone} of the entries are gone: how often exactly, and whether others came, cannot be known")
    };
    for unproven in [
        Verify::that([created("bnk100").times(0)]),
        Verify::that([created("bnk101").times(1)]),
        Verify::that([created("bnk101"), Match::on("GET /api/").into()]).nothing_else(),
    ] {
        must_differ(&desk, unproven.clone(), &[&told(gone)]);
        must_differ(&desk, unproven.after(1), &[&told(gone - 1)]);
    }
    let refused = desk.emulator.verify(Verify::that([created("bnk101").times(1)])).expect_err("unproven");
    assert!(refused.hint.is_some_and(|hint| hint.contains("verify sooner")));
    desk.emulator.verify(Verify::that([created("bnk101")])).expect("it is there, whatever is gone");
    let exact = Verify::that([created("bnk101").times(1), created("bnk100").times(0)]);
    desk.emulator.verify(exact.after(gone)).expect("nothing after it is gone");
}

/// Of what was too long to be kept nobody can say that it never came.
#[test]
fn what_was_too_long_to_be_kept_is_not_taken_for_what_never_came() {
    let desk = Desk::new();
    let long = json!({ "username": "bnk100", "external_id": "x".repeat(9_000), "stale_in": "9d" });
    desk.post("/api/links/", &long);
    let padded =
        |value: &str| Expected::from(Match::on("POST /api/links/").body(json!({ "external_id": value })));
    let refused = desk.emulator.verify(Verify::that([padded("x").times(0)])).expect_err("unproven");
    assert!(
        refused.detail.contains("entry 1 was too long or too broken to be kept whole"),
        "{}",
        refused.detail
    );
    desk.emulator.verify(Verify::that([created("bnk100").times(1)])).expect("what is short was kept");
    desk.emulator.verify(Verify::that([created("bnk101").times(0)])).expect("and tells it from others");
}

/// A body that is no object is not kept either.
#[test]
fn what_could_not_be_read_is_not_taken_for_what_never_came() {
    let desk = Desk::new();
    desk.post("/api/links/", &json!([{ "username": "bnk100" }]));
    let refused = desk.emulator.verify(Verify::that([created("bnk100").times(0)])).expect_err("unproven");
    assert!(refused.detail.contains("entry 1 was too long or too broken"), "{}", refused.detail);
    let broken = Match::on("POST /api/links/").body(json!({ "unreadable": true }));
    desk.emulator.verify(Verify::that([Expected::from(broken).times(1)])).expect("as it stands there");
}

/// Paths are kept without tokens, and not longer than a text of a person's.
#[test]
fn a_path_is_looked_for_as_it_was_called() {
    let desk = Desk::new();
    let called = |last: &str| format!("/api/links/{last}/");
    let token = called("eyJhbGciOiJIUzUxMiJ9.eyJqdGkiOiIxIn0.c2ln");
    let long = called(&"x".repeat(700));
    for path in [&token, &long] {
        desk.emulator.handle(&Request::get(path.as_str()).keys("desk", "secret"));
    }
    let times = |path: &str, times| {
        let mut what = Match::default();
        what.path = Some(path.to_owned());
        Verify::that([Expected::from(what).times(times)])
    };
    desk.emulator.verify(times(&token, 1)).expect("the path of the first");
    must_differ_somehow(&desk, times(&token, 0));
    for count in [0, 1] {
        must_differ_somehow(&desk, times(&long, count));
    }
    desk.emulator.verify(times(&called("y"), 0)).expect("what never came");
}

#[track_caller]
fn must_differ_somehow(desk: &Desk, expectation: Verify) {
    assert_eq!(desk.emulator.verify(expectation).expect_err("a difference").status, 409);
}

#[test]
fn an_entry_that_is_not_there_yet_is_no_place_to_begin_at() {
    let desk = desk();
    let last = desk.emulator.journal().expect("the journal").entries.last().expect("an entry").seq;
    let never = || Verify::that([created("bnk100").times(0)]);
    desk.emulator.verify(never().after(last)).expect("nothing has come since");
    let refused = desk.emulator.verify(never().after(last + 1)).expect_err("from before a reset");
    assert_eq!((refused.status, &*refused.code), (400, "after"));
    assert!(refused.hint.is_some_and(|hint| hint.contains("reset")));
}

#[test]
fn others_are_refused_of_kinds_that_are_said() {
    let desk = desk();
    for (expect, detail) in [
        (vec![Match::default().code("login_error")], "needs the kind of expect[0].match"),
        (
            vec![Match::on("POST /api/links/"), Match::default().data(json!({}))],
            "needs the kind of expect[1].match",
        ),
    ] {
        let whole = Verify::that(expect.into_iter().map(Expected::from)).nothing_else();
        let refused = desk.emulator.verify(whole).expect_err("no kind");
        assert_eq!((refused.status, &*refused.code), (400, "others"));
        assert!(refused.detail.contains(detail), "{}", refused.detail);
        assert!(refused.hint.is_some_and(|hint| hint.contains("`kind`")));
    }
}

#[test]
fn an_order_is_one_within_a_workspace() {
    let desk = desk();
    probe(&desk, "other");
    let both = || Verify::that([created("bnk100").times(1), created("bnk101").times(1)]);
    assert_eq!(desk.emulator.verify(both()).expect("whatever the order").found.len(), 2);
    for refused in [both().ordered(), both().after(0)] {
        let refused = desk.emulator.verify(refused).expect_err("several workspaces");
        assert_eq!((refused.status, &*refused.code), (400, "workspace_required"));
        assert!(refused.detail.ends_with("desk, other"), "{}", refused.detail);
    }
    desk.emulator.workspace("desk").verify(both().ordered().after(0)).expect("one workspace");
    let nothing = Verify::that([created("bnk100").times(0)]).ordered();
    desk.emulator.workspace("other").verify(nothing).expect("one workspace");
}

#[test]
fn a_document_that_is_misshapen_within_is_refused_at_its_place() {
    let desk = desk();
    for (document, field, detail) in [
        (
            json!({ "expect": [{ "match": { "on": "POST /api/links/" }, "tims": 1 }] }),
            "expect[0].tims",
            "`tims` is not a key of `expect[0]`; the nearest is `times`",
        ),
        (
            json!({ "expect": [{ "match": { "on": "POST /api/links/" } }, { "match": { "kind": "requst" } }] }),
            "expect[1].match.kind",
            "the nearest is `request`",
        ),
        (json!({ "expect": [5] }), "expect[0]", "`expect[0]` has to be an object"),
        (json!({ "expect": [{ "times": 1 }] }), "expect[0].match", "`expect[0].match` is missing"),
        (
            json!({ "expect": [{ "match": { "on": 5 } }] }),
            "expect[0].match.on",
            "`expect[0].match.on` has to be a text",
        ),
    ] {
        let reply = control(&desk.emulator, "desk", "POST", "verify", &document);
        let problem = reply.value();
        assert_eq!((reply.status.as_u16(), &problem["field"]), (400, &json!(field)), "{problem}");
        assert!(problem["detail"].as_str().is_some_and(|text| text.contains(detail)), "{problem}");
    }
}
