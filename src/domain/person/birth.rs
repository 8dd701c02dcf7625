//! Drawing a [`Person`].

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::calendar::day_of;
use super::dice::Dice;
use super::documents::{brazil, colombia, mexico};
use super::money::Money;
use super::naming::{Named, email};
use super::people::{Address, Company, Document, DocumentKind, Employer, Person, Sex};
use super::persona::Persona;
use super::subject::{Country, Subject};
use super::typed::{Typed, known};
use super::words::Words;

impl Person {
    /// The person that a seed, a country and a typed document make; neither today nor the amount of data matter.
    pub fn generate(subject: &Subject) -> Self {
        let typed = subject.document.as_deref().and_then(|text| Typed::read(text, subject.country));
        let mut person = Draft::generate(subject).person(subject);
        if let Some(typed) = &typed {
            typed.apply(&mut person);
        }
        if subject.business {
            person.company = Some(company(subject, typed.as_ref()));
        }
        person
    }
}

/// The same day of another year.
fn in_year(day: Date, year: i16) -> Date {
    day_of(i32::from(year) * 12 + i32::from(day.month()) - 1, day.day())
}

/// What is generated before documents and texts can be made of it.
struct Draft {
    words: &'static Words,
    sex: Sex,
    named: Named,
    born: Date,
    address: Address,
    dial: &'static str,
    dice: Dice,
}

impl Draft {
    fn generate(subject: &Subject) -> Self {
        let words = Words::of(subject.country);
        let mut dice = Dice::of(&subject.seed, "person");
        let document = subject.document.as_deref().filter(|_| subject.country == Country::Mexico);
        let typed = document.and_then(mexico::read_curp);
        // The sandbox's own CURP tells a year, but no day; an RFC tells no sex.
        let year = document.and_then(mexico::curp_year);
        let birthday = document.and_then(mexico::rfc_birthday);
        let letters = document.and_then(mexico::Letters::read);
        let generated = if dice.chance(50) { Sex::Female } else { Sex::Male };
        let sex = typed.map_or(generated, |(_, sex)| sex);
        let (first, days) = lifetimes(subject.persona);
        let born = day(&mut dice, first, days);
        let (address, dial) = address(&mut dice, words, subject.country);
        let families = [(); 4].map(|()| dice.word(words.families).to_owned());
        let given = given(&mut dice, words, sex);
        let named = Named { given: (given.0.to_owned(), given.1.map(str::to_owned)), families };
        let named = letters.map_or(named.clone(), |letters| named.that_fits(&letters, sex, &mut dice));
        let born = birthday.unwrap_or(born);
        Self {
            words,
            sex,
            named,
            born: typed.map_or_else(|| year.map_or(born, |year| in_year(born, year)), |(born, _)| born),
            address,
            dial,
            dice,
        }
    }

    fn person(mut self, subject: &Subject) -> Person {
        let named = self.named.clone();
        let [father, fathers_other, mother, mothers_other] = named.families.each_ref().map(String::as_str);
        let brazil = subject.country == Country::Brazil;
        let (last, second_last) = if brazil { (mother, father) } else { (father, mother) };
        let employer = employer(&mut self.dice, self.words, subject, self.born);
        let mother_given = given(&mut self.dice, self.words, Sex::Female).0;
        let father_given = given(&mut self.dice, self.words, Sex::Male).0;
        Person {
            country: subject.country,
            sex: self.sex,
            first_name: named.given.0.clone(),
            second_name: named.given.1.clone(),
            last_name: last.to_owned(),
            second_last_name: Some(second_last.to_owned()),
            birth_date: self.born,
            birth_state: self.birth_state(subject),
            marital_status: self.dice.word(&[
                "SINGLE",
                "SINGLE",
                "MARRIED",
                "MARRIED",
                "CIVIL_UNION",
                "DIVORCED",
            ]),
            nationality: subject.country.code3(),
            phone: phone(&mut self.dice, subject.country, self.dial),
            email: email(&named.given.0, last),
            mother: format!("{mother_given} {mother} {mothers_other}"),
            father: format!("{father_given} {father} {fathers_other}"),
            monthly_salary: net_pay(&mut self.dice, subject),
            documents: self.documents(subject.country),
            address: self.address,
            employer,
            company: None,
        }
    }

    /// As the typed CURP tells it, or where the person lives.
    fn birth_state(&self, subject: &Subject) -> &'static str {
        let typed = subject.document.as_deref().and_then(mexico::curp_state);
        typed.unwrap_or(self.address.state_code)
    }

    fn documents(&mut self, country: Country) -> Vec<Document> {
        let document = |kind, number| Document { kind, number };
        match country {
            Country::Brazil => vec![document(DocumentKind::Cpf, cpf(&mut self.dice))],
            Country::Colombia => {
                let cc = self.dice.digits(8);
                let nit = format!("{cc}{}", colombia::nit_digit(&cc).unwrap_or_default());
                vec![document(DocumentKind::Cc, cc), document(DocumentKind::Nit, nit)]
            }
            Country::Mexico => {
                let (first, second) = &self.named.given;
                let given = format!("{first} {}", second.as_deref().unwrap_or_default());
                let [father, _, mother, _] = self.named.families.each_ref().map(String::as_str);
                let names = mexico::Names { given: given.trim(), father, mother };
                vec![
                    document(
                        DocumentKind::Curp,
                        mexico::curp(&names, self.born, self.sex, self.address.state_code),
                    ),
                    document(DocumentKind::Rfc, mexico::rfc(&names, self.born)),
                    document(DocumentKind::Nss, mexico::nss(&self.dice.digits(10))),
                ]
            }
        }
    }
}

/// The first day on which somebody who lives so may be born, and how many days there are.
fn lifetimes(persona: Persona) -> (Date, i64) {
    match persona {
        Persona::Pensioner => (date(1944, 1, 1), 5_000),
        Persona::Student => (date(2002, 1, 1), 1_400),
        _ => (date(1966, 1, 1), 12_000),
    }
}

/// A day within so many days after another.
fn day(dice: &mut Dice, first: Date, days: i64) -> Date {
    first.saturating_add(dice.between(0, days).days())
}

fn given(dice: &mut Dice, words: &Words, sex: Sex) -> (&'static str, Option<&'static str>) {
    let names = if sex == Sex::Female { words.women } else { words.men };
    let (first, second) = (dice.word(names), dice.word(names));
    (first, (first != second && dice.chance(60)).then_some(second))
}

fn address(dice: &mut Dice, words: &'static Words, country: Country) -> (Address, &'static str) {
    let at = dice.between(0, words.cities.len() as i64 - 1);
    let city = words.cities.get(at as usize).unwrap_or(&words.cities[0]);
    let digits = if country == Country::Brazil {
        8
    } else if country == Country::Colombia {
        6
    } else {
        5
    };
    let postal_code = format!("{}{}", city.postal, dice.digits(digits - city.postal.len()));
    let address = Address {
        street: dice.word(words.streets),
        number: dice.between(1, 1_900).to_string(),
        district: city.district,
        city: city.name,
        state: city.state,
        state_code: city.code,
        postal_code,
        country,
    };
    (address, city.dial)
}

fn phone(dice: &mut Dice, country: Country, dial: &str) -> String {
    match country {
        Country::Mexico => format!("+52{dial}{}", dice.digits(10 - dial.len())),
        Country::Colombia => format!("+573{}", dice.digits(9)),
        Country::Brazil => format!("+55{dial}9{}", dice.digits(8)),
    }
}

fn cpf(dice: &mut Dice) -> String {
    let body = dice.digits(9);
    format!("{body}{}", brazil::cpf_digits(&body).unwrap_or_default())
}

/// A month's pay, in steps that people agree on.
fn salary(dice: &mut Dice, country: Country) -> Money {
    let (least, most, step) = match country {
        Country::Mexico => (14_000, 62_000, 500),
        Country::Colombia => (1_900_000, 9_500_000, 50_000),
        Country::Brazil => (2_800, 15_500, 100),
    };
    Money::units(dice.between(least / step, most / step) * step)
}

/// What comes to the account: after taxes it is no round sum, but of a pension.
fn net_pay(dice: &mut Dice, subject: &Subject) -> Money {
    let pay = salary(dice, subject.country).per_mille(subject.persona.earns());
    let odd = dice.between(1, 45_000);
    match (subject.country, subject.persona) {
        (Country::Colombia, _) => pay.stepped(100),
        (_, Persona::Pensioner) => pay.stepped(1_000),
        (Country::Mexico, _) => pay - Money::cents(odd),
        (Country::Brazil, _) => pay - Money::cents(odd % 9_000),
    }
}

/// The number by which the treasury knows a company.
fn tax_id(dice: &mut Dice, country: Country, name: &str, founded: Date) -> Document {
    let (kind, number) = match country {
        Country::Mexico => (DocumentKind::Rfc, mexico::company_rfc(name, founded)),
        Country::Colombia => {
            let body = format!("9{}", dice.digits(8));
            (DocumentKind::Nit, format!("{body}{}", colombia::nit_digit(&body).unwrap_or_default()))
        }
        Country::Brazil => {
            let body = format!("{}0001", dice.digits(8));
            (DocumentKind::Cnpj, format!("{body}{}", brazil::cnpj_digits(&body).unwrap_or_default()))
        }
    };
    Document { kind, number }
}

fn legal_form(country: Country) -> &'static str {
    match country {
        Country::Mexico => "S.A. de C.V.",
        Country::Colombia => "S.A.S.",
        Country::Brazil => "Ltda.",
    }
}

/// Nobody works there before coming of age.
fn employer(dice: &mut Dice, words: &Words, subject: &Subject, born: Date) -> Employer {
    let country = subject.country;
    let first = if subject.persona == Persona::Pensioner { date(1990, 1, 2) } else { date(2012, 1, 2) };
    let (name, sector) = dice.pick(words.companies).copied().unwrap_or_default();
    let founded = day(dice, date(1985, 1, 1), 7_000);
    let of_age = born.saturating_add(19.years());
    Employer {
        name: format!("{name} {}", legal_form(country)),
        tax_id: tax_id(dice, country, name, founded),
        registration: format!("Y{}", dice.digits(10)),
        sector,
        since: day(dice, first, 3_300).max(of_age),
    }
}

fn company(subject: &Subject, typed: Option<&Typed>) -> Company {
    let mut dice = Dice::of(&subject.seed, "company");
    let (name, sector) = dice.pick(Words::of(subject.country).companies).copied().unwrap_or_default();
    let incorporated = day(&mut dice, date(1998, 1, 1), 7_000);
    let generated = tax_id(&mut dice, subject.country, name, incorporated);
    let tax_id = typed.filter(|typed| typed.of_company()).map_or(generated, |typed| typed.0.clone());
    let (trade_name, legal_name) = known(&tax_id.number).map_or_else(
        || (name.to_owned(), format!("{name} {}", legal_form(subject.country))),
        |(trade, legal)| (trade.to_owned(), legal.to_owned()),
    );
    let small = subject.persona == Persona::SmallCompany;
    let times = if small { dice.between(2, 4) } else { dice.between(8, 20) };
    let month = salary(&mut dice, subject.country);
    Company {
        legal_name,
        trade_name,
        tax_id,
        incorporated,
        sector,
        monthly_sales: Money::cents(month.as_cents() * times),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::subject::DataSet;
    use super::*;

    fn subject(seed: u8, country: Country, business: bool, document: Option<&str>) -> Subject {
        let (from, today) = (date(2026, 1, 15), date(2026, 1, 15));
        let document = document.map(str::to_owned);
        let persona = Persona::of_seed(&[seed; 32], business, document.is_some());
        let (seed, bank) = ([seed; 32], [seed; 32]);
        Subject { seed, bank, persona, country, business, set: DataSet::Full, from, today, document }
    }

    fn is_right(document: &Document) -> bool {
        let number = document.number.as_str();
        match document.kind {
            DocumentKind::Cpf => brazil::is_cpf(number),
            DocumentKind::Cnpj => brazil::is_cnpj(number),
            DocumentKind::Cc => colombia::is_cc(number),
            DocumentKind::Nit => colombia::is_nit(number),
            DocumentKind::Curp => mexico::is_curp(number),
            DocumentKind::Rfc => mexico::is_rfc(number),
            DocumentKind::Nss => mexico::is_nss(number),
        }
    }

    proptest! {
        #[test]
        fn r_own_02_the_numbers_of_drawn_people_and_companies_are_right(seed: u8, at in 0..3_usize, business: bool) {
            let person = Person::generate(&subject(seed, Country::ALL[at], business, None));
            let company = person.company.as_ref().map(|company| &company.tax_id);
            for one in person.documents.iter().chain([&person.employer.tax_id]).chain(company) {
                prop_assert!(is_right(one), "{:?}", one);
            }
            let digits = [5, 6, 8][at];
            prop_assert!(super::super::documents::is_digits(&person.address.postal_code, digits), "{:?}", person.address);
            prop_assert!(person.email.is_ascii() && person.phone.len() == [13, 13, 14][at], "{:?}", person);
            prop_assert!(person.employer.since.year() - person.birth_date.year() >= 19);
        }
    }

    #[test]
    fn r_own_02_a_typed_curp_is_a_person_whose_rfc_and_birth_agree_with_it() {
        for curp in ["LOLJ970312MBSPPN08", "HEGG560427MVZRRL04", "BLPM951331IONVGR54"] {
            let person = Person::generate(&subject(1, Country::Mexico, false, Some(curp)));
            let rfc = person.document(DocumentKind::Rfc).expect("an RFC");
            assert!(rfc.starts_with(&curp[..10]) && mexico::is_rfc(rfc), "{curp} {rfc}");
            assert_eq!(person.birth_date.strftime("%y").to_string(), curp[4..6]);
        }
    }

    #[test]
    fn r_own_02_a_typed_document_is_the_subjects_own() {
        let ralph = Person::generate(&subject(1, Country::Brazil, false, Some("761.092.776-73")));
        assert_eq!(
            (ralph.name().as_str(), ralph.document(DocumentKind::Cpf)),
            ("Ralph Bragg", Some("76109277673"))
        );
        let sandbox = Person::generate(&subject(1, Country::Mexico, false, Some("BLPM951331IONVGR54")));
        assert_eq!(sandbox.document(DocumentKind::Curp), Some("BLPM951331IONVGR54"));
        let born = Person::generate(&subject(1, Country::Mexico, false, Some("HEGG560427MVZRRL04")));
        assert_eq!((born.birth_date, born.sex), (date(1956, 4, 27), Sex::Female));
        let company = Person::generate(&subject(1, Country::Mexico, true, Some("PMO010101000")))
            .company
            .expect("a company");
        assert_eq!(company.tax_id.number, "PMO010101000");
        let plain = Person::generate(&subject(1, Country::Mexico, false, Some("bnk100")));
        assert_eq!(plain, Person::generate(&subject(1, Country::Mexico, false, None)));
    }
}
