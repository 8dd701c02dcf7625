//! What is invested (R-INV-01).

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::owner::relation::MOCK_BANK;
use super::position::{Position, positions, quota};
use crate::domain::base::time::Timestamp;
use crate::domain::person::Money;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// What is held of a product.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvestmentBrazil {
    pub id: Uuid,
    /// `FIXED_INCOME_BANKING`, `FIXED_INCOME_CREDIT`, `VARIABLE_INCOME`, `TREASURY_BOND` or `INVESTMENT_FUND`.
    pub r#type: &'static str,
    pub issuer_id_number: Option<&'static str>,
    pub isin_number: Option<&'static str>,
    pub currency: &'static str,
    pub product_name: &'static str,
    pub is_tax_exempt: bool,
    pub clearing_code: Option<&'static str>,
    pub due_date: Option<Date>,
    pub issue_date: Option<Date>,
    pub purchase_date: Option<Date>,
    pub grace_period_date: Option<Date>,
    pub issue_unit_price: Option<Money>,
    pub balance: InvestmentBalance,
    pub remuneration: Remuneration,
    pub classification_details: Option<ClassificationDetails>,
    pub voucher_payment_details: VoucherPaymentDetails,
    pub debtor_details: Option<DebtorDetails>,
}

/// What it is worth.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvestmentBalance {
    pub reference_date: Timestamp,
    pub gross_value: Money,
    pub blocked_amount: Money,
    pub quantity: f64,
    pub gross_unit_price: Option<f64>,
    pub net_value: Option<Money>,
    /// Taxes that a sale would cost.
    pub withheld_amount: Option<Money>,
    pub transaction_fee: Option<Money>,
    /// The mean of all purchases.
    pub purchase_unit_price: Option<f64>,
    pub pre_fixed_rate: Option<f64>,
    pub post_fixed_rate: Option<f64>,
    pub penalty_fee: Option<Money>,
    pub late_payment_fee: Option<Money>,
    pub closing_price: Option<f64>,
    pub unit_price_factor: Option<f64>,
}

/// What it bears.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Remuneration {
    pub pre_fixed_rate: Option<f64>,
    /// The share of the index.
    pub post_fixed_rate: Option<f64>,
    pub rate_type: Option<&'static str>,
    pub rate_periodicity: Option<&'static str>,
    pub calculation_base: Option<&'static str>,
    pub indexer: Option<&'static str>,
    pub indexer_additional_info: Option<String>,
}

/// What kind of fund it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct ClassificationDetails {
    pub category: Option<&'static str>,
    pub class: Option<&'static str>,
    pub subclass: Option<&'static str>,
}

/// Whether it pays interest before its end.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct VoucherPaymentDetails {
    pub is_voucher_payment: bool,
    pub periodicity: Option<&'static str>,
    pub periodicity_additional_info: Option<String>,
}

/// Who owes it, of credits; the sandbox has none.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct DebtorDetails {
    pub name: String,
    pub id_document_number: String,
}

/// Every position.
pub(super) fn generate(_: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let held = positions(source);
    Ok(held.iter().map(|one| view(source, one)).map(|one| Generated::new(one.id, &one)).collect())
}

/// A position as it is told, alone and within its transactions.
pub(super) fn view(source: &Source<'_>, position: &Position) -> InvestmentBrazil {
    let product = position.product;
    let fund = product.r#type == "INVESTMENT_FUND";
    let opened = position.buys.first().map(|buy| buy.day);
    let from = source.subject().from;
    InvestmentBrazil {
        id: source.id("investment", product.key),
        r#type: product.r#type,
        issuer_id_number: Some(MOCK_BANK),
        isin_number: Some(product.isin),
        currency: "BRL",
        product_name: product.name,
        is_tax_exempt: false,
        clearing_code: product.clearing_code,
        due_date: (!fund).then(|| from.first_of_year().saturating_add(4.years().days(59))),
        issue_date: opened.filter(|_| !fund),
        purchase_date: opened,
        grace_period_date: None,
        issue_unit_price: (!fund).then_some(product.price),
        balance: balance(source, position),
        remuneration: remuneration(product.indexer),
        classification_details: fund.then_some(ClassificationDetails {
            category: Some("RENDA_FIXA"),
            class: Some("Renda fixa simples"),
            subclass: Some("Referenciado DI"),
        }),
        voucher_payment_details: VoucherPaymentDetails {
            is_voucher_payment: false,
            periodicity: None,
            periodicity_additional_info: None,
        },
        debtor_details: None,
    }
}

fn balance(source: &Source<'_>, position: &Position) -> InvestmentBalance {
    let quantity = position.quantity();
    let withheld = (position.gross - position.paid()).max(Money::ZERO).per_mille(150);
    let mean = if quantity > 0.0 { position.paid().as_number() / quantity } else { 0.0 };
    InvestmentBalance {
        reference_date: source.stamp(),
        gross_value: position.gross,
        blocked_amount: Money::ZERO,
        quantity: quota(quantity),
        gross_unit_price: Some(quota(position.price)),
        net_value: Some(position.gross - withheld),
        withheld_amount: Some(withheld),
        transaction_fee: Some(Money::ZERO),
        purchase_unit_price: Some(quota(mean)),
        pre_fixed_rate: None,
        post_fixed_rate: None,
        penalty_fee: None,
        late_payment_fee: None,
        closing_price: None,
        unit_price_factor: None,
    }
}

/// All of an index, or what the fund's manager makes of it.
fn remuneration(indexer: Option<&'static str>) -> Remuneration {
    Remuneration {
        pre_fixed_rate: None,
        post_fixed_rate: indexer.map(|_| 1.0),
        rate_type: indexer.map(|_| "EXPONENCIAL"),
        rate_periodicity: indexer.map(|_| "ANUAL"),
        calculation_base: indexer.map(|_| "DIAS_UTEIS"),
        indexer,
        indexer_additional_info: None,
    }
}
