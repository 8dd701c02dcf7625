//! Mexico: CURP, RFC, the number of the social security, and the CLABE.

use jiff::civil::Date;

use super::cards::{is_luhn, luhn};
use super::{ends_rightly, is_digits, plain, values, weighted};
use crate::domain::person::people::Sex;

/// The letters that registers make of names that would be a rude word; the last of them becomes `X`.
const RUDE: [&str; 20] = [
    "BUEI", "CACA", "CACO", "CAGA", "CAGO", "COGE", "COJE", "CULO", "FETO", "GUEY", "JOTO", "KACA", "KACO",
    "LOCA", "LOCO", "MAME", "MAMO", "MEAR", "PEDO", "PENE",
];

/// What a CURP and an RFC are made of.
#[derive(Clone, Debug)]
pub struct Names<'a> {
    /// Given names.
    pub given: &'a str,
    /// The father's family name.
    pub father: &'a str,
    /// The mother's family name.
    pub mother: &'a str,
}

impl Names<'_> {
    /// The four letters that both begin with.
    fn initials(&self) -> String {
        let [given, father, mother] = [self.called(), letters(self.father), letters(self.mother)];
        let first = |name: &str| name.chars().next().unwrap_or('X');
        let vowel = father.chars().skip(1).find(|letter| is_vowel(*letter)).unwrap_or('X');
        [first(&father), vowel, first(&mother), first(&given)].into_iter().collect()
    }

    /// Family names first.
    fn whole(&self) -> String {
        format!("{} {} {}", self.father, self.mother, self.given)
    }

    /// The name that counts: the second after José or María.
    fn called(&self) -> String {
        let all = plain(self.given);
        let mut names = all.split(' ');
        let first = names.next().unwrap_or_default();
        letters(if ["JOSE", "MARIA"].contains(&first) { names.next().unwrap_or(first) } else { first })
    }

    /// The first consonant within each name.
    fn consonants(&self) -> String {
        let names = [letters(self.father), letters(self.mother), self.called()];
        names
            .iter()
            .map(|name| name.chars().skip(1).find(|letter| !is_vowel(*letter)).unwrap_or('X'))
            .collect()
    }
}

/// Upper case without accents and with `X` for `Ñ`.
fn letters(name: &str) -> String {
    plain(name).replace('Ñ', "X")
}

fn is_vowel(letter: char) -> bool {
    "AEIOU".contains(letter)
}

fn six(date: Date) -> String {
    date.strftime("%y%m%d").to_string()
}

const CURP_LETTERS: &str = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";

fn place(letters: &str, letter: char) -> Option<u32> {
    letters.chars().position(|known| known == letter).and_then(|at| u32::try_from(at).ok())
}

/// The last digit of a CURP, by its first 17 letters and digits.
pub fn curp_digit(body: &str) -> Option<String> {
    let values: Vec<u32> = body.chars().map(|letter| place(CURP_LETTERS, letter)).collect::<Option<_>>()?;
    Some(((10 - weighted(&values, (2..=18).rev()) % 10) % 10).to_string())
}

/// A CURP.
pub fn curp(names: &Names<'_>, born: Date, sex: Sex, state: &str) -> String {
    let mut initials = names.initials();
    if RUDE.contains(&initials.as_str()) {
        initials.replace_range(1..2, "X");
    }
    let sex = if sex == Sex::Female { 'M' } else { 'H' };
    let century = if born.year() < 2000 { '0' } else { 'A' };
    let body = format!("{initials}{}{sex}{state}{}{century}", six(born), names.consonants());
    let check = curp_digit(&body).unwrap_or_default();
    body + check.as_str()
}

/// Whether a text has the form of a CURP; the sandbox's own has neither a day nor a check digit that are right.
pub fn looks_like_curp(text: &str) -> bool {
    let kinds = text.bytes().map(|byte| {
        if byte.is_ascii_uppercase() {
            'A'
        } else if byte.is_ascii_digit() {
            '0'
        } else {
            ' '
        }
    });
    let form: String = kinds.collect();
    form.len() == 18 && form.starts_with("AAAA000000AAAAAA") && !form.contains(' ')
}

/// Whether a CURP has the form and the check digit.
pub fn is_curp(text: &str) -> bool {
    looks_like_curp(text) && ends_rightly(text, 1, curp_digit)
}

/// The year of birth that a CURP tells, also where its day is none.
pub fn curp_year(text: &str) -> Option<i16> {
    if !looks_like_curp(text) {
        return None;
    }
    let century = if text.as_bytes().get(16)?.is_ascii_digit() { 1900 } else { 2000 };
    Some(century + two(text, 4)?)
}

fn two(text: &str, from: usize) -> Option<i16> {
    text.get(from..from + 2)?.parse().ok()
}

/// The states by the letters that a CURP has for them; `NE` was born abroad.
const STATES: [&str; 33] = [
    "AS", "BC", "BS", "CC", "CH", "CL", "CM", "CS", "DF", "DG", "GR", "GT", "HG", "JC", "MC", "MN", "MS",
    "NE", "NL", "NT", "OC", "PL", "QR", "QT", "SL", "SP", "SR", "TC", "TL", "TS", "VZ", "YN", "ZS",
];

/// The state of birth that a CURP tells.
pub fn curp_state(text: &str) -> Option<&'static str> {
    let typed = text.get(11..13).filter(|_| looks_like_curp(text))?;
    STATES.into_iter().find(|state| *state == typed)
}

/// The day of birth that the RFC of a person tells; who was born in the first years of a century is young.
pub fn rfc_birthday(text: &str) -> Option<Date> {
    let year = two(text, 4).filter(|_| text.len() == 13 && looks_like_rfc(text))?;
    let century = if year <= 10 { 2000 } else { 1900 };
    Date::new(century + year, two(text, 6)? as i8, two(text, 8)? as i8).ok()
}

/// The CURP of a person whose RFC is known, made of the one that the person has: both begin alike.
pub fn curp_of_rfc(rfc: &str, own: &str) -> String {
    let rest = own.get(10..17).unwrap_or_default();
    let body = format!("{}{rest}", rfc.get(..10).unwrap_or_default());
    let check = curp_digit(&body).unwrap_or_default();
    body + check.as_str()
}

/// What a CURP or an RFC tells of one name: its first letter, the first vowel within it, the first consonant within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    first: char,
    vowel: Option<char>,
    consonant: Option<char>,
}

impl Part {
    /// Whether a name fits.
    pub fn fits(&self, name: &str) -> bool {
        let name = letters(name);
        let within = |of: fn(&char) -> bool| name.chars().skip(1).find(of).unwrap_or('X');
        self.begins(&name)
            && self.vowel.is_none_or(|vowel| vowel == within(|letter| is_vowel(*letter)))
            && self.consonant.is_none_or(|consonant| consonant == within(|letter| !is_vowel(*letter)))
    }

    /// Whether a name begins so.
    pub fn begins(&self, name: &str) -> bool {
        letters(name).starts_with(self.first)
    }

    /// A name that is put together of the letters; nothing where they are none of a name.
    pub fn built(&self, end: &str) -> Option<String> {
        let vowel = self.vowel.unwrap_or('A').to_ascii_lowercase();
        let consonant = self.consonant.unwrap_or('R').to_ascii_lowercase();
        let built = match (is_vowel(self.first), consonant) {
            (_, 'x') => format!("{}{vowel}o", self.first),
            (true, _) => format!("{}{consonant}{vowel}{end}", self.first),
            (false, _) => format!("{}{vowel}{consonant}{end}", self.first),
        };
        self.fits(&built).then_some(built)
    }
}

/// What a CURP or the RFC of a person tells of the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letters {
    /// Of the father's family name.
    pub father: Part,
    /// Of the mother's.
    pub mother: Part,
    /// Of the given name.
    pub given: Part,
}

impl Letters {
    /// Reads them.
    pub fn read(text: &str) -> Option<Self> {
        let (curp, rfc) = (looks_like_curp(text), text.len() == 13 && looks_like_rfc(text));
        if !(curp || rfc) {
            return None;
        }
        let letter = |at: usize| text.chars().nth(at);
        let consonant = |at: usize| letter(at).filter(|_| curp);
        // A rude word has an X for one of its letters: of the father's vowel in a CURP, of the given name in an RFC.
        let vowel = letter(1).filter(|vowel| !(curp && *vowel == 'X'));
        Some(Self {
            father: Part { first: letter(0)?, vowel, consonant: consonant(13) },
            mother: Part { first: letter(2)?, vowel: None, consonant: consonant(14) },
            given: Part { first: letter(3)?, vowel: None, consonant: consonant(15) },
        })
    }
}

/// The day of birth and the sex that a CURP tells; nothing when the day is none.
pub fn read_curp(text: &str) -> Option<(Date, Sex)> {
    let day = Date::new(curp_year(text)?, two(text, 6)? as i8, two(text, 8)? as i8).ok()?;
    Some((day, if text.get(10..11)? == "M" { Sex::Female } else { Sex::Male }))
}

const RFC_LETTERS: &str = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";
const KEY_LETTERS: &[u8; 34] = b"123456789ABCDEFGHIJKLMNPQRSTUVWXYZ";

/// The two letters that tell people of the same initials and day apart, by the whole name, family names first.
pub fn homoclave(name: &str) -> String {
    let value = |letter: char| match letter {
        '0'..='9' => letter as u32 - '0' as u32,
        '&' => 10,
        'A'..='I' => letter as u32 - 'A' as u32 + 11,
        'J'..='R' => letter as u32 - 'J' as u32 + 21,
        'S'..='Z' => letter as u32 - 'S' as u32 + 32,
        'Ñ' => 40,
        _ => 0,
    };
    let digits: Vec<u32> = std::iter::once(0)
        .chain(plain(name).chars().flat_map(|letter| [value(letter) / 10, value(letter) % 10]))
        .collect();
    let pairs = digits.iter().zip(digits.iter().skip(1));
    let sum: u32 = pairs.map(|(ten, one)| (ten * 10 + one) * one).sum();
    let key = |at: u32| KEY_LETTERS.get(at as usize).map_or('1', |letter| char::from(*letter));
    [key(sum % 1000 / 34), key(sum % 1000 % 34)].into_iter().collect()
}

/// The last letter of an RFC, by the 12 of a person or the 11 of a company before it.
pub fn rfc_digit(body: &str) -> Option<String> {
    let padded = format!("{body:>12}");
    let values: Vec<u32> = padded.chars().map(|letter| place(RFC_LETTERS, letter)).collect::<Option<_>>()?;
    Some(match weighted(&values, (2..=13).rev()) % 11 {
        0 => "0".to_owned(),
        1 => "A".to_owned(),
        rest => (11 - rest).to_string(),
    })
}

fn with_rfc_end(body: String, name: &str) -> String {
    let body = body + homoclave(name).as_str();
    let check = rfc_digit(&body).unwrap_or_default();
    body + check.as_str()
}

/// The RFC of a person: 13.
pub fn rfc(names: &Names<'_>, born: Date) -> String {
    let mut initials = names.initials();
    if RUDE.contains(&initials.as_str()) {
        initials.replace_range(3..4, "X");
    }
    with_rfc_end(initials + six(born).as_str(), &names.whole())
}

/// The RFC of a person whose CURP is known: both begin with the same ten letters and digits.
pub fn rfc_of_curp(curp: &str, names: &Names<'_>) -> String {
    with_rfc_end(curp.chars().take(10).collect(), &names.whole())
}

/// The RFC of a company: 12.
pub fn company_rfc(name: &str, founded: Date) -> String {
    let words = letters(name);
    let mut parts: Vec<&str> = words.split(' ').filter(|word| word.len() > 3).collect();
    parts.truncate(3);
    let take = 4 - parts.len().clamp(1, 3);
    let rest = parts.iter().skip(1).filter_map(|word| word.chars().next());
    let first: String = parts.first().unwrap_or(&"XXX").chars().take(take).chain(rest).collect();
    with_rfc_end(first + six(founded).as_str(), name)
}

/// Whether an RFC of a person (13) or of a company (12) has the form and the check digit.
pub fn is_rfc(text: &str) -> bool {
    looks_like_rfc(text) && ends_rightly(text, 1, rfc_digit)
}

/// Whether a text has the form of an RFC; those of the sandbox have no check digit that is right.
pub fn looks_like_rfc(text: &str) -> bool {
    let name = text.len().checked_sub(9).filter(|name| (3..=4).contains(name));
    name.and_then(|name| text.split_at_checked(name)).is_some_and(|(name, rest)| {
        let day = rest.get(..6).is_some_and(|day| is_digits(day, 6));
        day && name.bytes().all(|byte| byte.is_ascii_uppercase())
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// A number of the social security, by its first ten digits.
pub fn nss(ten: &str) -> String {
    format!("{ten}{}", luhn(ten).unwrap_or_default())
}

/// Whether 11 digits are a number of the social security.
pub fn is_nss(number: &str) -> bool {
    is_digits(number, 11) && is_luhn(number)
}

/// The last digit of a CLABE, by its first 17.
pub fn clabe_digit(body: &str) -> Option<String> {
    let sum: u32 = values(body)?
        .iter()
        .zip([3, 7, 1].into_iter().cycle())
        .map(|(digit, weight)| digit * weight % 10)
        .sum();
    Some(((10 - sum % 10) % 10).to_string())
}

/// A CLABE: bank (3), place (3), account (11) and the check digit.
pub fn clabe(bank: &str, place: &str, account: &str) -> String {
    let body = format!("{bank}{place}{account}");
    let check = clabe_digit(&body).unwrap_or_default();
    body + check.as_str()
}

/// Whether 18 digits are a CLABE.
pub fn is_clabe(number: &str) -> bool {
    is_digits(number, 18) && ends_rightly(number, 1, clabe_digit)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_example_of_the_treasury_is_right() {
        let names = Names { given: "Emma", father: "Gómez", mother: "Díaz" };
        assert_eq!(homoclave("GOMEZ DIAZ EMMA"), "GR");
        assert_eq!(rfc(&names, date(1956, 12, 31)), "GODE561231GR8");
        assert!(is_rfc("GODE561231GR8") && !is_rfc("GODE561231GR9") && !is_rfc("GODE"));
    }

    #[test]
    fn known_numbers_are_right() {
        assert!(
            is_clabe("032180000118359719")
                && is_clabe("002010077777777771")
                && !is_clabe("032180000118359710")
        );
        assert!(is_curp("HEGG560427MVZRRL04") && !is_curp("HEGG560427MVZRRL05"));
        assert_eq!(read_curp("HEGG560427MVZRRL04"), Some((date(1956, 4, 27), Sex::Female)));
        assert!(looks_like_curp("BLPM951331IONVGR54") && read_curp("BLPM951331IONVGR54").is_none());
        assert!(
            looks_like_rfc("PFIS010101000") && looks_like_rfc("PMO010101000") && !looks_like_rfc("bnk100")
        );
    }

    #[test]
    fn a_rude_word_is_avoided() {
        let names = Names { given: "Olga", father: "Campos", mother: "Cruz" };
        assert!(curp(&names, date(1990, 1, 2), Sex::Female, "DF").starts_with("CXCO900102MDF"));
        assert!(rfc(&names, date(1990, 1, 2)).starts_with("CACX900102"));
    }
}
