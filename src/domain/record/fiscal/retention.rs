//! Certificates of taxes that a company kept back of what it paid to a person: one a month and payer.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::book::Book;
use super::paper::{Kept, Kind, Paper};
use super::xml;
use crate::domain::base::time::Timestamp;
use crate::domain::person::Money;
use crate::domain::person::calendar::{day_of, month_of, word};
use crate::domain::person::dice::Month;
use crate::domain::record::ask;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// What was kept back.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxRetentions {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub invoice_identification: Option<Uuid>,
    pub version: Option<&'static str>,
    /// By the treasury's catalogue: 1 for services, 25 for others.
    pub code: Option<i32>,
    pub issued_at: Option<Timestamp>,
    pub certified_at: Option<Timestamp>,
    pub cancelled_at: Option<Timestamp>,
    pub sender_id: Option<String>,
    pub sender_name: Option<String>,
    pub receiver_nationality: Option<ReceiverNationality>,
    pub receiver_id: Option<String>,
    pub receiver_name: Option<String>,
    pub total_invoice_amount: Option<Money>,
    pub total_exempt_amount: Option<Money>,
    pub total_retained_amount: Option<Money>,
    pub total_taxable_amount: Option<Money>,
    pub retention_breakdown: Option<Vec<RetentionBreakdown>>,
    /// The signed document, where it was asked for (R-FISC-04).
    pub xml: Option<String>,
}

/// Where the receiver is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumTaxRetentionReceiverNationality")]
#[allow(missing_docs)]
pub enum ReceiverNationality {
    National,
    Foreign,
}

/// One of the taxes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RetentionBreakdown {
    pub base_amount: Option<Money>,
    /// `01` income tax, `02` value added tax.
    pub tax_type: Option<&'static str>,
    pub retained_amount: Option<Money>,
    pub payment_status: Option<RetentionPaymentStatus>,
}

/// Whether the treasury has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumTaxRetentionPaymentStatus")]
#[allow(missing_docs)]
pub enum RetentionPaymentStatus {
    Paid,
    Provisioned,
}

/// At most so many are given (R-FISC-03).
const MOST: usize = 500;

pub(super) fn check(ask: &Ask, source: &Source<'_>) -> Result<(), Failure> {
    ask::a_year(ask, source)
}

/// The certificates that were issued within the period, newest first.
pub(super) fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let (from, to) = ask.kept_period(source);
    let book = Book::new(source.subject(), source.person());
    let incoming = ask.text("type").map(|word| word == "INFLOW");
    let first = day_of(month_of(from) - 1, 1);
    let mut sums: BTreeMap<(Month, String), Kept> = BTreeMap::new();
    for paper in book.between(first, to).iter().filter(|paper| counts(paper)) {
        if incoming.is_none_or(|incoming| incoming == (paper.sender.rfc == book.taxpayer.rfc)) {
            sum(&mut sums, paper);
        }
    }
    sums.retain(|_, kept| (from..=to).contains(&kept.issued.date()) && kept.paid.is_positive());
    Ok(sums
        .iter()
        .rev()
        .take(MOST)
        .map(|(key, kept)| view(source, key, kept, ask.on("attach_xml")))
        .collect())
}

fn counts(paper: &Paper) -> bool {
    let sold = matches!(paper.kind, Kind::Income | Kind::Credit);
    sold && !paper.cancelled && paper.held_income().is_positive()
}

/// On the fifth of the next month, as soon as the day begins.
fn issued(month: Month) -> Date {
    day_of(month + 1, 5)
}

fn sum(sums: &mut BTreeMap<(Month, String), Kept>, paper: &Paper) {
    let (payer, payee) = (&paper.receiver, &paper.sender);
    let month = month_of(paper.date);
    let kept = sums.entry((month, payer.rfc.clone())).or_insert_with(|| Kept {
        issued: Timestamp::of_day(issued(month), Time::midnight()),
        payer: payer.clone(),
        payee: payee.clone(),
        paid: Money::ZERO,
        income_tax: Money::ZERO,
        vat: Money::ZERO,
    });
    let signed = |amount: Money| if paper.kind == Kind::Credit { -amount } else { amount };
    kept.paid += signed(paper.subtotal());
    kept.income_tax += signed(paper.held_income());
    kept.vat += signed(paper.held_vat());
}

fn view(source: &Source<'_>, (month, payer): &(Month, String), kept: &Kept, attach: bool) -> Generated {
    let key = format!("{}/{payer}", word(*month));
    let id = source.id("retention", &key);
    let folio = source.number("retention-folio", &key);
    let part = |tax_type, retained| RetentionBreakdown {
        base_amount: Some(kept.paid),
        tax_type: Some(tax_type),
        retained_amount: Some(retained),
        payment_status: Some(RetentionPaymentStatus::Paid),
    };
    let row = TaxRetentions {
        id,
        link: Some(source.link.id),
        collected_at: source.stamp(),
        created_at: source.stamp(),
        invoice_identification: Some(folio),
        version: Some("2.0"),
        code: Some(1),
        issued_at: Some(kept.issued),
        certified_at: Some(kept.issued),
        cancelled_at: None,
        sender_id: Some(kept.payer.rfc.clone()),
        sender_name: Some(kept.payer.name.clone()),
        receiver_nationality: Some(ReceiverNationality::National),
        receiver_id: Some(kept.payee.rfc.clone()),
        receiver_name: Some(kept.payee.name.clone()),
        total_invoice_amount: Some(kept.paid),
        total_exempt_amount: Some(Money::ZERO),
        total_retained_amount: Some(kept.income_tax + kept.vat),
        total_taxable_amount: Some(kept.paid),
        retention_breakdown: Some(vec![part("01", kept.income_tax), part("02", kept.vat)]),
        xml: attach.then(|| xml::retention(kept, &folio.to_string())),
    };
    Generated::new(id, &row)
}
