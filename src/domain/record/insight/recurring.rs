//! What is paid every month (R-INC-03).

use std::cmp::Reverse;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::accounts::InsightAccount;
use super::stream::{Stream, streams};
use super::trend::round;
use super::{accounts, trend};
use crate::domain::person::{AccountKind, Direction, Entry, Kind, Money};
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// One thing that is paid every month.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RecurringExpenses {
    pub id: Uuid,
    pub account: Option<InsightAccount>,
    pub name: Option<String>,
    /// Newest first.
    pub transactions: Vec<RecurringExpenseSourceTransaction>,
    pub frequency: RecurringExpenseFrequency,
    pub average_transaction_amount: f64,
    pub median_transaction_amount: f64,
    pub days_since_last_transaction: i32,
    pub category: RecurringExpenseCategory,
    pub payment_type: Option<RecurringExpensePaymentType>,
}

/// A payment.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RecurringExpenseSourceTransaction {
    pub amount: Money,
    pub description: Option<String>,
    pub value_date: Date,
}

/// How often it is paid.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumRecurringExpenseFrequency")]
#[allow(missing_docs)]
pub enum RecurringExpenseFrequency {
    Monthly,
}

/// What it is spent on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, JsonSchema)]
#[schemars(rename = "EnumRecurringExpenseCategory")]
#[allow(missing_docs)]
pub enum RecurringExpenseCategory {
    #[serde(rename = "Bills & Utilities")]
    Bills,
    #[serde(rename = "Credits & Loans")]
    Credits,
    Insurance,
    #[serde(rename = "Online Platforms & Leisure")]
    Leisure,
    #[serde(rename = "Transport & Travel")]
    Transport,
    Taxes,
}

/// Whether it goes on until somebody ends it.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumRecurringExpensePaymentType")]
#[allow(missing_docs)]
pub enum RecurringExpensePaymentType {
    Subscription,
    Regular,
}

impl RecurringExpenseCategory {
    /// Belvo's word of a transaction; others are not told here.
    fn of(category: &str) -> Option<Self> {
        Some(match category {
            "Bills & Utilities" => Self::Bills,
            "Credits & Loans" => Self::Credits,
            "Insurance" => Self::Insurance,
            "Online Platforms & Leisure" => Self::Leisure,
            "Transport & Travel" => Self::Transport,
            "Taxes" => Self::Taxes,
            _ => return None,
        })
    }
}

/// What an entry is a payment of: the account, the category, and to whom.
type Key<'a> = (usize, RecurringExpenseCategory, &'a str);

/// What was paid month by month within the period; what was paid last comes first.
pub(super) fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let (from, to) = ask.period(source);
    let accounts = accounts::accounts(source);
    let found = streams(source.ledger().between(from, to).iter(), |entry| key(source, entry));
    let mut found: Vec<(Key<'_>, Stream<'_>)> =
        found.into_iter().filter(|(_, stream)| is_monthly(stream)).collect();
    found.sort_by_key(|(_, stream)| Reverse(stream.last().map(|entry| (entry.date, entry.time))));
    let seen = |(key, stream): &(Key<'_>, Stream<'_>)| {
        let account = source.ledger().accounts().get(key.0)?;
        let row = view(source, key, stream, accounts.get(key.0)?.clone())?;
        Some(Generated::of(accounts::id(source, account), row.id, &row))
    };
    Ok(found.iter().filter_map(seen).collect())
}

/// The bill of a card is no expense: what was bought with the card is.
fn key<'a>(source: &'a Source<'_>, entry: &'a Entry) -> Option<Key<'a>> {
    let regular = matches!(
        entry.kind,
        Kind::Rent
            | Kind::Utilities
            | Kind::Phone
            | Kind::Internet
            | Kind::Subscription
            | Kind::Insurance
            | Kind::Tax
            | Kind::LoanInstalment { .. }
    );
    if !regular || entry.direction == Direction::In {
        return None;
    }
    let loan = || source.ledger().of_kind(AccountKind::Loan).next().map(|(_, loan)| loan.name);
    let name = match entry.kind {
        Kind::LoanInstalment { .. } => loan()?,
        _ => entry.merchant.unwrap_or(&entry.description),
    };
    Some((entry.account, RecurringExpenseCategory::of(entry.tag.category)?, name))
}

/// Twice at least, and about a month apart.
fn is_monthly(stream: &Stream<'_>) -> bool {
    stream.gaps().is_some_and(|(shortest, longest)| shortest >= 26 && longest <= 35)
}

fn view(
    source: &Source<'_>,
    (place, category, name): &Key<'_>,
    stream: &Stream<'_>,
    account: Option<InsightAccount>,
) -> Option<RecurringExpenses> {
    let (last, amounts) = (stream.last()?, stream.amounts());
    let subscription = last.kind == Kind::Subscription;
    Some(RecurringExpenses {
        id: source.id("recurring-expense", &format!("{place}/{category:?}/{name}")),
        account,
        name: Some((*name).to_owned()),
        transactions: stream.entries.iter().rev().map(|entry| payment(entry)).collect(),
        frequency: RecurringExpenseFrequency::Monthly,
        average_transaction_amount: round(trend::mean(&amounts)?, 2),
        median_transaction_amount: round(trend::median(&amounts)?, 2),
        days_since_last_transaction: (source.today() - last.date).get_days(),
        category: *category,
        payment_type: Some(if subscription {
            RecurringExpensePaymentType::Subscription
        } else {
            RecurringExpensePaymentType::Regular
        }),
    })
}

fn payment(entry: &Entry) -> RecurringExpenseSourceTransaction {
    RecurringExpenseSourceTransaction {
        amount: entry.amount,
        description: Some(entry.description.clone()),
        value_date: entry.date,
    }
}
