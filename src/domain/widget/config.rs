//! The second argument of `createWidget`, read as apps really write it (W-CFG).

mod forms;
mod listed;
mod reader;

use serde_json::Value;

use super::misuse;
use crate::domain::base::options::Options;
use crate::domain::base::{saved, text};
use crate::domain::link::external_id;
use crate::domain::link::institution::Institution;
use crate::domain::vocabulary::catalogue::LOCALES;
use crate::domain::vocabulary::{AccessMode, InstitutionType, IntegrationType};
use forms::{Choice, Flag, List, One, Text, Typed, Word, Words};
use reader::Reader;

pub use forms::{Shape, Union};

/// A key of the configuration, for whoever reads about it.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it does; an older key begins with `@deprecated`.
    pub about: &'static str,
    /// The rule it answers to.
    pub rule: &'static str,
    /// What may stand there.
    pub shape: Shape,
}

impl Key {
    /// Whether applications should no longer use it.
    pub fn is_old(&self) -> bool {
        self.about.trim().starts_with("@deprecated ")
    }

    /// What it does, for people.
    pub fn describe(&self) -> &'static str {
        self.about.trim().trim_start_matches("@deprecated ")
    }
}

/// A row is a field of [`Config`], how it is read, and its [`Key`].
macro_rules! keys {
    ($(#[doc = $about:literal] $(#[serde($how:meta)])? $name:ident: $type:ty = $form:expr, $rule:literal;)+) => {
        /// What the page asked for.
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Config { $(#[doc = $about] $(#[serde($how)])? pub $name: $type),+ }

        /// The keys that are fields of [`Config`].
        static READ: &[Key] = &[
            $(Key { name: stringify!($name), about: $about, rule: $rule, shape: $form.shape() }),+
        ];

        impl Config {
            fn fields(reader: &mut Reader<'_>, options: &Options) -> Self {
                Self { $($name: $form.read(stringify!($name), reader, options)),+ }
            }
        }
    };
}

keys! {
    /// The language of all texts, in small letters; `es` if absent.
    #[serde(with = "saved")]
    locale: saved::Word = Word(LOCALE, default_locale), "W-CFG-04";
    /// Offers institutions of these countries alone.
    country_codes: Vec<String> = Words(COUNTRY), "W-CFG-05";
    /// Offers these institutions alone, by name: `erebor_mx_retail`. A single one opens at its form.
    institutions: Vec<String> = List(None), "W-CFG-06";
    /// Offers institutions of these types alone; all but `employment` if absent.
    institution_types: Vec<String> = Words(TYPE), "W-CFG-08";
    /// Whether the link's data are fetched again by themselves; `recurrent` if absent.
    access_mode: AccessMode = Typed(ACCESS_MODE, AccessMode::parse, AccessMode::Recurrent), "W-CFG-09";
    /// The user in your own system: at least 3 letters, digits, `-` or `_`, and no personal data. It is on the link.
    external_id: Option<String> = Text(external_id::fault), "W-CFG-10";
    /// Offers institutions that have all of these alone.
    resources: Vec<String> = List(Some(RESOURCE)), "W-CFG-11";
    /// Offers institutions of open finance alone.
    #[serde(with = "saved")]
    integration_type: Option<saved::Word> = Choice(INTEGRATION_TYPE), "W-CFG-12";
    /// Whether leaving asks "are you sure"; `true` if absent.
    show_close_dialog: bool = Flag(true), "W-CFG-14";
    /// Whether leaving asks why; `true` if absent.
    show_abandon_survey: bool = Flag(true), "W-CFG-15";
    /// Whether the first screen shows; `true` if absent. Undocumented, seen in use.
    show_intro: bool = Flag(true), "W-CFG-16";
    /// @deprecated An older key; `institutions: [name]` does the same.
    institution: Vec<String> = One, "W-CFG-07";
}

const LOCALE: Union = Union { name: "BelvoLocale", words: &LOCALES };

/// Those of the sandbox's institutions (W-CFG-05).
const COUNTRY: Union = Union { name: "BelvoCountryCode", words: &["MX", "CO", "BR"] };

/// `gig` is known, though no institution has it any more (W-CFG-08).
const TYPE: Union = Union {
    name: "BelvoInstitutionType",
    words: &["retail", "business", InstitutionType::Fiscal.name(), InstitutionType::Employment.name(), "gig"],
};

const ACCESS_MODE: Union = Union { name: "", words: AccessMode::WORDS };

/// The last one is older (W-CFG-11).
const RESOURCE: Union =
    Union { name: "BelvoResource", words: &["ACCOUNTS", "OWNERS", "TRANSACTIONS", "INVESTMENTS_PORTFOLIOS"] };

/// Two names of one thing (W-CFG-12).
const INTEGRATION_TYPE: Union =
    Union { name: "", words: &[IntegrationType::OpenFinance.name(), "openbanking"] };

const MODE: Union = Union { name: "", words: &["webapp", "single"] };

const fn key(name: &'static str, rule: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, about, rule, shape }
}

/// The keys that are functions, which the page keeps to itself.
pub static FUNCTIONS: [Key; 3] = [
    key(
        "callback",
        "W-CFG-01",
        Shape::Function("(link: string, institution: string) => unknown"),
        "The person has connected: the link's id and the institution's name. Called once in a run that connects.",
    ),
    key(
        "onExit",
        "W-CFG-02",
        Shape::Function("(data: BelvoPayload<BelvoExit>) => unknown"),
        "The person has left without connecting.",
    ),
    key(
        "onEvent",
        "W-CFG-03",
        Shape::Function("(data: BelvoPayload<BelvoEvent>) => unknown"),
        "The person got to another screen, or something went wrong.",
    ),
];

/// Keys that are known and do nothing.
static WITHOUT_EFFECT: [Key; 2] = [
    key("mode", "W-CFG-13", Shape::Word(MODE), "@deprecated An older key for web views, without effect."),
    key(
        "access_token",
        "W-CFG-18",
        Shape::Text,
        "@deprecated The first argument of `createWidget`; without effect here.",
    ),
];

const OF_THE_TOKEN: &str = "@deprecated Belongs to `widget.branding` of the token request.";

/// The old place of the brand, which [`super::branding`] reads where the token says nothing (W-CFG-17, W-BRAND-12).
pub static BRAND: [Key; 8] = [
    key("company_name", "W-CFG-17", Shape::Text, OF_THE_TOKEN),
    key("company_icon", "W-CFG-17", Shape::Text, OF_THE_TOKEN),
    key("company_logo", "W-CFG-17", Shape::Text, OF_THE_TOKEN),
    key("company_benefit_header", "W-CFG-17", Shape::Text, OF_THE_TOKEN),
    key("company_benefit_content", "W-CFG-17", Shape::Text, OF_THE_TOKEN),
    key("opportunity_loss", "W-CFG-17", Shape::Text, OF_THE_TOKEN),
    key("social_proof", "W-CFG-17", Shape::Flag, OF_THE_TOKEN),
    key(
        "company_color",
        "W-BRAND-12",
        Shape::Text,
        "@deprecated Read as `--color-primary-base` of the theme.",
    ),
];

/// All keys that are known.
pub fn keys() -> impl Iterator<Item = &'static Key> {
    FUNCTIONS.iter().chain(READ).chain(&WITHOUT_EFFECT).chain(&BRAND)
}

/// The words that stand in it as those of its tables.
pub(in crate::domain) fn words() -> impl Iterator<Item = &'static str> {
    LOCALE.words.iter().chain(INTEGRATION_TYPE.words).copied()
}

fn default_locale(options: &Options) -> &'static str {
    options.default_locale.as_str()
}

impl Config {
    /// Reads the configuration; `handlers` are its keys that are functions. The second value are warnings for the
    /// page's console.
    pub fn read(config: &Value, handlers: &[String], options: &Options) -> (Self, Vec<String>) {
        let mut reader = Reader::new(config);
        reader.warnings.extend(without_effect(config, handlers));
        FUNCTIONS[1..].iter().for_each(|key| reader.function(key.name));
        let mut config = Self::fields(&mut reader, options);
        // One that is named alone is where the page wants to start, whatever the list says (W-CFG-06, W-CFG-07).
        if !config.institution.is_empty() {
            config.institutions = std::mem::take(&mut config.institution);
        }
        (config, reader.warnings)
    }

    /// Whether the page lists an institution.
    pub fn lists(&self, institution: &Institution) -> bool {
        let any = |wanted: &[String], got: &str| wanted.is_empty() || wanted.iter().any(|name| name == got);
        any(&self.country_codes, &institution.country_code)
            && any(&self.institutions, &institution.name)
            && self.lists_type(institution)
            && self.resources.iter().all(|name| institution.resources.contains(name))
            && (self.integration_type.is_none()
                || institution.integration_type == IntegrationType::OpenFinance)
    }

    /// `retail` and `business` are the suffix of the name, the others the REST type; employment only when asked for (W-CFG-08).
    fn lists_type(&self, institution: &Institution) -> bool {
        if self.institution_types.is_empty() {
            return institution.kind != InstitutionType::Employment
                || self.institutions.contains(&institution.name);
        }
        self.institution_types.iter().any(|wanted| match wanted.as_str() {
            "retail" | "business" => wanted == institution.segment(),
            known => TYPE.words.contains(&known) && known == institution.kind.name(),
        })
    }

    /// The keys that narrow the list, for people whose list is empty (W-CFG-27).
    pub fn filters(&self) -> Vec<&'static str> {
        let filters = [
            ("country_codes", !self.country_codes.is_empty()),
            ("institutions", !self.institutions.is_empty()),
            ("institution_types", !self.institution_types.is_empty()),
            ("resources", !self.resources.is_empty()),
            ("integration_type", self.integration_type.is_some()),
        ];
        filters.into_iter().filter_map(|(key, set)| set.then_some(key)).collect()
    }
}

/// How many keys without effect are listed, and how many characters of each.
const LISTED: usize = 10;
const TOLD_OF_EACH: usize = 40;

/// One line that names the keys that do nothing (W-CFG-19 to 22).
fn without_effect(config: &Value, handlers: &[String]) -> Option<String> {
    let values = config.as_object().into_iter().flat_map(|map| map.keys().map(String::as_str));
    let unknown = values.filter(|name| !keys().any(|key| key.name == *name));
    let functions = handlers.iter().map(String::as_str);
    let functions = functions.filter(|name| !FUNCTIONS.iter().any(|key| key.name == *name));
    let without: Vec<&str> = unknown.chain(functions).collect();
    let mut listed: Vec<String> = without.iter().take(LISTED).map(|name| with_nearest(name)).collect();
    if without.len() > LISTED {
        listed.push(format!("and {} more", without.len() - LISTED));
    }
    (!listed.is_empty()).then(|| format!("these configuration keys have no effect: {}", listed.join(", ")))
}

/// A name, and the known key that was most likely meant.
fn with_nearest(name: &str) -> String {
    let names: Vec<&str> = keys().map(|key| key.name).collect();
    let nearest = || text::nearest(name, &names).filter(|nearest| *nearest != name);
    let meant = misuse::of_function(name)
        .map(|meant| format!(" ({meant})"))
        .or_else(|| nearest().map(|nearest| format!(" (did you mean `{nearest}`?)")));
    format!("{}{}", text::shown(&text::cut(name, TOLD_OF_EACH)), meant.unwrap_or_default())
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
        assert_eq!(
            warnings,
            [
                "these configuration keys have no effect: onSuccess (`callback` is called with the link's id and the institution's name)"
            ],
            "W-CFG-22"
        );
    }

    #[test]
    fn w_cfg_24_booleans_come_as_text_in_any_case() {
        for (sent, flag) in [
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
                let (config, warnings) = read(json!({ key: sent }));
                let read = [config.show_close_dialog, config.show_abandon_survey, config.show_intro];
                assert_eq!(read.contains(&false), !flag, "{key}: {sent}");
                assert_eq!(warnings, [""; 0], "{key}: {sent}");
            }
        }
        for sent in [json!("no"), json!(0), json!([false])] {
            let (config, warnings) = read(json!({ "show_intro": sent }));
            assert!(config.show_intro && warnings[0].contains("true or false"), "{sent}: {warnings:?}");
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
                (read.locale, read.access_mode, read.integration_type),
                ("es", AccessMode::Recurrent, None)
            );
            assert_eq!(read.external_id, None, "W-CFG-10");
        }
    }

    #[test]
    fn w_cfg_19_functions_that_callers_invent_are_told_as_well() {
        let handlers = ["callback", "onExit", "onError", "locale"].map(str::to_owned);
        let (_, warnings) = Config::read(&json!({ "brand": {} }), &handlers, &Options::default());
        assert_eq!(
            warnings,
            [
                "these configuration keys have no effect: brand, onError (`onEvent` is called with the event `ERROR`), locale"
            ]
        );
    }

    #[test]
    fn w_cfg_22_the_key_that_was_meant_is_named_and_many_or_long_ones_are_cut() {
        let (_, warnings) = read(json!({ "locales": "pt", "showintro": false, "theme": {} }));
        let expected = "these configuration keys have no effect: locales (did you mean `locale`?), \
                    showintro (did you mean `show_intro`?), theme";
        assert_eq!(warnings, [expected]);
        let many: serde_json::Map<_, _> =
            (0..1_000).map(|at| (format!("{at:?}").repeat(999), json!(1))).collect();
        let (_, warnings) = read(Value::Object(many));
        assert!(warnings[0].len() < 600 && warnings[0].ends_with(", and 990 more"), "{warnings:?}");
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
        fn any_value_of_any_key_is_read(key in prop::sample::select(keys().map(|key| key.name).collect::<Vec<_>>()), value in values()) {
            let (config, warnings) = read(json!({ key: value }));
            prop_assert!(["en", "es", "pt"].contains(&config.locale));
            let lists = [&config.institutions, &config.country_codes, &config.resources];
            prop_assert!(lists.iter().copied().flatten().all(|item| !item.is_empty() && item != "undefined"));
            prop_assert!(warnings.iter().all(|line| line.chars().count() < 200), "{warnings:?}");
        }
    }
}
