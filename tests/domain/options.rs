//! The table of options against the list of the names, defaults and choices that Belvo's contradictions call for.

use belvo_emulator::domain::base::options::{Kind, ROWS};

/// Name, default, and what else it can be; `any` for what takes a duration or a number.
const NAMED: &str = "
strict                          off on
base.slash_redirect             off 301
auth.missing_code               authentication_failed not_authenticated
token.access_ttl                600s any
token.refresh_ttl               7200d any
token.missing_scopes            empty default_pair required
token.single_use                on off
token.branding_required         on off
token.latency                   0ms any
error.blank_code                blank null
error.not_found_text            Not_found. Not_found
error.credentials_storage_code  invalid_credentials_storage login_error
error.access_mode_switch_code   invalid_access_mode_switch invalid_link
page.default_size               10 any
page.link_required              on off
page.past_end                   404 empty
institution.code                string null
institution.live_resources      off on
link.resume_status              200 201
link.duplicates                 allow refuse
link.non_null                   off on
base.cors                       all widget
data.fetch_delay                2s any
data.unknown_link               400 404
mfa.expiry_string               off on
mfa.other_tokens                accept reject
mfa.gotham                      off on
risk.post_array                 object array
trx.categories                  filled null
consent.user_document_required  off on
hook.retry_step                 60s any
hook.legacy_body                off on
hook.request_id_dashed          off on
hook.consent_names              new old
hook.sandbox_silent             off on
limit.rate                      off on
limit.delete                    off on
limit.monthly_wipe              off on
widget.payload                  superset flat documented
widget.loader                   stable placeholder
widget.lenient_methods          off on
widget.container_wait           3s any
widget.create_container         off on
widget.default_locale           es en
widget.success_delay            1500ms any never
widget.request_id               uuid hex
widget.initial_page_load        off on
widget.mfa_error_event          on off
widget.exit_step                always initial_only
widget.exit_after_success       off on
widget.time_limits              on off
widget.remote_branding          off on
";

/// Of products that are not here, and of what is not decided yet.
const ABSENT: [&str; 3] = ["pay.enabled", "legacy.enrich", "hosted.events"];

/// The emulator's own.
const OWN: [&str; 4] = ["data.async_delay", "widget.storage_rules", "widget.mark", "widget.screens"];

/// Everything that it can be set to, as in the list above, sorted.
fn choices(kind: Kind) -> Vec<String> {
    let words: Vec<&str> = match kind {
        Kind::Switch => vec!["off", "on"],
        Kind::Choice(words) => words.to_vec(),
        Kind::Span(words) => [&["any"], words].concat(),
        Kind::Count(..) => vec!["any"],
    };
    let mut words: Vec<String> = words.into_iter().map(|word| word.replace(' ', "_")).collect();
    words.sort();
    words
}

#[test]
fn every_option_that_is_called_for_is_there_with_its_default_and_its_choices() {
    for line in NAMED.lines().filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (name, default) = (words[0], words[1]);
        let row = ROWS.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no option {name}"));
        assert_eq!(row.default.replace(' ', "_"), default, "{name}");
        let any = words.contains(&"any");
        let mut expected: Vec<&str> = words[if any { 2 } else { 1 }..].to_vec();
        expected.sort_unstable();
        assert_eq!(choices(row.kind), expected, "{name}");
    }
}

#[test]
fn there_are_no_others_but_the_emulators_own() {
    let named = |name: &str| NAMED.lines().any(|line| line.split_whitespace().next() == Some(name));
    let others: Vec<&str> = ROWS.iter().map(|row| row.name).filter(|name| !named(name)).collect();
    let mut known = OWN.to_vec();
    known.sort_by_key(|name| ROWS.iter().position(|row| row.name == *name));
    assert_eq!(others, known);
    for name in ABSENT {
        assert!(ROWS.iter().all(|row| row.name != name), "{name}");
    }
}
