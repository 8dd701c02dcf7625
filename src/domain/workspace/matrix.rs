//! What can be brought about, and by what: read from the summary of every scenario, and found by trying every user name in a world of its own.

use std::fmt;
use std::sync::Arc;

use serde_json::{Value, json};

use super::registration::{Registration, Resumption};
use super::world::{Start, World};
use crate::domain::base::clock::Clock;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::options::Payload;
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::link::credentials::Credentials;
use crate::domain::link::institution::Institution;
use crate::domain::link::magic::{MAGIC, Magic};
use crate::domain::scenario::model::Scenario;
use crate::domain::scenario::queue::Queue;
use crate::domain::token::tokens::Grant;
use crate::domain::vocabulary::acts::{Act, Choice, SKIP, SurveyAnswer, survey_words};
use crate::domain::vocabulary::answers::Sink;
use crate::domain::vocabulary::catalogue::{CODES, Code, CodeRow, Surface};
use crate::domain::vocabulary::events::EventName;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::vocabulary::{AccessMode, Scope, pages};
use crate::domain::widget::emission::Emission;
use crate::domain::widget::flow::Effect;
use crate::domain::widget::open::{Asked, OpenRequest};
use crate::domain::widget::summary::Summary;

/// Something that a page or an application can meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// `ERROR`, `WARNING`, `PAGE_LOAD`, `exit`, `survey`, `callback`, `REST`.
    pub kind: &'static str,
    /// The code, the page, the form of the exit data, the answer.
    pub what: String,
    /// The message that goes with a code.
    pub message: String,
}

/// What brings a fact about by one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// This does.
    By(String),
    /// Nothing does, for this reason.
    Impossible(&'static str),
}

/// One fact and the ways to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The fact.
    pub fact: Fact,
    /// The name of a scenario file.
    pub file: Cell,
    /// The name of a scenario to put into the queue.
    pub one_shot: Cell,
    /// A user name to type in the widget.
    pub by_hand: Cell,
    /// A user name to send to `/api/links/`.
    pub over_rest: Cell,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::By(what) => f.write_str(what),
            Self::Impossible(why) => write!(f, "impossible: {why}"),
        }
    }
}

/// Any user name: what counts is what the person does.
const ANY: &str = "any";

/// Every fact, with what brings it about among these scenarios and the magic user names.
pub fn rows(start: &Start, scenarios: &[Arc<Scenario>]) -> Vec<Row> {
    let trials = Trials { start, bank: bank(start) };
    let files: Vec<_> =
        scenarios.iter().map(|scenario| (scenario.name.clone(), shown(&Summary::of(scenario)))).collect();
    let hands: Vec<_> = trials.any().into_iter().chain(MAGIC.iter().map(|row| trials.hand(row))).collect();
    let rest: Vec<_> = MAGIC.iter().flat_map(|row| trials.rest(row)).collect();
    let row = |fact: Fact| {
        let file = file(&fact, &files);
        Row {
            one_shot: one_shot(&fact, &file),
            by_hand: found(&fact, &hands).map_or_else(|| Cell::Impossible(not_by_hand(&fact)), Cell::By),
            over_rest: found(&fact, &rest).map_or_else(|| Cell::Impossible(not_over_rest(&fact)), Cell::By),
            file,
            fact,
        }
    };
    facts().map(row).collect()
}

/// Every fact that there is.
pub fn facts() -> impl Iterator<Item = Fact> {
    let of = |kind, surfaces: fn(Surface) -> bool| {
        let rows = CODES.iter().filter(move |row| surfaces(row.surface));
        rows.flat_map(move |row| messages(row).into_iter().map(move |message| fact(kind, row.name, message)))
    };
    let errors = of("ERROR", |surface| [Surface::Error, Surface::Token].contains(&surface));
    let warnings = of("WARNING", |surface| surface == Surface::Warning);
    let requests = of("REST", |surface| surface == Surface::Request);
    let pages = pages::with_event().filter_map(|row| row.path).map(|path| fact("PAGE_LOAD", path, ""));
    let exits = FORMS.into_iter().map(|form| fact("exit", form, ""));
    let answers = survey_words().map(|answer| fact("survey", answer, ""));
    errors.chain(warnings).chain(pages).chain(exits).chain(answers).chain([callback()]).chain(requests)
}

/// Where Belvo documents none, the widget says what its screen says.
fn messages(row: &CodeRow) -> Vec<&'static str> {
    match row.messages {
        [] => vec![row.screen.map_or("", |texts| texts[0].1)],
        messages => messages.to_vec(),
    }
}

fn fact(kind: &'static str, what: &str, message: &str) -> Fact {
    Fact { kind, what: what.to_owned(), message: message.to_owned() }
}

/// Any call can be refused with any code; which one is the application's own affair.
const OWN: &str = "your own, by a rule of api:";

/// The forms of exit data: which of the two optional members they carry.
const FORMS: [&str; 4] = ["neither", "institution_name", "last_encountered_error", "both"];

type Tried = (String, Vec<Fact>);

/// The file that is named after the fact, else the one that gets there with the least ado.
fn file(fact: &Fact, files: &[Tried]) -> Cell {
    if fact.kind == "REST" {
        return Cell::By(OWN.to_owned());
    }
    let ado = |(name, met): &&Tried| {
        let endless = !met.iter().any(|fact| ["exit", "callback"].contains(&fact.kind));
        let long = if ["ERROR", "WARNING"].contains(&fact.kind) { 0 } else { met.len() };
        (*name != fact.what, endless, long, name.len())
    };
    let best = files.iter().filter(|(_, met)| met.contains(fact)).min_by_key(ado);
    best.map_or(Cell::Impossible("no shipped file"), |(name, _)| Cell::By(name.clone()))
}

fn one_shot(fact: &Fact, file: &Cell) -> Cell {
    if fact.kind == "REST" {
        return Cell::Impossible("a queued scenario drives the widget alone");
    }
    file.clone()
}

fn found(fact: &Fact, tried: &[Tried]) -> Option<String> {
    tried.iter().find(|(_, met)| met.contains(fact)).map(|(name, _)| name.clone())
}

fn not_by_hand(fact: &Fact) -> &'static str {
    match (fact.kind, Code::parse(&fact.what)) {
        ("WARNING", _) => "the institution is picked before the user name is typed",
        ("ERROR", Some(Code::SessionExpiredOb | Code::AccessTokenNotValid)) => "it is about the access token",
        ("exit", _) if fact.what == "last_encountered_error" => "it is about the access token",
        ("ERROR", Some(Code::UnsupportedOperation)) => "no log-in is answered so",
        ("ERROR", Some(Code::InvalidCredentials | Code::ForbiddenByHost)) => {
            "employment institutions alone answer so"
        }
        ("ERROR", Some(Code::ActivationRequired)) => "left to files: err_activation is activation_failed",
        ("REST", _) => "it is about the request",
        _ => "no user name stands for it",
    }
}

fn not_over_rest(fact: &Fact) -> &'static str {
    match fact.kind {
        "ERROR" | "REST" => not_by_hand(fact),
        _ => "only the widget tells it",
    }
}

/// The first institution that takes every magic user name.
fn bank(start: &Start) -> Option<&Institution> {
    let takes = |institution: &Institution, row: &Magic| institution.faults(&typed(row)).is_empty();
    let all = start.institutions.iter().filter(|institution| institution.healthy());
    all.into_iter().find(|institution| MAGIC.iter().all(|row| takes(institution, row)))
}

fn typed(row: &Magic) -> Credentials {
    let password = row.password.unwrap_or("secret");
    [("username".to_owned(), row.example()), ("password".to_owned(), password.to_owned())]
        .into_iter()
        .collect()
}

struct Trials<'a> {
    start: &'a Start,
    bank: Option<&'a Institution>,
}

impl Trials<'_> {
    fn world(&self) -> World {
        let clock = Clock::Frozen { at: Timestamp::from_micros(0) };
        let start = Start { clock, scenario: None, queue: Queue::default(), ..self.start.clone() };
        World::new("matrix", &start, Timestamp::from_micros(0))
    }

    /// Opens the widget, acts, lets the slow come to their end, and notes what was met.
    fn run(&self, acts: &[Act]) -> Vec<Fact> {
        let mut world = self.world();
        let scopes = vec![Scope::ReadInstitutions, Scope::WriteLinks];
        let token = world.issue_token(Grant { scopes, ..Grant::default() }, "localhost");
        let opened = world.open_widget(OpenRequest {
            token: "matrix".to_owned(),
            claims: token.ok().map(|issued| issued.access),
            config: json!({}),
            handlers: vec!["callback".to_owned()],
            lone_object: false,
            settings: vec![("widget.payload".to_owned(), Payload::Flat.as_str().to_owned())],
            asked: Asked::None,
            play: None,
        });
        for act in acts {
            // A walk serves several user names: what a screen does not allow is left out.
            let _not_here = world.act(opened.widget, act.clone());
        }
        let clock = world.clock.advance(world.now(), Span::secs(300));
        world.set_clock(clock, Timestamp::from_micros(0));
        let frames = world.widget(opened.widget).into_iter().flat_map(|run| run.frames_after(0));
        let emissions = frames.flat_map(|frame| &frame.emissions).filter_map(met);
        let answers = world.core.journal.entries().filter(|entry| entry.kind == EntryKind::Survey);
        let answers = answers.map(|entry| fact("survey", entry.data["answer"].as_str().unwrap_or(SKIP), ""));
        emissions.chain(answers).collect()
    }

    fn choose(&self) -> [Act; 2] {
        let name = self.bank.map(|institution| institution.name.clone()).unwrap_or_default();
        [Act::Accept, Act::Choose(Choice::Named(name))]
    }

    /// What a person can do whatever the user name.
    fn any(&self) -> Vec<Tried> {
        let leave = |answer| [Act::Close, Act::Leave, Act::Survey(answer)];
        let credentials =
            Credentials::from_iter(["username", "password"].map(|name| (name.into(), ANY.into())));
        let connect = [Act::Submit(credentials), Act::Finish];
        let back = [Act::Back, Act::Back].into_iter().chain(leave(None));
        let mut walks = vec![connect.to_vec(), back.collect()];
        walks.extend(SurveyAnswer::ALL.iter().map(|answer| leave(Some(*answer)).to_vec()));
        let walk = |acts: Vec<Act>| self.choose().into_iter().chain(acts).collect::<Vec<_>>();
        walks.into_iter().map(|acts| (ANY.to_owned(), self.run(&walk(acts)))).collect()
    }

    /// Types a magic user name, a wrong token if one is asked for, and gives up.
    fn hand(&self, row: &Magic) -> Tried {
        let token = Act::Token(Some("999999".to_owned()));
        let then =
            [Act::Submit(typed(row)), token, Act::Close, Act::Leave, Act::Survey(Some(SurveyAnswer::Other))];
        let acts: Vec<Act> = self.choose().into_iter().chain(then).collect();
        (typed(row)["username"].clone(), self.run(&acts))
    }

    /// Makes a link as a magic user, and answers the question if there is one.
    fn rest(&self, row: &Magic) -> Vec<Tried> {
        let mut world = self.world();
        let tell = |method: &str, code: Code, message: &str| {
            (format!("{method} as {}", typed(row)["username"]), vec![fact("ERROR", code.name(), message)])
        };
        let plain = |method: &str, code: Code| tell(method, code, code.message());
        match world.register(&self.registration(row), None) {
            Err(Failure::Coded(refusal)) => vec![tell("POST", refusal.code, &refusal.message)],
            Err(Failure::Duplicated { .. }) => vec![plain("POST", Code::Duplicated)],
            Err(Failure::TokenRequired(asked)) => {
                let token = Some("111111".to_owned());
                let resumed = world.resume(&Resumption { session: asked.session, link: None, token });
                let asked = plain("POST", Code::TokenRequired);
                match resumed {
                    Err(Failure::Coded(refusal)) => {
                        vec![asked, tell("PATCH", refusal.code, &refusal.message)]
                    }
                    _ => vec![asked],
                }
            }
            _ => Vec::new(),
        }
    }

    fn registration(&self, row: &Magic) -> Registration {
        Registration {
            institution: self.bank.map(|institution| institution.name.clone()).unwrap_or_default(),
            credentials: typed(row),
            token: None,
            access_mode: AccessMode::Recurrent,
            external_id: None,
            credentials_storage: None,
            stale_in: None,
            fetch_resources: Vec::new(),
        }
    }
}

/// The facts of a scenario.
fn shown(summary: &Summary) -> Vec<Fact> {
    let answer = |answer: &Option<SurveyAnswer>| fact("survey", answer.map_or(SKIP, SurveyAnswer::name), "");
    summary.effects.iter().filter_map(behind).chain(summary.answers.iter().map(answer)).collect()
}

/// The fact behind an effect of the flow.
fn behind(effect: &Effect) -> Option<Fact> {
    let kind = effect.event().map(EventName::name);
    Some(match effect {
        Effect::PageLoad { page, .. } => fact(kind?, page.path()?, ""),
        Effect::Error(refusal) => fact(kind?, refusal.code.name(), &refusal.message),
        Effect::Asked | Effect::Warning(_) => {
            let code = effect.code()?;
            fact(kind?, code.name(), code.message())
        }
        Effect::Exit { error, chosen } => fact("exit", form(error.is_some(), *chosen), ""),
        Effect::Callback => callback(),
        Effect::AcceptTerms
        | Effect::MakeLink
        | Effect::SpendToken
        | Effect::EndToken
        | Effect::StopTimers
        | Effect::StartSuccessTimer
        | Effect::Show
        | Effect::End(_) => return None,
    })
}

fn callback() -> Fact {
    fact("callback", "(link, institution)", "")
}

fn form(error: bool, institution: bool) -> &'static str {
    FORMS[2 * usize::from(error) + usize::from(institution)]
}

/// The fact behind a call of one of the page's functions.
fn met(emission: &Emission) -> Option<Fact> {
    let data = emission.args.first()?;
    let meta = &data["meta_data"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let trouble = |code: &str, message: &str| (text(&meta[code]), text(&meta[message]));
    Some(match emission.to {
        Sink::Event => {
            let event = EventName::parse(data["eventName"].as_str()?)?;
            let (what, message) = match event {
                EventName::PageLoad => (text(&meta["page"]), String::new()),
                EventName::Error => trouble("error_code", "error_message"),
                EventName::Warning => trouble("warning_code", "warning_message"),
            };
            fact(event.name(), &what, &message)
        }
        Sink::Exit => {
            let error = data.get("last_encountered_error").is_some();
            fact("exit", form(error, meta.get("institution_name").is_some()), "")
        }
        Sink::Callback => callback(),
    })
}
