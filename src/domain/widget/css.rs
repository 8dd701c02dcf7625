//! The variables that a theme may set, and the values that each takes (W-BRAND-15, W-BRAND-16). Anything else could make
//! the style sheet ask a host outside for an image, or break it.

use Kind::{Color, Fraction, Length, Shadow, Weight, Word};

/// What a variable takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// HEX, RGB or RGBA.
    Color,
    /// `8px`.
    Length,
    /// From 0 to 1.
    Fraction,
    /// `600`.
    Weight,
    /// `none`, or lengths and a color.
    Shadow,
    /// One of these.
    Word(&'static [&'static str]),
}

const ICONS: Kind = Word(&["arrow_left", "arrow_left_dark", "help_outlined", "help_outlined_dark"]);

/// All variables; each exists with `-dark` at its end too (W-BRAND-14).
pub const VARIABLES: [(&str, Kind); 47] = [
    ("--color-primary-base", Color),
    ("--nav-bar-title-color", Color),
    ("--nav-bar-icon-color", Color),
    ("--nav-bar-title-align", Word(&["center", "start", "end"])),
    ("--nav-bar-icon-size", Length),
    ("--nav-bar-left-icon", ICONS),
    ("--nav-bar-right-icon", ICONS),
    ("--nav-bar-background-color", Color),
    ("--nav-bar-box-shadow", Shadow),
    ("--nav-bar-border-color", Color),
    ("--button-font-color", Color),
    ("--button-font-color-disabled", Color),
    ("--button-border-radius", Length),
    ("--button-background-color-disabled", Color),
    ("--button-opacity-disabled", Fraction),
    ("--button-border-color-disabled", Color),
    ("--banner-border-radius", Length),
    ("--banner-background-color", Color),
    ("--banner-background-color-error", Color),
    ("--banner-background-color-info", Color),
    ("--banner-background-color-success", Color),
    ("--banner-background-color-warning", Color),
    ("--banner-border-left-width", Length),
    ("--banner-border-color", Color),
    ("--banner-border-color-left-error", Color),
    ("--banner-border-color-left-info", Color),
    ("--banner-border-color-left-success", Color),
    ("--banner-border-color-left-warning", Color),
    ("--banner-icon-color-error", Color),
    ("--banner-icon-color-info", Color),
    ("--banner-icon-color-success", Color),
    ("--banner-icon-color-warning", Color),
    ("--banner-title-color", Color),
    ("--banner-body-color", Color),
    ("--banner-title-font-weight", Weight),
    ("--banner-body-font-weight", Weight),
    ("--banner-box-shadow", Shadow),
    ("--input-text-border-radius", Length),
    ("--input-text-border-color", Color),
    ("--input-text-outline-border-color", Color),
    ("--input-text-placeholder-color", Color),
    ("--input-text-label-color", Color),
    ("--input-text-label-color-error", Color),
    ("--input-text-label-variation", Word(&["outlined", "top"])),
    ("--input-text-icon-color", Color),
    ("--tab-text-color", Color),
    ("--tab-border-color", Color),
];

impl Kind {
    /// What a variable takes; nothing when there is no such variable.
    pub fn of(css_key: &str) -> Option<Self> {
        let light = css_key.strip_suffix("-dark").unwrap_or(css_key);
        VARIABLES.iter().find(|(name, _)| *name == light).map(|(_, kind)| *kind)
    }

    /// Whether it is such a value.
    pub fn fits(self, value: &str) -> bool {
        match self {
            Color => is_color(value),
            Length => is_length(value),
            Fraction => between(value, 0.0, 1.0),
            Weight => ["normal", "bold"].contains(&value) || between(value, 1.0, 1_000.0),
            Shadow => value == "none" || is_shadow(value),
            Word(words) => words.contains(&value),
        }
    }

    /// What it takes, for people.
    pub fn wanted(self) -> String {
        match self {
            Color => "a color as HEX, RGB or RGBA".to_owned(),
            Length => "a length such as 8px".to_owned(),
            Fraction => "a number from 0 to 1".to_owned(),
            Weight => "a weight from 1 to 1000".to_owned(),
            Shadow => "`none` or a shadow such as 0 2px 4px rgba(0, 0, 0, 0.05)".to_owned(),
            Word(words) => words.join(" or "),
        }
    }
}

fn between(text: &str, least: f64, most: f64) -> bool {
    text.trim().parse::<f64>().is_ok_and(|number| (least..=most).contains(&number))
}

/// `#RGB`, `#RRGGBB`, either with alpha, `rgb(1, 2, 3)` or `rgba(1, 2, 3, 0.5)`.
pub fn is_color(text: &str) -> bool {
    if let Some(digits) = text.strip_prefix('#') {
        return [3, 4, 6, 8].contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    }
    let lower = text.to_ascii_lowercase();
    let inner = lower.strip_prefix("rgba(").or_else(|| lower.strip_prefix("rgb("));
    let parts: Vec<&str> =
        inner.and_then(|rest| rest.strip_suffix(')')).into_iter().flat_map(|list| list.split(',')).collect();
    let (colors, alpha) = parts.split_at(parts.len().min(3));
    colors.len() == 3
        && alpha.len() < 2
        && colors.iter().all(|part| between(part, 0.0, 255.0))
        && alpha.iter().all(|part| between(part, 0.0, 1.0))
}

fn is_length(text: &str) -> bool {
    let number = ["px", "rem", "em", "%"].iter().find_map(|unit| text.strip_suffix(unit));
    text == "0" || number.is_some_and(|number| between(number, -1_000.0, 1_000.0))
}

/// Shadows with a comma between, each of lengths, `inset` and a color.
fn is_shadow(text: &str) -> bool {
    let mut depth = 0_usize;
    let part = |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && (c == ',' || c.is_whitespace())
    };
    let parts: Vec<&str> = text.split(part).filter(|part| !part.is_empty()).collect();
    parts.len() > 1 && parts.iter().all(|part| *part == "inset" || is_length(part) || is_color(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_takes_its_values_and_no_others_w_brand_15() {
        for (css_key, good, bad) in [
            ("--tab-text-color", "#0663F9", "#09EE354"),
            ("--tab-text-color", "#fff8", "red"),
            ("--tab-text-color-dark", "rgb(0, 12,255)", "rgb(0, 12)"),
            ("--tab-text-color", "RGBA(0,0,0,.5)", "rgba(0, 0, 0, 2)"),
            ("--tab-text-color", "#000", "var(--x)"),
            ("--nav-bar-icon-size", "24px", "24"),
            ("--nav-bar-icon-size", "1.5rem", "calc(1px)"),
            ("--button-opacity-disabled", "0.2", "20%"),
            ("--banner-title-font-weight", "600", "heavy"),
            ("--banner-box-shadow", "none", "inherit"),
            ("--banner-box-shadow", "0 2px 4px 0 rgba(0, 0, 0, 0.05)", "0 2px url(//x)"),
            ("--banner-box-shadow", "inset 0 1px #000, 0 2px 4px rgb(1,2,3)", "2px; color: red"),
            ("--nav-bar-title-align", "start", "left"),
            ("--nav-bar-left-icon", "arrow_left_dark", "cat"),
            ("--input-text-label-variation", "top", "none"),
        ] {
            let kind = Kind::of(css_key).expect("a variable");
            assert!(kind.fits(good) && !kind.fits(bad), "{css_key}: {good}, {bad}");
        }
        assert_eq!(Kind::of("--tab-text-color-dark-dark"), None);
        assert_eq!(Kind::of("tab-text-color"), None);
    }
}
