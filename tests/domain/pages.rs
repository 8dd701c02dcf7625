//! What pages ask for, through the door that the script uses: the configuration of the widget, and its token.

use belvo_emulator::control::{Act, ActName, Page};
use std::collections::BTreeMap;

use crate::support::{PASSWORD, SECRET_ID, still, token_request};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

/// What the script gets when a page builds with this configuration and a token of this request.
#[track_caller]
fn must_open(emulator: &Emulator, request: &Value, config: &Value) -> Value {
    let token = emulator.handle(&Request::post("/api/token/", request));
    assert_eq!(token.status, 200, "{}", token.text());
    let body = json!({
        "token": token.value()["access"], "config": config, "handlers": ["callback"],
        "arguments": 2, "query": {},
    });
    let reply = emulator.handle(&Request::post("/widget/v1/open", &body));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.value()
}

#[track_caller]
fn must_build(config: &Value) -> Value {
    must_open(&still().start().expect("an emulator"), &token_request(), config)
}

/// The first screen.
#[track_caller]
fn must_show(config: &Value) -> Value {
    must_build(config)["frames"][0]["screen"].clone()
}

/// The names that the list shows.
#[track_caller]
fn must_list(mut config: Value) -> Vec<String> {
    config["show_intro"] = false.into();
    let screen = must_show(&config);
    assert_eq!(screen["name"], "institutions", "{screen}");
    let rows = screen["institutions"].as_array().into_iter().flatten();
    rows.filter_map(|row| row["name"].as_str()).map(str::to_owned).collect()
}

#[test]
fn w_cfg_06_and_07_institutions_narrow_the_list_and_one_starts_at_its_form() {
    let two = ["erebor_mx_retail", "gringotts_mx_retail"];
    assert_eq!(must_list(json!({ "institutions": two })), two, "W-CFG-06");
    let one = must_show(&json!({ "institution": "gringotts_mx_retail" }));
    assert_eq!(one["name"], "credentials", "W-CFG-07");
}

#[test]
fn w_cfg_12_integration_type_leaves_the_open_finance_institutions() {
    for name in ["openfinance", "openbanking"] {
        let screen = must_show(&json!({ "integration_type": name }));
        assert_eq!(screen["name"], "credentials", "W-CFG-26: one is left: {screen}");
    }
}

/// W-CFG-13, W-CFG-17 and W-CFG-18: known keys without effect; W-CFG-19 to 21: keys that belong elsewhere or nowhere.
#[test]
fn keys_without_effect_are_quiet_when_known_and_warned_of_when_not() {
    let known = json!({ "mode": "webapp", "access_token": "x", "company_name": "Acme", "company_icon": "http://localhost/i.svg", "social_proof": true });
    assert_eq!(must_build(&known)["console"], json!([]));
    let unknown = json!({ "onSuccess": true, "link_id": "x", "theme": [], "color_scheme": "DARK", "callback_urls": {} });
    let console = must_build(&unknown)["console"].clone();
    for key in ["onSuccess", "link_id", "theme", "color_scheme", "callback_urls"] {
        assert!(console[0]["text"].as_str().is_some_and(|text| text.contains(key)), "{key}: {console}");
    }
    assert_eq!(console.as_array().map(Vec::len), Some(1), "{console}");
}

/// W-CFG-17: the company's name is on the first screen.
#[test]
fn w_cfg_17_the_company_is_named() {
    assert_eq!(must_build(&json!({ "company_name": "Acme" }))["brand"]["company_name"], "Acme");
}

#[test]
fn w_tok_07_keys_that_are_no_tokens_are_ignored_and_w_tok_17_two_tokens_come() {
    let mut request = token_request();
    request["external_id"] = "user_1".into();
    request["access_mode"] = "single".into();
    let emulator = still().start().expect("an emulator");
    let reply = emulator.handle(&Request::post("/api/token/", &request));
    let keys: Vec<String> =
        reply.value().as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect();
    assert_eq!(keys, ["access", "refresh"], "W-TOK-17");
}

/// W-TOK-04 to 06: what the token asks for is what the link has, with the mode of the page's configuration.
#[test]
fn w_flow_11_the_link_takes_its_mode_from_the_page_and_the_rest_from_the_token() {
    let emulator = still().scenario("success").start().expect("an emulator");
    let mut request = token_request();
    request["fetch_resources"] = json!(["ACCOUNTS", "OWNERS"]);
    request["credentials_storage"] = "27d".into();
    let config =
        json!({ "access_mode": "single", "external_id": "user_1", "institution": "gringotts_mx_retail" });
    must_open(&emulator, &request, &config);
    let links = emulator.handle(&Request::get("/api/links/").keys(SECRET_ID, PASSWORD)).value();
    let link = &links["results"][0];
    for (key, value) in [
        ("access_mode", json!("single")),
        ("external_id", json!("user_1")),
        ("fetch_resources", json!(["ACCOUNTS", "OWNERS"])),
        ("credentials_storage", json!("27d")),
        ("stale_in", json!("300d")),
    ] {
        assert_eq!(link[key], value, "{key}");
    }
}

/// W-TOK-02 and R-AUTH-07: the scopes of the token are those of the bearer.
#[test]
fn w_tok_28_the_token_is_a_bearer_within_its_scopes() {
    let emulator = still().start().expect("an emulator");
    let token = emulator.handle(&Request::post("/api/token/", &token_request())).value();
    let bearer = format!("Bearer {}", token["access"].as_str().expect("a token"));
    let status =
        |path: &str| emulator.handle(&Request::get(path).header("authorization", &bearer)).status.as_u16();
    assert_eq!((status("/api/institutions/"), status("/api/links/")), (200, 403));
}

/// W-EVT-01, W-EVT-02 and W-TEST-04: each event stands in the journal as it was sent.
#[test]
fn events_of_the_three_kinds_are_in_the_journal() {
    let kinds = |scenario: &str| -> Vec<String> {
        let emulator = still().scenario(scenario).start().expect("an emulator");
        must_open(&emulator, &token_request(), &json!({}));
        let journal = json!(emulator.journal().expect("a journal"));
        let emitted = journal["entries"].as_array().cloned().unwrap_or_default();
        let emitted = emitted.iter().filter(|entry| entry["kind"] == "emission");
        let event = |entry: &Value| entry["data"]["args"][0]["data"][0].clone();
        emitted
            .map(event)
            .filter_map(|event| {
                let kind = event["eventName"].as_str()?.to_owned();
                assert_eq!(event.get("request_id").is_some(), kind != "PAGE_LOAD", "W-EVT-02: {event}");
                Some(kind)
            })
            .collect()
    };
    for (scenario, kind) in
        [("login_error", "ERROR"), ("institution_disabled", "WARNING"), ("success", "PAGE_LOAD")]
    {
        assert!(kinds(scenario).contains(&kind.to_owned()), "{scenario}");
    }
}

/// W-LOAD-03: any query is fine, and nothing is kept; W-LOAD-02: the name of 2020.
#[test]
fn w_load_02_and_03_the_script_under_both_names() {
    let emulator = still().start().expect("an emulator");
    for path in ["/belvo-widget-1-stable.js?v=3&x", "/belvo-widget-sandbox-1-stable.js"] {
        let reply = emulator.handle(&Request::get(path).header("origin", "https://app.test"));
        assert!(reply.headers["content-type"].to_str().is_ok_and(|kind| kind.starts_with("text/javascript")));
        assert_eq!(reply.headers["access-control-allow-origin"], "*");
        assert_eq!(reply.headers["cache-control"], "no-store");
    }
}

/// W-TOK-01, W-TOK-16: the keys alone are enough; W-TOK-03: a link that exists may be named.
#[test]
fn the_keys_alone_make_a_token() {
    let emulator = still().start().expect("an emulator");
    let post = |body: &Value| emulator.handle(&Request::post("/api/token/", body)).status.as_u16();
    assert_eq!(post(&json!({ "id": SECRET_ID, "password": PASSWORD })), 200);
    let user = json!({ "institution": "gringotts_mx_retail", "username": "bnk100", "password": "full" });
    let link = emulator.handle(&Request::post("/api/links/", &user).keys(SECRET_ID, PASSWORD)).value();
    let mut request = token_request();
    request["link_id"] = link["id"].clone();
    assert_eq!(post(&request), 200, "W-TOK-03");
}

/// W-CFG-01 to 03: each function gets what is its own.
#[test]
fn each_function_is_called() {
    let called = |scenario: &str| {
        let emulator = still().scenario(scenario).start().expect("an emulator");
        must_open(&emulator, &token_request(), &json!({})).to_string()
    };
    let (connected, left) = (called("success"), called("exit-at-start"));
    assert!(
        connected.contains(r#""to":"onEvent""#) && connected.contains(r#""to":"callback""#),
        "{connected}"
    );
    assert!(left.contains(r#""to":"onExit""#) && !left.contains(r#""to":"callback""#), "{left}");
}

/// W-EXIT-05, W-EVT-12 and W-EVT-14: the same thing is spelled in two ways, and leaving starts at the first page.
#[test]
fn leaving_is_spelled_in_two_ways() {
    let emulator = still().scenario("exit-at-start").start().expect("an emulator");
    let opened = must_open(&emulator, &token_request(), &json!({})).to_string();
    assert!(opened.contains(r#""page":"/abandonSurvey","from":"/consent""#), "{opened}");
    assert!(opened.contains(r#""step":"abandon-survey""#), "{opened}");
}

/// W-FLOW-13: user names and passwords of the sandbox and of nobody.
#[test]
fn any_credentials_that_fit_the_form_connect() {
    // The page has a callback alone (W-CB-09).
    for (user, password) in [("bnk100", "full"), ("user_valid", "pass_valid"), ("whoever", "whatever")] {
        let emulator = still().start().expect("an emulator");
        let opened = must_open(&emulator, &token_request(), &json!({ "institution": "gringotts_mx_retail" }));
        let widget = opened["widget"].as_str().expect("an id");
        let typed = json!({ "username": user, "password": password });
        let run = emulator.act(Act::new(widget, ActName::Submit).with(typed)).expect("an act").run;
        assert_eq!(run.screen, Some(Page::Success), "{user}");
    }
}

/// W-TEST-05: time is moved and everything is reset by command.
#[test]
fn time_is_moved_and_everything_reset_by_command() {
    let emulator = still().start().expect("an emulator");
    must_open(&emulator, &token_request(), &json!({}));
    let later = emulator.advance("10m").expect("time").now;
    assert_eq!(later.iso_micros(), "2026-01-31T12:10:00.000000Z");
    emulator.reset().expect("a reset");
    assert_eq!(emulator.clock().expect("a clock").now.iso_micros(), "2026-01-31T12:00:00.000000Z");
    assert_eq!(emulator.widgets().expect("widgets").widgets, []);
}

/// R-INST-01, R-INST-05: one institution is read by its number, with the fields of its form; R-BASE-05: the probe.
#[test]
fn institutions_are_read_by_number() {
    let emulator = still().start().expect("an emulator");
    let get = |path: &str| emulator.handle(&Request::get(path).keys(SECRET_ID, PASSWORD)).value();
    let heimdall = get("/api/institutions/1014/");
    assert_eq!(heimdall["name"], "heimdall_mx_retail");
    let token =
        heimdall["form_fields"].as_array().and_then(|fields| fields.last()).cloned().unwrap_or_default();
    assert_eq!(
        (&token["name"], &token["length"], &token["optional"]),
        (&json!("token"), &json!("6"), &json!(true))
    );
    assert!(get("/api/").is_object(), "R-BASE-05");
}

/// What all that a page loads to show a widget may take, compressed as one (raw deflate, level 9). The emulator sends it
/// as it is, a loopback being wide; this is a measure of how much there is.
const WEIGHT: usize = 30_000;

/// The script, the module of the screens with all that it imports (the styles are among it), and the texts of one
/// language, the longest.
#[test]
fn the_widget_stays_small() {
    let emulator = still().start().expect("an emulator");
    let mut loaded = BTreeMap::new();
    load(&emulator, "/belvo-widget-1-stable.js", &mut loaded);
    load(&emulator, "/widget/v1/assets/screens.js", &mut loaded);
    assert!(loaded.len() > 20, "the modules are found: {:?}", loaded.keys());
    let mut texts = BTreeMap::new();
    for locale in ["en", "es", "pt"] {
        load(&emulator, &format!("/widget/v1/assets/texts/{locale}.js"), &mut texts);
    }
    let longest = texts.into_values().max_by_key(String::len).expect("texts");
    let all: String = loaded.into_values().chain([longest]).collect();
    let weight = miniz_oxide::deflate::compress_to_vec(all.as_bytes(), 9).len();
    assert!(weight < WEIGHT, "{weight} bytes");
}

/// Loads a module and those that it imports, as a browser does.
fn load(emulator: &Emulator, path: &str, loaded: &mut BTreeMap<String, String>) {
    let reply = emulator.handle(&Request::get(path));
    assert_eq!(reply.status, 200, "{path}");
    let text = reply.text();
    loaded.insert(path.to_owned(), text.clone());
    let imports = text.lines().filter(|line| line.starts_with("import "));
    for (_, from) in imports.filter_map(|line| line.split_once(" from \"")) {
        let base = reqwest::Url::parse("http://localhost").and_then(|base| base.join(path));
        let found = base.and_then(|base| base.join(from.trim_end_matches("\";"))).expect("an address");
        if !loaded.contains_key(found.path()) {
            load(emulator, found.path(), loaded);
        }
    }
}
