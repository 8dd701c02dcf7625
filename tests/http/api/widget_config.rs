//! What the page asks for in `createWidget`'s second argument (W-CFG).

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::door::{Page, data, keys, must_get_token, must_start, opening, still};

/// The names that the list of a page shows.
fn listed(emulator: &Emulator, config: &Value) -> Vec<String> {
    let mut page = Page::open(emulator, config);
    page.does("accept", ()).must_show("institutions");
    let rows = page.screen["institutions"].as_array().cloned().expect("rows");
    rows.iter().map(|row| row["name"].as_str().expect("a name").to_owned()).collect()
}

fn english(code: &str) -> Value {
    json!({ "country_codes": [code] })
}

#[test]
fn w_cfg_08_the_list_shows_all_but_employment() {
    let emulator = must_start(still());
    let all = listed(&emulator, &json!({}));
    assert_eq!(all.len(), 15);
    assert!(!all.contains(&"planet_mx_employment".to_owned()));
    let mut sorted = all.clone();
    sorted.sort();
    assert_eq!(all, sorted, "R-PAGE-12: by name");
}

#[test]
fn w_cfg_05_country_codes_filter_and_unknown_ones_match_nothing() {
    let emulator = must_start(still());
    for (code, many) in [("MX", 5), ("CO", 3), ("BR", 7)] {
        let names = listed(&emulator, &english(code));
        assert_eq!(names.len(), many, "{code}: {names:?}");
        let middle = format!("_{}_", code.to_lowercase());
        assert!(names.iter().all(|name| name.contains(&middle)), "{code}: {names:?}");
    }
    assert_eq!(listed(&emulator, &json!({ "country_codes": ["CO", "MX"] })).len(), 8);
    for none in ["CL", "mx"] {
        assert!(listed(&emulator, &english(none)).is_empty(), "W-CFG-27: {none}");
    }
}

#[test]
fn w_cfg_23_lists_come_as_arrays_texts_and_comma_lists() {
    let emulator = must_start(still());
    let two = ["erebor_mx_retail", "gringotts_mx_retail"];
    for value in
        [json!(two), json!("erebor_mx_retail,gringotts_mx_retail"), json!([" erebor_mx_retail ", two[1]])]
    {
        assert_eq!(listed(&emulator, &json!({ "institutions": value })), two);
    }
    for absent in [json!(null), json!(""), json!("undefined"), json!([])] {
        assert_eq!(listed(&emulator, &json!({ "institutions": absent })).len(), 15, "W-CFG-25: {absent}");
    }
    let business = json!({ "institution_types": ["business"] });
    assert_eq!(listed(&emulator, &business), ["gotham_br_business", "ironbank_br_business"], "W-CFG-08");
    assert!(listed(&emulator, &json!({ "institution_types": ["bank"] })).is_empty(), "W-CFG-08");
    let incomes =
        listed(&emulator, &json!({ "resources": ["INCOMES", "RISK_INSIGHTS"], "country_codes": "CO" }));
    assert_eq!(incomes.len(), 3, "W-CFG-11");
}

#[test]
fn w_cfg_26_one_institution_starts_at_its_credentials() {
    let emulator = must_start(still());
    let configs = [
        json!({ "institutions": "erebor_mx_retail" }),
        json!({ "institution": "erebor_mx_retail" }),
        json!({ "institution_types": ["fiscal"] }),
        json!({ "institution_types": ["employment"] }),
        json!({ "institutions": ["planet_mx_employment"] }),
        json!({ "integration_type": "openfinance" }),
        json!({ "integration_type": "openbanking" }),
        // Several filters together leave one.
        json!({ "country_codes": "MX", "institution_types": "retail", "institutions": "erebor_mx_retail,erebor_br_retail" }),
        json!({ "country_codes": ["BR"], "resources": ["INVOICES"] }),
        json!({ "institution": "erebor_mx_retail", "institutions": ["gringotts_mx_retail", "heimdall_mx_retail"] }),
    ];
    for config in configs {
        let mut page = Page::open(&emulator, &config);
        page.must_show("credentials");
        assert_eq!(page.screen["acts"], json!(["submit", "close"]), "there is no list to go back to");
        page.must_not("back", ());
        assert_eq!(page.told(), [""; 0], "W-EVT-03");
    }
    let mut page = Page::open(&emulator, &json!({ "institutions": "erebor_mx_retail" }));
    page.does("submit", keys("user")).must_show("success");
    assert_eq!(page.told(), ["/loading < /credentials", "/success < /loading"]);
}

#[test]
fn w_cfg_27_an_empty_list_can_only_be_left() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({ "institutions": ["none_mx_retail"] }));
    page.does("accept", ()).must_show("institutions");
    assert_eq!(page.screen["institutions"], json!([]));
    page.must_not("choose", "erebor_mx_retail");
    let console = page.greeting["console"].as_array().expect("warnings").clone();
    let told: Vec<&str> = console.iter().filter_map(|line| line["text"].as_str()).collect();
    assert_eq!(told.len(), 2, "the name, and what comes of it: {told:?}");
    assert!(told[1].contains("no institution is left by institutions"), "{told:?}");
    page.does("close", ()).does("leave", ()).does("survey", ()).must_be_over();
}

#[test]
fn w_cfg_04_the_language() {
    let locale = |emulator: &Emulator, config: Value| {
        Page::open(emulator, &config).greeting["locale"].as_str().map(str::to_owned).expect("a language")
    };
    let emulator = must_start(still());
    for (asked, got) in [("en", "en"), ("es", "es"), ("pt", "pt"), ("EN", "es"), ("fr", "es"), ("", "es")] {
        assert_eq!(locale(&emulator, json!({ "locale": asked })), got, "{asked}");
    }
    assert_eq!(locale(&emulator, json!({})), "es");
    let english = must_start(still().option("widget.default_locale", "en"));
    assert_eq!(locale(&english, json!({})), "en");
    assert_eq!(locale(&english, json!({ "locale": "pt" })), "pt");
}

#[test]
fn w_code_17_the_error_screen_speaks_the_language_and_the_event_english() {
    let emulator = must_start(still());
    super::door::must_play(
        &emulator,
        &json!({ "play": "by_hand", "steps": [{ "submit": "institution_down" }] }),
    );
    for (locale, title) in
        [("en", "Something went wrong"), ("es", "Ha habido un error"), ("pt", "Ocorreu um erro")]
    {
        let mut page = Page::open(&emulator, &json!({ "locale": locale }));
        page.connects_to("erebor_mx_retail").must_show("error");
        assert_eq!(page.screen["title"], title);
        let error =
            page.calls().into_iter().find(|call| data(call)["eventName"] == "ERROR").expect("an ERROR");
        assert_eq!(
            data(&error)["meta_data"]["error_message"],
            "The financial institution is down, try again later"
        );
    }
}

#[test]
fn w_cfg_16_without_intro_the_list_comes_first() {
    let emulator = must_start(still());
    for flag in [json!(false), json!("false")] {
        let mut page = Page::open(&emulator, &json!({ "show_intro": flag }));
        page.must_show("institutions");
        assert_eq!(page.screen["acts"], json!(["choose", "close"]), "there is no screen to go back to");
        page.must_not("back", ());
        page.does("choose", "erebor_mx_retail").does("back", ()).must_show("institutions");
        assert_eq!(page.told(), ["/credentials < /institutions", "/institutions < /credentials"]);
    }
    for flag in [json!(true), json!("true"), json!(null), json!("undefined"), json!("")] {
        Page::open(&emulator, &json!({ "show_intro": flag })).must_show("consent");
    }
}

#[test]
fn w_cfg_22_keys_without_effect_are_told_once() {
    let emulator = must_start(still());
    let config =
        json!({ "onSuccess": null, "refresh_rate": "6h", "link_id": "x", "brand": {}, "locale": "en" });
    let page = Page::open(&emulator, &config);
    let console = page.greeting["console"].as_array().cloned().expect("lines");
    assert_eq!(console.len(), 1);
    assert_eq!(console[0]["level"], "warn");
    let text = console[0]["text"].as_str().expect("text");
    for key in ["onSuccess", "refresh_rate", "link_id", "brand"] {
        assert!(text.contains(key), "{text}");
    }
    assert!(!text.contains("locale"), "{text}");
}

#[test]
fn w_cfg_28_the_callback_is_mandatory() {
    let emulator = must_start(still());
    let token = must_get_token(&emulator);
    for handlers in [json!([]), json!(["onExit", "onEvent"]), json!(null)] {
        let mut body = opening(&json!(token), &json!({}), &json!({}));
        body["handlers"] = handlers;
        let mut page = Page::open_by(&emulator, &token, &body);
        page.must_show("config-error");
        assert_eq!(page.screen["reason"], "callback");
        assert!(page.greeting["console"][0]["text"].as_str().is_some_and(|text| text.contains("callback")));
        assert_eq!(page.told(), [""; 0]);
    }
}

#[test]
fn w_cfg_30_one_object_alone_names_the_right_call() {
    let emulator = must_start(still());
    let body = json!({ "token": { "access_token": "x" }, "handlers": ["callback"], "arguments": 1 });
    let mut page = Page::open_by(&emulator, "{\"access_token\":\"x\"}", &body);
    page.must_show("config-error");
    assert_eq!(page.screen["reason"], "signature");
    assert_eq!(page.screen["detail"], "createWidget(access_token, { callback })");
}

#[test]
fn a_configuration_that_is_no_object_is_as_none() {
    let emulator = must_start(still());
    for config in [json!(null), json!("x"), json!([1]), json!(7)] {
        Page::open(&emulator, &config).must_show("consent");
    }
}

#[test]
fn w_cfg_09_access_mode_and_external_id_get_to_the_link() {
    let emulator = must_start(still());
    let link = |config: Value, user: &str| {
        let mut page = Page::open(&emulator, &config);
        page.does("accept", ())
            .does("choose", "erebor_mx_retail")
            .does("submit", keys(user))
            .does("finish", ());
        let id = page.calls().pop().expect("a callback")["args"][0].as_str().expect("a link").to_owned();
        super::door::must_answer(&emulator, &super::door::get(&format!("/api/links/{id}/")))
    };
    let single = link(json!({ "access_mode": "single", "external_id": "COHORT_32" }), "one");
    assert_eq!((&single["access_mode"], &single["external_id"]), (&json!("single"), &json!("COHORT_32")));
    assert_eq!(single["refresh_rate"], Value::Null);
    assert_eq!(single["credentials_storage"], "store", "as the token says");
    let recurrent = link(json!({ "access_mode": "nonsense", "external_id": "a b" }), "two");
    assert_eq!((&recurrent["access_mode"], &recurrent["external_id"]), (&json!("recurrent"), &Value::Null));
    assert_eq!(recurrent["refresh_rate"], "7d");
    let personal = ["somebody@example.com", "761.092.776-73", "BLPM951331IONVGR54", "+52 55 1234 5678"];
    for (user, personal) in ["three", "four", "five", "six"].into_iter().zip(personal) {
        let config = json!({ "external_id": personal });
        let console = Page::open(&emulator, &config).greeting["console"].clone();
        let told = console[0]["text"].as_str().expect("a warning").to_owned();
        assert!(told.contains("`external_id` is stored as null") && !told.contains(personal), "{told}");
        assert_eq!(link(config, user)["external_id"], Value::Null, "W-CFG-10");
    }
}

#[test]
fn settings_of_the_page_win_over_all_others() {
    let emulator = must_start(still().option("widget.payload", "flat"));
    let payload = |query: Value| Page::open_at(&emulator, &json!({}), &query).greeting["payload"].clone();
    assert_eq!(payload(json!({})), "flat");
    assert_eq!(payload(json!({ "widget.payload": "documented" })), "documented");
    let page =
        Page::open_at(&emulator, &json!({}), &json!({ "widget.payload": "round", "widget.nothing": true }));
    assert_eq!(page.greeting["console"].as_array().map(Vec::len), Some(2), "each wrong one is told");
    let other = must_start(still());
    Page::open_at(&other, &json!({}), &json!({ "token.single_use": "off" }));
    let token = must_get_token(&other);
    let mut page = Page::open_as(&other, &token, &json!({}), &json!({ "token.single_use": "off" }));
    page.connects_to("erebor_mx_retail");
    Page::open_as(&other, &token, &json!({}), &json!({})).must_show("expired");
    assert_eq!(other.handle(&Request::get("/api/")).status, 401, "only `widget.*` is the page's to set");
}
