//! Transactions of open finance in Brazil (R-TRX-06, R-TRX-11).

use std::rc::Rc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::account::AccountOpenFinanceBrazil;
use super::counterparty::{TransactionCounterparty, counterparty};
use super::{account, bill};
use crate::domain::base::options::Categories;
use crate::domain::base::time::Timestamp;
use crate::domain::person::{AccountKind, BillStatus, Entry, Kind, Money};
use crate::domain::record::ask::Ask;
use crate::domain::record::banking::transaction::{
    TransactionMerchantData, TransactionStatus, TransactionType,
};
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// What happened on an account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TransactionOpenFinanceBrazil {
    pub id: Uuid,
    pub internal_identification: String,
    /// The whole account (R-TRX-01).
    pub account: Option<Rc<AccountOpenFinanceBrazil>>,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub value_date: Date,
    /// With milliseconds.
    #[schemars(with = "Timestamp")]
    pub transacted_at: String,
    /// A date, of cards alone.
    pub accounting_date: Option<Date>,
    pub inferred_accounting_date: Date,
    /// Always positive; `type` says where it went (R-TRX-02).
    pub amount: Money,
    /// Of cards alone.
    pub local_currency_amount: Option<Money>,
    /// Always null.
    pub balance: Option<Money>,
    pub currency: Option<&'static str>,
    pub description: Option<String>,
    /// Always null.
    pub observations: Option<String>,
    pub merchant: Option<TransactionMerchantData>,
    /// One of 16 words, or null without the product that gives them (R-TRX-05).
    pub category: Option<&'static str>,
    /// One of 77 words, or null like `category`.
    pub subcategory: Option<&'static str>,
    /// Always null.
    pub reference: Option<String>,
    pub r#type: Option<TransactionType>,
    pub status: Option<TransactionStatus>,
    pub credit_card_data: Option<TransactionCreditCardDataOpenFinanceBrazil>,
    pub counterparty: Option<TransactionCounterparty>,
    pub loan_data: Option<TransactionLoanDataOpenFinanceBrazil>,
    pub payment_type: Option<TransactionPaymentType>,
    pub operation_type: &'static str,
    pub operation_type_additional_info: Option<String>,
    /// Of cards alone.
    pub mcc: Option<u16>,
}

/// Of a card; what is told of the bill is null while the bill is open.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TransactionCreditCardDataOpenFinanceBrazil {
    pub collected_at: Timestamp,
    /// `mar-2026`
    pub bill_name: Option<String>,
    pub bill_due_date: Option<Date>,
    pub bill_internal_identification: Option<String>,
    /// Always null.
    pub bill_status: Option<String>,
    /// Always null.
    pub previous_bill_total: Option<String>,
    pub bill_amount: Option<Money>,
    /// The last four digits.
    pub card_number: String,
    pub fee_type: Option<CardFeeType>,
    pub fee_type_additional_info: Option<String>,
    pub credits_type: Option<CardCreditType>,
    pub credits_type_additional_info: Option<String>,
    pub installment_identifier: String,
    pub number_of_installments: Option<u8>,
    pub credit_card_bill: Option<TransactionCreditCardBill>,
}

/// What a bank takes for a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumTransactionCreditCardDataFeeType")]
#[allow(missing_docs)]
pub enum CardFeeType {
    AnnualFee,
    NationalWithdrawal,
    InternationalWithdrawal,
    EmergencyCreditEvaluationFee,
    DuplicateIssuanceFee,
    PaymentFee,
    SmsFee,
    Others,
}

/// What a card lends beyond its bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumTransactionCreditCardDataCreditType")]
#[allow(missing_docs)]
pub enum CardCreditType {
    RevolvingCredit,
    BillInstallmentPayment,
    Loan,
    Others,
}

/// The bill on which a purchase stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TransactionCreditCardBill {
    pub id: Uuid,
    pub internal_identification: Option<String>,
}

/// Of a loan's instalment.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TransactionLoanDataOpenFinanceBrazil {
    pub is_detached: bool,
    pub installment_id: Option<String>,
    pub fees: Vec<TransactionLoanDataFees>,
    pub charges: Vec<TransactionLoanDataCharges>,
}

/// What the bank takes with an instalment; the sandbox's takes nothing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TransactionLoanDataFees {
    pub name: String,
    pub code: String,
    pub amount: Option<Money>,
}

/// What a late instalment costs; the sandbox's are never late.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TransactionLoanDataCharges {
    pub r#type: String,
    pub info: String,
    pub amount: Money,
}

/// Whether it is paid at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumTransactionPaymentType")]
#[allow(missing_docs)]
pub enum TransactionPaymentType {
    Full,
    Installment,
}

/// The entries of the period, newest first (R-TRX-03).
pub fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let (from, to) = ask.kept_period(source);
    let seen = |account| account::shared_view(source, account).map(Rc::new);
    let accounts: Vec<Option<Rc<AccountOpenFinanceBrazil>>> =
        source.ledger().accounts().iter().map(seen).collect();
    let wanted = ask.id("account");
    let mut rows = Vec::new();
    for entry in source.ledger().between(from, to).iter().rev() {
        let Some(Some(account)) = accounts.get(entry.account) else { continue };
        if wanted.is_none_or(|id| id == account.id) {
            let row = view(source, entry, account.clone());
            rows.push(Generated::of(account.id, row.id, &row));
        }
    }
    Ok(rows)
}

fn view(
    source: &Source<'_>,
    entry: &Entry,
    account: Rc<AccountOpenFinanceBrazil>,
) -> TransactionOpenFinanceBrazil {
    let tagged = |word| (source.options.trx_categories == Categories::Filled).then_some(word);
    let of_card = account.category == Some(AccountKind::Card.into());
    let of_loan = account.category == Some(AccountKind::Loan.into());
    let card = of_card.then(|| on_card(source, entry, account.number.clone().unwrap_or_default()));
    TransactionOpenFinanceBrazil {
        id: source.id("transaction", &entry.key),
        internal_identification: source.internal("transaction", &entry.key),
        collected_at: source.stamp(),
        created_at: source.stamp(),
        value_date: entry.date,
        transacted_at: source.moment(entry.date, entry.time).iso_millis(),
        accounting_date: of_card.then_some(entry.date),
        inferred_accounting_date: entry.date,
        amount: entry.amount,
        local_currency_amount: of_card.then_some(entry.amount),
        balance: None,
        currency: Some(account.currency),
        description: Some(entry.description.clone()),
        observations: None,
        merchant: entry.merchant.map(|merchant_name| TransactionMerchantData {
            logo: None,
            website: None,
            merchant_name,
        }),
        category: tagged(entry.tag.category),
        subcategory: tagged(entry.tag.subcategory),
        reference: None,
        r#type: Some(entry.direction.into()),
        status: Some(entry.status.into()),
        payment_type: card.as_ref().map(|card| match card.number_of_installments {
            Some(_) => TransactionPaymentType::Installment,
            None => TransactionPaymentType::Full,
        }),
        credit_card_data: card,
        counterparty: counterparty(source, entry),
        loan_data: of_loan.then(|| on_loan(source, entry)),
        operation_type: operation(entry, of_card, of_loan),
        operation_type_additional_info: None,
        mcc: entry.trade.filter(|_| of_card).map(crate::domain::person::words::Trade::mcc),
        account: Some(account),
    }
}

fn on_card(
    source: &Source<'_>,
    entry: &Entry,
    card_number: String,
) -> TransactionCreditCardDataOpenFinanceBrazil {
    let bill = source.ledger().bills().iter().find(|bill| bill.holds(entry));
    let closed = bill.filter(|bill| bill.status != BillStatus::Open);
    let (number, of) = match entry.kind {
        Kind::CardInstalment { number, of } => (number, Some(of)),
        _ => (1, None),
    };
    TransactionCreditCardDataOpenFinanceBrazil {
        collected_at: source.stamp(),
        bill_name: closed.map(bill::name),
        bill_due_date: closed.map(|bill| bill.due),
        bill_internal_identification: closed.map(|bill| bill::internal_id(source, bill)),
        bill_status: None,
        previous_bill_total: None,
        bill_amount: bill.map(|bill| bill.total),
        card_number,
        fee_type: None,
        fee_type_additional_info: None,
        credits_type: None,
        credits_type_additional_info: None,
        installment_identifier: format!("PARCELA_{number}"),
        number_of_installments: of,
        credit_card_bill: closed.map(|bill| TransactionCreditCardBill {
            id: bill::id(source, bill),
            internal_identification: Some(bill::internal_id(source, bill)),
        }),
    }
}

fn on_loan(source: &Source<'_>, entry: &Entry) -> TransactionLoanDataOpenFinanceBrazil {
    let instalment = matches!(entry.kind, Kind::LoanInstalment { .. });
    TransactionLoanDataOpenFinanceBrazil {
        is_detached: false,
        installment_id: instalment.then(|| source.internal("instalment", &entry.key)),
        fees: Vec::new(),
        charges: Vec::new(),
    }
}

/// How the open finance of Brazil names what happened. Belvo calls it empty for loans but does not let it be null.
fn operation(entry: &Entry, of_card: bool, of_loan: bool) -> &'static str {
    match entry.kind {
        _ if of_loan => "OPERACAO_CREDITO",
        Kind::CardPayment if of_card => "PAGAMENTO",
        _ if of_card => "OUTROS",
        Kind::Salary | Kind::Pension | Kind::Payroll => "FOLHA_PAGAMENTO",
        Kind::Freelance | Kind::Sale | Kind::Rent | Kind::Private => "PIX",
        Kind::TransferIn | Kind::TransferOut => "TRANSFERENCIA_MESMA_INSTITUICAO",
        Kind::AtmWithdrawal => "SAQUE",
        Kind::Fee => "PACOTE_TARIFA_SERVICOS",
        Kind::Interest => "RENDIMENTO_APLICACAO_FINANCEIRA",
        Kind::LoanInstalment { .. } => "OPERACAO_CREDITO",
        Kind::Tax => "CONVENIO_ARRECADACAO",
        Kind::Utilities | Kind::Phone | Kind::Internet | Kind::CardPayment => "BOLETO",
        Kind::Insurance | Kind::Subscription | Kind::Supplies | Kind::Services => "BOLETO",
        _ => "CARTAO",
    }
}
