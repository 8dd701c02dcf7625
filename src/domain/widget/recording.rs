//! A run as steps of a scenario: played on the same page, they show the same screens and call the same functions.
//!
//! What has come into the run is put into steps, which are then laid on the page that has everything: where the own page
//! lacks a screen, the file has the step for it, and the own page passes over it.

use super::flow::steps::{entry, play};
use super::flow::{BankReply, Shape, State, begin};
use super::record::Incoming;
use super::run::Run;
use crate::domain::base::text::quote;
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::core::state::Core;
use crate::domain::scenario::model::{BadToken, Play};
use crate::domain::scenario::step::{Answer, Lapse, Step};
use crate::domain::vocabulary::acts::{Act, Choice, Verb};
use crate::domain::vocabulary::answers::{Outcome, TokenOutcome};
use crate::domain::vocabulary::pages::Page;

/// A run as a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// What was wrong with the page's token.
    pub token: Option<BadToken>,
    /// The pause between two steps.
    pub pace: Span,
    /// The user name that decides what the link is like.
    pub username: Option<String>,
    /// The settings of the run that are not the usual ones.
    pub options: Vec<(String, String)>,
    /// What has come in.
    pub steps: Vec<Recorded>,
    /// What its page had, or had not.
    pub page: Vec<String>,
    /// What is otherwise when it is played.
    pub differs: Vec<String>,
}

/// A step, and why it is as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The step.
    pub step: Step,
    /// What has decided the bank's answer.
    pub why: Option<String>,
}

/// Why a run is no scenario.
pub type Unrecorded = String;

impl Run {
    /// The token of its page is bad, or the run takes it for bad.
    pub(in crate::domain) fn has_bad_token(&mut self, bad: BadToken) {
        self.record.token = Some(bad);
    }

    /// What has come into it as a scenario.
    pub fn recording(&self, core: &Core) -> Result<Recording, Unrecorded> {
        let token = self.record.token;
        if let Some((reason, detail)) = &self.config_error
            && token.is_none()
            && self.record.all.is_empty()
        {
            return Err(format!(
                "the widget did not start ({reason}: {detail}): nobody has done anything in it"
            ));
        }
        if self.record.cut {
            return Err("more has happened in this run than is kept of one".to_owned());
        }
        let mut draft = Draft { steps: Vec::new(), differs: Vec::new() };
        draft.read(self);
        let steps = Laying::of(self, core).lay(draft.steps)?;
        if steps.is_empty() && token.is_none() {
            return Err("nobody has done anything in this run yet".to_owned());
        }
        Ok(Recording {
            token,
            pace: if self.script.play == Play::ByItself { self.script.pace() } else { Span::ZERO },
            username: self.telling_user_name(),
            options: self.own_options(),
            steps,
            page: self.described(),
            differs: draft.differs,
        })
    }

    /// The user name, if it decides how the link lives: what the bank answers stands in the steps.
    fn telling_user_name(&self) -> Option<String> {
        let of_file = || self.script.user_name().filter(|_| self.script.play == Play::ByItself);
        self.record.username.clone().or_else(|| of_file().map(str::to_owned))
    }

    /// Those that a page can make for itself.
    fn own_options(&self) -> Vec<(String, String)> {
        let rows = self.options.rows().filter(|(row, _)| row.name.starts_with("widget."));
        let set = rows.filter(|(row, setting)| *setting != row.default);
        set.map(|(row, setting)| (row.name.to_owned(), setting.into_owned())).collect()
    }

    fn why_stopped(&self) -> &str {
        self.config_error.as_ref().map(|(_, detail)| detail.as_str()).unwrap_or_default()
    }

    fn described(&self) -> Vec<String> {
        let listed = self.listed.len();
        let facts = [
            (self.updates(), "update mode: its token had a link_id"),
            (!self.updates() && listed == 1, "one institution"),
            (!self.config.show_intro, "no first screen (show_intro)"),
            (!self.shape.dialog, "no question whether to leave (show_close_dialog)"),
            (!self.shape.survey, "no survey (show_abandon_survey)"),
        ];
        facts.into_iter().filter(|(is, _)| *is).map(|(_, fact)| fact.to_owned()).collect()
    }
}

/// What has come in, as steps in order, whatever the page has.
struct Draft {
    steps: Vec<Recorded>,
    differs: Vec<String>,
}

impl Draft {
    fn read(&mut self, run: &Run) {
        let incoming = &run.record.all;
        let mut before = run.record.begun.unwrap_or(Timestamp::from_micros(0));
        let mut next = 0;
        while let Some((at, what)) = incoming.get(next) {
            next += 1;
            match what {
                Incoming::Act(verb @ (Verb::Submit | Verb::Token)) => {
                    next += self.ask(*verb, *at, &incoming[next..])
                }
                Incoming::Pause => self.put(Step::Time(Lapse::Wait(at.since(before)))),
                other => self.take(run, other),
            }
            before = incoming[next - 1].0;
        }
        if run.state.page == Page::Success && run.ending().is_none() {
            self.differs("the success screen had not been left yet: played, it leaves at once");
        }
    }

    fn put(&mut self, step: Step) {
        self.steps.push(Recorded { step, why: None });
    }

    fn differs(&mut self, what: impl Into<String>) {
        let what = what.into();
        if !self.differs.contains(&what) {
            self.differs.push(what);
        }
    }

    fn take(&mut self, run: &Run, incoming: &Incoming) {
        match incoming {
            Incoming::Act(verb) => {
                self.steps.extend(bare(*verb).map(|act| Recorded { step: Step::Person(act), why: None }))
            }
            Incoming::Choice(name, None) => self.put(Step::Person(Act::Choose(Choice::Named(name.clone())))),
            Incoming::Choice(name, Some(code)) => {
                self.put(Step::Bank(Answer::Unavailable(Choice::Named(name.clone()), *code)));
            }
            Incoming::Survey(answer) => self.put(Step::Person(Act::Survey(*answer))),
            Incoming::Expired => self.put(Step::Time(Lapse::Expire)),
            Incoming::Emission(raw) => self.put(Step::Emit(raw.clone())),
            Incoming::Misfit => self.differs("the form refused what was typed: a file types what fits"),
            Incoming::Stopped => {
                self.differs(format!("the scenario that was played could not go on: {}", run.why_stopped()));
            }
            Incoming::Gone => self.differs("the page left before the run was over: played, it stays"),
            Incoming::Pause | Incoming::Reply(..) => {}
        }
    }

    /// The person asks the bank: with the answer, if there was one, or nothing; how many of the rest are used up with it.
    fn ask(&mut self, verb: Verb, at: Timestamp, rest: &[(Timestamp, Incoming)]) -> usize {
        let waits = |incoming: &Incoming| {
            matches!(
                incoming,
                Incoming::Act(Verb::Close | Verb::Stay) | Incoming::Emission(_) | Incoming::Pause
            )
        };
        let between = rest.iter().take_while(|(_, incoming)| waits(incoming)).count();
        let Some((answered, Incoming::Reply(says, reason))) = rest.get(between) else {
            self.put(Step::Bank(Answer::Silence));
            return 0;
        };
        let after = answered.since(at);
        let answer = match verb {
            Verb::Token => to_token(says).map(Answer::ToToken),
            _ => to_credentials(says, after).map(Answer::ToCredentials),
        };
        let Some(answer) = answer else { return between + 1 };
        if verb == Verb::Token && after > Span::ZERO {
            self.differs(format!("the bank took {after} for a token: played, it answers at once"));
        }
        self.steps.push(Recorded { step: Step::Bank(answer), why: reason.why.clone() });
        self.between(&rest[..between]);
        between + 1
    }

    /// A file waits for the bank: what comes in meanwhile stands after its answer, or not at all.
    fn between(&mut self, incoming: &[(Timestamp, Incoming)]) {
        for (_, incoming) in incoming {
            match incoming {
                Incoming::Emission(raw) => {
                    self.differs("something was emitted while the bank was asked: played, it comes after the answer");
                    self.put(Step::Emit(raw.clone()));
                }
                Incoming::Act(_) => self.differs(
                    "somebody closed while the bank was asked, and it answered all the same: played, nobody does",
                ),
                _ => {}
            }
        }
    }
}

/// An act that is all that its verb says.
fn bare(verb: Verb) -> Option<Act> {
    match verb {
        Verb::Accept => Some(Act::Accept),
        Verb::Retry => Some(Act::Retry),
        Verb::Back => Some(Act::Back),
        Verb::Close => Some(Act::Close),
        Verb::Stay => Some(Act::Stay),
        Verb::Leave => Some(Act::Leave),
        Verb::Finish => Some(Act::Finish),
        Verb::Choose | Verb::Submit | Verb::Token | Verb::Survey => None,
    }
}

fn to_credentials(says: &BankReply, after: Span) -> Option<Outcome> {
    let outcome = match says {
        BankReply::Connected => Outcome::Success,
        BankReply::Refused(refusal) => Outcome::Refused(refusal.clone()),
        BankReply::AsksToken(kind) => Outcome::AskToken(*kind),
        BankReply::WrongToken | BankReply::LateToken | BankReply::Unavailable(_) => return None,
    };
    Some(if after > Span::ZERO { Outcome::After(after, Box::new(outcome)) } else { outcome })
}

fn to_token(says: &BankReply) -> Option<TokenOutcome> {
    match says {
        BankReply::Connected => Some(TokenOutcome::Success),
        BankReply::WrongToken => Some(TokenOutcome::Wrong),
        BankReply::LateToken => Some(TokenOutcome::Late),
        BankReply::Refused(refusal) => Some(TokenOutcome::Refused(refusal.clone())),
        BankReply::AsksToken(_) | BankReply::Unavailable(_) => None,
    }
}

/// The run on its own page, and on the page that has everything.
struct Laying {
    own: State,
    shape: Shape,
    whole: State,
    /// The institution of a page that has no list to choose from.
    chosen: Choice,
    laid: Vec<Recorded>,
}

impl Laying {
    fn of(run: &Run, core: &Core) -> Self {
        let entry = entry(run.record.token);
        let name = run.picked.map(|index| core.institutions[index].name.clone());
        Self {
            own: begin(entry, &run.shape).0,
            shape: run.shape,
            whole: begin(entry, &Shape::LONGEST).0,
            chosen: name.map_or(Choice::Any, Choice::Named),
            laid: Vec::new(),
        }
    }

    fn lay(mut self, steps: Vec<Recorded>) -> Result<Vec<Recorded>, Unrecorded> {
        self.keep_up()?;
        for recorded in steps {
            let Ok((own, _)) = play(&self.own, &recorded.step, &self.shape) else {
                return Err(astray(&recorded.step, &self.own));
            };
            self.own = own;
            self.add(recorded)?;
            self.keep_up()?;
        }
        Ok(self.laid)
    }

    fn add(&mut self, recorded: Recorded) -> Result<(), Unrecorded> {
        let (whole, _) = play(&self.whole, &recorded.step, &Shape::LONGEST)
            .map_err(|_| astray(&recorded.step, &self.whole))?;
        self.whole = whole;
        self.laid.push(recorded);
        Ok(())
    }

    /// The steps for the screens that the own page lacks.
    fn keep_up(&mut self) -> Result<(), Unrecorded> {
        while !self.is_level() {
            let Some(step) = self.lacking() else {
                return Err(format!(
                    "the run is at {}, the file at {}",
                    self.own.page.name(),
                    self.whole.page.name()
                ));
            };
            self.add(Recorded { step, why: None })?;
        }
        Ok(())
    }

    /// A run that is over has no screen any more.
    fn is_level(&self) -> bool {
        self.own.ending == self.whole.ending
            && (self.own.ending.is_some() || self.own.page == self.whole.page)
    }

    fn lacking(&self) -> Option<Step> {
        match self.whole.page {
            Page::Consent => Some(Step::Person(Act::Accept)),
            Page::Institutions => Some(Step::Person(Act::Choose(self.chosen.clone()))),
            Page::Credentials if self.shape.begins_with_token() => {
                Some(Step::Bank(Answer::ToCredentials(Outcome::AskToken(self.own.kind))))
            }
            Page::CloseDialog => Some(Step::Person(Act::Leave)),
            Page::Survey if self.whole.ending.is_none() => Some(Step::Person(Act::Survey(None))),
            _ => None,
        }
    }
}

fn astray(step: &Step, state: &State) -> Unrecorded {
    format!("the step {} has no place on the screen {}", quote(step.word()), quote(state.page.name()))
}
