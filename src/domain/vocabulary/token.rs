//! What a token can be that is made by hand.

use crate::domain::base::named::named;

named! {
    /// What a token is.
    TokenState {
        /// It opens a widget, and the API within its scopes.
        Good "good"
        /// Its time is over (W-TOK-25).
        Expired "expired"
        /// A user has connected with it (W-TOK-24).
        Used "used"
        /// This workspace has not issued it.
        Foreign "foreign"
        /// Somebody has changed it since it was signed.
        BrokenSignature "broken_signature"
    }
}

impl TokenState {
    /// What becomes of whoever shows it, where time ends tokens or does not.
    pub fn about(self, time_limits: bool) -> &'static str {
        match self {
            Self::Expired if !time_limits => {
                "its time is over, which ends nothing while `widget.time_limits` is off: it opens a widget, and the API within its scopes"
            }
            Self::Good => "it opens a widget, and the API within its scopes",
            Self::Expired => {
                "its time is over: the widget shows that the session has expired, the API answers 401"
            }
            Self::Used => {
                "a user has connected with it: the widget shows that the session has expired, the API answers 401"
            }
            Self::Foreign => {
                "the emulator has signed it and the workspace does not know it: the widget does not start, the API answers 401"
            }
            Self::BrokenSignature => {
                "its signature does not fit: the widget does not start, the API answers 401, and neither knows the workspace"
            }
        }
    }
}
