//! What must happen when: an ordered queue of what time alone brings about.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::kinds::DueKind;
use super::saved::{self, Saved, Word, map_of};
use super::time::Timestamp;

/// Something that time brings about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// The token of an open widget dies.
    TokenDies(Uuid),
    /// A slow bank answers in a widget.
    BankAnswers(Uuid),
    /// A widget's scenario goes on.
    StepFalls(Uuid),
    /// The success screen of a widget leaves by itself.
    SuccessLeaves(Uuid),
    /// What was asked for in the background is there; the request.
    RecordsCome(Uuid),
    /// A resource that comes with a link is there; the link, and the resource's path.
    DataArrive(Uuid, #[serde(with = "saved")] Word),
    /// A month begins, and everything is wiped (R-LIMIT-05).
    Wipe,
    /// A webhook that a scenario sends later is sent; its number among those that wait.
    WebhookSent(u64),
    /// The time of a link's consent is over.
    ConsentExpires(Uuid),
    /// The user of a link has agreed anew.
    ConsentRenewed(Uuid),
    /// A link breaks, as its user's name decides.
    LinkBreaks(Uuid),
    /// A link becomes what a scenario says; the link, and the name of its state.
    LinkTurns(Uuid, #[serde(with = "saved")] Word),
}

impl Due {
    /// The widget that it is about, if it is about one.
    pub fn widget(self) -> Option<Uuid> {
        match self {
            Self::TokenDies(widget)
            | Self::BankAnswers(widget)
            | Self::StepFalls(widget)
            | Self::SuccessLeaves(widget) => Some(widget),
            _ => None,
        }
    }

    /// The link that it is about, if it is about one.
    pub fn link(self) -> Option<Uuid> {
        match self {
            Self::DataArrive(link, _)
            | Self::ConsentExpires(link)
            | Self::ConsentRenewed(link)
            | Self::LinkBreaks(link)
            | Self::LinkTurns(link, _) => Some(link),
            _ => None,
        }
    }

    /// What it is, without its id.
    pub fn kind(self) -> DueKind {
        match self {
            Self::TokenDies(_) => DueKind::TokenDies,
            Self::BankAnswers(_) => DueKind::BankAnswers,
            Self::StepFalls(_) => DueKind::StepFalls,
            Self::SuccessLeaves(_) => DueKind::SuccessLeaves,
            Self::RecordsCome(_) => DueKind::RecordsCome,
            Self::DataArrive(..) => DueKind::DataArrive,
            Self::Wipe => DueKind::Wipe,
            Self::WebhookSent(_) => DueKind::WebhookSent,
            Self::ConsentExpires(_) => DueKind::ConsentExpires,
            Self::ConsentRenewed(_) => DueKind::ConsentRenewed,
            Self::LinkBreaks(_) => DueKind::LinkBreaks,
            Self::LinkTurns(..) => DueKind::LinkTurns,
        }
    }
}

/// The queue; what falls due at the same moment keeps the order in which it was put in.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    #[serde(with = "saved")]
    items: BTreeMap<(Timestamp, u64), Due>,
    count: u64,
}

impl Saved for BTreeMap<(Timestamp, u64), Due> {
    type Form = Vec<(Timestamp, u64, Due)>;

    fn form(&self) -> Self::Form {
        self.iter().map(|((at, number), due)| (*at, *number, *due)).collect()
    }

    fn read(form: Self::Form) -> Result<Self, String> {
        map_of(form.into_iter().map(|(at, number, due)| ((at, number), due)).collect())
    }
}

impl Agenda {
    /// Puts something in.
    pub fn put(&mut self, at: Timestamp, due: Due) {
        self.count += 1;
        self.items.insert((at, self.count), due);
    }

    /// When the next thing falls due.
    pub fn next(&self) -> Option<Timestamp> {
        self.items.keys().next().map(|(at, _)| *at)
    }

    /// Whether it is as it can be at `now`: nothing is overdue, and what was put in is counted.
    pub fn is_whole(&self, now: Timestamp) -> bool {
        self.items.keys().all(|(at, number)| *at >= now && *number <= self.count)
    }

    /// What is in it, in the order of time.
    pub fn items(&self) -> impl Iterator<Item = (Timestamp, Due)> {
        self.items.iter().map(|((at, _), due)| (*at, *due))
    }

    /// Takes the next thing out that is due at `now`, with its own time.
    pub fn take(&mut self, now: Timestamp) -> Option<(Timestamp, Due)> {
        let (key, due) =
            self.items.first_key_value().filter(|((at, _), _)| *at <= now).map(|(key, due)| (*key, *due))?;
        self.items.remove(&key);
        Some((key.0, due))
    }

    /// Takes out all that concerns a widget.
    pub fn forget(&mut self, widget: Uuid) {
        self.retain(|due| due.widget() != Some(widget));
    }

    /// Takes out what does not stay.
    pub fn retain(&mut self, stays: impl Fn(Due) -> bool) {
        self.items.retain(|_, due| stays(*due));
    }
}
