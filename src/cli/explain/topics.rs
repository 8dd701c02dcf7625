//! What can be explained, and what a word means among it.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::sheet::{Sheet, Shown};
use super::statuses::{STATUSES, Status};
use super::things;
use crate::emulator::{
    Absent, CODES, Code, CodeRow, ConfigKey, Does, EVENTS, Effect, EntryKind, Event, Institution, LinkState,
    MAGIC, Magic, OptionRow, PageRow, ROWS, Rule, STEPS, Scenario, StepRow, Summary, Surface, WebhookRow,
    acts_on, catalogue, config_keys, pages, rules, status_of, survey_words, text,
};

/// What is read for an explanation.
pub(super) struct Known {
    pub(super) shown: Vec<(Arc<Scenario>, Summary)>,
    pub(super) institutions: Arc<Vec<Institution>>,
}

/// What can be explained.
#[derive(Clone, Copy)]
pub(super) enum Topic<'k> {
    Code(&'static CodeRow),
    Status(&'static Status),
    Event(&'static Event),
    Page(&'static PageRow),
    User(&'static Magic),
    Rule(&'static Rule),
    Absent(&'static Absent),
    Option(&'static OptionRow),
    Scenario(&'k (Arc<Scenario>, Summary)),
    Institution(&'k Institution),
    Answer(&'static str),
    Step(&'static StepRow),
    Webhook(&'static WebhookRow),
    Key(&'static ConfigKey),
    State(LinkState),
    Screen(&'static PageRow),
    Entry(EntryKind),
}

impl<'k> Topic<'k> {
    /// What is called so; the first of them is meant.
    pub(super) fn named(asked: &str, known: &'k Known) -> Vec<Self> {
        let folded = text::folded(asked);
        let is_called = |topic: &Self| match topic {
            Self::User(row) if row.means(asked) => true,
            topic => topic.names().any(|name| text::folded(name) == folded),
        };
        Self::all(known).filter(is_called).collect()
    }

    fn all(known: &'k Known) -> impl Iterator<Item = Self> {
        let codes = CODES.iter().map(Self::Code).chain(STATUSES.iter().map(Self::Status));
        let names = EVENTS.iter().map(Self::Event).chain(pages::with_event().map(Self::Page));
        let rules = MAGIC.iter().map(Self::User).chain(rules::all().map(Self::Rule));
        let absent = rules::absent().map(Self::Absent);
        let scenarios = known.shown.iter().map(Self::Scenario);
        let institutions = known.institutions.iter().map(Self::Institution);
        let words = survey_words().map(Self::Answer).chain(STEPS.iter().map(Self::Step));
        let webhooks = things::webhook_codes().map(Self::Webhook);
        let things = ROWS.iter().map(Self::Option).chain(scenarios).chain(institutions);
        codes
            .chain(names)
            .chain(rules)
            .chain(absent)
            .chain(things)
            .chain(words)
            .chain(webhooks)
            .chain(config_keys().map(Self::Key))
            .chain(LinkState::ALL.iter().copied().map(Self::State))
            .chain(pages::PAGES.iter().map(Self::Screen))
            .chain(EntryKind::ALL.iter().copied().map(Self::Entry))
    }

    /// Its name, and the one that people see.
    fn names(&self) -> impl Iterator<Item = &'k str> + use<'k> {
        let shown = match self {
            Self::Institution(institution) => Some(&*institution.display_name),
            _ => None,
        };
        std::iter::once(self.name()).chain(shown)
    }

    pub(super) fn name(&self) -> &'k str {
        match self {
            Self::Code(code) => code.name,
            Self::Status(status) => &status.name,
            Self::Event(event) => event.name,
            Self::Page(page) => page.path.unwrap_or_default(),
            Self::User(row) => row.user,
            Self::Rule(rule) => rule.id,
            Self::Absent(rule) => rule.id,
            Self::Option(row) => row.name,
            Self::Scenario((scenario, _)) => &scenario.name,
            Self::Institution(institution) => &institution.name,
            Self::Answer(word) => word,
            Self::Step(row) => row.word,
            Self::Webhook(row) => row.code.name(),
            Self::Key(key) => key.name,
            Self::State(state) => state.name(),
            Self::Screen(page) => page.name,
            Self::Entry(kind) => kind.name(),
        }
    }

    pub(super) fn sheet(&self, known: &Known) -> Sheet {
        let shown = &known.shown;
        match self {
            Self::Code(code) => of_code(code, shown),
            Self::Status(status) => status.sheet(),
            Self::Event(event) => of_event(event, shown),
            Self::Page(page) => of_page(page, shown),
            Self::User(row) => of_user(row),
            Self::Rule(rule) => of_rule(rule),
            Self::Absent(rule) => of_absent(rule),
            Self::Option(row) => things::of_option(row),
            Self::Scenario((scenario, summary)) => things::of_scenario(scenario, summary),
            Self::Institution(institution) => things::of_institution(institution),
            Self::Answer(word) => things::of_answer(word, shown),
            Self::Step(row) => things::of_step(row),
            Self::Webhook(row) => things::of_webhook(row.code),
            Self::Key(key) => things::of_key(key),
            Self::State(state) => things::of_state(*state),
            Self::Screen(page) => of_screen(page, shown),
            Self::Entry(kind) => things::of_entry(*kind),
        }
    }

    /// In one line, for what is called like something else.
    pub(super) fn line(&self) -> String {
        match self {
            Self::Scenario((scenario, _)) => format!("a scenario: {}", scenario.title),
            Self::Answer(_) => "an answer to the survey".to_owned(),
            Self::Step(row) => format!("a step of scenarios: {}", row.about),
            Self::Key(key) => format!("a key of `createWidget`: {}", key.describe()),
            Self::Option(row) => format!("an option: {}", row.about),
            Self::State(state) => format!("a state of links: {}", state.about()),
            Self::Screen(page) => format!("a screen of the widget: {}", page.about),
            Self::Entry(kind) => format!("an entry of the journal: {}", kind.about()),
            Self::Webhook(_) => "a webhook_code: see `list webhooks`".to_owned(),
            other => format!("`{}`", other.name()),
        }
    }
}

/// The name that was probably meant.
pub(super) fn nearest<'k>(asked: &str, known: &'k Known) -> Option<&'k str> {
    let names: Vec<&str> = Topic::all(known).flat_map(|topic| topic.names()).collect();
    text::nearest(asked, &names)
}

pub(super) fn of_code(code: &CodeRow, shown: &Shown) -> Sheet {
    let status = code.over_rest().then(|| status_of(code.code).as_u16());
    let users: Vec<&Magic> = MAGIC.iter().filter(|row| row.does.leads_to(code.code)).collect();
    let mut sheet = Sheet::new("code", code.name, code.about);
    sheet.put("messages", json!(code.messages), messages(code));
    sheet.put("screen", screen_texts(code), screen_lines(code));
    sheet.put("shows", json!(code.surface.places()), surfaces(code));
    sheet.silent("status", json!(status));
    sheet.scenarios(shown.iter().filter(|(_, summary)| summary.has(code.code)));
    if !shown.iter().any(|(_, summary)| summary.has(code.code)) {
        sheet.note("in a file", in_a_file(code));
    }
    sheet.put("users", users.iter().map(|row| user(row)).collect(), users.iter().map(user_line).collect());
    sheet.words("rules", code.rules);
    sheet.ground(code.confidence.name(), code.source);
    sheet
}

fn messages(code: &CodeRow) -> Vec<String> {
    match code.messages {
        [] => vec!["Belvo documents none".to_owned()],
        [one] => vec![(*one).to_owned()],
        several => several.iter().enumerate().map(|(at, text)| format!("{}  {text}", at + 1)).collect(),
    }
}

fn screen_texts(code: &CodeRow) -> Value {
    if code.screen.is_none() {
        return Value::Null;
    }
    let texts = catalogue::LOCALES.map(|locale| {
        let (title, text) = code.code.screen(locale);
        (locale.to_owned(), json!({ "title": title, "text": text }))
    });
    Map::from_iter(texts).into()
}

fn screen_lines(code: &CodeRow) -> Vec<String> {
    let line = |locale: &str| {
        let (title, text) = code.code.screen(locale);
        format!("{locale}  {title} / {text}")
    };
    code.screen.iter().flat_map(|_| catalogue::LOCALES.map(line)).collect()
}

pub(super) fn surfaces(code: &CodeRow) -> Vec<String> {
    let status = code.over_rest().then(|| status_of(code.code).as_u16());
    let page: &[&str] = match code.surface {
        Surface::Error | Surface::Token => &[
            "onEvent: ERROR with error_code and error_message",
            "onExit: last_encountered_error, if the person leaves then",
        ],
        Surface::Warning => &["onEvent: WARNING with warning_code and warning_message"],
        Surface::AfterBank => &["a page after the bank"],
        Surface::Request => &[],
    };
    let rest = status.map(|status| format!("REST: {status}"));
    page.iter().map(|line| (*line).to_owned()).chain(rest).collect()
}

/// For a code that no shipped scenario produces.
fn in_a_file(code: &CodeRow) -> String {
    let name = code.name;
    match (code.surface, code.code) {
        (Surface::Token, _) => "widget: { token: not_valid }".to_owned(),
        (_, Code::SessionExpiredOb) => "expire, or widget: { token: expired }".to_owned(),
        (Surface::Error, _) => format!("submit: {name}"),
        (Surface::AfterBank, _) => {
            "not possible: the way over the bank's own page is not emulated".to_owned()
        }
        // A word that YAML reads as nothing.
        (_, Code::Null) => r#"api: [{ on: GET /api/links/, error: "null" }]"#.to_owned(),
        (_, _) => format!("api: [{{ on: GET /api/links/, error: {name} }}]"),
    }
}

fn user(row: &Magic) -> Value {
    json!({ "user": row.name(), "password": row.password, "about": row.does.describe() })
}

fn user_line(row: &&Magic) -> String {
    let password = row.password.map(|password| format!(" with {password}")).unwrap_or_default();
    match row.does {
        Does::Refuse(_, message) => format!("{}{password}: message {}", row.name(), message + 1),
        does => format!("{}{password}: {}", row.name(), does.describe()),
    }
}

fn of_event(event: &Event, shown: &Shown) -> Sheet {
    let is_it = |effect: &Effect| match effect {
        Effect::Exit { .. } => event.to == "onExit",
        Effect::Callback => event.to == "callback",
        other => other.event().is_some_and(|name| name.name() == event.name),
    };
    let mut sheet = Sheet::new("event", event.name, event.about);
    sheet.words("goes to", &[event.to]);
    sheet.list("keys", event.keys.iter().map(|key| (*key).to_owned()));
    sheet.scenarios(shown.iter().filter(|(_, summary)| summary.any(is_it)));
    sheet.words("rules", event.rules);
    sheet.ground(event.confidence.name(), "Widget for Web SDK");
    sheet
}

fn of_page(page: &PageRow, shown: &Shown) -> Sheet {
    let name = page.path.unwrap_or_default();
    screen("page", name, page, shown)
}

fn of_screen(page: &PageRow, shown: &Shown) -> Sheet {
    screen("screen", page.name, page, shown)
}

fn screen(kind: &str, name: &str, page: &PageRow, shown: &Shown) -> Sheet {
    let mut sheet = Sheet::new(kind, name, page.about);
    let load = |path| format!("onEvent: PAGE_LOAD with page, and the next one with from: {path}");
    sheet.list("shows", page.path.map(load).into_iter());
    let acts: Vec<&str> = acts_on(page.page).into_iter().map(|verb| verb.name()).collect();
    sheet.words("acts", &acts);
    sheet.scenarios(shown.iter().filter(|(_, summary)| summary.passes(page.page)));
    sheet.words("rules", &[page.rule]);
    sheet.ground(page.confidence.name(), "");
    sheet
}

fn of_user(row: &Magic) -> Sheet {
    let mut sheet =
        Sheet::new("user", row.name(), "Typed as the user name, in the widget or on POST /api/links/.");
    sheet.list("does", std::iter::once(row.does.describe()));
    sheet.words("password", &[row.password.unwrap_or("any")]);
    sheet.words("rules", &[row.rule]);
    sheet
}

fn of_rule(rule: &Rule) -> Sheet {
    let codes = CODES.iter().filter(|code| code.rules.contains(&rule.id)).map(|code| code.name.to_owned());
    let options =
        rule.options().map(|row| format!("{} (default {}): {}", row.name, row.default, row.kind.describe()));
    let mut sheet = Sheet::new("rule", rule.id, rule.about);
    sheet.put("by half", json!(rule.lacks), rule.lacks.iter().map(|lacks| (*lacks).to_owned()).collect());
    sheet.list("codes", codes);
    sheet.list("options", options);
    sheet.ground(rule.confidence.name(), "");
    sheet
}

fn of_absent(rule: &Absent) -> Sheet {
    Sheet::new("absent rule", rule.id, format!("This rule is not emulated: {}", rule.why))
}
