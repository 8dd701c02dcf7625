//! Documents that are typed as user names: whose they are, and what they tell.

use super::documents::{colombia, is_digits, mexico};
use super::naming::email;
use super::people::{Document, DocumentKind, Person, Sex};
use super::subject::Country;

/// The people and companies of the sandbox's mock bank: number, given name and family name, or the two names.
const KNOWN: [(&str, &str, &str); 2] =
    [("76109277673", "Ralph", "Bragg"), ("50685362006773", "Belvo OF test", "Bragg Mechanics")];

/// Whether a number is one of theirs.
pub fn is_known(number: &str) -> bool {
    known(number).is_some()
}

pub(super) fn known(number: &str) -> Option<(&'static str, &'static str)> {
    KNOWN.into_iter().find(|one| one.0 == number).map(|one| (one.1, one.2))
}

/// A document that the user typed, with its kind.
pub(super) struct Typed(pub(super) Document);

impl Typed {
    pub(super) fn read(text: &str, country: Country) -> Option<Self> {
        let number: String = text.chars().filter(|letter| !"./- ".contains(*letter)).collect();
        let kind = match country {
            Country::Brazil if is_digits(&number, 11) => DocumentKind::Cpf,
            Country::Brazil if is_digits(&number, 14) => DocumentKind::Cnpj,
            Country::Colombia if colombia::is_nit(&number) => DocumentKind::Nit,
            Country::Colombia if colombia::is_cc(&number) => DocumentKind::Cc,
            Country::Mexico if mexico::looks_like_curp(&number) => DocumentKind::Curp,
            Country::Mexico if mexico::looks_like_rfc(&number) => DocumentKind::Rfc,
            _ => return None,
        };
        Some(Self(Document { kind, number }))
    }

    /// Whether it is a company's.
    pub(super) fn of_company(&self) -> bool {
        match self.0.kind {
            DocumentKind::Cnpj | DocumentKind::Nit => true,
            DocumentKind::Rfc => self.0.number.len() == 12,
            _ => false,
        }
    }

    /// Makes the document the person's own.
    pub(super) fn apply(&self, person: &mut Person) {
        if self.of_company() {
            return;
        }
        give(person, &self.0);
        if self.0.kind == DocumentKind::Curp {
            let number = rfc_of(person, &self.0.number);
            give(person, &Document { kind: DocumentKind::Rfc, number });
        }
        if self.0.kind == DocumentKind::Rfc {
            let number = curp_of(person, &self.0.number);
            give(person, &Document { kind: DocumentKind::Curp, number });
        }
        if let Some((first, last)) = known(&self.0.number) {
            (person.first_name, person.last_name) = (first.to_owned(), last.to_owned());
            (person.second_name, person.second_last_name, person.sex) = (None, None, Sex::Male);
            person.email = email(first, last);
        }
    }
}

/// Puts a document in the place of the person's own of that kind.
fn give(person: &mut Person, document: &Document) {
    if let Some(own) = person.documents.iter_mut().find(|own| own.kind == document.kind) {
        own.number.clone_from(&document.number);
    }
}

/// The RFC that goes with a CURP.
fn rfc_of(person: &Person, curp: &str) -> String {
    with_names(person, |names| mexico::rfc_of_curp(curp, names))
}

/// The CURP that goes with an RFC.
fn curp_of(person: &Person, rfc: &str) -> String {
    let own = person.document(DocumentKind::Curp).unwrap_or_default();
    mexico::curp_of_rfc(rfc, own)
}

fn with_names<T>(person: &Person, make: impl FnOnce(&mexico::Names<'_>) -> T) -> T {
    let given = format!("{} {}", person.first_name, person.second_name.as_deref().unwrap_or_default());
    let mother = person.second_last_name.as_deref().unwrap_or_default();
    make(&mexico::Names { given: given.trim(), father: &person.last_name, mother })
}
