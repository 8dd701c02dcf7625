//! Who writes and who receives invoices.

use std::rc::Rc;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::domain::person::dice::Dice;
use crate::domain::person::documents::{mexico, plain};
use crate::domain::person::people::DocumentKind;
use crate::domain::person::words::Words;
use crate::domain::person::{Country, Person, Subject};

/// One side of an invoice.
#[derive(Clone, Debug)]
pub(super) struct Party {
    pub(super) rfc: String,
    /// As the treasury writes it: without accents and without a legal form.
    pub(super) name: String,
    /// The number of its regime.
    pub(super) regime: &'static str,
    pub(super) postal: String,
}

/// Of companies.
pub(super) const GENERAL: &str = "601";
/// Of people who are paid wages.
pub(super) const WAGES: &str = "605";
/// Of people who rent out.
const LETTING: &str = "606";
/// Of people with a profession of their own.
pub(super) const PROFESSION: &str = "612";

impl Party {
    /// The taxpayer behind the link.
    pub(super) fn taxpayer(person: &Person) -> Self {
        let postal = person.address.postal_code.clone();
        match &person.company {
            Some(company) => Self {
                rfc: company.tax_id.number.clone(),
                name: plain(&company.trade_name),
                regime: GENERAL,
                postal,
            },
            None => Self {
                rfc: person.document(DocumentKind::Rfc).unwrap_or_default().to_owned(),
                name: plain(&person.name()),
                regime: PROFESSION,
                postal,
            },
        }
    }

    /// The employer of a person.
    pub(super) fn employer(person: &Person) -> Self {
        let legal = person.employer.name.as_str();
        Self {
            rfc: person.employer.tax_id.number.clone(),
            name: plain(legal.strip_suffix(" S.A. de C.V.").unwrap_or(legal)),
            regime: GENERAL,
            postal: person.address.postal_code.clone(),
        }
    }

    /// A company by its name: always the same for the same subject.
    pub(super) fn company(subject: &Subject, name: &str) -> Self {
        let mut dice = Dice::of(&subject.seed, &format!("company/{name}"));
        let founded = date(1990, 1, 1).saturating_add(dice.between(0, 9_000).days());
        Self {
            rfc: mexico::company_rfc(name, founded),
            name: plain(name),
            regime: GENERAL,
            postal: postal(&mut dice),
        }
    }

    /// Somebody who works for the taxpayer, or rents out to it.
    pub(super) fn somebody(subject: &Subject, label: &str) -> Self {
        let words = Words::of(Country::Mexico);
        let mut dice = Dice::of(&subject.seed, &format!("somebody/{label}"));
        let given = if dice.chance(50) { dice.word(words.women) } else { dice.word(words.men) };
        let (father, mother) = (dice.word(words.families), dice.word(words.families));
        let born = date(1962, 1, 1).saturating_add(dice.between(0, 13_000).days());
        let names = mexico::Names { given, father, mother };
        Self {
            rfc: mexico::rfc(&names, born),
            name: plain(&format!("{given} {father} {mother}")),
            regime: if label == LANDLORD { LETTING } else { WAGES },
            postal: postal(&mut dice),
        }
    }

    /// As somebody who is paid wages.
    pub(super) fn paid(&self) -> Self {
        Self { regime: WAGES, ..self.clone() }
    }

    /// The company that certifies invoices for the treasury.
    pub(super) fn certifier() -> String {
        mexico::company_rfc("Certificadora Fiscal del Centro", date(2010, 5, 3))
    }
}

/// The label of who rents out to a company.
pub(super) const LANDLORD: &str = "landlord";

fn postal(dice: &mut Dice) -> String {
    let words = Words::of(Country::Mexico);
    let start = dice.pick(words.cities).map(|city| city.postal).unwrap_or_default();
    format!("{start}{}", dice.digits(5 - start.len()))
}

/// The day from which the taxpayer has something to tell.
pub(super) fn since(person: &Person) -> Date {
    person.company.as_ref().map_or(person.employer.since, |company| company.incorporated)
}

/// All customers there are: neither the taxpayer nor the employer.
pub(super) fn customers(subject: &Subject, person: &Person) -> Vec<Rc<Party>> {
    person.customers().into_iter().map(|name| Rc::new(Party::company(subject, name))).collect()
}
