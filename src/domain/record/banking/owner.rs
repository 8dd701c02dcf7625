//! Owners as institutions tell them that are reached with credentials (R-OWN-10).

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::base::time::Timestamp;
use crate::domain::person::{Address, DataSet, Document, Person};
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// Who owns the accounts of a link.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Owner {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub internal_identification: Option<String>,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub display_name: Option<String>,
    pub email: Option<String>,
    pub phone_number: Option<String>,
    pub address: Option<String>,
    pub document_id: Option<OwnerDocumentId>,
    /// Of a company; deprecated.
    pub business_name: Option<String>,
    /// Deprecated.
    pub first_name: Option<String>,
    /// Deprecated.
    pub last_name: Option<String>,
    /// Deprecated.
    pub second_last_name: Option<String>,
}

/// The document that identifies an owner (R-OWN-02).
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerDocumentId {
    pub document_type: Option<&'static str>,
    pub document_number: Option<String>,
}

/// The person, or the company of a business link.
pub(in crate::domain::record) fn generate(_: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    if source.subject().set == DataSet::None {
        return Ok(Vec::new());
    }
    let owner = owner(source, source.person());
    Ok(vec![Generated::new(owner.id, &owner)])
}

fn owner(source: &Source<'_>, person: &Person) -> Owner {
    let company = person.company.as_ref();
    let document = company.map(|company| &company.tax_id).or(person.documents.first());
    let deprecated = |part: &String| company.is_none().then(|| part.clone());
    Owner {
        id: source.id("owner", "1"),
        link: Some(source.link.id),
        internal_identification: document.map(|document| document.number.clone()),
        collected_at: source.stamp(),
        created_at: source.stamp(),
        display_name: Some(company.map_or_else(|| person.name(), |company| company.legal_name.clone())),
        email: Some(person.email.clone()),
        phone_number: Some(person.phone.clone()),
        address: Some(line(&person.address)),
        document_id: document.map(document_id),
        business_name: company.map(|company| company.legal_name.clone()),
        first_name: deprecated(&person.first_name),
        last_name: deprecated(&person.last_name),
        second_last_name: person.second_last_name.as_ref().and_then(deprecated),
    }
}

fn document_id(document: &Document) -> OwnerDocumentId {
    OwnerDocumentId {
        document_type: Some(document.kind.name()),
        document_number: Some(document.number.clone()),
    }
}

fn line(address: &Address) -> String {
    let Address { street, number, district, city, state, postal_code, .. } = address;
    format!("{street} {number}, {district}, {city}, {state}, {postal_code}")
}
