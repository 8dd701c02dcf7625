//! The codes against Belvo's documentation: over REST by a rule of a scenario or a user name, in the widget by a step.
//! The table here was written from Belvo's pages, not from the program.

#[path = "openapi/contract.rs"]
mod contract;
mod support;

use std::collections::BTreeSet;

use belvo_emulator::domain::catalogue::{CODES, Surface};
use belvo_emulator::{Emulator, Request};
use contract::must_be_valid;
use serde_json::{Value, json};
use support::{PASSWORD, SECRET_ID, must_get_token, still};

const INTERNAL: &str = "Belvo is unable to process the request due to an internal system issue or to an unsupported response from an institution";

/// The rule, the status, the code, a message.
const DOCUMENTED: &[(&str, u16, &str, &str)] = &[
    ("R-ERR-10", 400, "required", "This field is required."),
    ("R-ERR-11", 400, "null", "This field may not be null."),
    ("R-ERR-12", 400, "blank", "This field may not be blank."),
    ("R-ERR-13", 400, "invalid", "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."),
    ("R-ERR-14", 400, "invalid", "“value” is not a valid UUID."),
    ("R-ERR-15", 400, "invalid", "The institution only supports the following resources: ACCOUNTS, OWNERS"),
    ("R-ERR-16", 400, "invalid_choice", "\"value\" is not a valid choice."),
    ("R-ERR-17", 400, "does_not_exist", "Object with name=value does not exist."),
    ("R-ERR-18", 400, "not_a_list", "Expected a list but got type \"str\"."),
    (
        "R-ERR-19",
        400,
        "parse_error",
        "JSON parse error - Expecting property name enclosed in double quotes: line 3 column 1 (char 54)",
    ),
    ("R-ERR-20", 400, "duplicated", "Link already exists"),
    ("R-ERR-21", 400, "validation_error", "Bad request"),
    ("R-ERR-22", 400, "login_error", "Invalid credentials provided to login to the institution"),
    (
        "R-ERR-23",
        400,
        "login_error",
        "A MFA token is required by the institution, but it’s not supported yet by Belvo.",
    ),
    (
        "R-ERR-24",
        400,
        "login_error",
        "Impossible to login, something unexpected happened while logging into the institution. Try again later.",
    ),
    ("R-ERR-25", 400, "login_error", "Login not attempted due to invalid credentials"),
    ("R-ERR-26", 400, "login_error", "Missing credentials to login to the institution"),
    ("R-ERR-27", 400, "login_error", "The user account access was forbidden by the institution"),
    (
        "R-ERR-28",
        400,
        "login_error",
        "The user account is locked, user needs to contact the institution to unlock it",
    ),
    ("R-ERR-29", 400, "invalid_credentials", "CURP es incorrecto"),
    ("R-ERR-29", 400, "invalid_credentials", "La persona no cuenta con NSS"),
    (
        "R-ERR-30",
        400,
        "too_many_sessions",
        "Impossible to login, a session is already opened with the institution for these credentials",
    ),
    (
        "R-ERR-31",
        400,
        "session_expired",
        "The session you are trying to resume has expired, please start again from register/retrieve endpoint",
    ),
    ("R-ERR-32", 400, "session_expired_ob", ""),
    ("R-ERR-33", 400, "institution_down", "The financial institution is down, try again later"),
    ("R-ERR-34", 400, "institution_unavailable", "The financial institution is unavailable"),
    ("R-ERR-35", 400, "institution_inactive", "The institution has been temporarily deactivated"),
    (
        "R-ERR-36",
        400,
        "invalid_link",
        "The link has been invalidated. You may need to update link credentials",
    ),
    ("R-ERR-37", 400, "unconfirmed_link", "The link creation has not been completed yet"),
    (
        "R-ERR-38",
        400,
        "unsupported_operation",
        "The resource you are trying to access is not supported by this institution",
    ),
    (
        "R-ERR-39",
        400,
        "unsupported_operation",
        "For single links, you must set fetch_historical to true when using the resources request parameter.",
    ),
    ("R-ERR-40", 400, "invalid_credentials_storage", "Recurrent links must store the credentials"),
    (
        "R-ERR-41",
        400,
        "invalid_fetch_resources",
        "Single links without stored credentials must fetch resources",
    ),
    (
        "R-ERR-42",
        400,
        "invalid_access_mode_switch",
        "This link doesn't have stored credentials hence it can't be switched to recurrent mode",
    ),
    (
        "R-ERR-43",
        400,
        "invalid_period",
        "The number of days between date_from and date_to must be at least 90 days",
    ),
    ("R-ERR-44", 400, "unavailable_data", "The institution did not return any data for the request."),
    ("R-ERR-45", 400, "activation_failed", "The credentials provided were not accepted by the institution."),
    ("R-ERR-46", 401, "authentication_failed", "Invalid Secret Keys"),
    (
        "R-ERR-47",
        401,
        "consent_without_accounts",
        "Information cannot be retrieved as the consent has no associated accounts",
    ),
    ("R-ERR-48", 403, "access_to_resource_denied", "You don't have access to this resource."),
    ("R-ERR-49", 403, "access_to_production_denied", "You don’t have access to production API."),
    ("R-ERR-51", 403, "forbidden_by_host", "Has agotado el número de solicitudes permitidas por día."),
    ("R-ERR-52", 404, "not_found", "Not found."),
    ("R-ERR-53", 404, "expired_credentials", "The credentials of this link have expired"),
    ("R-ERR-54", 404, "not_found", "Invalid page."),
    ("R-ERR-55", 405, "method_not_allowed", "Method \"PATCH\" not allowed."),
    (
        "R-ERR-56",
        408,
        "request_timeout",
        "The request timed out, you can retry asking for less data by changing your query parameters",
    ),
    (
        "R-ERR-57",
        409,
        "link_refreshed",
        "The link has already been refreshed. Please wait 10 minutes before trying again.",
    ),
    ("R-ERR-60", 428, "token_required", "A MFA token is required by the institution to login"),
    ("R-ERR-61", 428, "activation_required", "This user doesn't have web access activated yet."),
    ("R-ERR-62", 429, "throttled", ""),
    ("R-ERR-63", 500, "unexpected_error", INTERNAL),
    ("R-ERR-63", 500, "service_unavailable", INTERNAL),
    ("R-ERR-65", 401, "token_not_valid", "Token is invalid or expired"),
    ("R-ERR-66", 403, "permission_denied", "You do not have permission to perform this action."),
    ("R-ERR-67", 403, "quota_limit_reached", "The quota limit has been reached."),
    (
        "R-ERR-58",
        409,
        "idempotency_key_conflict",
        "A request with this idempotency key is already being processed.",
    ),
    (
        "R-ERR-59",
        422,
        "idempotency_payload_mismatch",
        "A different request with the same idempotency key already exists.",
    ),
    ("R-ERR-72", 400, "cancellation_error", "Payment Intent cannot be canceled because it is not SCHEDULED"),
    (
        "R-ERR-72",
        400,
        "cancellation_error",
        "Payment Intent cannot be canceled as the cutoff time (23:59:00) has passed.",
    ),
    ("R-ERR-73", 400, "max_digits", "Ensure that there are no more than 12 digits in total."),
    ("R-ERR-73", 400, "max_decimal_places", "Ensure that there are no more than 2 decimal places."),
    ("R-ERR-73", 400, "min_value", "Ensure this value is greater than or equal to 0.01."),
    ("R-ERR-74", 400, "already_registered", "This customer is already registered"),
    ("R-ERR-74", 400, "min_length", "Ensure this field has at least 2 characters."),
    ("R-ERR-74", 400, "max_length", "Ensure this field has no more than 4 characters."),
    ("R-ERR-74", 400, "idempotency_key_invalid", "The provided idempotency key is invalid."),
    ("R-AUTH-04", 401, "not_authenticated", "Authentication credentials were not provided."),
    ("R-BASE-13", 415, "unsupported_media_type", "Unsupported media type \"text/plain\" in request."),
];

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
    emulator.put_scenario(json!({ "document": document })).expect("a scenario");
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
    let rest: BTreeSet<&str> = CODES.iter().filter(|row| row.over_rest()).map(|row| row.code).collect();
    // Two have a shape of their own, below.
    assert_eq!(rest, documented.into_iter().chain(["already_exists", "forbidden_page"]).collect());
    let shown: BTreeSet<&str> = WIDGET.iter().map(|(_, code, _)| *code).collect();
    let errors = CODES.iter().filter(|row| row.surface == Surface::Error).map(|row| row.code);
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
        let row = CODES.iter().find(|row| row.code == *code).expect("a code");
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
        let messages = CODES.iter().find(|row| row.code == *code).expect("a code").messages;
        let item = &reply.value()[0];
        assert_eq!(reply.status, *status, "{user}: {}", reply.text());
        assert_eq!((&item["code"], &item["message"]), (&json!(code), &json!(messages[*message])), "{user}");
    }
}
