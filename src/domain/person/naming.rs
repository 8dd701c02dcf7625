//! Names, and such as fit the letters of a CURP or an RFC that was typed.

use super::dice::Dice;
use super::documents::mexico::{Letters, Part};
use super::documents::plain;
use super::people::Sex;
use super::words::given_and_families;

/// What somebody is called, and the parents with it.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) given: (String, Option<String>),
    /// The father's two and the mother's two.
    pub(super) families: [String; 4],
}

impl Named {
    /// Other names where these do not fit.
    pub(super) fn that_fits(mut self, letters: &Letters, sex: Sex, dice: &mut Dice) -> Self {
        let [women, men, families] = given_and_families();
        let given = if sex == Sex::Female { women } else { men };
        let end = if sex == Sex::Female { "a" } else { "o" };
        self.given = (fitting(&letters.given, &given, end, dice), None);
        self.families[0] = fitting(&letters.father, &families, "ez", dice);
        self.families[2] = fitting(&letters.mother, &families, "ez", dice);
        self
    }
}

/// A name that the letters tell: a known one, else one that is put together, else one that begins alike.
fn fitting(part: &Part, names: &[&'static str], end: &str, dice: &mut Dice) -> String {
    let known: Vec<&'static str> = names.iter().copied().filter(|name| part.fits(name)).collect();
    if !known.is_empty() {
        return dice.word(&known).to_owned();
    }
    part.built(end).unwrap_or_else(|| {
        let alike: Vec<&'static str> = names.iter().copied().filter(|name| part.begins(name)).collect();
        dice.word(if alike.is_empty() { names } else { &alike }).to_owned()
    })
}

/// `juan.nunez@example.com`.
pub(super) fn email(first: &str, last: &str) -> String {
    let word = |text: &str| plain(text).replace('Ñ', "N").replace(' ', "").to_lowercase();
    format!("{}.{}@example.com", word(first), word(last))
}
