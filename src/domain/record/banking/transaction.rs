//! Transactions of institutions that are reached with credentials (R-TRX-10).

use std::rc::Rc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::account;
use super::account::Account;
use crate::domain::base::options::Categories;
use crate::domain::base::time::Timestamp;
use crate::domain::person::{AccountKind, BillStatus, Direction, Entry, Money, Status};
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// What happened on an account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Transaction {
    pub id: Uuid,
    pub internal_identification: Option<String>,
    /// The whole account (R-TRX-01).
    pub account: Option<Rc<Account>>,
    pub collected_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub value_date: Option<Date>,
    pub accounting_date: Option<Timestamp>,
    /// Always positive; `type` says where it went (R-TRX-02).
    pub amount: Option<Money>,
    /// Of the account, after it.
    pub balance: Option<Money>,
    pub currency: Option<&'static str>,
    pub description: Option<String>,
    pub observations: Option<String>,
    pub merchant: Option<TransactionMerchantData>,
    /// One of 16 words, or null without the product that gives them (R-TRX-05).
    pub category: Option<&'static str>,
    /// One of 77 words, or null like `category`.
    pub subcategory: Option<&'static str>,
    pub reference: Option<String>,
    pub r#type: Option<TransactionType>,
    pub status: Option<TransactionStatus>,
    pub credit_card_data: Option<TransactionCreditCardData>,
}

/// Who was paid.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TransactionMerchantData {
    pub logo: Option<&'static str>,
    pub website: Option<&'static str>,
    pub merchant_name: &'static str,
}

/// Whether money came or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumTransactionType")]
#[allow(missing_docs)]
pub enum TransactionType {
    Outflow,
    Inflow,
}

/// Whether the bank has settled it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumTransactionStatus")]
#[allow(missing_docs)]
pub enum TransactionStatus {
    Pending,
    Processed,
    Uncategorized,
}

/// On which bill of a card it stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TransactionCreditCardData {
    pub collected_at: Option<Timestamp>,
    /// `mar-2026`
    pub bill_name: Option<String>,
    pub bill_status: Option<CardBillStatus>,
    pub bill_amount: Option<Money>,
    pub previous_bill_total: Option<String>,
}

/// Where a bill stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumTransactionBillStatus")]
#[allow(missing_docs)]
pub enum CardBillStatus {
    Paid,
    Closed,
    Open,
    Future,
}

impl From<Direction> for TransactionType {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::In => Self::Inflow,
            Direction::Out => Self::Outflow,
        }
    }
}

impl From<Status> for TransactionStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Pending => Self::Pending,
            Status::Processed => Self::Processed,
        }
    }
}

impl From<BillStatus> for CardBillStatus {
    fn from(status: BillStatus) -> Self {
        match status {
            BillStatus::Open => Self::Open,
            BillStatus::Closed => Self::Closed,
            BillStatus::Paid => Self::Paid,
        }
    }
}

/// The entries of the period, newest first (R-TRX-03).
pub(in crate::domain::record) fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let (from, to) = ask.kept_period(source);
    let accounts: Vec<Rc<Account>> = account::all(source).into_iter().map(Rc::new).collect();
    let wanted = ask.id("account");
    let mut rows = Vec::new();
    for entry in source.ledger().between(from, to).iter().rev() {
        let Some(account) = accounts.get(entry.account) else { continue };
        if wanted.is_none_or(|id| id == account.id) {
            let row = view(source, entry, account.clone());
            rows.push(Generated::of(account.id, row.id, &row));
        }
    }
    Ok(rows)
}

fn view(source: &Source<'_>, entry: &Entry, account: Rc<Account>) -> Transaction {
    let tagged = |word| (source.options.trx_categories == Categories::Filled).then_some(word);
    let card = account.category == Some(AccountKind::Card.into());
    let processed = entry.status == Status::Processed;
    Transaction {
        id: source.id("transaction", &entry.key),
        internal_identification: Some(source.internal("transaction", &entry.key)),
        currency: account.currency,
        collected_at: Some(source.stamp()),
        created_at: source.stamp(),
        value_date: Some(entry.date),
        accounting_date: processed.then(|| source.moment(entry.date, entry.time)),
        amount: Some(entry.amount),
        balance: Some(entry.balance_after),
        description: Some(entry.description.clone()),
        observations: None,
        merchant: entry.merchant.map(|merchant_name| TransactionMerchantData {
            logo: None,
            website: None,
            merchant_name,
        }),
        category: tagged(entry.tag.category),
        subcategory: tagged(entry.tag.subcategory),
        reference: Some(reference(source.number("transaction", &entry.key))),
        r#type: Some(entry.direction.into()),
        status: Some(entry.status.into()),
        credit_card_data: if card { bill_of(source, entry) } else { None },
        account: Some(account),
    }
}

/// Ten digits that a bank would print.
fn reference(number: Uuid) -> String {
    format!("{:010}", number.as_u128() % 10_000_000_000)
}

fn bill_of(source: &Source<'_>, entry: &Entry) -> Option<TransactionCreditCardData> {
    let bills = source.ledger().bills().iter().filter(|bill| bill.account == entry.account);
    let mut bills = bills.rev().skip_while(|bill| !bill.holds(entry));
    let (bill, previous) = (bills.next()?, bills.next());
    Some(TransactionCreditCardData {
        collected_at: Some(source.stamp()),
        bill_name: Some(bill.closes.strftime("%b-%Y").to_string().to_lowercase()),
        bill_status: Some(bill.status.into()),
        bill_amount: Some(bill.total),
        previous_bill_total: previous.map(|bill| format!("{:.2}", bill.total.as_number())),
    })
}
