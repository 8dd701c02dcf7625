//! User names that decide pass every bank's form, in the widget and over REST, and the widget lists them (W-TEST-01).

use belvo_emulator::Emulator;
use serde_json::{Map, Value, json};

use super::bank::send;
use super::door::{Page, get, must_answer, must_start, still};

/// A name, the code that comes of it, and the password that belongs to it.
const NAMES: [(&str, &str, &str); 6] = [
    ("err_down", "institution_down", "1"),
    ("err_login_b", "login_error", "1"),
    ("mfa_numeric", "token_required", "1"),
    ("slow_1", "", "1"),
    ("student_2", "", "1"),
    ("user_invalid", "login_error", "pass_invalid"),
];

/// What fits the other fields of a form.
fn fitting(field: &Value) -> Value {
    match field["name"].as_str() {
        Some("username_type") => json!("003"),
        Some("username2") => json!("0"),
        Some("token") => json!("111111"),
        _ => json!("a"),
    }
}

/// The forms of all institutions that a person can choose, by their names.
fn forms(emulator: &Emulator) -> Vec<(String, Vec<Value>)> {
    let all = must_answer(emulator, &get("/api/institutions/?page_size=100"));
    let form =
        |row: &Value| (row["name"].as_str()?.to_owned(), row["form_fields"].as_array()?.clone()).into();
    all["results"].as_array().into_iter().flatten().filter_map(form).collect()
}

fn credentials(fields: &[Value], user: &str, password: &str) -> Map<String, Value> {
    let value = |field: &Value| match field["name"].as_str() {
        Some("username") => json!(user),
        Some("password") => json!(password),
        _ => fitting(field),
    };
    // A token that is known beforehand saves the question.
    let asked = fields.iter().filter(|field| field["name"] != "token");
    asked.map(|field| (field["name"].as_str().unwrap_or_default().to_owned(), value(field))).collect()
}

fn has_password(fields: &[Value]) -> bool {
    fields.iter().any(|field| field["name"] == "password")
}

#[test]
fn w_test_01_a_name_that_decides_passes_the_form_of_every_institution_in_the_widget() {
    let emulator = must_start(still().option("widget.payload", "flat"));
    for (institution, fields) in forms(&emulator) {
        for (user, code, password) in NAMES.iter().filter(|row| row.2 == "1" || has_password(&fields)) {
            let mut page = Page::open(&emulator, &json!({ "institutions": institution }));
            page.does("submit", Value::Object(credentials(&fields, user, password)));
            assert_eq!(page.screen["errors"], Value::Null, "{institution} {user}");
            let told = page.calls();
            let of = |call: &Value| call["args"][0]["meta_data"]["error_code"].as_str().map(str::to_owned);
            let codes: Vec<String> = told.iter().filter_map(of).collect();
            assert_eq!(codes.concat(), *code, "{institution} {user}: {told:?}");
        }
    }
}

#[test]
fn w_test_01_a_name_that_decides_passes_the_form_of_every_institution_over_rest() {
    let emulator = must_start(still());
    for (institution, fields) in forms(&emulator) {
        for (user, code, password) in NAMES.iter().filter(|row| row.2 == "1" || has_password(&fields)) {
            let mut body = credentials(&fields, user, password);
            body.insert("institution".into(), json!(institution));
            let reply = send(&emulator, "POST", "/api/links/", &Value::Object(body));
            let answered = reply.value()[0]["code"].as_str().unwrap_or_default().to_owned();
            assert_eq!(answered, *code, "{institution} {user}: {}", reply.text());
            assert_eq!(reply.status.is_success(), code.is_empty(), "{institution} {user}");
        }
    }
}

/// A name that only looks like one meets the form as any other, and so does every other field.
#[test]
fn w_flow_03_other_names_and_other_fields_are_held_against_the_form() {
    let emulator = must_start(still());
    let form = json!({ "institutions": "belvo_mx_retail" });
    for user in ["err_dwn", "err_down2", "slow_x", "students", "user_invalid"] {
        let typed = json!({ "username": user, "username2": "0", "password": "1" });
        let mut page = Page::open(&emulator, &form);
        page.does("submit", typed).must_show("credentials");
        assert_eq!(page.screen["errors"], json!({ "username": "Credenciales incorrectas" }), "{user}");
    }
    let mut page = Page::open(&emulator, &form);
    page.does("submit", json!({ "username": "err_down", "username2": "x" })).must_show("credentials");
    assert_eq!(page.screen["errors"], json!({ "username2": "8 a 11 dígitos", "password": "required" }));
}

#[test]
fn w_test_01_the_widget_is_given_the_names_in_its_language_to_list_them() {
    let emulator = must_start(still());
    let names = |locale: &str| Page::open(&emulator, &json!({ "locale": locale })).greeting["names"].clone();
    for (locale, words) in
        [("en", "The bank is down"), ("es", "El banco está caído"), ("pt", "O banco está fora do ar")]
    {
        let names = names(locale);
        assert_eq!(names[0], json!(["err_down", words]));
        let of = |wanted: &str| names.as_array().is_some_and(|all| all.iter().any(|row| row[0] == wanted));
        assert!(["mfa_qr", "slow_2500", "student", "user_invalid"].into_iter().all(of), "{names}");
    }
    let unmarked = must_start(still().option("widget.mark", "off"));
    assert_eq!(Page::open(&unmarked, &json!({})).greeting["names"], json!([]), "names are for developers");
}
