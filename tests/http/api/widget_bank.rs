//! The bank's part of a run by hand: credentials, tokens, the link, the success screen (W-FLOW-03 to 07, W-CB).

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use super::door::{Page, data, get, is_hex32, keys, must_answer, must_play, must_start, still};

fn at_credentials<'e>(emulator: &'e Emulator, institution: &str) -> Page<'e> {
    let mut page = Page::open(emulator, &json!({ "institutions": institution }));
    page.must_show("credentials");
    page
}

fn asks(emulator: &Emulator, kind: &str) {
    must_play(emulator, &json!({ "play": "by_hand", "steps": [{ "submit": { "ask_token": kind } }] }));
}

#[test]
fn w_flow_03_credentials_are_checked_by_the_institutions_own_patterns() {
    let emulator = must_start(still());
    let cases = [
        ("erebor_mx_retail", json!({}), json!({ "username": "required", "password": "required" })),
        (
            "erebor_mx_retail",
            json!({ "username": "with space", "password": "12345678901234567" }),
            json!({ "username": "1 a 16 letras, dígitos o _", "password": "1 a 16 letras, dígitos o _" }),
        ),
        (
            "belvo_mx_retail",
            json!({ "username": "letters", "username2": "1234567", "password": "p" }),
            json!({ "username": "Credenciales incorrectas", "username2": "8 a 11 dígitos" }),
        ),
        (
            "heimdall_mx_retail",
            json!({ "username": "u", "password": "p", "token": "12345" }),
            json!({ "token": "6 dígitos" }),
        ),
        (
            "planet_mx_employment",
            json!({ "username": "blpm951331IONVGR54" }),
            json!({ "username": "La CURP tiene 18 caracteres, en mayúsculas" }),
        ),
        (
            "ofmockbank_br_retail",
            json!({ "username": "123" }),
            json!({ "username": "11 dígitos, seguidos o como 123.456.789-01" }),
        ),
    ];
    for (institution, typed, errors) in cases {
        let mut page = at_credentials(&emulator, institution);
        page.does("submit", typed).must_show("credentials");
        assert_eq!(page.screen["errors"], errors, "{institution}");
        assert_eq!(page.told(), [""; 0], "{institution}: the bank was not asked");
    }
}

#[test]
fn w_flow_03_credentials_that_fit_connect() {
    let emulator = must_start(still());
    let cases = [
        ("erebor_mx_retail", keys("bnk100")),
        ("belvo_mx_retail", json!({ "username": "1", "username2": "0", "password": "any thing" })),
        ("heimdall_mx_retail", keys("user_valid")),
        ("heimdall_co_retail", json!({ "username": "u", "password": "p", "token": "123456" })),
        ("planet_mx_employment", json!({ "username": "BLPM951331IONVGR54" })),
        ("planet_mx_employment", json!({ "username": "BLPM951331IONVGR55", "password": "fake-password" })),
        ("ofmockbank_br_retail", json!({ "username": "123.456.789-01" })),
        (
            "ironbank_br_retail",
            json!({ "username_type": "003", "username": "u", "username2": "v", "password": "p", "password2": "q" }),
        ),
        (
            "tatooine_mx_fiscal",
            json!({ "username": "PFIS010101000", "password": "individual", "extra": "ignored" }),
        ),
    ];
    for (institution, typed) in cases {
        let mut page = at_credentials(&emulator, institution);
        page.does("submit", typed).must_show("success");
    }
}

#[test]
fn r_link_11_the_same_account_twice_can_be_refused_as_duplicated() {
    let emulator = must_start(still().option("link.duplicates", "refuse"));
    at_credentials(&emulator, "erebor_mx_retail").does("submit", keys("user")).does("finish", ());
    let mut page = at_credentials(&emulator, "erebor_mx_retail");
    page.does("submit", keys("user")).must_show("error");
    assert_eq!(page.told(), ["/loading < /credentials", "ERROR duplicated", "/error < /loading"]);
    page.does("retry", ()).must_show("credentials").does("submit", keys("other")).must_show("success");
    at_credentials(&emulator, "erebor_co_retail").does("submit", keys("user")).must_show("success");

    let turned = json!({ "password": keys("user")["password"], "username": "user" });

    let with_more = json!({ "username": "user", "password": keys("user")["password"], "token": "" });
    for same in [turned, with_more] {
        at_credentials(&emulator, "erebor_mx_retail").does("submit", same).must_show("error");
    }

    let lenient = must_start(still());
    for _ in 0..2 {
        at_credentials(&lenient, "erebor_mx_retail").does("submit", keys("user")).must_show("success");
    }
}

#[test]
fn r_tok_14_the_link_can_be_read_before_the_callback() {
    let emulator = must_start(still());
    let mut page = at_credentials(&emulator, "erebor_mx_retail");
    page.does("submit", keys("user")).must_show("success");
    let links = must_answer(&emulator, &get("/api/links/"));
    assert_eq!(links["count"], 1, "W-CB-05");
    page.does("finish", ());
    let callback = page.calls().pop().expect("a callback");
    assert_eq!(callback["args"], json!([links["results"][0]["id"], "erebor_mx_retail"]), "W-CB-01");
}

#[test]
fn w_cb_06_the_success_screen_leaves_by_the_workspaces_clock_alone() {
    let emulator = must_start(still());
    let mut page = at_credentials(&emulator, "erebor_mx_retail");
    page.does("submit", keys("user")).told();
    page.fetch().must_show("success");
    assert_eq!(page.told(), [""; 0], "the clock stands, and so does the screen");
    emulator.advance("1499ms").expect("1499 ms");
    page.fetch().must_show("success");
    let moved = json!(emulator.advance("1ms").expect("1 ms"));
    assert_eq!(moved["fired"][0]["what"], "success.leaves");
    page.fetch().must_be_over();
    assert_eq!(page.told(), ["callback"]);
    page.must_not("finish", ());
}

#[test]
fn w_cb_06_the_delay_of_the_success_screen_is_an_option() {
    let never = must_start(still().option("widget.success_delay", "never"));
    let mut page = at_credentials(&never, "erebor_mx_retail");
    page.does("submit", keys("user")).told();
    never.advance("365d").expect("a year");
    page.fetch().must_show("success").does("finish", ()).must_be_over();
    assert_eq!(page.told(), ["callback"], "W-CB-02: once, however late");

    let at_once = must_start(still().option("widget.success_delay", "0ms"));
    let mut page = at_credentials(&at_once, "erebor_mx_retail");
    page.does("submit", keys("user"));
    page.fetch().must_be_over();
}

#[test]
fn w_evt_09_being_asked_for_a_token_is_an_error_event_that_exit_data_forget() {
    let emulator = must_start(still());
    asks(&emulator, "numeric");
    let mut page = at_credentials(&emulator, "heimdall_mx_retail");
    page.does("submit", keys("user")).must_show("mfa");
    assert_eq!(page.told(), ["/loading < /credentials", "ERROR token_required", "/token < /loading"]);
    page.does("close", ()).does("leave", ()).does("survey", ());
    let exit = page.calls().pop().expect("onExit");
    assert_eq!(
        data(&exit),
        &json!({ "meta_data": { "institution_name": "heimdall_mx_retail", "step": "abandon-survey" } }),
        "W-EXIT-08"
    );

    let silent = must_start(still().option("widget.mfa_error_event", "off"));
    asks(&silent, "numeric");
    let mut page = at_credentials(&silent, "heimdall_mx_retail");
    page.does("submit", keys("user")).must_show("mfa");
    assert_eq!(page.told(), ["/loading < /credentials", "/token < /loading"]);
}

#[test]
fn w_test_02_111111_is_right_and_999999_wrong() {
    let emulator = must_start(still());
    asks(&emulator, "numeric");
    let mut page = at_credentials(&emulator, "heimdall_mx_retail");
    page.does("submit", keys("user")).must_show("mfa");
    let number = page.screen["value"].clone();
    assert_eq!(number.as_str().map(str::len), Some(5));
    page.told();
    page.does("token", "999999").must_show("error");
    assert_eq!(page.told(), ["/loading < /token", "ERROR token_required", "/error < /loading"]);
    page.does("retry", ()).must_show("mfa");
    assert_ne!(page.screen["value"], number, "R-MFA-06: a new session asks anew");
    page.does("token", "111111").must_show("success");
    assert_eq!(page.told(), ["/token < /error", "/loading < /token", "/success < /loading"]);
}

#[test]
fn w_exit_08_a_wrong_token_is_remembered_by_the_exit() {
    let emulator = must_start(still());
    asks(&emulator, "text");
    let mut page = at_credentials(&emulator, "heimdall_mx_retail");
    page.does("submit", keys("user")).does("token", "999999");
    page.does("close", ()).does("leave", ()).does("survey", ());
    let exit = page.calls().pop().expect("onExit");
    assert_eq!(data(&exit)["last_encountered_error"]["code"], "token_required");
}

#[test]
fn r_mfa_06_other_tokens_are_an_option() {
    let emulator = must_start(still());
    asks(&emulator, "text");
    at_credentials(&emulator, "heimdall_mx_retail")
        .does("submit", keys("a"))
        .does("token", "42")
        .must_show("success");
    let strict = must_start(still().option("mfa.other_tokens", "reject"));
    asks(&strict, "text");
    for token in [json!("42"), json!(""), json!(null), json!("999999")] {
        let mut page = at_credentials(&strict, "heimdall_mx_retail");
        page.does("submit", keys("b")).does("token", token).must_show("error");
    }
    at_credentials(&strict, "heimdall_mx_retail")
        .does("submit", keys("b"))
        .does("token", "111111")
        .must_show("success");
}

#[test]
fn r_mfa_04_the_four_kinds_of_question() {
    let emulator = must_start(still());
    for (kind, input, shown) in
        [("numeric", true, true), ("qr", false, true), ("text", true, false), ("inputless", false, false)]
    {
        asks(&emulator, kind);
        let mut page = at_credentials(&emulator, "heimdall_mx_retail");
        page.does("submit", keys("user")).must_show("mfa");
        assert_eq!(page.screen["kind"], kind);
        assert_eq!(page.screen["input"], input, "{kind}");
        assert_eq!(page.screen["value"].is_string(), shown, "{kind}");
        assert_eq!((&page.screen["seconds_left"], &page.screen["frozen"]), (&json!(9600), &json!(true)));
        assert_eq!(page.screen["expires_at"], "2026-01-31T14:40:00.000000Z");
        if !input {
            page.does("token", ()).must_show("success");
        }
    }
}

#[test]
fn w_flow_05_a_late_token_leads_back_to_the_credentials() {
    let emulator = must_start(still().option("token.access_ttl", "1d"));
    asks(&emulator, "text");
    let mut page = at_credentials(&emulator, "heimdall_mx_retail");
    page.does("submit", keys("user")).must_show("mfa").told();
    emulator.advance("9600s").expect("9600 s");
    page.does("token", "111111").must_show("error");
    assert_eq!(page.told()[1], "ERROR session_expired");
    page.does("retry", ()).must_show("credentials");
}

#[test]
fn w_evt_05_errors_carry_a_request_id_a_time_and_the_institution_in_order() {
    let emulator = must_start(still());
    must_play(&emulator, &json!({ "play": "by_hand", "steps": [{ "submit": "login_error" }] }));
    let error = |query: &Value| {
        let mut page = Page::open_at(&emulator, &json!({ "institutions": "erebor_mx_retail" }), query);
        page.does("submit", keys("user"));
        let call = page.calls().into_iter().find(|call| call["args"][0].to_string().contains("ERROR"));
        call.expect("an ERROR")["args"][0].clone()
    };
    let wrapped = error(&json!({}));
    let event = &wrapped["data"][0];
    let names = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(event), ["eventName", "request_id", "meta_data"], "W-CB-14");
    assert_eq!(
        names(&event["meta_data"]),
        ["error_code", "error_message", "institution_name", "timestamp"],
        "W-EVT-08"
    );
    assert_eq!(event["meta_data"]["timestamp"], "2026-01-31T12:00:00.000Z");
    assert_eq!(event["request_id"].as_str().map(str::len), Some(36), "W-EVT-06");
    let hex = error(&json!({ "widget.request_id": "hex" }));
    assert!(is_hex32(&hex["data"][0]["request_id"]));
    let flat = error(&json!({ "widget.payload": "flat" }));
    assert_eq!(names(&flat), ["eventName", "request_id", "meta_data"], "W-CB-12");
}

#[test]
fn w_evt_03_the_first_page_load_is_an_option() {
    let emulator = must_start(still().option("widget.initial_page_load", "on"));
    let mut page = Page::open(&emulator, &json!({}));
    let calls = page.calls();
    assert_eq!(data(&calls[0])["meta_data"], json!({ "page": "/consent", "from": "" }));
    page.does("accept", ());
    assert_eq!(page.told(), ["/institutions < /consent"]);
}
