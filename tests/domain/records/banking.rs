//! Accounts, transactions and balances of banks that are reached with credentials (R-ACC, R-TRX, R-BAL).

use std::collections::BTreeSet;

use http::Method;
use serde_json::{Value, json};

use crate::support::desk::Desk;

const BANKS: [&str; 4] =
    ["erebor_mx_retail", "gringotts_co_retail", "gotham_br_business", "heimdall_br_retail"];
const TODAY: &str = "2026-03-15";

fn cents(value: &Value) -> i64 {
    (value.as_f64().expect("a number") * 100.0).round() as i64
}

fn signed(row: &Value) -> i64 {
    let amount = cents(&row["amount"]);
    assert!(amount > 0, "R-TRX-02: {row}");
    let comes = row["type"] == "INFLOW";
    let owed = row["account"]["balance_type"] == "LIABILITY";
    if comes == owed { -amount } else { amount }
}

fn year(desk: &Desk, link: &str, from: &str) -> Vec<Value> {
    let body = json!({ "link": link, "date_from": from, "date_to": TODAY });
    desk.must_retrieve("/api/transactions/", &body).as_array().expect("R-DATA-05").clone()
}

/// R-ACC-01, R-ACC-02, R-ACC-03, R-ACC-06
#[test]
fn a_full_bank_has_accounts_of_each_kind_with_what_goes_with_it() {
    for bank in BANKS {
        let desk = Desk::new();
        let link = desk.must_link(bank, "bnk100", "single");
        let accounts = desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
        let accounts = accounts.as_array().expect("R-DATA-05");
        let categories: BTreeSet<&str> =
            accounts.iter().map(|account| account["category"].as_str().expect("a word")).collect();
        for wanted in ["CHECKING_ACCOUNT", "SAVINGS_ACCOUNT", "CREDIT_CARD", "LOAN_ACCOUNT"] {
            assert!(categories.contains(wanted), "R-ACC-06: {bank} {categories:?}");
        }
        for account in accounts {
            let is = |category: &str| account["category"] == category;
            assert_eq!(account["credit_data"].is_object(), is("CREDIT_CARD"), "R-ACC-06");
            assert_eq!(account["loan_data"].is_object(), is("LOAN_ACCOUNT"), "R-ACC-06");
            let owed = is("CREDIT_CARD") || is("LOAN_ACCOUNT");
            assert_eq!(account["balance_type"], if owed { "LIABILITY" } else { "ASSET" }, "R-ACC-02");
            let country = bank.split('_').nth(1).expect("a country");
            let currency = [("mx", "MXN"), ("co", "COP"), ("br", "BRL")];
            assert!(currency.contains(&(country, account["currency"].as_str().expect("R-ACC-03"))));
        }
    }
}

/// R-TRX-01 to R-TRX-05: every balance is the opening balance and what happened since.
#[test]
fn transactions_lie_in_the_period_and_add_up_to_the_balances() {
    for bank in BANKS {
        let desk = Desk::new();
        let link = desk.must_link(bank, "bnk100", "single");
        let rows = year(&desk, &link, "2025-03-16");
        assert!(rows.len() > 100, "{bank}: {}", rows.len());
        assert!(rows.is_sorted_by(|a, b| a["value_date"].as_str() >= b["value_date"].as_str()));
        assert!(
            rows.iter().all(|row| row["value_date"]
                .as_str()
                .is_some_and(|day| ("2025-03-16"..=TODAY).contains(&day)))
        );
        assert!(rows.iter().all(|row| row["category"].is_string()), "R-TRX-05");
        let accounts = desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
        for account in accounts.as_array().expect("accounts") {
            let mut balance = cents(&account["balance"]["current"]);
            for row in rows.iter().filter(|row| row["account"]["id"] == account["id"]) {
                assert_eq!(row["account"], *account, "R-TRX-01");
                assert_eq!(cents(&row["balance"]), balance, "R-TRX-04: {row}");
                balance -= signed(row);
            }
        }
    }
}

/// R-ACC-10, R-ACC-11: what is paid is not to be paid again, and a card has its next cutting day on every day.
#[test]
fn a_card_looks_forward() {
    for (bank, user) in [("erebor_mx_retail", "bnk100"), ("ofmockbank_br_retail", "76109277673")] {
        let desk = Desk::new();
        let link = desk.must_link(bank, user, "single");
        for _ in 0..62 {
            let accounts = desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
            let mut accounts = accounts.as_array().expect("R-DATA-05").iter();
            let card = accounts.find(|account| account["category"] == "CREDIT_CARD").expect("R-ACC-06");
            let today = &card["collected_at"].as_str().expect("a time")[..10];
            let told = |key: &str| card["credit_data"][key].as_str();
            assert!(told("cutting_date") >= Some(today), "{bank} {today}");
            assert!(told("next_payment_date").is_none_or(|day| day > today), "{bank} {today}");
            desk.emulator.workspace("desk").advance("1d").expect("a day");
        }
    }
}

/// R-BAL-01
#[test]
fn daily_balances_agree_with_transactions() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let rows = year(&desk, &link, "2026-02-01");
    let body = json!({ "link": link, "date_from": "2026-02-01", "date_to": TODAY });
    let days = desk.must_retrieve("/api/balances/", &body);
    let days = days.as_array().expect("R-DATA-05");
    assert_eq!(days.len() % 43, 0, "one row for each account and day");
    for row in &rows {
        let last = rows
            .iter()
            .find(|other| {
                other["account"]["id"] == row["account"]["id"] && other["value_date"] == row["value_date"]
            })
            .expect("itself at least");
        let day = days.iter().find(|day| {
            day["account"]["id"] == row["account"]["id"] && day["value_date"] == row["value_date"]
        });
        assert_eq!(day.map(|day| cents(&day["balance"])), Some(cents(&last["balance"])));
    }
}

/// R-ACC-10, R-TRX-10, R-BAL-10, R-OWN-10, R-DATA-20: no key is ever left out (R-BASE-09).
#[test]
fn records_have_all_their_keys() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let body = json!({ "link": link, "date_from": "2026-03-01", "date_to": TODAY });
    let keys = |record: &Value| record.as_object().map(serde_json::Map::len);
    for (path, count) in [("accounts", 21), ("transactions", 19), ("balances", 7), ("owners", 14)] {
        let rows = desk.must_retrieve(&format!("/api/{path}/"), &body);
        for row in rows.as_array().expect("R-DATA-05") {
            assert_eq!(keys(row), Some(count), "{path}: {row}");
        }
    }
}

/// R-PAGE-13
#[test]
fn a_list_asks_no_institution() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    assert!(desk.must_list(&format!("/api/accounts/?link={link}")).is_empty());
    desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
    desk.emulator.workspace("desk").advance("30d").expect("a month");
    let told = |rows: &[Value]| rows[0]["collected_at"].clone();
    let kept = desk.must_list(&format!("/api/accounts/?link={link}"));
    assert!(told(&kept).as_str().is_some_and(|at| at.starts_with(TODAY)));
}

/// R-LINK-30
#[test]
fn the_user_name_chooses_how_much_there_is() {
    let count = |name: &str| {
        let desk = Desk::new();
        let link = desk.must_link("erebor_mx_retail", name, "single");
        let accounts = desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
        let lowest =
            accounts.as_array().expect("a list").iter().map(|a| cents(&a["balance"]["current"])).min();
        (accounts.as_array().map(Vec::len), year(&desk, &link, "2025-03-16").len(), lowest)
    };
    assert_eq!(count("bnk101"), (Some(0), 0, None));
    let (accounts, rows, _) = count("bnk102");
    assert!(accounts > Some(0) && (1..=10).contains(&rows));
    assert!(count("bnk103").2 < Some(0));
}

/// R-DATA-06
#[test]
fn periods_that_cannot_be_are_refused() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let ask = |from: Value, to: Value| {
        let body = json!({ "link": link, "date_from": from, "date_to": to });
        desk.post("/api/transactions/", &body)
    };
    assert_eq!(desk.must_refuse(400, ask(json!("2026-03-02"), json!("2026-03-01"))), "validation_error");
    assert_eq!(desk.must_refuse(400, ask(json!("2025-03-01"), json!(TODAY))), "validation_error");
    assert_eq!(desk.must_refuse(400, ask(json!("2026-03-01"), json!("2026-03-16"))), "validation_error");
    assert_eq!(desk.must_refuse(400, ask(json!("01/03/2026"), json!(TODAY))), "invalid");
    assert_eq!(desk.must_refuse(400, ask(Value::Null, json!(TODAY))), "null");
}

/// R-ACC-04, R-PAGE-04, R-PAGE-10
#[test]
fn lists_are_paged_filtered_and_emptied_with_their_account() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "recurrent");
    assert_eq!(desk.must_refuse(400, desk.get("/api/transactions/")), "required", "R-PAGE-10");
    let all = desk.must_list(&format!("/api/transactions/?link={link}"));
    let mut seen = Vec::new();
    let mut next = Some(format!("/api/transactions/?link={link}&page_size=90"));
    while let Some(target) = next {
        let page = desk.must(200, desk.get(&target));
        seen.extend(page["results"].as_array().expect("rows").clone());
        next = page["next"].as_str().map(|url| url.replace("http://127.0.0.1", ""));
    }
    assert_eq!(seen, all, "R-PAGE-04");

    let account = all[0]["account"]["id"].as_str().expect("an id");
    let of_one = desk.must_list(&format!("/api/transactions/?link={link}&account={account}&type=OUTFLOW"));
    let expected: Vec<&Value> =
        all.iter().filter(|row| row["account"]["id"] == account && row["type"] == "OUTFLOW").collect();
    assert_eq!(of_one.iter().collect::<Vec<_>>(), expected);

    assert_eq!(desk.must_list(&format!("/api/owners/?link={link}")).len(), 1);
    desk.must_list(&format!("/api/accounts/?link={link}"));
    let gone = desk.call(Method::DELETE, &format!("/api/accounts/{account}/"), None);
    assert_eq!(gone.status.as_u16(), 204);
    let left = desk.must_list(&format!("/api/transactions/?link={link}"));
    assert!(left.iter().all(|row| row["account"]["id"] != account), "R-ACC-04");
    assert!(!left.is_empty());
    assert_eq!(desk.must_list(&format!("/api/owners/?link={link}")).len(), 0, "R-ACC-04");
}

/// R-ASYNC-01 to R-ASYNC-03, R-ASYNC-05
#[test]
fn a_retrieve_in_the_background_brings_its_rows_later() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let body = json!({ "link": link, "date_from": "2026-03-01", "date_to": TODAY });
    let asked = |mode: &str| {
        desk.call_with(Method::POST, "/api/transactions/", &body, ("x-belvo-request-mode", mode))
    };
    let answer = desk.must(202, asked("async"));
    assert_eq!(answer["request_id"].as_str().map(str::len), Some(32), "R-ASYNC-03");
    let list = format!("/api/transactions/?link={link}");
    assert_eq!(desk.must_list(&list).len(), 0);
    desk.emulator.workspace("desk").advance("1s").expect("a second");
    assert!(!desk.must_list(&list).is_empty(), "R-ASYNC-05");
    desk.must(201, asked("ASYNC"));
}
