//! Every webhook of the table, its body held against what is written down here of Belvo's documents (R-HOOK-20).

use std::collections::BTreeSet;

use belvo_emulator::control::{HookCode, LinkStatus, SetLink, Trigger, WaitForWebhooks};
use belvo_emulator::domain::webhook::table::ROWS;
use http::Method;
use serde_json::Value;

use crate::support::desk::Desk;

/// What a value of `data` is: a count, a day, a year, a word, a number of a status, a list of words.
type Key = (&'static str, fn(&Value) -> bool);

fn count(value: &Value) -> bool {
    value.as_u64().is_some()
}

fn day(value: &Value) -> bool {
    let shape = |text: &str| {
        text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| (byte == b'-') == (at == 4 || at == 7))
    };
    value.as_str().is_some_and(shape)
}

fn year(value: &Value) -> bool {
    value.as_u64().is_some_and(|year| (2000..2100).contains(&year))
}

fn changes(value: &Value) -> bool {
    let known = ["EMPLOYED", "UNEMPLOYED", "SALARY_INCREASED", "SALARY_DECREASED"];
    let said = |change: &Value| change.as_str().is_some_and(|change| known.contains(&change));
    value.as_array().is_some_and(|changes| !changes.is_empty() && changes.iter().all(said))
}

fn address(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("http://"))
}

fn word(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

const TRANSACTIONS: [Key; 5] = [
    ("total_transactions", count),
    ("total_inflow_transactions", count),
    ("total_outflow_transactions", count),
    ("first_transaction_date", day),
    ("last_transaction_date", day),
];
const INVOICES: [Key; 3] =
    [("total_invoices", count), ("first_invoice_date", day), ("last_invoice_date", day)];
const RETURNS: [Key; 4] = [
    ("type", word),
    ("total_tax_returns", count),
    ("first_tax_return_year", year),
    ("last_tax_return_year", year),
];
const RETENTIONS: [Key; 3] =
    [("total_tax_retentions", count), ("first_tax_retention_date", day), ("last_tax_retention_date", day)];
const CONSENT: [Key; 4] = [
    ("consent_id", word),
    ("institution", word),
    ("institution_display_name", word),
    ("institution_icon_logo", address),
];
const DUE: [Key; 1] = [("consent_due_date", word)];
const RENEW: [Key; 1] = [("action", |value| value == "renew")];
const ERROR: [Key; 3] = [("error_code", word), ("error_message", word), ("status", count)];

/// The keys of `data`, in their order.
fn expected(kind: &str, code: &str) -> Vec<Key> {
    match (kind, code) {
        ("TRANSACTIONS", "historical_update") => TRANSACTIONS.to_vec(),
        ("TRANSACTIONS", "new_transactions_available") => vec![("new_transactions", count)],
        ("TRANSACTIONS", _) => vec![("total_transactions", count)],
        ("INVOICES", _) => INVOICES.to_vec(),
        ("TAX_RETURNS", _) => RETURNS.to_vec(),
        ("TAX_RETENTIONS", _) => RETENTIONS.to_vec(),
        ("TAX_STATUS", _) => vec![("total_tax_status", count), ("last_status_change_date", day)],
        ("INCOMES", _) => vec![("total_incomes", count), ("number_of_income_streams", count)],
        ("EMPLOYMENT_RECORDS", "historical_update") => vec![("total_employment_record_profiles", count)],
        ("EMPLOYMENT_RECORDS", _) => vec![("employment_changes", changes)],
        ("CONSENT", "openfinance_consent_about_to_expire") => {
            [&CONSENT[..1], &DUE, &RENEW, &CONSENT[1..]].concat()
        }
        ("CONSENT", "openfinance_consent_expired") => [&CONSENT[..1], &RENEW, &CONSENT[1..]].concat(),
        ("CONSENT", "openfinance_consent_expiration_changed") => {
            [&CONSENT[..1], &DUE, &CONSENT[1..]].concat()
        }
        ("CONSENT", _) => CONSENT.to_vec(),
        ("LINK", "link_deleted") => vec![],
        ("LINK", _) => ERROR.to_vec(),
        ("ACCOUNTS", "historical_update") => vec![("total_accounts", count)],
        ("ACCOUNTS", _) => vec![("new_accounts", count)],
        ("OWNERS", "historical_update") => vec![("total_owners", count)],
        ("OWNERS", _) => vec![("new_owners", count)],
        ("BILLS", "historical_update") => vec![("total_bills", count)],
        ("BILLS", _) => vec![("new_bills", count)],
        ("INVESTMENTS", "historical_update") => vec![("total_investments", count)],
        ("INVESTMENTS", _) => vec![("new_investments", count)],
        ("INVESTMENT_TRANSACTIONS", "historical_update") => vec![("total_investment_transactions", count)],
        ("INVESTMENT_TRANSACTIONS", _) => vec![("new_investment_transactions", count)],
        ("FINANCIAL_STATEMENTS", "historical_update") => vec![("total_financial_statements", count)],
        ("FINANCIAL_STATEMENTS", _) => vec![("new_financial_statements", count)],
        ("EXCHANGES", _) => vec![("total_exchanges", count)],
        ("RECURRING_EXPENSES", _) => vec![("total_recurring_expenses", count)],
        ("RISK_INSIGHTS", _) => vec![("total_risk_insights", count)],
        ("TAX_COMPLIANCE_STATUS", _) => vec![("total_tax_compliance_status", count)],
        ("EMPLOYMENT_METRICS", _) => vec![("total_employment_metrics", count)],
        ("CURRENT_EMPLOYMENTS", _) => vec![("total_current_employments", count)],
        _ => panic!("{kind} {code} is not written down here"),
    }
}

#[track_caller]
fn must_fit(webhook: &Value) {
    let text = |key: &str| webhook[key].as_str().unwrap_or_default();
    let keys = expected(text("webhook_type"), text("webhook_code"));
    let data = webhook["data"].as_object().expect("data");
    assert!(data.keys().eq(keys.iter().map(|(key, _)| key)), "{webhook}");
    for (key, fits) in keys {
        assert!(fits(&data[key]), "{key} of {webhook}");
    }
    assert!(
        ["historical_update", "recurrent_update", "async_post"].contains(&text("process_type")),
        "{webhook}"
    );
}

/// Which of the links has records of a type.
fn has(kind: &str) -> usize {
    match kind {
        "INVOICES" | "FINANCIAL_STATEMENTS" => 1,
        _ if kind.starts_with("TAX_") => 1,
        "EMPLOYMENT_RECORDS" | "EMPLOYMENT_METRICS" | "CURRENT_EMPLOYMENTS" => 2,
        "CONSENT" | "BILLS" | "INVESTMENTS" | "INVESTMENT_TRANSACTIONS" | "EXCHANGES" => 3,
        _ => 0,
    }
}

/// Links to an institution of each kind, with all that is told of them by itself and by hand.
fn all_webhooks() -> Vec<Value> {
    let desk = Desk::new();
    let links: Vec<String> = [
        ("erebor_mx_retail", "bnk100"),
        ("tatooine_mx_fiscal", "fiscal100"),
        ("planet_mx_employment", "BLPM951331IONVGR54"),
        ("ofmockbank_br_retail", "76109277673"),
    ]
    .map(|(institution, user)| desk.must_link(institution, user, "recurrent"))
    .into();
    desk.emulator.advance("14d").expect("moved");
    for row in ROWS {
        let link = &links[has(row.kind)];
        desk.emulator.trigger(Trigger::new(link, row.kind, row.code)).expect("told");
    }
    for status in [LinkStatus::Invalid, LinkStatus::TokenRequired] {
        desk.emulator.set_link(SetLink::new(&links[0], status)).expect("set");
    }
    let path = format!("/api/links/{}/", links[0]);
    desk.call_with(Method::DELETE, &path, &Value::Null, ("X-Belvo-Request-Mode", "async"));
    desk.emulator.inbox().expect("the inbox").webhooks.into_iter().map(|received| received.body).collect()
}

#[test]
fn every_code_is_told_with_the_data_that_the_documents_say() {
    let webhooks = all_webhooks();
    // By hand a link tells also what its institution has nothing of.
    let tells = |webhook: &&Value| {
        webhook["data"].as_object().is_some_and(|data| data.values().next().is_some_and(|first| *first != 0))
    };
    let telling: Vec<&Value> = webhooks.iter().filter(tells).collect();
    telling.iter().for_each(|webhook| must_fit(webhook));
    let deleted = webhooks.iter().filter(|webhook| webhook["webhook_code"] == "link_deleted");
    let told: BTreeSet<(&str, &str)> = telling
        .into_iter()
        .chain(deleted)
        .filter_map(|webhook| webhook["webhook_type"].as_str().zip(webhook["webhook_code"].as_str()))
        .collect();
    // Brazil's employments are not in the sandbox (R-EMPL-06).
    let table = ROWS.iter().filter(|row| row.kind != "EMPLOYMENTS");
    let table: BTreeSet<(&str, &str)> = table.map(|row| (row.kind, row.code.name())).collect();
    assert_eq!(told, table);
}

/// R-PAY-01
#[test]
fn what_is_told_of_payments_is_refused_with_the_reason() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    for (kind, code) in [
        ("CHARGES", HookCode::StatusUpdate),
        ("PAYMENT_INTENTS", HookCode::ObjectCreated),
        ("TRANSACTIONS", HookCode::StatusUpdate),
        ("CUSTOMERS", HookCode::HistoricalUpdate),
    ] {
        let refused = desk.emulator.trigger(Trigger::new(&link, kind, code)).expect_err("of payments");
        assert_eq!(refused.code, "webhook_unknown", "{kind}");
        assert!(refused.detail.contains("R-PAY-01"), "{refused:?}");
    }
    let wait = WaitForWebhooks::default().code(HookCode::ObjectCreated);
    assert_eq!(desk.emulator.inbox_wait(wait).expect_err("none will come").code, "webhook_unknown");
}
