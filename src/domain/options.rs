//! The one table of options: the places where Belvo's behaviour is unknown, contradictory or inconvenient.

use super::limits::LONGEST_SETTING;
use super::text::{quote, the_nearest};
use super::time::Span;
use crate::domain::catalogue::Code;

/// What an option can be set to.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// `on` or `off`.
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A duration with a unit, or one of these words.
    Span(&'static [&'static str]),
    /// A whole number between these.
    Count(u32, u32),
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// The dotted name.
    pub name: &'static str,
    /// What it can be set to.
    pub kind: Kind,
    /// The setting of a fresh emulator.
    pub default: &'static str,
    /// The rules that it decides.
    pub rule: &'static str,
    /// One sentence.
    pub about: &'static str,
}

macro_rules! options {
    ($($id:ident $name:literal $kind:expr, $default:literal, $rule:literal, $about:literal;)*) => {
        /// A row of the table, by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Opt { $($id),* }
        /// All options, in the order of [`Opt`].
        pub static ROWS: &[Row] = &[$(Row { name: $name, kind: $kind, default: $default, rule: $rule, about: $about }),*];
    };
}

use Kind::{Choice, Count, Switch};

options! {
    Strict "strict" Switch, "off", "R-BASE-12, W-TOK-16", "Refuse what Belvo's OpenAPI documents refuse and the sandbox is known or thought to let pass";
    AuthMissing "auth.missing_code" Choice(&["authentication_failed", "not_authenticated"]), "authentication_failed", "R-AUTH-04", "The code for a call without keys";
    TokenTtl "token.access_ttl" Kind::Span(&[]), "600s", "R-TOK-08, W-TOK-22", "How long an access token lives";
    RefreshTtl "token.refresh_ttl" Kind::Span(&[]), "7200d", "R-TOK-09, W-TOK-23", "How long a refresh token lives";
    MissingScopes "token.missing_scopes" Choice(&["empty", "default_pair", "required"]), "empty", "R-TOK-05", "What a token request without scopes gets";
    SingleUse "token.single_use" Switch, "on", "R-TOK-10, W-TOK-24", "A token dies when the user has connected";
    BlankCode "error.blank_code" Choice(&["blank", "null"]), "blank", "R-ERR-12", "The code for an empty text";
    StorageCode "error.credentials_storage_code" Choice(&["invalid_credentials_storage", "login_error"]), "invalid_credentials_storage", "R-ERR-40", "The code for a recurrent link that stores nothing";
    SwitchCode "error.access_mode_switch_code" Choice(&["invalid_access_mode_switch", "invalid_link"]), "invalid_access_mode_switch", "R-ERR-42", "The code for a link that cannot become recurrent";
    NotFoundText "error.not_found_text" Choice(&["Not found.", "Not found"]), "Not found.", "R-ERR-52", "The message of 404";
    PageSize "page.default_size" Count(1, 1000), "10", "R-PAGE-03", "Rows on a page when the call does not say";
    LinkRequired "page.link_required" Switch, "on", "R-PAGE-10", "Refuse lists without `link` where Belvo's OpenAPI document requires it";
    InstitutionCode "institution.code" Choice(&["string", "null"]), "string", "R-INST-04", "The deprecated `code` of an institution";
    TrxCategories "trx.categories" Choice(&["filled", "null"]), "filled", "R-TRX-05", "Categories of transactions; null as without the product that gives them";
    RiskPostArray "risk.post_array" Choice(&["object", "array"]), "object", "R-DATA-05", "What a retrieve of risk insights answers; version 1.35.0 had an array";
    AsyncDelay "data.async_delay" Kind::Span(&[]), "1s", "R-ASYNC-05", "How long after a call in the background its records are there";
    UnknownLink "data.unknown_link" Choice(&["400", "404"]), "400", "R-DATA-07", "The status when a retrieve names a link that there is not";
    ConsentDocument "consent.user_document_required" Switch, "off", "R-CONS-02", "Refuse lists of consents without `user_document`";
    LiveResources "institution.live_resources" Switch, "off", "R-INST-10", "Institutions offer only what the sandbox's own rows say";
    Duplicates "link.duplicates" Choice(&["refuse", "allow"]), "refuse", "R-LINK-11", "A second link for the same institution and credentials";
    ResumeStatus "link.resume_status" Choice(&["200", "201"]), "200", "R-LINK-03", "The status of a link that a token has completed";
    NonNull "link.non_null" Switch, "off", "R-LINK-13", "Fill `stale_in` and `external_id` of a link when they were not sent";
    ExpiryString "mfa.expiry_string" Switch, "off", "R-MFA-02", "`expiry` of a question as a text";
    Gotham "mfa.gotham" Switch, "off", "R-MFA-10", "Gotham's row has a token field and its feature, as some pages say";
    OtherTokens "mfa.other_tokens" Choice(&["accept", "reject"]), "accept", "R-MFA-06", "An MFA token that is neither 111111 nor 999999";
    Payload "widget.payload" Choice(&["superset", "flat", "documented"]), "superset", "W-CB-10, W-CB-12, W-CB-13", "The shape of what onEvent and onExit get";
    Loader "widget.loader" Choice(&["stable", "placeholder"]), "stable", "W-LOAD-06, W-LOAD-13", "Be there at once, or arrive in two steps with all hazards, as Belvo's own loader does";
    ContainerWait "widget.container_wait" Kind::Span(&[]), "3s", "W-CONT-04", "How long a build waits for #belvo";
    CreateContainer "widget.create_container" Switch, "off", "W-CONT-04", "Append #belvo to the body when the page has none";
    LenientMethods "widget.lenient_methods" Switch, "off", "W-LOAD-11", "Give belvoSDK the methods that apps invent, as logged no-ops";
    DefaultLocale "widget.default_locale" Choice(&["es", "en"]), "es", "W-CFG-04", "The language when the page names none that is known";
    SuccessDelay "widget.success_delay" Kind::Span(&["never"]), "1500ms", "W-CB-06", "When the success screen leaves by itself";
    RequestId "widget.request_id" Choice(&["uuid", "hex"]), "uuid", "W-EVT-06", "How request_id is written in events";
    InitialPageLoad "widget.initial_page_load" Switch, "off", "W-EVT-03", "A PAGE_LOAD for the first screen too";
    MfaErrorEvent "widget.mfa_error_event" Switch, "on", "W-EVT-09", "Being asked for a token sends ERROR token_required";
    ExitStep "widget.exit_step" Choice(&["always", "initial_only"]), "always", "W-EXIT-04", "When exit data carry meta_data.step";
    ExitAfterSuccess "widget.exit_after_success" Switch, "off", "W-EXIT-07", "onExit after callback";
    SlashRedirect "base.slash_redirect" Choice(&["off", "301"]), "off", "R-BASE-03", "Send a GET without its last slash to the path with it";
    LimitDelete "limit.delete" Switch, "off", "R-LIMIT-02", "Refuse the sixth deletion within a minute";
    RemoteBranding "widget.remote_branding" Switch, "off", "W-BRAND-03", "Load the icon and the logo of a brand from hosts outside too";
    Mark "widget.mark" Switch, "on", "W-TEST-07", "What says that this is the emulator: the mark in the widget's bar, the ids of institutions, the codes of errors";
    TimeLimits "widget.time_limits" Switch, "on", "W-TOK-27", "Tokens and MFA sessions run out";
}

/// The settings in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Options(Vec<String>);

impl Default for Options {
    fn default() -> Self {
        Self(ROWS.iter().map(|row| row.default.to_owned()).collect())
    }
}

/// Finds a row by its dotted name; the error names the nearest one.
pub fn find(name: &str) -> Result<usize, String> {
    ROWS.iter().position(|row| row.name == name).ok_or_else(|| {
        let names: Vec<&str> = ROWS.iter().map(|row| row.name).collect();
        format!("there is no option {}{}", quote(name), the_nearest(name, &names))
    })
}

/// Checks a setting without making it.
pub fn check(name: &str, value: &str) -> Result<(), String> {
    let row = &ROWS[find(name)?];
    let fits = match row.kind {
        _ if value.len() > LONGEST_SETTING => false,
        Switch => ["on", "off", "true", "false"].contains(&value),
        Choice(words) => words.contains(&value),
        Kind::Span(words) => words.contains(&value) || Span::parse(value).is_ok(),
        Count(least, most) => value.parse::<u32>().is_ok_and(|number| (least..=most).contains(&number)),
    };
    if fits {
        Ok(())
    } else {
        Err(format!("`{name}` cannot be {}; it takes {}", quote(value), row.kind.describe()))
    }
}

impl Row {
    /// The rules that it decides, one by one.
    pub fn rules(&self) -> impl Iterator<Item = &'static str> {
        self.rule.split(", ")
    }
}

impl Kind {
    /// What can be set, for people.
    pub fn describe(self) -> String {
        match self {
            Switch => "on or off".to_owned(),
            Choice(words) => words.join(", "),
            Kind::Span([]) => "a duration with a unit (500ms, 3s, 10m)".to_owned(),
            Kind::Span(words) => format!("a duration with a unit (500ms, 3s, 10m) or {}", words.join(", ")),
            Count(least, most) => format!("a whole number from {least} to {most}"),
        }
    }
}

impl Options {
    /// Makes a setting.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        check(name, value)?;
        let value = match value {
            "true" => "on",
            "false" => "off",
            other => other,
        };
        value.clone_into(&mut self.0[find(name)?]);
        Ok(())
    }

    /// The setting as text.
    pub fn text(&self, option: Opt) -> &str {
        &self.0[option as usize]
    }

    /// Whether the setting is `on`.
    pub fn on(&self, option: Opt) -> bool {
        self.text(option) == "on"
    }

    /// The setting as a duration; nothing when it is a word.
    pub fn span(&self, option: Opt) -> Option<Span> {
        Span::parse(self.text(option)).ok()
    }

    /// The setting as a code; the usual one for what is none.
    pub fn code(&self, option: Opt, usual: Code) -> Code {
        Code::parse(self.text(option)).unwrap_or(usual)
    }

    /// The setting as a number.
    pub fn count(&self, option: Opt) -> u32 {
        self.text(option).parse().unwrap_or_default()
    }

    /// Each row with its setting.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Row, &str)> {
        ROWS.iter().zip(self.0.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_of_codes_take_codes() {
        for option in [Opt::AuthMissing, Opt::BlankCode, Opt::StorageCode, Opt::SwitchCode] {
            let row = &ROWS[option as usize];
            let Choice(words) = row.kind else { panic!("{}", row.name) };
            assert!(words.iter().all(|word| Code::parse(word).is_some()), "{}", row.name);
        }
    }

    #[test]
    fn every_default_is_a_legal_setting() {
        for row in ROWS {
            assert_eq!(check(row.name, row.default), Ok(()), "{}", row.name);
        }
    }

    #[test]
    fn a_wrong_setting_says_what_is_right() {
        assert!(check("token.acces_ttl", "1s").is_err_and(|why| why.contains("`token.access_ttl`")));
        assert!(check("token.access_ttl", "600").is_err_and(|why| why.contains("a duration with a unit")));
        assert!(check("widget.success_delay", "never").is_ok());
    }
}
