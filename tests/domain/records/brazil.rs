//! Brazil's open finance: what it tells otherwise than banks with credentials, and what only it has.

use http::Method;
use serde_json::{Value, json};

use crate::support::desk::Desk;

const MOCK_BANK: &str = "ofmockbank_br_retail";
const RALPH: &str = "76109277673";
const COMPANY: &str = "50685362006773";
const TODAY: &str = "2026-03-15";

fn cents(value: &Value) -> i64 {
    (value.as_f64().expect("a number") * 100.0).round() as i64
}

fn rows(value: &Value) -> &Vec<Value> {
    value.as_array().expect("R-DATA-05")
}

/// A link of a user, and what a retrieve of it answers.
#[track_caller]
fn must_fetch(desk: &Desk, user: &str, path: &str, more: &Value) -> (String, Vec<Value>) {
    let link = desk.must_link(MOCK_BANK, user, "single");
    let mut body = json!({ "link": link });
    for (key, value) in more.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    let fetched = rows(&desk.must_retrieve(path, &body)).clone();
    (link, fetched)
}

fn year() -> Value {
    json!({ "date_from": "2025-03-15", "date_to": TODAY })
}

/// Every amount in a record.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        Value::Object(map) => map.values().flat_map(numbers).collect(),
        other => other.as_f64().into_iter().collect(),
    }
}

/// R-ACC-01, R-ACC-02, R-ACC-03, R-ACC-06, R-ACC-11
#[test]
fn accounts_have_what_goes_with_their_kind() {
    let desk = Desk::new();
    let (_, accounts) = must_fetch(&desk, RALPH, "/api/accounts/", &json!({}));
    let categories: Vec<&Value> = accounts.iter().map(|account| &account["category"]).collect();
    assert_eq!(categories, ["CHECKING_ACCOUNT", "SAVINGS_ACCOUNT", "CREDIT_CARD", "LOAN_ACCOUNT"]);
    for account in &accounts {
        let is = |category: &str| account["category"] == category;
        assert_eq!(account.as_object().map(serde_json::Map::len), Some(23));
        assert_eq!(account["overdraft"].is_object(), is("CHECKING_ACCOUNT"));
        assert_eq!(account["credit_data"].is_object(), is("CREDIT_CARD"));
        assert_eq!(account["loan_data"].is_object(), is("LOAN_ACCOUNT"));
        assert_eq!((&account["currency"], &account["funds_data"]), (&json!("BRL"), &Value::Null));
    }
    let number = &accounts[0]["public_identification_value"].as_str().expect("a number");
    let part = |key: &str| accounts[0][key].as_str().expect("a text");
    assert_eq!(*number, format!("{}/{}-{}", part("agency"), part("number"), part("check_digit")), "R-ACC-03");
    let (limit, loan) = (&accounts[2]["credit_data"]["limits"][0], &accounts[3]["loan_data"]);
    assert_eq!(
        cents(&limit["credit_limit"]),
        cents(&limit["used_amount"]) + cents(&limit["available_amount"])
    );
    assert_eq!(loan["outstanding_balance"], accounts[3]["balance"]["current"]);
    let count = |key: &str| loan[key].as_i64().expect("a number");
    assert_eq!(
        count("number_of_installments_total"),
        count("number_of_installments_paid") + count("number_of_installments_outstanding")
    );
}

/// R-LINK-30, R-TRX-02, R-ACC-11: what is missing on an account is told as overdraft.
#[test]
fn the_other_sets_of_data_are_empty_small_or_overdrawn() {
    let desk = Desk::new();
    for (user, accounts, owners) in [("76109277101", 0, 0), ("76109277102", 2, 1), ("76109277103", 2, 1)] {
        let (link, fetched) = must_fetch(&desk, user, "/api/accounts/", &json!({}));
        assert_eq!(fetched.len(), accounts, "{user}");
        assert!(numbers(&json!(fetched)).iter().all(|number| *number >= 0.0), "{user}");
        let owner = desk.must_retrieve("/api/owners/", &json!({ "link": link }));
        assert_eq!(rows(&owner).len(), owners, "{user}");
        if user.ends_with("103") {
            assert_eq!(fetched[0]["balance"]["current"], 0.0);
            assert!(cents(&fetched[0]["overdraft"]["used"]) > 0);
        }
    }
}

/// R-TRX-01, R-TRX-03, R-TRX-06, R-TRX-11
#[test]
fn transactions_lie_in_the_period_and_tell_more_of_cards() {
    let desk = Desk::new();
    let (link, transactions) = must_fetch(&desk, RALPH, "/api/transactions/", &year());
    let accounts = desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
    for row in &transactions {
        assert!(rows(&accounts).contains(&row["account"]), "R-TRX-01");
        assert_eq!(row.as_object().map(serde_json::Map::len), Some(28));
        let of_card = row["account"]["category"] == "CREDIT_CARD";
        for key in ["accounting_date", "local_currency_amount", "credit_card_data", "payment_type"] {
            assert_eq!(row[key].is_null(), !of_card, "{key} is of cards alone");
        }
        assert!(row["mcc"].is_null() || of_card);
        assert!(row["operation_type"].is_string() && row["balance"].is_null() && cents(&row["amount"]) > 0);
        assert!(row["value_date"].as_str().is_some_and(|day| ("2025-03-15"..=TODAY).contains(&day)));
    }
    let unnamed = transactions.iter().filter(|row| row["account"]["category"] == "CREDIT_CARD");
    let unnamed: Vec<_> = unnamed.filter(|row| row["credit_card_data"]["bill_name"].is_null()).collect();
    assert!(!unnamed.is_empty(), "R-TRX-06: the open bill has purchases");
    for row in unnamed {
        let data = &row["credit_card_data"];
        assert_eq!([&data["bill_due_date"], &data["credit_card_bill"]], [&Value::Null; 2]);
    }
}

/// R-TRX-06, R-INV-03
#[test]
fn purchases_of_a_card_stand_on_its_bills() {
    let desk = Desk::new();
    let (link, transactions) = must_fetch(&desk, RALPH, "/api/transactions/", &year());
    let bills = desk.must_retrieve("/api/bills/", &json!({ "link": link }));
    let (open, closed): (Vec<_>, Vec<_>) = rows(&bills).iter().partition(|bill| bill["bill_name"].is_null());
    assert_eq!(open.len(), 1, "R-INV-03");
    assert!(closed.len() > 10, "{}", closed.len());
    for bill in &closed[..10] {
        let on_it = |row: &&Value| row["credit_card_data"]["credit_card_bill"]["id"] == bill["id"];
        let purchases: Vec<&Value> = transactions.iter().filter(on_it).collect();
        let data = &purchases[0]["credit_card_data"];
        assert_eq!(data["bill_name"], bill["bill_name"]);
        assert_eq!(data["bill_due_date"], bill["due_date"]);
        let spent = purchases.iter().filter(|row| row["type"] == "OUTFLOW").map(|row| cents(&row["amount"]));
        assert_eq!(spent.sum::<i64>(), cents(&bill["total_amount"]), "{}", bill["bill_name"]);
        let paid: i64 = rows(&bill["payments"]).iter().map(|payment| cents(&payment["amount"])).sum();
        let late = bill["due_date"].as_str().is_some_and(|due| due > TODAY);
        assert_eq!(paid, if late { 0 } else { cents(&bill["total_amount"]) });
    }
}

/// R-OWN-01, R-OWN-02, R-OWN-11, R-OWN-12, R-LINK-30
#[test]
fn a_cpf_is_a_person_and_a_cnpj_a_company() {
    let desk = Desk::new();
    let (_, people) = must_fetch(&desk, RALPH, "/api/owners/", &json!({}));
    let document = |number: &str, kind: &str| json!({ "document_type": kind, "document_number": number });
    assert_eq!(people[0]["display_name"], "Ralph Bragg");
    assert_eq!(people[0]["document_id"], document(RALPH, "CPF"));
    assert_eq!(rows(&people[0]["filiations"]).len(), 2);
    assert_eq!(people[0]["financial_relation"]["products"][0]["type"], "CHECKING_ACCOUNT");
    let (_, companies) = must_fetch(&desk, COMPANY, "/api/owners/", &json!({}));
    assert_eq!(
        (&companies[0]["company_name"], &companies[0]["trade_name"]),
        (&json!("Bragg Mechanics"), &json!("Belvo OF test"))
    );
    assert_eq!(companies[0]["document_id"], document(COMPANY, "CNPJ"));
    assert_eq!(companies[0].get("display_name"), None);
}

/// R-BAL-01, R-BAL-11, R-ACC-04
#[test]
fn balances_are_flat_and_those_of_the_accounts() {
    let desk = Desk::new();
    let (link, balances) = must_fetch(&desk, RALPH, "/api/br/balances/", &json!({}));
    let accounts = desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
    assert_eq!(balances.len(), 2);
    for (balance, account) in balances.iter().zip(rows(&accounts)) {
        assert_eq!(balance["account_id"], account["id"]);
        assert_eq!(balance["available"], account["balance"]["available"]);
    }
    let account = balances[1]["account_id"].as_str().expect("an id");
    let one = desk.must_retrieve("/api/br/balances/", &json!({ "link": link, "account_id": account }));
    assert_eq!(rows(&one), &balances[1..]);
    let list = format!("/api/br/balances/?link={link}&account={account}");
    assert_eq!(desk.must_list(&list), balances[1..]);
    assert_eq!(desk.must_refuse(400, desk.get("/api/br/balances/")), "required", "R-PAGE-10");
    let id = balances[1]["id"].as_str().expect("an id");
    assert_eq!(
        desk.call(Method::DELETE, &format!("/api/br/balances/{id}/"), None).status.as_u16(),
        405,
        "R-DATA-04"
    );
    desk.call(Method::DELETE, &format!("/api/accounts/{account}/"), None);
    assert_eq!(desk.must_list(&list), Vec::<Value>::new());
    assert_eq!(desk.must_list(&format!("/api/br/balances/?link={link}")).len(), 1, "of the other account");
}

/// R-INV-02
#[test]
fn exchanges_have_a_history_that_goes_with_them() {
    let desk = Desk::new();
    let (link, exchanges) = must_fetch(&desk, RALPH, "/api/br/exchanges/", &json!({}));
    assert!(exchanges.len() >= 2, "{}", exchanges.len());
    for exchange in &exchanges {
        let day = exchange["operation_requested_at"].as_str().map(|moment| &moment[..10]);
        assert!(day.is_some_and(|day| ("2025-03-15"..=TODAY).contains(&day)), "a year by default");
        let paid = exchange["foreign_operation_value_amount"].as_f64().expect("a number")
            * exchange["local_operation_tax_amount"].as_f64().expect("a rate");
        assert_eq!((paid * 100.0).round() as i64, cents(&exchange["local_operation_value_amount"]));
    }
    let id = exchanges[1]["id"].as_str().expect("an id");
    let (one, history) = (format!("/api/br/exchanges/{id}/"), format!("/api/br/exchanges/{id}/history/"));
    let events = desk.must_list(&history);
    let types: Vec<&Value> = events.iter().map(|event| &event["event_type"]).collect();
    assert_eq!(types, [4, 1], "newest first");
    assert!(events.iter().all(|event| event["exchange_id"] == id && event["link"] == link));
    let page = desk.must(200, desk.get(&format!("{history}?page_size=1")));
    assert_eq!((&page["count"], rows(&page["results"]).len()), (&json!(2), 1), "paged");
    assert_eq!(desk.call(Method::DELETE, &one, None).status.as_u16(), 204);
    assert_eq!(desk.must_refuse(404, desk.get(&history)), "not_found");
    desk.must_retrieve("/api/br/exchanges/", &json!({ "link": link }));
    assert_eq!(desk.must_list(&history), events, "R-DATA-08");
}

/// R-INV-01, R-ASYNC-01
#[test]
fn investments_are_what_was_bought_and_what_it_bore() {
    let desk = Desk::new();
    let (link, held) = must_fetch(&desk, RALPH, "/api/br/investments/", &json!({}));
    assert_eq!(held.len(), 3);
    let mut bought = Vec::new();
    for year in 2012..=2025 {
        let period = json!({ "link": link, "date_from": format!("{year}-03-16"), "date_to": format!("{}-03-15", year + 1) });
        bought.extend(rows(&desk.must_retrieve("/api/br/investment-transactions/", &period)).clone());
    }
    for one in &held {
        let of_it: Vec<&Value> = bought.iter().filter(|row| row["investment"]["id"] == one["id"]).collect();
        let quantity: f64 = of_it.iter().filter_map(|row| row["quantity"].as_f64()).sum();
        assert!((quantity - one["balance"]["quantity"].as_f64().expect("a number")).abs() < 1e-6);
        let paid: i64 = of_it.iter().map(|row| cents(&row["value"])).sum();
        assert!(cents(&one["balance"]["gross_value"]) > paid, "it bears interest");
        assert!(of_it.iter().all(|row| row["investment"] == *one));
        let list = format!("/api/br/investments/?link={link}&type={}", one["type"].as_str().expect("a word"));
        assert_eq!(desk.must_list(&list), std::slice::from_ref(one));
    }
    let body = json!({ "link": link });
    let later =
        desk.call_with(Method::POST, "/api/br/investments/", &body, ("x-belvo-request-mode", "async"));
    assert_eq!(later.status.as_u16(), 202);
    let other = desk.must_link(MOCK_BANK, COMPANY, "single");
    assert_eq!(desk.must_list(&format!("/api/br/investments/?link={other}")), Vec::<Value>::new());
}

/// R-INV-04, R-INV-01
#[test]
fn banks_with_credentials_have_none_of_it() {
    let desk = Desk::new();
    let link = desk.must_link("gotham_br_business", "bnk100", "single");
    for path in ["br/balances", "bills", "br/exchanges", "br/investments", "br/investment-transactions"] {
        let refused = desk.post(&format!("/api/{path}/"), &json!({ "link": link }));
        assert_eq!(desk.must_refuse(400, refused), "unsupported_operation", "{path}");
    }
}

/// R-DATA-06
#[test]
fn periods_are_judged_where_they_may_be_left_out() {
    let desk = Desk::new();
    let link = desk.must_link(MOCK_BANK, RALPH, "single");
    for path in ["br/exchanges", "br/investment-transactions"] {
        let ask = |from: &str, to: &str| {
            desk.post(&format!("/api/{path}/"), &json!({ "link": link, "date_from": from, "date_to": to }))
        };
        assert_eq!(desk.must_refuse(400, ask("2024-01-01", TODAY)), "validation_error", "{path}");
        assert_eq!(desk.must_refuse(400, ask("2026-03-01", "2026-02-01")), "validation_error", "{path}");
    }
}
