//! After a reset everything is as at the start, but that no id comes again, unless it is asked for (W-TEST-05).

use std::collections::BTreeSet;

use belvo_emulator::{Emulator, Ids, Request};
use serde_json::{Value, json};

use crate::support::{PASSWORD, SECRET_ID, control, must_get_token, still, token_request};

/// A page that has opened a widget, and a link with its data: the ids, and all that is no id.
struct Seen {
    ids: BTreeSet<String>,
    person: Vec<Value>,
}

fn claims(token: &str) -> Value {
    use base64::Engine;
    let part = token.split('.').nth(1).expect("claims");
    let json = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part).expect("base64");
    serde_json::from_slice(&json).expect("JSON")
}

fn keyed(emulator: &Emulator, target: &str, body: &Value) -> Value {
    let reply = emulator.handle(&Request::post(target, body).keys(SECRET_ID, PASSWORD));
    assert!(reply.status.is_success(), "{target}: {}", reply.text());
    reply.value()
}

fn opening(token: &str) -> Value {
    json!({ "token": token, "config": {}, "handlers": ["callback"], "query": {} })
}

fn see(emulator: &Emulator) -> Seen {
    let pair = emulator.handle(&Request::post("/api/token/", &token_request())).value();
    let tokens = ["access", "refresh"].map(|kind| pair[kind].as_str().expect("a token").to_owned());
    let opened = emulator.handle(&Request::post("/widget/v1/open/", &opening(&tokens[0]))).value();
    let bank = json!({ "institution": "erebor_mx_retail", "username": "somebody", "password": "full" });
    let link = keyed(emulator, "/api/links/", &bank);
    let owners = keyed(emulator, "/api/owners/", &json!({ "link": link["id"] }));
    let accounts = keyed(emulator, "/api/accounts/", &json!({ "link": link["id"] }));
    let refused = emulator.handle(&Request::get("/nothing/").keys(SECRET_ID, PASSWORD)).value();
    let mut ids: Vec<&Value> = vec![&opened["widget"], &link["id"], &refused[0]["request_id"]];
    ids.extend(accounts.as_array().into_iter().flatten().map(|account| &account["id"]));
    let mut ids: BTreeSet<String> = ids.iter().map(|id| id.as_str().expect("an id").to_owned()).collect();
    ids.extend(tokens.iter().map(|token| claims(token)["jti"].as_str().expect("a jti").to_owned()));
    let pick = |rows: &Value, keys: &[&str]| -> Vec<Value> {
        let rows = rows.as_array().cloned().expect("rows");
        rows.iter().map(|row| keys.iter().map(|key| row[key].clone()).collect()).collect()
    };
    let mut person = pick(&owners, &["display_name", "email", "phone_number"]);
    person.extend(pick(&accounts, &["number", "balance", "name", "currency"]));
    person.push(link["institution_user_id"].clone());
    person.push(claims(&tokens[0])["organization_id"].clone());
    Seen { ids, person }
}

#[test]
fn ids_are_fresh_after_a_reset_and_people_and_amounts_are_the_same() {
    let emulator = still().start().expect("an emulator");
    let first = see(&emulator);
    let mut ids = first.ids.clone();
    let resets: [&dyn Fn(); 4] = [
        &|| drop(emulator.workspace(SECRET_ID).reset().expect("a reset")),
        &|| drop(emulator.reset().expect("a reset")),
        &|| drop(emulator.workspace(SECRET_ID).reset().expect("a reset")),
        &|| drop(emulator.reset_ids(Ids::Fresh).expect("a reset")),
    ];
    for reset in resets {
        reset();
        let seen = see(&emulator);
        assert_eq!(seen.person, first.person);
        assert_eq!(seen.ids.len(), first.ids.len());
        assert!(seen.ids.is_disjoint(&ids), "none comes again");
        ids.extend(seen.ids);
    }
    for scope in [emulator.control(), emulator.workspace(SECRET_ID)] {
        scope.reset_ids(Ids::Repeat).expect("a reset");
        assert_eq!(see(&emulator).ids, first.ids, "as after the start");
    }
}

/// The same calls, resets among them, have the same ids in every process, whatever other workspaces reset.
#[test]
fn the_ids_after_a_reset_hang_on_the_resets_of_the_workspace_alone() {
    let [one, two] = [still(), still()].map(|builder| builder.start().expect("an emulator"));
    two.workspace("other").info().expect("another workspace");
    two.workspace("other").reset().expect("a reset");
    for emulator in [&one, &two] {
        emulator.workspace(SECRET_ID).info().expect("a workspace");
        emulator.workspace(SECRET_ID).reset().expect("a reset");
    }
    assert_eq!(see(&one).ids, see(&two).ids);
}

fn page(emulator: &Emulator, token: &str) -> String {
    let opened = emulator.handle(&Request::post("/widget/v1/open/", &opening(token))).value();
    opened["widget"].as_str().expect("a widget").to_owned()
}

/// What a page that waits for frames is told of a run that is gone.
fn gone_as(emulator: &Emulator, widget: &str, token: &str) -> Value {
    let runs = json!([{ "widget": widget, "token": token, "after": 0 }]);
    let reply = emulator.handle(&Request::post("/widget/v1/frames", &json!({ "runs": runs })));
    assert!(reply.hold.is_none(), "{}", reply.text());
    reply.value()["runs"][0]["gone"]["status"].clone()
}

#[test]
fn a_page_from_before_a_reset_is_told_so_and_ends_no_new_run() {
    let emulator = still().start().expect("an emulator");
    for (scoped, ids) in [(false, Ids::Repeat), (true, Ids::Fresh), (false, Ids::Fresh)] {
        let old = must_get_token(&emulator);
        let (widget, foreign) = (page(&emulator, &old), page(&emulator, "foreign"));
        let scope = if scoped { emulator.workspace(SECRET_ID) } else { emulator.control() };
        scope.reset_ids(ids).expect("a reset");
        // At the same moment the token of repeated ids would be the old one, byte for byte.
        emulator.workspace(SECRET_ID).advance("1s").expect("a second");
        let new = must_get_token(&emulator);
        let successor = page(&emulator, &must_get_token(&emulator));
        assert_eq!(successor == widget, ids == Ids::Repeat);
        let gone =
            if scoped { vec![(&widget, &*old)] } else { vec![(&widget, &*old), (&foreign, "foreign")] };
        for (widget, token) in gone {
            for verb in ["acts", "report"] {
                let body = json!({ "token": token, "act": "accept", "ended": "pagehide" });
                let reply = emulator.handle(&Request::post(format!("/widget/v1/{widget}/{verb}/"), &body));
                assert_eq!(reply.status, 410, "{verb}: {}", reply.text());
                let why = reply.value()["error"].as_str().map(str::to_owned).expect("a reason");
                assert!(why.contains("was reset"), "{why}");
            }
            assert_eq!(gone_as(&emulator, widget, token), 410);
            assert_eq!(gone_as(&emulator, widget, &new), 404, "the id alone tells nothing");
        }
        let run = json!(emulator.widget(&successor).expect("the new run"));
        assert_eq!((&run["screen"], &run["ended"]), (&json!("consent"), &Value::Null));
    }
}

#[test]
fn a_reset_that_makes_no_sense_is_refused_whole() {
    let emulator = still().start().expect("an emulator");
    let token = must_get_token(&emulator);
    let bodies = [
        json!({ "ids": "old" }),
        json!({ "ids": 7 }),
        json!({ "ids": true }),
        json!({ "ids": "repeat", "more": 1 }),
        json!(["repeat"]),
        json!("repeat"),
    ];
    for body in bodies {
        let reply = control(&emulator, "", "POST", "reset", &body);
        assert_eq!(reply.status, 400, "{body}: {}", reply.text());
        assert!(reply.value()["detail"].is_string(), "{}", reply.text());
    }
    let bearer = format!("Bearer {token}");
    let list = Request::get("/api/institutions/").header("authorization", &bearer);
    assert_eq!(emulator.handle(&list).status, 200, "nothing was reset");
    for body in [json!({}), json!({ "ids": null }), json!({ "ids": "fresh" })] {
        assert_eq!(control(&emulator, "", "POST", "reset", &body).value(), json!({ "reset": "all" }));
    }
}

/// What is remembered of runs that are gone has a bound, and a workspace that is not open is not opened.
#[test]
fn a_reset_of_what_is_not_open_opens_nothing() {
    let emulator = still().start().expect("an emulator");
    emulator.workspace("nobody has named it").reset().expect("a reset");
    assert!(emulator.info().expect("info").workspaces.is_empty());
}
