//! How a taxpayer is registered, and whether it keeps its duties.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::party::Party;
use super::{party, pdf};
use crate::domain::base::time::Timestamp;
use crate::domain::person::documents::plain;
use crate::domain::person::people::DocumentKind;
use crate::domain::person::{Address, DataSet, Person};
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// How a taxpayer is registered.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxStatusSat {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub place_and_date_of_issuance: Option<String>,
    pub official_name: Option<String>,
    pub id_cif: Option<String>,
    pub tax_payer_information: Option<TaxStatusTaxPayerInformationSat>,
    pub address: Option<TaxStatusAddressSat>,
    pub economic_activity: Option<Vec<TaxStatusEconomicActivitySat>>,
    pub regimes: Option<Vec<TaxStatusRegimensSat>>,
    pub obligations: Option<Vec<TaxStatusObligationsSat>>,
    pub digital_stamp: Option<String>,
    pub digital_stamp_chain: Option<String>,
    /// Where it was asked for (R-FISC-04).
    pub pdf: Option<String>,
}

/// Who it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxStatusTaxPayerInformationSat {
    pub rfc: Option<String>,
    pub curp: Option<String>,
    pub name: Option<String>,
    pub first_last_name: Option<String>,
    pub second_last_name: Option<String>,
    pub start_operations_date: Option<Date>,
    pub status_padron: Option<&'static str>,
    pub last_status_change_date: Option<Date>,
    pub commercial_name: Option<String>,
    pub social_name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// Where it sits.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxStatusAddressSat {
    pub postal_code: Option<String>,
    pub street_type: Option<&'static str>,
    pub street: Option<String>,
    pub exterior_number: Option<String>,
    pub interior_number: Option<String>,
    pub suburb: Option<String>,
    pub locality: Option<String>,
    pub municipality: Option<String>,
    pub state: Option<String>,
    pub between_street: Option<Vec<TaxStatusAddressBetweenStreetSat>>,
}

/// Between which streets.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxStatusAddressBetweenStreetSat {
    pub street_one: Option<String>,
    pub street_two: Option<String>,
}

/// What it does.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxStatusEconomicActivitySat {
    pub economic_activity: Option<String>,
    pub initial_date: Option<Date>,
    pub end_date: Option<Date>,
    pub order: Option<String>,
    pub percentage: Option<String>,
}

/// How it is taxed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxStatusRegimensSat {
    pub end_date: Option<Date>,
    pub initial_date: Option<Date>,
    pub regimen: Option<&'static str>,
}

/// What it has to declare.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxStatusObligationsSat {
    pub obligation: Option<&'static str>,
    pub expiration: Option<&'static str>,
    pub initial_date: Option<Date>,
    pub end_date: Option<Date>,
}

/// Whether it keeps its duties.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxComplianceStatus {
    pub id: Uuid,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub internal_identification: Option<String>,
    /// Where it was asked for (R-FISC-04).
    pub pdf: Option<String>,
    pub rfc: Option<String>,
    pub outcome: Option<ComplianceOutcome>,
}

/// What the treasury thinks of it (R-FISC-06).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumTaxComplianceStatusOutcome")]
#[allow(missing_docs)]
pub enum ComplianceOutcome {
    Positive,
    Negative,
    NoObligations,
}

const COMPANY_DUTIES: [(&str, &str); 3] = [
    (
        "Declaración anual de ISR del ejercicio. Personas morales.",
        "Dentro de los tres meses siguientes al cierre del ejercicio.",
    ),
    (
        "Pago provisional mensual de ISR personas morales.",
        "A más tardar el día 17 del mes inmediato posterior al periodo que corresponda.",
    ),
    (
        "Pago definitivo mensual de IVA.",
        "A más tardar el día 17 del mes inmediato posterior al periodo que corresponda.",
    ),
];
const PERSON_DUTIES: [(&str, &str); 3] = [
    ("Declaración anual de ISR. Personas físicas.", "A más tardar el 30 de abril del ejercicio siguiente."),
    (
        "Pago provisional mensual de ISR por actividad profesional.",
        "A más tardar el día 17 del mes inmediato posterior al periodo que corresponda.",
    ),
    (
        "Pago definitivo mensual de IVA.",
        "A más tardar el día 17 del mes inmediato posterior al periodo que corresponda.",
    ),
];
const MONTHS: [&str; 12] = [
    "ENERO",
    "FEBRERO",
    "MARZO",
    "ABRIL",
    "MAYO",
    "JUNIO",
    "JULIO",
    "AGOSTO",
    "SEPTIEMBRE",
    "OCTUBRE",
    "NOVIEMBRE",
    "DICIEMBRE",
];

/// The registration; none of a link without data.
pub(super) fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    if source.subject().set == DataSet::None {
        return Ok(Vec::new());
    }
    let row = view(source, ask.on("attach_pdf"));
    Ok(vec![Generated::new(row.id, &row)])
}

fn view(source: &Source<'_>, attach: bool) -> TaxStatusSat {
    let person = source.person();
    let taxpayer = Party::taxpayer(person);
    let id = source.id("tax-status", "");
    let cif = format!("{:011}", source.number("cif", "").as_u128() % 100_000_000_000);
    let place = issued(&person.address, source.today());
    let stamp = format!("||{}|{}|CONSTANCIA DE SITUACIÓN FISCAL|{cif}||", source.today(), taxpayer.rfc);
    let lines = [
        "Constancia de situacion fiscal".to_owned(),
        taxpayer.rfc.clone(),
        taxpayer.name.clone(),
        place.clone(),
    ];
    TaxStatusSat {
        id,
        link: Some(source.link.id),
        collected_at: source.stamp(),
        created_at: source.stamp(),
        place_and_date_of_issuance: Some(place),
        official_name: Some(
            person.company.as_ref().map_or(taxpayer.name.clone(), |company| plain(&company.legal_name)),
        ),
        id_cif: Some(cif),
        tax_payer_information: Some(information(person, &taxpayer)),
        address: Some(address(&person.address)),
        economic_activity: Some(activities(person)),
        regimes: Some(regimes(person)),
        obligations: Some(obligations(person)),
        digital_stamp: Some(source.number("stamp", "").simple().to_string()),
        digital_stamp_chain: Some(stamp),
        pdf: attach.then(|| pdf::page(&lines)),
    }
}

fn issued(address: &Address, today: Date) -> String {
    let month = MONTHS.get(usize::from(today.month().unsigned_abs()) - 1).copied().unwrap_or_default();
    let (city, state) = (plain(address.city), plain(address.state));
    format!("{city} , {state} A {:02} DE {month} DE {}", today.day(), today.year())
}

fn information(person: &Person, taxpayer: &Party) -> TaxStatusTaxPayerInformationSat {
    let company = person.company.as_ref();
    let own = |text: Option<&str>| text.filter(|_| company.is_none()).map(plain);
    let first_names = [Some(person.first_name.as_str()), person.second_name.as_deref()];
    let first_names = first_names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let since = party::since(person);
    TaxStatusTaxPayerInformationSat {
        rfc: Some(taxpayer.rfc.clone()),
        curp: own(person.document(DocumentKind::Curp)),
        name: own(Some(&first_names)),
        first_last_name: own(Some(&person.last_name)),
        second_last_name: own(person.second_last_name.as_deref()),
        start_operations_date: Some(since),
        status_padron: Some("ACTIVO"),
        last_status_change_date: Some(since),
        commercial_name: company.map(|company| plain(&company.trade_name)),
        social_name: company.map(|company| plain(&company.legal_name)),
        email: Some(person.email.clone()),
        phone: Some(person.phone.trim_start_matches("+52").to_owned()),
    }
}

fn address(home: &Address) -> TaxStatusAddressSat {
    let (kind, street) = match home.street.split_once(' ') {
        Some(("Av.", street)) => ("AVENIDA", street),
        Some(("Privada", street)) => ("PRIVADA", street),
        Some((_, street)) => ("CALLE", street),
        None => ("CALLE", home.street),
    };
    TaxStatusAddressSat {
        postal_code: Some(home.postal_code.clone()),
        street_type: Some(kind),
        street: Some(plain(street)),
        exterior_number: Some(home.number.clone()),
        interior_number: None,
        suburb: Some(plain(home.district)),
        locality: Some(plain(home.city)),
        municipality: Some(plain(home.city)),
        state: Some(plain(home.state)),
        between_street: None,
    }
}

fn activities(person: &Person) -> Vec<TaxStatusEconomicActivitySat> {
    let done: &[(&str, &str)] = match &person.company {
        Some(company) => &[(company.sector, "100")],
        None => &[("Servicios de consultoría en administración", "60"), ("Asalariado", "40")],
    };
    let numbered = done.iter().zip(1..);
    numbered
        .map(|((economic_activity, percentage), order)| TaxStatusEconomicActivitySat {
            economic_activity: Some((*economic_activity).to_owned()),
            initial_date: Some(party::since(person)),
            end_date: None,
            order: Some(order.to_string()),
            percentage: Some((*percentage).to_owned()),
        })
        .collect()
}

fn regimes(person: &Person) -> Vec<TaxStatusRegimensSat> {
    let names: &[&'static str] = match person.company {
        Some(_) => &["Régimen General de Ley Personas Morales"],
        None => &[
            "Régimen de las Personas Físicas con Actividades Empresariales y Profesionales",
            "Régimen de Sueldos y Salarios e Ingresos Asimilados a Salarios",
        ],
    };
    let initial_date = Some(party::since(person));
    names
        .iter()
        .map(|regimen| TaxStatusRegimensSat { end_date: None, initial_date, regimen: Some(regimen) })
        .collect()
}

fn obligations(person: &Person) -> Vec<TaxStatusObligationsSat> {
    let duties = if person.company.is_some() { COMPANY_DUTIES } else { PERSON_DUTIES };
    duties
        .into_iter()
        .map(|(obligation, expiration)| TaxStatusObligationsSat {
            obligation: Some(obligation),
            expiration: Some(expiration),
            initial_date: Some(party::since(person)),
            end_date: None,
        })
        .collect()
}

/// What the treasury thinks of it; a taxpayer with negative data owes something.
pub(super) fn draw_compliance(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let outcome = match source.subject().set {
        DataSet::None => return Ok(Vec::new()),
        DataSet::Negative => ComplianceOutcome::Negative,
        DataSet::Full | DataSet::Low => ComplianceOutcome::Positive,
    };
    let rfc = Party::taxpayer(source.person()).rfc;
    let id = source.id("tax-compliance", "");
    let number = source.number("opinion", "").as_u128() % 10_000_000;
    let opinion = format!("{}NE{number:07}", source.today().strftime("%y"));
    let lines = ["Opinion de cumplimiento".to_owned(), opinion.clone(), rfc.clone(), format!("{outcome:?}")];
    let row = TaxComplianceStatus {
        id,
        collected_at: source.stamp(),
        created_at: source.stamp(),
        internal_identification: Some(opinion),
        pdf: ask.on("attach_pdf").then(|| pdf::page(&lines)),
        rfc: Some(rfc),
        outcome: Some(outcome),
    };
    Ok(vec![Generated::new(id, &row)])
}
