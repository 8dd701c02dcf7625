//! What the page's functions get.

use super::facts::Confidence;
use super::facts::Confidence::Documented;
use crate::domain::vocabulary::events::EventName;

/// One kind of call of the page's functions.
#[derive(Debug)]
pub struct Event {
    /// The event's name, or the function's where there is one kind only.
    pub name: &'static str,
    /// The function.
    pub to: &'static str,
    /// The keys of its data, a question mark at those that may be absent.
    pub keys: &'static [&'static str],
    /// When.
    pub about: &'static str,
    /// The rules it answers to, the closest first.
    pub rules: &'static [&'static str],
    /// How sure it is.
    pub confidence: Confidence,
}

/// All kinds.
pub static EVENTS: &[Event] = &[
    Event {
        name: EventName::PageLoad.name(),
        to: "onEvent",
        keys: &["eventName", "meta_data.page", "meta_data.from", "meta_data.institution_name?"],
        about: "The person gets to another screen. The first screen of a run sends none.",
        rules: &["W-EVT-02", "W-EVT-07"],
        confidence: Documented,
    },
    Event {
        name: EventName::Error.name(),
        to: "onEvent",
        keys: &[
            "eventName",
            "request_id",
            "meta_data.error_code",
            "meta_data.error_message",
            "meta_data.institution_name?",
            "meta_data.timestamp",
        ],
        about: "Something went wrong that the person may try again, or the bank asks for a token.",
        rules: &["W-EVT-08", "W-EVT-05"],
        confidence: Documented,
    },
    Event {
        name: EventName::Warning.name(),
        to: "onEvent",
        keys: &[
            "eventName",
            "request_id",
            "meta_data.warning_code",
            "meta_data.warning_message",
            "meta_data.institution_name?",
            "meta_data.timestamp",
        ],
        about: "The person picked an institution that is unavailable, and may pick another.",
        rules: &["W-EVT-08", "W-EVT-05"],
        confidence: Documented,
    },
    Event {
        name: "onExit",
        to: "onExit",
        keys: &[
            "last_encountered_error?.message",
            "last_encountered_error?.code",
            "meta_data.institution_name?",
            "meta_data.step?",
        ],
        about: "The person has left without connecting; the error is the last one that was met.",
        rules: &["W-EXIT-01", "W-EXIT-02", "W-EXIT-03", "W-EXIT-04"],
        confidence: Documented,
    },
    Event {
        name: "callback",
        to: "callback",
        keys: &["link", "institution"],
        about: "The person has connected: the id of the link and the name of the institution, two texts.",
        rules: &["W-CB-01"],
        confidence: Documented,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::options::Options;
    use crate::domain::base::time::Timestamp;
    use crate::domain::vocabulary::answers::Refusal;
    use crate::domain::vocabulary::catalogue::Code;
    use crate::domain::widget::emission::{Emission, Trouble};
    use serde_json::Value;

    /// The keys of what was really sent, with a dot between levels.
    fn keys(emission: &Emission) -> Vec<String> {
        let data = &emission.args[0]["data"][0];
        let nested = |(key, value): (&String, &Value)| match value {
            Value::Object(map) => map.keys().map(|below| format!("{key}.{below}")).collect(),
            _ => vec![key.clone()],
        };
        data.as_object().into_iter().flatten().flat_map(nested).collect()
    }

    #[test]
    fn the_keys_are_those_that_are_sent() {
        let (options, bank) = (Options::default(), Some("gringotts_mx_retail"));
        let refusal = Refusal::of(Code::LoginError);
        let now = Timestamp::parse("2026-01-31T12:00:00Z").expect("a time");
        let trouble = |kind| Emission::trouble(kind, &refusal, "id", bank, now, &options);
        let sent = [
            Emission::page_load("/institutions", "/consent", bank, &options),
            trouble(Trouble::Error),
            trouble(Trouble::Warning),
            Emission::exit(Some(&refusal), bank, true, &options),
        ];
        for (event, emission) in EVENTS.iter().zip(&sent) {
            let listed: Vec<String> = event.keys.iter().map(|key| key.replace('?', "")).collect();
            assert_eq!(keys(emission), listed, "{}", event.name);
        }
    }
}
