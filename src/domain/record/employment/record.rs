//! What the social security knows of a person (R-EMPL-02).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::career;
use super::career::{Event, Job};
use crate::domain::base::time::Timestamp;
use crate::domain::person::dice::Dice;
use crate::domain::person::people::DocumentKind;
use crate::domain::person::{Money, Person};
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// Where employment records are: metrics are generated of those that were fetched (R-EMPL-03).
pub(super) const PATH: &str = "/api/employment-records/";

/// All the jobs of a person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct EmploymentRecord {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub created_at: Timestamp,
    pub collected_at: Timestamp,
    pub report_date: Date,
    pub days_since_extraction: i32,
    /// The CURP.
    pub internal_identification: String,
    pub personal_data: EmploymentRecordPersonalData,
    pub social_security_summary: Option<EmploymentRecordSocialSecuritySummary>,
    pub employment_records: Vec<EmploymentRecordDetail>,
    pub employment_scores: Option<Vec<EmploymentRecordScore>>,
    pub salary_estimation: Option<EmploymentRecordSalaryEstimation>,
    pub files: Option<Vec<EmploymentRecordFile>>,
}

/// Who it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct EmploymentRecordPersonalData {
    pub official_name: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub birth_date: Option<Date>,
    pub entitlements: EmploymentRecordEntitlement,
    pub document_ids: Vec<EmploymentRecordDocumentId>,
    pub email: Option<String>,
}

/// What the person has a right to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct EmploymentRecordEntitlement {
    pub entitled_to_health_insurance: bool,
    pub entitled_to_company_benefits: bool,
    pub valid_until: Option<Date>,
    pub status: EmploymentStatus,
}

/// Whether the person works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumEmploymentRecordStatus")]
#[allow(missing_docs)]
pub enum EmploymentStatus {
    Employed,
    Retired,
    Unemployed,
}

/// A document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct EmploymentRecordDocumentId {
    pub document_type: Option<EmploymentDocument>,
    pub document_number: Option<String>,
}

/// Which document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumEmploymentRecordDocumentType")]
#[allow(missing_docs)]
pub enum EmploymentDocument {
    Nss,
    Curp,
    Rfc,
}

/// The weeks that count for a pension.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct EmploymentRecordSocialSecuritySummary {
    pub weeks_redeemed: Option<i32>,
    pub weeks_reinstated: Option<i32>,
    pub weeks_contributed: Option<i32>,
}

/// A job.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct EmploymentRecordDetail {
    pub collected_at: Timestamp,
    pub employer: String,
    pub employer_id: Option<String>,
    pub start_date: Date,
    pub end_date: Option<Date>,
    pub weeks_employed: i32,
    pub state: Option<String>,
    /// A day's pay.
    pub most_recent_base_salary: Money,
    pub monthly_salary: Money,
    pub currency: &'static str,
    pub employment_status_updates: Option<Vec<EmploymentRecordEmploymentStatusUpdates>>,
}

/// What the employer told.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct EmploymentRecordEmploymentStatusUpdates {
    pub event: Option<EmploymentEvent>,
    pub base_salary: Money,
    pub update_date: Date,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumEmploymentRecordStatusUpdateEvents")]
#[allow(missing_docs)]
pub enum EmploymentEvent {
    DismissedResigned,
    SalaryModification,
    Hired,
    VoluntaryContribution,
    Absence,
    SickLeave,
    Normal,
    BdutaCertificate,
    DyeCertificate,
}

/// How likely the person keeps the job, for so many months.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct EmploymentRecordScore {
    /// 300 to 900.
    pub score: Option<i64>,
    /// Months.
    pub period: i32,
    pub version: &'static str,
}

/// What the person may be paid now.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct EmploymentRecordSalaryEstimation {
    pub employment_status_estimate: Option<EmploymentStatus>,
    pub base_salary_estimate: Option<Money>,
    pub currency: &'static str,
}

/// A report.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct EmploymentRecordFile {
    pub r#type: String,
    /// Null in the sandbox (R-EMPL-02).
    pub value: Option<String>,
}

/// The record; none of a link without data.
pub(super) fn generate(_: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let jobs = career::jobs(source.subject(), source.person(), source.today());
    if jobs.is_empty() {
        return Ok(Vec::new());
    }
    let row = view(source, &jobs);
    Ok(vec![Generated::new(row.id, &row)])
}

fn view(source: &Source<'_>, jobs: &[Job]) -> EmploymentRecord {
    let (person, today) = (source.person(), source.today());
    let base = jobs.last().map(Job::base);
    EmploymentRecord {
        id: source.id("employment-record", ""),
        link: Some(source.link.id),
        created_at: source.stamp(),
        collected_at: source.stamp(),
        report_date: today,
        days_since_extraction: 0,
        internal_identification: person.document(DocumentKind::Curp).unwrap_or_default().to_owned(),
        personal_data: personal(person, jobs),
        social_security_summary: Some(EmploymentRecordSocialSecuritySummary {
            weeks_redeemed: Some(0),
            weeks_reinstated: Some(0),
            weeks_contributed: Some(jobs.iter().map(|job| job.days() / 7).sum()),
        }),
        employment_records: jobs.iter().rev().map(|job| detail(source, job)).collect(),
        employment_scores: Some(scores(source)),
        salary_estimation: Some(EmploymentRecordSalaryEstimation {
            employment_status_estimate: Some(status(jobs)),
            base_salary_estimate: base,
            currency: "MXN",
        }),
        files: Some(vec![EmploymentRecordFile {
            r#type: format!("ReporteSemanasCotizadas_{}", today.strftime("%d%m%y")),
            value: None,
        }]),
    }
}

fn personal(person: &Person, jobs: &[Job]) -> EmploymentRecordPersonalData {
    let works = status(jobs) == EmploymentStatus::Employed;
    EmploymentRecordPersonalData {
        official_name: Some(person.name()),
        first_name: Some(first_names(person)),
        last_name: Some(last_names(person)),
        birth_date: Some(person.birth_date),
        entitlements: EmploymentRecordEntitlement {
            entitled_to_health_insurance: works,
            entitled_to_company_benefits: works,
            valid_until: None,
            status: status(jobs),
        },
        document_ids: documents(person),
        email: Some(person.email.clone()),
    }
}

/// Whether the person works on the last day that is told.
pub(super) fn status(jobs: &[Job]) -> EmploymentStatus {
    let works = jobs.iter().any(|job| job.end.is_none());
    if works { EmploymentStatus::Employed } else { EmploymentStatus::Unemployed }
}

pub(super) fn first_names(person: &Person) -> String {
    let names = [Some(person.first_name.as_str()), person.second_name.as_deref()];
    names.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

pub(super) fn last_names(person: &Person) -> String {
    let names = [Some(person.last_name.as_str()), person.second_last_name.as_deref()];
    names.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

pub(super) fn documents(person: &Person) -> Vec<EmploymentRecordDocumentId> {
    let kinds = [
        (EmploymentDocument::Nss, DocumentKind::Nss),
        (EmploymentDocument::Curp, DocumentKind::Curp),
        (EmploymentDocument::Rfc, DocumentKind::Rfc),
    ];
    kinds
        .into_iter()
        .map(|(document_type, kind)| EmploymentRecordDocumentId {
            document_type: Some(document_type),
            document_number: person.document(kind).map(str::to_owned),
        })
        .collect()
}

fn detail(source: &Source<'_>, job: &Job) -> EmploymentRecordDetail {
    let updates = job.updates.iter().rev().map(|update| EmploymentRecordEmploymentStatusUpdates {
        event: Some(update.event.into()),
        base_salary: update.base,
        update_date: update.date,
    });
    EmploymentRecordDetail {
        collected_at: source.stamp(),
        employer: job.employer.clone(),
        employer_id: Some(job.registration.clone()),
        start_date: job.start,
        end_date: job.end,
        weeks_employed: job.days() / 7,
        state: Some(job.state.clone()),
        most_recent_base_salary: job.base(),
        monthly_salary: career::monthly(job.base()),
        currency: "MXN",
        employment_status_updates: Some(updates.collect()),
    }
}

fn scores(source: &Source<'_>) -> Vec<EmploymentRecordScore> {
    let mut dice = Dice::of(&source.subject().seed, "career/score");
    let score = dice.between(480, 880);
    [(3, 0), (6, 12), (12, 30)]
        .into_iter()
        .map(|(period, less)| EmploymentRecordScore { score: Some(score - less), period, version: "1.0.0" })
        .collect()
}

impl From<Event> for EmploymentEvent {
    fn from(event: Event) -> Self {
        match event {
            Event::Hired => Self::Hired,
            Event::Changed => Self::SalaryModification,
            Event::Left => Self::DismissedResigned,
        }
    }
}
