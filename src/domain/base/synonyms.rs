//! Words that people write for the names of the tables: what is meant when the spelling does not tell.
//!
//! A name stands here as its own table has it. Which of them are looked for is up to the caller, so one word may stand
//! for several names; the first one that the caller knows is meant.

/// A name, and what people write for it: in small letters, with `_` between words, without accents.
type Row = (&'static str, &'static [&'static str]);

/// The keys and the steps of scenario files, and the words that follow them.
const OF_SCENARIOS: &[Row] = &[
    ("title", &["name", "summary", "description", "label"]),
    ("docs", &["link", "url", "documentation", "see", "reference"]),
    ("options", &["settings", "config", "configuration", "set"]),
    ("data", &["records", "fixtures", "overrides", "accounts"]),
    ("api", &["rest", "rules", "calls", "http", "requests"]),
    ("widget", &["connect_widget", "ui", "flow", "page"]),
    ("play", &["mode", "driver", "actor", "who", "who_acts", "autoplay", "run"]),
    ("by_itself", &["auto", "automatic", "automatically", "itself", "self", "alone", "robot"]),
    ("by_hand", &["manual", "manually", "hand", "human", "person", "user", "interactive"]),
    ("pace", &["speed", "delay", "pause", "interval", "tempo", "wait"]),
    ("steps", &["actions", "acts", "script", "flow", "sequence", "events", "scenario"]),
    ("outcomes", &["results", "answers", "responses", "outcome", "fallback"]),
    ("repeat_last", &["repeat", "last", "loop", "again"]),
    ("refuse", &["error", "reject", "deny", "fail", "code"]),
    ("on", &["call", "route", "path", "endpoint", "url", "request", "when", "match", "method"]),
    ("times", &["count", "repeat", "limit", "once", "for"]),
    ("error", &["code", "error_code", "fail", "refuse", "failure", "status"]),
    ("message", &["msg", "text", "error_message", "reason", "detail"]),
    ("field", &["key", "parameter", "param"]),
    ("delay", &["after", "wait", "latency", "sleep", "pause", "slow", "timeout"]),
    ("after", &["delay", "wait", "latency", "sleep", "pause", "later"]),
    ("then", &["outcome", "result", "answer", "next"]),
    ("ask_token", &["mfa", "otp", "token", "ask", "challenge", "two_factor", "2fa"]),
    ("institution", &["bank", "name", "provider", "banco", "institucion", "instituicao"]),
    ("institutions", &["bank", "banks", "providers", "bancos", "allowed_institutions"]),
    ("warning", &["warn", "disabled", "unavailable"]),
    ("accept", &["continue", "agree", "consent", "start", "begin", "next", "accept_terms", "intro"]),
    ("choose", &["select", "pick", "institution", "bank", "click", "search", "choose_institution"]),
    (
        "submit",
        &["login", "log_in", "credentials", "connect", "sign_in", "enter", "fill", "type", "password"],
    ),
    ("token", &["mfa", "otp", "code", "2fa", "sms", "challenge", "enter_token"]),
    ("retry", &["try_again", "again", "repeat", "reload", "refresh"]),
    ("back", &["go_back", "previous", "return"]),
    ("close", &["cancel", "dismiss", "x", "escape", "esc", "abort"]),
    ("leave", &["exit", "quit", "abandon", "confirm", "confirm_exit", "yes"]),
    ("stay", &["no", "keep", "remain", "cancel", "resume"]),
    ("survey", &["feedback", "reason", "abandon_survey", "answer", "why"]),
    ("finish", &["done", "end", "success", "complete", "callback", "finalize"]),
    ("hang", &["never", "never_answers", "silence", "block", "stuck", "freeze", "timeout"]),
    ("expire", &["expired", "timeout", "session_expired", "token_expires", "end_session"]),
    ("wait", &["sleep", "pause", "delay", "advance", "time", "idle"]),
    ("emit", &["send", "event", "raw", "call", "trigger", "fire"]),
    ("event", &["on_event", "onevent"]),
    ("exit", &["on_exit", "onexit"]),
    ("callback", &["on_success", "onsuccess", "success", "oncomplete", "onlink", "onconnect"]),
    ("success", &["ok", "connect", "connected", "valid", "accepted", "pass", "right", "200", "201"]),
    ("wrong", &["invalid", "bad", "incorrect", "rejected", "fail"]),
    ("late", &["expired", "timeout", "too_late", "slow"]),
    ("numeric", &["number", "numbers", "digits", "sms"]),
    ("qr", &["qrcode", "qr_code", "scan", "image"]),
    ("text", &["word", "otp", "default", "string", "totp"]),
    ("inputless", &["push", "app", "confirm", "confirmation", "none", "approve"]),
    ("expired", &["expire", "old", "stale", "dead", "timeout"]),
    ("used", &["consumed", "reused", "spent", "twice"]),
    ("not_valid", &["invalid", "bad", "foreign", "wrong", "malformed"]),
    ("without_scopes", &["no_scopes", "scopes", "missing_scopes", "no_scope"]),
    ("any", &["first", "random", "default", "all", "whatever"]),
    ("skip", &["skipped", "none", "null", "nothing", "no_answer"]),
    ("missing", &["not_listed", "not_found", "no_institution", "bank_missing", "unlisted"]),
    ("trust", &["privacy", "no_trust", "security", "distrust"]),
    ("credentials", &["password", "forgot", "forgotten", "no_credentials"]),
];

/// Codes, by what has happened.
const OF_CODES: &[Row] = &[
    (
        "login_error",
        &[
            "wrong_password",
            "bad_password",
            "invalid_password",
            "wrong_credentials",
            "bad_credentials",
            "invalid_login",
            "login_failed",
            "locked",
            "account_locked",
            "unauthorized",
            "401",
        ],
    ),
    ("institution_down", &["down", "offline", "bank_down", "outage", "503"]),
    ("institution_unavailable", &["unavailable", "maintenance", "bank_unavailable"]),
    ("institution_inactive", &["inactive", "deactivated"]),
    ("institution_disabled", &["disabled"]),
    ("token_required", &["mfa", "mfa_required", "otp_required", "mfa_error", "2fa", "428"]),
    ("session_expired", &["expired", "mfa_expired", "mfa_timeout"]),
    ("request_timeout", &["timeout", "timed_out", "gateway_timeout", "408", "504"]),
    ("too_many_sessions", &["already_logged_in", "session_open", "concurrent_session"]),
    ("unexpected_error", &["internal_error", "server_error", "unknown_error", "crash", "500"]),
    ("duplicated", &["duplicate", "already_linked", "link_exists", "conflict"]),
    ("not_found", &["missing", "404"]),
    ("method_not_allowed", &["405"]),
    ("link_refreshed", &["409"]),
    ("unsupported_media_type", &["415"]),
    ("throttled", &["rate_limit", "rate_limited", "too_many_requests", "429"]),
];

/// The control verbs and their words.
const OF_VERBS: &[Row] = &[
    ("info", &["status", "about", "version", "state", "stats"]),
    ("health", &["ping", "ready", "up", "alive", "healthz"]),
    ("reset", &["clear", "clean", "restart", "flush", "wipe", "delete_all"]),
    ("scenario", &["play", "set_scenario", "use", "load", "name"]),
    ("queue", &["enqueue", "once", "next", "one_shot"]),
    ("widgets", &["runs", "sessions", "widget", "acts"]),
    ("link", &["links", "set_link", "status"]),
    ("options", &["settings", "set", "config", "get", "option"]),
    ("clock", &["time", "advance", "freeze", "now", "date"]),
    ("journal", &["logs", "log", "history", "events", "requests", "trace", "calls"]),
    ("freeze", &["stop", "pause", "halt", "hold", "stand"]),
    ("run", &["start", "resume", "go", "unfreeze", "continue", "now"]),
    ("magic", &["users", "user_names", "usernames", "credentials", "logins"]),
    ("errors", &["codes", "error_codes"]),
    ("matrix", &["ways", "how", "coverage"]),
    ("institutions", &["banks", "providers"]),
    ("routes", &["endpoints", "api", "calls", "operations", "paths"]),
    ("config", &["keys", "configuration", "create_widget"]),
    ("steps", &["acts", "verbs", "actions"]),
    ("flow", &["screens", "states", "pages"]),
    ("name", &["scenario", "title"]),
    ("by", &["span", "duration", "advance", "for"]),
    ("now", &["time", "at", "date"]),
];

/// Options, by what they decide.
const OF_OPTIONS: &[Row] = &[
    ("token.access_ttl", &["token_ttl", "token.ttl", "token.expiry", "token.lifetime", "ttl", "expires_in"]),
    ("token.refresh_ttl", &["refresh_ttl", "refresh.ttl", "refresh_token_ttl"]),
    ("page.default_size", &["page_size", "page.size", "page.limit", "pagesize"]),
    ("widget.payload", &["payload", "event_shape", "widget.shape"]),
    ("widget.default_locale", &["locale", "language", "lang", "widget.locale", "widget.language"]),
    ("mfa.other_tokens", &["mfa.tokens", "mfa.strict", "mfa_tokens"]),
    ("link.duplicates", &["duplicates", "duplicate_links", "link.unique"]),
    ("data.async_delay", &["async_delay", "async.delay", "background_delay"]),
    ("widget.success_delay", &["success_delay", "widget.success_timeout"]),
    ("widget.mark", &["mark", "badge", "watermark"]),
];

/// The keys of a page's configuration, by the names that other widgets have for them.
const OF_PAGES: &[Row] = &[
    ("callback", &["onsuccess", "on_success", "oncomplete", "onlink", "onconnect"]),
    ("onExit", &["onclose", "on_close", "onabandon", "oncancel", "ondismiss", "on_exit"]),
    ("onEvent", &["onerror", "on_error", "onload", "onwarning", "on_event"]),
    ("locale", &["language", "lang", "idioma"]),
    ("country_codes", &["countries", "country", "country_code"]),
    ("show_intro", &["intro", "show_consent", "skip_intro", "consent"]),
    ("show_abandon_survey", &["survey", "show_survey"]),
    ("show_close_dialog", &["close_dialog", "confirm_exit"]),
];

/// The user names that decide, by what they bring about.
const OF_USERS: &[Row] = &[
    ("err_login_a", &["err_login", "err_wrong", "err_password", "err_credentials", "err_invalid"]),
    ("err_login_b", &["err_locked", "err_blocked", "err_login_locked"]),
    ("err_login_c", &["err_forbidden", "err_denied"]),
    ("err_down", &["err_offline", "err_institution_down"]),
    ("err_unavailable", &["err_maintenance", "err_institution_unavailable"]),
    ("err_timeout", &["err_slow", "err_request_timeout"]),
    ("err_unexpected", &["err_server", "err_internal", "err_500", "err_unknown", "err_unexpected_error"]),
    ("err_sessions", &["err_session", "err_too_many_sessions"]),
    ("mfa_default", &["mfa_text", "mfa_token", "mfa_sms", "mfa_otp", "err_mfa", "err_token"]),
    ("mfa_inputless", &["mfa_push", "mfa_app"]),
    ("mfa_late", &["mfa_expired", "mfa_timeout"]),
];

/// What stands on a ticket, and the scenario or user name that brings it about.
const OF_TICKETS: &[Row] = &[
    ("login_error-locked-at-second-try", &["locked_at_second_try", "second_try", "too_many_tries"]),
    ("login_error-locked", &["locked", "account_locked", "lockout", "blocked"]),
    ("consent_day", &["consent_expired", "expired_consent", "consent_expires"]),
    ("break_day", &["link_breaks", "broken_link", "link_invalid", "breaks_later", "next_day"]),
    ("break_retrieve", &["second_call", "second_data_call", "fails_later"]),
    ("slow-bank", &["slow", "slowness", "takes_long"]),
    ("token-expires-while-open", &["token_dies", "expires_on_page"]),
];

const TABLES: [&[Row]; 7] = [OF_TICKETS, OF_SCENARIOS, OF_CODES, OF_VERBS, OF_OPTIONS, OF_PAGES, OF_USERS];

/// The one of these words that this one stands for; it is written as the tables are.
pub(super) fn meant<'w>(said: &str, words: &[&'w str]) -> Option<&'w str> {
    let rows = TABLES.into_iter().flatten().filter(|(_, others)| others.contains(&said));
    let meant = rows.filter_map(|(name, _)| words.iter().find(|word| word == &name));
    meant.copied().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::text::plain;

    #[test]
    fn a_row_is_written_as_words_are_compared_and_says_each_once() {
        for (name, others) in TABLES.into_iter().flatten() {
            for (at, said) in others.iter().enumerate() {
                assert_eq!(plain(said), *said, "{name}");
                assert!(said != name && !others[..at].contains(said), "{name}: {said}");
            }
        }
    }

    #[test]
    fn what_is_meant_is_one_of_the_words_that_can_be() {
        assert_eq!(meant("delay", &["steps", "pace"]), Some("pace"));
        assert_eq!(meant("delay", &["accept", "wait"]), Some("wait"));
        assert_eq!(meant("delay", &["title"]), None);
    }
}
