//! The second argument of `createWidget`, read as apps really write it (W-CFG).

use serde_json::Value;

use super::branding::CONFIG_KEYS;
use super::catalogue::LOCALES;
use super::institution::Institution;
use super::options::{Opt, Options};

/// What the page asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// `en`, `es` or `pt`.
    pub locale: &'static str,
    /// Empty: all.
    pub country_codes: Vec<String>,
    /// Empty: all. `institution` stands here too.
    pub institutions: Vec<String>,
    /// Empty: all but employment.
    pub institution_types: Vec<String>,
    /// An institution has to offer all of these.
    pub resources: Vec<String>,
    /// Open-finance institutions only.
    pub open_finance: bool,
    /// `single` or `recurrent`.
    pub access_mode: &'static str,
    /// For the link.
    pub external_id: Option<String>,
    /// Ask before leaving.
    pub show_close_dialog: bool,
    /// Ask why, on leaving.
    pub show_abandon_survey: bool,
    /// Start with the consent screen.
    pub show_intro: bool,
}

/// Keys that are known, besides those of the brand; the last two are accepted without effect.
pub const KEYS: [&str; 17] = [
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
    "show_close_dialog",
    "show_abandon_survey",
    "show_intro",
    "access_token",
    "mode",
];

impl Config {
    /// Reads the configuration; the second value are warnings for the page's console.
    pub fn read(config: &Value, options: &Options) -> (Self, Vec<String>) {
        let mut warnings = unknown_keys(config);
        let default_locale = if options.text(Opt::DefaultLocale) == "en" { "en" } else { "es" };
        let locale = text(config, "locale");
        let external_id = text(config, "external_id").filter(|id| {
            if !is_external_id(id) {
                warnings.push(EXTERNAL_ID.to_owned());
            }
            is_external_id(id)
        });
        let mut institutions = list(config, "institutions");
        institutions.extend(text(config, "institution"));
        let config = Self {
            locale: LOCALES
                .into_iter()
                .find(|name| locale.as_deref() == Some(name))
                .unwrap_or(default_locale),
            country_codes: list(config, "country_codes"),
            institutions,
            institution_types: list(config, "institution_types"),
            resources: list(config, "resources"),
            open_finance: text(config, "integration_type")
                .is_some_and(|kind| ["openfinance", "openbanking"].contains(&kind.as_str())),
            access_mode: if text(config, "access_mode").as_deref() == Some("single") {
                "single"
            } else {
                "recurrent"
            },
            external_id,
            show_close_dialog: flag(config, "show_close_dialog"),
            show_abandon_survey: flag(config, "show_abandon_survey"),
            show_intro: flag(config, "show_intro"),
        };
        (config, warnings)
    }

    /// Whether the page lists an institution.
    pub fn lists(&self, institution: &Institution) -> bool {
        let any = |wanted: &[String], got: &str| wanted.is_empty() || wanted.iter().any(|name| name == got);
        any(&self.country_codes, &institution.country_code)
            && any(&self.institutions, &institution.name)
            && self.lists_type(institution)
            && self.resources.iter().all(|name| institution.resources.contains(name))
            && (!self.open_finance || institution.integration_type == "openfinance")
    }

    /// `retail` and `business` are the suffix of the name, the others the REST type; employment only when asked for (W-CFG-08).
    fn lists_type(&self, institution: &Institution) -> bool {
        if self.institution_types.is_empty() {
            return institution.kind != "employment" || self.institutions.contains(&institution.name);
        }
        let suffix = institution.name.rsplit('_').next().unwrap_or_default();
        self.institution_types.iter().any(|wanted| match wanted.as_str() {
            "retail" | "business" => wanted == suffix,
            "bank" => false,
            other => other == institution.kind,
        })
    }
}

const EXTERNAL_ID: &str = "external_id needs 3 to 256 letters, digits, - or _: the link gets none (W-CFG-10)";

/// Whether a link can carry it (W-CFG-10, R-LINK-12).
pub fn is_external_id(id: &str) -> bool {
    (3..=256).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn unknown_keys(config: &Value) -> Vec<String> {
    let unknown: Vec<&str> = config
        .as_object()
        .into_iter()
        .flat_map(|map| map.keys().map(String::as_str))
        .filter(|key| !KEYS.contains(key) && !CONFIG_KEYS.contains(key))
        .collect();
    if unknown.is_empty() {
        Vec::new()
    } else {
        vec![format!("these configuration keys have no effect: {}", unknown.join(", "))]
    }
}

/// `undefined`, `null`, `""` and the text `undefined` are absent (W-CFG-25).
fn text(config: &Value, key: &str) -> Option<String> {
    config
        .get(key)?
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty() && *text != "undefined")
        .map(str::to_owned)
}

/// An array, a comma list or a single text (W-CFG-23).
fn list(config: &Value, key: &str) -> Vec<String> {
    let split = |text: &str| {
        text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    match config.get(key) {
        Some(Value::Array(items)) => {
            items.iter().filter_map(Value::as_str).map(|item| item.trim().to_owned()).collect()
        }
        Some(Value::String(_)) => text(config, key).map(|text| split(&text)).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Booleans also as text (W-CFG-24); all flags default to true.
fn flag(config: &Value, key: &str) -> bool {
    match config.get(key) {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::String(text)) => text.trim() != "false",
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(config: Value) -> (Config, Vec<String>) {
        Config::read(&config, &Options::default())
    }

    #[test]
    fn lists_and_booleans_are_read_as_apps_write_them() {
        let (config, warnings) = read(json!({
            "institutions": "erebor_mx_retail, gringotts_mx_retail", "country_codes": ["MX"], "show_intro": "false",
            "external_id": "undefined", "locale": "pt", "onSuccess": null,
        }));
        assert_eq!(config.institutions, ["erebor_mx_retail", "gringotts_mx_retail"], "W-CFG-23");
        assert!(!config.show_intro, "W-CFG-24");
        assert_eq!((config.external_id, config.locale), (None, "pt"), "W-CFG-25");
        assert_eq!(warnings.len(), 1, "W-CFG-22");
    }

    #[test]
    fn an_unknown_language_is_the_default_and_a_short_external_id_is_dropped() {
        let (config, warnings) = read(json!({"locale": "EN", "external_id": "ab"}));
        assert_eq!((config.locale, config.external_id), ("es", None), "W-CFG-04, W-CFG-10");
        assert_eq!(warnings.len(), 1);
    }
}
