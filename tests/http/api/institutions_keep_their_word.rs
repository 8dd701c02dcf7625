//! What an institution's row offers can be fetched there (R-INST-20).

use serde_json::json;

use super::bank::send;
use super::door::{get, must_answer, must_start, still};
use belvo_emulator::domain::record::table;

const USERS: [(&str, &str); 4] = [
    ("ofmockbank_br_retail", "76109277673"),
    ("planet_mx_employment", "BLPM951331IONVGR54"),
    ("belvo_mx_retail", "12345"),
    ("", "bnk100"),
];

#[test]
fn r_inst_20_each_institution_gives_what_it_offers() {
    let emulator = must_start(still());
    for row in
        must_answer(&emulator, &get("/api/institutions/?page_size=100"))["results"].as_array().expect("rows")
    {
        let name = row["name"].as_str().expect("a name");
        let (_, user) = USERS.iter().find(|(at, _)| [name, ""].contains(at)).expect("a user");
        let body = json!({ "institution": name, "username": user, "password": "full", "token": "111111" });
        let link = send(&emulator, "POST", "/api/links/", &body);
        assert_eq!(link.status, 201, "{name}: {}", link.text());
        for offered in row["resources"].as_array().expect("resources") {
            let mut of_it = table::all().filter(|resource| *offered == resource.name);
            let body = json!({ "link": link.value()["id"], "date_from": "2025-09-01", "date_to": "2026-01-31",
                "type": "INFLOW", "year_from": "2024", "year_to": "2025" });
            let fetched = of_it.any(|resource| {
                let body = if resource.name == "TAX_RETURNS" {
                    json!({ "link": body["link"], "type": "yearly", "year_from": "2024", "year_to": "2025" })
                } else {
                    body.clone()
                };
                send(&emulator, "POST", resource.path, &body).status == 201
            });
            assert!(fetched, "{name} offers {offered}");
        }
    }
}

/// A bank of Brazil has no invoices of Mexico's treasury.
#[test]
fn r_inst_20_the_bank_of_open_finance_has_no_invoices_to_tell() {
    let emulator = must_start(still());
    let body = json!({ "institution": "ofmockbank_br_retail", "username": "76109277673", "fetch_resources": ["INVOICES"] });
    let link = send(&emulator, "POST", "/api/links/", &body).value()["id"].clone();
    let body = json!({ "link": link, "date_from": "2026-01-01", "date_to": "2026-01-31", "type": "OUTFLOW" });
    let fetched = send(&emulator, "POST", "/api/invoices/", &body);
    assert_eq!((fetched.status.as_u16(), fetched.value()), (201, json!([])));
    assert_eq!(must_answer(&emulator, &get("/api/invoices/"))["count"], 0);
}
