//! Records of the tester's own, in a scenario's `data` or in a file (R-DATA-20).

use belvo_emulator::control::SetScenario;
use belvo_emulator::{Emulator, StartError};
use serde_json::{Value, json};

use crate::support::desk::{Desk, NOW};

fn given(desk: &Desk, data: &Value) {
    let document = json!({ "version": 1, "title": "Data of our own", "data": data });
    desk.emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
}

fn with(data: &Value) -> (Desk, String) {
    let desk = Desk::new();
    given(&desk, data);
    let link = desk.must_link("erebor_mx_retail", "bnk100", "recurrent");
    (desk, link)
}

fn year(link: &str) -> Value {
    json!({ "link": link, "date_from": "2025-03-16", "date_to": "2026-03-15" })
}

#[test]
fn keys_are_put_into_every_record() {
    let (desk, link) = with(&json!({
        "accounts": { "currency": "USD", "balance": { "available": 0 } },
        "owners": { "display_name": "Ana", "email": null },
    }));
    let accounts = desk.must_list(&format!("/api/accounts/?link={link}"));
    assert_eq!(accounts.len(), 5);
    for account in &accounts {
        assert_eq!((&account["currency"], &account["balance"]["available"]), (&json!("USD"), &json!(0)));
        assert!(account["balance"]["current"].is_number(), "the other keys stay");
    }
    let owners = desk.must_retrieve("/api/owners/", &json!({ "link": link }));
    assert_eq!((&owners[0]["display_name"], &owners[0]["email"]), (&json!("Ana"), &Value::Null));
    let rows = desk.must_list(&format!("/api/transactions/?link={link}"));
    assert!(rows.iter().all(|row| accounts.contains(&row["account"])), "R-TRX-01");
    assert_eq!(desk.must_list(&format!("/api/owners/?link={link}&display_name__icontains=ana")).len(), 1);
}

#[test]
fn records_stand_in_for_those_that_are_drawn() {
    let id = "2f9f1cd8-53c3-4e2f-9f3a-1f2b3c4d5e6f";
    let (desk, link) = with(&json!({
        "transactions": [
            { "id": id, "value_date": "2026-03-01", "amount": 12.5, "type": "OUTFLOW", "description": "Coffee" },
            { "value_date": "2026-01-31", "amount": 1000, "type": "INFLOW", "description": "Rent" },
        ],
    }));
    let told = |rows: &[Value]| -> Vec<Value> { rows.iter().map(|row| row["description"].clone()).collect() };
    let listed = desk.must_list(&format!("/api/transactions/?link={link}"));
    assert_eq!(told(&listed), ["Coffee", "Rent"], "in the order of the file");
    assert_eq!(listed[0]["id"], id);
    assert!(listed[1]["account"]["id"].is_string() && listed[1]["id"] != listed[0]["id"]);
    assert_eq!(told(&desk.must_list(&format!("/api/transactions/?link={link}&type=INFLOW"))), ["Rent"]);
    let retrieved = desk.must_retrieve("/api/transactions/", &year(&link));
    assert_eq!(told(retrieved.as_array().expect("R-DATA-05")), ["Coffee", "Rent"]);
    assert_eq!(retrieved[1]["id"], listed[1]["id"], "R-DATA-08");
    let february =
        json!({ "link": link, "date_from": "2026-02-01", "date_to": "2026-03-15", "save_data": false });
    let rows = desk.must(200, desk.post("/api/transactions/", &february));
    assert_eq!(told(rows.as_array().expect("R-DATA-05")), ["Coffee"], "R-TRX-03");
}

#[test]
fn what_hangs_on_accounts_follows_those_that_are_given() {
    let (desk, link) = with(&json!({ "accounts": [{ "name": "The only one" }] }));
    let accounts = desk.must_list(&format!("/api/accounts/?link={link}"));
    assert_eq!((accounts.len(), &accounts[0]["name"]), (1, &json!("The only one")));
    let rows = desk.must_list(&format!("/api/transactions/?link={link}"));
    assert!(!rows.is_empty() && rows.iter().all(|row| row["account"] == accounts[0]), "R-TRX-01");
}

/// Whatever stands at their place in the life that is generated.
#[test]
fn records_of_ones_own_hang_on_an_account_of_ones_own() {
    let row =
        |day: u32| json!({ "value_date": format!("2026-03-{day:02}"), "description": format!("{day}") });
    let rows: Vec<Value> = (1..=15).rev().map(row).collect();
    let (desk, link) = with(&json!({ "accounts": [{ "name": "The only one" }], "transactions": rows }));
    let accounts = desk.must_list(&format!("/api/accounts/?link={link}"));
    let account = accounts[0]["id"].as_str().expect("an id");
    let listed = desk.must_list(&format!("/api/transactions/?link={link}&account={account}"));
    assert_eq!(listed.len(), 15);
    assert!(listed.iter().all(|row| row["account"] == accounts[0]));
    let mut body = year(&link);
    body["account"] = account.into();
    assert_eq!(desk.must_retrieve("/api/transactions/", &body).as_array().map(Vec::len), Some(15));
}

#[test]
fn a_resource_may_have_nothing_and_a_link_as_much_as_is_said() {
    let (desk, link) = with(&json!({ "set": "low", "owners": [] }));
    assert_eq!(desk.must_list(&format!("/api/accounts/?link={link}")).len(), 2);
    assert_eq!(desk.must_retrieve("/api/owners/", &json!({ "link": link })), json!([]));
    // Records can be given where nothing would be generated; those that are kept stay until they are fetched anew.
    given(&desk, &json!({ "set": "none", "owners": [{ "display_name": "Ana" }] }));
    let owners = desk.must_retrieve("/api/owners/", &json!({ "link": link }));
    assert_eq!(owners[0]["display_name"], "Ana");
    assert_eq!(desk.must_list(&format!("/api/accounts/?link={link}")).len(), 2);
}

#[test]
fn a_resource_that_answers_with_one_object_answers_with_the_first() {
    let desk = Desk::new();
    given(&desk, &json!({ "tax-status": [{ "id_cif": "12345678901" }], "invoices": { "currency": "USD" } }));
    let link = desk.must_link("tatooine_mx_fiscal", "PPPP0000001A", "single");
    let status = desk.must_retrieve("/api/tax-status/", &json!({ "link": link }));
    assert_eq!(status["id_cif"], "12345678901");
    let mut body = year(&link);
    body["type"] = "INFLOW".into();
    let invoices = desk.must_retrieve("/api/invoices/", &body);
    let invoices = invoices.as_array().expect("R-DATA-05");
    assert!(!invoices.is_empty() && invoices.iter().all(|row| row["currency"] == "USD"));
}

#[test]
fn a_file_holds_for_every_workspace_until_a_scenario_says_otherwise() {
    let file = tempfile::Builder::new().suffix(".json").tempfile().expect("a file");
    std::fs::write(&file, r#"{ "set": "none", "owners": [{ "display_name": "Ana" }] }"#).expect("a file");
    let emulator = Emulator::builder().now(NOW).freeze().data(file.path()).start().expect("an emulator");
    let desk = Desk::of(emulator);
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let body = json!({ "link": link });
    assert_eq!(desk.must_retrieve("/api/owners/", &body)[0]["display_name"], "Ana");
    assert_eq!(desk.must_retrieve("/api/accounts/", &body), json!([]));
    given(&desk, &json!({}));
    assert_eq!(desk.must_retrieve("/api/accounts/", &body).as_array().map(Vec::len), Some(5));
}

#[test]
fn a_file_that_is_wrong_stops_the_start_and_says_where() {
    let file = tempfile::Builder::new().suffix(".json").tempfile().expect("a file");
    std::fs::write(&file, "{\n  \"acounts\": {}\n}").expect("a file");
    let Err(StartError::Scenarios(faults)) = Emulator::builder().data(file.path()).start() else {
        panic!("it starts");
    };
    let told = faults.to_string();
    assert!(told.contains(":2:3") && told.contains("did you mean `accounts`?"), "{told}");
    let missing = Emulator::builder().data("nothing.json").start().map(|_| ());
    assert!(matches!(missing, Err(StartError::Read { .. })), "{missing:?}");
}
