//! Months and the days within them.

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};

use super::dice::{Dice, Month};

/// The month of a day.
pub(in crate::domain) fn month_of(day: Date) -> Month {
    Month::from(day.year()) * 12 + Month::from(day.month()) - 1
}

/// A day of a month; its last when the month is shorter.
pub(in crate::domain) fn day_of(month: Month, day: i8) -> Date {
    let year = i16::try_from(month.div_euclid(12)).unwrap_or(i16::MAX);
    let first = i8::try_from(month.rem_euclid(12) + 1).ok().and_then(|month| Date::new(year, month, 1).ok());
    let first = first.unwrap_or(Date::MAX);
    Date::new(first.year(), first.month(), day.clamp(1, first.days_in_month())).unwrap_or(first)
}

/// The day itself, or the Friday before a weekend.
pub(in crate::domain) fn working_day(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => day.saturating_sub(1.day()),
        Weekday::Sunday => day.saturating_sub(2.days()),
        _ => day,
    }
}

/// `2026-03`.
pub(in crate::domain) fn word(month: Month) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

/// A time of the day between two full hours.
pub(in crate::domain) fn time(dice: &mut Dice, from: i8, to: i8) -> Time {
    Time::new(dice.small(from, to - 1), dice.small(0, 59), dice.small(0, 59), 0).unwrap_or_default()
}
