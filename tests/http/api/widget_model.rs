//! The widget's flow as one function, held against real runs: whatever is done, a page is told what `next` says.

mod by_hand;
mod by_itself;
mod kept;
mod recorded;

use belvo_emulator::control::{LinkStatus, SetLink};
use belvo_emulator::domain::vocabulary::answers::TokenKind;
use belvo_emulator::domain::widget::flow::{Effect, First, Shape};
use belvo_emulator::{Emulator, Request};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::door::{PASSWORD, Page, SECRET_ID, data, must_answer, must_start, still, token_with};

const BANK: &str = "erebor_mx_retail";

fn shapes() -> impl Strategy<Value = Shape> {
    let first = prop::sample::select(vec![
        First::List,
        First::List,
        First::Credentials,
        First::Token(TokenKind::Text),
    ]);
    (first, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(first, intro, dialog, survey)| Shape {
        first,
        intro,
        dialog,
        survey,
    })
}

/// A page of this shape; with `update`, the credentials are those of a link.
#[track_caller]
fn open(emulator: &Emulator, shape: Shape, update: bool) -> Page<'_> {
    let status = match shape.first {
        First::Token(_) => Some(LinkStatus::TokenRequired),
        First::Credentials if update => Some(LinkStatus::Invalid),
        First::Credentials | First::List => None,
    };
    let only = if shape.first == First::List { json!([]) } else { json!(BANK) };
    let config = json!({
        "institutions": only, "show_intro": shape.intro,
        "show_close_dialog": shape.dialog, "show_abandon_survey": shape.survey,
    });
    let link = status.map(|status| must_have_link(emulator, status));
    let scopes = "read_institutions,write_links,read_links";
    let body = token_with(&json!({ "link_id": link, "scopes": scopes }));
    let token = must_answer(emulator, &Request::post("/api/token/", &body))["access"].clone();
    Page::open_as(emulator, token.as_str().expect("a token"), &config, &json!({}))
}

#[track_caller]
fn must_have_link(emulator: &Emulator, status: LinkStatus) -> String {
    let body = json!({ "institution": BANK, "username": "somebody", "password": "secret" });
    let made = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD));
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.value()["id"].as_str().expect("an id").to_owned();
    emulator.set_link(SetLink::new(&id, status)).expect("a status");
    id
}

/// What the page's functions were called with, a line each.
fn lines(calls: &[Value]) -> Vec<String> {
    let line = |call: &Value| {
        let event = data(call);
        let meta = &event["meta_data"];
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        match (text(&call["to"]).as_str(), text(&event["eventName"]).as_str()) {
            ("onEvent", "PAGE_LOAD") => format!("{} < {}", text(&meta["page"]), text(&meta["from"])),
            ("onEvent", "ERROR") => format!("ERROR {}", text(&meta["error_code"])),
            ("onEvent", "WARNING") => format!("WARNING {}", text(&meta["warning_code"])),
            ("onExit", _) => {
                let (error, chosen) =
                    (&event["last_encountered_error"]["code"], meta.get("institution_name").is_some());
                format!("onExit {} {chosen}", text(error))
            }
            (to, _) => to.to_owned(),
        }
    };
    calls.iter().map(line).collect()
}

fn told(effect: &Effect) -> Option<String> {
    match effect {
        Effect::PageLoad { from, page } => {
            Some(format!("{} < {}", page.path().expect("a path"), (*from)?.path().expect("a path")))
        }
        Effect::Error(_) | Effect::Asked => Some(format!("ERROR {}", effect.code().expect("a code"))),
        Effect::Warning(code) => Some(format!("WARNING {code}")),
        Effect::Exit { error, chosen } => {
            let code = error.as_ref().map_or("-", |refusal| refusal.code.name());
            Some(format!("onExit {code} {chosen}"))
        }
        Effect::Callback => Some("callback".to_owned()),
        _ => None,
    }
}

thread_local!(static EMULATOR: Emulator = must_start(still()));
