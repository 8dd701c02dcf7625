//! Branches and investments of Brazil's open finance.

use std::collections::BTreeSet;

use belvo_emulator::domain::person::documents::brazil::cpf_digits;
use serde_json::{Value, json};

use crate::support::desk::Desk;

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// The links of 70 people.
fn links(desk: &Desk) -> Vec<Value> {
    let cpf = |at: usize| {
        let body = (100_200_300 + at * 7_919).to_string();
        let digits = cpf_digits(&body).expect("digits");
        body + digits.as_str()
    };
    (0..70).map(|at| json!({ "link": desk.must_link("ofmockbank_br_retail", &cpf(at), "single") })).collect()
}

#[test]
fn a_person_has_one_branch_and_units_are_worth_what_they_have_risen_to() {
    let desk = Desk::new();
    let (mut branches, mut bought) = (BTreeSet::new(), 0);
    for link in links(&desk) {
        let accounts = desk.must_retrieve("/api/accounts/", &link);
        let own =
            accounts.as_array().expect("accounts").iter().filter_map(|account| account["agency"].as_str());
        let own: BTreeSet<&str> = own.collect();
        assert_eq!(own.len(), 1, "{accounts}");
        branches.extend(own.iter().map(|branch| (*branch).to_owned()));
        for investment in desk.must_retrieve("/api/br/investments/", &link).as_array().expect("a list") {
            let balance = &investment["balance"];
            let worth = number(&balance["quantity"]) * number(&balance["gross_unit_price"]);
            assert!((worth - number(&balance["gross_value"])).abs() < 0.2, "{investment}");
        }
        let mut body = link.clone();
        body["date_from"] = "2025-03-16".into();
        body["date_to"] = "2026-03-15".into();
        for buy in desk.must_retrieve("/api/br/investment-transactions/", &body).as_array().expect("a list") {
            bought += 1;
            let (price, now) =
                (number(&buy["unit_price"]), number(&buy["investment"]["balance"]["gross_unit_price"]));
            let paid = number(&buy["quantity"]) * price;
            assert!((paid - number(&buy["value"])).abs() < 0.01, "{buy}");
            let day: jiff::civil::Date = buy["value_date"].as_str().expect("a day").parse().expect("a day");
            let months = (2026 - i32::from(day.year())) * 12 + 3 - i32::from(day.month());
            let rise = 1.008_f64.powi(months);
            assert!((now / price - rise).abs() < 1e-6, "{months} months: {price} {now}");
        }
    }
    assert!(branches.len() > 40 && bought > 100, "{branches:?} {bought}");
}
