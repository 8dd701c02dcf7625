//! The occasions of a scenario's rules, in the terms of the table.

use super::table::{Cause, ROWS, Row};
use crate::domain::scenario::webhooks::Occasion;

impl From<Cause> for Occasion {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::First => Self::Link,
            Cause::Again => Self::Update,
            Cause::Asked => Self::Async,
            Cause::Broken | Cause::Token => Self::Status,
            Cause::EndsSoon | Cause::Expired | Cause::Renewed => Self::Consent,
            Cause::Deleted => Self::Delete,
            Cause::ByHand => Self::Trigger,
        }
    }
}

/// What can be told on an occasion; by hand, all.
pub fn rows_of(on: Occasion) -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(move |row| on == Occasion::Trigger || on.covers(row.cause.into()))
}
