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

/// The day itself, or the Friday before a weekend; the Monday after when that Friday is in another month, since what a
/// month brings stays in it (R-BASE-15).
pub(super) fn working_day(day: Date) -> Date {
    let (friday, monday) = match day.weekday() {
        Weekday::Saturday => (day.saturating_sub(1.day()), day.saturating_add(2.days())),
        Weekday::Sunday => (day.saturating_sub(2.days()), day.saturating_add(1.day())),
        _ => return day,
    };
    if month_of(friday) == month_of(day) { friday } else { monday }
}

/// `2026-03`.
pub(in crate::domain) fn word(month: Month) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

/// A time of the day between two full hours.
pub(in crate::domain) fn time(dice: &mut Dice, from: i8, to: i8) -> Time {
    Time::new(dice.small(from, to - 1), dice.small(0, 59), dice.small(0, 59), 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn r_base_15_a_working_day_is_in_the_same_month() {
        let cases = [
            (date(2026, 11, 2), date(2026, 11, 2)),
            (date(2026, 10, 31), date(2026, 10, 30)),
            (date(2025, 11, 30), date(2025, 11, 28)),
            (date(2026, 8, 1), date(2026, 8, 3)),
            (date(2026, 11, 1), date(2026, 11, 2)),
            (date(1975, 11, 2), date(1975, 11, 3)),
        ];
        for (day, expected) in cases {
            assert_eq!(working_day(day), expected, "{day}");
        }
        for day in date(2000, 1, 1).series(1.day()).take(28 * 366) {
            let paid = working_day(day);
            assert!(month_of(paid) == month_of(day) && paid.weekday().to_monday_zero_offset() < 5, "{day}");
        }
    }
}
