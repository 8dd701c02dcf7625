//! What comes in: streams of salaries, fees, interest (R-INC-01, R-INC-02).

use indexmap::IndexMap;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::stream::{Months, Stream, streams};
use super::trend::round;
use super::{accounts, trend};
use crate::domain::base::time::Timestamp;
use crate::domain::person::{AccountKind, Direction, Entry, Kind, Money};
use crate::domain::record::ask;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;

/// The incomes of a link.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Income {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub created_at: Timestamp,
    pub income_streams: Vec<IncomeStreamsBody>,
    pub income_source_type: IncomeSource,
    pub first_transaction_date: Option<Date>,
    pub last_transaction_date: Date,
    /// The day of a month on which most money comes.
    pub best_working_day_to_charge: i8,
    /// The next three.
    pub good_working_days_to_charge: Vec<i8>,
    pub number_of_income_streams: usize,
    pub monthly_average: f64,
    pub monthly_average_regular: f64,
    pub monthly_average_irregular: f64,
    pub monthly_average_low_confidence: f64,
    pub monthly_average_medium_confidence: f64,
    pub monthly_average_high_confidence: f64,
    pub total_income_amount: Money,
    pub total_regular_income_amount: Money,
    pub total_irregular_income_amount: Money,
    pub total_low_confidence: Money,
    pub total_medium_confidence: Money,
    pub total_high_confidence: Money,
}

/// One source of income.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct IncomeStreamsBody {
    pub account_id: String,
    pub income_type: IncomeStreamType,
    pub frequency: IncomeStreamFrequency,
    pub monthly_average: f64,
    pub monthly_median: f64,
    pub average_income_amount: f64,
    pub last_income_amount: Money,
    pub currency: &'static str,
    pub last_income_description: String,
    pub last_income_date: Date,
    /// 1 when all amounts are the same.
    pub stability: Option<f64>,
    /// The share of the months that had some.
    pub regularity: Option<f64>,
    /// By how much of the average it rises from month to month.
    pub trend: Option<f64>,
    pub lookback_periods: usize,
    pub full_periods: usize,
    pub periods_with_income: usize,
    pub number_of_incomes: usize,
    pub confidence: IncomeStreamConfidence,
}

/// Where incomes were seen.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumIncomeSourceType")]
#[allow(missing_docs)]
pub enum IncomeSource {
    Bank,
}

/// What an income is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumIncomeStreamType")]
#[allow(missing_docs)]
pub enum IncomeStreamType {
    Salary,
    Government,
    Interest,
    Rent,
    Retirement,
    Freelance,
    AlternativeIncome,
    Transfer,
    Deposit,
    Unknown,
}

/// How often it comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumIncomeStreamFrequency")]
#[allow(missing_docs)]
pub enum IncomeStreamFrequency {
    Monthly,
    Fortnightly,
    Weekly,
    Irregular,
    Single,
}

/// How sure it is that it comes again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumIncomeStreamConfidence")]
#[allow(missing_docs)]
pub enum IncomeStreamConfidence {
    High,
    Medium,
    Low,
}

/// What may be asked for, as it is told.
pub(super) const TYPES: &[&str] = &[
    "SALARY",
    "GOVERNMENT",
    "INTEREST",
    "RENT",
    "RETIREMENT",
    "FREELANCE",
    "ALTERNATIVE_INCOME",
    "TRANSFER",
    "DEPOSIT",
    "UNKNOWN",
];
pub(super) const CONFIDENCES: &[&str] = &["HIGH", "MEDIUM", "LOW"];

/// A year at most, and 90 days at least (R-ERR-43).
pub(super) fn check(ask: &Ask, source: &Source<'_>) -> Result<(), Failure> {
    ask::a_year(ask, source)?;
    let (from, to) = ask.period(source);
    if (to - from).get_days() < 90 {
        return Err(Failure::Coded(Refusal::of(Code::InvalidPeriod)));
    }
    Ok(())
}

/// One record for all that came in the period; none when nothing came.
pub(super) fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let (from, to) = ask.period(source);
    let months = Months::of(from, to);
    let entries = source.ledger().between(from, to).iter();
    let mut found: Vec<(IncomeStreamsBody, Stream<'_>)> = streams(entries, |entry| key(source, entry))
        .into_iter()
        .filter_map(|((kind, _), stream)| Some((body(source, kind, &stream, &months)?, stream)))
        .filter(|(body, _)| wanted(ask, body))
        .collect();
    found.sort_by_key(|(_, stream)| std::cmp::Reverse(stream.total()));
    let income = income(source, &found, &months);
    Ok(income.map(|income| Generated::new(income.id, &income)).into_iter().collect())
}

/// What an entry is income of; money of the holder's other accounts is none.
fn key<'a>(source: &Source<'_>, entry: &'a Entry) -> Option<(IncomeStreamType, (usize, &'a str))> {
    let account = source.ledger().accounts().get(entry.account)?;
    let watched = matches!(account.kind, AccountKind::Checking | AccountKind::Savings);
    if !watched || entry.direction == Direction::Out || entry.pair.is_some() {
        return None;
    }
    let (kind, from) = match entry.kind {
        Kind::Salary => (IncomeStreamType::Salary, entry.description.as_str()),
        Kind::Pension => (IncomeStreamType::Retirement, ""),
        Kind::Private => (IncomeStreamType::Transfer, ""),
        Kind::Interest => (IncomeStreamType::Interest, ""),
        Kind::Freelance => (IncomeStreamType::Freelance, ""),
        Kind::Sale => (IncomeStreamType::AlternativeIncome, ""),
        Kind::TransferIn => (IncomeStreamType::Transfer, ""),
        _ => (IncomeStreamType::Deposit, ""),
    };
    Some((kind, (entry.account, from)))
}

/// No type at all is no wish.
fn wanted(ask: &Ask, body: &IncomeStreamsBody) -> bool {
    let allowed = ask.words("allowed_income_types").filter(|words| !words.is_empty());
    let least = match ask.text("minimum_confidence_level") {
        Some("HIGH") => IncomeStreamConfidence::High,
        Some("MEDIUM") => IncomeStreamConfidence::Medium,
        _ => IncomeStreamConfidence::Low,
    };
    allowed.is_none_or(|words| words.contains(&body.income_type.word())) && body.confidence <= least
}

impl IncomeStreamType {
    /// As it is told and asked for.
    fn word(self) -> &'static str {
        TYPES.get(self as usize).copied().unwrap_or_default()
    }
}

fn body(
    source: &Source<'_>,
    income_type: IncomeStreamType,
    stream: &Stream<'_>,
    months: &Months,
) -> Option<IncomeStreamsBody> {
    let (last, amounts) = (stream.last()?, stream.amounts());
    let account = source.ledger().accounts().get(last.account)?;
    let by_month = stream.by_month(months);
    let with_income = by_month.iter().filter(|sum| **sum > 0.0).count();
    let frequency = frequency(stream);
    let average = trend::mean(&amounts)?;
    let rises = by_month.iter().rev().copied().collect::<Vec<f64>>();
    let share = |part: f64, of: f64| Some(round(part / of, 2)).filter(|share| share.is_finite());
    Some(IncomeStreamsBody {
        account_id: accounts::id(source, account).to_string(),
        income_type,
        frequency,
        monthly_average: months.average(stream.total()),
        monthly_median: round(trend::median(&by_month)?, 2),
        average_income_amount: round(average, 2),
        last_income_amount: last.amount,
        currency: account.currency.code(),
        last_income_description: last.description.clone(),
        last_income_date: last.date,
        stability: trend::spread(&amounts)
            .map_or(Some(1.0), |spread| share((average - spread).max(0.0), average)),
        regularity: share(trend::count(with_income), trend::count(months.lookback)),
        trend: trend::slope(&rises).and_then(|slope| share(slope, trend::mean(&rises)?)),
        lookback_periods: months.lookback,
        full_periods: months.full,
        periods_with_income: with_income,
        number_of_incomes: stream.entries.len(),
        confidence: confidence(frequency, with_income, months.lookback),
    })
}

/// Regular is what came three times at least, always after about the same time.
fn frequency(stream: &Stream<'_>) -> IncomeStreamFrequency {
    match (stream.entries.len(), stream.gaps()) {
        (0 | 1, _) | (_, None) => IncomeStreamFrequency::Single,
        (3.., Some((26.., ..=35))) => IncomeStreamFrequency::Monthly,
        (3.., Some((11.., ..=19))) => IncomeStreamFrequency::Fortnightly,
        (3.., Some((5.., ..=9))) => IncomeStreamFrequency::Weekly,
        _ => IncomeStreamFrequency::Irregular,
    }
}

impl IncomeStreamFrequency {
    fn is_regular(self) -> bool {
        matches!(self, Self::Monthly | Self::Fortnightly | Self::Weekly)
    }
}

fn confidence(frequency: IncomeStreamFrequency, with_income: usize, months: usize) -> IncomeStreamConfidence {
    if frequency.is_regular() || with_income == months {
        IncomeStreamConfidence::High
    } else if with_income * 2 >= months {
        IncomeStreamConfidence::Medium
    } else {
        IncomeStreamConfidence::Low
    }
}

fn income(source: &Source<'_>, found: &[(IncomeStreamsBody, Stream<'_>)], months: &Months) -> Option<Income> {
    let days = || found.iter().flat_map(|(_, stream)| stream.entries.iter().map(|entry| entry.date));
    let sum = |which: &dyn Fn(&IncomeStreamsBody) -> bool| -> Money {
        found.iter().filter(|(body, _)| which(body)).map(|(_, stream)| stream.total()).sum()
    };
    let of = |confidence| sum(&|body| body.confidence == confidence);
    let (total, regular) = (sum(&|_| true), sum(&|body| body.frequency.is_regular()));
    let low = of(IncomeStreamConfidence::Low);
    let medium = of(IncomeStreamConfidence::Medium);
    let high = of(IncomeStreamConfidence::High);
    let mut charge = days_to_charge(found).into_iter();
    Some(Income {
        id: source.id("income", "1"),
        link: Some(source.link.id),
        created_at: source.stamp(),
        income_streams: found.iter().map(|(body, _)| body.clone()).collect(),
        income_source_type: IncomeSource::Bank,
        first_transaction_date: days().min(),
        last_transaction_date: days().max()?,
        best_working_day_to_charge: charge.next()?,
        good_working_days_to_charge: charge.take(3).collect(),
        number_of_income_streams: found.len(),
        monthly_average: months.average(total),
        monthly_average_regular: months.average(regular),
        monthly_average_irregular: months.average(total - regular),
        monthly_average_low_confidence: months.average(low),
        monthly_average_medium_confidence: months.average(medium),
        monthly_average_high_confidence: months.average(high),
        total_income_amount: total,
        total_regular_income_amount: regular,
        total_irregular_income_amount: total - regular,
        total_low_confidence: low,
        total_medium_confidence: medium,
        total_high_confidence: high,
    })
}

/// Days of a month, those on which most came first; what comes on a weekend is there on Monday.
fn days_to_charge(found: &[(IncomeStreamsBody, Stream<'_>)]) -> Vec<i8> {
    let mut sums: IndexMap<i8, Money> = IndexMap::new();
    for entry in found.iter().flat_map(|(_, stream)| &stream.entries) {
        let wait = match entry.date.weekday() {
            Weekday::Saturday => 2,
            Weekday::Sunday => 1,
            _ => 0,
        };
        let day = entry.date.saturating_add(wait.days()).day();
        *sums.entry(day).or_default() += entry.amount;
    }
    sums.sort_by(|one, sum, other, more| more.cmp(sum).then(one.cmp(other)));
    sums.into_keys().collect()
}
