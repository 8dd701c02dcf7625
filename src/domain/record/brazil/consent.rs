//! Consents: what a user lets the app read (R-CONS).

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::base::time::Timestamp;
use crate::domain::link::consent::Consent;
use crate::domain::person::Document;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::token::tokens::ORGANISATION;
use crate::domain::vocabulary::LinkStatus;
use crate::domain::vocabulary::failure::Failure;

/// What a user lets the app read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Consents {
    pub id: Uuid,
    pub display_name: Option<String>,
    /// A CPF or CNPJ.
    pub document_number: String,
    pub belvo_institution_name: String,
    pub institution_display_name: String,
    pub institution_icon_logo: Option<String>,
    pub belvo_organization_name: &'static str,
    pub link_id: Uuid,
    pub user_name: Option<String>,
    pub expired_at: Timestamp,
    pub undefined_consent_expiration: bool,
    /// In days (R-CONS-03).
    pub consent_duration: Option<i64>,
    pub created_at: Timestamp,
    pub status: Option<ConsentStatus>,
    pub permissions: ConsentPermissions,
}

/// Where a consent stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumConsentStatus")]
#[allow(missing_docs)]
pub enum ConsentStatus {
    Authorised,
    AwaitingAuthorisationConfirmation,
    AwaitingAuthorisation,
    Rejected,
    Expired,
}

/// What may be read, by groups (R-CONS-04).
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs)]
pub struct ConsentPermissions {
    pub accounts: Vec<&'static str>,
    pub credit_cards: Vec<&'static str>,
    pub credit_operations: Vec<&'static str>,
    pub register: Vec<&'static str>,
    pub resources: Vec<&'static str>,
    pub investments: Vec<&'static str>,
}

/// One of each link of open finance, as it stands now.
pub(super) fn generate(_: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let consent = source.link.consent.as_ref().map(|consent| view(source, consent));
    Ok(consent.map(|consent| Generated::new(consent.id, &consent)).into_iter().collect())
}

fn view(source: &Source<'_>, consent: &Consent) -> Consents {
    let (link, institution, person) = (source.link, source.institution, source.person());
    let company = person.company.as_ref();
    let name = company.map_or_else(|| person.name(), |company| company.legal_name.clone());
    let document = company.map(|company| &company.tax_id).or(person.documents.first());
    Consents {
        id: source.id("consent", "1"),
        display_name: Some(name.clone()),
        document_number: document.map(number).unwrap_or_default(),
        belvo_institution_name: institution.name.clone(),
        institution_display_name: institution.display_name.clone(),
        institution_icon_logo: institution.icon_logo.clone(),
        belvo_organization_name: ORGANISATION,
        link_id: link.id,
        user_name: consent.user_name.clone().or(Some(name)),
        expired_at: consent.expires_at,
        undefined_consent_expiration: false,
        consent_duration: Some(consent.days),
        created_at: link.created_at,
        status: Some(match link.status {
            LinkStatus::Unconfirmed => ConsentStatus::AwaitingAuthorisation,
            _ if consent.is_over(source.now) => ConsentStatus::Expired,
            LinkStatus::Invalid => ConsentStatus::Rejected,
            LinkStatus::Valid | LinkStatus::TokenRequired => ConsentStatus::Authorised,
        }),
        permissions: permissions(company.is_some()),
    }
}

fn number(document: &Document) -> String {
    document.number.clone()
}

/// Without those for what the sandbox has no data of.
fn permissions(business: bool) -> ConsentPermissions {
    ConsentPermissions {
        accounts: vec![
            "ACCOUNTS_READ",
            "ACCOUNTS_BALANCES_READ",
            "ACCOUNTS_TRANSACTIONS_READ",
            "ACCOUNTS_OVERDRAFT_LIMITS_READ",
        ],
        credit_cards: vec![
            "CREDIT_CARDS_ACCOUNTS_READ",
            "CREDIT_CARDS_ACCOUNTS_LIMITS_READ",
            "CREDIT_CARDS_ACCOUNTS_BILLS_READ",
            "CREDIT_CARDS_ACCOUNTS_TRANSACTIONS_READ",
            "CREDIT_CARDS_ACCOUNTS_BILLS_TRANSACTIONS_READ",
        ],
        credit_operations: vec![
            "LOANS_READ",
            "LOANS_WARRANTIES_READ",
            "LOANS_SCHEDULED_INSTALMENTS_READ",
            "LOANS_PAYMENTS_READ",
        ],
        register: match business {
            false => {
                vec!["CUSTOMERS_PERSONAL_IDENTIFICATIONS_READ", "CUSTOMERS_PERSONAL_ADITTIONALINFO_READ"]
            }
            true => vec!["CUSTOMERS_BUSINESS_IDENTIFICATIONS_READ", "CUSTOMERS_BUSINESS_ADITTIONALINFO_READ"],
        },
        resources: vec!["RESOURCES_READ"],
        investments: vec!["BANK_FIXED_INCOMES_READ", "FUNDS_READ", "TREASURE_TITLES_READ"],
    }
}
