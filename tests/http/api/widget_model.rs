//! The widget's flow as one function, held against real runs: whatever is done, a page is told what `next` says.

use belvo_emulator::domain::catalogue::Code;
use belvo_emulator::domain::scenario::{
    Answer, Lapse, Outcome, RawEmission, Refusal, Sink, Step, TokenKind, TokenOutcome,
};
use belvo_emulator::domain::time::Span;
use belvo_emulator::domain::vocabulary::acts::{Act, Choice, SurveyAnswer, Verb};
use belvo_emulator::domain::widget::flow::steps::{is_passed_over, play};
use belvo_emulator::domain::widget::flow::{
    Effect, Entry, First, Input, Intervention, Says, Shape, State, Tick, acts, begin, next,
};
use belvo_emulator::{Emulator, Request};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::door::{Page, control, data, get, must_answer, must_start, still, token_with};

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
        First::Token(_) => Some("token_required"),
        First::Credentials if update => Some("invalid"),
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
fn must_have_link(emulator: &Emulator, status: &str) -> String {
    let body = json!({ "institution": BANK, "username": "somebody", "password": "secret" });
    let request = Request { method: http::Method::POST, ..get("/api/links/") }.json(&body);
    let made = emulator.handle(&request);
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.value()["id"].as_str().expect("an id").to_owned();
    emulator.set_link(&id, status).expect("a status");
    id
}

/// What the page's functions were called with, a line each.
fn heard(page: &mut Page<'_>) -> Vec<String> {
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
    page.calls().iter().map(line).collect()
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

/// A run as the flow says it goes; the times are in milliseconds since it was opened.
struct Model {
    shape: Shape,
    state: State,
    told: Vec<String>,
    now: u64,
    dies: Option<u64>,
    leaves: Option<u64>,
    answer: Option<(u64, Says)>,
    late: bool,
}

impl Model {
    fn new(shape: Shape) -> Self {
        let (state, effects) = begin(Entry::Good, &shape);
        let told = effects.iter().filter_map(told).collect();
        Self { shape, state, told, now: 0, dies: Some(600_000), leaves: None, answer: None, late: false }
    }

    /// Whether the input is possible; what it leads to has happened then.
    fn enter(&mut self, input: &Input) -> bool {
        let Ok((state, effects)) = next(&self.state, input, &self.shape) else { return false };
        self.state = state;
        for effect in &effects {
            self.told.extend(told(effect));
            match effect {
                Effect::StopTimers | Effect::End(_) => {
                    (self.dies, self.leaves, self.answer) = (None, None, None);
                }
                Effect::StartLeaving => self.leaves = Some(self.now + 1_500),
                _ => {}
            }
        }
        true
    }

    fn submits(&mut self, user: User) -> bool {
        let possible = self.enter(&Input::Person(Verb::Submit));
        if possible {
            self.late = user == User::Late;
            match user {
                User::Good => self.enter(&Input::Bank(Says::Yes)),
                User::Down => self.enter(&Input::Bank(Says::No(Refusal::of(Code::InstitutionDown)))),
                User::Asked | User::Late => self.enter(&Input::Bank(Says::AsksToken(TokenKind::Text))),
                User::Slow => self.answer.replace((self.now + 1_000, Says::Yes)).is_none(),
            };
        }
        possible
    }

    fn sends_token(&mut self, right: bool) -> bool {
        let possible = self.enter(&Input::Person(Verb::Token));
        if possible {
            let says = match right {
                _ if self.late => Says::LateToken,
                true => Says::Yes,
                false => Says::WrongToken,
            };
            self.enter(&Input::Bank(says));
        }
        possible
    }

    /// What falls due happens, each at its time.
    fn advance(&mut self, by: u64) {
        let to = self.now + by;
        loop {
            let answer = self.answer.as_ref().map(|(at, _)| *at);
            let due = [self.dies, self.leaves, answer].into_iter().flatten().filter(|at| *at <= to).min();
            let Some(at) = due else { break };
            self.now = at;
            if answer == Some(at) {
                let (_, says) = self.answer.take().expect("an answer");
                // Whoever has left does not get it.
                self.enter(&Input::Bank(says));
            } else if self.leaves.take_if(|leaves| *leaves == at).is_some() {
                assert!(self.enter(&Input::Clock(Tick::SuccessLeaves)));
            } else {
                self.dies = None;
                assert!(self.enter(&Input::Clock(Tick::TokenDied)));
            }
        }
        self.now = to;
    }

    fn must_be_shown(&mut self, page: &mut Page<'_>, after: &str) -> Result<(), TestCaseError> {
        prop_assert_eq!(heard(page), std::mem::take(&mut self.told), "{}", after);
        if self.state.ending.is_some() {
            prop_assert!(page.screen.is_null(), "{after}: {}", page.screen);
            return Ok(());
        }
        let names: Vec<&str> = acts(&self.state, &self.shape).iter().map(|verb| verb.name()).collect();
        prop_assert_eq!(&page.screen["name"], self.state.page.name(), "{}", after);
        prop_assert_eq!(&page.screen["acts"], &json!(names), "{}", after);
        Ok(())
    }
}

/// Who logs in, by hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum User {
    Good,
    Down,
    Asked,
    Late,
    Slow,
}

#[derive(Clone, Debug)]
enum Move {
    Act(Verb),
    Submit(User),
    Token(bool),
    Advance(u64),
    Emit,
}

fn moves() -> impl Strategy<Value = Move> {
    let acts: Vec<Verb> =
        Verb::ALL.iter().copied().filter(|verb| !matches!(verb, Verb::Submit | Verb::Token)).collect();
    let users = vec![User::Good, User::Down, User::Asked, User::Asked, User::Late, User::Slow];
    prop_oneof![
        12 => prop::sample::select(acts).prop_map(Move::Act),
        6 => prop::sample::select(users).prop_map(Move::Submit),
        4 => any::<bool>().prop_map(Move::Token),
        3 => prop::sample::select(vec![0, 1_000, 2_000, 60_000, 600_000]).prop_map(Move::Advance),
        1 => Just(Move::Emit),
    ]
}

/// Does it on the page and in the model; both find it possible, or neither does.
fn apply(
    emulator: &Emulator,
    page: &mut Page<'_>,
    model: &mut Model,
    next: &Move,
    count: usize,
) -> Result<(), TestCaseError> {
    let (verb, value, possible) = match next {
        Move::Advance(by) => {
            emulator.advance(&format!("{by}ms")).expect("the clock moves");
            model.advance(*by);
            return Ok(());
        }
        Move::Emit => {
            let body = json!({ "event": { "eventName": "RAW" } });
            let sent = emulator.handle(&control("POST", &format!("widgets/{}/emit", page.id), Some(&body)));
            let possible = model.enter(&Input::Emulator(Intervention::Emit));
            prop_assert_eq!(sent.status == 200, possible, "{}", sent.text());
            model.told.extend(possible.then(|| "onEvent".to_owned()));
            return Ok(());
        }
        Move::Act(verb) => {
            let value = match verb {
                Verb::Choose => json!(BANK),
                Verb::Survey => json!("other"),
                _ => Value::Null,
            };
            (*verb, value, model.enter(&Input::Person(*verb)))
        }
        Move::Submit(user) => (Verb::Submit, credentials(*user, count), model.submits(*user)),
        Move::Token(right) => {
            (Verb::Token, json!(if *right { "111111" } else { "999999" }), model.sends_token(*right))
        }
    };
    let reply = page.try_act(verb.name(), &value);
    prop_assert_eq!(reply.status == 200, possible, "{:?}: {}", next, reply.text());
    Ok(())
}

fn credentials(user: User, count: usize) -> Value {
    let name = match user {
        User::Good => format!("user{count}"),
        User::Down => "err_down".to_owned(),
        User::Asked => "mfa_default".to_owned(),
        User::Late => "mfa_late".to_owned(),
        User::Slow => "slow_1000".to_owned(),
    };
    json!({ "username": name, "password": "secret" })
}

/// In update mode the bank knows its user, whatever name is typed.
fn as_the_bank_knows(update: bool, next: Move) -> Move {
    match next {
        Move::Submit(_) if update => Move::Submit(User::Good),
        other => other,
    }
}

thread_local!(static EMULATOR: Emulator = must_start(still().option("link.duplicates", "allow")));

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_run_by_hand_goes_as_the_flow_says(
        shape in shapes(),
        update in any::<bool>(),
        moves in prop::collection::vec(moves(), 1..40),
    ) {
        EMULATOR.with(|emulator| {
            emulator.reset().expect("a reset");
            let updates = shape.begins_with_token() || (update && shape.first == First::Credentials);
            let mut page = open(emulator, shape, update);
            let mut model = Model::new(shape);
            model.must_be_shown(&mut page, "at the start")?;
            for (count, next) in moves.into_iter().enumerate() {
                let next = as_the_bank_knows(updates, next);
                apply(emulator, &mut page, &mut model, &next, count)?;
                page.fetch();
                model.must_be_shown(&mut page, &format!("{next:?}"))?;
            }
            Ok(())
        })?;
    }

    /// A file that is in order on the page that has everything plays on every page, and as the flow says.
    #[test]
    fn a_run_by_itself_goes_as_the_flow_says_on_every_page(
        shape in shapes(),
        update in any::<bool>(),
        choices in prop::collection::vec(any::<prop::sample::Index>(), 1..24),
    ) {
        EMULATOR.with(|emulator| {
            emulator.reset().expect("a reset");
            let (words, steps): (Vec<Value>, Vec<Step>) = legal(&choices).into_iter().unzip();
            let widget = json!({ "play": "by_itself", "steps": words });
            let document = json!({ "version": 1, "title": "Random", "widget": widget });
            emulator.put_scenario(json!({ "document": document })).expect("in order");
            let mut page = open(emulator, shape, update);
            emulator.advance("5m").expect("time for every wait");
            page.fetch();
            let (state, expected) = played(&steps, &shape)?;
            prop_assert_eq!(heard(&mut page), expected, "{}", widget);
            let shown = page.screen["name"].as_str().unwrap_or_default();
            prop_assert_eq!(shown, if state.ending.is_some() { "" } else { state.page.name() }, "{}", widget);
            Ok(())
        })?;
    }
}

/// Steps that can follow one another, picked from all that there are.
fn legal(choices: &[prop::sample::Index]) -> Vec<(Value, Step)> {
    let (mut state, _) = begin(Entry::Good, &Shape::LONGEST);
    let mut picked = Vec::new();
    for choice in choices {
        let possible = |(word, step): (Value, Step)| {
            let (after, _) = play(&state, &step, &Shape::LONGEST).ok()?;
            Some((word, step, after))
        };
        let possible: Vec<_> = steps().into_iter().filter_map(possible).collect();
        if possible.is_empty() {
            break;
        }
        let (word, step, after) = possible[choice.index(possible.len())].clone();
        picked.push((word, step));
        state = after;
    }
    picked
}

fn steps() -> Vec<(Value, Step)> {
    let act = |act: Act| (json!(act.verb().name()), Step::Person(act));
    let submit =
        |word: Value, outcome| (json!({ "submit": word }), Step::Bank(Answer::ToCredentials(outcome)));
    let token = |word: &str, outcome| (json!({ "token": word }), Step::Bank(Answer::ToToken(outcome)));
    let survey =
        |answer: SurveyAnswer| (json!({ "survey": answer.name() }), Step::Person(Act::Survey(Some(answer))));
    let raw = json!({ "eventName": "RAW" });
    vec![
        act(Act::Accept),
        (json!({ "choose": "any" }), Step::choose_any()),
        (
            json!({ "choose": { "institution": "any", "warning": "institution_disabled" } }),
            Step::Bank(Answer::Unavailable(Choice::Any, Code::InstitutionDisabled)),
        ),
        submit(json!("success"), Outcome::Success),
        submit(json!("login_error"), Outcome::Refused(Refusal::of(Code::LoginError))),
        submit(json!({ "ask_token": "text" }), Outcome::AskToken(TokenKind::Text)),
        submit(
            json!({ "after": "3s", "then": "success" }),
            Outcome::After(Span::secs(3), Box::new(Outcome::Success)),
        ),
        token("success", TokenOutcome::Success),
        token("wrong", TokenOutcome::Wrong),
        token("late", TokenOutcome::Late),
        (json!("hang"), Step::Bank(Answer::Silence)),
        act(Act::Retry),
        act(Act::Back),
        act(Act::Close),
        act(Act::Stay),
        act(Act::Leave),
        survey(SurveyAnswer::Trust),
        act(Act::Finish),
        (json!({ "wait": "1s" }), Step::Time(Lapse::Wait(Span::secs(1)))),
        (json!("expire"), Step::Time(Lapse::Expire)),
        (json!({ "emit": { "event": raw } }), Step::Emit(RawEmission { to: Sink::Event, args: vec![raw] })),
    ]
}

/// Where a file leads on a page, and what the page is told.
fn played(steps: &[Step], shape: &Shape) -> Result<(State, Vec<String>), TestCaseError> {
    let (mut state, mut effects) = begin(Entry::Good, shape);
    let mut lines: Vec<String> = effects.iter().filter_map(told).collect();
    for (index, step) in steps.iter().enumerate() {
        if state.ending.is_some() || is_passed_over(step, steps[index + 1..].iter(), &state, shape) {
            continue;
        }
        let after = play(&state, step, shape);
        prop_assert!(after.is_ok(), "`{}` on the screen {:?} of {shape:?}", step.word(), state.page);
        (state, effects) = after.expect("possible");
        lines.extend(matches!(step, Step::Emit(_)).then(|| "onEvent".to_owned()));
        lines.extend(effects.iter().filter_map(told));
    }
    if let Ok((after, effects)) = next(&state, &Input::Clock(Tick::SuccessLeaves), shape) {
        lines.extend(effects.iter().filter_map(told));
        state = after;
    }
    Ok((state, lines))
}
