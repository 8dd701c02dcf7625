//! Three doors, one table: each verb is a method, a route and a command, and its answers are as their document says.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::process::Command;

use belvo_emulator::control::{
    Act, ActName, CallFault, Draft, Emit, Enqueue, EntryKind, HookCode, InstitutionState, LinkStatus, Listed,
    Match, NewWorkspace, Play, RecordFilter, SetClock, SetInstitution, SetLink, SetScenario, SetWebhooks,
    TokenState, Trigger, Verify, WaitForWebhooks,
};
use belvo_emulator::{Emulator, Problem, Request, VERBS};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::door::{Page, control, must_answer, must_start, still};
use crate::support::contract::CONTROL;
use crate::support::{PASSWORD, SECRET_ID};

/// An answer as JSON, from which another program reads the same answer.
#[track_caller]
fn shown<A: Serialize + DeserializeOwned + PartialEq + Debug>(answer: Result<A, Problem>) -> Value {
    let answer = answer.unwrap_or_else(|why| panic!("{why}"));
    let value = json!(answer);
    let read: A = serde_json::from_value(value.clone()).unwrap_or_else(|why| panic!("{why}: {value}"));
    assert_eq!(read, answer);
    value
}

/// A path with its verb, the method of the same name, and the body that the route takes.
type Pair = (&'static str, fn(&Emulator) -> Value, Value);

/// The methods, each with the body that its route takes.
fn pairs() -> Vec<Pair> {
    let document = || json!({ "version": 1, "title": "Mine", "widget": { "steps": ["accept"] } });
    let mine = document();
    vec![
        ("index", |it| shown(it.index()), Value::Null),
        ("openapi", |it| shown(it.openapi()), Value::Null),
        ("openapi_belvo", |it| shown(it.openapi_belvo()), Value::Null),
        ("live", |it| shown(it.live()), Value::Null),
        ("health", |it| shown(it.health()), Value::Null),
        ("info", |it| shown(it.info()), Value::Null),
        ("reset", |it| shown(it.reset()), Value::Null),
        ("scenario", |it| shown(it.scenario()), Value::Null),
        (
            "set_scenario",
            |it| shown(it.set_scenario(SetScenario::named("success").play(Play::ByHand))),
            json!({ "name": "success", "play": "by_hand" }),
        ),
        ("scenarios", |it| shown(it.scenarios()), Value::Null),
        ("scenario_text", |it| shown(it.scenario_text("success")), Value::Null),
        (
            "validate",
            |it| shown(it.validate(Draft::from("version: 1\ntitle: Mine\nwidget: { steps: [accept] }"))),
            json!({ "document": mine }),
        ),
        ("names", |it| shown(it.names()), Value::Null),
        ("queue", |it| shown(it.queue()), Value::Null),
        (
            "enqueue",
            |it| shown(it.enqueue(Enqueue::from("success").times(2))),
            json!({ "scenario": "success", "times": 2 }),
        ),
        ("clear_queue", |it| shown(it.clear_queue()), Value::Null),
    ]
}

fn pairs_by_hand() -> Vec<Pair> {
    vec![
        ("faults", |it| shown(it.faults()), Value::Null),
        (
            "set_fault",
            |it| shown(it.set_fault(CallFault::on("POST /api/accounts/").error("institution_down").after(1))),
            json!({ "on": "POST /api/accounts/", "error": "institution_down", "after": 1 }),
        ),
        ("clear_faults", |it| shown(it.clear_faults()), Value::Null),
        ("widgets", |it| (open(it), shown(it.widgets())).1, Value::Null),
        ("widget", |it| shown(it.widget(open(it))), Value::Null),
        ("record", |it| shown(it.record(act_in(it))), Value::Null),
        ("act", |it| shown(it.act(Act::new(open(it), ActName::Accept))), json!({})),
        ("emit", |it| shown(it.emit(Emit::event(open(it), 1))), json!({ "event": 1 })),
    ]
}

fn pairs_of_time() -> Vec<Pair> {
    vec![
        ("options", |it| shown(it.options()), Value::Null),
        ("set_options", |it| shown(it.set_options([("strict", "on")])), json!({ "strict": true })),
        ("rules", |it| shown(it.rules()), Value::Null),
        ("clock", |it| shown(it.clock()), Value::Null),
        ("set_clock", |it| shown(it.set_clock(SetClock::frozen())), json!({ "mode": "frozen" })),
        ("advance", |it| (open(it), shown(it.advance("1h"))).1, json!({ "by": "1h" })),
        ("due", |it| (open(it), shown(it.due())).1, Value::Null),
    ]
}

fn pairs_of_links() -> Vec<Pair> {
    vec![
        ("links", |it| (make_link(it), shown(it.links())).1, Value::Null),
        ("link", |it| shown(it.link(make_link(it))), Value::Null),
        ("records", |it| shown(it.records(RecordFilter::new(make_link(it), "ACCOUNTS"))), Value::Null),
        (
            "make_token",
            |it| shown(it.workspace(SECRET_ID).make_token(TokenState::Used)),
            json!({ "state": "used" }),
        ),
        ("institutions", |it| shown(it.institutions()), Value::Null),
        (
            "set_institution",
            |it| shown(it.set_institution(SetInstitution::new("erebor_mx_retail", InstitutionState::Down))),
            json!({ "status": "down" }),
        ),
        (
            "make_link",
            |it| shown(it.workspace(SECRET_ID).make_link("erebor_mx_retail")),
            json!({ "institution": "erebor_mx_retail" }),
        ),
        (
            "set_link",
            |it| shown(it.set_link(SetLink::new(make_link(it), LinkStatus::Invalid))),
            json!({ "status": "invalid" }),
        ),
    ]
}

fn pairs_of_webhooks() -> Vec<Pair> {
    vec![
        ("webhooks", |it| shown(it.webhooks()), Value::Null),
        ("set_webhooks", |it| shown(it.set_webhooks(SetWebhooks::default())), json!({ "targets": [] })),
        (
            "trigger",
            |it| shown(it.trigger(Trigger::new(make_link(it), "LINK", HookCode::TokenRequired))),
            json!({ "link": make_link(&must_start(still())), "type": "LINK", "code": "token_required" }),
        ),
        ("deliveries", |it| shown(it.deliveries()), Value::Null),
        ("inbox", |it| shown(it.inbox()), Value::Null),
        (
            "inbox_wait",
            |it| shown(it.inbox_wait(WaitForWebhooks::default().kind("LINK").timeout("1ms"))),
            json!({ "type": "LINK", "timeout": "1ms" }),
        ),
        ("clear_inbox", |it| shown(it.clear_inbox()), Value::Null),
    ]
}

fn pairs_of_evidence() -> Vec<Pair> {
    vec![
        ("workspaces", |it| (open(it), shown(it.workspaces())).1, Value::Null),
        ("new_workspace", |it| shown(it.new_workspace(NewWorkspace::default())), json!({})),
        (
            "remove_workspace",
            |it| (open(it), shown(it.workspace(SECRET_ID).remove_workspace())).1,
            Value::Null,
        ),
        ("unmatched", |it| shown(it.unmatched()), Value::Null),
        ("journal", |it| (open(it), shown(it.journal())).1, Value::Null),
        (
            "journal_wait",
            |it| (open(it), shown(it.journal_wait(Match::kind(EntryKind::WidgetOpened)))).1,
            json!({ "match": { "kind": "widget.opened" } }),
        ),
        (
            "verify",
            |it| (open(it), shown(it.verify(Verify::that([Match::kind(EntryKind::WidgetOpened).into()])))).1,
            json!({ "expect": [{ "match": { "kind": "widget.opened" } }] }),
        ),
    ]
}

/// The verbs whose answer is of a run that has to be there.
const OF_A_RUN: [&str; 11] = [
    "widgets",
    "widget",
    "act",
    "emit",
    "advance",
    "due",
    "workspaces",
    "remove_workspace",
    "journal",
    "journal_wait",
    "verify",
];

/// The verbs whose answer is of a link that has to be there.
const OF_A_LINK: [&str; 5] = ["links", "link", "records", "set_link", "trigger"];

/// The verbs that are about one workspace and never about all.
const OF_A_WORKSPACE: [&str; 3] = ["make_token", "make_link", "remove_workspace"];

/// The id of a link that has just been made; the same in every emulator of one seed.
fn make_link(emulator: &Emulator) -> String {
    let body = json!({ "institution": "erebor_mx_retail", "username": "somebody", "password": "secret" });
    let made = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD)).value();
    made["id"].as_str().expect("a link").to_owned()
}

/// The id of a run that has just been opened; the same in every emulator of one seed.
fn open(emulator: &Emulator) -> String {
    Page::open(emulator, &json!({})).id
}

/// The id of a run in which somebody has acted.
fn act_in(emulator: &Emulator) -> String {
    let mut page = Page::open(emulator, &json!({}));
    page.does("accept", ());
    page.id
}

/// Two emulators differ in their address alone, and tokens in their signatures.
fn without_address(answer: &Value, emulator: &Emulator) -> Value {
    let text = answer.to_string().replace(&emulator.url(), "URL").replace("http://localhost", "URL");
    let mut value: Value = text.parse().expect("JSON");
    for signed in ["access", "refresh"] {
        value.as_object_mut().and_then(|answer| answer.remove(signed));
    }
    value
}

fn listed(emulator: &Emulator) -> Vec<Listed> {
    emulator.index().expect("the list").verbs
}

#[test]
fn a_method_and_its_route_give_the_same_answer_and_it_is_as_the_document_says() {
    let pairs = [
        pairs(),
        pairs_by_hand(),
        pairs_of_links(),
        pairs_of_webhooks(),
        pairs_of_time(),
        pairs_of_evidence(),
    ]
    .concat();
    let names: Vec<&str> = pairs.iter().map(|(name, ..)| *name).collect();
    // What becomes of a delivery depends on the host, a snapshot and a bundle are of one workspace: `webhooks::sent`,
    // `snapshots::moved` and `evidence::bundle` have both doors of these.
    // The route of a stream goes on: `evidence::stream`; what a library runs is not stopped by a call: `toolchain`'s `exec`.
    let elsewhere =
        ["resend", "snapshot", "set_snapshot", "bundle", "set_bundle", "journal_stream", "shutdown"];
    let verbs: Vec<&str> = VERBS.iter().copied().filter(|name| !elsewhere.contains(name)).collect();
    assert_eq!(names, verbs, "the list here is whole");
    for (name, method, body) in pairs {
        let (by_method, by_route) = (must_start(still()), must_start(still()));
        let row = listed(&by_route).into_iter().find(|row| row.name == name).expect("a row");
        let said = method(&by_method);
        let widget = match name {
            "record" => act_in(&by_route),
            _ if OF_A_RUN.contains(&name) => open(&by_route),
            _ => String::new(),
        };
        let link = if OF_A_LINK.contains(&name) { make_link(&by_route) } else { String::new() };
        let path = row.path.trim_start_matches("/_emulator").trim_start_matches('/');
        let path = path.replace("{id}", &link).replace("{widget}", &widget).replace("{act}", "accept");
        let path =
            path.replace("{name}", if name == "set_institution" { "erebor_mx_retail" } else { "success" });
        let path = path.replace("/records", "/records?resource=ACCOUNTS");
        let path =
            if OF_A_WORKSPACE.contains(&name) { format!("workspaces/{SECRET_ID}/{path}") } else { path };
        let body = Some(&body).filter(|body| !body.is_null());
        let answered = must_answer(&by_route, &control(&row.method, &path, body));
        assert_eq!(without_address(&said, &by_method), without_address(&answered, &by_route), "{name}");
    }
}

#[test]
fn each_verb_has_a_command_that_says_what_it_does() {
    let emulator = must_start(still());
    let mut told = BTreeSet::new();
    for row in listed(&emulator) {
        let words: Vec<&str> = row.command.split(' ').collect();
        let below = words.get(1).filter(|word| word.chars().all(|c| c.is_ascii_lowercase()));
        let help = Command::new(env!("CARGO_BIN_EXE_belvo-emulator"))
            .arg("ctl")
            .args(words.first().into_iter().chain(below))
            .arg("--help")
            .output()
            .expect("the program runs");
        let help = String::from_utf8_lossy(&help.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains(&row.about), "`ctl {}` says: {help}", row.command);
        assert!(told.insert(row.command.clone()), "`{}` is the command of two verbs", row.command);
    }
}

/// What each operation takes, answers and is refused with.
#[test]
fn each_operation_is_in_the_document_with_its_bodies_and_its_refusals() {
    let emulator = must_start(still());
    for row in listed(&emulator) {
        let operation = &CONTROL.document["paths"][&row.path][row.method.to_lowercase()];
        assert_eq!((&operation["operationId"], &operation["summary"]), (&json!(row.name), &json!(row.about)));
        let sends = ["POST", "PUT", "PATCH"].contains(&row.method.as_str());
        let body = operation["requestBody"]["content"]["application/json"]["schema"].as_object();
        assert_eq!(body.is_some(), sends, "{}", row.name);
        let answer = operation["responses"]["200"]["content"]["application/json"]["schema"].as_object();
        assert!(answer.is_some_and(|schema| !schema.is_empty()), "{}", row.name);
        assert!(operation["responses"]["400"]["description"].as_str().is_some_and(|text| !text.is_empty()));
    }
    let advance = &CONTROL.document["paths"]["/_emulator/clock/advance"]["post"];
    let schema = &advance["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!((&schema["required"], &schema["additionalProperties"]), (&json!(["by"]), &json!(false)));
    let journal =
        &CONTROL.document["paths"]["/_emulator/workspaces/{workspace}/journal"]["get"]["parameters"];
    let names: Vec<&str> =
        journal.as_array().expect("parameters").iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(
        names,
        [
            "workspace",
            "kind",
            "on",
            "path",
            "status",
            "code",
            "widget",
            "request_id",
            "why",
            "query",
            "body",
            "data",
            "after",
            "format"
        ]
    );
    let query = journal.as_array().into_iter().flatten().find(|one| one["name"] == "query").expect("a query");
    assert!(
        query["content"]["application/json"]["schema"].is_object(),
        "an object stands in a query as JSON: {query}"
    );
}

/// What comes from outside has a length.
#[test]
fn each_text_of_a_request_has_a_limit() {
    for (path, methods) in CONTROL.document["paths"].as_object().expect("paths") {
        for operation in methods.as_object().expect("operations").values() {
            let body = &operation["requestBody"]["content"]["application/json"]["schema"]["properties"];
            let sent = body.as_object().into_iter().flatten().map(|(_, schema)| schema);
            let parameters =
                operation["parameters"].as_array().into_iter().flatten().map(|one| &one["schema"]);
            for schema in sent.chain(parameters) {
                let text = schema["type"] == "string" || schema["type"][0] == "string";
                let bounded =
                    ["maxLength", "enum", "const", "oneOf"].iter().any(|key| schema.get(key).is_some());
                assert!(!text || bounded, "{path}: {schema}");
            }
        }
    }
}
