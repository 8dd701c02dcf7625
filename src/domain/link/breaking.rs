//! Links that connect and break later, as a user name decides (W-TEST-01).

use crate::domain::base::time::Span;
use crate::domain::vocabulary::LinkState;

/// When a link breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Breaks {
    /// When data are first asked for, and each time until new credentials come.
    AtRetrieve,
    /// A day after it was made.
    AfterADay,
    /// When it is refreshed, by time or on demand.
    AtRefresh,
}

/// How a link breaks: once, and not again when it was repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breaking {
    /// When.
    pub when: Breaks,
    /// What becomes of it.
    pub state: LinkState,
}

/// The day of [`Breaks::AfterADay`].
pub(in crate::domain) const A_DAY: Span = Span::secs(86_400);

impl Breaking {
    /// For people.
    pub fn describe(self) -> String {
        let when = match self.when {
            Breaks::AtRetrieve if self.state == LinkState::Invalid => return AT_RETRIEVE.to_owned(),
            Breaks::AtRetrieve => "at the first retrieve",
            Breaks::AfterADay => "a day later",
            Breaks::AtRefresh => "at the next refresh",
        };
        format!("connects; {when} the link {}", becomes(self.state))
    }
}

const AT_RETRIEVE: &str =
    "connects; each retrieve is refused until new credentials come, and the sixth makes the link `invalid`";

fn becomes(state: LinkState) -> String {
    match state {
        LinkState::ExpiredCredentials => "has lost its credentials".to_owned(),
        LinkState::StaleData => "has lost its data".to_owned(),
        LinkState::ExpiredConsent => "has no consent any more (open finance alone)".to_owned(),
        status => format!("is `{status}`"),
    }
}
