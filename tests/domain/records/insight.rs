//! Incomes, recurring expenses and risk insights: all recomputed from accounts and transactions (R-INC).

use std::collections::BTreeSet;

use http::Method;
use serde_json::{Value, json};

use crate::support::desk::Desk;

/// People of each country, and a company.
const BANKS: [(&str, &str); 4] = [
    ("erebor_mx_retail", "bnk100"),
    ("gringotts_co_retail", "bnk100"),
    ("gringotts_br_retail", "bnk100"),
    ("gringotts_br_retail", "11222333000181"),
];
const TODAY: &str = "2026-03-15";

fn cents(value: &Value) -> i64 {
    (value.as_f64().expect("a number") * 100.0).round() as i64
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} of {value}"))
}

fn rows(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn year(desk: &Desk, link: &str) -> Vec<Value> {
    let body = json!({ "link": link, "date_from": "2025-03-15", "date_to": TODAY });
    rows(&desk.must_retrieve("/api/transactions/", &body)).clone()
}

/// The newest day of 3, 7, … before today, as text.
fn back(days: i64) -> String {
    use jiff::ToSpan;
    let today: jiff::civil::Date = TODAY.parse().expect("a day");
    (today - days.days()).to_string()
}

/// R-INC-01, R-INC-05, R-DATA-05
#[test]
fn incomes_are_what_came_to_checking_and_savings() {
    for (bank, user) in BANKS {
        let desk = Desk::new();
        let link = desk.must_link(bank, user, "single");
        let all = year(&desk, &link);
        let income = desk.must_retrieve("/api/incomes/", &json!({ "link": link }));
        assert_eq!(income["income_source_type"], "BANK");
        let streams = rows(&income["income_streams"]);
        assert_eq!(income["number_of_income_streams"], streams.len());
        let came = all.iter().filter(|row| {
            row["type"] == "INFLOW"
                && ["CHECKING_ACCOUNT", "SAVINGS_ACCOUNT"].contains(&text(&row["account"], "category"))
                && row["category"] == "Income & Payments"
        });
        let came: Vec<&Value> = came.collect();
        let total: i64 = came.iter().map(|row| cents(&row["amount"])).sum();
        assert_eq!(cents(&income["total_income_amount"]), total, "{bank}");
        assert_eq!(
            cents(&income["total_regular_income_amount"]) + cents(&income["total_irregular_income_amount"]),
            total
        );
        assert_eq!(cents(&income["monthly_average"]), (total as f64 / 12.0).round() as i64);
        assert_eq!(income["last_transaction_date"], came[0]["value_date"]);
        let number: u64 = streams.iter().filter_map(|stream| stream["number_of_incomes"].as_u64()).sum();
        assert_eq!(number, came.len() as u64);
        for stream in streams {
            let last = came.iter().find(|row| {
                row["account"]["id"] == stream["account_id"]
                    && row["value_date"] == stream["last_income_date"]
                    && row["description"] == stream["last_income_description"]
            });
            assert_eq!(last.map(|row| &row["amount"]), Some(&stream["last_income_amount"]));
        }
        let salary = streams.iter().find(|stream| stream["frequency"] == "FORTNIGHTLY");
        assert_eq!(salary.is_some(), bank == "erebor_mx_retail", "paid twice a month in Mexico alone");
    }
}

/// R-INC-02
#[test]
fn incomes_are_narrowed_by_type_and_confidence() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let ask = |more: Value| {
        let mut body = json!({ "link": link });
        body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        desk.post("/api/incomes/", &body)
    };
    let types = |more: Value| -> BTreeSet<String> {
        let income = desk.must(201, ask(more));
        rows(&income["income_streams"]).iter().map(|row| text(row, "income_type").to_owned()).collect()
    };
    let all = types(json!({}));
    assert!(all.len() > 1 && all.contains("SALARY"), "{all:?}");
    assert_eq!(types(json!({ "allowed_income_types": ["SALARY"] })), BTreeSet::from(["SALARY".to_owned()]));
    assert_eq!(types(json!({ "allowed_income_types": [] })), all, "no type is no wish");
    let sure = desk.must(201, ask(json!({ "minimum_confidence_level": "HIGH" })));
    assert!(rows(&sure["income_streams"]).iter().all(|row| row["confidence"] == "HIGH"));
    assert_eq!(sure["total_high_confidence"], sure["total_income_amount"]);
    let none = ask(json!({ "allowed_income_types": ["RETIREMENT"] }));
    assert_eq!(desk.must_refuse(400, none), "unavailable_data", "R-ERR-44");
    let strange = ask(json!({ "allowed_income_types": ["LOTTERY"] }));
    assert_eq!(desk.must_refuse(400, strange), "invalid_choice");
    let short = ask(json!({ "date_from": "2026-01-01", "date_to": TODAY }));
    assert_eq!(desk.must_refuse(400, short), "invalid_period", "R-ERR-43");
    let long = ask(json!({ "date_from": "2025-01-01", "date_to": TODAY }));
    assert_eq!(desk.must_refuse(400, long), "validation_error", "R-DATA-06");
}

/// R-INC-03
#[test]
fn recurring_expenses_are_transactions_about_a_month_apart() {
    for (bank, user) in BANKS {
        let desk = Desk::new();
        let link = desk.must_link(bank, user, "single");
        let all = year(&desk, &link);
        let accounts = desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
        let found = desk.must_retrieve("/api/recurring-expenses/", &json!({ "link": link }));
        assert!(rows(&found).len() >= 5, "{bank}: rent, phone, insurance, a subscription, a loan");
        assert!(rows(&found).iter().any(|row| row["payment_type"] == "SUBSCRIPTION"));
        for expense in rows(&found) {
            assert!(rows(&accounts).contains(&expense["account"]), "R-INC-03");
            let paid = rows(&expense["transactions"]);
            assert!(paid.len() >= 2);
            for payment in paid {
                let same = |row: &&Value| {
                    row["account"]["id"] == expense["account"]["id"]
                        && row["type"] == "OUTFLOW"
                        && row["category"] == expense["category"]
                        && ["amount", "description", "value_date"].iter().all(|key| row[key] == payment[key])
                };
                assert!(all.iter().any(|row| same(&row)), "{bank}: {payment}");
            }
            let sum: i64 = paid.iter().map(|payment| cents(&payment["amount"])).sum();
            let mean = (sum as f64 / paid.len() as f64).round() as i64;
            assert!((cents(&expense["average_transaction_amount"]) - mean).abs() <= 1);
        }
    }
}

/// R-INC-03
#[test]
fn risk_is_recomputed_from_accounts_and_transactions() {
    for (bank, user) in BANKS {
        let desk = Desk::new();
        let link = desk.must_link(bank, user, "single");
        let all = year(&desk, &link);
        let accounts = desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
        let risk = desk.must_retrieve("/api/risk-insights/", &json!({ "link": link }));
        let ids: Vec<&Value> = rows(&accounts).iter().map(|account| &account["id"]).collect();
        assert_eq!(rows(&risk["accounts"]).iter().collect::<Vec<_>>(), ids);
        let account = |category| rows(&accounts).iter().find(|one| one["category"] == category);
        let checking = account("CHECKING_ACCOUNT").expect("R-ACC-06");
        let card = account("CREDIT_CARD").expect("R-ACC-06");
        let balance = &checking["balance"]["current"];
        assert_eq!(risk["balances_metrics"]["closing_balance"], *balance);
        assert_eq!(risk["assets_metrics"]["checking_accounts_balance"], *balance);
        assert_eq!(risk["credit_cards_metrics"]["sum_credit_used"], card["balance"]["current"]);
        assert_eq!(risk["credit_cards_metrics"]["sum_credit_limit"], card["credit_data"]["credit_limit"]);
        for (span, days) in [("3d", 3), ("1w", 7), ("1m", 30), ("3m", 90), ("6m", 180), ("12m", 360)] {
            let from = back(days);
            let within: Vec<&Value> =
                all.iter().filter(|row| text(row, "value_date") >= from.as_str()).collect();
            let told = &risk["transactions_metrics"];
            assert_eq!(told[format!("num_transactions_{span}")], within.len(), "{bank} {span}");
            for (kind, word) in [("INFLOW", "incoming"), ("OUTFLOW", "outgoing")] {
                let of = within.iter().filter(|row| row["type"] == kind);
                let sum: i64 = of.clone().map(|row| cents(&row["amount"])).sum();
                assert_eq!(told[format!("num_{word}_transactions_{span}")], of.count());
                assert_eq!(cents(&told[format!("sum_{word}_amount_{span}")]), sum, "{bank} {span}");
            }
            let on_it: Vec<&&Value> =
                within.iter().filter(|row| row["account"]["id"] == checking["id"]).collect();
            // What was there when the span began, and after each transaction.
            let before = on_it.last().map(|row| {
                let amount = cents(&row["amount"]);
                cents(&row["balance"]) - if row["type"] == "INFLOW" { amount } else { -amount }
            });
            let least = on_it.iter().map(|row| cents(&row["balance"])).chain(before).min();
            let told = &risk["balances_metrics"];
            let smallest = cents(&told[format!("min_balance_{span}")]);
            assert!(least.is_none_or(|least| least <= smallest));
            assert!(smallest <= cents(&told[format!("mean_balance_{span}")]));
            let flow = &risk["cashflow_metrics"];
            let net =
                |word| flow[format!("sum_{word}_{span}")].as_f64().map_or(0, |n| (n * 100.0).round() as i64);
            assert_eq!(cents(&flow[format!("net_cashflow_{span}")]), net("positive") - net("negative"));
        }
    }
}

/// R-INC-03
#[test]
fn categories_of_risk_are_those_of_transactions() {
    for (bank, user) in BANKS {
        let desk = Desk::new();
        let link = desk.must_link(bank, user, "single");
        let all = year(&desk, &link);
        let risk = desk.must_retrieve("/api/risk-insights/", &json!({ "link": link }));
        let from = back(90);
        let recent = || all.iter().filter(|row| text(row, "value_date") >= from.as_str());
        for told in rows(&risk["category_metrics"]) {
            let same = |row: &&Value| ["category", "subcategory"].iter().all(|key| row[key] == told[key]);
            let signed = |row: &Value| cents(&row["amount"]) * if row["type"] == "INFLOW" { 1 } else { -1 };
            let net: i64 = recent().filter(same).map(signed).sum();
            assert_eq!(cents(&told["net_amount_3m"]), net, "{bank} {told}");
        }
    }
}

/// R-DATA-03, R-DATA-05
#[test]
fn a_resumed_call_answers_a_list() {
    for path in ["/api/incomes/", "/api/recurring-expenses/", "/api/risk-insights/"] {
        let desk = Desk::new();
        let link = desk.must_link("heimdall_mx_retail", "somebody", "single");
        let target = format!("/_emulator/links/{link}/");
        desk.must(200, desk.call(Method::PATCH, &target, Some(&json!({ "status": "token_required" }))));
        let asked = desk.must(428, desk.post(path, &json!({ "link": link })));
        let body = json!({ "session": asked[0]["session"], "link": link, "token": "111111" });
        assert!(desk.must(201, desk.call(Method::PATCH, path, Some(&body))).is_array(), "{path}");
    }
}

/// R-DATA-05
#[test]
fn an_option_makes_risk_insights_a_list_as_they_were() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let risk = || desk.must_retrieve("/api/risk-insights/", &json!({ "link": link }));
    assert!(risk().is_object());
    desk.emulator.workspace("desk").set_options([("risk.post_array", "array")]).expect("an option");
    assert_eq!(risk().as_array().map(Vec::len), Some(1));
}

/// R-ERR-44
#[test]
fn a_link_without_accounts_has_nothing_to_tell() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk101", "single");
    for path in ["/api/incomes/", "/api/risk-insights/"] {
        assert_eq!(desk.must_refuse(400, desk.post(path, &json!({ "link": link }))), "unavailable_data");
    }
    let none = desk.must_retrieve("/api/recurring-expenses/", &json!({ "link": link }));
    assert_eq!(none, json!([]));
}

/// R-INC-04, R-PAGE-20
#[test]
fn lists_know_what_came_with_the_link_and_are_narrowed_by_account() {
    let desk = Desk::new();
    let made = |resources: Value, name: &str| {
        let body = json!({
            "institution": "erebor_mx_retail", "username": name, "password": "secret",
            "access_mode": "single", "fetch_resources": resources,
        });
        text(&desk.must(201, desk.post("/api/links/", &body)), "id").to_owned()
    };
    let alone = made(json!(["INCOMES"]), "bnk100");
    assert_eq!(desk.must_list(&format!("/api/incomes/?link={alone}")).len(), 0, "R-INC-04");
    let names = ["ACCOUNTS", "TRANSACTIONS", "INCOMES", "RECURRING_EXPENSES", "RISK_INSIGHTS"];
    let link = made(json!(names), "bnk1006");
    desk.emulator.workspace("desk").advance("1m").expect("a minute");
    for path in ["/api/incomes/", "/api/recurring-expenses/", "/api/risk-insights/"] {
        let all = desk.must_list(&format!("{path}?link={link}"));
        assert!(!all.is_empty(), "{path}");
        let account = all[0]["account"]["id"]
            .as_str()
            .or_else(|| all[0]["accounts"][0].as_str())
            .or_else(|| all[0]["income_streams"][0]["account_id"].as_str())
            .expect("an account");
        assert!(!desk.must_list(&format!("{path}?link={link}&account={account}")).is_empty(), "{path}");
        let other = "00000000-0000-4000-8000-000000000000";
        assert!(desk.must_list(&format!("{path}?link={link}&account={other}")).is_empty(), "{path}");
        let id = text(&all[0], "id");
        assert_eq!(desk.must(200, desk.get(&format!("{path}{id}/"))), all[0]);
    }
}
