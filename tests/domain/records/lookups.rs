//! One record among those of many links, by its id alone.

use serde_json::{Value, json};

use belvo_emulator::domain::record::table as record;

use crate::support::desk::Desk;

const UNKNOWN: &str = "00000000-0000-4000-8000-000000000000";

/// A recurrent link at each kind of institution, twice.
fn connected() -> Desk {
    let desk = Desk::new();
    for user in ["one", "two"] {
        desk.must_link("erebor_mx_retail", &format!("{user}100"), "recurrent");
        desk.must_link("tatooine_mx_fiscal", &format!("{user}100"), "recurrent");
        desk.must_link(
            "ofmockbank_br_retail",
            if user == "one" { "76109277673" } else { "07315502088" },
            "recurrent",
        );
    }
    desk.must_link("planet_mx_employment", "BLPM951331IONVGR54", "recurrent");
    desk
}

/// A record is looked for where it can be, and it is found there though nobody has read a list.
#[test]
fn every_record_is_found_by_its_id_before_any_list_is_read() {
    let (listed, fresh) = (connected(), connected());
    listed.emulator.set_options([("page.link_required", "off")]).expect("an option");
    let mut found = 0;
    for resource in record::all() {
        let page = listed.must(200, listed.get(resource.path));
        for row in page["results"].as_array().expect("rows") {
            let path = format!("{}{}/", resource.path, row["id"].as_str().expect("an id"));
            assert_eq!(fresh.must(200, fresh.get(&path)), *row, "{path}");
            found += 1;
        }
        fresh.must_refuse(404, fresh.get(&format!("{}{UNKNOWN}/", resource.path)));
    }
    assert!(found > 100, "{found} records");
}

/// R-ASYNC-03, R-LIMIT-08: what nobody has read is as it was when it came, however late somebody reads it.
#[test]
fn what_came_in_the_background_is_as_it_was_then() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let ask = json!({ "link": link, "date_from": "2026-03-01", "date_to": "2026-03-15" });
    desk.must(
        202,
        desk.call_with(http::Method::POST, "/api/transactions/", &ask, ("x-belvo-request-mode", "async")),
    );
    desk.emulator.advance("20d").expect("20 days");
    let rows = desk.must_list(&format!("/api/transactions/?link={link}"));
    assert!(!rows.is_empty());
    let came = json!("2026-03-15T12:00:01.000000Z");
    let others: Vec<&Value> =
        rows.iter().filter(|row| row["created_at"] != came || row["collected_at"] != came).collect();
    assert!(others.is_empty(), "{others:?}");
}
