//! What the user of a run of open finance agrees upon, as the token's `widget` says it (R-TOK-21).

use serde_json::Value;

use crate::domain::base::limits::LONGEST_NAME;

/// What was agreed upon; nothing for links that were made without a widget.
#[derive(Clone, Debug, Default)]
pub struct Agreed {
    /// How the app calls the user.
    pub user_name: Option<String>,
    /// How many days the consent lasts, one of [`DURATIONS`].
    pub days: Option<i64>,
}

/// How many days a consent can last (R-CONS-03).
pub const DURATIONS: [i64; 4] = [92, 183, 275, 366];

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
