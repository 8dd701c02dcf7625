//! What is told of a link and its data, as an application's server would have got it.

use belvo_emulator::control::{HookCode, LinkStatus, SetLink, SetScenario, Trigger};
use http::Method;
use serde_json::{Value, json};

use crate::support::desk::Desk;

/// Belvo's test users by the institution that they are of, with the paths of what is told of them.
const BANK: &str = "erebor_mx_retail";
const FISCAL: &str = "tatooine_mx_fiscal";

pub(super) fn late(now: &str) -> Desk {
    let desk = Desk::at(now);
    desk.emulator.set_options([("data.fetch_delay", "2s")]).expect("an option");
    desk
}

pub(super) fn told(desk: &Desk) -> Vec<Value> {
    desk.emulator.inbox().expect("the inbox").webhooks.into_iter().map(|received| received.body).collect()
}

pub(super) fn said<'w>(webhooks: &'w [Value]) -> Vec<(&'w str, &'w str)> {
    let words = ["webhook_type", "webhook_code"];
    let pair = |webhook: &'w Value| words.map(|key| webhook[key].as_str().unwrap_or_default()).into();
    webhooks.iter().map(pair).collect()
}

/// R-DATA-09, R-HOOK-07
#[test]
fn each_resource_is_empty_until_its_webhook_and_then_has_what_that_counts() {
    let desk = late("2026-07-01T12:00:00Z");
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    let lists = [
        ("/api/accounts/", "ACCOUNTS", "total_accounts"),
        ("/api/transactions/", "TRANSACTIONS", "total_transactions"),
        ("/api/owners/", "OWNERS", "total_owners"),
    ];
    for (path, ..) in lists {
        let early = desk.get(&format!("{path}?link={link}"));
        assert_eq!(early.value()["count"], 0, "{path}");
        let why =
            early.headers.get("x-belvo-emulator-why").and_then(|why| why.to_str().ok()).unwrap_or_default();
        assert!(why.contains("2026-07-01T12:00:0"), "{path}: {why}");
    }
    assert!(told(&desk).is_empty());
    desk.emulator.advance("1999ms").expect("moved");
    assert!(told(&desk).is_empty());
    desk.emulator.advance("1ms").expect("moved");
    assert_eq!(said(&told(&desk)), [("ACCOUNTS", "historical_update")], "the first, and no other");
    desk.emulator.advance("10s").expect("moved");
    let webhooks = told(&desk);
    for (path, kind, key) in lists {
        let webhook = webhooks.iter().find(|webhook| webhook["webhook_type"] == kind).expect(kind);
        let listed = desk.must_list(&format!("{path}?link={link}"));
        assert_eq!(webhook["data"][key], listed.len(), "{path}");
        assert!(!listed.is_empty(), "{path}");
        assert_eq!(webhook["link_id"], link);
        assert_eq!(webhook["process_type"], "historical_update");
    }
    let transactions =
        &webhooks.iter().find(|one| one["webhook_type"] == "TRANSACTIONS").expect("one")["data"];
    let flows =
        ["total_inflow_transactions", "total_outflow_transactions"].map(|key| transactions[key].as_u64());
    assert_eq!(
        flows[0].zip(flows[1]).map(|(one, two)| one + two),
        transactions["total_transactions"].as_u64()
    );
}

#[test]
fn a_retrieve_lists_its_resource_at_once() {
    let desk = late("2026-07-01T12:00:00Z");
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    let accounts = desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
    assert_eq!(
        desk.must_list(&format!("/api/accounts/?link={link}")).len(),
        accounts.as_array().map_or(0, Vec::len)
    );
    assert_eq!(desk.must_list(&format!("/api/owners/?link={link}")).len(), 0);
}

#[test]
fn a_single_link_brings_what_it_names_and_another_nothing() {
    let desk = late("2026-07-01T12:00:00Z");
    desk.must_link(BANK, "bnk101", "single");
    let named = json!({
        "institution": BANK, "username": "bnk102", "password": "full", "access_mode": "single",
        "fetch_resources": ["ACCOUNTS", "OWNERS"], "credentials_storage": "30d", "external_id": "customer-1",
    });
    desk.must(201, desk.post("/api/links/", &named));
    desk.emulator.advance("1m").expect("moved");
    let webhooks = told(&desk);
    assert_eq!(said(&webhooks), [("ACCOUNTS", "historical_update"), ("OWNERS", "historical_update")]);
    assert!(webhooks.iter().all(|webhook| webhook["external_id"] == "customer-1"));
}

/// R-HOOK-20: an invoice counts once in its direction.
#[test]
fn invoices_and_tax_returns_are_told_in_parts_that_make_up_the_lists() {
    let desk = late("2026-07-01T12:00:00Z");
    let link = desk.must_link(FISCAL, "FISC861224XY5", "recurrent");
    desk.emulator.advance("1m").expect("moved");
    let webhooks = told(&desk);
    let sum = |kind: &str, codes: &[&str], key: &str| -> u64 {
        let of = |webhook: &&Value| {
            webhook["webhook_type"] == kind
                && codes.contains(&webhook["webhook_code"].as_str().unwrap_or_default())
        };
        webhooks.iter().filter(of).filter_map(|webhook| webhook["data"][key].as_u64()).sum()
    };
    let listed = |path: &str| desk.must_list(&format!("{path}?link={link}")).len() as u64;
    let directions = ["historical_inflow_update", "historical_outflow_update"];
    assert_eq!(sum("INVOICES", &directions, "total_invoices"), listed("/api/invoices/"));
    assert_eq!(sum("TAX_RETURNS", &["historical_update"], "total_tax_returns"), listed("/api/tax-returns/"));
    assert_eq!(
        sum("TAX_RETENTIONS", &["historical_update"], "total_tax_retentions"),
        listed("/api/tax-retentions/")
    );
    let initial = sum("INVOICES", &["initial_inflow_update"], "total_invoices");
    assert!(initial > 0 && initial < sum("INVOICES", &directions[..1], "total_invoices"));
}

/// Whoever waits for the webhooks of a user without data hears each of them, with nothing counted.
#[test]
fn what_there_is_none_of_is_told_too() {
    let desk = late("2026-07-01T12:00:00Z");
    let webhooks_of = |user: &str| {
        desk.emulator.clear_inbox().expect("cleared");
        desk.must_link(FISCAL, user, "recurrent");
        desk.emulator.advance("1m").expect("moved");
        told(&desk)
    };
    let (full, none) = (webhooks_of("fiscal100"), webhooks_of("fiscal101"));
    assert_eq!(said(&none), said(&full));
    let invoices = none.iter().filter(|webhook| webhook["webhook_type"] == "INVOICES");
    let nothing = json!({ "total_invoices": 0, "first_invoice_date": null, "last_invoice_date": null });
    assert!(invoices.clone().count() == 4 && invoices.clone().all(|webhook| webhook["data"] == nothing));
}

/// R-LIMIT-08: a week brings what is new of it, once, in order.
#[test]
fn a_recurrent_link_tells_each_week_what_is_new_of_it() {
    let desk = late("2026-07-01T12:00:00Z");
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    desk.emulator.advance("1m").expect("moved");
    let before = desk.must_list(&format!("/api/transactions/?link={link}"));
    desk.emulator.clear_inbox().expect("cleared");
    desk.emulator.advance("7d").expect("moved");
    let webhooks = told(&desk);
    assert_eq!(said(&webhooks), [("TRANSACTIONS", "new_transactions_available")], "no account is new");
    assert_eq!(webhooks[0]["process_type"], "recurrent_update");
    let ids = |rows: &[Value]| -> Vec<Value> { rows.iter().map(|row| row["id"].clone()).collect() };
    let known = ids(&before);
    let after = desk.must_list(&format!("/api/transactions/?link={link}"));
    let fresh = ids(&after).into_iter().filter(|id| !known.contains(id)).count();
    assert_eq!(webhooks[0]["data"], json!({ "new_transactions": fresh }));
    desk.emulator.clear_inbox().expect("cleared");
    desk.emulator.advance("28d").expect("moved");
    assert_eq!(told(&desk).len(), 4, "four weeks in one step");
}

/// R-ASYNC-03, R-HOOK-06
#[test]
fn a_call_in_the_background_is_told_by_its_request_id() {
    let desk = late("2026-07-01T12:00:00Z");
    let link = desk.must_link(BANK, "bnk100", "single");
    let body = json!({ "link": link, "date_from": "2026-06-01", "date_to": "2026-06-30" });
    let accepted =
        desk.call_with(Method::POST, "/api/transactions/", &body, ("X-Belvo-Request-Mode", "async"));
    let request_id = desk.must(202, accepted)["request_id"].clone();
    desk.emulator.advance("1m").expect("moved");
    let webhooks = told(&desk);
    assert_eq!(said(&webhooks), [("TRANSACTIONS", "new_transactions_available")]);
    assert_eq!(webhooks[0]["process_type"], "async_post");
    assert_eq!(webhooks[0]["request_id"], request_id);
    let listed = desk.must_list(&format!("/api/transactions/?link={link}"));
    assert_eq!(webhooks[0]["data"]["new_transactions"], listed.len());
}

#[test]
fn a_link_tells_that_it_is_broken_asks_for_a_token_or_is_gone() {
    let desk = late("2026-07-01T12:00:00Z");
    let link = desk.must_link(BANK, "bnk100", "single");
    for status in [LinkStatus::Invalid, LinkStatus::Invalid, LinkStatus::TokenRequired] {
        desk.emulator.set_link(SetLink::new(&link, status)).expect("set");
    }
    let gone = desk.call_with(
        Method::DELETE,
        &format!("/api/links/{link}/"),
        &Value::Null,
        ("X-Belvo-Request-Mode", "async"),
    );
    let request_id = desk.must(202, gone)["request_id"].clone();
    let webhooks = told(&desk);
    let codes = [("LINK", "invalid_credentials"), ("LINK", "token_required"), ("LINK", "link_deleted")];
    assert_eq!(said(&webhooks), codes, "a status that stays is no news");
    assert_eq!(webhooks[0]["data"]["error_code"], "login_error");
    assert_eq!(webhooks[0]["data"]["status"], 400);
    assert_eq!(webhooks[2]["request_id"], request_id);
}

/// R-LINK-05
#[test]
fn a_link_that_is_switched_to_and_fro_tells_each_thing_once() {
    let desk = late("2026-07-01T12:00:00Z");
    let link = desk.must_link(BANK, "bnk100", "single");
    for mode in ["recurrent", "single", "recurrent"] {
        let change = json!({ "access_mode": mode });
        desk.must(200, desk.call(Method::PATCH, &format!("/api/links/{link}/"), Some(&change)));
    }
    desk.emulator.advance("25h").expect("moved");
    let webhooks = told(&desk);
    let mut once = said(&webhooks);
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), webhooks.len(), "{:?}", said(&webhooks));
    assert!(once.contains(&("TRANSACTIONS", "historical_update")));
}

/// R-HOOK-08
#[test]
fn the_sandbox_may_be_silent_about_links_themselves() {
    let desk = late("2026-07-01T12:00:00Z");
    desk.emulator.set_options([("hook.sandbox_silent", "on")]).expect("an option");
    let link = desk.must_link(BANK, "bnk100", "single");
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
    assert!(told(&desk).is_empty());
    desk.emulator.trigger(Trigger::new(&link, "LINK", HookCode::InvalidCredentials)).expect("by hand");
    assert_eq!(said(&told(&desk)), [("LINK", "invalid_credentials")]);
}

/// R-LINK-09: the sixth refusal in a row breaks a link, whoever has caused it.
#[test]
fn a_link_that_its_bank_refuses_six_times_is_told_to_be_broken_once() {
    let desk = late("2026-07-01T12:00:00Z");
    let link = desk.must_link(BANK, "bnk100", "single");
    let refusing = json!({
        "version": 1, "title": "The bank refuses", "api": [{ "on": "POST /api/accounts/", "error": "login_error" }],
    });
    desk.emulator.set_scenario(SetScenario::document(refusing)).expect("a scenario");
    for _ in 0..8 {
        desk.post("/api/accounts/", &json!({ "link": link }));
    }
    assert_eq!(said(&told(&desk)), [("LINK", "invalid_credentials")]);
}

/// The same calls at the same times tell the same, whatever is called besides.
#[test]
fn ids_of_webhooks_do_not_depend_on_what_else_is_called() {
    let tell = |busy: bool| {
        let desk = late("2026-07-01T12:00:00Z");
        desk.must_link(BANK, "bnk100", "recurrent");
        if busy {
            desk.emulator.advance("2100ms").expect("moved");
            desk.get("/api/accounts/");
        }
        desk.emulator.advance("1m").expect("moved");
        told(&desk)
    };
    assert_eq!(tell(true), tell(false));
}

const KEYS: [&str; 8] = [
    "webhook_id",
    "webhook_type",
    "process_type",
    "webhook_code",
    "link_id",
    "request_id",
    "external_id",
    "data",
];

/// R-HOOK-04, R-HOOK-05, R-HOOK-06, R-HOOK-10: as written down here, apart from the program's own table.
#[test]
fn bodies_have_eight_keys_of_which_older_ones_lack_three() {
    let desk = late("2026-07-01T12:00:00Z");
    let body = |settings: [(&str, &str); 2]| {
        desk.emulator.set_options(settings).expect("options");
        desk.emulator.clear_inbox().expect("cleared");
        let link = desk.must_link(BANK, "bnk100", "single");
        desk.emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
        told(&desk).pop().expect("a webhook")
    };
    let keys = |body: &Value| body.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let usual = body([("hook.legacy_body", "off"), ("hook.request_id_dashed", "off")]);
    assert_eq!(keys(&usual), KEYS);
    for id in ["webhook_id", "request_id"] {
        let text = usual[id].as_str().expect(id);
        assert!(text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}: {text}");
    }
    assert_eq!(usual["external_id"], Value::Null);
    let dashed = body([("hook.legacy_body", "off"), ("hook.request_id_dashed", "on")]);
    assert_eq!(dashed["request_id"].as_str().map(str::len), Some(36));
    let older = body([("hook.legacy_body", "on"), ("hook.request_id_dashed", "off")]);
    assert_eq!(keys(&older), ["webhook_id", "webhook_type", "webhook_code", "link_id", "data"]);
}
