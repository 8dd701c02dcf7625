//! How an application dresses the widget: names, texts, images and colours, of the token's body and, from older days, of
//! the page's configuration (W-BRAND). What cannot be used is left out, and told once in the page's console.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Value, json};

use super::config::BRAND;
use super::css::{Kind, is_color};
use crate::domain::base::limits::{BRAND_TEXT, LOOKS};
use crate::domain::base::text;

/// What of a brand can be used.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Branding {
    pub company_name: Option<String>,
    pub company_icon: Option<String>,
    pub company_logo: Option<String>,
    pub company_terms_url: Option<String>,
    pub company_terms_version: Option<String>,
    pub company_benefit_header: Option<String>,
    pub company_benefit_content: Option<String>,
    pub opportunity_loss: Option<String>,
    pub overlay_background_color: Option<String>,
    /// As said, else yes (W-BRAND-08).
    pub social_proof: Option<bool>,
    /// As said, else no (W-BRAND-10).
    pub show_belvo_middle_logo: Option<bool>,
    /// Nothing: as the system has it.
    pub color_scheme: Option<Scheme>,
    /// Each once: of two the later one.
    pub theme: Vec<Variable>,
}

/// Light or dark, whatever the system says (W-BRAND-14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Scheme {
    Light,
    Dark,
}

/// A variable of the style sheet with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Variable {
    pub css_key: String,
    pub value: String,
}

/// The keys that `widget.branding` has besides those that once stood in the configuration.
const TOKEN_KEYS: [&str; 4] =
    ["company_terms_url", "company_terms_version", "overlay_background_color", "show_belvo_middle_logo"];

/// The longest value of a variable, in bytes.
const LONGEST_VALUE: usize = 256;

const LEFT_OUT: &str = "left_out_bytes";

/// How many faults are listed.
const LISTED: usize = 10;

/// `widget` of a token's body as it is kept: of one that is too large only how large it was.
pub fn bounded(widget: Value) -> Value {
    let size = widget.to_string().len();
    if size > LOOKS { json!({ LEFT_OUT: size }) } else { widget }
}

impl Branding {
    /// How many bytes it takes beneath itself.
    pub(in crate::domain) fn weight(&self) -> usize {
        let texts = [
            &self.company_name,
            &self.company_icon,
            &self.company_logo,
            &self.company_terms_url,
            &self.company_terms_version,
            &self.company_benefit_header,
            &self.company_benefit_content,
            &self.opportunity_loss,
        ];
        let theme =
            self.theme.iter().map(|item| size_of::<Variable>() + item.css_key.len() + item.value.len());
        texts.into_iter().flatten().map(String::len).chain(theme).sum()
    }

    /// Reads `widget` of a token's body and a page's configuration, the former first (W-BRAND-13); the second value is
    /// the warning for the page's console.
    pub fn read(widget: &Value, config: &Value) -> (Self, Option<String>) {
        let mut reader = Reader::new(widget, config);
        let (image, page) = (is_image as fn(&str) -> bool, is_web as fn(&str) -> bool);
        let brand = Self {
            company_name: reader.text("company_name"),
            company_icon: reader.fitting("company_icon", image, "an http(s) address or a data: image"),
            company_logo: reader.fitting("company_logo", image, "an http(s) address or a data: image"),
            company_terms_url: reader.fitting("company_terms_url", page, "an http(s) address"),
            company_terms_version: reader.text("company_terms_version"),
            company_benefit_header: reader.text("company_benefit_header"),
            company_benefit_content: reader.text("company_benefit_content"),
            opportunity_loss: reader.text("opportunity_loss"),
            overlay_background_color: reader.fitting("overlay_background_color", is_rrggbb, "#RRGGBB"),
            social_proof: reader.flag("social_proof"),
            show_belvo_middle_logo: reader.flag("show_belvo_middle_logo"),
            color_scheme: reader.scheme(&widget["color_scheme"]),
            theme: reader.theme(&widget["theme"]),
        };
        (brand, reader.warning())
    }
}

/// Reads key by key, and notes what is wrong.
struct Reader<'a> {
    token: &'a Value,
    config: &'a Value,
    faults: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new(widget: &'a Value, config: &'a Value) -> Self {
        let mut reader = Self { token: &widget["branding"], config, faults: Vec::new() };
        if let Some(size) = widget.get(LEFT_OUT) {
            reader.faults.push(format!("`widget` has {size} bytes, {LOOKS} at most"));
        }
        if !reader.token.is_object() && !reader.token.is_null() {
            reader.faults.push("`branding` is no object".to_owned());
        }
        let keys = reader.token.as_object().into_iter().flat_map(|map| map.keys());
        let unknown = keys.filter(|key| !is_old(key) && !TOKEN_KEYS.contains(&key.as_str()));
        reader.faults.extend(unknown.map(|key| format!("`{}` is no key of `branding`", text::shown(key))));
        reader
    }

    /// The first that can be used, of the token and of the configuration.
    fn first<T>(&mut self, key: &str, read: impl Fn(&Value) -> Option<T>, wanted: &str) -> Option<T> {
        let old = is_old(key).then(|| self.config.get(key));
        for value in [self.token.get(key), old.flatten()].into_iter().flatten().filter(|value| !absent(value))
        {
            match read(value) {
                None => self.faults.push(format!("`{key}` {} is not {wanted}", shown(value))),
                found => return found,
            }
        }
        None
    }

    fn text(&mut self, key: &str) -> Option<String> {
        let short = |value: &Value| words(value).filter(|text| text.len() <= BRAND_TEXT);
        self.first(key, short, &format!("a text of at most {BRAND_TEXT} bytes"))
    }

    fn fitting(&mut self, key: &str, fits: fn(&str) -> bool, wanted: &str) -> Option<String> {
        self.first(key, |value| words(value).filter(|text| fits(text)), wanted)
    }

    fn flag(&mut self, key: &str) -> Option<bool> {
        let read = |value: &Value| value.as_bool().or_else(|| value.as_str()?.trim().parse().ok());
        self.first(key, read, "true or false")
    }

    fn scheme(&mut self, value: &Value) -> Option<Scheme> {
        let scheme = match value.as_str() {
            Some("LIGHT") => Some(Scheme::Light),
            Some("DARK") => Some(Scheme::Dark),
            _ => None,
        };
        if scheme.is_none() && !absent(value) {
            self.faults.push(format!("`color_scheme` {} is not LIGHT or DARK", shown(value)));
        }
        scheme
    }

    /// `company_color` is the old name of one variable (W-BRAND-12); what the theme itself says comes after it.
    fn theme(&mut self, theme: &Value) -> Vec<Variable> {
        let color = self.fitting("company_color", is_color, "a color as HEX, RGB or RGBA");
        let old = color.map(|value| Variable { css_key: "--color-primary-base".to_owned(), value });
        if !theme.is_array() && !absent(theme) {
            self.faults.push("`theme` is no list".to_owned());
        }
        let items: Vec<_> = theme.as_array().into_iter().flatten().map(variable).collect();
        let mut variables: IndexMap<String, Variable> = IndexMap::new();
        for item in old.map(Ok).into_iter().chain(items) {
            match item {
                Ok(variable) => drop(variables.insert(variable.css_key.clone(), variable)),
                Err(fault) => self.faults.push(fault),
            }
        }
        variables.into_values().collect()
    }

    /// One line for all that is wrong.
    fn warning(self) -> Option<String> {
        let mut listed: Vec<String> = self.faults.iter().take(LISTED).cloned().collect();
        if self.faults.len() > LISTED {
            listed.push(format!("and {} more", self.faults.len() - LISTED));
        }
        (!listed.is_empty()).then(|| format!("left out of the branding: {} (W-BRAND)", listed.join("; ")))
    }
}

/// Whether a key may stand in the configuration (W-CFG-17, W-BRAND-12).
fn is_old(key: &str) -> bool {
    BRAND.iter().any(|old| old.name == key)
}

fn variable(item: &Value) -> Result<Variable, String> {
    let css_key = item["css_key"].as_str().unwrap_or_default().trim();
    let Some(kind) = Kind::of(css_key) else {
        return Err(format!("theme: {} is no variable of the widget", shown(&item["css_key"])));
    };
    let value = words(&item["value"]).filter(|value| value.len() <= LONGEST_VALUE && kind.fits(value));
    let value = value
        .ok_or_else(|| format!("theme: {css_key} {} is not {}", shown(&item["value"]), kind.wanted()))?;
    Ok(Variable { css_key: css_key.to_owned(), value })
}

/// Absent is what applications write for it (W-CFG-25).
fn absent(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| ["", "undefined"].contains(&text.trim()))
}

/// A text, or a number written without quotes.
fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        other => other.as_str()?.trim().to_owned(),
    };
    (text.len() <= LOOKS).then_some(text)
}

/// A value as a message can show it.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| text::shown(&value.to_string()), text::quote)
}

/// The overlay takes this form alone (W-BRAND-09).
fn is_rrggbb(text: &str) -> bool {
    text.len() == 7 && is_color(text)
}

fn is_data_image(url: &str) -> bool {
    let start = url.get(..11).unwrap_or_default();
    start.eq_ignore_ascii_case("data:image/") && !url.contains(char::is_control)
}

fn is_image(url: &str) -> bool {
    is_data_image(url) || is_web(url)
}

fn is_web(url: &str) -> bool {
    host(url).is_some()
}

/// The host of a web address, in small letters.
fn host(url: &str) -> Option<String> {
    let lower = url.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let place = authority.rsplit('@').next()?;
    let host = match place.split_once(']') {
        Some((address, _)) => format!("{address}]"),
        None => place.split(':').next()?.to_owned(),
    };
    // What a browser would take out before it reads on.
    let clean = !url.contains(|c: char| c.is_control() || c.is_whitespace());
    (clean && !host.is_empty()).then_some(host)
}

/// Whether an image is on this machine: in the address itself, at the emulator or at localhost (W-BRAND-03).
pub fn is_at_home(url: &str, emulator: &str) -> bool {
    let own = url.strip_prefix(emulator).is_some_and(|rest| rest.starts_with('/'));
    let host = host(url);
    let local = host.as_deref().is_some_and(|host| ["localhost", "127.0.0.1", "[::1]"].contains(&host));
    is_data_image(url) || host.is_some() && (own || local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(widget: Value) -> (Branding, String) {
        let (brand, warning) = Branding::read(&widget, &Value::Null);
        (brand, warning.unwrap_or_default())
    }

    #[test]
    fn the_token_wins_over_the_configuration_key_by_key_w_brand_13() {
        let token =
            json!({ "branding": { "company_name": "Token", "social_proof": false, "company_icon": "x" } });
        let config = json!({ "company_name": "Page", "company_icon": "http://localhost/i.svg", "social_proof": true,
            "opportunity_loss": "undefined", "company_terms_url": "http://localhost/terms" });
        let (brand, warning) = Branding::read(&token, &config);
        assert_eq!(brand.company_name.as_deref(), Some("Token"));
        assert_eq!(brand.social_proof, Some(false), "W-BRAND-08");
        assert_eq!(brand.company_icon.as_deref(), Some("http://localhost/i.svg"), "the token's is none");
        assert_eq!(brand.opportunity_loss, None, "W-CFG-25");
        assert_eq!(brand.company_terms_url, None, "a key of the token alone");
        assert!(warning.is_some_and(|warning| warning.contains("`company_icon` `x`")));
    }

    #[test]
    fn a_theme_sets_what_is_documented_w_brand_15_and_the_old_color_comes_first_w_brand_12() {
        let variable = |css_key: &str, value: &str| json!({ "css_key": css_key, "value": value });
        let (brand, warning) = read(json!({ "branding": { "company_color": "#abc" }, "theme": [
            variable("--color-primary-base", "rgb(1, 2, 3)"), variable("--tab-text-color-dark", "#09EE354"),
            variable("--nav-bar-background-color", "url(//elsewhere)"), variable("--invented", "#fff"),
            { "css_key": "--banner-title-font-weight", "value": 700 }, { "value": "#fff" }, 7,
        ] }));
        let set: Vec<String> =
            brand.theme.iter().map(|item| format!("{} {}", item.css_key, item.value)).collect();
        assert_eq!(set, ["--color-primary-base rgb(1, 2, 3)", "--banner-title-font-weight 700"]);
        let old = read(json!({ "branding": { "company_color": "#abc" } })).0.theme;
        assert_eq!((old[0].css_key.as_str(), old[0].value.as_str()), ("--color-primary-base", "#abc"));
        for fault in ["`#09EE354` is not a color", "`url(//elsewhere)` is not", "`--invented` is no variable"]
        {
            assert!(warning.contains(fault), "{fault}: {warning}");
        }
        assert_eq!(read(json!({ "theme": [] })), (Branding::default(), String::new()), "W-BRAND-15");
    }

    #[test]
    fn what_is_of_another_kind_is_left_out_w_brand_09_w_brand_14() {
        let (brand, warning) =
            read(json!({ "branding": { "overlay_background_color": "#123", "invented": 1 },
            "theme": "blue", "color_scheme": "dark" }));
        assert_eq!(brand, Branding::default());
        for fault in ["#RRGGBB", "`invented` is no key", "`theme` is no list", "LIGHT or DARK"] {
            assert!(warning.contains(fault), "{fault}: {warning}");
        }
        assert!(read(json!({ "branding": "Acme" })).1.contains("`branding` is no object"));
        let many: Vec<Value> = (0..50).map(|_| json!({ "css_key": "x".repeat(1_000) })).collect();
        let (_, warning) = read(json!({ "theme": many }));
        assert!(warning.contains("and 40 more") && warning.len() < 2_000, "{warning}");
    }

    #[test]
    fn a_body_that_is_too_large_is_not_kept_w_tok_20() {
        let kept = bounded(json!({ "branding": { "company_logo": "x".repeat(LOOKS) } }));
        assert!(kept.to_string().len() < 100);
        assert!(read(kept).1.contains("65536 at most"));
        assert_eq!(bounded(json!({ "theme": [] })), json!({ "theme": [] }));
    }

    #[test]
    fn only_what_is_surely_on_this_machine_is_at_home_w_brand_03() {
        let emulator = "http://emulator.test:2358";
        for home in [
            "data:image/svg+xml,<svg/>",
            "http://emulator.test:2358/logo.svg",
            "http://localhost:3000/logo.svg",
            "HTTPS://LOCALHOST",
            "http://127.0.0.1/a?b#c",
            "http://user@[::1]:80/logo",
        ] {
            assert!(is_at_home(home, emulator), "{home}");
        }
        for abroad in [
            "http://emulator.test:23580/logo.svg",
            "http://emulator.test:2358@elsewhere.test/",
            "http://localhost@elsewhere.test/",
            "http://localhost.elsewhere.test/",
            "http://127.0.0.1.elsewhere.test/",
            "http://elsewhere.test#@localhost",
            "http://elsewhere.test\\@localhost",
            "http://else\twhere.test",
            "http:///localhost",
            "//localhost/logo.svg",
            "/logo.svg",
            "data:text/html,x",
            "javascript:alert(1)",
        ] {
            assert!(!is_at_home(abroad, emulator), "{abroad}");
        }
        assert!(!is_web("javascript:alert(1)") && !is_web("http://") && !is_image("data:text/html,x"));
    }
}
