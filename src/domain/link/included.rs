//! What data come with a link, and when (R-DATA-09, R-HOOK-07).

use uuid::Uuid;

use crate::domain::base::options::Options;
use crate::domain::base::saved;
use crate::domain::base::time::{Span, Timestamp};

/// What data come with a link; the resources that it is changed to later bring none (R-LINK-05, R-HOOK-07).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Included {
    /// The paths of the resources, in the order in which they come.
    #[serde(with = "saved")]
    pub resources: Vec<&'static str>,
    /// When they are asked for the first time.
    from: Timestamp,
    /// The refreshes that were asked for while it was under way, by the resources that they wait for.
    #[serde(with = "saved")]
    joined: Vec<(&'static str, Uuid)>,
    /// How much later the first of them is there (R-DATA-09).
    later: Span,
}

/// Each resource is there so much after the one before it.
const ONE_AFTER_ANOTHER: Span = Span::millis(200);

/// A resource of a link is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain) struct Arrival {
    /// Whether it is due for the first time.
    pub(in crate::domain) is_first: bool,
    /// When the institution was asked for it.
    pub(in crate::domain) asked_at: Timestamp,
    /// When it is due again.
    pub(in crate::domain) next: Option<Timestamp>,
}

impl Included {
    pub(super) fn new(resources: Vec<&'static str>, from: Timestamp, options: &Options) -> Self {
        Self { resources, from, joined: Vec::new(), later: *options.fetch_delay }
    }

    /// How long after it has been asked for a resource is there.
    fn delay(&self, path: &str) -> Option<Span> {
        let place = self.resources.iter().position(|resource| *resource == path)?;
        if self.later == Span::ZERO {
            return Some(Span::ZERO);
        }
        let after = ONE_AFTER_ANOTHER.as_micros() * i64::try_from(place).unwrap_or_default();
        Some(Span::micros(self.later.as_micros() + after))
    }

    /// When each resource is there for the first time.
    pub(in crate::domain) fn arrivals(&self) -> impl Iterator<Item = (Timestamp, &'static str)> {
        self.resources.iter().filter_map(|path| Some((self.from.plus(self.delay(path)?), *path)))
    }

    /// What comes is asked for from now on.
    pub(super) fn begin(&mut self, now: Timestamp) {
        self.from = now;
    }

    /// Whether a resource has been asked for and has never been there.
    pub(in crate::domain) fn is_under_way(&self, path: &str, now: Timestamp) -> bool {
        self.from <= now && self.arrives(path, now).is_some()
    }

    /// A refresh waits for what is under way.
    pub(in crate::domain) fn join(&mut self, path: &'static str, request: Uuid) {
        self.joined.retain(|(joined, _)| *joined != path);
        self.joined.push((path, request));
    }

    /// The refresh that waits for a resource.
    pub(in crate::domain) fn request_of(&self, path: &str) -> Option<Uuid> {
        self.joined.iter().find(|(joined, _)| *joined == path).map(|(_, request)| *request)
    }

    /// When a resource that has never been there will be.
    pub(in crate::domain) fn arrives(&self, path: &str, now: Timestamp) -> Option<Timestamp> {
        let first = self.from.plus(self.delay(path)?);
        (first > now).then_some(first)
    }

    /// Whether a resource is due at just this moment.
    pub(super) fn arrival(&self, path: &str, at: Timestamp, every: Option<Span>) -> Option<Arrival> {
        let delay = self.delay(path)?;
        let since = at.since(self.from.plus(delay)).as_micros();
        let recurs = every.is_some_and(|every| since > 0 && since % every.as_micros() == 0);
        let asked_at = at.plus(Span::micros(-delay.as_micros()));
        // At the edge of time nothing comes later.
        let next = every.map(|every| at.plus(every)).filter(|next| *next > at);
        (since == 0 || recurs).then_some(Arrival { is_first: since == 0, asked_at, next })
    }
}
