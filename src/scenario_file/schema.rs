//! The JSON Schema of the format, for editors, made from the tables that the reader uses.

use serde_json::{Value, json};

use super::answers::{outcome_words, token_outcome_words};
use super::calls::{EFFECTS, EXCLUSIVE, OF_PAGES, STATUSES};
use super::document::{OUTCOMES, VERSION};
use super::webhooks::{ALL, MANNER, names};
use super::words::{METHODS, codes};
use crate::domain::base::limits::LONGEST_NAME;
use crate::domain::person::DataSet;
use crate::domain::record::overrides;
use crate::domain::scenario::model::{BadToken, Play};
use crate::domain::scenario::rule::ConnectionCut;
use crate::domain::scenario::step::{STEPS, StepRow, Takes};
use crate::domain::scenario::webhooks::{MOST_COPIES, Occasion, SentAuthorization, SentBody};
use crate::domain::vocabulary::LinkState;
use crate::domain::vocabulary::acts::survey_words;
use crate::domain::vocabulary::answers::TokenKind;
use crate::domain::vocabulary::catalogue::{CODES, Surface};

/// The keys that may stand in any map.
const FREE: &str = r"^(x-|\$schema$)";

/// The JSON Schema (draft 2020-12) of a scenario file of version 1.
///
/// It describes shape and words; the order of steps, the names of institutions and of options are judged by the reader.
pub fn schema() -> Value {
    let mut root = map(
        "A scenario: what the bank answers and, when it plays by itself, what the person does.",
        &json!({
            "version": { "const": VERSION, "title": "Version of the format" },
            "title": { "type": "string", "pattern": r"^\s*\S", "title": "One line that says what the scenario shows" },
            "docs": { "type": "string", "pattern": "^https?://", "title": "The page that documents the behaviour" },
            "options": options(),
            "token": token(),
            "widget": widget(),
            "api": { "type": "array", "items": rule(), "title": "Rules for calls of the REST API" },
            "links": { "type": "array", "items": link(), "title": "What becomes of each link later" },
            "webhooks": { "type": "array", "items": webhook(), "title": "Rules for webhooks; the first that is about one decides" },
            "data": data(),
        }),
        &["version", "title"],
    );
    if let Some(root) = root.as_object_mut() {
        root.shift_insert(0, "$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        root.shift_insert(1, "title".into(), "Scenario of belvo-emulator".into());
        root.insert("$defs".into(), definitions());
    }
    root
}

/// A map with these keys, and with the free ones.
fn map(about: &str, properties: &Value, required: &[&str]) -> Value {
    json!({
        "description": about,
        "type": "object",
        "properties": properties,
        "patternProperties": { FREE: true },
        "additionalProperties": false,
        "required": required,
    })
}

fn definitions() -> Value {
    json!({
        "duration": {
            "type": "string",
            "pattern": r"^\s*([0-9]+(ms|s|m|h|d))+\s*$",
            "description": "A length of time with its unit.",
            "examples": ["500ms", "3s", "10m", "1h30m"],
        },
        "message": {
            "description": "A message of the code, or any text with `custom: true`.",
            "anyOf": [{ "enum": messages() }, { "type": "string", "pattern": r"\S" }],
        },
        "refusal": refused(),
        "step": step(),
        "webhook": { "enum": names(), "description": "A type of webhooks, or a type and a code." },
    })
}

fn refused() -> Value {
    let mut refused = map("A code with its message.", &refusal(&codes(Some(Surface::Error))), &["error"]);
    if let Some(refused) = refused.as_object_mut() {
        refused.insert("dependentRequired".into(), json!({ "custom": ["message"] }));
    }
    refused
}

fn messages() -> Vec<&'static str> {
    let played = CODES.iter().filter(|code| code.is_played());
    let mut all: Vec<&str> = played.flat_map(|code| code.messages.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn refusal(codes: &[&str]) -> Value {
    json!({
        "error": { "enum": codes, "title": "The code" },
        "message": { "$ref": "#/$defs/message" },
        "custom": { "type": "boolean", "title": "The message may be any text" },
    })
}

fn options() -> Value {
    json!({
        "description": "Options that hold while the scenario is the workspace's; `list options` prints them.",
        "type": "object",
        "additionalProperties": { "type": ["string", "number", "boolean"] },
        "patternProperties": { FREE: true },
    })
}

fn token() -> Value {
    let refuse =
        json!({ "refuse": { "enum": codes(None), "title": "The code that the call is refused with" } });
    map("For `POST /api/token/` itself to fail.", &refuse, &["refuse"])
}

fn widget() -> Value {
    let mut part = map(
        "What happens in the widget.",
        &json!({
            "play": { "enum": words(&Play::ALL), "default": "by_itself", "title": "Who acts" },
            "token": { "enum": words(&BadToken::ALL), "title": "Take the page's token for bad" },
            "pace": { "$ref": "#/$defs/duration", "title": "The pause between two steps" },
            "outcomes": {
                "enum": words(&OUTCOMES),
                "default": "credentials",
                "title": "What decides when the outcomes have run out, by hand",
            },
            "username": {
                "type": "string",
                "pattern": r"\S",
                "maxLength": LONGEST_NAME,
                "examples": ["student", "bnk102"],
                "title": "The user name that is typed by itself: who the person is",
            },
            "steps": { "type": "array", "items": { "$ref": "#/$defs/step" }, "title": "The steps in order" },
        }),
        &[],
    );
    if let Some(part) = part.as_object_mut() {
        part.insert(
            "if".into(),
            json!({ "anyOf": [
                { "required": ["play"], "properties": { "play": { "const": "by_hand" } } },
                { "required": ["token"] },
            ] }),
        );
        part.insert(
            "else".into(),
            json!({ "required": ["steps"], "properties": { "steps": { "minItems": 1 } } }),
        );
    }
    part
}

fn words<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
    table.iter().map(|(word, _)| *word).collect()
}

fn rule() -> Value {
    let mut properties = refusal(&codes(None));
    if let Some(properties) = properties.as_object_mut() {
        properties.insert("on".into(), call());
        properties.insert("times".into(), times());
        properties
            .insert("field".into(), json!({ "type": "string", "title": "The key that the error is about" }));
        let duration = |title: &str| json!({ "$ref": "#/$defs/duration", "title": title });
        let whole = |least: u32, most: u32, title: &str| json!({ "type": "integer", "minimum": least, "maximum": most, "title": title });
        properties.insert("after".into(), whole(0, u32::MAX, "How many calls pass before"));
        properties.insert(
            "status".into(),
            whole(*STATUSES.start(), *STATUSES.end(), "The status that is answered alone"),
        );
        properties.insert("delay".into(), duration("How much later it answers"));
        properties.insert(
            "cut".into(),
            json!({ "enum": ConnectionCut::WORDS, "title": "The connection is reset instead" }),
        );
        properties.insert(
            "truncate".into(),
            json!({ "const": true, "title": "The body of the answer ends in the middle" }),
        );
        properties.insert("slow".into(), duration("How long the body of the answer takes to come"));
    }
    let mut rule = map("A rule for one call of the REST API.", &properties, &["on"]);
    if let Some(rule) = rule.as_object_mut() {
        let has = |key: &str| json!({ "required": [key] });
        rule.insert("anyOf".into(), EFFECTS.map(has).as_slice().into());
        let exclusive =
            EXCLUSIVE.iter().flat_map(|(one, others, _)| others.iter().map(move |other| [*one, *other]));
        let exclusive: Vec<Value> = exclusive.map(|both| json!({ "required": both })).collect();
        rule.insert("not".into(), json!({ "anyOf": exclusive }));
        rule.insert(
            "dependentRequired".into(),
            json!({ "message": ["error"], "custom": ["error", "message"], "field": ["error"] }),
        );
    }
    rule
}

/// What becomes of each link later.
fn link() -> Value {
    let keys = json!({
        "after": { "$ref": "#/$defs/duration", "title": "How long after the link was made" },
        "status": { "enum": LinkState::WORDS, "title": "What becomes of it" },
    });
    map("A rule for links.", &keys, &["after", "status"])
}

/// A rule for webhooks.
fn webhook() -> Value {
    let named = json!({ "$ref": "#/$defs/webhook" });
    let some = |title: &str, least: u8| {
        let several = json!({ "type": "array", "items": named, "minItems": least });
        json!({ "anyOf": [named, several], "title": title, "examples": [["ACCOUNTS"], "LINK token_required"] })
    };
    let mut none = some("These are not sent", 1);
    none["anyOf"] = json!([{ "const": ALL }, none["anyOf"][0], none["anyOf"][1]]);
    let keys = json!({
        "on": { "enum": Occasion::WORDS, "title": "What has happened" },
        "type": some("Which webhooks of it; else all", 1),
        "send": some("These alone are sent of it", 0),
        "drop": none,
        "times": { "type": "integer", "minimum": 1, "maximum": u32::MAX, "title": "How many webhooks it holds for; else all" },
        "after": { "$ref": "#/$defs/duration", "title": "How much later they are sent" },
        "copies": { "type": "integer", "minimum": 1, "maximum": MOST_COPIES, "title": "How often each is sent" },
        "body": { "enum": SentBody::WORDS, "title": "What is sent of the body" },
        "authorization": { "enum": SentAuthorization::WORDS, "title": "What is sent of the headers that a receiver checks" },
    });
    let mut rule = map("A rule for webhooks.", &keys, &["on"]);
    let has = |key: &str| json!({ "required": [key] });
    let manner = json!({ "anyOf": MANNER.map(has) });
    if let Some(rule) = rule.as_object_mut() {
        rule.insert("if".into(), has("drop"));
        rule.insert("then".into(), json!({ "not": manner }));
        rule.insert("else".into(), json!({ "anyOf": [has("send"), manner] }));
        let pairs = [["type", "send"], ["type", "drop"], ["send", "drop"]];
        rule.insert("not".into(), json!({ "anyOf": pairs.map(|pair| json!({ "required": pair })) }));
    }
    rule
}

fn call() -> Value {
    let of_pages =
        OF_PAGES.iter().map(|start| format!(r"{}[^\s?#]*", start.replace('{', r"\{").replace('}', r"\}")));
    let paths: Vec<String> = [r"/([^\s?#]*/)?".to_owned()].into_iter().chain(of_pages).collect();
    json!({
        "type": "string",
        "pattern": format!(r"^(({}) )?({})$", METHODS.join("|"), paths.join("|")),
        "title": "Method and path, or the path alone for any method",
        "examples": ["POST /api/accounts/", "GET /api/links/{id}/"],
    })
}

fn times() -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": u32::MAX, "title": "How many calls it holds for; else all" })
}

fn data() -> Value {
    let mut properties = json!({
        "set": { "enum": words(&DataSet::ALL), "title": "How much data every link has" },
    });
    for (name, resource) in overrides::resources() {
        let keys = json!({ "anyOf": [{ "enum": overrides::keys(resource) }, { "pattern": FREE }] });
        let record = json!({ "type": "object", "propertyNames": keys });
        properties[name] = json!({
            "title": "Keys for every record, or the records",
            "anyOf": [record, { "type": "array", "items": record }],
        });
    }
    map("What links have instead of what is generated for them.", &properties, &[])
}

fn step() -> Value {
    let forms: Vec<Value> = STEPS.iter().map(form).collect();
    json!({ "description": "One step.", "anyOf": forms })
}

/// The bare word, or a map of the word and what follows it.
fn form(row: &StepRow) -> Value {
    let value = match row.takes {
        Takes::Nothing(_) => return json!({ "const": row.word, "description": row.about }),
        Takes::Institution => choose(),
        Takes::Outcome(_) => submit(),
        Takes::TokenOutcome(_) => answer(token_outcome_words()),
        Takes::SurveyAnswer(_) => json!({ "enum": survey_words().collect::<Vec<_>>() }),
        Takes::Span(_) => json!({ "$ref": "#/$defs/duration" }),
        Takes::Emission(_) => emit(),
    };
    map(row.about, &json!({ row.word: value }), &[row.word])
}

fn choose() -> Value {
    let name = json!({ "type": "string", "pattern": r"\S", "examples": ["any"], "title": "`any` or a name" });
    let warning = json!({ "enum": codes(Some(Surface::Warning)), "title": "It turns out to be unavailable" });
    let both = map(
        "An institution that warns.",
        &json!({ "institution": name, "warning": warning }),
        &["institution"],
    );
    json!({ "anyOf": [name, both] })
}

fn answer(words: Vec<&'static str>) -> Value {
    let all: Vec<&str> = words.into_iter().chain(codes(Some(Surface::Error))).collect();
    json!({ "anyOf": [{ "enum": all }, { "$ref": "#/$defs/refusal" }] })
}

fn submit() -> Value {
    let kinds = json!({ "ask_token": { "enum": words(&TokenKind::ALL), "title": "The kind of token" } });
    let asks = map("The bank asks for a token.", &kinds, &["ask_token"]);
    let mut now = answer(outcome_words());
    if let Some(kinds) = now.get_mut("anyOf").and_then(Value::as_array_mut) {
        kinds.push(asks);
    }
    let after = json!({ "$ref": "#/$defs/duration", "title": "How much later" });
    let later =
        map("The answer comes later.", &json!({ "after": after, "then": now.clone() }), &["after", "then"]);
    json!({ "anyOf": [now, later] })
}

fn emit() -> Value {
    let sinks = json!({
        "event": { "title": "For onEvent" },
        "exit": { "title": "For onExit" },
        "callback": { "type": "array", "title": "The arguments of callback" },
    });
    let mut emit = map("Exactly what is written goes to the page.", &sinks, &[]);
    if let Some(emit) = emit.as_object_mut() {
        let one = ["event", "exit", "callback"].map(|sink| json!({ "required": [sink] }));
        emit.insert("oneOf".into(), Value::from(one.to_vec()));
    }
    emit
}
