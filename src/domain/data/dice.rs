//! Chance that is named: what is drawn under a name depends on the seed and the name, not on what was drawn before.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use super::money::Money;
use crate::domain::rng::hash;

/// A fresh stream of chance.
#[derive(Debug)]
pub struct Dice(ChaCha8Rng);

/// A month, counted since the year 0.
pub type Month = i32;

impl Dice {
    /// What never changes about a subject.
    pub fn of(seed: &[u8; 32], label: &str) -> Self {
        Self(ChaCha8Rng::from_seed(hash(&[seed, b"data", label.as_bytes()])))
    }

    /// What happens in one month.
    pub fn of_month(seed: &[u8; 32], label: &str, month: Month) -> Self {
        Self(ChaCha8Rng::from_seed(hash(&[seed, b"month", label.as_bytes(), &month.to_le_bytes()])))
    }

    /// A number of a range, both ends included; the lower end of an empty one.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        if least >= most { least } else { self.0.random_range(least..=most) }
    }

    /// A day, an hour or another small number of a range, both ends included.
    pub fn small(&mut self, least: i8, most: i8) -> i8 {
        if least >= most { least } else { self.0.random_range(least..=most) }
    }

    /// An amount of a range.
    pub fn money(&mut self, least: Money, most: Money) -> Money {
        Money::cents(self.between(least.as_cents(), most.as_cents()))
    }

    /// Whether something of so many percent happens.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of a list; nothing of an empty one.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(usize::try_from(self.between(0, list.len() as i64 - 1)).unwrap_or_default())
    }

    /// One word of a list; the empty word of an empty one.
    pub fn word(&mut self, list: &[&'static str]) -> &'static str {
        self.pick(list).copied().unwrap_or_default()
    }

    /// So many decimal digits, the first of them not zero.
    pub fn digits(&mut self, count: usize) -> String {
        let mut digit = |least: u8| char::from(self.0.random_range(least..=b'9'));
        (0..count).map(|at| digit(if at == 0 { b'1' } else { b'0' })).collect()
    }
}
