//! The consents of links of open finance, as time and webhooks know them (R-CONS, R-HOOK-20).

use serde_json::json;
use uuid::Uuid;

use super::world::World;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::link::consent::Consent;
use crate::domain::link::links::Link;
use crate::domain::vocabulary::LinkStatus;
use crate::domain::webhook::table::Cause;

/// A refresh tells of a consent that ends within this time.
const SOON: Span = Span::secs(7 * 24 * 60 * 60);

fn ends_at(link: &Link) -> Option<Timestamp> {
    Some(link.consent.as_ref()?.expires_at)
}

impl World {
    /// The time of a link's consent is over, and the link's with it, unless it was renewed meanwhile.
    pub(super) fn consent_expires(&mut self, id: Uuid) {
        let now = self.core.now;
        let Some(link) = self.core.links.get_mut(id) else { return };
        let confirmed = link.status != LinkStatus::Unconfirmed;
        let over = |consent: &&mut Consent| consent.expires_at == now && confirmed && !consent.ended;
        let Some(consent) = link.consent.as_mut().filter(over) else { return };
        consent.ended = true;
        let status = LinkStatus::Invalid;
        self.core.links.set_status(id, status);
        let why = Some("its consent has expired".to_owned());
        self.core.journal(None, EntryKind::LinkStatus, why, json!({ "link": id, "status": status }));
        self.tell_consent(id, Cause::Expired);
    }

    /// The time of a link's consent is over now.
    pub(super) fn end_consent(&mut self, id: Uuid) {
        let now = self.core.now;
        let consent = self.core.links.get_mut(id).and_then(|link| link.consent.as_mut());
        if let Some(consent) = consent.filter(|consent| !consent.ended) {
            consent.expires_at = now;
        }
        self.consent_expires(id);
    }

    /// A refresh finds out that a link's consent ends soon.
    pub(super) fn look_at_consent(&mut self, id: Uuid) {
        let now = self.core.now;
        let valid = |link: &&Link| link.status == LinkStatus::Valid;
        let left = self.core.links.get(id).filter(valid).and_then(ends_at).map(|at| at.since(now));
        if left.is_some_and(|left| Span::ZERO < left && left <= SOON) {
            self.tell_consent(id, Cause::EndsSoon);
        }
    }
}
