//! The sheets of what people choose: scenarios, options, institutions, answers, steps, keys, webhooks.

use serde_json::json;

use super::sheet::{Sheet, Shown};
use crate::emulator::{
    ConfigKey, Does, Effect, EntryKind, HookCode, Institution, LinkState, MAGIC, OptionRow, Play, SKIP,
    Scenario, StepRow, Summary, WEBHOOKS, WebhookRow, survey_label,
};

pub(super) fn of_scenario(scenario: &Scenario, summary: &Summary) -> Sheet {
    let mut sheet = Sheet::new("scenario", &scenario.name, scenario.title.clone());
    let who = if scenario.widget.play == Play::ByHand { "a person acts" } else { "it acts by itself" };
    sheet.words("who acts", &[who]);
    sheet.list("to use it", uses(&scenario.name).into_iter());
    sheet.list("calls", calls(summary).into_iter());
    sheet.list("docs", scenario.docs.iter().cloned());
    sheet
}

fn uses(name: &str) -> [String; 3] {
    [
        format!("`belvo-emulator --scenario {name}`, for everyone"),
        format!("`belvo-emulator ctl queue {name}`, for the next run alone"),
        format!("belvo-widget-1-stable.js?scenario={name}, in one page"),
    ]
}

/// What the page hears besides where it is.
fn calls(summary: &Summary) -> Vec<String> {
    let call = |effect: &Effect| match effect {
        Effect::Error(refusal) => Some(format!("onEvent: ERROR {}: {}", refusal.code, refusal.message)),
        Effect::Asked => Some("onEvent: ERROR, the question for a token".to_owned()),
        Effect::Warning(code) => Some(format!("onEvent: WARNING {code}")),
        Effect::Exit { error: Some(refusal), .. } => {
            Some(format!("onExit, with last_encountered_error {}", refusal.code))
        }
        Effect::Exit { .. } => Some("onExit".to_owned()),
        Effect::Callback => Some("callback".to_owned()),
        _ => None,
    };
    let refusals = summary.refusals.iter();
    let refused = refusals.map(|refusal| format!("REST: {}: {}", refusal.code, refusal.message));
    summary.effects.iter().filter_map(call).chain(refused).collect()
}

pub(super) fn of_option(row: &OptionRow) -> Sheet {
    let mut sheet = Sheet::new("option", row.name, format!("{}.", row.about));
    sheet.words("takes", &[&row.kind.describe()]);
    sheet.words("default", &[row.default]);
    let set = format!("{}={}", row.name, row.default);
    let mut uses =
        vec![format!("`belvo-emulator --set {set}`"), format!("`belvo-emulator ctl options {set}`")];
    if row.name.starts_with("widget.") {
        uses.push(format!("belvo-widget-1-stable.js?{set}"));
    }
    sheet.list("to set it", uses.into_iter());
    sheet.words("rules", &row.rules().collect::<Vec<_>>());
    sheet
}

pub(super) fn of_institution(institution: &Institution) -> Sheet {
    let about = format!("An institution of the sandbox; people see \"{}\".", institution.display_name);
    let mut sheet = Sheet::new("institution", &institution.name, about);
    sheet.words("country", &[&institution.country_code]);
    for (key, value) in [
        ("type", json!(institution.kind)),
        ("links by", json!(institution.integration_type)),
        ("status", json!(institution.status)),
    ] {
        let word = value.as_str().unwrap_or_default().to_owned();
        sheet.put(key, value, vec![word]);
    }
    let fields: Vec<&str> = institution.form_fields.iter().map(|field| field.name.as_str()).collect();
    sheet.words("fields", &fields);
    let resources: Vec<&str> = institution.resources.iter().map(String::as_str).collect();
    sheet.words("resources", &resources);
    sheet
}

pub(super) fn of_answer(word: &'static str, shown: &Shown) -> Sheet {
    let about = "An answer to the survey that follows when somebody leaves; `onExit` comes after it.";
    let mut sheet = Sheet::new("answer", word, about);
    sheet.list("screen", survey_label(word).into_iter().map(|(locale, label)| format!("{locale}  {label}")));
    let answers = |summary: &Summary| {
        summary.answers.iter().any(|answer| answer.map_or(SKIP, |answer| answer.name()) == word)
    };
    sheet.words("in a file", &[&format!("survey: {word}")]);
    sheet.scenarios(shown.iter().filter(|(_, summary)| answers(summary)));
    sheet.words("rules", &["W-FLOW-09"]);
    sheet
}

pub(super) fn of_step(row: &StepRow) -> Sheet {
    let mut sheet = Sheet::new("step", row.word, row.about);
    let value = row.takes.example().map(|value| format!(": {value}")).unwrap_or_default();
    sheet.words("in a file", &[&format!("- {}{value}", row.word)]);
    sheet
}

/// A row of each code.
pub(super) fn webhook_codes() -> impl Iterator<Item = &'static WebhookRow> {
    let is_first = |(place, row): &(usize, &WebhookRow)| {
        !WEBHOOKS.iter().take(*place).any(|other| other.code == row.code)
    };
    WEBHOOKS.iter().enumerate().filter(is_first).map(|(_, row)| row)
}

pub(super) fn of_webhook(code: HookCode) -> Sheet {
    let rows = || WEBHOOKS.iter().filter(|row| row.code == code);
    let mut sheet = Sheet::new("webhook", code.name(), "A `webhook_code`: what a server is told.");
    sheet.list("told when", rows().map(|row| format!("{}: {}", row.kind, row.cause.describe())));
    let by_hand = |kind: &str| format!("`belvo-emulator ctl webhooks trigger LINK {kind} {code}`");
    sheet.list("by hand", rows().take(1).map(|row| by_hand(row.kind)));
    sheet.words("rules", &["R-HOOK-20"]);
    sheet
}

pub(super) fn of_key(key: &ConfigKey) -> Sheet {
    let mut sheet = Sheet::new("key", key.name, key.describe());
    sheet.words("stands in", &["the second argument of `createWidget`"]);
    sheet.words("takes", &[&key.shape.describe()]);
    sheet.words("rules", &[key.rule]);
    sheet
}

/// What can become of a link.
pub(super) fn of_state(state: LinkState) -> Sheet {
    let mut sheet = Sheet::new("state", state.name(), format!("A state of links: {}", state.about()));
    let by_hand = [
        format!("`belvo-emulator ctl link LINK {state}`"),
        format!("`belvo-emulator ctl link new INSTITUTION --status {state}`"),
    ];
    sheet.list("by hand", by_hand.into_iter());
    let leads = |does: &Does| matches!(does, Does::Break(breaking) if breaking.state == state);
    let users = MAGIC.iter().filter(|row| leads(&row.does));
    sheet.list("users", users.map(|row| format!("{}: {}", row.name(), row.does.describe())));
    sheet
}

pub(super) fn of_entry(kind: EntryKind) -> Sheet {
    let mut sheet = Sheet::new("entry", kind.name(), format!("An entry of the journal: {}", kind.about()));
    sheet.words("data", kind.keys());
    sheet.list("to see them", std::iter::once(format!("`belvo-emulator ctl journal --kind {kind}`")));
    sheet
}
