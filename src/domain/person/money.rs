//! Amounts of money, exact to the cent.

use std::borrow::Cow;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// What an account is kept in; a ledger has one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Currency {
    /// Mexican pesos.
    Mxn,
    /// Colombian pesos; nobody pays with coins below ten.
    Cop,
    /// Brazilian reais.
    Brl,
}

impl Currency {
    /// ISO 4217.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mxn => "MXN",
            Self::Cop => "COP",
            Self::Brl => "BRL",
        }
    }

    /// The steps in which amounts of an ending come, in cents.
    fn step(self, ending: Ending) -> i64 {
        let [mxn, cop, brl] = match ending {
            Ending::Exact => [1, 1_000, 1],
            Ending::Whole => [100, 10_000, 10],
            Ending::Nine => [1_000, 100_000, 100],
            Ending::Round => [10_000, 1_000_000, 1_000],
        };
        match self {
            Self::Mxn => mxn,
            Self::Cop => cop,
            Self::Brl => brl,
        }
    }

    /// About so much, as a price that ends so.
    pub fn price(self, about: Money, ending: Ending) -> Money {
        let step = self.step(ending);
        let below = if ending == Ending::Nine { step / 10 } else { 0 };
        let price = Money(about.stepped(step).0 - below);
        if ending == Ending::Nine && about.0 < step { self.price(about, Ending::Whole) } else { price }
    }

    /// About so much, as banks lend it.
    pub fn lent(self, about: Money) -> Money {
        about.stepped(10 * self.step(Ending::Round))
    }

    /// About so much, as a cash machine pays it: in notes, and no more than it pays at once.
    pub fn cash(self, about: Money) -> Money {
        let (note, most) = match self {
            Self::Mxn => (10_000, 900_000),
            Self::Cop => (1_000_000, 60_000_000),
            Self::Brl => (1_000, 200_000),
        };
        let large = about.0 >= 20 * note;
        Money(about.0.min(most)).stepped(if large { 5 * note } else { note })
    }
}

/// How the prices of a trade end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// What was weighed, metered or added up: any.
    Exact,
    /// Whole pesos; in Brazil whole dimes.
    Whole,
    /// `299.00`, `45,900.00`, `49.90`.
    Nine,
    /// What people agree upon: a rent, a transfer.
    Round,
}

/// Cents of a currency that the account knows; may be below zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many cents.
    pub const fn cents(cents: i64) -> Self {
        Self(cents)
    }

    /// So many whole units.
    pub const fn units(units: i64) -> Self {
        Self(units * 100)
    }

    /// How many cents it is.
    pub const fn as_cents(self) -> i64 {
        self.0
    }

    /// The nearest number; its shortest form has at most two decimals.
    #[allow(clippy::cast_precision_loss, reason = "no account holds 2^53 cents")]
    pub fn as_number(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// So many thousandths of it, towards zero.
    pub const fn per_mille(self, share: i64) -> Self {
        Self(self.0 * share / 1_000)
    }

    /// So many ten-thousandths of it (basis points), towards zero.
    pub const fn basis_points(self, points: i64) -> Self {
        Self(self.0 * points / 10_000)
    }

    /// An equal part, towards zero; the whole for no parts.
    pub const fn part(self, parts: i64) -> Self {
        Self(if parts == 0 { self.0 } else { self.0 / parts })
    }

    /// Rounded down to a step of so many cents, but at least one step.
    pub fn stepped(self, step: i64) -> Self {
        Self((self.0 / step * step).max(step))
    }

    /// The distance from zero.
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// More than nothing.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, Self::add)
    }
}

/// A JSON number.
impl JsonSchema for Money {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Money".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

/// A JSON number, as amounts are (R-BASE-08).
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_number())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn r_base_08_an_amount_is_a_number_with_at_most_two_decimals(cents in -1_000_000_000_000_000_i64..1_000_000_000_000_000) {
            let text = serde_json::to_string(&Money::cents(cents)).expect("JSON");
            let (whole, decimals) = text.split_once('.').expect("a point");
            prop_assert!(decimals.len() <= 2, "{text}");
            let read: i64 = format!("{whole}{decimals:0<2}").parse().expect("digits");
            prop_assert_eq!(read, cents);
        }
    }

    #[test]
    fn sums_do_not_drift() {
        let dime = Money::cents(10);
        assert_eq!(std::iter::repeat_n(dime, 3).sum::<Money>().as_number(), 0.3);
        assert_eq!(Money::units(100).per_mille(125), Money::cents(1_250));
        assert_eq!(Money::cents(1_999).stepped(50), Money::cents(1_950));
    }
}
