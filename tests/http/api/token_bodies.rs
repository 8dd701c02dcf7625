//! The bodies of token requests: what is accepted, and each fault at its key (R-TOK-04 to 06, 20 to 23).

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::door::{
    Page, keys, must_answer, must_refuse, must_say, must_start, said, still, token_request, token_with,
};

fn ask(change: &Value) -> Request {
    Request::post("/api/token/", &token_with(change))
}

#[track_caller]
fn must_fault(emulator: &Emulator, change: &Value, code: &str, message: &str, field: &str) {
    assert_eq!(said(&must_refuse(emulator, &ask(change), 400)), [[code, message, field]], "{change}");
}

#[test]
fn r_tok_22_the_bodies_of_belvos_pages_and_libraries_work() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({ "show_intro": false }));
    page.does("choose", "erebor_mx_retail").does("submit", keys("user")).does("finish", ());
    let link = page.calls().pop().expect("a callback")["args"][0].clone();
    let ofda =
        "read_institutions,write_links,read_consents,write_consents,write_consent_callback,delete_consents";
    let branding = json!({ "company_icon": "https://a/i.svg", "company_logo": "https://a/l.svg", "company_name": "A",
        "company_terms_url": "https://a/terms" });
    let bodies = [
        token_request(),
        token_with(&json!({ "link_id": link, "scopes": "read_institutions,write_links,read_links",
            "fetch_resources": null, "credentials_storage": null, "stale_in": null })),
        token_with(&json!({ "scopes": ofda, "credentials_storage": null, "widget": {
            "openfinance_feature": "consent_link_creation", "branding": branding, "purpose": "P",
            "callback_urls": { "success": "app://success", "exit": "app://exit", "event": "app://event" },
            "consent": { "purpose": "P", "terms_and_conditions_url": "https://a", "identification_info":
                [{ "type": "CPF", "number": "76109277673", "name": "Ralph Bragg" }] } } })),
        token_with(&json!({ "scopes": "read_consents,write_consents,write_consent_callback",
            "widget": { "openfinance_feature": "consent_management" } })),
        token_with(&json!({ "scopes": "read_institutions,write_links,read_links,delete_links" })),
        token_with(&json!({ "scopes": "read_institutions, write_links", "external_id": "abc",
            "access_mode": "single", "invented": { "by": ["an", "app"] } })),
    ];
    for body in bodies {
        must_answer(&emulator, &Request::post("/api/token/", &body));
    }
    let of_the_library = json!({ "link_id": link, "scopes": "read_institutions,write_links" });
    let basic = Request::post("/api/token/", &of_the_library).keys("trace-worker", "trace-password");
    must_answer(&emulator, &basic);
}

#[test]
fn r_tok_06_an_unknown_scope_is_named() {
    let emulator = must_start(still());
    must_fault(
        &emulator,
        &json!({ "scopes": "read_institutions,write_everything" }),
        "invalid_choice",
        "\"write_everything\" is not a valid choice.",
        "scopes",
    );
    must_fault(&emulator, &json!({ "scopes": ["read_links"] }), "invalid", "Not a valid string.", "scopes");
    let null = must_refuse(&emulator, &Request::post("/api/token/", &null_key("scopes")), 400);
    assert_eq!(said(&null), [["null", "This field may not be null.", "scopes"]]);
}

fn null_key(name: &str) -> Value {
    let mut body = token_request();
    body[name] = Value::Null;
    body
}

#[test]
fn r_tok_20_fetch_resources_is_a_list() {
    let emulator = must_start(still());
    for (value, kind) in [
        (json!("ACCOUNTS"), "str"),
        (json!(3), "int"),
        (json!(1.5), "float"),
        (json!({}), "dict"),
        (json!(true), "bool"),
    ] {
        let message = format!("Expected a list but got type \"{kind}\".");
        must_fault(
            &emulator,
            &json!({ "fetch_resources": value }),
            "not_a_list",
            &message,
            "fetch_resources",
        );
    }
    must_fault(
        &emulator,
        &json!({ "fetch_resources": [true] }),
        "invalid",
        "Not a valid string.",
        "fetch_resources",
    );
}

#[test]
fn r_tok_20_the_patterns_of_the_durations() {
    let emulator = must_start(still());
    for value in ["store", "nostore", "1d", "27d", "365d"] {
        must_answer(&emulator, &ask(&json!({ "credentials_storage": value })));
    }
    for name in ["credentials_storage", "stale_in"] {
        for value in ["d", "1234d", "3 d", "10", "10D", "-1d", "٣d"] {
            must_fault(&emulator, &json!({ name: value }), "invalid", "Enter a valid value.", name);
        }
    }
    must_fault(&emulator, &json!({ "stale_in": "store" }), "invalid", "Enter a valid value.", "stale_in");
}

#[test]
fn r_tok_23_a_link_has_to_be_a_uuid_and_ours() {
    let emulator = must_start(still());
    must_fault(
        &emulator,
        &json!({ "link_id": "not-a-link" }),
        "invalid",
        "“not-a-link” is not a valid UUID.",
        "link_id",
    );
    let unknown = "00000000-0000-4000-8000-000000000000";
    must_fault(
        &emulator,
        &json!({ "link_id": unknown }),
        "does_not_exist",
        &format!("Object with id={unknown} does not exist."),
        "link_id",
    );
}

#[test]
fn w_tok_08_widget_is_an_object_or_the_text_of_one() {
    let emulator = must_start(still());
    must_answer(&emulator, &ask(&json!({ "widget": "{\"branding\": {\"company_name\": \"A\"}}" })));
    for (value, kind) in [(json!("not JSON"), "str"), (json!([]), "list"), (json!("[]"), "list")] {
        let message = format!("Expected a dictionary but got type \"{kind}\".");
        must_fault(&emulator, &json!({ "widget": value }), "invalid", &message, "widget");
    }
}

#[test]
fn w_tok_08_a_form_is_read_too() {
    let emulator = must_start(still());
    let mut form = Request::new(http::Method::POST, "/api/token");
    form = form.header("content-type", "application/x-www-form-urlencoded; charset=utf-8");
    form.body = "id=a&password=p%20q&scopes=read_institutions%2Cwrite_links&fetch_resources=ACCOUNTS&\
                 fetch_resources=OWNERS&widget=%7B%22branding%22%3A%7B%7D%7D"
        .into();
    must_answer(&emulator, &form);
    form.body = "id=a&password=p%20q&widget=x".into();
    let items = must_refuse(&emulator, &form, 400);
    assert_eq!(items[0]["field"], "widget");
}

#[test]
fn json_that_came_as_a_form_is_told_so() {
    let emulator = must_start(still());
    let mut form = Request::new(http::Method::POST, "/api/token/");
    form = form.header("content-type", "application/x-www-form-urlencoded");
    form.body = token_request().to_string().into();
    let reply = emulator.handle(&form);
    assert_eq!(reply.status, 400);
    let why = reply.headers["x-belvo-emulator-why"].to_str().expect("text");
    assert!(why.contains("Content-Type: application/json"), "{why}");
}

#[test]
fn r_base_13_other_types_of_bodies_are_refused() {
    let emulator = must_start(still());
    for kind in ["text/plain", "application/xml", "multipart/form-data; boundary=x"] {
        let request = ask(&json!({})).header("content-type", kind);
        let bare = kind.split(';').next().unwrap_or_default();
        let message = format!("Unsupported media type \"{bare}\" in request.");
        must_say(&emulator, &request, 415, "unsupported_media_type", &message);
    }
    let mut bare = ask(&json!({}));
    bare.headers.clear();
    must_answer(&emulator, &bare);
}

#[test]
fn r_err_19_broken_json_is_pointed_at() {
    let emulator = must_start(still());
    let broken = |body: &'static [u8]| {
        let mut request = ask(&json!({}));
        request.body = body.into();
        let items = must_refuse(&emulator, &request, 400);
        assert_eq!(items.len(), 1);
        assert_eq!(items[0]["code"], "parse_error");
        items[0]["message"].as_str().expect("a message").to_owned()
    };
    assert_eq!(
        broken(b"{\n  \"id\": \"a\",\n}"),
        "JSON parse error - trailing comma: line 3 column 1 (char 15)"
    );
    for body in [&b"{"[..], b"{\"id\": }", b"\xff\xfe", b"{} {}", b"nope", b"[[[", b"\"\\ud800\""] {
        let message = broken(body);
        assert!(message.starts_with("JSON parse error - "), "{message}");
        assert!(message.contains(": line 1 column "), "{message}");
    }
}

#[test]
fn a_body_that_is_no_object_is_refused() {
    let emulator = must_start(still());
    for (body, kind) in
        [("[]", "list"), ("\"x\"", "str"), ("1", "int"), ("null", "NoneType"), ("true", "bool")]
    {
        let mut request = ask(&json!({}));
        request.body = body.into();
        let message = format!("Invalid data. Expected a dictionary, but got {kind}.");
        must_say(&emulator, &request, 400, "invalid", &message);
    }
}

#[test]
fn deep_nesting_is_a_parse_error() {
    let emulator = must_start(still());
    let mut request = ask(&json!({}));
    request.body = "[".repeat(100_000).into();
    assert_eq!(must_refuse(&emulator, &request, 400)[0]["code"], "parse_error");
    request = ask(&json!({ "widget": "[".repeat(100_000) }));
    assert_eq!(must_refuse(&emulator, &request, 400)[0]["field"], "widget");
}

#[test]
fn r_tok_04_strict_wants_what_the_openapi_document_wants() {
    let emulator = must_start(still().option("strict", "on"));
    let needed = ["scopes", "fetch_resources", "stale_in", "widget"];
    let items =
        must_refuse(&emulator, &Request::post("/api/token/", &json!({ "id": "a", "password": "p" })), 400);
    let expected = needed.map(|name| ["required", "This field is required.", name]);
    assert_eq!(said(&items), expected, "one item a key, none twice");
    let bare = must_refuse(&emulator, &ask(&json!({ "widget": { "theme": [{ "css_key": "" }, {}] } })), 400);
    let required = |name| ["required", "This field is required.", name];
    let keys = ["company_icon", "company_logo", "company_name", "company_terms_url"];
    let blank = ["blank", "This field may not be blank.", "css_key"];
    assert_eq!(
        said(&bare),
        [keys.map(required).as_slice(), &[blank, required("value")]].concat(),
        "W-TOK-16: and of a theme the first item that lacks something"
    );
    let whole = json!({ "branding": { "company_icon": "x", "company_logo": "x", "company_name": "x",
        "company_terms_url": "x" }, "theme": [{ "css_key": "--x", "value": "x" }] });
    must_answer(&emulator, &ask(&json!({ "widget": whole })));
}

#[test]
fn r_tok_05_missing_scopes_are_an_option() {
    let without = json!({ "scopes": null });
    let lenient = must_start(still());
    let token = must_answer(&lenient, &ask(&without))["access"].clone();
    let mut page = Page::open_as(&lenient, token.as_str().expect("a token"), &json!({}), &json!({}));
    page.must_show("config-error");

    let pair = must_start(still().option("token.missing_scopes", "default_pair"));
    let token = must_answer(&pair, &ask(&without))["access"].clone();
    Page::open_as(&pair, token.as_str().expect("a token"), &json!({}), &json!({})).must_show("consent");

    let required = must_start(still().option("token.missing_scopes", "required"));
    let items = must_refuse(&required, &ask(&without), 400);
    assert_eq!(said(&items), [["required", "This field is required.", "scopes"]]);
}

#[test]
fn r_err_55_the_token_can_only_be_posted() {
    let emulator = must_start(still());
    for method in ["GET", "PUT", "PATCH", "DELETE"] {
        let request = Request::new(method.parse().expect("a method"), "/api/token/");
        let message = format!("Method \"{method}\" not allowed.");
        must_say(&emulator, &request, 405, "method_not_allowed", &message);
        assert_eq!(emulator.handle(&request).headers["allow"], "POST");
    }
}
