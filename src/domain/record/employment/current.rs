//! Where a person works this month.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::career::Job;
use super::record::{EmploymentDocument, EmploymentStatus};
use super::{career, record};
use crate::domain::base::time::Timestamp;
use crate::domain::person::people::DocumentKind;
use crate::domain::person::{DataSet, Money};
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// The jobs of a month.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct CurrentEmployment {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub created_at: Timestamp,
    pub collected_at: Timestamp,
    /// `2026-03`
    pub month: Option<String>,
    /// The CURP.
    pub internal_identification: Option<String>,
    pub personal_data: CurrentEmploymentPersonalData,
    pub status: EmploymentStatus,
    pub current_employment_records: Option<Vec<CurrentEmploymentRecord>>,
}

/// Who it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct CurrentEmploymentPersonalData {
    pub official_name: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub birth_date: Option<Date>,
    pub document_ids: Vec<CurrentEmploymentDocumentId>,
}

/// A document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct CurrentEmploymentDocumentId {
    pub document_type: Option<EmploymentDocument>,
    pub document_number: Option<String>,
}

/// A job.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct CurrentEmploymentRecord {
    pub employer: String,
    pub employer_id: String,
    pub employer_rfc: String,
    pub state: String,
    pub days_employed: i32,
    /// A day's pay.
    pub base_salary: Option<Money>,
    pub monthly_salary: Option<Money>,
}

/// This month; none of a link without data.
pub(super) fn generate(_: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    if source.subject().set == DataSet::None {
        return Ok(Vec::new());
    }
    let row = view(source);
    Ok(vec![Generated::new(row.id, &row)])
}

fn view(source: &Source<'_>) -> CurrentEmployment {
    let person = source.person();
    let jobs = career::jobs(source.subject(), person, source.today());
    let month = source.today().strftime("%Y-%m").to_string();
    let documents = record::documents(person).into_iter();
    CurrentEmployment {
        id: source.id("current-employment", &month),
        link: Some(source.link.id),
        created_at: source.stamp(),
        collected_at: source.stamp(),
        month: Some(month),
        internal_identification: person.document(DocumentKind::Curp).map(str::to_owned),
        personal_data: CurrentEmploymentPersonalData {
            official_name: Some(person.name()),
            first_name: Some(record::first_names(person)),
            last_name: Some(record::last_names(person)),
            birth_date: Some(person.birth_date),
            document_ids: documents
                .map(|one| CurrentEmploymentDocumentId {
                    document_type: one.document_type,
                    document_number: one.document_number,
                })
                .collect(),
        },
        status: record::status(&jobs),
        current_employment_records: Some(jobs.iter().filter(|job| job.end.is_none()).map(present).collect()),
    }
}

fn present(job: &Job) -> CurrentEmploymentRecord {
    CurrentEmploymentRecord {
        employer: job.employer.clone(),
        employer_id: job.registration.clone(),
        employer_rfc: job.rfc.clone(),
        state: job.state.clone(),
        days_employed: job.days(),
        base_salary: Some(job.base()),
        monthly_salary: Some(career::monthly(job.base())),
    }
}
