//! Bills of credit cards (R-INV-03).

use std::rc::Rc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::account;
use super::account::AccountOpenFinanceBrazil;
use crate::domain::base::time::Timestamp;
use crate::domain::person;
use crate::domain::person::{AccountKind, BillStatus, Money};
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// The purchases of one cycle of a card.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Bill {
    pub id: Uuid,
    pub created_at: Timestamp,
    pub collected_at: Timestamp,
    pub account: Option<Rc<AccountOpenFinanceBrazil>>,
    pub internal_identification: Option<String>,
    /// `mar-2026`; null while the bill is open.
    pub bill_name: Option<String>,
    pub due_date: Option<Date>,
    pub currency: Option<&'static str>,
    pub total_amount: Option<Money>,
    pub minimum_amount: Option<Money>,
    pub is_installment: Option<bool>,
    pub finance_charges: Vec<BillFinanceCharges>,
    pub payments: Vec<BillPayments>,
}

/// What a bill that was paid late costs; the sandbox's are paid in time, which is a charge of its own kind: none.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct BillFinanceCharges {
    pub r#type: Option<FinanceChargeType>,
    pub additional_info: Option<String>,
    pub currency: Option<&'static str>,
    pub amount: Option<Money>,
}

/// What a charge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumBillFinanceChargeType")]
#[allow(missing_docs)]
pub enum FinanceChargeType {
    LatePaymentInterest,
    LateFee,
    ArrearsInterest,
    Iof,
    NoCharge,
    Other,
}

/// What was paid of a bill.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct BillPayments {
    pub r#type: Option<BillPaymentType>,
    pub payment_date: Option<Date>,
    pub payment_mode: Option<BillPaymentMode>,
    pub currency: Option<&'static str>,
    pub amount: Option<Money>,
}

/// How much of a bill was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumBillPaymentType")]
#[allow(missing_docs)]
pub enum BillPaymentType {
    Installment,
    Full,
    Other,
}

/// How a bill was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumBillPaymentPaymentMode")]
#[allow(missing_docs)]
pub enum BillPaymentMode {
    DirectDebit,
    BankSlip,
    SalaryDeduction,
    Pix,
}

/// The id of a bill of this link.
pub(super) fn id(source: &Source<'_>, bill: &person::Bill) -> Uuid {
    source.id("bill", &bill.key)
}

/// By what the bank knows a bill.
pub(super) fn internal_id(source: &Source<'_>, bill: &person::Bill) -> String {
    source.internal("bill", &bill.key)
}

/// The month in which it closes: `mar-2026`.
pub(super) fn name(bill: &person::Bill) -> String {
    bill.closes.strftime("%b-%Y").to_string().to_lowercase()
}

/// Every bill, newest first.
pub(super) fn generate(_: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let cards = account::of_kind(source, AccountKind::Card).map(|(card, account)| (card, Rc::new(account)));
    let bills = cards.flat_map(|(card, account)| {
        let bills = source.ledger().bills_of(card).rev();
        bills.map(move |bill| (account.id, view(source, bill, account.clone())))
    });
    Ok(bills.map(|(account, bill)| Generated::of(account, bill.id, &bill)).collect())
}

fn view(source: &Source<'_>, bill: &person::Bill, account: Rc<AccountOpenFinanceBrazil>) -> Bill {
    let id = id(source, bill);
    let currency = Some(account.currency);
    let payment = BillPayments {
        r#type: Some(BillPaymentType::Full),
        payment_date: Some(bill.due),
        payment_mode: Some(BillPaymentMode::DirectDebit),
        currency,
        amount: Some(bill.total),
    };
    Bill {
        id,
        created_at: source.stamp(),
        collected_at: source.stamp(),
        account: Some(account),
        internal_identification: Some(internal_id(source, bill)),
        bill_name: (bill.status != BillStatus::Open).then(|| name(bill)),
        due_date: Some(bill.due),
        currency,
        total_amount: Some(bill.total),
        minimum_amount: Some(bill.minimum),
        is_installment: Some(false),
        finance_charges: vec![BillFinanceCharges {
            r#type: Some(FinanceChargeType::NoCharge),
            additional_info: None,
            currency,
            amount: Some(Money::ZERO),
        }],
        payments: bill.paid.iter().map(|_| payment.clone()).collect(),
    }
}
