//! Every webhook, held against what is written down here of Belvo's documents, apart from the program's own table
//! (R-HOOK-05, R-HOOK-10, R-HOOK-20): none is missing there, and none is there besides.

use belvo_emulator::control::{HookCode, LinkStatus, Process, SetLink, Trigger, WaitForWebhooks};
use belvo_emulator::domain::webhook::table::ROWS;
use http::Method;
use serde_json::Value;

use crate::support::desk::Desk;

/// What a key of `data` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Count,
    One,
    /// A day; null where nothing is counted.
    Day,
    /// A year; null where nothing is counted.
    Year,
    Number,
    Word(&'static str),
    OneOf(&'static [&'static str]),
    AnyWord,
    Address,
    Changes,
}
use Says::{Address, AnyWord, Changes, Count, Day, Number, One, OneOf, Word, Year};

type Keys = &'static [(&'static str, Says)];

const HISTORICAL: &str = "historical_update";
const RECURRENT: &str = "recurrent_update";
const ASYNC: &str = "async_post";

const TRANSACTIONS: Keys = &[
    ("total_transactions", Count),
    ("total_inflow_transactions", Count),
    ("total_outflow_transactions", Count),
    ("first_transaction_date", Day),
    ("last_transaction_date", Day),
];
const INVOICES: Keys = &[("total_invoices", Count), ("first_invoice_date", Day), ("last_invoice_date", Day)];
const RETURNS: Keys = &[
    ("type", OneOf(&["monthly", "yearly"])),
    ("total_tax_returns", Count),
    ("first_tax_return_year", Year),
    ("last_tax_return_year", Year),
];
const INSTITUTION: (&str, Says) = ("institution", AnyWord);
const NAME: (&str, Says) = ("institution_display_name", AnyWord);
const LOGO: (&str, Says) = ("institution_icon_logo", Address);
const DUE: (&str, Says) = ("consent_due_date", AnyWord);
const ACTION: (&str, Says) = ("action", Word("renew"));
const CONSENT_ID: (&str, Says) = ("consent_id", AnyWord);

/// `webhook_type`, `webhook_code`, `process_type`, and the keys of `data` in their order.
const TABLE: &[(&str, &str, &str, Keys)] = &[
    ("ACCOUNTS", "historical_update", HISTORICAL, &[("total_accounts", Count)]),
    ("ACCOUNTS", "new_accounts_available", RECURRENT, &[("new_accounts", Count)]),
    ("OWNERS", "historical_update", HISTORICAL, &[("total_owners", Count)]),
    ("OWNERS", "new_owners_available", RECURRENT, &[("new_owners", Count)]),
    ("TRANSACTIONS", "historical_update", HISTORICAL, TRANSACTIONS),
    ("TRANSACTIONS", "new_transactions_available", RECURRENT, &[("new_transactions", Count)]),
    ("TRANSACTIONS", "new_transactions_available", ASYNC, &[("new_transactions", Count)]),
    ("TRANSACTIONS", "transactions_updated", RECURRENT, &[("total_transactions", Count)]),
    ("TRANSACTIONS", "transactions_deleted", RECURRENT, &[("total_transactions", Count)]),
    ("BILLS", "historical_update", HISTORICAL, &[("total_bills", Count)]),
    ("BILLS", "new_bills_available", RECURRENT, &[("new_bills", Count)]),
    ("INVESTMENTS", "historical_update", HISTORICAL, &[("total_investments", Count)]),
    ("INVESTMENTS", "new_investments_available", RECURRENT, &[("new_investments", Count)]),
    ("INVESTMENTS", "new_investments_available", ASYNC, &[("new_investments", Count)]),
    ("INVESTMENT_TRANSACTIONS", "historical_update", HISTORICAL, &[("total_investment_transactions", Count)]),
    (
        "INVESTMENT_TRANSACTIONS",
        "new_investment_transactions_available",
        RECURRENT,
        &[("new_investment_transactions", Count)],
    ),
    (
        "INVESTMENT_TRANSACTIONS",
        "new_investment_transactions_available",
        ASYNC,
        &[("new_investment_transactions", Count)],
    ),
    ("EXCHANGES", "historical_update", HISTORICAL, &[("total_exchanges", Count)]),
    (
        "INCOMES",
        "historical_update",
        HISTORICAL,
        &[("total_incomes", One), ("number_of_income_streams", Count)],
    ),
    ("RECURRING_EXPENSES", "historical_update", HISTORICAL, &[("total_recurring_expenses", Count)]),
    ("RISK_INSIGHTS", "historical_update", HISTORICAL, &[("total_risk_insights", One)]),
    ("INVOICES", "initial_inflow_update", HISTORICAL, INVOICES),
    ("INVOICES", "initial_outflow_update", HISTORICAL, INVOICES),
    ("INVOICES", "historical_inflow_update", HISTORICAL, INVOICES),
    ("INVOICES", "historical_outflow_update", HISTORICAL, INVOICES),
    ("INVOICES", "new_inflow_invoices_available", RECURRENT, INVOICES),
    ("INVOICES", "new_outflow_invoices_available", RECURRENT, INVOICES),
    ("INVOICES", "new_inflow_invoices_available", ASYNC, INVOICES),
    ("INVOICES", "new_outflow_invoices_available", ASYNC, INVOICES),
    // By year and by month.
    ("TAX_RETURNS", "historical_update", HISTORICAL, RETURNS),
    ("TAX_RETURNS", "historical_update", HISTORICAL, RETURNS),
    ("TAX_RETURNS", "new_tax_returns_available", RECURRENT, RETURNS),
    ("TAX_RETURNS", "new_tax_returns_available", RECURRENT, RETURNS),
    (
        "TAX_STATUS",
        "historical_update",
        HISTORICAL,
        &[("total_tax_status", Count), ("last_status_change_date", Day)],
    ),
    ("TAX_COMPLIANCE_STATUS", "historical_update", HISTORICAL, &[("total_tax_compliance_status", Count)]),
    (
        "TAX_RETENTIONS",
        "historical_update",
        HISTORICAL,
        &[
            ("total_tax_retentions", Count),
            ("first_tax_retention_date", Day),
            ("last_tax_retention_date", Day),
        ],
    ),
    ("FINANCIAL_STATEMENTS", "historical_update", HISTORICAL, &[("total_financial_statements", Count)]),
    (
        "FINANCIAL_STATEMENTS",
        "new_financial_statements_available",
        ASYNC,
        &[("new_financial_statements", Count)],
    ),
    ("EMPLOYMENT_RECORDS", "historical_update", HISTORICAL, &[("total_employment_record_profiles", Count)]),
    ("EMPLOYMENT_RECORDS", "historical_update", ASYNC, &[("total_employment_record_profiles", Count)]),
    ("EMPLOYMENT_RECORDS", "employment_changes", RECURRENT, &[("employment_changes", Changes)]),
    ("EMPLOYMENT_METRICS", "historical_update", HISTORICAL, &[("total_employment_metrics", Count)]),
    ("CURRENT_EMPLOYMENTS", "historical_update", HISTORICAL, &[("total_current_employments", Count)]),
    ("EMPLOYMENTS", "historical_update", HISTORICAL, &[("total_employments", Count)]),
    ("EMPLOYMENTS", "historical_update", ASYNC, &[("total_employments", Count)]),
    (
        "LINK",
        "invalid_credentials",
        RECURRENT,
        &[("error_code", Word("login_error")), ("error_message", AnyWord), ("status", Number)],
    ),
    (
        "LINK",
        "token_required",
        RECURRENT,
        &[("error_code", Word("token_required")), ("error_message", AnyWord), ("status", Number)],
    ),
    ("LINK", "link_deleted", ASYNC, &[]),
    (
        "CONSENT",
        "openfinance_consent_about_to_expire",
        RECURRENT,
        &[CONSENT_ID, DUE, ACTION, INSTITUTION, NAME, LOGO],
    ),
    ("CONSENT", "openfinance_consent_expired", RECURRENT, &[CONSENT_ID, ACTION, INSTITUTION, NAME, LOGO]),
    (
        "CONSENT",
        "openfinance_consent_expiration_changed",
        RECURRENT,
        &[CONSENT_ID, DUE, INSTITUTION, NAME, LOGO],
    ),
    (
        "CONSENT",
        "openfinance_consent_with_unrecoverable_resources",
        RECURRENT,
        &[CONSENT_ID, INSTITUTION, NAME, LOGO],
    ),
    (
        "CONSENT",
        "openfinance_consent_with_temporarily_unavailable_resources",
        RECURRENT,
        &[CONSENT_ID, INSTITUTION, NAME, LOGO],
    ),
];

impl Says {
    /// Whether a value says so, in `data` that count something or nothing.
    fn fits(self, value: &Value, counts: bool) -> bool {
        match (self, value) {
            (Day | Year, Value::Null) => !counts,
            (Count, value) => value.as_u64().is_some(),
            (One, value) => *value == 1,
            (Day, value) => value.as_str().is_some_and(is_day),
            (Year, value) => value.as_u64().is_some_and(|year| (2000..2100).contains(&year)),
            (Number, value) => *value == 400 || *value == 428,
            (Word(word), value) => value == word,
            (OneOf(words), value) => value.as_str().is_some_and(|word| words.contains(&word)),
            (AnyWord, value) => value.as_str().is_some_and(|text| !text.is_empty()),
            (Address, value) => value.as_str().is_some_and(|text| text.starts_with("http://")),
            (Changes, value) => {
                value.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(is_change))
            }
        }
    }
}

fn is_day(text: &str) -> bool {
    let digit =
        |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(digit)
}

fn is_change(change: &Value) -> bool {
    let known = ["EMPLOYED", "UNEMPLOYED", "SALARY_INCREASED", "SALARY_DECREASED"];
    change.as_str().is_some_and(|change| known.contains(&change))
}

fn is_hex(value: &Value, length: usize) -> bool {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    value.as_str().is_some_and(|text| text.len() == length && text.bytes().all(digit))
}

const KEYS: [&str; 8] = [
    "webhook_id",
    "webhook_type",
    "process_type",
    "webhook_code",
    "link_id",
    "request_id",
    "external_id",
    "data",
];

fn words(webhook: &Value) -> [&str; 3] {
    ["webhook_type", "webhook_code", "process_type"].map(|key| webhook[key].as_str().unwrap_or_default())
}

/// All eight keys, and `data` as one row of the table says.
#[track_caller]
fn must_fit(webhook: &Value, links: &[String]) {
    let all = webhook.as_object().expect("an object");
    assert!(all.keys().eq(KEYS), "{webhook}");
    assert!(is_hex(&webhook["webhook_id"], 32) && is_hex(&webhook["request_id"], 32), "{webhook}");
    assert!(links.iter().any(|link| webhook["link_id"] == **link), "{webhook}");
    assert!(webhook["external_id"].is_null(), "{webhook}");
    let row = TABLE.iter().find(|(kind, code, process, _)| words(webhook) == [*kind, *code, *process]);
    let (.., keys) = row.unwrap_or_else(|| panic!("it is not written down here: {webhook}"));
    let data = webhook["data"].as_object().expect("data");
    assert!(data.keys().eq(keys.iter().map(|(key, _)| key)), "{webhook}");
    let counts = data.values().any(|value| value.as_u64().is_some_and(|count| count > 0));
    for (key, says) in *keys {
        assert!(says.fits(&data[*key], counts), "{key} of {webhook}");
    }
}

/// The status of an error is that of the REST answer of this code.
#[track_caller]
fn must_have_statuses(webhooks: &[Value]) {
    for (code, status) in [("login_error", 400), ("token_required", 428)] {
        let of_code = |webhook: &&Value| webhook["data"]["error_code"] == code;
        let statuses: Vec<&Value> =
            webhooks.iter().filter(of_code).map(|webhook| &webhook["data"]["status"]).collect();
        assert!(!statuses.is_empty() && statuses.iter().all(|one| **one == status), "{code}: {statuses:?}");
    }
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

/// Brazil's employments are not in the sandbox (R-EMPL-06): no link tells of them by itself.
const NOBODYS: &str = "EMPLOYMENTS";

/// Links to an institution of each kind, with all that is told of them by hand, and by itself.
fn all_webhooks() -> (Vec<Value>, Vec<Value>, Vec<String>) {
    let desk = Desk::new();
    let links: Vec<String> = [
        ("erebor_mx_retail", "bnk100"),
        ("tatooine_mx_fiscal", "fiscal100"),
        ("planet_mx_employment", "BLPM951331IONVGR54"),
        ("ofmockbank_br_retail", "76109277673"),
    ]
    .map(|(institution, user)| desk.must_link(institution, user, "recurrent"))
    .into();
    let told = || {
        let all = desk.emulator.inbox().expect("the inbox").webhooks;
        desk.emulator.clear_inbox().expect("cleared");
        all.into_iter().map(|received| received.body).collect::<Vec<Value>>()
    };
    desk.emulator.advance("14d").expect("moved");
    let mut by_itself = told();
    for (kind, code, process, _) in TABLE {
        let code = HookCode::parse(code).expect(code);
        let trigger = Trigger::new(&links[has(kind)], *kind, code);
        let trigger = trigger.process(Process::parse(process).expect(process));
        let trigger = if *kind == NOBODYS {
            trigger.data(serde_json::json!({ "total_employments": 1 }))
        } else {
            trigger
        };
        desk.emulator.trigger(trigger).expect("told");
    }
    let by_hand = told();
    for status in [LinkStatus::Invalid, LinkStatus::TokenRequired] {
        desk.emulator.set_link(SetLink::new(&links[0], status)).expect("set");
    }
    let path = format!("/api/links/{}/", links[0]);
    desk.call_with(Method::DELETE, &path, &Value::Null, ("X-Belvo-Request-Mode", "async"));
    by_itself.extend(told());
    (by_itself, by_hand, links)
}

#[test]
fn the_table_is_that_of_the_documents_row_by_row() {
    let mut own: Vec<_> = ROWS.iter().map(|row| (row.kind, row.code.name(), row.process.name())).collect();
    let mut written: Vec<_> = TABLE.iter().map(|(kind, code, process, _)| (*kind, *code, *process)).collect();
    own.sort_unstable();
    written.sort_unstable();
    assert_eq!(own, written);
}

#[test]
fn every_row_is_told_as_it_is_written_down() {
    let (by_itself, by_hand, links) = all_webhooks();
    by_itself.iter().chain(&by_hand).for_each(|webhook| must_fit(webhook, &links));
    must_have_statuses(&by_hand);
    must_have_statuses(&by_itself);
    for (kind, code, process, keys) in TABLE {
        let of_row = || by_hand.iter().filter(|webhook| words(webhook) == [*kind, *code, *process]);
        assert!(of_row().next().is_some(), "{kind} {code} {process}");
        let counted = keys.iter().any(|(_, says)| *says == Count);
        let counts = |webhook: &Value| {
            webhook["data"]
                .as_object()
                .is_some_and(|data| data.values().any(|value| value.as_u64() > Some(0)))
        };
        assert!(!counted || of_row().any(counts), "{kind} {code} {process} counts nothing");
    }
    for code in ["historical_update", "new_tax_returns_available"] {
        let types: Vec<&Value> = by_hand
            .iter()
            .filter(|webhook| words(webhook)[..2] == ["TAX_RETURNS", code])
            .map(|webhook| &webhook["data"]["type"])
            .collect();
        assert!(
            types.iter().any(|kind| **kind == "monthly") && types.iter().any(|kind| **kind == "yearly"),
            "{code}"
        );
    }
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
