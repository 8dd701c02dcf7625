//! A person acts, and the user name decides the bank's answers.

use belvo_emulator::Emulator;
use belvo_emulator::domain::vocabulary::acts::Verb;
use belvo_emulator::domain::vocabulary::answers::{Refusal, TokenKind};
use belvo_emulator::domain::vocabulary::catalogue::Code;
use belvo_emulator::domain::widget::flow::{
    BankReply, Effect, Entry, First, Input, Intervention, Shape, State, Tick, acts, begin, next,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::door::{Page, control};
use super::super::told::Told;
use super::{BANK, EMULATOR, lines, open, shapes, told};

/// A run as the flow says it goes; the times are in milliseconds since it was opened.
struct Model {
    shape: Shape,
    state: State,
    told: Vec<String>,
    now: u64,
    dies: Option<u64>,
    leaves: Option<u64>,
    answer: Option<(u64, BankReply)>,
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
                Effect::StartSuccessTimer => self.leaves = Some(self.now + 1_500),
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
                User::Good => self.enter(&Input::Bank(BankReply::Connected)),
                User::Down => {
                    self.enter(&Input::Bank(BankReply::Refused(Refusal::of(Code::InstitutionDown))))
                }
                User::Asked | User::Late => self.enter(&Input::Bank(BankReply::AsksToken(TokenKind::Text))),
                User::Slow => self.answer.replace((self.now + 1_000, BankReply::Connected)).is_none(),
            };
        }
        possible
    }

    fn sends_token(&mut self, right: bool) -> bool {
        let possible = self.enter(&Input::Person(Verb::Token));
        if possible {
            let says = match right {
                _ if self.late => BankReply::LateToken,
                true => BankReply::Connected,
                false => BankReply::WrongToken,
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
            if self.dies.take_if(|dies| *dies == at).is_some() {
                assert!(self.enter(&Input::Clock(Tick::TokenDied)));
            } else if answer == Some(at) {
                let (_, says) = self.answer.take().expect("an answer");
                // Whoever has left does not get it.
                self.enter(&Input::Bank(says));
            } else {
                self.leaves = None;
                assert!(self.enter(&Input::Clock(Tick::SuccessLeaves)));
            }
        }
        self.now = to;
    }

    fn must_be_shown(
        &mut self,
        page: &mut Page<'_>,
        all: &mut Told,
        after: &str,
    ) -> Result<(), TestCaseError> {
        let calls = page.calls();
        all.take(page, &calls)?;
        prop_assert_eq!(lines(&calls), std::mem::take(&mut self.told), "{}", after);
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
            emulator.advance(format!("{by}ms")).expect("the clock moves");
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_run_goes_as_the_flow_says(
        shape in shapes(),
        update in any::<bool>(),
        moves in prop::collection::vec(moves(), 1..40),
    ) {
        EMULATOR.with(|emulator| run(emulator, shape, update, moves))?;
    }
}

fn run(emulator: &Emulator, shape: Shape, update: bool, moves: Vec<Move>) -> Result<(), TestCaseError> {
    emulator.reset().expect("a reset");
    let updates = shape.begins_with_token() || (update && shape.first == First::Credentials);
    let mut page = open(emulator, shape, update);
    let mut model = Model::new(shape);
    let mut all = Told::of(&page);
    model.must_be_shown(&mut page, &mut all, "at the start")?;
    for (count, next) in moves.into_iter().enumerate() {
        let next = as_the_bank_knows(updates, next);
        apply(emulator, &mut page, &mut model, &next, count)?;
        page.fetch();
        model.must_be_shown(&mut page, &mut all, &format!("{next:?}"))?;
    }
    Ok(())
}
