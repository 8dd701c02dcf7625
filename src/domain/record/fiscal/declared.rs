//! Which tax returns a retrieve gets: those that were declared of the years or months that it asks for.

use jiff::civil::Date;

use super::returns::{Filing, MONTHS, YEARS};
use super::tax::month_filed;
use super::{monthly, yearly};
use crate::domain::person::calendar::month_of;
use crate::domain::record::ask;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::{Failure, FieldFault, Wrong};

/// Whether years are asked for; they are, when nothing is said (R-FISC-05).
fn yearly_asked(ask: &Ask) -> bool {
    ask.text("type") != Some("monthly")
}

/// Years need their years, months their days.
pub(super) fn check(ask: &Ask, source: &Source<'_>) -> Result<(), Failure> {
    if ask.all {
        return Ok(());
    }
    let needed = if yearly_asked(ask) { ["year_from", "year_to"] } else { ["date_from", "date_to"] };
    let missing = needed.into_iter().filter(|name| !ask.keys.contains_key(*name));
    let faults: Vec<FieldFault> = missing.map(|name| FieldFault::new(name, Wrong::Required)).collect();
    if !faults.is_empty() {
        return Err(Failure::Fields(faults));
    }
    if !yearly_asked(ask) {
        return ask::a_year(ask, source);
    }
    match ask.number("year_from") <= ask.number("year_to") {
        true => Ok(()),
        false => Err(Failure::Coded(Refusal::of(Code::ValidationError))),
    }
}

/// What was declared of the years or months that are asked for, newest first; all when nothing is asked for.
pub(super) fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let filing = Filing::new(source, ask.on("attach_pdf"));
    let all = ask.all;
    let mut rows = Vec::new();
    if all || !yearly_asked(ask) {
        let (from, to) = if all { (Date::MIN, source.today()) } else { ask.period(source) };
        rows.extend(filing.months(from, to));
    }
    if all || yearly_asked(ask) {
        let this = source.today().year();
        let (from, to) = (ask.number("year_from").unwrap_or(0), ask.number("year_to").unwrap_or(this));
        rows.extend(filing.years(from, to));
    }
    Ok(rows)
}

impl Filing<'_> {
    fn months(&self, from: Date, to: Date) -> Vec<Generated> {
        let today = self.source.today();
        let newest = month_of(today) - if month_filed(month_of(today) - 1) <= today { 1 } else { 2 };
        let (first, last) = (month_of(from).max(newest - MONTHS + 1), month_of(to).min(newest));
        let years = (today.year().saturating_sub(2))..=today.year();
        let declared = years.flat_map(|year| self.taxes.declared(year));
        let mut rows: Vec<Generated> = declared
            .filter(|one| (first..=last).contains(&one.month))
            .map(|one| monthly::view(self, &one))
            .collect();
        rows.reverse();
        rows
    }

    fn years(&self, from: i16, to: i16) -> Vec<Generated> {
        let newest = self.newest_year();
        let (first, last) = (from.max(newest.saturating_sub(YEARS - 1)), to.min(newest));
        let years = (first..=last).rev();
        years.filter_map(|year| Some(yearly::view(self, year, &self.taxes.year(year)?))).collect()
    }
}
