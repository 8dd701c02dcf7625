//! The parts of an invoice.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::paper::{HELD_INCOME, HELD_VAT, Item, Kind, Paper};
use crate::domain::base::time::Timestamp;
use crate::domain::person::Money;
use crate::domain::record::source::Source;

/// The taxes of a whole invoice.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxDetailsInvoicesSat {
    pub total_tax_retained: Money,
    pub total_tax_transferred: Money,
    pub retained_taxes: Vec<TaxDetail>,
    pub transferred_taxes: Vec<TaxDetail>,
}

/// One tax of a whole invoice.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxDetail {
    pub tax_type: Option<&'static str>,
    pub tax: &'static str,
    pub tax_percentage: f64,
    pub pre_tax_amount: Money,
    pub tax_amount: Money,
}

/// A line of an invoice.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvoiceDetailSat {
    pub collected_at: Timestamp,
    pub description: Option<&'static str>,
    /// By the treasury's catalogue.
    pub product_identification: Option<&'static str>,
    pub quantity: Option<f64>,
    pub unit_code: Option<&'static str>,
    pub unit_description: Option<&'static str>,
    pub unit_amount: Option<Money>,
    pub discount: Option<Money>,
    pub tax_subject_code: Option<&'static str>,
    pub identifier_number: Option<String>,
    pub pre_tax_amount: Option<Money>,
    pub tax_percentage: Option<f64>,
    pub tax_amount: Option<Money>,
    pub total_amount: Option<Money>,
    pub retained_taxes: Vec<InvoiceDetailRetainedTaxSat>,
    pub transferred_taxes: Vec<InvoiceDetailTransferredTaxSat>,
}

/// A tax that is kept back.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvoiceDetailRetainedTaxSat {
    pub collected_at: Timestamp,
    pub tax_type: Option<&'static str>,
    pub tax: Option<&'static str>,
    pub tax_percentage: Option<f64>,
    pub retained_tax_amount: Option<Money>,
}

/// A tax that is charged.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvoiceDetailTransferredTaxSat {
    pub collected_at: Timestamp,
    pub tax_type: Option<&'static str>,
    pub tax: Option<&'static str>,
    pub tax_percentage: Option<f64>,
    pub transferred_tax_amount: Option<Money>,
}

/// An invoice that this one belongs to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RelatedInvoiceSat {
    /// By the treasury's catalogue: `01`, a credit note.
    pub relationship_type: Option<&'static str>,
    pub related_invoice_identification: Option<String>,
}

/// What was paid.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvoicesPaymentsSat {
    pub date: Option<Timestamp>,
    pub payment_type: Option<&'static str>,
    pub currency: Option<&'static str>,
    pub exchange_rate: Option<&'static str>,
    pub amount: Option<Money>,
    pub operation_number: Option<String>,
    pub beneficiary_rfc: Option<String>,
    pub beneficiary_account_number: Option<String>,
    pub payer_rfc: Option<String>,
    pub payer_account_number: Option<String>,
    pub payer_bank_name: Option<String>,
    pub related_documents: Vec<InvoicesPaymentsRelatedDocumentsSat>,
}

/// The invoice that was paid.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvoicesPaymentsRelatedDocumentsSat {
    pub invoice_identification: Option<String>,
    pub currency: Option<&'static str>,
    pub payment_method: Option<&'static str>,
    pub partiality_number: i32,
    pub previous_balance: Option<Money>,
    pub amount_paid: Option<Money>,
    pub outstanding_balance: Option<Money>,
}

/// Wages.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvoicesPayrollSat {
    pub days: Option<i32>,
    /// `O` for what is paid regularly.
    pub r#type: Option<&'static str>,
    pub amount: Money,
    pub version: &'static str,
    pub date_from: Option<Date>,
    pub date_to: Option<Date>,
    pub collected_at: Timestamp,
    pub payment_date: Date,
    pub periodicity: Option<PayrollPeriodicity>,
    pub earnings_breakdown: Option<Vec<InvoicePayrollEarningsBreakdown>>,
    pub tax_deductions: Option<Vec<InvoicePayrollTaxDeductions>>,
    pub other_payments: Option<Vec<InvoicePayrollOtherPayments>>,
}

/// How often wages are paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumInvoicePayrollPeriodicity")]
#[allow(missing_docs)]
pub enum PayrollPeriodicity {
    Daily,
    Weekly,
    TenthDay,
    FourteenthDay,
    FifteenthDay,
    Monthly,
    Bimonthly,
    PerTask,
    Commission,
    OneOff,
    OtherPeriodicity,
}

/// What is paid.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvoicePayrollEarningsBreakdown {
    pub r#type: Option<&'static str>,
    pub taxable_amount: Money,
    pub vat_free_amount: Money,
}

/// What is kept back.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvoicePayrollTaxDeductions {
    pub r#type: Option<&'static str>,
    pub amount: Money,
}

/// What is paid besides.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvoicePayrollOtherPayments {
    pub r#type: Option<&'static str>,
    pub amount: Money,
}

#[allow(clippy::cast_precision_loss, reason = "shares below one and small numbers")]
/// The folio of the treasury.
pub(super) fn folio(source: &Source<'_>, key: &str) -> String {
    source.number("folio", key).to_string().to_uppercase()
}

fn percent(millionths: i64) -> f64 {
    millionths as f64 / 10_000.0
}

const VAT: f64 = 16.0;
const RATE: Option<&str> = Some("Tasa");

impl TaxDetailsInvoicesSat {
    pub(super) fn of(paper: &Paper) -> Self {
        let detail = |tax, tax_percentage, tax_amount: Money| {
            let pre_tax_amount = paper.subtotal();
            tax_amount.is_positive().then_some(TaxDetail {
                tax_type: RATE,
                tax,
                tax_percentage,
                pre_tax_amount,
                tax_amount,
            })
        };
        let held = [
            detail("ISR", percent(HELD_INCOME), paper.held_income()),
            detail("IVA", percent(HELD_VAT), paper.held_vat()),
        ];
        Self {
            total_tax_retained: paper.held_income() + paper.held_vat(),
            total_tax_transferred: paper.vat(),
            retained_taxes: held.into_iter().flatten().collect(),
            transferred_taxes: detail("IVA", VAT, paper.vat()).into_iter().collect(),
        }
    }
}

impl InvoiceDetailSat {
    pub(super) fn of(source: &Source<'_>, paper: &Paper, item: &Item) -> Self {
        let collected_at = source.stamp();
        let retained = |tax, share, amount: Money| InvoiceDetailRetainedTaxSat {
            collected_at,
            tax_type: RATE,
            tax: Some(tax),
            tax_percentage: Some(percent(share)),
            retained_tax_amount: Some(amount),
        };
        let transferred = InvoiceDetailTransferredTaxSat {
            collected_at,
            tax_type: RATE,
            tax: Some("IVA"),
            tax_percentage: Some(VAT),
            transferred_tax_amount: Some(item.vat()),
        };
        let held = vec![
            retained("ISR", HELD_INCOME, item.held_income()),
            retained("IVA", HELD_VAT, item.held_vat()),
        ];
        Self {
            collected_at,
            description: Some(item.good.description),
            product_identification: Some(item.good.code),
            quantity: Some(Money::units(item.quantity).as_number()),
            unit_code: Some(item.good.unit_code),
            unit_description: Some(item.good.unit),
            unit_amount: Some(item.price),
            discount: Some(paper.discount()),
            tax_subject_code: Some(if item.taxed { "02" } else { "01" }),
            identifier_number: None,
            pre_tax_amount: Some(item.before_tax()),
            tax_percentage: Some(if item.taxed { VAT } else { 0.0 }),
            tax_amount: Some(item.vat()),
            total_amount: Some(item.before_tax() + item.vat() - paper.discount()),
            retained_taxes: if item.withheld { held } else { Vec::new() },
            transferred_taxes: if item.taxed { vec![transferred] } else { Vec::new() },
        }
    }
}

impl RelatedInvoiceSat {
    /// The sale of a credit note.
    pub(super) fn of(source: &Source<'_>, paper: &Paper) -> Vec<Self> {
        let about = paper.about.iter().filter(|_| paper.kind == Kind::Credit);
        about
            .map(|about| Self {
                relationship_type: Some("01"),
                related_invoice_identification: Some(folio(source, &about.key)),
            })
            .collect()
    }
}

impl InvoicesPaymentsSat {
    /// The payment of a sale, all at once.
    pub(super) fn of(source: &Source<'_>, paper: &Paper) -> Vec<Self> {
        let about = paper.about.iter().filter(|_| paper.kind == Kind::Payment);
        about
            .map(|about| Self {
                date: Some(source.moment(paper.date, paper.time)),
                payment_type: Some("03"),
                currency: Some("MXN"),
                exchange_rate: Some("1"),
                amount: Some(about.total),
                operation_number: Some(
                    (source.number("operation", &paper.key).as_u128() % 10_000_000).to_string(),
                ),
                beneficiary_rfc: Some(paper.sender.rfc.clone()),
                beneficiary_account_number: None,
                payer_rfc: Some(paper.receiver.rfc.clone()),
                payer_account_number: None,
                payer_bank_name: None,
                related_documents: vec![InvoicesPaymentsRelatedDocumentsSat {
                    invoice_identification: Some(folio(source, &about.key)),
                    currency: Some("MXN"),
                    payment_method: Some("PPD"),
                    partiality_number: 1,
                    previous_balance: Some(about.total),
                    amount_paid: Some(about.total),
                    outstanding_balance: Some(Money::ZERO),
                }],
            })
            .collect()
    }
}

impl InvoicesPayrollSat {
    pub(super) fn of(source: &Source<'_>, paper: &Paper) -> Option<Self> {
        let wages = paper.wages?;
        let kept = |r#type, amount| InvoicePayrollTaxDeductions { r#type: Some(r#type), amount };
        Some(Self {
            days: Some((wages.to - wages.from).get_days() + 1),
            r#type: Some("O"),
            amount: paper.total(),
            version: "1.2",
            date_from: Some(wages.from),
            date_to: Some(wages.to),
            collected_at: source.stamp(),
            payment_date: paper.date,
            periodicity: Some(PayrollPeriodicity::FifteenthDay),
            earnings_breakdown: Some(vec![InvoicePayrollEarningsBreakdown {
                r#type: Some("SALARY"),
                taxable_amount: paper.subtotal(),
                vat_free_amount: Money::ZERO,
            }]),
            tax_deductions: Some(vec![
                kept("INCOME_TAX", wages.income_tax),
                kept("SOCIAL_SECURITY", wages.social_security),
            ]),
            other_payments: Some(Vec::new()),
        })
    }
}
