//! What is suggested for a name that is wrong: the nearest institution, user name, kind and call.

use belvo_emulator::{Emulator, Reply, Request};
use serde_json::{Value, json};

use super::door::{Page, control, get, must_answer, must_be_problem, must_start, still};
use crate::support::{PASSWORD, SECRET_ID};

#[track_caller]
fn why(reply: &Reply) -> String {
    let why = reply.headers.get("x-belvo-emulator-why").and_then(|why| why.to_str().ok());
    why.unwrap_or_default().to_owned()
}

fn link(emulator: &Emulator, institution: &str, user: &str) -> Reply {
    let body = json!({ "institution": institution, "username": user, "password": "full" });
    emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD))
}

/// R-ERR-17: the body stays Belvo's.
#[test]
fn the_nearest_institution_stands_in_the_header() {
    let emulator = must_start(still());
    for (sent, nearest) in [
        ("erebor_mx_retial", "; the nearest is `erebor_mx_retail`"),
        ("Gringotts Bank", "; the nearest is `gringotts_"),
        ("nothing_like_it_at_all", ""),
    ] {
        let reply = link(&emulator, sent, "bnk100");
        assert_eq!(reply.status, 400);
        let item = reply.value()[0].clone();
        assert_eq!(item["code"], "does_not_exist");
        assert_eq!(item["message"], format!("Object with name={sent} does not exist."), "Belvo's own");
        let why = why(&reply);
        assert!(why.starts_with(&format!("there is no institution `{sent}`{nearest}")), "{why}");
    }
    let long = "x".repeat(16_000);
    let why = why(&link(&emulator, &long, "bnk100"));
    assert!(why.len() < 100 && !why.contains("nearest"), "{why}");
    let entries = must_answer(&emulator, &control("GET", "journal?kind=request", None));
    assert!(entries["entries"][0]["why"].as_str().is_some_and(|why| why.contains("`erebor_mx_retail`")));
}

#[test]
fn a_user_name_that_is_nearly_one_that_decides_is_told() {
    let emulator = must_start(still());
    for (sent, nearest) in [
        ("err_locked", "; the nearest is `err_login_b`"),
        ("err_lgin_a", "; the nearest is `err_login_a`"),
        ("mfa_text", "; the nearest is `mfa_default`"),
        ("err_zzzzzzzzz", ""),
    ] {
        let reply = link(&emulator, "erebor_mx_retail", sent);
        assert_eq!(reply.status, 201, "{sent}");
        assert_eq!(
            why(&reply),
            format!("user name {sent} decides nothing{nearest}").replace(sent, &format!("`{sent}`"))
        );
    }
    assert_eq!(why(&link(&emulator, "erebor_mx_retail", "bnk100")), "");
}

fn warnings(greeting: &Value) -> Vec<String> {
    let lines = greeting["console"].as_array().into_iter().flatten();
    lines
        .filter(|line| line["level"] == "warn")
        .map(|line| line["text"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn the_nearest_institution_stands_in_the_console_of_the_page() {
    let emulator = must_start(still());
    let config = json!({ "institutions": ["erebor_mx_retial", "gringotts_mx_retail"] });
    let told = warnings(&Page::open(&emulator, &config).greeting);
    let line = "belvo-emulator: `institutions`: there is no institution `erebor_mx_retial`; \
                the nearest is `erebor_mx_retail`";
    assert_eq!(told, [line]);
    let known = json!({ "institutions": ["erebor_mx_retail"] });
    assert_eq!(warnings(&Page::open(&emulator, &known).greeting), [""; 0]);
    let many: Vec<String> = (0..100).map(|at| format!("erebor_mx_retial{at}")).collect();
    let told = warnings(&Page::open(&emulator, &json!({ "institutions": many })).greeting);
    assert_eq!(told.len(), 5 + 1 + 1, "five of them, how many more, and that the list is empty: {told:?}");
    assert!(told[5].ends_with("and 95 more names that no institution has"), "{told:?}");
}

#[test]
fn an_unknown_kind_of_the_journal_is_a_problem_with_the_nearest() {
    let emulator = must_start(still());
    let problem =
        must_be_problem(&emulator.handle(&control("GET", "journal?kind=token.usd", None)), 400, "kind");
    let detail = problem["detail"].as_str().expect("a text");
    assert!(detail.contains("not `token.usd`; the nearest is `token.used`"), "{detail}");
}

#[test]
fn a_wrong_key_or_call_of_the_control_api_is_told_the_nearest() {
    let emulator = must_start(still());
    let reply = emulator.handle(&control("PUT", "scenario", Some(&json!({ "scenario": "success" }))));
    let problem = must_be_problem(&reply, 400, "unknown_key");
    assert!(
        problem["detail"].as_str().is_some_and(|text| text.ends_with("; the nearest is `name`")),
        "{problem}"
    );
    let problem = must_be_problem(&emulator.handle(&control("GET", "jurnal", None)), 404, "not_found");
    let detail = problem["detail"].as_str().expect("a text");
    assert!(detail.ends_with("; the nearest is GET /_emulator/journal/"), "{detail}");
}

#[test]
fn a_control_call_says_whether_its_workspace_is_open() {
    let emulator = must_start(still());
    let word = |method: &str, path: &str, body: Option<&Value>| {
        let reply = emulator.handle(&control(method, path, body));
        let word = reply
            .headers
            .get("x-belvo-emulator-workspace")
            .map(|word| word.to_str().expect("text").to_owned());
        word.unwrap_or_default()
    };
    assert_eq!(word("GET", "workspaces/qa/clock", None), "not-open");
    assert_eq!(word("GET", "workspaces/qa/clock", None), "not-open", "a look opens none");
    assert_eq!(word("PUT", "workspaces/qa/clock", Some(&json!({ "mode": "frozen" }))), "opened");
    assert_eq!(word("GET", "workspaces/qa/clock", None), "open");
    assert_eq!(word("GET", "clock", None), "", "of all");
    emulator.handle(&get("/api/links/"));
    assert_eq!(
        word("GET", &format!("workspaces/{SECRET_ID}/clock"), None),
        "open",
        "a call of the API has opened it"
    );
}

/// R-ERR-21: Belvo's answer names no field.
#[test]
fn a_user_name_that_does_not_fit_the_form_is_told_in_the_header() {
    let emulator = must_start(still());
    let reply = link(&emulator, "erebor_br_retail", "123.456.789-09");
    assert_eq!((reply.status.as_u16(), reply.value()[0]["code"].clone()), (400, json!("validation_error")));
    assert!(why(&reply).starts_with("username does not fit the form of erebor_br_retail, which wants ^"));
}
