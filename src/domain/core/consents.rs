//! The consents of links of open finance: when they end, and how they are renewed (R-CONS).

use uuid::Uuid;

use super::state::Core;
use crate::domain::base::agenda::Due;
use crate::domain::link::consent::{Agreed, Consent};

impl Core {
    fn consent(&self, link: Uuid) -> Option<&Consent> {
        self.links.get(link)?.consent.as_ref()
    }

    /// Puts the end of a link's consent on the agenda; what is there of an earlier end is passed over when it is due.
    pub(super) fn expect_expiry(&mut self, link: Uuid) {
        if let Some(at) = self.consent(link).map(|consent| consent.expires_at) {
            self.agenda.put(at, Due::ConsentExpires(link));
        }
    }

    /// The user of a link that waited for its first token has agreed by it.
    pub(super) fn begin_consent(&mut self, link: Uuid) {
        self.agree_anew(link, Agreed::default());
        self.expect_expiry(link);
    }

    /// A link that is valid again has a consent that is in force.
    pub(in crate::domain) fn renew_expired_consent(&mut self, link: Uuid) {
        if self.consent(link).is_some_and(|consent| consent.is_over(self.now)) {
            self.renew_consent(link, Agreed::default());
        }
    }

    /// The user agrees anew: the consent lasts from now on. Webhooks tell of it if its end is another.
    pub(in crate::domain) fn renew_consent(&mut self, link: Uuid, agreed: Agreed) {
        if self.agree_anew(link, agreed) {
            self.expect_expiry(link);
            self.agenda.put(self.now, Due::ConsentRenewed(link));
        }
    }

    /// Whether the consent thereby ends at another time.
    fn agree_anew(&mut self, link: Uuid, agreed: Agreed) -> bool {
        let now = self.now;
        let Some(consent) = self.links.get_mut(link).and_then(|link| link.consent.as_mut()) else {
            return false;
        };
        let before = consent.expires_at;
        consent.renew(agreed, now);
        consent.expires_at != before
    }
}
