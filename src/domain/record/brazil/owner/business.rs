//! A company that owns accounts (R-OWN-12).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::contact::{OwnerAddresses, OwnerDocumentIdOpenFinanceBrazil, OwnerEmails, OwnerPhoneNumbers};
use super::individual::DocumentIdType;
use super::relation::{IncomeFrequency, OwnerProcurators, ProductType};
use super::{contact, relation};
use crate::domain::base::time::Timestamp;
use crate::domain::person::dice::Dice;
use crate::domain::person::{Account, Company, Money, Person};
use crate::domain::record::brazil::counterparty;
use crate::domain::record::source::Source;

/// A company.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerBusinessOpenFinanceBrazil {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub internal_identification: Option<String>,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub company_name: String,
    pub trade_name: Option<String>,
    pub incorporation_date: Date,
    /// The CNPJ of the banks that tell of the company.
    pub companies_id: Vec<&'static str>,
    pub document_id: OwnerDocumentIdOpenFinanceBrazil,
    pub additional_documents: Vec<OwnerBusinessDocumentIds>,
    pub email: Option<String>,
    pub emails: Vec<OwnerEmails>,
    pub address: Option<String>,
    pub addresses: Vec<OwnerAddresses>,
    pub phone_number: Option<String>,
    pub phone_numbers: Vec<OwnerPhoneNumbers>,
    pub parties: Vec<OwnerParties>,
    pub financial_profile: Option<OwnerBusinessFinancialProfile>,
    pub financial_relation: Option<OwnerBusinessFinancialRelation>,
}

/// Another document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerBusinessDocumentIds {
    pub r#type: Option<DocumentIdType>,
    pub type_additional_info: Option<&'static str>,
    pub number: String,
    pub check_digit: String,
    pub issue_date: Option<Date>,
    pub expiration_date: Option<Date>,
    pub country_of_issuance: Option<&'static str>,
    pub additional_info: Option<String>,
}

/// Who owns or runs the company.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerParties {
    pub person_type: Option<PartyPersonType>,
    pub r#type: Option<PartyType>,
    pub display_name: Option<String>,
    pub social_name: Option<String>,
    pub company_name: Option<String>,
    pub trade_name: Option<String>,
    pub start_date: Option<Date>,
    /// A share, not per cent.
    pub percentage_type: Option<f64>,
    pub document_type: Option<PartyDocumentType>,
    pub document_number: String,
    pub document_issue_date: Option<Date>,
    pub document_expiration_date: Option<Date>,
    pub document_country: Option<&'static str>,
    pub document_additional_info: Option<String>,
}

/// A person or a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumOwnerPartyPersonType")]
#[allow(missing_docs)]
pub enum PartyPersonType {
    Individual,
    Company,
}

/// What somebody is to the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumOwnerPartyType")]
#[allow(missing_docs)]
pub enum PartyType {
    Member,
    Administrator,
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumOwnerPartyDocumentType")]
#[allow(missing_docs)]
pub enum PartyDocumentType {
    Cpf,
    Cnpj,
    OtherTravelDocument,
    Passport,
}

/// What the company told the bank of its trade and means.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerBusinessFinancialProfile {
    pub economic_activities: Vec<OwnerBusinessEconomicActivies>,
    pub informed_revenue: Option<OwnerBusinessInformedRevenue>,
    pub patrimony: Option<OwnerBusinessPatrimony>,
}

/// What the company does. The name is misspelt as Belvo misspells it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerBusinessEconomicActivies {
    pub is_main: bool,
    /// As the statistics office numbers trades.
    pub code: &'static str,
}

/// What the company sells.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerBusinessInformedRevenue {
    pub frequency: Option<IncomeFrequency>,
    pub frequency_additional_info: Option<String>,
    pub amount: Money,
    pub currency: &'static str,
    pub year: i16,
}

/// What the company owns.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerBusinessPatrimony {
    pub amount: Money,
    pub currency: &'static str,
    pub date: Date,
}

/// What the company has at the bank.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerBusinessFinancialRelation {
    #[schemars(with = "Timestamp")]
    pub start_date: String,
    pub product_services: Vec<&'static str>,
    pub procurators: Vec<OwnerProcurators>,
    pub products: Vec<OwnerBusinessProducts>,
}

/// An account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerBusinessProducts {
    pub r#type: Option<ProductType>,
    pub subtype: &'static str,
    pub agency: Option<String>,
    pub clearing_code: &'static str,
    pub number: String,
    pub check_digit: String,
}

pub(super) fn view(
    source: &Source<'_>,
    id: Uuid,
    person: &Person,
    company: &Company,
) -> OwnerBusinessOpenFinanceBrazil {
    OwnerBusinessOpenFinanceBrazil {
        id,
        link: Some(source.link.id),
        internal_identification: Some(source.internal("owner", "1")),
        collected_at: source.stamp(),
        created_at: source.stamp(),
        company_name: company.legal_name.clone(),
        trade_name: Some(company.trade_name.clone()),
        incorporation_date: company.incorporated,
        companies_id: vec![relation::MOCK_BANK],
        document_id: contact::document_id(Some(&company.tax_id)),
        additional_documents: vec![registration(source, company)],
        email: Some(person.email.clone()),
        emails: contact::emails(person),
        address: Some(contact::line(&person.address)),
        addresses: contact::addresses(&person.address),
        phone_number: Some(person.phone.clone()),
        phone_numbers: contact::phone_numbers(person),
        parties: vec![administrator(person, company)],
        financial_profile: Some(profile(source, company)),
        financial_relation: Some(OwnerBusinessFinancialRelation {
            start_date: relation::since(source),
            product_services: relation::services(source),
            procurators: Vec::new(),
            products: relation::deposits(source).map(product).collect(),
        }),
    }
}

/// The number in the register of companies.
fn registration(source: &Source<'_>, company: &Company) -> OwnerBusinessDocumentIds {
    let mut dice = Dice::of(&source.subject().seed, "register of companies");
    OwnerBusinessDocumentIds {
        r#type: Some(DocumentIdType::Other),
        type_additional_info: Some("NIRE"),
        number: dice.digits(10),
        check_digit: dice.digits(1),
        issue_date: Some(company.incorporated),
        expiration_date: None,
        country_of_issuance: Some("BRA"),
        additional_info: None,
    }
}

/// The representative, who owns it all.
fn administrator(person: &Person, company: &Company) -> OwnerParties {
    OwnerParties {
        person_type: Some(PartyPersonType::Individual),
        r#type: Some(PartyType::Administrator),
        display_name: Some(person.name()),
        social_name: None,
        company_name: None,
        trade_name: None,
        start_date: Some(company.incorporated),
        percentage_type: Some(1.0),
        document_type: Some(PartyDocumentType::Cpf),
        document_number: person.documents.first().map(|own| own.number.clone()).unwrap_or_default(),
        document_issue_date: None,
        document_expiration_date: None,
        document_country: Some("BRA"),
        document_additional_info: None,
    }
}

fn profile(source: &Source<'_>, company: &Company) -> OwnerBusinessFinancialProfile {
    let (currency, asked) = ("BRL", relation::asked(source));
    OwnerBusinessFinancialProfile {
        economic_activities: vec![OwnerBusinessEconomicActivies {
            is_main: true,
            code: trade_code(company.sector),
        }],
        informed_revenue: Some(OwnerBusinessInformedRevenue {
            frequency: Some(IncomeFrequency::Monthly),
            frequency_additional_info: None,
            amount: company.monthly_sales,
            currency,
            year: asked.year(),
        }),
        patrimony: Some(OwnerBusinessPatrimony {
            amount: relation::patrimony(source),
            currency,
            date: asked,
        }),
    }
}

fn trade_code(sector: &str) -> &'static str {
    match sector {
        "Indústria" => "2599399",
        "Comércio" => "4711302",
        "Construção" => "4120400",
        "Transporte" => "4930202",
        "Alimentos" => "1091102",
        "Tecnologia" => "6201501",
        "Saúde" => "8630503",
        "Educação" => "8513900",
        "Mídia" => "5811500",
        "Turismo" => "5510801",
        _ => "8211300",
    }
}

fn product((r#type, account): (ProductType, &Account)) -> OwnerBusinessProducts {
    OwnerBusinessProducts {
        r#type: Some(r#type),
        subtype: "INDIVIDUAL",
        agency: account.agency.clone(),
        clearing_code: counterparty::CLEARING_CODE,
        number: relation::long(&account.number),
        check_digit: account.check_digit.clone().unwrap_or_default(),
    }
}
