//! What the user of open finance lets the app read, and for how long (R-CONS).

use serde_json::Value;

use crate::domain::base::limits::LONGEST_NAME;
use crate::domain::base::time::{Span, Timestamp};

/// What is agreed upon, as the token's `widget` says it (R-TOK-21); nothing for links that are made without a widget.
#[derive(Clone, Debug, Default)]
pub struct Agreed {
    /// How the app calls the user.
    pub user_name: Option<String>,
    /// How many days the consent lasts, one of [`DURATIONS`].
    pub days: Option<i64>,
}

/// How many days a consent can last (R-CONS-03).
pub const DURATIONS: [i64; 4] = [92, 183, 275, 366];

/// How many days a consent lasts when nobody says otherwise.
const LONGEST: i64 = DURATIONS[DURATIONS.len() - 1];

impl Agreed {
    /// Reads `consent`; what Belvo does not know is left out.
    pub fn of(widget: &Value) -> Self {
        let consent = &widget["consent"];
        let name = consent["identification_info"][0]["name"].as_str();
        let days = consent["default_consent_duration_days"].as_i64();
        Self {
            user_name: name.filter(|name| name.len() <= LONGEST_NAME).map(str::to_owned),
            days: days.filter(|days| DURATIONS.contains(days)),
        }
    }
}

/// The consent of a link of open finance: the two live and end together (R-CONS-01).
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// How the app calls the user.
    pub user_name: Option<String>,
    /// How many days it lasts.
    pub days: i64,
    /// When it is over.
    pub expires_at: Timestamp,
    /// Whether its end has been noticed: it ends once, until it is renewed.
    pub(in crate::domain) ended: bool,
    /// How often webhooks told of it.
    pub(in crate::domain) told: u32,
}

impl Consent {
    pub(super) fn new(agreed: Agreed, now: Timestamp) -> Self {
        let days = agreed.days.unwrap_or(LONGEST);
        Self { user_name: agreed.user_name, days, expires_at: now.plus(lasting(days)), ended: false, told: 0 }
    }

    /// The user agrees anew; what is not said stays as it was.
    pub(in crate::domain) fn renew(&mut self, agreed: Agreed, now: Timestamp) {
        self.user_name = agreed.user_name.or(self.user_name.take());
        self.days = agreed.days.unwrap_or(self.days);
        self.expires_at = now.plus(lasting(self.days));
        self.ended = false;
    }

    /// Whether its time is over.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.expires_at
    }
}

fn lasting(days: i64) -> Span {
    Span::secs(days * 24 * 60 * 60)
}
