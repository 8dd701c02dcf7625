//! What a call asks for that has no effect here: passed over as the sandbox does, but not without a word.

use serde_json::{Map, Value};

use super::call::Call;
use super::filters;
use crate::domain::base::options::Options;
use crate::domain::base::text::{list, quote, the_nearest};
use crate::domain::record::filter::Filter;
use crate::domain::workspace::world::World;

/// What a parameter of a list was probably meant to be (R-PAGE-09).
pub(super) fn of_list(filters: &[Filter], call: &Call<'_>, options: &Options) -> Option<String> {
    let unknown = filters::unknown(filters, &call.query).next()?;
    let names = filters::names(filters);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let near = match the_nearest(unknown, &names) {
        near if near.is_empty() => format!("; it takes {}", list(&names)),
        near => near,
    };
    let passed = if options.strict { "" } else { " and is passed over" };
    Some(format!("{} is no filter of this list{passed}{near}", quote(unknown)))
}

/// The keys of a token request that do something.
const TOKEN: [&str; 8] =
    ["id", "password", "scopes", "fetch_resources", "credentials_storage", "stale_in", "link_id", "widget"];
/// Those of its `widget`.
const WIDGET: [&str; 4] = ["branding", "theme", "color_scheme", "consent"];
/// Those of a consent in that.
const CONSENT: [&str; 2] = ["identification_info", "default_consent_duration_days"];

/// Why a key does nothing that Belvo documents, or that applications send.
const WITHOUT_EFFECT: [(&str, &str); 9] = [
    ("external_id", "it is a key of createWidget, W-CFG-10"),
    ("access_mode", "it is a key of createWidget, W-CFG-09"),
    ("link", "update mode takes link_id, W-TOK-03"),
    ("widget.callback_urls", "there is no hosted page, W-TOK-10"),
    ("widget.openfinance_feature", "the widget is the usual one, W-TOK-11"),
    ("widget.purpose", "it is shown nowhere, W-TOK-12"),
    ("widget.consent.purpose", "it is shown nowhere, W-TOK-12"),
    ("widget.consent.terms_and_conditions_url", "they are shown nowhere, W-TOK-13"),
    ("widget.consent.permissions", "they are always the same, W-TOK-13"),
];

/// So many keys are told at a time.
const AT_A_TIME: usize = 3;

/// The keys of a token request that do nothing, each told once to a workspace.
pub(super) fn of_token(world: &mut World, body: &Map<String, Value>) -> Option<String> {
    let widget = body.get("widget").and_then(Value::as_object);
    let consent = widget.and_then(|widget| widget.get("consent")).and_then(Value::as_object);
    let idle = [
        idle("", Some(body), &TOKEN),
        idle("widget.", widget, &WIDGET),
        idle("widget.consent.", consent, &CONSENT),
    ];
    let new = idle.into_iter().flatten().filter(|key| world.core.hinted.first(key)).take(AT_A_TIME);
    let keys: Vec<String> = new.map(|key| described(&key)).collect();
    (!keys.is_empty()).then(|| format!("without effect: {}", keys.join(", ")))
}

/// The keys of an object that are none of these, with where they stand.
fn idle<'b>(
    place: &'static str,
    object: Option<&'b Map<String, Value>>,
    known: &'static [&str],
) -> impl Iterator<Item = String> + 'b {
    let keys = object.into_iter().flat_map(Map::keys);
    keys.filter(|key| !known.contains(&key.as_str())).map(move |key| format!("{place}{key}"))
}

fn described(key: &str) -> String {
    let why = WITHOUT_EFFECT.iter().find(|(known, _)| *known == key).map(|(_, why)| format!(" ({why})"));
    format!("{}{}", quote(key), why.unwrap_or_default())
}
