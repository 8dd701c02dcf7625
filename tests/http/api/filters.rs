//! What lists are narrowed by, and which keys of answers are sent (R-PAGE-06 to 11, R-PAGE-20).

use std::sync::LazyLock;

use belvo_emulator::{Emulator, Request};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::door::{PASSWORD, SECRET_ID, get, must_answer, must_refuse, must_start, said, still};

fn results(emulator: &Emulator, target: &str) -> Vec<Value> {
    must_answer(emulator, &get(target))["results"].as_array().cloned().expect("rows")
}

fn names(emulator: &Emulator, query: &str) -> Vec<String> {
    let rows = results(emulator, &format!("/api/institutions/?page_size=100&{query}"));
    rows.iter().filter_map(|row| row["name"].as_str()).map(str::to_owned).collect()
}

#[test]
fn r_page_20_institutions_are_narrowed_by_each_filter() {
    let emulator = must_start(still());
    let cases: [(&str, usize); 16] = [
        ("display_name=bank", 13),
        ("display_name=gringotts", 3),
        ("country_code=MX", 6),
        ("country_code=mx", 0),
        ("country_code__in=CO,BR", 10),
        ("country_code__in=CO%2CBR", 10),
        ("name=erebor_mx_retail", 1),
        ("name__in=erebor_mx_retail,nothing", 1),
        ("resources__allin=TAX_STATUS,INVOICES", 1),
        ("resources__allin=ACCOUNTS", 14),
        ("status=healthy", 16),
        ("status__in=down", 0),
        ("type=bank", 14),
        ("type__in=fiscal,employment", 2),
        ("website=https://belvo.com", 0),
        (
            "type=bank&country_code=CO&name__in=erebor_co_retail,erebor_mx_retail&created_at__gte=2020-01-01",
            1,
        ),
    ];
    for (query, count) in cases {
        assert_eq!(names(&emulator, query).len(), count, "{query}");
    }
    assert_eq!(names(&emulator, "nonsense=1&name__icontains=x").len(), 16, "R-PAGE-09");
    let strict = must_start(still().option("strict", "on"));
    let refused = must_refuse(&strict, &get("/api/institutions/?nonsense=1"), 400);
    assert_eq!(said(&refused), [["invalid", "Enter a valid value.", "nonsense"]]);
}

#[test]
fn r_inst_10_what_only_the_openapi_document_offers_is_an_option() {
    let emulator = must_start(still());
    let offers =
        |emulator: &Emulator, resource: &str| names(emulator, &format!("resources__allin={resource}"));
    assert_eq!(offers(&emulator, "CURRENT_EMPLOYMENTS,EMPLOYMENT_METRICS"), ["planet_mx_employment"]);
    assert_eq!(offers(&emulator, "TAX_RETENTIONS"), ["tatooine_mx_fiscal"]);
    let live = must_start(still().option("institution.live_resources", "on"));
    assert!(offers(&live, "CURRENT_EMPLOYMENTS").is_empty() && offers(&live, "TAX_RETENTIONS").is_empty());
    let planet = must_answer(&live, &get("/api/institutions/9454/"));
    assert_eq!(planet["resources"], json!(["EMPLOYMENT_RECORDS", "OWNERS"]));
}

#[test]
fn r_page_06_fields_and_omit_choose_the_keys_of_every_answer() {
    let emulator = must_start(still());
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let page = must_answer(&emulator, &get("/api/institutions/?fields=id,name&page_size=1"));
    assert_eq!(keys(&page), ["count", "next", "previous", "results"], "the page itself is whole");
    assert_eq!(page["results"], json!([{ "id": 9322, "name": "belvo_mx_retail" }]));
    assert!(page["next"].as_str().is_some_and(|next| next.contains("?fields=id,name&page_size=1&page=2")));
    let one = must_answer(&emulator, &get("/api/institutions/1014/?fields=form_fields__name,features__name"));
    assert_eq!(one["features"], json!([{ "name": "token_required" }]), "R-INST-06");
    assert_eq!(
        one["form_fields"],
        json!([{ "name": "username" }, { "name": "password" }, { "name": "token" }])
    );
    let body = json!({ "institution": "erebor_mx_retail", "username": "someone" });
    let made =
        emulator.handle(&Request::post("/api/links/?fields=id,status", &body).keys(SECRET_ID, PASSWORD));
    assert_eq!(
        (made.status.as_u16(), keys(&made.value())),
        (201, vec!["id".to_owned(), "status".to_owned()])
    );
    let link = must_answer(&emulator, &get("/api/links/?omit=id,created_by"))["results"][0].clone();
    assert_eq!(keys(&link).len(), 11);
    let token = json!({ "id": SECRET_ID, "password": PASSWORD });
    let token = emulator.handle(&Request::post("/api/token/?fields=x", &token)).value();
    assert!(token["access"].is_string(), "tokens are sent whole");
}

#[test]
fn r_page_11_what_clients_first_ask_is_answered() {
    let emulator = must_start(still());
    for target in [
        "/api/links/?page=1&page_size=1000",
        "/api/institutions?page_size=10",
        "/api/institutions/?page=1&page_size=1000",
    ] {
        assert!(must_answer(&emulator, &get(target))["results"].is_array(), "{target}");
    }
}

#[test]
fn a_filter_that_cannot_be_read_is_refused_with_its_name() {
    let emulator = must_start(still());
    let date = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.";
    let cases = [
        ("created_at__gte=31.1.2026", [["invalid", date, "created_at__gte"]], "R-ERR-13"),
        ("id=x", [["invalid", "“x” is not a valid UUID.", "id"]], "R-ERR-14"),
    ];
    for (query, expected, rule) in cases {
        assert_eq!(
            said(&must_refuse(&emulator, &get(&format!("/api/links/?{query}")), 400)),
            expected,
            "{rule}"
        );
    }
}

/// Links of four days, in both modes, at three institutions.
static LINKS: LazyLock<Emulator> = LazyLock::new(|| {
    let emulator = must_start(still());
    for at in 0..40 {
        emulator.advance("2h30m").expect("a later time");
        let institution = ["erebor_mx_retail", "gringotts_br_retail", "erebor_br_retail"][at % 3];
        let mode = ["single", "recurrent"][at % 2];
        let external_id = (at % 5 == 0).then(|| format!("user-{}", at % 10));
        let body = json!({ "institution": institution, "username": format!("user{at}"), "access_mode": mode, "external_id": external_id });
        let made = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD));
        assert_eq!(made.status, 201, "{}", made.text());
    }
    emulator
});

/// A parameter, and what it means.
type Meant = (String, Box<dyn Fn(&Value) -> bool>);

fn is(key: &'static str, values: &'static str) -> Meant {
    let holds = move |row: &Value| values.split(',').any(|value| row[key] == value);
    (format!("{key}{}={values}", if values.contains(',') { "__in" } else { "" }), Box::new(holds))
}

fn parameter() -> impl Strategy<Value = usize> {
    0..11_usize
}

fn meant(index: usize) -> Meant {
    let day = |row: &Value| row["created_at"].as_str().unwrap_or_default()[..10].to_owned();
    match index {
        0 => is("institution", "erebor_mx_retail"),
        1 => is("institution", "erebor_mx_retail,erebor_br_retail"),
        2 => is("access_mode", "single"),
        3 => is("external_id", "user-0"),
        4 => is("external_id", "user-0,user-5"),
        5 => is("status", "valid,invalid"),
        6 => ("refresh_rate=null".to_owned(), Box::new(|row| row["refresh_rate"].is_null())),
        7 => is("refresh_rate", "7d"),
        8 => ("created_at__gt=2026-02-01".to_owned(), Box::new(move |row| day(row).as_str() > "2026-02-01")),
        9 => {
            ("created_at__lte=2026-02-02".to_owned(), Box::new(move |row| day(row).as_str() <= "2026-02-02"))
        }
        _ => (
            "created_at__range=2026-02-01,2026-02-02T12:30:00Z".to_owned(),
            Box::new(|row| {
                row["created_at"]
                    .as_str()
                    .is_some_and(|at| ("2026-02-01".."2026-02-02T12:30:00.000001Z").contains(&at))
            }),
        ),
    }
}

/// All rows, by following `next` as the official libraries do.
fn followed(emulator: &Emulator, mut target: String) -> (u64, Vec<Value>) {
    let mut rows = Vec::new();
    loop {
        let page = must_answer(emulator, &get(&target).header("host", "belvo.test"));
        rows.extend(page["results"].as_array().cloned().expect("rows"));
        match page["next"].as_str() {
            Some(next) => {
                next.strip_prefix("http://belvo.test").expect("on this host").clone_into(&mut target)
            }
            None => return (page["count"].as_u64().expect("a count"), rows),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn r_page_04_following_next_visits_each_row_that_the_filters_leave_once(
        chosen in prop::collection::btree_set(parameter(), 0..4),
        size in 1..12_usize,
    ) {
        let mut meant: Vec<Meant> = chosen.into_iter().map(meant).collect();
        // Of a parameter that is repeated, the last value counts.
        let name = |query: &str| query.split('=').next().map(str::to_owned);
        meant.dedup_by_key(|(query, _)| name(query));
        let query: Vec<&str> = meant.iter().map(|(query, _)| query.as_str()).collect();
        let all = results(&LINKS, "/api/links/?page_size=1000");
        prop_assert_eq!(all.len(), 40);
        let naive: Vec<Value> = all.into_iter().filter(|row| meant.iter().all(|(_, holds)| holds(row))).collect();
        let (count, found) = followed(&LINKS, format!("/api/links/?{}&page_size={size}", query.join("&")));
        prop_assert_eq!(count as usize, naive.len());
        prop_assert_eq!(found, naive);
    }
}

#[test]
fn r_page_20_links_are_narrowed_by_their_ids_and_owner() {
    let all = results(&LINKS, "/api/links/?page_size=1000");
    let id = all[3]["id"].as_str().expect("an id");
    let user = all[3]["institution_user_id"].as_str().expect("a user");
    let one = [all[3].clone()];
    assert_eq!(results(&LINKS, &format!("/api/links/?id={}", id.to_uppercase())), one);
    assert_eq!(
        results(
            &LINKS,
            &format!("/api/links/?id__in={id},{}", all[0]["created_by"].as_str().expect("a user"))
        ),
        one
    );
    assert_eq!(results(&LINKS, &format!("/api/links/?institution_user_id={user}")), one);
    let own = all[0]["created_by"].as_str().expect("a user");
    assert_eq!(results(&LINKS, &format!("/api/links/?created_by__not_in={own}")).len(), 0);
    assert_eq!(results(&LINKS, &format!("/api/links/?page_size=1000&created_by__not_in={id}")).len(), 40);
}
