//! Who stands behind a link.

use jiff::civil::Date;

use super::money::Money;
use super::subject::Country;
use super::words::Words;

/// Female or male, as civil registers of these countries write it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sex {
    /// `FEMALE`; `M` for *mujer* in a CURP.
    Female,
    /// `MALE`; `H` for *hombre* in a CURP.
    Male,
}

/// What a number identifies (R-OWN-02).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DocumentKind {
    /// Brazil, people: 11 digits.
    Cpf,
    /// Brazil, companies: 14 digits.
    Cnpj,
    /// Colombia, people.
    Cc,
    /// Colombia, tax: 9 digits and a check digit.
    Nit,
    /// Mexico, people: 18 letters and digits.
    Curp,
    /// Mexico, tax: 13 for people, 12 for companies.
    Rfc,
    /// Mexico, social security: 11 digits.
    Nss,
}

impl DocumentKind {
    /// As Belvo writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpf => "CPF",
            Self::Cnpj => "CNPJ",
            Self::Cc => "CC",
            Self::Nit => "NIT",
            Self::Curp => "CURP",
            Self::Rfc => "RFC",
            Self::Nss => "NSS",
        }
    }
}

/// A document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Without dots and dashes; a NIT ends in its check digit.
    pub number: String,
}

/// Where somebody lives or a company sits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    /// The street.
    pub street: &'static str,
    /// The number of the house.
    pub number: String,
    /// The colonia, barrio or bairro.
    pub district: &'static str,
    /// The city.
    pub city: &'static str,
    /// The state's name.
    pub state: &'static str,
    /// The state's code: of a CURP in Mexico, ISO 3166-2 elsewhere.
    pub state_code: &'static str,
    /// Mexico 5 digits, Colombia 6, Brazil 8.
    pub postal_code: String,
    /// The country.
    pub country: Country,
}

/// Where the person works.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Employer {
    /// Its name, with its legal form.
    pub name: String,
    /// RFC, NIT or CNPJ.
    pub tax_id: Document,
    /// Mexico: the registration of employers at the social security, 11 characters.
    pub registration: String,
    /// What it does, in the country's language.
    pub sector: &'static str,
    /// Since when the person works there.
    pub since: Date,
}

/// The company whose accounts the link reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Company {
    /// Its name, with its legal form.
    pub legal_name: String,
    /// As customers know it.
    pub trade_name: String,
    /// RFC, NIT or CNPJ.
    pub tax_id: Document,
    /// The day on which it was founded.
    pub incorporated: Date,
    /// What it does, in the country's language.
    pub sector: &'static str,
    /// What it sells in a usual month.
    pub monthly_sales: Money,
}

/// A person; of a business link its representative.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// Where the person lives.
    pub country: Country,
    /// The sex in the register.
    pub sex: Sex,
    /// The first given name.
    pub first_name: String,
    /// The second given name.
    pub second_name: Option<String>,
    /// Mexico and Colombia: the father's first family name. Brazil: the mother's.
    pub last_name: String,
    /// Mexico and Colombia: the mother's first family name. Brazil: the father's.
    pub second_last_name: Option<String>,
    /// The day of birth.
    pub birth_date: Date,
    /// The state's code of the place of birth, as in [`Address::state_code`].
    pub birth_state: &'static str,
    /// `SINGLE`, `MARRIED`, `DIVORCED`, `WIDOWED`, `CIVIL_UNION`.
    pub marital_status: &'static str,
    /// ISO 3166-1, three letters.
    pub nationality: &'static str,
    /// Home.
    pub address: Address,
    /// With the country's code: `+525512345678`.
    pub phone: String,
    /// At an example domain.
    pub email: String,
    /// The mother's full name.
    pub mother: String,
    /// The father's full name.
    pub father: String,
    /// Where the person works.
    pub employer: Employer,
    /// What a month's work brings, after taxes.
    pub monthly_salary: Money,
    /// The person's documents, the one that identifies first. Mexico: CURP, RFC, NSS. Colombia: CC, NIT. Brazil: CPF.
    pub documents: Vec<Document>,
    /// The company of a business link.
    pub company: Option<Company>,
}

impl Person {
    /// The companies that may pay for work or goods: neither the own one nor the employer.
    pub fn customers(&self) -> Vec<&'static str> {
        let own = |name: &str| self.company.as_ref().is_some_and(|company| company.trade_name == name);
        let names = Words::of(self.country).companies.iter().map(|(name, _)| *name);
        names.filter(|name| !own(name) && !self.employer.name.starts_with(name)).collect()
    }

    /// The full name.
    pub fn name(&self) -> String {
        let parts = [
            Some(&self.first_name),
            self.second_name.as_ref(),
            Some(&self.last_name),
            self.second_last_name.as_ref(),
        ];
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// The number of one of the documents.
    pub fn document(&self, kind: DocumentKind) -> Option<&str> {
        self.documents.iter().find(|one| one.kind == kind).map(|one| one.number.as_str())
    }
}

/// What a month brings to the accounts: the pay of a person, the sales of a company.
impl Person {
    /// The company's sales, or the person's salary.
    pub fn monthly_income(&self) -> Money {
        self.company.as_ref().map_or(self.monthly_salary, |company| company.monthly_sales)
    }
}
