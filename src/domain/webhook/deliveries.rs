//! What has been told, and how it gets to those who listen: in order, tried again while it fails (R-HOOK-03).

mod log;
mod snapshot;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use indexmap::IndexMap;
use uuid::Uuid;

use super::crowd::{Crowd, Crowded, Room};
use super::event::{Event, News};
use super::inbox::{Inbox, Ruled};
use super::target::Target;
use crate::domain::base::limits::{DELIVERED, WAITING_DELIVERIES};
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::scenario::webhooks::Form;

/// A failed delivery is tried again so many times (R-HOOK-03).
const RETRIES: usize = 5;

/// A receiver answers within this time, in the host's (R-HOOK-03).
pub const ANSWERED_WITHIN: Span = Span::secs(5);

/// How far a delivery has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum State {
    /// It waits for its time, or for those before it.
    Waiting,
    /// The receiver has it and has not answered.
    UnderWay,
    /// The receiver has taken it.
    Delivered,
    /// It was tried as often as it is.
    GivenUp,
}

/// What became of one try.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Try {
    /// When it was due, on the workspace's clock.
    pub at: Timestamp,
    /// The status of the answer.
    pub status: Option<u16>,
    /// Why there was none, or the beginning of its body.
    pub answer: String,
    /// How long it took, in host time.
    pub took: Span,
}

impl Try {
    fn succeeded(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// An event on its way to a receiver.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Counts up from 1 within the workspace.
    pub seq: u64,
    /// What is told.
    pub event: Arc<Event>,
    /// To whom.
    pub target: Arc<Target>,
    /// What is wrong with it.
    pub form: Form,
    /// The rule of a scenario that has made it so.
    pub why: Option<Arc<str>>,
    /// What became of it so far.
    pub tries: Vec<Try>,
    /// How far it has got.
    pub state: State,
    /// Which of all tries of all workspaces its last one was; nought before the first.
    pub tried: u64,
    due: Timestamp,
    line: u64,
}

/// A try that is to be made now.
#[derive(Clone, Debug)]
pub struct Sending {
    /// The delivery.
    pub seq: u64,
    /// What is told.
    pub event: Arc<Event>,
    /// To whom.
    pub target: Arc<Target>,
    /// What is wrong with it.
    pub form: Form,
}

/// Why something is not sent once more.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotResent {
    /// It is not in the log.
    #[error("there is no such delivery")]
    Unknown,
    /// Its receiver has been replaced.
    #[error("{0} gets no webhooks any more: make it a receiver again, or send it to another")]
    NoReceiver(String),
    /// Too many wait.
    #[error("{WAITING_DELIVERIES} webhooks wait for this receiver already")]
    Full,
}

/// One receiver and what waits for it: one at a time, so that they come in order.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    target: Arc<Target>,
    due: BTreeSet<(Timestamp, u64)>,
    #[serde(skip)]
    busy: bool,
    room: Room,
}

impl Line {
    /// Whether it can be tried: it is not at a try, and not switched off.
    fn is_idle(&self) -> bool {
        !self.busy && !self.target.is_off()
    }
}

/// Everything that has been told, and where it goes.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deliveries {
    inbox: Inbox,
    events: u64,
    /// What is sent later than it happens, by a number of its own.
    late: BTreeMap<u64, (Arc<Event>, Ruled)>,
    room_for_late: Room,
    log: BTreeMap<u64, Delivery>,
    /// Those that were tried, by which of all tries their last one was.
    #[serde(skip)]
    by_try: BTreeMap<u64, u64>,
    /// Those of the log that are over, the first that was first.
    over: VecDeque<u64>,
    lines: IndexMap<u64, Line>,
    count: u64,
    count_of_lines: u64,
    /// When everything was wiped last (R-LIMIT-05).
    wiped: Option<Timestamp>,
}

impl Deliveries {
    /// Whom it goes to.
    pub fn targets(&self) -> impl Iterator<Item = &Arc<Target>> {
        self.lines.values().map(|line| &line.target)
    }

    /// Sends what comes from now on to these; what waits for others is given up. A receiver that stays keeps its line,
    /// whatever headers it gets now.
    pub(in crate::domain) fn set_targets(&mut self, targets: &[Arc<Target>]) {
        let mut before = std::mem::take(&mut self.lines);
        for target in targets {
            let known = before.iter().position(|(_, line)| line.target.address.is_of(&target.address));
            let (id, line) = known.and_then(|at| before.shift_remove_index(at)).unwrap_or_else(|| {
                self.count_of_lines += 1;
                let (due, room) = (BTreeSet::new(), Room::default());
                (self.count_of_lines, Line { target: target.clone(), due, busy: false, room })
            });
            self.lines.insert(id, Line { target: target.clone(), ..line });
        }
        for line in before.into_values() {
            line.due.into_iter().for_each(|(_, seq)| self.give_up(seq));
        }
    }

    /// What was told before is not sent from now on, nor tried again (R-LIMIT-05).
    pub(in crate::domain) fn wipe(&mut self, now: Timestamp) {
        self.wiped = Some(now);
        self.late.clear();
        let later: Vec<(Timestamp, u64)> =
            self.lines.values_mut().flat_map(|line| line.due.split_off(&(now, 0))).collect();
        later.into_iter().for_each(|(_, seq)| self.give_up(seq));
    }

    fn give_up(&mut self, seq: u64) {
        if let Some(delivery) = self.log.get_mut(&seq) {
            delivery.state = State::GivenUp;
            self.over.push_back(seq);
        }
    }

    /// Something has happened that is told.
    pub(in crate::domain) fn event(&mut self, id: Uuid, at: Timestamp, news: News) -> Arc<Event> {
        self.events += 1;
        Arc::new(Event::new(self.events, id, at, news))
    }

    /// Sends it as often as it is to be sent; who has no room for it, or has again.
    pub(in crate::domain) fn send(
        &mut self,
        event: &Arc<Event>,
        ruled: &Ruled,
        now: Timestamp,
    ) -> Vec<Crowded> {
        let lines: Vec<u64> = self.lines.keys().copied().collect();
        let mut crowds = Vec::new();
        for _ in 0..ruled.manner.copies {
            self.inbox.put(event, now, ruled);
            // One that is full takes nothing from the others.
            lines.iter().for_each(|line| crowds.extend(self.queue(*line, event.clone(), ruled, now)));
        }
        crowds
    }

    /// Keeps it to be sent later, by the number that this answers; none when too many wait.
    pub(in crate::domain) fn send_later(
        &mut self,
        event: Arc<Event>,
        ruled: Ruled,
    ) -> (Option<u64>, Option<Crowd>) {
        let (number, crowd) = (event.seq, self.room_for_late.note(self.late.len()));
        if !self.room_for_late.is_there() {
            return (None, crowd);
        }
        self.late.insert(number, (event, ruled));
        (Some(number), crowd)
    }

    /// What is kept under a number.
    pub(in crate::domain) fn late(&self, number: u64) -> Option<&Arc<Event>> {
        self.late.get(&number).map(|(event, _)| event)
    }

    /// What is to be tried, and when; what waits for a receiver that is switched off comes when that is switched on.
    pub(in crate::domain) fn to_come(&self) -> impl Iterator<Item = (Timestamp, &Delivery)> {
        let is_on = |line: u64| self.lines.get(&line).is_some_and(|line| !line.target.is_off());
        let waits = move |kept: &&Delivery| kept.state == State::Waiting && is_on(kept.line);
        self.log.values().filter(waits).map(|kept| (kept.due, kept))
    }

    /// Takes out what was kept under a number.
    pub(in crate::domain) fn take_late(&mut self, number: u64) -> Option<(Arc<Event>, Ruled)> {
        self.late.remove(&number)
    }

    fn queue(&mut self, id: u64, event: Arc<Event>, ruled: &Ruled, due: Timestamp) -> Option<Crowded> {
        let line = self.lines.get_mut(&id)?;
        let crowd = line.room.note(line.due.len()).map(|crowd| (line.target.clone(), crowd));
        if !line.room.is_there() {
            return crowd;
        }
        self.count += 1;
        let seq = self.count;
        line.due.insert((due, seq));
        let target = line.target.clone();
        let (form, why, state) = (ruled.manner.form, ruled.why.clone(), State::Waiting);
        self.log.insert(
            seq,
            Delivery { seq, event, target, form, why, tries: Vec::new(), tried: 0, state, due, line: id },
        );
        self.forget_old();
        crowd
    }

    /// Those that are over make room, oldest first.
    fn forget_old(&mut self) {
        while self.log.len() > DELIVERED
            && let Some(oldest) = self.over.pop_front()
        {
            self.remove(oldest);
        }
    }

    fn remove(&mut self, seq: u64) {
        if let Some(delivery) = self.log.remove(&seq) {
            self.by_try.remove(&delivery.tried);
        }
    }

    /// The next try for each receiver that is not at one, if it is due.
    pub(in crate::domain) fn take(&mut self, now: Timestamp) -> Vec<Sending> {
        let mut sendings = Vec::new();
        for line in self.lines.values_mut().filter(|line| line.is_idle()) {
            let Some((_, seq)) = line.due.first().copied().filter(|(at, _)| *at <= now) else { continue };
            line.due.pop_first();
            if let Some(delivery) = self.log.get_mut(&seq) {
                line.busy = true;
                delivery.state = State::UnderWay;
                delivery.target = line.target.clone();
                let (event, target, form) = (delivery.event.clone(), line.target.clone(), delivery.form);
                sendings.push(Sending { seq, event, target, form });
            }
        }
        sendings
    }

    /// When the next try is due for a receiver that is not at one.
    pub fn next(&self) -> Option<Timestamp> {
        let idle = self.lines.values().filter(|line| line.is_idle());
        idle.filter_map(|line| line.due.first()).map(|(at, _)| *at).min()
    }

    /// Whether anything is under way or waits, that is due at `now`.
    pub fn is_busy(&self, now: Timestamp) -> bool {
        let due = |line: &Line| line.due.first().is_some_and(|(at, _)| *at <= now);
        self.lines.values().any(|line| line.busy || line.is_idle() && due(line))
    }

    /// There turned out to be nothing to send: it is as if it had never been announced. Whether that is news.
    pub(in crate::domain) fn note_nothing(&mut self, sent: &Sending) -> bool {
        let Some(delivery) = self.known(sent) else { return false };
        let line = delivery.line;
        self.free(line);
        self.remove(sent.seq);
        self.inbox.forget(&sent.event);
        sent.event.note_nothing()
    }

    /// The delivery of a try, unless a reset has made the numbers begin anew.
    fn known(&mut self, sent: &Sending) -> Option<&mut Delivery> {
        self.log.get_mut(&sent.seq).filter(|known| Arc::ptr_eq(&known.event, &sent.event))
    }

    /// The receiver can be tried again; whether it is one still.
    fn free(&mut self, line: u64) -> bool {
        self.lines.get_mut(&line).map(|line| line.busy = false).is_some()
    }

    /// What became of a try; one that failed counts at the time at which it was due, and is made again later.
    pub(in crate::domain) fn note(
        &mut self,
        sent: &Sending,
        (status, answer, took): (Option<u16>, String, Span),
        tried: u64,
        step: Span,
    ) -> Option<&Delivery> {
        let line = self.known(sent)?.line;
        let listens = self.free(line);
        let wiped = self.wiped;
        let delivery = self.log.get_mut(&sent.seq)?;
        let told = delivery.event.at;
        let is_wiped = |due: Timestamp| wiped.is_some_and(|at| told < at && at <= due);
        self.by_try.remove(&delivery.tried);
        self.by_try.insert(tried, sent.seq);
        delivery.tried = tried;
        delivery.tries.push(Try { at: delivery.due, status, answer, took });
        let times = delivery.tries.len();
        let next = delivery.due.plus(times_of(step, times));
        delivery.state = if delivery.tries.last().is_some_and(Try::succeeded) {
            State::Delivered
        } else if times <= RETRIES && listens && !is_wiped(next) {
            State::Waiting
        } else {
            State::GivenUp
        };
        if delivery.state == State::Waiting {
            delivery.due = next;
            self.lines.get_mut(&line)?.due.insert((next, sent.seq));
        } else {
            self.over.push_back(sent.seq);
        }
        Some(delivery)
    }

    /// Sends something once more to its receiver, as new and as it should be; the number of that delivery.
    pub(in crate::domain) fn resend(
        &mut self,
        seq: u64,
        now: Timestamp,
    ) -> Result<(u64, Option<Crowded>), NotResent> {
        let delivery = self.log.get(&seq).ok_or(NotResent::Unknown)?;
        let (event, address) = (delivery.event.clone(), &delivery.target.address);
        let gone = || NotResent::NoReceiver(address.to_string());
        let same = |(_, line): &(&u64, &Line)| line.target.address.is_of(address);
        let kept = self.lines.contains_key(&delivery.line).then_some(delivery.line);
        let line = kept.or_else(|| self.lines.iter().find(same).map(|(id, _)| *id)).ok_or_else(gone)?;
        let has_room = |line: &Line| line.due.len() < WAITING_DELIVERIES;
        self.lines.get(&line).filter(|line| has_room(line)).ok_or(NotResent::Full)?;
        let crowd = self.queue(line, event, &Ruled::default(), now);
        Ok((self.count, crowd))
    }

    /// What an application's server would have got.
    pub fn inbox(&self) -> &Inbox {
        &self.inbox
    }

    /// Forgets what has been sent, but for what waits for its receivers.
    pub(in crate::domain) fn clear_inbox(&mut self) {
        self.inbox.clear();
    }
}

fn times_of(step: Span, times: usize) -> Span {
    Span::micros(step.as_micros().saturating_mul(i64::try_from(times).unwrap_or(i64::MAX)))
}
