//! The one table of options: the places where Belvo's behaviour is unknown, contradictory or inconvenient.

mod setting;

use std::borrow::Cow;
use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::limits::LONGEST_SETTING;
use super::text::{quote, the_nearest};
use setting::choice;
pub use setting::{Count, Kind, Lasting, Setting};

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
    get: fn(&Options) -> Cow<'_, str>,
    set: fn(&mut Options, &str) -> Option<()>,
}

macro_rules! options {
    ($($field:ident: $kind:ty, $name:literal, $default:literal, $rule:literal, $about:literal;)*) => {
        /// The settings in force; shared, and replaced when one is made.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Options {
            $(#[doc = $about] pub $field: $kind,)*
        }

        static DEFAULT: LazyLock<Options> = LazyLock::new(|| Options {
            $($field: <$kind as Setting>::read($default).unwrap_or_default(),)*
        });

        /// All options.
        pub static ROWS: &[Row] = &[$(Row {
            name: $name,
            kind: <$kind as Setting>::KIND,
            default: $default,
            rule: $rule,
            about: $about,
            get: |options| options.$field.text(),
            set: |options, text| Setting::read(text).map(|setting| options.$field = setting),
        },)*];
    };
}

options! {
    strict: bool, "strict", "off", "R-BASE-12, W-TOK-16", "Refuse what Belvo's OpenAPI documents refuse and the sandbox is known or thought to let pass";
    auth_missing: MissingKeys, "auth.missing_code", "authentication_failed", "R-AUTH-04", "The code for a call without keys";
    token_ttl: Lasting, "token.access_ttl", "600s", "R-TOK-08, W-TOK-22", "How long an access token lives";
    refresh_ttl: Lasting, "token.refresh_ttl", "7200d", "R-TOK-09, W-TOK-23", "How long a refresh token lives";
    token_latency: Lasting, "token.latency", "0ms", "W-LOAD-19", "How late a token comes, ten minutes at most: the documented static page builds as soon as it has one, script or not";
    missing_scopes: MissingScopes, "token.missing_scopes", "empty", "R-TOK-05", "What a token request without scopes gets";
    branding_required: bool, "token.branding_required", "on", "R-TOK-18", "Refuse a token request whose `widget` lacks `branding`, but for open finance";
    single_use: bool, "token.single_use", "on", "R-TOK-10, W-TOK-24", "A token dies when the user has connected";
    blank_code: BlankCode, "error.blank_code", "blank", "R-ERR-12", "The code for an empty text";
    storage_code: StorageCode, "error.credentials_storage_code", "invalid_credentials_storage", "R-ERR-40", "The code for a recurrent link that stores nothing";
    switch_code: SwitchCode, "error.access_mode_switch_code", "invalid_access_mode_switch", "R-ERR-42", "The code for a link that cannot become recurrent";
    not_found_text: NotFoundText, "error.not_found_text", "Not found.", "R-ERR-52", "The message of 404";
    page_size: Count<1, 1000>, "page.default_size", "10", "R-PAGE-03", "Rows on a page when the call does not say";
    past_end: PastEnd, "page.past_end", "404", "R-PAGE-05", "What a page past the end of a list is answered, or one that is no number";
    link_required: bool, "page.link_required", "on", "R-PAGE-10", "Refuse lists without `link` where Belvo's OpenAPI document requires it";
    institution_code: InstitutionCode, "institution.code", "string", "R-INST-04", "The deprecated `code` of an institution";
    trx_categories: Categories, "trx.categories", "filled", "R-TRX-05", "Categories of transactions; null as without the product that gives them";
    risk_post_array: RiskForm, "risk.post_array", "object", "R-DATA-05", "What a retrieve of risk insights answers; version 1.35.0 had an array";
    fetch_delay: Lasting, "data.fetch_delay", "2s", "R-DATA-09", "How long after a link is made the first resource that comes with it is there; each next one 200 ms later; 0ms: all at once";
    async_delay: Lasting, "data.async_delay", "1s", "R-ASYNC-05", "How long after a call in the background its records are there";
    retry_step: Lasting, "hook.retry_step", "60s", "R-HOOK-03", "How much later than the last time a webhook that failed is tried again: this, twice this, and so on";
    consent_names: ConsentNames, "hook.consent_names", "new", "R-HOOK-20", "The names of what is told of consents; the old ones lack `openfinance_`";
    sandbox_silent: bool, "hook.sandbox_silent", "off", "R-HOOK-08", "Tell nothing of links themselves, as the sandbox does by an older page; by hand it can be told all the same";
    legacy_body: bool, "hook.legacy_body", "off", "R-HOOK-04", "Webhooks without `process_type`, `request_id` and `external_id`";
    request_id_dashed: bool, "hook.request_id_dashed", "off", "R-HOOK-06", "`request_id` of a webhook with dashes";
    unknown_link: UnknownLink, "data.unknown_link", "400", "R-DATA-07", "The status when a retrieve names a link that there is not";
    consent_document: bool, "consent.user_document_required", "off", "R-CONS-02", "Refuse lists of consents without `user_document`";
    live_resources: bool, "institution.live_resources", "off", "R-INST-10", "Institutions offer only what the sandbox's own rows say";
    duplicates: Duplicates, "link.duplicates", "allow", "R-LINK-11", "A second link for the same institution and credentials";
    resume_status: ResumeStatus, "link.resume_status", "200", "R-LINK-03", "The status of a link that a token has completed";
    non_null: bool, "link.non_null", "off", "R-LINK-13", "Fill `stale_in` and `external_id` of a link when they were not sent";
    expiry_string: bool, "mfa.expiry_string", "off", "R-MFA-02", "`expiry` of a question as a text";
    gotham: bool, "mfa.gotham", "off", "R-MFA-10", "Gotham's row has a token field and its feature, as some pages say";
    other_tokens: OtherTokens, "mfa.other_tokens", "accept", "R-MFA-06", "An MFA token that is neither 111111 nor 999999";
    payload: Payload, "widget.payload", "superset", "W-CB-10, W-CB-12, W-CB-13", "The shape of what onEvent and onExit get";
    loader: Loader, "widget.loader", "stable", "W-LOAD-06, W-LOAD-13", "Be there at once, or arrive in two steps with all hazards, as Belvo's own loader does";
    container_wait: Lasting, "widget.container_wait", "3s", "W-CONT-04", "How long a build waits for #belvo";
    create_container: bool, "widget.create_container", "off", "W-CONT-04", "Append #belvo to the body when the page has none";
    lenient_methods: bool, "widget.lenient_methods", "off", "W-LOAD-11", "Give belvoSDK the methods that apps invent, as logged no-ops";
    default_locale: DefaultLocale, "widget.default_locale", "es", "W-CFG-04", "The language when the page names none that is known";
    success_delay: Option<Lasting>, "widget.success_delay", "1500ms", "W-CB-06", "When the success screen leaves by itself";
    request_id: RequestIdForm, "widget.request_id", "uuid", "W-EVT-06", "How request_id is written in events";
    initial_page_load: bool, "widget.initial_page_load", "off", "W-EVT-03", "A PAGE_LOAD for the first screen too";
    mfa_error_event: bool, "widget.mfa_error_event", "on", "W-EVT-09", "Being asked for a token sends ERROR token_required";
    exit_step: ExitStep, "widget.exit_step", "always", "W-EXIT-04", "When exit data carry meta_data.step";
    exit_after_success: bool, "widget.exit_after_success", "off", "W-EXIT-07", "onExit after callback";
    cors: Cors, "base.cors", "all", "R-BASE-11", "Which calls pages of other origins may make: the whole API, or those for tokens and the widget alone";
    slash_redirect: SlashRedirect, "base.slash_redirect", "off", "R-BASE-03", "Send a GET without its last slash to the path with it";
    limit_rate: bool, "limit.rate", "off", "R-LIMIT-01, R-ERR-50", "Refuse an address its calls of the API beyond 80 within 30 seconds";
    limit_delete: bool, "limit.delete", "off", "R-LIMIT-02", "Refuse the sixth deletion within a minute";
    monthly_wipe: bool, "limit.monthly_wipe", "off", "R-LIMIT-05", "Links, their data and all tokens are gone when a month begins, in UTC";
    storage_rules: StorageRules, "widget.storage_rules", "refuse", "W-FLOW-11", "A token request whose `credentials_storage` does not go with the access mode: an ERROR as over REST, or a link that stores all the same";
    remote_branding: bool, "widget.remote_branding", "off", "W-BRAND-03", "Load the icon and the logo of a brand from hosts outside too";
    mark: bool, "widget.mark", "on", "W-TEST-07", "What says that this is the emulator: the mark in the widget's bar, the ids of institutions, the codes of errors";
    screens: Screens, "widget.screens", "auto", "W-TEST-03", "Draw the screens, or let the widget run without; by itself it does in jsdom and happy-dom, where nobody looks";
    time_limits: bool, "widget.time_limits", "on", "W-TOK-27", "Tokens and MFA sessions run out";
}

choice! {
    /// The code for a call without keys.
    MissingKeys { AuthenticationFailed = "authentication_failed", NotAuthenticated = "not_authenticated" }
}

choice! {
    /// What a token request without scopes gets.
    MissingScopes { Empty = "empty", DefaultPair = "default_pair", Required = "required" }
}

choice! {
    /// The code for an empty text.
    BlankCode { Blank = "blank", Null = "null" }
}

choice! {
    /// The code for a recurrent link that stores nothing.
    StorageCode { InvalidCredentialsStorage = "invalid_credentials_storage", LoginError = "login_error" }
}

choice! {
    /// The code for a link that cannot become recurrent.
    SwitchCode { InvalidAccessModeSwitch = "invalid_access_mode_switch", InvalidLink = "invalid_link" }
}

choice! {
    /// The message of 404.
    NotFoundText { WithStop = "Not found.", Bare = "Not found" }
}

choice! {
    /// What a page past the end of a list is answered.
    PastEnd { NotFound = "404", Empty = "empty" }
}

choice! {
    /// The deprecated `code` of an institution.
    InstitutionCode { String = "string", Null = "null" }
}

choice! {
    /// Categories of transactions; null as without the product that gives them.
    Categories { Filled = "filled", Null = "null" }
}

choice! {
    /// What a retrieve of risk insights answers; version 1.35.0 had an array.
    RiskForm { Object = "object", Array = "array" }
}

choice! {
    /// The names of what is told of consents.
    ConsentNames { New = "new", Old = "old" }
}

choice! {
    /// The status when a retrieve names a link that there is not.
    UnknownLink { BadRequest = "400", NotFound = "404" }
}

choice! {
    /// A second link for the same institution and credentials.
    Duplicates { Allow = "allow", Refuse = "refuse" }
}

choice! {
    /// The status of a link that a token has completed.
    ResumeStatus { Ok = "200", Created = "201" }
}

choice! {
    /// An MFA token that is neither 111111 nor 999999.
    OtherTokens { Accept = "accept", Reject = "reject" }
}

choice! {
    /// The shape of what onEvent and onExit get.
    Payload { Superset = "superset", Flat = "flat", Documented = "documented" }
}

choice! {
    /// Be there at once, or arrive in two steps with all hazards, as Belvo's own loader does.
    Loader { Stable = "stable", Placeholder = "placeholder" }
}

choice! {
    /// The language when the page names none that is known.
    DefaultLocale { Es = "es", En = "en" }
}

choice! {
    /// How request_id is written in events.
    RequestIdForm { Uuid = "uuid", Hex = "hex" }
}

choice! {
    /// When exit data carry meta_data.step.
    ExitStep { Always = "always", InitialOnly = "initial_only" }
}

choice! {
    /// What a token request whose `credentials_storage` does not go with the access mode comes to in the widget.
    StorageRules { Refuse = "refuse", Bend = "bend" }
}

choice! {
    /// Draw the screens, or let the widget run without.
    Screens { Auto = "auto", Shown = "shown", None = "none" }
}

choice! {
    /// Which calls pages of other origins may make.
    Cors { All = "all", Widget = "widget" }
}

choice! {
    /// Send a GET without its last slash to the path with it.
    SlashRedirect { Off = "off", Moved = "301" }
}

impl Default for Options {
    fn default() -> Self {
        DEFAULT.clone()
    }
}

/// What differs from the defaults, by dotted name.
impl Serialize for Options {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(
            self.rows().filter(|(row, text)| row.default != text).map(|(row, text)| (row.name, text)),
        )
    }
}

impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut options = Self::default();
        for (name, text) in IndexMap::<String, String>::deserialize(from)? {
            options.set(&name, &text).map_err(de::Error::custom)?;
        }
        Ok(options)
    }
}

/// Finds a row by its dotted name; the error names the nearest one.
pub fn find(name: &str) -> Result<&'static Row, String> {
    ROWS.iter().find(|row| row.name == name).ok_or_else(|| {
        let names: Vec<&str> = ROWS.iter().map(|row| row.name).collect();
        format!("there is no option {}{}", quote(name), the_nearest(name, &names))
    })
}

/// Checks a setting without making it.
pub fn check(name: &str, value: &str) -> Result<(), String> {
    Options::default().set(name, value)
}

impl Row {
    /// The rules that it decides, one by one.
    pub fn rules(&self) -> impl Iterator<Item = &'static str> {
        self.rule.split(", ")
    }
}

impl Options {
    /// Makes a setting.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let row = find(name)?;
        let short = Some(value).filter(|value| value.len() <= LONGEST_SETTING);
        short
            .and_then(|value| (row.set)(self, value))
            .ok_or_else(|| format!("`{name}` cannot be {}; it takes {}", quote(value), row.kind.describe()))
    }

    /// Each row with its setting.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Row, Cow<'_, str>)> {
        ROWS.iter().map(|row| (row, (row.get)(self)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_a_legal_setting() {
        for row in ROWS {
            let mut options = Options::default();
            assert_eq!(options.set(row.name, row.default), Ok(()), "{}", row.name);
            assert_eq!((row.get)(&options), row.default);
            assert_eq!(options, Options::default(), "{}", row.name);
        }
    }

    #[test]
    fn a_wrong_setting_says_what_is_right() {
        assert!(check("token.acces_ttl", "1s").is_err_and(|why| why.contains("`token.access_ttl`")));
        assert!(check("token.access_ttl", "600").is_err_and(|why| why.contains("a duration with a unit")));
        assert!(check("widget.success_delay", "never").is_ok());
    }
}
