//! What lenders ask of a link's accounts and transactions (R-INC-03).

use indexmap::IndexMap;
use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::accounts;
use super::figures::{
    RiskInsightsBalanceMetrics, RiskInsightsCashflowMetrics, RiskInsightsTransactionMetrics,
};
use super::risk_tables::{Day, LOW, SPANS};
use super::trend::{round, slope};
use crate::domain::base::time::Timestamp;
use crate::domain::person::{Account, AccountKind, CardTerms, Direction, Entry, LoanTerms, Money};
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// The risk of a link.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RiskInsights {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub created_at: Timestamp,
    /// The accounts that were looked at.
    pub accounts: Option<Vec<Uuid>>,
    pub assets_metrics: Option<RiskInsightsAssetMetrics>,
    pub credit_cards_metrics: Option<RiskInsightsCreditCardMetrics>,
    pub loans_metrics: Option<RiskInsightsLoansMetrics>,
    pub balances_metrics: Option<RiskInsightsBalanceMetrics>,
    pub transactions_metrics: Option<RiskInsightsTransactionMetrics>,
    pub cashflow_metrics: Option<RiskInsightsCashflowMetrics>,
    pub category_metrics: Vec<RiskInsightsCategoryMetrics>,
}

/// What is owned.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RiskInsightsAssetMetrics {
    pub institutions: Option<Vec<String>>,
    pub num_assets_accounts: Option<usize>,
    pub num_checking_accounts: Option<usize>,
    pub num_savings_accounts: Option<usize>,
    pub checking_accounts_balance: Option<Money>,
    pub savings_accounts_balance: Option<Money>,
}

/// What is owed on cards.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RiskInsightsCreditCardMetrics {
    pub num_accounts: usize,
    pub sum_credit_limit: Option<Money>,
    pub sum_credit_used: Option<Money>,
    pub credit_card_limit_utilization: Option<f64>,
}

/// What is owed of loans.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RiskInsightsLoansMetrics {
    pub num_accounts: usize,
    pub sum_loans_principal: Option<Money>,
    pub sum_loans_outstanding_principal: Option<Money>,
    pub sum_loans_monthly_payment: Option<Money>,
    pub loan_limit_utilization: Option<f64>,
    /// No account of the sandbox may be overdrawn.
    pub overdraft_limit: Option<Money>,
    pub overdraft_limit_utilization: Option<f64>,
}

/// What was spent on one thing in three months.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RiskInsightsCategoryMetrics {
    pub category: Option<&'static str>,
    pub subcategory: Option<&'static str>,
    /// What came less what went.
    pub net_amount_3m: Money,
    /// The share of what came.
    pub category_inflow_ratio_3m: f64,
    pub trend_3m: f64,
}

/// One record; none when there is no account.
pub(super) fn generate(_: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let accounts = source.ledger().accounts();
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let days = days(source);
    let risk = RiskInsights {
        id: source.id("risk-insights", "1"),
        link: Some(source.link.id),
        created_at: source.stamp(),
        accounts: Some(accounts.iter().map(|account| accounts::id(source, account)).collect()),
        assets_metrics: Some(assets(source, accounts)),
        credit_cards_metrics: Some(cards(accounts)),
        loans_metrics: Some(loans(source, accounts)),
        balances_metrics: Some(balances(&days)),
        transactions_metrics: Some(transactions(source, &days)),
        cashflow_metrics: Some(RiskInsightsCashflowMetrics::of(&days, &[], &[])),
        category_metrics: categories(source),
    };
    Ok(vec![Generated::new(risk.id, &risk)])
}

fn assets(source: &Source<'_>, accounts: &[Account]) -> RiskInsightsAssetMetrics {
    let of = |kind| accounts.iter().filter(move |account| account.kind == kind);
    let balance = |kind| of(kind).map(|account| account.balance).sum();
    RiskInsightsAssetMetrics {
        institutions: Some(vec![source.institution.name.clone()]),
        num_assets_accounts: Some(accounts.iter().filter(|one| !one.kind.is_liability()).count()),
        num_checking_accounts: Some(of(AccountKind::Checking).count()),
        num_savings_accounts: Some(of(AccountKind::Savings).count()),
        checking_accounts_balance: Some(balance(AccountKind::Checking)),
        savings_accounts_balance: Some(balance(AccountKind::Savings)),
    }
}

/// A share of the whole; nothing of nothing.
fn share(part: Money, whole: Money) -> Option<f64> {
    whole.is_positive().then(|| round(part.as_number() / whole.as_number(), 2))
}

fn cards(accounts: &[Account]) -> RiskInsightsCreditCardMetrics {
    let cards: Vec<(&Account, &CardTerms)> =
        accounts.iter().filter_map(|account| Some((account, account.card.as_ref()?))).collect();
    let limit = cards.iter().map(|(_, card)| card.limit).sum();
    let used = cards.iter().map(|(account, _)| account.balance).sum();
    RiskInsightsCreditCardMetrics {
        num_accounts: cards.len(),
        sum_credit_limit: Some(limit),
        sum_credit_used: Some(used),
        credit_card_limit_utilization: share(used, limit),
    }
}

fn loans(source: &Source<'_>, accounts: &[Account]) -> RiskInsightsLoansMetrics {
    let loans: Vec<&LoanTerms> = accounts.iter().filter_map(|account| account.loan.as_ref()).collect();
    let principal = loans.iter().map(|loan| loan.principal).sum();
    let outstanding = loans.iter().map(|loan| loan.outstanding(source.today())).sum();
    RiskInsightsLoansMetrics {
        num_accounts: loans.len(),
        sum_loans_principal: Some(principal),
        sum_loans_outstanding_principal: Some(outstanding),
        sum_loans_monthly_payment: Some(loans.iter().map(|loan| loan.instalment).sum()),
        loan_limit_utilization: share(outstanding, principal),
        overdraft_limit: None,
        overdraft_limit_utilization: None,
    }
}

/// The days of the longest span, today last.
fn days(source: &Source<'_>) -> Vec<Day> {
    let longest = SPANS.last().map_or(0, |(_, days)| *days);
    (0..=longest).rev().map(|back| day(source, back)).collect()
}

fn day(source: &Source<'_>, back: usize) -> Day {
    let date = before(source.today(), back);
    let mut day = Day { balance: balance(source, date), ..Day::default() };
    for entry in source.ledger().between(date, date) {
        let (amount, own) = (entry.amount.as_number(), entry.pair.is_some());
        let (all, others) = match entry.direction {
            Direction::In => (&mut day.incoming, &mut day.positive),
            Direction::Out => (&mut day.outgoing, &mut day.negative),
        };
        all.push(amount);
        if !own {
            *others += amount;
        }
    }
    day
}

fn before(today: Date, days: usize) -> Date {
    today.saturating_sub(i64::try_from(days).unwrap_or_default().days())
}

fn balance(source: &Source<'_>, day: Date) -> f64 {
    let checking = source.ledger().of_kind(AccountKind::Checking);
    checking.map(|(place, _)| source.ledger().balance(place, day)).sum::<Money>().as_number()
}

fn balances(days: &[Day]) -> RiskInsightsBalanceMetrics {
    RiskInsightsBalanceMetrics::of(days, &[days.last().map(|day| day.balance)], &[Some(LOW)])
}

fn transactions(source: &Source<'_>, days: &[Day]) -> RiskInsightsTransactionMetrics {
    let entries = source.ledger().between(before(source.today(), 365), source.today());
    let since = |entry: &Entry| f64::from((source.today() - entry.date).get_days());
    let history = entries.first().map_or(0.0, since);
    let last = |which: &dyn Fn(&&Entry) -> bool| Some(entries.iter().rfind(which).map_or(history, since));
    let after = [
        last(&|_| true),
        last(&|entry| entry.direction == Direction::In),
        last(&|entry| entry.direction == Direction::Out),
        Some(history),
    ];
    RiskInsightsTransactionMetrics::of(days, &[], &after)
}

/// Each category of the last 90 days, as transactions tell it.
fn categories(source: &Source<'_>) -> Vec<RiskInsightsCategoryMetrics> {
    let from = before(source.today(), 90);
    let mut found: IndexMap<(&'static str, &'static str), Vec<&Entry>> = IndexMap::new();
    for entry in source.ledger().between(from, source.today()) {
        found.entry((entry.tag.category, entry.tag.subcategory)).or_default().push(entry);
    }
    found.sort_keys();
    found.into_iter().map(|(names, entries)| category(source, names, &entries)).collect()
}

fn category(
    source: &Source<'_>,
    (category, subcategory): (&'static str, &'static str),
    entries: &[&Entry],
) -> RiskInsightsCategoryMetrics {
    let of = |direction| -> Money {
        entries.iter().filter(|entry| entry.direction == direction).map(|entry| entry.amount).sum()
    };
    let (included, went) = (of(Direction::In), of(Direction::Out));
    let net = |back| -> f64 {
        let day = entries.iter().filter(|entry| entry.date == before(source.today(), back));
        day.map(|entry| entry.signed(AccountKind::Checking)).sum::<Money>().as_number()
    };
    let days: Vec<f64> = (0..=90).rev().map(net).collect();
    RiskInsightsCategoryMetrics {
        category: Some(category),
        subcategory: Some(subcategory),
        net_amount_3m: included - went,
        category_inflow_ratio_3m: share(included, included + went).unwrap_or_default(),
        trend_3m: round(slope(&days).unwrap_or_default(), 4),
    }
}
