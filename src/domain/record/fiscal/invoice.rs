//! Invoices as the treasury keeps them (R-FISC-07).

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::book::Book;
use super::cfdi;
use super::cfdi::Stamped;
use super::paper::{Kind, Paper};
use super::parts::{
    InvoiceDetailSat, InvoicesPaymentsSat, InvoicesPayrollSat, RelatedInvoiceSat, TaxDetailsInvoicesSat,
    folio,
};
use super::party::Party;
use crate::domain::base::time::Timestamp;
use crate::domain::person::Money;
use crate::domain::record::ask;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::IntegrationType;
use crate::domain::vocabulary::failure::Failure;

/// An invoice that the taxpayer wrote or received.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvoiceWithIdSat {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    /// The folio of the treasury: a UUID in capital letters.
    pub invoice_identification: Option<String>,
    pub invoice_date: Option<Date>,
    /// `Vigente` or `Cancelado`.
    pub status: Option<&'static str>,
    pub invoice_type: Option<InvoiceType>,
    /// Whether the money comes to the taxpayer or leaves it.
    pub r#type: Option<InvoiceDirection>,
    pub tax_details: TaxDetailsInvoicesSat,
    pub sender_id: Option<String>,
    pub sender_fiscal_regime: Option<&'static str>,
    pub sender_name: Option<String>,
    pub sender_tax_fraud_status: Option<&'static str>,
    pub receiver_id: Option<String>,
    pub receiver_postal_code: String,
    pub receiver_fiscal_regime: Option<&'static str>,
    pub receiver_name: Option<String>,
    pub receiver_tax_fraud_status: Option<&'static str>,
    pub cancelation_status: Option<&'static str>,
    pub cancelation_update_date: Option<Date>,
    pub certification_date: Option<Date>,
    pub certification_authority: Option<String>,
    pub payment_type: Option<&'static str>,
    pub payment_type_description: Option<&'static str>,
    pub payment_method: Option<InvoicePaymentMethod>,
    pub payment_method_description: Option<&'static str>,
    pub usage: Option<&'static str>,
    pub version: Option<&'static str>,
    pub place_of_issue: Option<String>,
    pub invoice_details: Vec<InvoiceDetailSat>,
    pub currency: Option<&'static str>,
    pub subtotal_amount: Option<Money>,
    pub exchange_rate: Option<f64>,
    pub tax_amount: Option<Money>,
    pub discount_amount: Option<Money>,
    pub total_amount: Option<Money>,
    pub related_invoices: Vec<RelatedInvoiceSat>,
    pub payments: Vec<InvoicesPaymentsSat>,
    pub payroll: Option<InvoicesPayrollSat>,
    pub folio: Option<String>,
    pub series: Option<&'static str>,
    pub export_type: Option<&'static str>,
    /// The signed document, where it was asked for (R-FISC-04).
    pub xml: Option<String>,
    pub warnings: Option<InvoiceWarningsSat>,
    /// Deprecated.
    pub sender_blacklist_status: Option<String>,
    /// Deprecated.
    pub receiver_blacklist_status: Option<String>,
}

/// What an invoice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "EnumInvoiceSatInvoiceType")]
#[allow(missing_docs)]
pub enum InvoiceType {
    Egreso,
    Ingreso,
    #[serde(rename = "Nómina")]
    Nomina,
    Pago,
    Traslado,
}

/// Where the money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumInvoiceType")]
#[allow(missing_docs)]
pub enum InvoiceDirection {
    Outflow,
    Inflow,
}

/// Paid at once, or later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumInvoiceSatPaymentMethod")]
#[allow(missing_docs)]
pub enum InvoicePaymentMethod {
    Pue,
    Ppd,
}

/// Why something of an invoice is missing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvoiceWarningsSat {
    pub code: Option<&'static str>,
    pub message: Option<&'static str>,
}

/// Since when the fourth version is asked for.
const FOURTH: Date = jiff::civil::date(2023, 4, 1);

/// The invoices of the period, newest first; those of three years are kept (R-FISC-02).
pub(super) fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    if source.institution.integration_type == IntegrationType::OpenFinance {
        // Its row offers invoices (R-INST-20), but a bank of Brazil has none of Mexico's treasury.
        return Ok(Vec::new());
    }
    let oldest = source.today().saturating_sub(3.years());
    let first = source.since.min(source.today()).saturating_sub(3.years());
    let (from, to) = if ask.all { (first, source.today()) } else { ask.period(source) };
    let book = Book::new(source.subject(), source.person());
    let incoming = ask.text("type").map(|word| word == "INFLOW");
    let papers = book.between(if ask.all { from } else { from.max(oldest) }, to);
    let wanted = papers
        .iter()
        .rev()
        .filter(|paper| incoming.is_none_or(|incoming| paper.comes_to(&book.taxpayer) == incoming));
    Ok(wanted
        .map(|paper| {
            let row = view(source, paper, &book.taxpayer, ask.on("attach_xml"));
            Generated::new(row.id, &row)
        })
        .collect())
}

pub(super) fn check(ask: &Ask, source: &Source<'_>) -> Result<(), Failure> {
    ask::a_year(ask, source)
}

fn view(source: &Source<'_>, paper: &Paper, taxpayer: &Party, attach: bool) -> InvoiceWithIdSat {
    let incoming = paper.comes_to(taxpayer);
    let version = if paper.date < FOURTH { "3.3" } else { "4.0" };
    let (payment_type, payment_type_description) = paid_by(paper);
    let (sender, receiver) = (&paper.sender, &paper.receiver);
    let id = source.id("invoice", &paper.key);
    let number = (source.number("invoice", &paper.key).as_u128() % 100_000).to_string();
    InvoiceWithIdSat {
        id,
        link: Some(source.link.id),
        collected_at: source.stamp(),
        created_at: source.stamp(),
        invoice_identification: Some(folio(source, &paper.key)),
        invoice_date: Some(paper.date),
        status: Some(if paper.cancelled { "Cancelado" } else { "Vigente" }),
        invoice_type: Some(paper.kind.into()),
        r#type: Some(if incoming { InvoiceDirection::Inflow } else { InvoiceDirection::Outflow }),
        tax_details: TaxDetailsInvoicesSat::of(paper),
        sender_id: Some(sender.rfc.clone()),
        sender_fiscal_regime: Some(sender.regime),
        sender_name: Some(sender.name.clone()),
        sender_tax_fraud_status: Some(NO_FRAUD),
        receiver_id: Some(receiver.rfc.clone()),
        receiver_postal_code: receiver.postal.clone(),
        receiver_fiscal_regime: Some(receiver.regime),
        receiver_name: Some(receiver.name.clone()),
        receiver_tax_fraud_status: Some(NO_FRAUD),
        cancelation_status: paper.cancelled.then_some("Cancelado sin aceptación"),
        cancelation_update_date: paper.cancelled.then_some(paper.date),
        certification_date: Some(paper.date),
        certification_authority: Some(Party::certifier()),
        payment_type: Some(payment_type),
        payment_type_description: Some(payment_type_description),
        payment_method: method(paper),
        payment_method_description: method(paper).map(InvoicePaymentMethod::description),
        usage: Some(paper.usage),
        version: Some(version),
        place_of_issue: Some(sender.postal.clone()),
        invoice_details: paper.items.iter().map(|item| InvoiceDetailSat::of(source, paper, item)).collect(),
        currency: Some(if paper.kind == Kind::Payment { "XXX" } else { "MXN" }),
        subtotal_amount: Some(paper.subtotal()),
        exchange_rate: Some(1.0),
        tax_amount: Some(paper.vat()),
        discount_amount: Some(paper.discount()),
        total_amount: Some(paper.total()),
        related_invoices: RelatedInvoiceSat::of(source, paper),
        payments: InvoicesPaymentsSat::of(source, paper),
        payroll: InvoicesPayrollSat::of(source, paper),
        folio: Some(number.clone()),
        series: Some(paper.kind.series()),
        export_type: Some("01"),
        xml: attach.then(|| attached(source, paper, &number, version)),
        warnings: None,
        sender_blacklist_status: None,
        receiver_blacklist_status: None,
    }
}

/// The invoice as the treasury keeps it.
fn attached(source: &Source<'_>, paper: &Paper, number: &str, version: &str) -> String {
    let about = paper.about.as_ref().map(|about| folio(source, &about.key));
    let stamped = Stamped {
        issued: source.moment(paper.date, paper.time),
        uuid: &folio(source, &paper.key),
        folio: number,
        version,
        form: paid_by(paper).0,
        method: method(paper).map(InvoicePaymentMethod::name),
        about: about.as_deref(),
    };
    cfdi::invoice(paper, &stamped)
}

const NO_FRAUD: &str = "NO_TAX_FRAUD_STATUS";

fn paid_by(paper: &Paper) -> (&'static str, &'static str) {
    match paper.kind {
        Kind::Payment | Kind::Payroll => ("99", "Por definir"),
        _ if paper.later => ("99", "Por definir"),
        _ => ("03", "Transferencia electrónica de fondos"),
    }
}

fn method(paper: &Paper) -> Option<InvoicePaymentMethod> {
    match paper.kind {
        Kind::Payment => None,
        _ if paper.later => Some(InvoicePaymentMethod::Ppd),
        _ => Some(InvoicePaymentMethod::Pue),
    }
}

impl InvoicePaymentMethod {
    fn name(self) -> &'static str {
        match self {
            Self::Pue => "PUE",
            Self::Ppd => "PPD",
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::Pue => "Pago en una sola exhibición",
            Self::Ppd => "Pago en parcialidades o diferido",
        }
    }
}

impl Kind {
    /// The letter that invoices of its kind are counted under.
    pub(super) fn series(self) -> &'static str {
        match self {
            Self::Income => "I",
            Self::Credit => "E",
            Self::Payroll => "N",
            Self::Payment => "P",
        }
    }
}

impl From<Kind> for InvoiceType {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Income => Self::Ingreso,
            Kind::Credit => Self::Egreso,
            Kind::Payroll => Self::Nomina,
            Kind::Payment => Self::Pago,
        }
    }
}
