//! What the page's functions are called with: events, exit data, the callback, in Belvo's shapes and key order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::domain::base::options::{Options, Payload};
use crate::domain::base::time::Timestamp;
use crate::domain::vocabulary::answers::{Refusal, Sink};
use crate::domain::vocabulary::events::EventName;

/// One call of one of the page's functions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Emission {
    /// Which function.
    pub to: Sink,
    /// Its arguments, as `JSON.stringify` in the page sees them.
    pub args: Vec<Value>,
    /// Whether the script adds the members that do not show in JSON (W-CB-11).
    pub shape: Shape,
}

/// How the script hands the arguments over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// With the flat members, not enumerable.
    Superset,
    /// As they are.
    Plain,
}

impl Emission {
    /// Exactly as a scenario wrote it.
    pub fn raw(to: Sink, args: Vec<Value>) -> Self {
        Self { to, args, shape: Shape::Plain }
    }

    /// `callback(link, institution)`, two strings (W-CB-01).
    pub fn callback(link: String, institution: &str) -> Self {
        Self::raw(Sink::Callback, vec![Value::String(link), institution.into()])
    }

    /// Event or exit data in the shape that the option asks for (W-CB-10, 12, 13).
    fn shaped(to: Sink, flat: Map<String, Value>, options: &Options) -> Self {
        match options.payload {
            Payload::Flat => Self::raw(to, vec![Value::Object(flat)]),
            Payload::Documented => Self::raw(to, vec![json!({ "data": [flat] })]),
            Payload::Superset => Self { to, args: vec![json!({ "data": [flat] })], shape: Shape::Superset },
        }
    }

    /// PAGE_LOAD (W-EVT-02, 07).
    pub fn page_load(page: &str, from: &str, institution: Option<&str>, options: &Options) -> Self {
        let mut meta = Map::new();
        meta.insert("page".into(), page.into());
        meta.insert("from".into(), from.into());
        name(&mut meta, institution);
        let event = Map::from_iter([
            ("eventName".into(), EventName::PageLoad.name().into()),
            ("meta_data".into(), Value::Object(meta)),
        ]);
        Self::shaped(Sink::Event, event, options)
    }

    /// ERROR or WARNING (W-EVT-05, 08).
    pub fn trouble(
        kind: Trouble,
        refusal: &Refusal,
        request_id: &str,
        institution: Option<&str>,
        now: Timestamp,
        options: &Options,
    ) -> Self {
        let (event_name, code, message) = match kind {
            Trouble::Error => (EventName::Error, "error_code", "error_message"),
            Trouble::Warning => (EventName::Warning, "warning_code", "warning_message"),
        };
        let mut meta = Map::new();
        meta.insert(code.into(), refusal.code.name().into());
        meta.insert(message.into(), refusal.message.clone().into());
        name(&mut meta, institution);
        meta.insert("timestamp".into(), now.iso_millis().into());
        let event = Map::from_iter([
            ("eventName".into(), event_name.name().into()),
            ("request_id".into(), request_id.into()),
            ("meta_data".into(), Value::Object(meta)),
        ]);
        Self::shaped(Sink::Event, event, options)
    }

    /// Exit data (W-EXIT-01 to 04).
    pub fn exit(error: Option<&Refusal>, institution: Option<&str>, step: bool, options: &Options) -> Self {
        let mut exit = Map::new();
        if let Some(error) = error {
            exit.insert(
                "last_encountered_error".into(),
                json!({ "message": error.message, "code": error.code }),
            );
        }
        let mut meta = Map::new();
        name(&mut meta, institution);
        if step {
            meta.insert("step".into(), "abandon-survey".into());
        }
        exit.insert("meta_data".into(), Value::Object(meta));
        Self::shaped(Sink::Exit, exit, options)
    }
}

/// The two kinds of event about something that went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Recoverable error.
    Error,
    /// An institution that cannot be chosen.
    Warning,
}

fn name(meta: &mut Map<String, Value>, institution: Option<&str>) {
    if let Some(institution) = institution {
        meta.insert("institution_name".into(), institution.into());
    }
}
