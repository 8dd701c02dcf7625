//! The shape of an institution (R-INST-02); its rows are sent as the file of institutions has them.

#![expect(dead_code, reason = "only the schemas of these types are used")]

use schemars::{JsonSchema, Schema, SchemaGenerator};
use uuid::Uuid;

use crate::domain::vocabulary::{InstitutionStatus, InstitutionType, IntegrationType};

/// One institution.
#[derive(JsonSchema)]
struct InstitutionPublicApi {
    id: i32,
    name: String,
    r#type: InstitutionType,
    code: Option<String>,
    website: Option<String>,
    display_name: String,
    /// Sent, though Belvo does not document it (R-INST-03).
    country_code: String,
    country_codes: Vec<String>,
    primary_color: String,
    logo: Option<String>,
    icon_logo: Option<String>,
    text_logo: Option<String>,
    form_fields: Vec<InstitutionsFormField>,
    features: Vec<InstitutionsFeature>,
    integration_type: IntegrationType,
    status: InstitutionStatus,
    resources: Vec<String>,
    openbanking_information: Option<InstitutionOpenBankingInformation>,
}

/// A field of the form; keys without a value are absent (R-INST-05).
#[derive(JsonSchema)]
struct InstitutionsFormField {
    name: String,
    r#type: String,
    #[schemars(skip_serializing_if = "absent")]
    label: String,
    #[schemars(skip_serializing_if = "absent")]
    validation: String,
    #[schemars(skip_serializing_if = "absent")]
    placeholder: String,
    #[schemars(skip_serializing_if = "absent")]
    validation_message: String,
    #[schemars(skip_serializing_if = "absent")]
    length: String,
    #[schemars(skip_serializing_if = "absent")]
    optional: bool,
    #[schemars(skip_serializing_if = "absent")]
    value: String,
    #[schemars(skip_serializing_if = "absent")]
    pre_selected: i32,
    #[schemars(skip_serializing_if = "absent")]
    values: Vec<InstitutionsFormFieldValues>,
}

#[derive(JsonSchema)]
struct InstitutionsFormFieldValues {
    code: String,
    label: String,
    validation: String,
    validation_message: String,
    placeholder: String,
}

#[derive(JsonSchema)]
struct InstitutionsFeature {
    name: String,
    description: String,
}

#[derive(JsonSchema)]
struct InstitutionOpenBankingInformation {
    description: Option<String>,
    participants: Option<Vec<String>>,
    #[schemars(skip_serializing_if = "absent")]
    authorization_server_id: Option<Uuid>,
}

pub(in crate::http) fn shape(schemas: &mut SchemaGenerator) -> Schema {
    schemas.subschema_for::<InstitutionPublicApi>()
}
