//! What a link is.

use crate::domain::base::named::named;

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
