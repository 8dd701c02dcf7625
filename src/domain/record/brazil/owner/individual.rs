//! A person who owns accounts (R-OWN-11).

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::contact::{OwnerAddresses, OwnerDocumentIdOpenFinanceBrazil, OwnerEmails, OwnerPhoneNumbers};
use super::relation::{IncomeFrequency, OwnerProcurators, ProductType};
use super::{contact, relation};
use crate::domain::base::time::Timestamp;
use crate::domain::person::dice::Dice;
use crate::domain::person::people::Sex;
use crate::domain::person::{Account, Money, Person};
use crate::domain::record::brazil::counterparty;
use crate::domain::record::source::Source;

/// A person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerIndividualOpenFinanceBrazil {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub internal_identification: Option<String>,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub display_name: String,
    pub social_name: Option<String>,
    pub birth_date: Date,
    pub marital_status: Option<MaritalStatus>,
    pub marital_status_additional_info: Option<String>,
    pub gender: Option<Gender>,
    /// The CNPJ of the banks that tell of the person.
    pub companies_id: Vec<&'static str>,
    pub is_local_resident: bool,
    pub document_id: OwnerDocumentIdOpenFinanceBrazil,
    pub additional_documents: Vec<OwnerIndividualDocumentIds>,
    /// Null for those who have none but Brazil's.
    pub nationalities: Option<Vec<OwnerNationalities>>,
    pub email: Option<String>,
    pub emails: Vec<OwnerEmails>,
    pub address: Option<String>,
    pub addresses: Vec<OwnerAddresses>,
    pub phone_number: Option<String>,
    pub phone_numbers: Vec<OwnerPhoneNumbers>,
    pub filiations: Vec<OwnerFiliations>,
    pub financial_profile: Option<OwnerIndividualFinancialProfile>,
    pub financial_relation: Option<OwnerIndividualFinancialRelation>,
}

/// As the register says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumOwnerMaritalStatus")]
#[allow(missing_docs)]
pub enum MaritalStatus {
    Single,
    Married,
    Widowed,
    Separated,
    Divorced,
    CivilUnion,
    Other,
}

/// As the register says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumOwnerGender")]
#[allow(missing_docs)]
pub enum Gender {
    Female,
    Male,
    Other,
}

/// Another document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerIndividualDocumentIds {
    pub r#type: Option<DocumentIdType>,
    pub type_additional_info: Option<String>,
    pub number: String,
    pub check_digit: String,
    pub issue_date: Option<Date>,
    pub expiration_date: Option<Date>,
    pub country_of_issuance: Option<&'static str>,
    /// Who issued it.
    pub additional_info: Option<String>,
}

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumOwnerIndividualDocumentIdType")]
#[allow(missing_docs)]
pub enum DocumentIdType {
    DriversLicense,
    Passport,
    IdCard,
    FiscalId,
    ForeignerRegistrationCard,
    Other,
}

/// Another nationality; the sandbox's people have none.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerNationalities {
    pub info: Option<String>,
    pub documents: Vec<OwnerIndividualNationalityDocumentId>,
}

/// A document of another country.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerIndividualNationalityDocumentId {
    pub r#type: Option<DocumentIdType>,
    pub number: String,
    pub issue_date: Option<Date>,
    pub expiration_date: Option<Date>,
    pub country_of_issuance: Option<String>,
    pub additional_info: Option<String>,
}

/// A parent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerFiliations {
    pub r#type: Option<FiliationType>,
    pub civil_name: String,
    pub social_name: Option<String>,
}

/// Which parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumOwnerFiliationType")]
#[allow(missing_docs)]
pub enum FiliationType {
    Mother,
    Father,
}

/// What the person told the bank of work and means.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerIndividualFinancialProfile {
    pub company_id: Option<String>,
    pub occupation_code: Option<OccupationCode>,
    pub occupation_description: Option<&'static str>,
    pub informed_income: OwnerIndividualInformedIncome,
    pub patrimony: Option<OwnerIndividualPatrimony>,
}

/// Whose list an occupation is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumOwnerIndividualFinancialProfileOccupationCode")]
#[allow(missing_docs)]
pub enum OccupationCode {
    BrazilPublicOffice,
    BrazilOccupationCode,
    Other,
}

/// What the person earns.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerIndividualInformedIncome {
    pub frequency: Option<IncomeFrequency>,
    pub amount: Money,
    pub currency: &'static str,
    pub date: Date,
}

/// What the person owns.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerIndividualPatrimony {
    pub amount: Money,
    pub currency: &'static str,
    pub year: i16,
}

/// What the person has at the bank.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerIndividualFinancialRelation {
    #[schemars(with = "Timestamp")]
    pub start_date: String,
    pub product_services: Vec<&'static str>,
    pub product_services_additional_info: Option<String>,
    pub procurators: Vec<OwnerProcurators>,
    pub products: Vec<OwnerIndividualProducts>,
    pub salary_portability_requests: Vec<OwnerIndividualSalaryPortabilityRequests>,
    pub payroll_accounts: Vec<OwnerIndividualPayrollAccounts>,
}

/// An account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerIndividualProducts {
    pub r#type: Option<ProductType>,
    pub subtype: Option<&'static str>,
    pub agency: Option<String>,
    pub clearing_code: &'static str,
    pub number: String,
    pub check_digit: String,
}

/// A salary that another bank gets; the sandbox's people have asked for none.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerIndividualSalaryPortabilityRequests {
    pub employer_name: String,
    pub employer_id_number: String,
    pub employer_bank_id_number: String,
    pub employer_bank_code: String,
    pub portability_approval_date: Date,
}

/// An account for a salary alone; the sandbox's people have none.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerIndividualPayrollAccounts {
    pub employer_name: String,
    pub employer_id_number: String,
    pub employer_bank_id_number: String,
    pub employer_bank_code: String,
    pub account_opening_date: Date,
}

pub(super) fn view(source: &Source<'_>, id: Uuid, person: &Person) -> OwnerIndividualOpenFinanceBrazil {
    OwnerIndividualOpenFinanceBrazil {
        id,
        link: Some(source.link.id),
        internal_identification: Some(source.internal("owner", "1")),
        collected_at: source.stamp(),
        created_at: source.stamp(),
        display_name: person.name(),
        social_name: None,
        birth_date: person.birth_date,
        marital_status: Some(marital_status(person.marital_status)),
        marital_status_additional_info: None,
        gender: Some(match person.sex {
            Sex::Female => Gender::Female,
            Sex::Male => Gender::Male,
        }),
        companies_id: vec![relation::MOCK_BANK],
        is_local_resident: true,
        document_id: contact::document_id(person.documents.first()),
        additional_documents: vec![identity_card(source, person)],
        nationalities: None,
        email: Some(person.email.clone()),
        emails: contact::emails(person),
        address: Some(contact::line(&person.address)),
        addresses: contact::addresses(&person.address),
        phone_number: Some(person.phone.clone()),
        phone_numbers: contact::phone_numbers(person),
        filiations: vec![
            parent(FiliationType::Mother, &person.mother),
            parent(FiliationType::Father, &person.father),
        ],
        financial_profile: Some(profile(source, person)),
        financial_relation: Some(OwnerIndividualFinancialRelation {
            start_date: relation::since(source),
            product_services: relation::services(source),
            product_services_additional_info: None,
            procurators: Vec::new(),
            products: relation::deposits(source).map(product).collect(),
            salary_portability_requests: Vec::new(),
            payroll_accounts: Vec::new(),
        }),
    }
}

/// Issued by the state at the age of eighteen, for good.
fn identity_card(source: &Source<'_>, person: &Person) -> OwnerIndividualDocumentIds {
    let mut dice = Dice::of(&source.subject().seed, "identity card");
    OwnerIndividualDocumentIds {
        r#type: Some(DocumentIdType::IdCard),
        type_additional_info: None,
        number: dice.digits(8),
        check_digit: dice.digits(1),
        issue_date: Some(person.birth_date.saturating_add(18.years())),
        expiration_date: None,
        country_of_issuance: Some("BRA"),
        additional_info: Some(format!("SSP/{}", person.birth_state)),
    }
}

fn marital_status(word: &str) -> MaritalStatus {
    match word {
        "SINGLE" => MaritalStatus::Single,
        "MARRIED" => MaritalStatus::Married,
        "WIDOWED" => MaritalStatus::Widowed,
        "DIVORCED" => MaritalStatus::Divorced,
        "CIVIL_UNION" => MaritalStatus::CivilUnion,
        _ => MaritalStatus::Other,
    }
}

fn parent(r#type: FiliationType, name: &str) -> OwnerFiliations {
    OwnerFiliations { r#type: Some(r#type), civil_name: name.to_owned(), social_name: None }
}

fn profile(source: &Source<'_>, person: &Person) -> OwnerIndividualFinancialProfile {
    let (currency, asked) = ("BRL", relation::asked(source));
    OwnerIndividualFinancialProfile {
        company_id: Some(person.employer.tax_id.number.clone()),
        occupation_code: Some(OccupationCode::Other),
        occupation_description: Some(person.employer.sector),
        informed_income: OwnerIndividualInformedIncome {
            frequency: Some(IncomeFrequency::Monthly),
            amount: person.monthly_salary,
            currency,
            date: asked,
        },
        patrimony: Some(OwnerIndividualPatrimony {
            amount: relation::patrimony(source),
            currency,
            year: asked.year(),
        }),
    }
}

fn product((r#type, account): (ProductType, &Account)) -> OwnerIndividualProducts {
    OwnerIndividualProducts {
        r#type: Some(r#type),
        subtype: Some("INDIVIDUAL"),
        agency: account.agency.clone(),
        clearing_code: counterparty::CLEARING_CODE,
        number: relation::long(&account.number),
        check_digit: account.check_digit.clone().unwrap_or_default(),
    }
}
