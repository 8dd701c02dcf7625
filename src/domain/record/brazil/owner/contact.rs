//! What people and companies have in common: documents, addresses, telephones.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::person::{Address, Document, Person};

/// The document that identifies an owner (R-OWN-02).
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerDocumentIdOpenFinanceBrazil {
    /// `CPF` or `CNPJ`.
    pub document_type: &'static str,
    pub document_number: String,
}

/// A mail address.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerEmails {
    pub is_main: bool,
    pub email: String,
}

/// An address.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerAddresses {
    pub is_main: bool,
    pub address: String,
    pub additional_info: Option<String>,
    pub district_name: Option<&'static str>,
    pub town: &'static str,
    /// As the statistics office numbers municipalities, seven digits.
    pub town_code: Option<&'static str>,
    pub state: Option<&'static str>,
    pub postcode: String,
    pub country_name: &'static str,
    pub country_code: Option<&'static str>,
    pub latitude: Option<String>,
    pub longitude: Option<String>,
}

/// A telephone.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerPhoneNumbers {
    pub is_main: bool,
    pub r#type: Option<PhoneNumberType>,
    pub additional_info: Option<String>,
    pub number: String,
    pub country_code: Option<String>,
    pub area_code: Option<String>,
    pub extension: Option<String>,
}

/// What a telephone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumOwnerPhoneNumberType")]
#[allow(missing_docs)]
pub enum PhoneNumberType {
    Landline,
    Mobile,
    Other,
}

pub(super) fn document_id(document: Option<&Document>) -> OwnerDocumentIdOpenFinanceBrazil {
    OwnerDocumentIdOpenFinanceBrazil {
        document_type: document.map_or("CPF", |document| document.kind.name()),
        document_number: document.map(|document| document.number.clone()).unwrap_or_default(),
    }
}

pub(super) fn emails(person: &Person) -> Vec<OwnerEmails> {
    vec![OwnerEmails { is_main: true, email: person.email.clone() }]
}

/// The street and the number.
fn street(address: &Address) -> String {
    format!("{}, {}", address.street, address.number)
}

/// An address in a line.
pub(super) fn line(address: &Address) -> String {
    let Address { district, city, state_code, postal_code, .. } = address;
    format!("{}, {district}, {city}, {state_code}, {postal_code}", street(address))
}

pub(super) fn addresses(address: &Address) -> Vec<OwnerAddresses> {
    vec![OwnerAddresses {
        is_main: true,
        address: street(address),
        additional_info: None,
        district_name: Some(address.district),
        town: address.city,
        town_code: town_code(address.city),
        state: Some(address.state_code),
        postcode: address.postal_code.clone(),
        country_name: "Brasil",
        country_code: Some("BRA"),
        latitude: None,
        longitude: None,
    }]
}

fn town_code(city: &str) -> Option<&'static str> {
    let codes = [
        ("São Paulo", "3550308"),
        ("Rio de Janeiro", "3304557"),
        ("Belo Horizonte", "3106200"),
        ("Curitiba", "4106902"),
        ("Porto Alegre", "4314902"),
        ("Recife", "2611606"),
        ("Salvador", "2927408"),
    ];
    codes.into_iter().find(|(name, _)| *name == city).map(|(_, code)| code)
}

/// `+55`, two digits of the area, nine of the telephone.
pub(super) fn phone_numbers(person: &Person) -> Vec<OwnerPhoneNumbers> {
    let digits = person.phone.trim_start_matches('+');
    let part = |from, to| digits.get(from..to).map(str::to_owned);
    vec![OwnerPhoneNumbers {
        is_main: true,
        r#type: Some(PhoneNumberType::Mobile),
        additional_info: None,
        number: part(4, digits.len()).unwrap_or_default(),
        country_code: part(0, 2),
        area_code: part(2, 4),
        extension: None,
    }]
}
