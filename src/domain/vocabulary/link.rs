//! What a link is.

use crate::domain::base::named::{named, named_and_told};

named! {
    /// What a link can be (R-LINK-08).
    LinkStatus {
        /// Its data can be asked for.
        Valid "valid"
        /// Its credentials no longer work (R-LINK-09).
        Invalid "invalid"
        /// The first MFA token has not come yet.
        Unconfirmed "unconfirmed"
        /// The next call about it has to bring an MFA token.
        TokenRequired "token_required"
    }
}

named_and_told! {
    /// What can become of a link: its status, and what it no longer has.
    LinkState {
        /// Its data can be asked for.
        Valid "valid"
        /// Its credentials no longer work (R-LINK-09).
        Invalid "invalid"
        /// The first MFA token has not come yet.
        Unconfirmed "unconfirmed"
        /// The next call about it has to bring an MFA token.
        TokenRequired "token_required"
        /// Its credentials are no longer stored (R-ERR-53).
        ExpiredCredentials "expired_credentials"
        /// Its data have not been fetched anew for too long (R-LINK-20).
        StaleData "stale_data"
        /// The consent of its user is over (R-CONS-01).
        ExpiredConsent "expired_consent"
    }
}

impl LinkState {
    /// The status, if it is one.
    pub fn status(self) -> Option<LinkStatus> {
        LinkStatus::parse(self.name())
    }
}

impl From<LinkStatus> for LinkState {
    fn from(status: LinkStatus) -> Self {
        match status {
            LinkStatus::Valid => Self::Valid,
            LinkStatus::Invalid => Self::Invalid,
            LinkStatus::Unconfirmed => Self::Unconfirmed,
            LinkStatus::TokenRequired => Self::TokenRequired,
        }
    }
}

named! {
    /// How long a link is kept fresh for (R-LINK-20).
    AccessMode {
        /// Asked once.
        Single "single"
        /// Refreshed by itself.
        Recurrent "recurrent"
    }
}

named! {
    /// How often a recurrent link is refreshed by itself (R-LIMIT-08).
    RefreshRate {
        /// Four times a day.
        SixHours "6h"
        /// Twice a day.
        TwelveHours "12h"
        /// Once a day.
        Day "24h"
        /// Once a week.
        Week "7d"
        /// Every thirty days.
        Month "30d"
    }
}
