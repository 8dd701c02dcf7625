//! The words that people, places and shops are made of. Shops and employers are invented.

mod brazil;
mod colombia;
mod mexican_names;
mod mexico;
mod table;

pub use table::{City, Phrases, Trade, Words};

use super::dice::Dice;
use super::subject::Country;

impl Words {
    /// Those of a country.
    pub fn of(country: Country) -> &'static Self {
        match country {
            Country::Mexico => &mexico::WORDS,
            Country::Colombia => &colombia::WORDS,
            Country::Brazil => &brazil::WORDS,
        }
    }
}

impl Words {
    /// Who sells: whoever one has a contract with is the same every month and at whatever bank, others are any.
    pub fn seller(&self, seed: &[u8; 32], trade: Trade, dice: &mut Dice) -> &'static str {
        if trade.is_by_contract() {
            Dice::of(seed, &format!("supplier/{trade:?}")).word(self.shops(trade))
        } else {
            dice.word(self.shops(trade))
        }
    }
}

/// The names of Mexico: of women, of men, of families.
pub(super) fn given_and_families() -> [Vec<&'static str>; 3] {
    let words = Words::of(Country::Mexico);
    [
        [words.women, mexican_names::WOMEN].concat(),
        [words.men, mexican_names::MEN].concat(),
        [words.families, mexican_names::FAMILIES].concat(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_country_has_shops_of_each_trade() {
        for country in Country::ALL {
            let words = Words::of(country);
            assert!(Trade::ALL.iter().all(|trade| !words.shops(*trade).is_empty()), "{country:?}");
            assert!(words.women.len() >= 16 && words.men.len() >= 16 && words.families.len() >= 24);
            assert!(words.cities.len() >= 5 && words.companies.len() >= 10 && words.streets.len() >= 8);
        }
    }
}
