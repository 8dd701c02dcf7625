//! The figures of risk insights: each is told for six spans of days up to today.

use super::trend::{count, mean, slope, spread};

/// The spans, by what follows a figure's name: how many days before today they begin.
pub(super) const SPANS: &[(&str, usize)] =
    &[("3d", 3), ("1w", 7), ("1m", 30), ("3m", 90), ("6m", 180), ("12m", 360)];

/// Below this a balance is low.
pub(super) const LOW: f64 = 1_000.0;

/// What happened on one day.
#[derive(Clone, Debug, Default)]
pub(super) struct Day {
    /// Of the checking account, at its end.
    pub(super) balance: f64,
    /// Amounts that came.
    pub(super) incoming: Vec<f64>,
    /// Amounts that went.
    pub(super) outgoing: Vec<f64>,
    /// What came from others, the holder's own accounts left out.
    pub(super) positive: f64,
    /// What went to others.
    pub(super) negative: f64,
}

/// How a figure is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// A whole number.
    Count,
    /// A number with two decimals.
    Number,
    /// With two decimals, or null.
    Amount,
    /// With four decimals, or null.
    Trend,
}

/// One figure.
pub(super) struct Figure {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    /// Nothing where there is nothing to reckon with.
    pub(super) of: fn(&[Day]) -> Option<f64>,
}

const fn figure(name: &'static str, shape: Shape, of: fn(&[Day]) -> Option<f64>) -> Figure {
    Figure { name, shape, of }
}

fn row(days: &[Day], of: impl Fn(&Day) -> f64) -> Vec<f64> {
    days.iter().map(of).collect()
}

fn balances(days: &[Day]) -> Vec<f64> {
    row(days, |day| day.balance)
}

fn most(numbers: Vec<f64>) -> Option<f64> {
    numbers.into_iter().max_by(f64::total_cmp)
}

fn sum(numbers: &[f64]) -> Option<f64> {
    Some(numbers.iter().sum::<f64>() + 0.0)
}

fn below(days: &[Day], limit: f64) -> Option<f64> {
    Some(count(days.iter().filter(|day| day.balance < limit).count()))
}

fn each(days: &[Day]) -> Vec<f64> {
    row(days, |day| count(day.incoming.len() + day.outgoing.len()))
}

fn each_in(days: &[Day]) -> Vec<f64> {
    row(days, |day| count(day.incoming.len()))
}

fn each_out(days: &[Day]) -> Vec<f64> {
    row(days, |day| count(day.outgoing.len()))
}

fn incoming(days: &[Day]) -> Vec<f64> {
    days.iter().flat_map(|day| day.incoming.iter().copied()).collect()
}

fn outgoing(days: &[Day]) -> Vec<f64> {
    days.iter().flat_map(|day| day.outgoing.iter().copied()).collect()
}

fn positive(days: &[Day]) -> Vec<f64> {
    row(days, |day| day.positive)
}

fn negative(days: &[Day]) -> Vec<f64> {
    row(days, |day| day.negative)
}

fn net(days: &[Day]) -> Vec<f64> {
    row(days, |day| day.positive - day.negative)
}

/// The mean of the days that have some.
fn mean_of_some(numbers: Vec<f64>) -> Option<f64> {
    let some: Vec<f64> = numbers.into_iter().filter(|number| *number > 0.0).collect();
    mean(&some)
}

use Shape::{Amount, Count, Number, Trend};

pub(super) static BALANCES: &[Figure] = &[
    figure("min_balance", Amount, |days| balances(days).into_iter().min_by(f64::total_cmp)),
    figure("mean_balance", Amount, |days| mean(&balances(days))),
    figure("max_balance", Amount, |days| most(balances(days))),
    figure("std_balance", Amount, |days| spread(&balances(days))),
    figure("balance_trend", Amount, |days| slope(&balances(days))),
    figure("days_balance_below_0", Count, |days| below(days, 0.0)),
    figure("days_balance_below_mean", Count, |days| below(days, mean(&balances(days))?)),
    figure("days_balance_below_x", Count, |days| below(days, LOW)),
];

pub(super) static TRANSACTIONS: &[Figure] = &[
    figure("num_transactions", Count, |days| sum(&each(days))),
    figure("max_num_transactions", Count, |days| most(each(days))),
    figure("mean_num_transactions", Number, |days| mean(&each(days))),
    figure("num_incoming_transactions", Count, |days| sum(&each_in(days))),
    figure("max_num_incoming_transactions", Count, |days| most(each_in(days))),
    figure("mean_num_incoming_transactions", Number, |days| mean(&each_in(days))),
    figure("sum_incoming_amount", Amount, |days| sum(&incoming(days))),
    figure("max_incoming_amount", Amount, |days| most(incoming(days))),
    figure("mean_incoming_amount", Amount, |days| mean(&incoming(days))),
    figure("num_outgoing_transactions", Count, |days| sum(&each_out(days))),
    figure("max_num_outgoing_transactions", Count, |days| most(each_out(days))),
    figure("mean_num_outgoing_transactions", Number, |days| mean(&each_out(days))),
    figure("sum_outgoing_amount", Amount, |days| sum(&outgoing(days))),
    figure("max_outgoing_amount", Amount, |days| most(outgoing(days))),
    figure("mean_outgoing_amount", Amount, |days| mean(&outgoing(days))),
    figure("days_without_transactions", Count, |days| {
        Some(count(each(days).iter().filter(|number| **number < 1.0).count()))
    }),
];

pub(super) static CASHFLOW: &[Figure] = &[
    figure("max_positive", Amount, |days| most(positive(days))),
    figure("max_negative", Amount, |days| most(negative(days))),
    figure("mean_positive", Amount, |days| mean_of_some(positive(days))),
    figure("mean_negative", Amount, |days| mean_of_some(negative(days))),
    figure("sum_positive", Amount, |days| sum(&positive(days))),
    figure("sum_positive_trend", Trend, |days| slope(&positive(days))),
    figure("sum_negative", Amount, |days| sum(&negative(days))),
    figure("sum_negative_trend", Trend, |days| slope(&negative(days))),
    figure("positive_to_negative_ratio", Amount, |days| {
        let (included, went) = (sum(&positive(days))?, sum(&negative(days))?);
        (went > 0.0).then(|| included / went)
    }),
    figure("net_cashflow", Amount, |days| sum(&net(days))),
    figure("net_cashflow_trend", Trend, |days| slope(&net(days))),
];
