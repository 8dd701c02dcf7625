//! `/api/links/` (R-LINK): what a link says, whose it is, and in which order links come.

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use super::door::{Page, get, keys, must_answer, must_say, must_start, still};

const KEYS: [&str; 13] = [
    "id",
    "institution",
    "access_mode",
    "status",
    "refresh_rate",
    "created_by",
    "last_accessed_at",
    "external_id",
    "created_at",
    "institution_user_id",
    "credentials_storage",
    "stale_in",
    "fetch_resources",
];

fn connects(emulator: &Emulator, institution: &str, user: &str) -> String {
    let mut page = Page::open(emulator, &json!({ "institutions": institution }));
    page.does("submit", keys(user)).does("finish", ());
    page.calls().pop().expect("a callback")["args"][0].as_str().expect("a link").to_owned()
}

fn detail(emulator: &Emulator, id: &str) -> Value {
    must_answer(emulator, &get(&format!("/api/links/{id}/")))
}

#[test]
fn r_link_22_a_link_has_thirteen_keys_in_order() {
    let emulator = must_start(still());
    let id = connects(&emulator, "erebor_mx_retail", "user");
    let link = detail(&emulator, &id);
    let names: Vec<&String> = link.as_object().expect("an object").keys().collect();
    assert_eq!(names, KEYS);
    assert_eq!(link["id"], id);
    assert_eq!((&link["institution"], &link["status"]), (&json!("erebor_mx_retail"), &json!("valid")));
    assert_eq!(link["created_at"], "2026-01-31T12:00:00.000000Z", "R-BASE-08");
    assert_eq!(link["last_accessed_at"], "2026-01-31T12:00:00.010000Z");
    assert_eq!(link["stale_in"], "300d", "as the token says");
    assert_eq!(link["fetch_resources"], json!(["ACCOUNTS", "TRANSACTIONS", "OWNERS"]));
    let key = link["institution_user_id"].as_str().expect("text");
    assert!(
        key.len() == 44 && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-=_".contains(&b)),
        "{key}"
    );
    let list = must_answer(&emulator, &get("/api/links/"));
    assert_eq!(list["results"], json!([link]), "a list shows the same");
}

#[test]
fn r_link_10_the_same_user_has_the_same_key_and_another_has_another() {
    let emulator = must_start(still());
    let key = |institution: &str, user: &str| {
        let id = connects(&emulator, institution, user);
        detail(&emulator, &id)["institution_user_id"].clone()
    };
    let first = key("erebor_mx_retail", "user");
    assert_eq!(key("erebor_mx_retail", "user"), first);
    assert_ne!(key("erebor_mx_retail", "other"), first);
    assert_ne!(key("erebor_co_retail", "user"), first);
}

#[test]
fn r_page_12_links_come_newest_first() {
    let emulator = must_start(still());
    let ids: Vec<String> = ["one", "two", "three"]
        .into_iter()
        .map(|user| {
            emulator.advance("1s").expect("a second");
            connects(&emulator, "erebor_mx_retail", user)
        })
        .collect();
    let list = must_answer(&emulator, &get("/api/links/?page_size=2"));
    let shown: Vec<&str> =
        list["results"].as_array().into_iter().flatten().filter_map(|link| link["id"].as_str()).collect();
    assert_eq!(shown, [&ids[2], &ids[1]]);
    let next = list["next"].as_str().expect("a next page").to_owned();
    let rest = must_answer(
        &emulator,
        &get(next.split_once("/api").map(|(_, path)| format!("/api{path}")).as_deref().expect("a path")),
    );
    assert_eq!(rest["results"][0]["id"], ids[0]);
}

#[test]
fn r_auth_06_a_link_of_another_workspace_is_not_found() {
    let emulator = must_start(still());
    let id = connects(&emulator, "erebor_mx_retail", "user");
    let stranger = |target: &str| belvo_emulator::Request::get(target).keys("other", "p");
    must_say(&emulator, &stranger(&format!("/api/links/{id}/")), 404, "not_found", "Not found.");
    assert_eq!(must_answer(&emulator, &stranger("/api/links/"))["count"], 0);
    for odd in ["nonsense", "00000000-0000-4000-8000-000000000000", "%00", "1"] {
        must_say(&emulator, &get(&format!("/api/links/{odd}/")), 404, "not_found", "Not found.");
    }
    detail(&emulator, &id.to_uppercase());
    detail(&emulator, &id.replace('-', ""));
}
