//! What a page is told of its looks: once, when it opens (W-BRAND).

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::door::{Page, control, must_answer, must_play, must_start, still, token_with};

/// A page whose token was asked for with this `widget`.
#[track_caller]
fn open<'e>(emulator: &'e Emulator, widget: &Value, config: &Value, query: &Value) -> Page<'e> {
    let mut widget = widget.clone();
    if let Some(keys) = widget.as_object_mut() {
        keys.entry("branding").or_insert_with(|| json!({}));
    }
    let request = Request::post("/api/token/", &token_with(&json!({ "widget": widget })));
    let token = must_answer(emulator, &request)["access"].as_str().expect("a token").to_owned();
    Page::open_as(emulator, &token, config, query)
}

#[track_caller]
fn brand(widget: &Value, config: &Value) -> Value {
    open(&must_start(still()), widget, config, &json!({})).greeting["brand"].clone()
}

#[test]
fn w_tok_09_and_20_the_brand_is_kept_under_the_token_and_told_with_the_first_answer() {
    let icon = "data:image/svg+xml,<svg/>";
    let theme = json!([{ "css_key": "--color-primary-base", "value": "#b5179e" }]);
    let widget = json!({
        "branding": {
            "company_name": "Acme", "company_icon": icon, "company_logo": "http://localhost:3000/logo.svg",
            "company_terms_url": "https://acme.test/terms", "company_benefit_header": "Faster",
            "company_benefit_content": "Today", "opportunity_loss": "A month", "social_proof": false,
            "overlay_background_color": "#240046", "show_belvo_middle_logo": true,
        },
        "theme": theme,
        "color_scheme": "DARK",
    });
    let told = json!({
        "company_name": "Acme",
        "company_icon": { "url": icon, "loads": true },
        "company_logo": { "url": "http://localhost:3000/logo.svg", "loads": true },
        "company_terms_url": "https://acme.test/terms",
        "company_benefit_header": "Faster",
        "company_benefit_content": "Today",
        "opportunity_loss": "A month",
        "overlay_background_color": "#240046",
        "social_proof": false,
        "show_belvo_middle_logo": true,
        "color_scheme": "dark",
        "theme": theme,
    });
    assert_eq!(brand(&widget, &json!({})), told);
    assert_eq!(brand(&json!(widget.to_string()), &json!({})), told, "W-TOK-08: or the text of it");
}

#[test]
fn w_brand_13_the_token_wins_over_the_configuration_and_w_cfg_17_is_the_old_place() {
    let config = json!({ "company_name": "Page", "opportunity_loss": "Page", "social_proof": "false",
        "company_color": "#abcdef", "company_benefit_header": "undefined" });
    let told = brand(&json!({ "branding": { "company_name": "Token", "opportunity_loss": null } }), &config);
    assert_eq!(told["company_name"], "Token");
    assert_eq!(told["opportunity_loss"], "Page");
    assert_eq!(told["social_proof"], false, "W-BRAND-08");
    assert_eq!(told["company_benefit_header"], Value::Null, "W-CFG-25");
    let primary = json!([{ "css_key": "--color-primary-base", "value": "#abcdef" }]);
    assert_eq!(told["theme"], primary, "W-BRAND-12");
    assert_eq!(brand(&Value::Null, &json!({ "company_logo": "x" }))["social_proof"], true, "W-BRAND-08");
}

#[test]
fn w_brand_15_what_cannot_be_used_is_told_in_one_line_of_the_console() {
    let emulator = must_start(still());
    let widget = json!({
        "branding": { "company_icon": "ftp://acme.test", "overlay_background_color": "grey" },
        "theme": [{ "css_key": "--tab-text-color", "value": "blue" }],
    });
    let page = open(&emulator, &widget, &json!({}), &json!({}));
    let console = page.greeting["console"].as_array().expect("lines");
    assert_eq!(console.len(), 1, "{console:?}");
    let text = console[0]["text"].as_str().expect("text");
    for key in ["`company_icon` `ftp://acme.test`", "#RRGGBB", "--tab-text-color `blue`"] {
        assert!(text.contains(key), "{key}: {text}");
    }
    assert_eq!(page.greeting["brand"]["company_icon"], Value::Null, "W-BRAND-01");
    let large = json!({ "branding": { "company_logo": "x".repeat(70_000) } });
    let page = open(&emulator, &large, &json!({}), &json!({}));
    assert!(page.greeting["console"][0]["text"].as_str().is_some_and(|text| text.contains("65536 at most")));
}

#[test]
fn w_brand_03_images_from_outside_are_not_to_be_loaded_unless_asked_for() {
    let emulator = must_start(still());
    let widget = json!({ "branding": { "company_icon": "https://acme.test/i.svg", "company_logo": "data:image/png," } });
    let loads = |query: Value| {
        let page = open(&emulator, &widget, &json!({}), &query);
        ["company_icon", "company_logo"].map(|key| page.greeting["brand"][key]["loads"].clone())
    };
    assert_eq!(loads(json!({})), [false, true]);
    assert_eq!(loads(json!({ "widget.remote_branding": true })), [true, true]);
    let own = json!({ "branding": { "company_icon": format!("{}/belvo.svg", emulator.url()) } });
    let page = open(&emulator, &own, &json!({}), &json!({}));
    assert_eq!(page.greeting["brand"]["company_icon"]["loads"], true);
}

#[test]
fn a_dead_token_still_dresses_the_screen_that_says_so() {
    let emulator = must_start(still());
    let widget = json!({ "branding": { "company_name": "Acme" } });
    let token = open(&emulator, &widget, &json!({}), &json!({})).token;
    emulator.advance("10m").expect("the clock moves");
    let mut page = Page::open_as(&emulator, &token, &json!({}), &json!({}));
    page.must_show("expired");
    assert_eq!(page.greeting["brand"]["company_name"], "Acme");
}

#[test]
fn w_brand_11_the_version_of_the_terms_is_on_record_with_their_acceptance() {
    let emulator = must_start(still());
    let widget = |version: Value| json!({ "branding": { "company_terms_version": version } });
    open(&emulator, &widget(json!("20260323")), &json!({}), &json!({})).does("accept", ());
    open(&emulator, &widget(Value::Null), &json!({}), &json!({})).does("accept", ());
    must_play(&emulator, &json!({ "steps": ["accept"] }));
    open(&emulator, &widget(json!(20_260_324)), &json!({}), &json!({}));
    let journal = must_answer(&emulator, &control("GET", "journal", None));
    let entries = journal["entries"].as_array().expect("entries").iter();
    let accepted = entries.filter(|entry| entry["kind"] == "terms.accepted");
    let versions: Vec<&Value> = accepted.map(|entry| &entry["data"]["company_terms_version"]).collect();
    assert_eq!(versions, ["20260323", "20260324"], "by hand and by itself; where there is none, nothing");
}
