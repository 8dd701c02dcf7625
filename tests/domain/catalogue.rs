//! The codes against Belvo's documentation: over REST by a rule of a scenario or a user name, in the widget by a step.
//! The table here was written from Belvo's pages, not from the program.

mod documented;

use belvo_emulator::control::SetScenario;
use std::collections::BTreeSet;

use crate::support::contract::must_be_valid;
use crate::support::{PASSWORD, SECRET_ID, must_get_token, still};
use belvo_emulator::domain::vocabulary::catalogue::{CODES, Surface};
use belvo_emulator::{Emulator, Request};
use documented::{DOCUMENTED, INTERNAL};
use serde_json::{Value, json};

/// The code that the widget tells, its first message, and the rule.
const WIDGET: &[(&str, &str, &str)] = &[
    ("W-CODE-01", "institution_down", "The financial institution is down, try again later"),
    ("W-CODE-02", "login_error", "Invalid credentials provided to login to the institution"),
    (
        "W-CODE-03",
        "too_many_sessions",
        "Impossible to login, a session is already opened with the institution for these credentials",
    ),
    ("W-CODE-04", "unexpected_error", INTERNAL),
    ("W-CODE-05", "token_required", "A MFA token is required by the institution to login"),
    ("W-CODE-06", "duplicated", "Link already exists"),
    ("W-CODE-07", "institution_inactive", "The institution has been temporarily deactivated"),
    ("W-CODE-08", "institution_unavailable", "The financial institution is unavailable"),
    (
        "W-CODE-09",
        "session_expired",
        "The session you are trying to resume has expired, please start again from register/retrieve endpoint",
    ),
    ("W-CODE-10", "session_expired_ob", ""),
    ("W-CODE-11", "activation_failed", "The credentials provided were not accepted by the institution."),
    (
        "W-CODE-12",
        "unsupported_operation",
        "The resource you are trying to access is not supported by this institution",
    ),
    (
        "W-CODE-12",
        "request_timeout",
        "The request timed out, you can retry asking for less data by changing your query parameters",
    ),
    ("W-CODE-16", "invalid_credentials", "CURP es incorrecto"),
    ("W-CODE-16", "forbidden_by_host", "Has agotado el número de solicitudes permitidas por día."),
    ("W-CODE-16", "activation_required", "This user doesn't have web access activated yet."),
];

#[track_caller]
fn must_play(document: &Value) -> Emulator {
    let emulator = still().start().expect("an emulator");
    emulator.set_scenario(SetScenario::document(document.clone())).expect("a scenario");
    emulator
}

fn links() -> Request {
    Request::get("/api/links/").keys(SECRET_ID, PASSWORD)
}

/// R-ERR-07: a scenario can have any code.
#[test]
fn each_code_has_its_status_and_its_messages_over_rest() {
    let rule = |(_, _, code, message): &(&str, u16, &str, &str)| match *message {
        "" => json!({ "on": "GET /api/links/", "times": 1, "error": code }),
        message => json!({ "on": "GET /api/links/", "times": 1, "error": code, "message": message }),
    };
    let rules: Vec<Value> = DOCUMENTED.iter().map(rule).collect();
    let emulator = must_play(&json!({ "version": 1, "title": "All codes", "api": rules }));
    for (id, status, code, message) in DOCUMENTED {
        let reply = emulator.handle(&links());
        must_be_valid(&links(), &reply);
        let item = &reply.value()[0];
        assert_eq!(reply.status, *status, "{id}: {code}");
        assert_eq!(
            (&item["code"], item["message"].as_str().unwrap_or_default()),
            (&json!(code), *message),
            "{id}"
        );
    }
    assert_eq!(emulator.handle(&links()).status, 200, "each rule was for one call");
}

#[test]
fn the_table_of_codes_is_whole() {
    let documented: BTreeSet<&str> = DOCUMENTED.iter().map(|(_, _, code, _)| *code).collect();
    let rest: BTreeSet<&str> = CODES.iter().filter(|row| row.over_rest()).map(|row| row.name).collect();
    // Two have a shape of their own, below.
    assert_eq!(rest, documented.into_iter().chain(["already_exists", "forbidden_page"]).collect());
    let shown: BTreeSet<&str> = WIDGET.iter().map(|(_, code, _)| *code).collect();
    let errors = CODES.iter().filter(|row| row.surface == Surface::Error).map(|row| row.name);
    assert_eq!(errors.collect::<BTreeSet<_>>(), shown);
}

/// R-ERR-50, R-ERR-70, R-ERR-71: no envelope, and two items without message and code of their own.
#[test]
fn the_shapes_that_are_no_usual_items() {
    let terminal = "The terminal_id is invalid, try again or contact Belvo's support.";
    let on = "GET /api/links/";
    let api = json!([
        { "on": on, "times": 1, "error": "forbidden_page" },
        { "on": on, "times": 1, "error": "already_exists" },
        { "on": on, "times": 1, "error": "invalid", "message": terminal },
    ]);
    let emulator = must_play(&json!({ "version": 1, "title": "Shapes", "api": api }));
    let page = emulator.handle(&links());
    assert_eq!(
        (page.status.as_u16(), &page.headers["content-type"]),
        (403, &"text/html".parse().expect("a type"))
    );
    assert_eq!(page.text().lines().nth(1), Some("<center><h1>403 Forbidden</h1></center>"));
    must_be_valid(&links(), &page);
    let item = || {
        let reply = emulator.handle(&links());
        must_be_valid(&links(), &reply);
        reply.value()[0].clone()
    };
    let (account, payment) = (item(), item());
    assert_eq!(
        (&account["field"], &account["pix_key"]["value"]["code"]),
        (&json!("details"), &json!("already_exists"))
    );
    assert_eq!(payment["terminal_id"], json!([{ "message": terminal, "code": "invalid" }]));
    for nested in [account, payment] {
        assert!(nested.get("code").is_none() && nested["request_id"].is_string(), "{nested}");
    }
}

#[test]
fn the_rules_of_a_code_are_those_of_the_pages() {
    for (id, code) in DOCUMENTED
        .iter()
        .map(|(id, _, code, _)| (id, code))
        .chain(WIDGET.iter().map(|(id, code, _)| (id, code)))
    {
        let row = CODES.iter().find(|row| row.name == *code).expect("a code");
        // W-CODE-16 is about all codes without a row of their own.
        assert!(row.rules.contains(id) || *id == "W-CODE-16", "{code} does not name {id}");
    }
}

/// What the page's functions were called with, and the screens that were shown.
#[track_caller]
fn must_open(emulator: &Emulator) -> Vec<Value> {
    let body = json!({
        "token": must_get_token(emulator),
        "config": { "locale": "en" },
        "handlers": ["callback", "onEvent", "onExit"],
        "arguments": 2,
        "query": {},
    });
    let reply = emulator.handle(&Request::post("/widget/v1/open", &body));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.value()["frames"].as_array().cloned().expect("frames")
}

/// The first event of a kind.
fn event(frames: &[Value], kind: &str) -> Value {
    let emissions = frames.iter().flat_map(|frame| frame["emissions"].as_array().into_iter().flatten());
    let mut events = emissions.map(|emission| emission["args"][0]["data"][0].clone());
    events.find(|event| event["eventName"] == kind).unwrap_or_default()
}

#[test]
fn each_code_of_a_bank_is_an_error_event_of_the_widget() {
    for (id, code, message) in WIDGET {
        let steps = json!(["accept", { "choose": "any" }, { "submit": code }, "close", "leave", { "survey": "skip" }]);
        let emulator = must_play(&json!({ "version": 1, "title": code, "widget": { "steps": steps } }));
        let frames = must_open(&emulator);
        let told = event(&frames, "ERROR")["meta_data"].clone();
        assert_eq!((&told["error_code"], &told["error_message"]), (&json!(code), &json!(message)), "{id}");
        let screen = frames.iter().map(|frame| &frame["screen"]).find(|screen| screen["name"] == "error");
        assert!(screen.is_some_and(|screen| screen["title"].is_string()), "{id}: {frames:?}");
    }
}

#[test]
fn w_code_13_the_only_warning() {
    let emulator = still().scenario("institution_disabled").start().expect("an emulator");
    let told = event(&must_open(&emulator), "WARNING")["meta_data"].clone();
    assert_eq!(told["warning_code"], "institution_disabled");
    assert_eq!(told["warning_message"], "The institution is temporarily unavailable.");
}

#[test]
fn w_code_14_a_token_that_is_taken_for_foreign() {
    let steps = json!(["close"]);
    let widget = json!({ "token": "not_valid", "steps": steps });
    let emulator = must_play(&json!({ "version": 1, "title": "Foreign", "widget": widget }));
    let told = event(&must_open(&emulator), "ERROR")["meta_data"].clone();
    assert_eq!(told["error_code"], "ACCESS_TOKEN_NOT_VALID");
    assert_eq!(told["error_message"], "The access token was not provided or is not valid");
}

/// The flow that leads to the page is not emulated: files and pages cannot have the code.
#[test]
fn w_code_15_a_refusal_after_the_bank_is_known_but_not_played() {
    let row = CODES.iter().find(|row| row.name == "risk_analysis_denied").expect("a code");
    let words = "Ocorreu um error. Por favor, verifique o seu CPF or CNPJ para ter certeza de que está correto, feche o aplicativo e reinicie o processo para conectar sua conta.";
    assert_eq!((row.messages, row.surface.places()), (&[words][..], &["page after the bank"][..]));
    let api = json!([{ "on": "GET /api/links/", "error": row.name }]);
    let document = json!({ "version": 1, "title": "Denied", "api": api });
    let refused = still().start().expect("an emulator").set_scenario(SetScenario::document(document));
    assert!(
        refused
            .is_err_and(|why| why.faults.iter().any(|fault| fault.message.contains("risk_analysis_denied")))
    );
}

/// The user name, and what the bank answers: the status, the code, the place of its message among those of the code.
const USERS: &[(&str, u16, &str, usize)] = &[
    ("err_down", 400, "institution_down", 0),
    ("err_unavailable", 400, "institution_unavailable", 0),
    ("err_inactive", 400, "institution_inactive", 0),
    ("err_sessions", 400, "too_many_sessions", 0),
    ("err_unexpected", 500, "unexpected_error", 0),
    ("err_timeout", 408, "request_timeout", 0),
    ("err_activation", 400, "activation_failed", 0),
    ("err_duplicated", 400, "duplicated", 0),
    ("err_login_a", 400, "login_error", 0),
    ("err_login_b", 400, "login_error", 1),
    ("err_login_c", 400, "login_error", 2),
    ("err_login_d", 400, "login_error", 3),
    ("err_login_e", 400, "login_error", 4),
    ("err_login_f", 400, "login_error", 5),
    ("err_login_g", 400, "login_error", 6),
    ("mfa_default", 428, "token_required", 0),
    ("mfa_qr", 428, "token_required", 0),
    ("mfa_numeric", 428, "token_required", 0),
    ("mfa_inputless", 428, "token_required", 0),
    ("mfa_late", 428, "token_required", 0),
];

#[test]
fn w_test_01_user_names_pick_what_the_bank_answers() {
    let emulator = still().start().expect("an emulator");
    for (user, status, code, message) in USERS {
        let body = json!({ "institution": "gringotts_mx_retail", "username": user, "password": "any" });
        let reply = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD));
        let messages = CODES.iter().find(|row| row.name == *code).expect("a code").messages;
        let item = &reply.value()[0];
        assert_eq!(reply.status, *status, "{user}: {}", reply.text());
        assert_eq!((&item["code"], &item["message"]), (&json!(code), &json!(messages[*message])), "{user}");
    }
}
