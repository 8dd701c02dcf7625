//! The second argument of `createWidget`, read as apps really write it (W-CFG).

mod reader;

use serde_json::Value;

use super::branding::CONFIG_KEYS;
use crate::domain::catalogue::LOCALES;
use crate::domain::external_id;
use crate::domain::institution::Institution;
use crate::domain::options::{Opt, Options};
use crate::domain::vocabulary::{AccessMode, InstitutionType, IntegrationType};
use reader::Reader;

/// What the page asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// `en`, `es` or `pt`.
    pub locale: &'static str,
    /// Empty: all.
    pub country_codes: Vec<String>,
    /// Empty: all. `institution`, where it is given, stands here alone.
    pub institutions: Vec<String>,
    /// Empty: all but employment.
    pub institution_types: Vec<String>,
    /// An institution has to offer all of these.
    pub resources: Vec<String>,
    /// Open-finance institutions only.
    pub open_finance: bool,
    /// Whether the link is refreshed by itself.
    pub access_mode: AccessMode,
    /// For the link.
    pub external_id: Option<String>,
    /// Ask before leaving.
    pub show_close_dialog: bool,
    /// Ask why, on leaving.
    pub show_abandon_survey: bool,
    /// Start with the consent screen.
    pub show_intro: bool,
}

/// The three keys that are functions.
pub const FUNCTIONS: [&str; 3] = ["callback", "onExit", "onEvent"];

/// The other keys that are known, besides those of the brand; the last two are accepted without effect.
pub const KEYS: [&str; 14] = [
    "locale",
    "country_codes",
    "institutions",
    "institution",
    "institution_types",
    "access_mode",
    "external_id",
    "resources",
    "integration_type",
    "show_close_dialog",
    "show_abandon_survey",
    "show_intro",
    "access_token",
    "mode",
];

/// Those of the sandbox's institutions (W-CFG-05).
const COUNTRIES: [&str; 3] = ["MX", "CO", "BR"];

/// `gig` is known, though no institution has it any more (W-CFG-08).
const TYPES: [&str; 5] =
    ["retail", "business", InstitutionType::Fiscal.name(), InstitutionType::Employment.name(), "gig"];

impl Config {
    /// Reads the configuration; `handlers` are its keys that are functions. The second value are warnings for the
    /// page's console.
    pub fn read(config: &Value, handlers: &[String], options: &Options) -> (Self, Vec<String>) {
        let mut keys = Reader::new(config);
        keys.warnings.extend(without_effect(config, handlers));
        FUNCTIONS[1..].iter().for_each(|key| keys.function(key));
        let default_locale = if options.text(Opt::DefaultLocale) == "en" { "en" } else { "es" };
        // W-CFG-12: two names of one thing.
        let open_finance =
            keys.word("integration_type", &[IntegrationType::OpenFinance.name(), "openbanking"]).is_some();
        let config = Self {
            locale: keys.word("locale", &LOCALES).unwrap_or(default_locale),
            country_codes: keys.words("country_codes", &COUNTRIES),
            institutions: institutions(&mut keys),
            institution_types: keys.words("institution_types", &TYPES),
            resources: keys.list("resources"),
            open_finance,
            access_mode: keys
                .word("access_mode", AccessMode::WORDS)
                .and_then(AccessMode::parse)
                .unwrap_or(AccessMode::Recurrent),
            external_id: external_id(&mut keys),
            show_close_dialog: keys.flag("show_close_dialog"),
            show_abandon_survey: keys.flag("show_abandon_survey"),
            show_intro: keys.flag("show_intro"),
        };
        (config, keys.warnings)
    }

    /// Whether the page lists an institution.
    pub fn lists(&self, institution: &Institution) -> bool {
        let any = |wanted: &[String], got: &str| wanted.is_empty() || wanted.iter().any(|name| name == got);
        any(&self.country_codes, &institution.country_code)
            && any(&self.institutions, &institution.name)
            && self.lists_type(institution)
            && self.resources.iter().all(|name| institution.resources.contains(name))
            && (!self.open_finance || institution.integration_type == IntegrationType::OpenFinance)
    }

    /// `retail` and `business` are the suffix of the name, the others the REST type; employment only when asked for (W-CFG-08).
    fn lists_type(&self, institution: &Institution) -> bool {
        if self.institution_types.is_empty() {
            return institution.kind != InstitutionType::Employment
                || self.institutions.contains(&institution.name);
        }
        let suffix = institution.name.rsplit('_').next().unwrap_or_default();
        self.institution_types.iter().any(|wanted| match wanted.as_str() {
            "retail" | "business" => wanted == suffix,
            known => TYPES.contains(&known) && known == institution.kind.name(),
        })
    }

    /// The keys that narrow the list, for people whose list is empty (W-CFG-27).
    pub fn filters(&self) -> Vec<&'static str> {
        let filters = [
            ("country_codes", !self.country_codes.is_empty()),
            ("institutions", !self.institutions.is_empty()),
            ("institution_types", !self.institution_types.is_empty()),
            ("resources", !self.resources.is_empty()),
            ("integration_type", self.open_finance),
        ];
        filters.into_iter().filter_map(|(key, set)| set.then_some(key)).collect()
    }
}

/// One that is named alone is where the page wants to start, whatever the list says (W-CFG-06, W-CFG-07).
fn institutions(keys: &mut Reader<'_>) -> Vec<String> {
    let list = keys.list("institutions");
    let alone = keys.list("institution");
    if alone.is_empty() { list } else { alone }
}

/// Null where the form is wrong or the value says who the person is (W-CFG-10).
fn external_id(keys: &mut Reader<'_>) -> Option<String> {
    let id = keys.text("external_id")?;
    match external_id::fault(&id) {
        None => Some(id),
        Some(why) => {
            keys.warnings.push(format!("`external_id` is stored as null: {why}"));
            None
        }
    }
}

/// One line that names every key that does nothing (W-CFG-19 to 22).
fn without_effect(config: &Value, handlers: &[String]) -> Option<String> {
    let values = config.as_object().into_iter().flat_map(|map| map.keys().map(String::as_str));
    let known = |key: &str| FUNCTIONS.contains(&key) || KEYS.contains(&key) || CONFIG_KEYS.contains(&key);
    let functions = handlers.iter().map(String::as_str).filter(|key| !FUNCTIONS.contains(key));
    let without: Vec<&str> = values.filter(|key| !known(key)).chain(functions).collect();
    (!without.is_empty()).then(|| format!("these configuration keys have no effect: {}", without.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(config: Value) -> (Config, Vec<String>) {
        Config::read(&config, &[], &Options::default())
    }

    #[test]
    fn lists_and_booleans_are_read_as_apps_write_them() {
        let (config, warnings) = read(json!({
            "institutions": "erebor_mx_retail, gringotts_mx_retail", "country_codes": ["MX", null, "undefined", ""],
            "resources": ["ACCOUNTS,OWNERS", " TRANSACTIONS "], "institution_types": "undefined",
            "external_id": "undefined", "locale": "pt", "onSuccess": null,
        }));
        assert_eq!(config.institutions, ["erebor_mx_retail", "gringotts_mx_retail"], "W-CFG-23");
        assert_eq!(config.country_codes, ["MX"], "W-CFG-25");
        assert_eq!(config.resources, ["ACCOUNTS", "OWNERS", "TRANSACTIONS"], "W-CFG-11");
        assert_eq!(config.institution_types, [""; 0], "W-CFG-25");
        assert_eq!((config.external_id, config.locale), (None, "pt"), "W-CFG-25");
        assert_eq!(warnings, ["these configuration keys have no effect: onSuccess"], "W-CFG-22");
    }

    #[test]
    fn w_cfg_24_booleans_come_as_text_in_any_case() {
        for (given, flag) in [
            (json!(false), false),
            (json!("false"), false),
            (json!(" FALSE "), false),
            (json!(true), true),
            (json!("True"), true),
            (json!(""), true),
            (json!(null), true),
            (json!("undefined"), true),
        ] {
            for key in ["show_close_dialog", "show_abandon_survey", "show_intro"] {
                let (config, warnings) = read(json!({ key: given }));
                let read = [config.show_close_dialog, config.show_abandon_survey, config.show_intro];
                assert_eq!(read.contains(&false), !flag, "{key}: {given}");
                assert_eq!(warnings, [""; 0], "{key}: {given}");
            }
        }
        for given in [json!("no"), json!(0), json!([false])] {
            let (config, warnings) = read(json!({ "show_intro": given }));
            assert!(config.show_intro && warnings[0].contains("true or false"), "{given}: {warnings:?}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_told_and_the_default_holds() {
        for (config, words) in [
            (json!({ "locale": "EN" }), "`locale` wants en or es or pt; `EN` has no effect"),
            (json!({ "access_mode": "x" }), "`access_mode` wants single or recurrent; `x` has no effect"),
            (json!({ "integration_type": 5 }), "`integration_type` wants openfinance or openbanking; `5`"),
            (json!({ "external_id": ["a"] }), "`external_id` wants a text; `[\"a\"]` has no effect"),
            (json!({ "country_codes": { "MX": 1 } }), "`country_codes` wants a list of texts"),
            (json!({ "country_codes": "mx" }), "`country_codes`: `mx` matches nothing; known are MX, CO, BR"),
            (json!({ "institution_types": ["bank"] }), "`institution_types`: `bank` matches nothing"),
            (json!({ "onExit": "leave()" }), "`onExit` wants a function; `leave()` has no effect"),
            (json!({ "external_id": "ab" }), "`external_id` is stored as null: it needs 3 to 256"),
        ] {
            let (read, warnings) = read(config.clone());
            assert!(warnings.len() == 1 && warnings[0].starts_with(words), "{config}: {warnings:?}");
            assert_eq!(
                (read.locale, read.access_mode, read.open_finance),
                ("es", AccessMode::Recurrent, false)
            );
            assert_eq!(read.external_id, None, "W-CFG-10");
        }
    }

    #[test]
    fn w_cfg_19_functions_that_callers_invent_are_told_as_well() {
        let handlers = ["callback", "onExit", "onSuccess", "locale"].map(str::to_owned);
        let (_, warnings) = Config::read(&json!({ "brand": {} }), &handlers, &Options::default());
        assert_eq!(warnings, ["these configuration keys have no effect: brand, onSuccess, locale"]);
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            prop::sample::select(vec!["MX", "undefined", "", " , ", "single", "erebor_mx_retail"])
                .prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..3)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        /// W-CFG-29: whatever stands in whichever key, it is read, and each warning is one line of a bearable length.
        #[test]
        fn any_value_of_any_key_is_read(key in prop::sample::select(KEYS.to_vec()), value in values()) {
            let (config, warnings) = read(json!({ key: value }));
            prop_assert!(["en", "es", "pt"].contains(&config.locale));
            let lists = [&config.institutions, &config.country_codes, &config.resources];
            prop_assert!(lists.iter().copied().flatten().all(|item| !item.is_empty() && item != "undefined"));
            prop_assert!(warnings.iter().all(|line| line.chars().count() < 200), "{warnings:?}");
        }
    }
}
