//! Rules that nothing else shows, and what says that something has no effect here.

use belvo_emulator::control::JournalFilter;
use belvo_emulator::domain::vocabulary::catalogue::CODES;
use belvo_emulator::domain::vocabulary::rules;
use belvo_emulator::{Emulator, Reply, Request};
use serde_json::{Value, json};

use crate::support::desk::Desk;
use crate::support::page::Page;
use crate::support::{PASSWORD, SECRET_ID, must_get_token, still, token_request};

const BANK: &str = "erebor_mx_retail";
const OPEN_FINANCE: &str = "ofmockbank_br_retail";

fn why(reply: &Reply) -> String {
    let header = reply.headers.get("x-belvo-emulator-why").and_then(|why| why.to_str().ok());
    header.unwrap_or_default().to_owned()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// A link to the bank of open finance.
fn open_finance(desk: &Desk) -> String {
    let body = json!({ "institution": OPEN_FINANCE, "username": "76109277673", "access_mode": "single" });
    desk.must(201, desk.post("/api/links/", &body))["id"].as_str().expect("an id").to_owned()
}

#[test]
fn r_bal_02_each_institution_has_one_kind_of_balances() {
    let desk = Desk::new();
    let (bank, open) = (desk.must_link(BANK, "bnk100", "single"), open_finance(&desk));
    let period = |link: &str| json!({ "link": link, "date_from": "2026-01-01", "date_to": "2026-01-31" });
    assert!(!desk.must_retrieve("/api/balances/", &period(&bank)).as_array().expect("rows").is_empty());
    assert!(
        !desk
            .must_retrieve("/api/br/balances/", &json!({ "link": open }))
            .as_array()
            .expect("rows")
            .is_empty()
    );
    for (path, body) in [("/api/balances/", period(&open)), ("/api/br/balances/", json!({ "link": bank }))] {
        assert_eq!(desk.must_refuse(400, desk.post(path, &body)), "unsupported_operation", "{path}");
    }
}

#[test]
fn r_base_01_and_r_legacy_04_what_is_where_it_is_and_what_is_gone() {
    let desk = Desk::new();
    for path in ["/api/links/", "/payments/br/customers/", "/investments/portfolios/"] {
        assert_eq!(desk.get(path).status, 200, "{path}");
    }
    for gone in
        ["secret-keys", "institutions", "customers", "bank-accounts", "payment-links", "payment-intents"]
    {
        let request = Request::get(format!("/payments/{gone}/")).keys("desk", "secret");
        assert_eq!(desk.emulator.handle(&request).status, 404, "{gone}");
    }
    let receivables = Request::get("/receivables/transactions/").keys("desk", "secret");
    assert_eq!(desk.emulator.handle(&receivables).status, 404, "what R-BASE-01 lacks");
}

#[test]
fn r_inst_11_and_r_empl_04_names_of_older_pages_and_of_production_are_not_there() {
    let desk = Desk::new();
    for name in [
        "gotham_mx_business",
        "gotham_co_business",
        "gotham_br_retail",
        "goonies_mx_gig",
        "planet_mx_gig",
        "planet_mx_retail",
        "tatooine_mx_retail",
        "imss_mx_employment",
        "issste_mx_employment",
        "inss_br_employment",
        "sat_mx_fiscal",
    ] {
        assert!(desk.must_list(&format!("/api/institutions/?name={name}")).is_empty(), "{name}");
        let body = json!({ "institution": name, "username": "bnk100", "password": "full" });
        assert_eq!(desk.must_refuse(400, desk.post("/api/links/", &body)), "does_not_exist", "{name}");
    }
}

#[test]
fn r_inst_09_and_r_inst_22_labels_in_three_languages_and_all_keys() {
    let desk = Desk::new();
    let rows = desk.must_list("/api/institutions/");
    let labels: Vec<&str> = rows.iter().filter_map(|row| row["form_fields"][0]["label"].as_str()).collect();
    for label in ["username", "usuário", "Conta", "CURP"] {
        assert!(labels.contains(&label), "{label}: {labels:?}");
    }
    for row in &rows {
        for key in [
            "id",
            "name",
            "type",
            "website",
            "display_name",
            "country_codes",
            "primary_color",
            "logo",
            "icon_logo",
            "text_logo",
            "code",
            "form_fields",
            "features",
            "resources",
            "integration_type",
            "status",
            "openbanking_information",
        ] {
            assert!(row.get(key).is_some(), "{key}: {}", row["name"]);
        }
    }
}

#[test]
fn r_link_23_r_cons_10_and_w_ofda_06_a_link_and_its_consent_have_their_keys_and_go_together() {
    let desk = Desk::new();
    let link = open_finance(&desk);
    let row = desk.must(200, desk.get(&format!("/api/links/{link}/")));
    let expected = [
        "id",
        "institution",
        "access_mode",
        "last_accessed_at",
        "created_at",
        "external_id",
        "institution_user_id",
        "status",
        "created_by",
        "refresh_rate",
        "credentials_storage",
        "fetch_resources",
        "stale_in",
    ];
    assert!(expected.iter().all(|key| keys(&row).contains(key)), "R-BASE-10: {row}");
    assert_eq!(row["institution"], OPEN_FINANCE, "W-OFDA-07");
    let consents = desk.must_list("/api/consents/");
    assert_eq!(consents.len(), 1);
    let mut found = keys(&consents[0]);
    found.sort_unstable();
    let mut expected = [
        "id",
        "display_name",
        "document_number",
        "belvo_institution_name",
        "institution_display_name",
        "institution_icon_logo",
        "belvo_organization_name",
        "link_id",
        "user_name",
        "expired_at",
        "undefined_consent_expiration",
        "consent_duration",
        "created_at",
        "status",
        "permissions",
    ];
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert_eq!(desk.call(http::Method::DELETE, &format!("/api/links/{link}/"), None).status, 204);
    assert!(desk.must_list("/api/consents/").is_empty());
}

#[test]
fn r_mfa_11_a_valid_link_asks_once() {
    let desk = Desk::new();
    let body = json!({ "institution": BANK, "username": "mfa_numeric", "password": "numeric_code" });
    let asked = desk.must(428, desk.post("/api/links/", &body));
    let answer = json!({ "session": asked[0]["session"], "link": asked[0]["link"], "token": "111111" });
    assert_eq!(desk.call(http::Method::PATCH, "/api/links/", Some(&answer)).status, 200);
    for _ in 0..2 {
        desk.must_retrieve("/api/accounts/", &json!({ "link": asked[0]["link"] }));
    }
}

#[test]
fn r_err_05_and_r_err_06_people_see_these_codes_and_none_of_a_consent() {
    for name in [
        "duplicated",
        "institution_down",
        "institution_inactive",
        "institution_unavailable",
        "login_error",
        "session_expired",
        "session_expired_ob",
        "too_many_sessions",
        "token_required",
        "unexpected_error",
        "activation_failed",
    ] {
        let row = CODES.iter().find(|code| code.name == name).expect(name);
        assert!(
            row.surface.places().iter().any(|place| place.contains("ERROR")),
            "{name}: {:?}",
            row.surface.places()
        );
    }
    assert!(CODES.iter().all(|code| !["consent_expired", "consent_withdrawn"].contains(&code.name)));
}

#[test]
fn r_data_30_institutions_offer_words_of_the_list() {
    const RESOURCES: &str = "ACCOUNTS BALANCES BILLS EMPLOYMENTS EMPLOYMENT_RECORDS FINANCIAL_STATEMENTS INCOMES INVESTMENTS \
        INVESTMENT_TRANSACTIONS INVOICES OWNERS RECURRING_EXPENSES RISK_INSIGHTS TRANSACTIONS TAX_COMPLIANCE_STATUS \
        TAX_RETENTIONS TAX_RETURNS TAX_STATUS CURRENT_EMPLOYMENTS EMPLOYMENT_METRICS EXCHANGES";
    for row in Desk::new().must_list("/api/institutions/") {
        for name in row["resources"].as_array().expect("resources") {
            assert!(RESOURCES.split(' ').any(|known| name == known), "{name} of {}", row["name"]);
        }
    }
}

#[test]
fn a_host_whose_product_is_not_here_says_so_and_never_shows_the_playground() {
    let emulator = still().start().expect("an emulator");
    let at = |host: &str, path: &str| emulator.handle(&Request::get(path).header("host", host));
    for (host, path, word) in [
        ("widget.belvo.io", "/?access_token=x&locale=pt", "W-HOST-01"),
        ("meuportal.belvo.com:2358", "/?mode=landing", "W-PORT-01"),
        ("meuportal.belvo.com", "/playground/app.js", "W-PORT-01"),
        ("pix-biometria.pay.belvo.com", "/", "R-PAY-06"),
        ("widget-api.belvo.com", "/anything", "W-LOAD-16"),
        ("unheard-of.belvo.com", "/", "no product"),
    ] {
        let reply = at(host, path);
        assert_eq!(reply.status, 404, "{host}");
        assert_eq!(reply.headers["content-type"], "text/plain; charset=utf-8");
        assert!(reply.text().contains(word) && why(&reply).contains(word), "{host}: {}", reply.text());
    }
    for host in ["localhost", "sandbox.belvo.com", "cdn.belvo.io"] {
        assert_eq!(at(host, "/").status, 200, "{host}");
    }
    assert_eq!(at("widget.belvo.io", "/belvo-widget-1-stable.js").status, 200, "W-LOAD-01");
    let links = Request::get("/api/links/").header("host", "widget.belvo.io").keys(SECRET_ID, PASSWORD);
    assert_eq!(emulator.handle(&links).status, 200, "the script calls where it came from");
}

#[test]
fn w_tok_07_keys_of_a_token_request_without_effect_are_told_once_to_a_workspace() {
    let emulator = still().start().expect("an emulator");
    let mut body = token_request();
    body["external_id"] = json!("user-1");
    body["colour"] = json!("red");
    let told = |body: &Value| why(&emulator.handle(&Request::post("/api/token/", body)));
    let first = told(&body);
    assert!(
        first.contains("`external_id` (it is a key of createWidget, W-CFG-10)") && first.contains("`colour`"),
        "{first}"
    );
    assert_eq!(told(&body), "");
    body["widget"] = json!({ "branding": {}, "callback_urls": { "success": "app://s" }, "theme": [] });
    assert_eq!(told(&body), "without effect: `widget.callback_urls` (there is no hosted page, W-TOK-10)");
    let journal = emulator.workspace(SECRET_ID).journal_of(JournalFilter::default()).expect("a journal");
    let noted = journal
        .entries
        .iter()
        .filter(|entry| entry.why.as_deref().is_some_and(|why| why.starts_with("without effect")));
    assert_eq!(noted.count(), 2);
    body["widget"] = json!({ "consent": { "purpose": "p", "identification_info": [] } });
    assert_eq!(told(&body), "without effect: `widget.consent.purpose` (it is shown nowhere, W-TOK-12)");
    body["id"] = json!("another-worker");
    assert!(told(&body).contains("external_id"), "another workspace hears it too");
}

#[test]
fn w_tok_07_keys_from_outside_are_told_bounded() {
    let emulator = still().start().expect("an emulator");
    let told = |name: String| {
        let mut body = token_request();
        body[&name] = json!(1);
        why(&emulator.handle(&Request::post("/api/token/", &body)))
    };
    assert_eq!(told("x".repeat(10_000)), "");
    let said = (0..300).filter(|number| !told(format!("key{number}")).is_empty()).count();
    assert_eq!(said, 128);
}

#[test]
fn r_page_09_a_filter_that_there_is_not_is_passed_over_with_the_nearest_that_there_is() {
    let desk = Desk::new();
    let reply = desk.get("/api/institutions/?country=MX");
    assert_eq!(reply.value()["count"], 16);
    assert_eq!(
        why(&reply),
        "`country` is no filter of this list and is passed over; the nearest is `country_code`"
    );
    for (target, word) in [
        ("/api/links/?acces_mode=single", "`access_mode`"),
        ("/api/accounts/?pagesize=5", "`page_size`"),
        (
            "/api/owners/?created_at__gt=2026-01-01&colour=red",
            "`colour` is no filter of this list and is passed over; it takes link, link__in",
        ),
    ] {
        assert!(why(&desk.get(target)).contains(word), "{target}: {}", why(&desk.get(target)));
    }
    for silent in
        ["/api/links/?created_at__gte=2026-01-01&page=1&omit=id", "/payments/br/customers/?anything=1"]
    {
        assert_eq!(why(&desk.get(silent)), "", "{silent}");
    }
    desk.emulator.set_options([("strict", "on")]).expect("an option");
    let strict = desk.get("/api/institutions/?country=MX");
    assert_eq!(strict.status, 400);
    assert_eq!(why(&strict), "`country` is no filter of this list; the nearest is `country_code`");
}

#[test]
fn w_test_01_capitals_in_a_user_name_that_would_decide_are_told() {
    let emulator = still().start().expect("an emulator");
    for (user, password, nearest) in [
        ("MFA_QR", "any", "mfa_qr"),
        ("Err_Down", "any", "err_down"),
        ("STUDENT", "any", "student"),
        ("User_Invalid", "pass_invalid", "user_invalid"),
    ] {
        let body = json!({ "institution": BANK, "username": user, "password": password });
        let reply = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD));
        assert_eq!(reply.status, 201, "{}", reply.text());
        assert_eq!(why(&reply), format!("user name `{user}` decides nothing; the nearest is `{nearest}`"));
    }
    let mut page = Page::open(&emulator, &must_get_token(&emulator));
    page.act("accept", Value::Null).act("choose", BANK);
    page.act("submit", json!({ "username": "MFA_QR", "password": "any" }));
    assert_eq!(page.why, "user name `MFA_QR` decides nothing; the nearest is `mfa_qr`");
    let noted = |emulator: &Emulator| {
        let kind = belvo_emulator::control::Match::kind(belvo_emulator::control::EntryKind::Hint);
        emulator.workspace(SECRET_ID).journal_of(kind).expect("a journal").entries.len()
    };
    assert_eq!(noted(&emulator), 1);
}

#[test]
fn w_test_08_a_rule_that_is_kept_by_half_says_what_is_missing() {
    let emulator = still().start().expect("an emulator");
    let told = emulator.rules().expect("the rules").rules;
    assert_eq!(told.len(), rules::all().count());
    let half = |id: &str| told.iter().find(|rule| rule.id == id).and_then(|rule| rule.by_half.clone());
    assert_eq!(
        half("W-TEST-10").as_deref(),
        Some("there is no TLS: a page of https needs a proxy in between.")
    );
    assert_eq!(half("R-TOK-01"), None);
}
