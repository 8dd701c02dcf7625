//! Whatever an application writes into its configuration: the widget opens, or says why it does not (W-CFG-29).

use belvo_emulator::{Emulator, Request};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::door::{must_get_token, must_start, opening, still};

const KEYS: [&str; 24] = [
    "callback",
    "onExit",
    "onEvent",
    "locale",
    "country_codes",
    "institutions",
    "institution",
    "institution_types",
    "access_mode",
    "external_id",
    "resources",
    "integration_type",
    "mode",
    "show_close_dialog",
    "show_abandon_survey",
    "show_intro",
    "company_name",
    "company_icon",
    "company_logo",
    "company_benefit_header",
    "company_benefit_content",
    "opportunity_loss",
    "social_proof",
    "nobody_knows",
];

/// What stands in configurations, likely and unlikely.
fn values() -> impl Strategy<Value = Value> {
    let words = vec![
        "",
        " ",
        "undefined",
        "null",
        "true",
        "FALSE",
        ",",
        "MX,BR",
        "single",
        "erebor_mx_retail",
        "es",
        "BLPM951331IONVGR54",
        "somebody@example.com",
        "<script>",
        "https://example.com/a.svg",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(words).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn configs() -> impl Strategy<Value = Value> {
    let map = prop::collection::btree_map(prop::sample::select(KEYS.to_vec()), values(), 0..6);
    let object = map.prop_map(|map| map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
    prop_oneof![8 => object, 1 => values()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// W-CFG-25, W-CFG-27: it opens with a screen, and what it warns of is told a line a time.
    #[test]
    fn any_configuration_opens(config in configs()) {
        thread_local!(static EMULATOR: Emulator = must_start(still()));
        EMULATOR.with(|emulator| {
            emulator.reset().expect("a reset");
            let token = must_get_token(emulator);
            let body = opening(&json!(token), &config, &json!({}));
            let reply = emulator.handle(&Request::post("/widget/v1/open", &body));
            prop_assert_eq!(reply.status, 200, "{}: {}", config, reply.text());
            let answer = reply.value();
            let name = answer["frames"][0]["screen"]["name"].as_str().unwrap_or_default();
            prop_assert!(["consent", "institutions", "credentials"].contains(&name), "{}: {}", config, answer);
            for line in answer["console"].as_array().into_iter().flatten() {
                prop_assert!(line["level"] == "warn" && line["text"].is_string(), "{}", line);
            }
            Ok(())
        })?;
    }
}
