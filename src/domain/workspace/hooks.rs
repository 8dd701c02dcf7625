//! What webhooks tell of links and their data, and what becomes of it (R-HOOK).

use std::rc::Rc;
use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;

use super::world::World;
use crate::domain::base::agenda::Due;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::limits::WAITING_DELIVERIES;
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::link::links::Link;
use crate::domain::record::ask::Ask;
use crate::domain::record::brazil::CONSENTS;
use crate::domain::record::plan::Plan;
use crate::domain::record::resource::{Resource, Tie};
use crate::domain::record::store::Waiting;
use crate::domain::record::table;
use crate::domain::scenario::webhooks::Manner;
use crate::domain::vocabulary::{AccessMode, LinkStatus};
use crate::domain::webhook::count::Facts;
use crate::domain::webhook::crowd::{Crowd, Crowded};
use crate::domain::webhook::deliveries::{NotResent, Sending};
use crate::domain::webhook::event::{About, Event, Form, Known, News};
use crate::domain::webhook::inbox::Ruled;
use crate::domain::webhook::table::{CONSENT, Cause, LINK, ROWS, Row, of_link, of_resource};
use crate::domain::webhook::target::Target;

/// What became of a try: the status of the answer and its beginning, or why there was none, and how long it took.
pub type Outcome = (Option<u16>, String, Span);

/// A resource, what is fetched of it, and whether somebody has asked for that.
type Fetch<'f> = (&'static Resource, &'f Ask, bool);

impl World {
    /// Tells that a resource of a link is there, for the first time or anew.
    pub(super) fn announce_arrival(
        &mut self,
        resource: &'static Resource,
        ask: &Ask,
        known: &Known,
        is_first: bool,
    ) {
        let (cause, link) = (if is_first { Cause::First } else { Cause::Again }, ask.link);
        if !is_first && self.brings_nothing_new(resource, known) {
            return;
        }
        let included = self.core.links.get(link).map(|link| &link.included);
        let joined = included.filter(|_| is_first).and_then(|included| included.request_of(resource.path));
        for row in of_resource(resource, cause) {
            let request_id = joined.unwrap_or_else(|| self.id_of_arrival(row, link));
            self.announce(row, (resource, ask, false), request_id, known);
        }
    }

    /// Accounts are there from the beginning: no week adds one, unless the tester's own data do.
    fn brings_nothing_new(&self, resource: &Resource, known: &Known) -> bool {
        let own = self.overrides();
        let generated = own.set.is_none() && !own.changes.contains_key(resource.path);
        resource.tie == Tie::Account && known.updated_at.is_some() && generated
    }

    /// Tells that what a call has asked for is there.
    pub(super) fn announce_answer(
        &mut self,
        resource: &'static Resource,
        cause: Cause,
        ask: &Ask,
        request_id: Uuid,
        known: &Known,
    ) {
        let fetch = (resource, ask, true);
        of_resource(resource, cause).for_each(|row| self.announce(row, fetch, request_id, known));
    }

    fn announce(
        &mut self,
        row: &'static Row,
        (resource, ask, asked): Fetch<'_>,
        request_id: Uuid,
        known: &Known,
    ) {
        let Some(plan) = self.plan_now(resource, ask, asked) else { return };
        let about = About::Records(Box::new(plan), known.clone());
        self.tell(row, row.cause, ask.link, request_id, about);
    }

    /// An id that no call changes: on a clock that runs, nobody knows what comes first.
    fn id_of_arrival(&self, row: &'static Row, link: Uuid) -> Uuid {
        let at = self.core.now.micros().to_be_bytes();
        self.core.dice.uuid_for("arrival", &[link.as_bytes(), &[row.place()], &at])
    }

    fn plan_now(&self, resource: &'static Resource, ask: &Ask, asked: bool) -> Option<Plan> {
        let link = self.core.links.get(ask.link)?;
        let what = Waiting { asked, ..self.asked_now(ask) };
        Some(self.plan(resource, what, link))
    }

    fn tell(&mut self, row: &'static Row, cause: Cause, link: Uuid, request_id: Uuid, about: About) -> Uuid {
        let external_id = self.core.links.get(link).and_then(|link| link.external_id.clone());
        let id = self.core.dice.uuid_for("webhook", &[request_id.as_bytes(), &[row.place()]]);
        let options = self.options();
        let form = Form {
            legacy: options.legacy_body,
            dashed: options.request_id_dashed,
            consents: options.consent_names,
        };
        let mut data = json!({
            "webhook_id": id.simple().to_string(), "webhook_type": row.kind, "webhook_code": row.code, "link": link,
        });
        if cause == Cause::Again {
            data["may_be_nothing"] = true.into();
        }
        let ruled = self.scenario.as_mut().and_then(|it| it.webhook(cause.into(), row.kind, row.code));
        let (manner, why) =
            ruled.map_or((Some(Manner::default()), None), |(manner, why)| (manner, Some(why)));
        let dropped = why.as_ref().filter(|_| manner.is_none()).map(|why| format!("{why}: not sent"));
        self.core.journal(None, EntryKind::WebhookAnnounced, dropped.or(why.clone()), data);
        if let Some(manner) = manner {
            let news = News { row, link, external_id, request_id, about, form };
            let event = self.core.hooks.event(id, self.core.now, news);
            self.send(event, Ruled { manner, why: why.map(Into::into) });
        }
        self.core.changes += 1;
        id
    }

    /// Sends something now, or later if a scenario says so.
    fn send(&mut self, event: Arc<Event>, ruled: Ruled) {
        let (now, after) = (self.core.now, ruled.manner.after);
        if after == Span::ZERO {
            let crowds = self.core.hooks.send(&event, &ruled, now);
            return self.note_crowds(crowds);
        }
        let (number, crowd) = self.core.hooks.send_later(event, ruled);
        crowd.into_iter().for_each(|crowd| self.note_crowd("to be sent later", &crowd));
        number.into_iter().for_each(|number| self.core.agenda.put(now.plus(after), Due::WebhookSent(number)));
    }

    /// The time has come of what a scenario sends later.
    pub(super) fn send_late(&mut self, number: u64) {
        let Some((event, ruled)) = self.core.hooks.take_late(number) else { return };
        let crowds = self.core.hooks.send(&event, &ruled, self.core.now);
        self.note_crowds(crowds);
        self.core.changes += 1;
    }

    fn note_crowds(&mut self, crowds: impl IntoIterator<Item = Crowded>) {
        for (target, crowd) in crowds {
            self.note_crowd(&format!("for {}", target.address), &crowd);
        }
    }

    fn note_crowd(&mut self, what: &str, crowd: &Crowd) {
        let (why, missed) = match crowd {
            Crowd::Begins => {
                (format!("{WAITING_DELIVERIES} webhooks wait {what}: further ones are lost"), None)
            }
            Crowd::Over(missed) => (format!("there is room again for webhooks {what}"), Some(missed)),
        };
        let data = json!({ "limit": "webhooks that wait", "lost": missed });
        self.core.journal(None, EntryKind::Limit, Some(why), data);
    }

    /// Tells that a link's status has become one that webhooks tell of.
    pub(super) fn tell_status(&mut self, link: Uuid, status: LinkStatus) {
        let cause = match status {
            LinkStatus::Invalid => Cause::Broken,
            LinkStatus::TokenRequired => Cause::Token,
            _ => return,
        };
        for row in self.of_link(cause) {
            let request_id = self.core.dice.uuid("requests");
            self.tell(row, cause, link, request_id, without_records(row));
        }
    }

    /// Tells of the consent of a recurrent link.
    pub(super) fn tell_consent(&mut self, link: Uuid, cause: Cause) {
        let recurrent = |link: &Link| link.access_mode == AccessMode::Recurrent;
        if !self.core.links.get(link).is_some_and(recurrent) {
            return;
        }
        for row in self.of_link(cause) {
            let Some(about) = self.about_records(row, link) else { continue };
            let request_id = self.id_of_consent(row, link);
            self.tell(row, cause, link, request_id, about);
        }
    }

    /// An id for each time that a consent is told of, be it twice in a moment.
    fn id_of_consent(&mut self, row: &'static Row, link: Uuid) -> Uuid {
        let consent = self.core.links.get_mut(link).and_then(|link| link.consent.as_mut());
        let count = consent.map_or(0, |consent| {
            consent.told = consent.told.saturating_add(1);
            consent.told
        });
        self.core.dice.uuid_for("consent", &[link.as_bytes(), &[row.place()], &count.to_be_bytes()])
    }

    /// All records that a row of the table is about, if the link has them.
    fn about_records(&self, row: &Row, link: Uuid) -> Option<About> {
        let of_row = |resource: &&Resource| match row.kind {
            CONSENT => resource.path == CONSENTS,
            kind => resource.name == kind && self.offered_to(link, resource),
        };
        let resource = table::all().find(of_row)?;
        let plan = self.plan_now(resource, &Ask::everything(link), false)?;
        Some(About::AllRecords(Box::new(plan), self.known_before(resource, link)))
    }

    fn of_link(&self, cause: Cause) -> impl Iterator<Item = &'static Row> + use<> {
        let silent = self.options().sandbox_silent;
        of_link(cause).filter(move |_| !silent)
    }

    /// A call that asked a link's bank for data has failed; the sixth in a row makes it invalid (R-LINK-09).
    pub fn note_failure(&mut self, link: Uuid) {
        let status = |world: &Self| world.core.links.get(link).map(|link| link.status);
        let before = status(self);
        self.core.links.failed(link);
        let after = status(self).filter(|after| Some(*after) != before);
        if let Some(after) = after {
            let why = Some("the sixth call in a row that asked the bank for data was refused".to_owned());
            self.core.journal(None, EntryKind::LinkStatus, why, json!({ "link": link, "status": after }));
            self.tell_status(link, after);
        }
    }

    /// Tells that a link is deleted, while it still is there.
    pub(super) fn tell_deleted(&mut self, link: Uuid, request_id: Uuid) {
        for row in self.of_link(Cause::Deleted) {
            self.tell(row, row.cause, link, request_id, About::Known(json!({})));
        }
    }

    /// Tells something of a link by hand.
    pub fn tell_by_hand(&mut self, row: &'static Row, link: Uuid, data: Option<Value>) -> Uuid {
        let about = data.map(About::Known).or_else(|| self.about_records(row, link));
        let request_id = self.core.dice.uuid("requests");
        let about = about.unwrap_or_else(|| without_records(row));
        self.tell(row, Cause::ByHand, link, request_id, about)
    }

    /// The types of what can be told of a link.
    pub fn types_of(&self, link: &Link) -> Vec<&'static str> {
        let has = |row: &Row| match row.kind {
            LINK => true,
            CONSENT => link.consent.is_some(),
            kind => table::all().any(|resource| resource.name == kind && self.offered_to(link.id, resource)),
        };
        let mut types: Vec<&str> = ROWS.iter().filter(|row| has(row)).map(|row| row.kind).collect();
        types.dedup();
        types
    }

    fn offered_to(&self, link: Uuid, resource: &Resource) -> bool {
        let options = self.options();
        self.core.links.get(link).is_some_and(|link| self.core.offers(link, resource, &options))
    }

    /// Sends a webhook once more; the number of the new delivery.
    pub fn resend(&mut self, seq: u64) -> Result<u64, NotResent> {
        let (seq, crowd) = self.core.hooks.resend(seq, self.core.now)?;
        self.note_crowds(crowd);
        Ok(seq)
    }

    /// Forgets what was told.
    pub fn forget_webhooks(&mut self) {
        self.core.hooks.clear_inbox();
    }

    /// Sends webhooks to these receivers from now on.
    pub fn set_targets(&mut self, targets: &[Arc<Target>]) {
        self.was_set = true;
        self.core.hooks.set_targets(targets);
        let urls: Vec<String> = targets.iter().map(|target| target.address.to_string()).collect();
        self.core.journal(None, EntryKind::WebhookTargets, None, json!({ "urls": urls }));
    }

    /// The tries that are to be made now.
    pub fn take_deliveries(&mut self) -> Vec<Sending> {
        self.core.hooks.take(self.core.now)
    }

    /// What became of a try, and which of all it was; no outcome when there turned out to be nothing to tell.
    pub fn delivered(&mut self, sent: &Sending, outcome: Option<Outcome>, tried: u64) {
        self.core.changes += 1;
        let Some(outcome) = outcome else { return self.note_nothing(sent) };
        let (step, seq) = (*self.options().retry_step, sent.seq);
        let Some(delivery) = self.core.hooks.note(sent, outcome, tried, step) else { return };
        let (state, tries) = (delivery.state, delivery.tries.len());
        let last = delivery.tries.last();
        let data = json!({
            "delivery": seq,
            "webhook_id": delivery.event.id.simple().to_string(),
            "url": delivery.target.address.to_string(),
            "try": tries,
            "status": last.and_then(|last| last.status),
            "answer": last.map(|last| &*last.answer),
            "state": state,
        });
        self.core.journal(None, EntryKind::WebhookTried, None, data);
    }

    fn note_nothing(&mut self, sent: &Sending) {
        if self.core.hooks.note_nothing(sent) {
            let (id, row, link) = (sent.event.id.simple().to_string(), sent.event.row, sent.event.link);
            let data = json!({
                "webhook_id": id, "webhook_type": row.kind, "webhook_code": row.code, "link": link,
            });
            self.core.journal(None, EntryKind::WebhookNothing, None, data);
        }
    }

    /// The host's time at which something is to be sent; nothing while nobody listens or the clock stands.
    pub fn next_delivery(&self, host: Timestamp) -> Option<Timestamp> {
        self.core.hooks.targets().next()?;
        let now = self.core.now;
        let due = self.core.hooks.next();
        if due.is_some_and(|due| due <= now) {
            return Some(host);
        }
        self.clock.host_time_of(due.into_iter().chain(self.next_event()).min()?)
    }
}

/// What a webhook says where there are no records to tell of.
fn without_records(row: &Row) -> About {
    let none = Facts {
        all: Rc::default(),
        new: Rc::default(),
        asked_type: None,
        today: String::new(),
        must_tell: true,
    };
    About::Known((row.data)(&none).unwrap_or_else(|| json!({})))
}
