//! Chance that is named: what is generated under a name depends on the seed and the name, not on what was generated before.

use super::money::Money;
use crate::domain::base::dice::hash;

/// A fresh stream of chance: SplitMix64 over a digest of the name. A ledger opens hundreds of them, for a few draws each.
#[derive(Debug)]
pub struct Dice(u64);

/// A month, counted since the year 0.
pub type Month = i32;

impl Dice {
    /// What never changes about a subject.
    pub fn of(seed: &[u8; 32], label: &str) -> Self {
        Self::fresh(hash(&[seed, b"data", label.as_bytes()]))
    }

    /// What happens in one month.
    pub fn of_month(seed: &[u8; 32], label: &str, month: Month) -> Self {
        Self::fresh(hash(&[seed, b"month", label.as_bytes(), &month.to_le_bytes()]))
    }

    fn fresh(digest: [u8; 32]) -> Self {
        Self(digest.iter().take(8).fold(0, |state, byte| state << 8 | u64::from(*byte)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number of a range, both ends included; the lower end of an empty one.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        if least >= most {
            return least;
        }
        let count = u128::from(most.abs_diff(least)) + 1;
        let generated = (u128::from(self.next()) * count) >> 64;
        least.saturating_add(i64::try_from(generated).unwrap_or_default())
    }

    /// A day, an hour or another small number of a range, both ends included.
    pub fn small(&mut self, least: i8, most: i8) -> i8 {
        i8::try_from(self.between(i64::from(least), i64::from(most))).unwrap_or(least)
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
        (0..count).map(|at| self.between(i64::from(at == 0), 9).to_string()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_base_15_what_is_drawn_under_a_name_is_the_same_in_every_release() {
        let mut dice = Dice::of(&[7; 32], "golden");
        assert_eq!(dice.digits(12), "615108950674");
        let mut month = Dice::of_month(&[7; 32], "golden", 24_312);
        assert_eq!(month.digits(12), "357725224317");
        assert!((0..1_000).all(|_| (-3..=3).contains(&month.between(-3, 3))));
        assert_eq!((month.between(5, 5), month.small(9, 2), month.word(&[])), (5, 9, ""));
    }
}
