//! `/api/institutions/` and how lists are paged (R-INST, R-PAGE).

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::door::{PASSWORD, SECRET_ID, get, must_answer, must_say, must_start, still};

const NAMES: [&str; 16] = [
    "belvo_mx_retail",
    "erebor_br_retail",
    "erebor_co_retail",
    "erebor_mx_retail",
    "gotham_br_business",
    "gringotts_br_retail",
    "gringotts_co_retail",
    "gringotts_mx_retail",
    "heimdall_br_retail",
    "heimdall_co_retail",
    "heimdall_mx_retail",
    "ironbank_br_business",
    "ironbank_br_retail",
    "ofmockbank_br_retail",
    "planet_mx_employment",
    "tatooine_mx_fiscal",
];

const KEYS: [&str; 18] = [
    "id",
    "name",
    "type",
    "code",
    "website",
    "display_name",
    "country_code",
    "country_codes",
    "primary_color",
    "logo",
    "icon_logo",
    "text_logo",
    "form_fields",
    "features",
    "integration_type",
    "status",
    "resources",
    "openbanking_information",
];

fn names(page: &Value) -> Vec<&str> {
    page["results"].as_array().into_iter().flatten().filter_map(|row| row["name"].as_str()).collect()
}

fn page(emulator: &Emulator, query: &str) -> Value {
    must_answer(emulator, &get(&format!("/api/institutions/{query}")))
}

#[test]
fn r_page_01_a_list_has_four_keys_and_ten_rows() {
    let emulator = must_start(still());
    let first = page(&emulator, "");
    let keys: Vec<&String> = first.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["count", "next", "previous", "results"]);
    assert_eq!(first["count"], 16);
    assert_eq!(names(&first), NAMES[..10], "R-PAGE-03, R-PAGE-12");
    assert_eq!(first["previous"], Value::Null, "R-PAGE-05");
}

#[test]
fn r_page_04_the_addresses_of_the_neighbours_lead_through_the_whole_list() {
    let emulator = must_start(still());
    let mut found: Vec<String> = Vec::new();
    let mut target = "/api/institutions/?page_size=3&y=%C3%A9&x=a%20b&page=1&x=2,3%2C4".to_owned();
    let mut previous: Option<String> = None;
    loop {
        let request = Request::get(&target).keys(SECRET_ID, PASSWORD).header("host", "sandbox.belvo.com");
        let page = must_answer(&emulator, &request);
        found.extend(names(&page).into_iter().map(str::to_owned));
        let back = page["previous"].as_str().map(str::to_owned);
        assert_eq!(back.is_some(), previous.is_some());
        previous = Some(target);
        let Some(next) = page["next"].as_str() else { break };
        target = next.strip_prefix("http://sandbox.belvo.com").expect("on the caller's host").to_owned();
        for kept in ["page_size=3", "y=%C3%A9", "x=a%20b", "x=2,3%2C4"] {
            assert!(target.contains(kept), "R-PAGE-04: {target}");
        }
        assert_eq!(target.matches("page=").count(), 1, "{target}");
    }
    assert_eq!(found, NAMES);
}

#[test]
fn r_page_04_the_public_address_stands_in_the_links() {
    let emulator = must_start(still().public_url("https://belvo.test/"));
    let next = page(&emulator, "?page_size=15")["next"].clone();
    assert_eq!(next, "https://belvo.test/api/institutions/?page_size=15&page=2");
    let last = page(&emulator, "?page=2&page_size=15");
    assert_eq!(last["previous"], "https://belvo.test/api/institutions/?page_size=15&page=1");
    assert_eq!((&last["next"], names(&last)), (&Value::Null, vec!["tatooine_mx_fiscal"]));
}

#[test]
fn r_page_02_the_size_is_clamped_and_unusable_ones_are_the_default() {
    let emulator = must_start(still());
    for (size, rows) in [("1", 1), ("16", 16), ("1000", 16), ("1001", 16), ("99999999", 16)] {
        assert_eq!(names(&page(&emulator, &format!("?page_size={size}"))).len(), rows, "{size}");
    }
    for size in ["0", "-1", "x", "", "1.5", "99999999999999999999999"] {
        assert_eq!(names(&page(&emulator, &format!("?page_size={size}"))).len(), 10, "{size}");
    }
    let small = must_start(still().option("page.default_size", "4"));
    assert_eq!(names(&page(&small, "")).len(), 4, "R-PAGE-03");
}

#[test]
fn r_err_54_there_is_no_page_past_the_end() {
    let emulator = must_start(still());
    for number in ["3", "0", "-1", "x", "1.0", "99999999999999999999999"] {
        must_say(
            &emulator,
            &get(&format!("/api/institutions/?page={number}")),
            404,
            "not_found",
            "Invalid page.",
        );
    }
    assert_eq!(
        must_answer(&emulator, &get("/api/links/?page=1"))["results"],
        json!([]),
        "an empty list has a page"
    );
    must_say(&emulator, &get("/api/links/?page=2"), 404, "not_found", "Invalid page.");
}

#[test]
fn r_inst_02_the_sixteen_rows_have_their_eighteen_keys_in_order() {
    let emulator = must_start(still());
    let all = page(&emulator, "?page_size=100");
    assert_eq!(names(&all), NAMES, "R-INST-20");
    for row in all["results"].as_array().expect("rows") {
        let keys: Vec<&String> = row.as_object().expect("an object").keys().collect();
        assert_eq!(keys, KEYS, "{}", row["name"]);
        assert_eq!(must_answer(&emulator, &get(&format!("/api/institutions/{}/", row["id"]))), *row);
        let country = row["name"].as_str().and_then(|name| name.split('_').nth(1)).map(str::to_uppercase);
        assert_eq!(row["country_code"].as_str(), country.as_deref(), "R-INST-03");
        let word = |key: &str, words: &[&str]| words.iter().any(|word| row[key] == *word);
        assert!(
            word("status", &["healthy", "down"]) && word("type", &["bank", "fiscal", "employment"]),
            "R-INST-07"
        );
        assert!(word("integration_type", &["credentials", "openfinance"]), "R-INST-07");
    }
}

#[test]
fn r_inst_04_the_old_code_is_an_option() {
    let emulator = must_start(still());
    let code = |emulator: &Emulator, id: u32| {
        must_answer(emulator, &get(&format!("/api/institutions/{id}/")))["code"].clone()
    };
    assert_eq!(code(&emulator, 1004), "1004");
    assert_eq!((code(&emulator, 9322), code(&emulator, 9256)), (Value::Null, Value::Null));
    let new = must_start(still().option("institution.code", "null"));
    assert_eq!(code(&new, 1004), Value::Null);
}

#[test]
fn r_inst_08_the_images_are_the_emulators_own() {
    let emulator = must_start(still());
    let request = get("/api/institutions/1004/").header("host", "localhost:2358");
    let row = must_answer(&emulator, &request);
    for key in ["logo", "icon_logo", "text_logo"] {
        let path = row[key].as_str().and_then(|url| url.strip_prefix("http://localhost:2358"));
        let image = emulator.handle(&Request::get(path.expect("an address here")));
        assert_eq!(
            (image.status, &image.headers["content-type"]),
            (200.try_into().expect("200"), &"image/svg+xml".parse().expect("a type"))
        );
    }
    let none = must_answer(&emulator, &get("/api/institutions/9322/"));
    assert_eq!(
        (&none["logo"], &none["icon_logo"], &none["text_logo"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(emulator.handle(&Request::get("/institutions/icon_logos/none.svg")).status, 404);
}

#[test]
fn r_err_52_an_institution_that_is_none_is_not_found() {
    let emulator = must_start(still());
    for id in ["1", "x", "-1", "99999999999999", "erebor_mx_retail", "1004.0"] {
        must_say(&emulator, &get(&format!("/api/institutions/{id}/")), 404, "not_found", "Not found.");
    }
    let other = must_start(still().option("error.not_found_text", "Not found"));
    must_say(&other, &get("/api/institutions/1/"), 404, "not_found", "Not found");
}
