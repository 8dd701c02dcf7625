//! What a list is narrowed by: the query's parameters against a table of filters (R-PAGE-07 to 10).

use std::cmp::Ordering;
use std::collections::BTreeSet;

use uuid::Uuid;

use super::rows::{Cell, Row};
use crate::domain::base::limits::MOST_VALUES;
use crate::domain::base::options::Options;
use crate::domain::base::time::day;
use crate::domain::record::filter::{COMPARED, Filter, Kind, Op};
use crate::domain::vocabulary::failure::{Failure, FieldFault, Wrong};

/// The parameters of a call, decoded, in order.
type Query = [(String, String)];

/// Some clients send it on every list, also where it is not documented (R-PAGE-08).
const CREATED_AT: Filter = Filter::new("created_at", Kind::Time, COMPARED);

/// What every list takes.
const EVERYWHERE: [&str; 4] = ["page", "page_size", "omit", "fields"];

/// What a value of the query is compared as.
#[derive(Clone, Debug, PartialEq)]
enum Operand {
    Nothing,
    Text(String),
    Number(f64),
    Time(Moment),
}

/// A point in time as answers write it, or a whole day.
#[derive(Clone, Debug, PartialEq)]
struct Moment {
    text: String,
    day: bool,
}

/// One parameter that narrows the list.
#[derive(Clone, Debug)]
pub(super) struct Test {
    path: &'static str,
    part: bool,
    op: Op,
    operands: Vec<Operand>,
    /// The operands when all are texts: a row is looked up, for there may be many of both.
    texts: Option<BTreeSet<String>>,
    /// Rows that lack the column altogether pass.
    lenient: bool,
}

/// Reads the query; parameters that no filter knows are passed over (R-PAGE-09), or refused when `strict` is on.
pub(super) fn read(filters: &[Filter], query: &Query, options: &Options) -> Result<Vec<Test>, Failure> {
    let mut tests = Vec::new();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, _) in query {
        if !seen.insert(name) || EVERYWHERE.contains(&name.as_str()) {
            continue;
        }
        match filters.iter().find_map(|filter| Some((filter, filter.op(name)?))) {
            Some((filter, op)) => match test(filter, op, &values(query, name, op)) {
                Ok(test) => tests.extend(test),
                Err(wrong) => faults.push(FieldFault::new(name.clone(), wrong)),
            },
            None => match CREATED_AT.op(name) {
                Some(op) => tests.extend(anywhere(op, &values(query, name, op))),
                None if options.strict => faults.push(FieldFault::new(name.clone(), Wrong::Pattern)),
                None => {}
            },
        }
    }
    let lacks = |filter: &&Filter| {
        filter.required.is_some_and(|is_on| is_on(options))
            && !tests.iter().any(|test| test.path == filter.path)
    };
    if faults.is_empty() {
        faults
            .extend(filters.iter().filter(lacks).map(|filter| FieldFault::new(filter.name, Wrong::Required)));
    }
    if faults.is_empty() { Ok(tests) } else { Err(Failure::Fields(faults)) }
}

/// The parameters that no filter knows, as they were sent.
pub(super) fn unknown<'q>(filters: &[Filter], query: &'q Query) -> impl Iterator<Item = &'q str> {
    let knows = |name: &str| {
        let own = || filters.iter().chain([&CREATED_AT]).any(|filter| filter.op(name).is_some());
        EVERYWHERE.contains(&name) || own()
    };
    query.iter().map(|(name, _)| name.as_str()).filter(move |name| !filters.is_empty() && !knows(name))
}

/// The parameters that a list takes.
pub(super) fn names(filters: &[Filter]) -> Vec<String> {
    let own = filters
        .iter()
        .flat_map(|filter| filter.ops.iter().map(|op| format!("{}{}", filter.name, op.suffix())));
    own.chain(EVERYWHERE.map(str::to_owned)).collect()
}

/// The ids that a column is narrowed to, in order; nothing when it is not.
pub(super) fn ids(tests: &[Test], path: &str) -> Option<Vec<Uuid>> {
    let test = tests.iter().find(|test| test.path == path && matches!(test.op, Op::Is | Op::In))?;
    let id = |operand: &Operand| match operand {
        Operand::Text(text) => Uuid::try_parse(text).ok(),
        _ => None,
    };
    let mut ids: Vec<Uuid> = test.operands.iter().filter_map(id).collect();
    ids.sort_unstable();
    Some(ids)
}

/// All values of a parameter that takes several, the last of one that takes one; empty ones do not count.
fn values<'q>(query: &'q Query, name: &str, op: Op) -> Vec<&'q str> {
    let mut sent = query.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str());
    let values: Vec<&str> = match op.many() {
        true => sent.flat_map(|value| value.split(',')).map(str::trim).collect(),
        false => sent.next_back().into_iter().collect(),
    };
    values.into_iter().filter(|value| !value.is_empty()).collect()
}

fn test(filter: &Filter, op: Op, values: &[&str]) -> Result<Option<Test>, Wrong> {
    if values.len() > MOST_VALUES {
        return Err(Wrong::Pattern);
    }
    let operands = values.iter().map(|value| operand(filter.kind, value)).collect::<Result<Vec<_>, _>>()?;
    if op == Op::Range && !operands.is_empty() && operands.len() != 2 {
        return Err(if filter.kind == Kind::Time { Wrong::NotADate } else { Wrong::Pattern });
    }
    let part = op == Op::Contains || filter.kind == Kind::Part;
    let is_set = matches!(op, Op::In | Op::NotIn) && !part;
    let texts = operands.iter().map(|operand| operand.text().map(str::to_owned));
    let texts = if is_set { texts.collect() } else { None };
    let test = Test { path: filter.path, part, op, operands, texts, lenient: false };
    Ok(Some(test).filter(|test| !test.operands.is_empty()))
}

/// On a list that does not document it, `created_at` narrows if it can and is passed over if not.
fn anywhere(op: Op, values: &[&str]) -> Option<Test> {
    let test = test(&CREATED_AT, op, values).ok()??;
    Some(Test { lenient: true, ..test })
}

fn operand(kind: Kind, value: &str) -> Result<Operand, Wrong> {
    match kind {
        Kind::Uuid => match Uuid::try_parse(value) {
            Ok(id) => Ok(Operand::Text(id.to_string())),
            Err(_) => Err(Wrong::NotAUuid(value.to_owned())),
        },
        Kind::Nullable if value == "null" => Ok(Operand::Nothing),
        Kind::Part => Ok(Operand::Text(value.to_lowercase())),
        Kind::Text | Kind::Nullable => Ok(Operand::Text(value.to_owned())),
        Kind::Number => {
            let number = value.parse().ok().filter(|number: &f64| number.is_finite());
            number.map(Operand::Number).ok_or(Wrong::Pattern)
        }
        Kind::Time => moment(value).map(Operand::Time).ok_or(Wrong::NotADate),
    }
}

/// `2026-01-31`, or a point in time with or without a zone; a `+` that came unencoded is a space here.
fn moment(value: &str) -> Option<Moment> {
    if let Some(day) = day(value) {
        return Some(Moment { text: day.to_string(), day: true });
    }
    let (date, time) = value.split_at_checked(11)?;
    let value = format!("{date}{}", time.replace(' ', "+"));
    Some(Moment { text: exact(&value)?, day: false })
}

/// A point in time with six decimals, in UTC.
fn exact(text: &str) -> Option<String> {
    const FORM: &str = "%Y-%m-%dT%H:%M:%S%.6fZ";
    if let Ok(point) = text.parse::<jiff::Timestamp>() {
        return Some(point.strftime(FORM).to_string());
    }
    let plain: jiff::civil::DateTime = text.trim_end_matches('Z').parse().ok()?;
    Some(plain.strftime(FORM).to_string())
}

impl Operand {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Test {
    /// Whether a row stays.
    pub(super) fn holds(&self, row: &impl Row) -> bool {
        let cell = row.cell(self.path);
        if self.lenient && matches!(cell, Cell::Missing) {
            return true;
        }
        if let (Cell::Text(text), Some(texts)) = (&cell, &self.texts) {
            return texts.contains(text.as_ref()) == (self.op == Op::In);
        }
        let is = |operand: &Operand| self.is(&cell, operand);
        let order = |at: usize| self.operands.get(at).and_then(|operand| order(&cell, operand));
        match self.op {
            Op::Is | Op::In | Op::Contains => self.operands.iter().any(is),
            Op::NotIn => !self.operands.iter().any(is),
            Op::AllIn => self.operands.iter().all(is),
            Op::Gt => order(0).is_some_and(Ordering::is_gt),
            Op::Gte => order(0).is_some_and(Ordering::is_ge),
            Op::Lt => order(0).is_some_and(Ordering::is_lt),
            Op::Lte => order(0).is_some_and(Ordering::is_le),
            Op::Range => order(0).is_some_and(Ordering::is_ge) && order(1).is_some_and(Ordering::is_le),
        }
    }

    fn is(&self, cell: &Cell<'_>, operand: &Operand) -> bool {
        match (cell, operand) {
            (Cell::Texts(list), Operand::Text(text)) => list.iter().any(|item| item == text),
            (Cell::Text(cell), Operand::Text(part)) if self.part => {
                cell.to_lowercase().contains(&part.to_lowercase())
            }
            (Cell::Missing | Cell::Null, Operand::Nothing) => true,
            _ => order(cell, operand).is_some_and(Ordering::is_eq),
        }
    }
}

fn order(cell: &Cell<'_>, operand: &Operand) -> Option<Ordering> {
    match (cell, operand) {
        (Cell::Text(cell), Operand::Text(text)) => Some(cell.as_ref().cmp(text)),
        (Cell::Number(cell), Operand::Number(number)) => cell.partial_cmp(number),
        (Cell::Text(cell), Operand::Time(moment)) => moment.order(cell),
        _ => None,
    }
}

impl Moment {
    /// How a date or a point in time lies to this one: by days when either of the two is a day.
    fn order(&self, cell: &str) -> Option<Ordering> {
        const WRITTEN: usize = "2026-01-31T12:00:00.000000Z".len();
        match cell.len() {
            _ if self.day => Some(cell.get(..10)?.cmp(&self.text)),
            10 => Some(cell.cmp(self.text.get(..10)?)),
            WRITTEN => Some(cell.cmp(&self.text)),
            _ => Some(exact(cell)?.as_str().cmp(&self.text)),
        }
    }
}

#[cfg(test)]
mod tests;
