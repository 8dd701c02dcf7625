//! Loans of open finance in Brazil.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::base::time::Timestamp;
use crate::domain::person::{LoanTerms, Money};
use crate::domain::record::banking::account::InterestPeriod;
use crate::domain::record::source::Source;

/// Of a loan.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountLoanDataOpenFinanceBrazil {
    pub collected_at: Timestamp,
    /// 22 to 67 digits.
    pub loan_code: String,
    pub contract_amount: Option<Money>,
    /// All instalments and fees.
    pub total_effective_cost: Option<Money>,
    pub loan_type: &'static str,
    pub outstanding_balance: Option<Money>,
    pub interest_rates: Vec<AccountLoanDataInterestRateOpenFinanceBrazil>,
    pub fees: Option<Vec<AccountLoanDataFeesOpenFinanceBrazil>>,
    pub contracted_charges: Option<Vec<AccountLoanDataContractedChargesOpenFinanceBrazil>>,
    pub collaterals: Option<Vec<AccountLoanDataCollateralsOpenFinanceBrazil>>,
    pub balloon_payments: Option<Vec<AccountLoanDataBalloonPaymentsOpenFinanceBrazil>>,
    pub installments_contract_term_frequency: Option<TermFrequency>,
    pub installment_frequency: InstallmentFrequency,
    pub installment_frequency_info: Option<String>,
    pub first_installment_due_date: Option<Date>,
    pub number_of_installments_total: Option<i32>,
    pub number_of_installments_outstanding: Option<i32>,
    pub number_of_installments_paid: Option<i32>,
    pub number_of_installments_past_due: Option<i32>,
    pub disbursement_dates: Option<Vec<Date>>,
    pub settlement_date: Date,
    pub contract_start_date: Date,
    pub contract_end_date: Option<Date>,
    pub contract_remaining_frequency: Option<TermFrequency>,
    pub contract_remaining_total: Option<i32>,
    pub amortization_schedule: &'static str,
    pub amortization_schedule_info: Option<String>,
    pub consignee_id: Option<String>,
    pub contract_number: Option<String>,
    /// Always null, as all below.
    pub monthly_payment: Option<Money>,
    pub principal: Option<Money>,
    pub payment_day: Option<String>,
    pub outstanding_principal: Option<Money>,
    /// Deprecated, as all below.
    pub credit_limit: Option<Money>,
    pub last_period_balance: Option<Money>,
    pub interest_rate: Option<f64>,
    pub limit_day: Option<String>,
    pub cutting_day: Option<String>,
    pub cutting_date: Option<String>,
    pub last_payment_date: Option<String>,
    pub no_interest_payment: Option<Money>,
}

/// What a loan costs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountLoanDataInterestRateOpenFinanceBrazil {
    pub name: Option<&'static str>,
    pub r#type: InterestPeriod,
    /// In per cent.
    pub value: Option<f64>,
    pub interest_rate_data: Option<AccountLoanDataInterestRateDataOpenFinanceBrazil>,
}

/// How interest is reckoned.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountLoanDataInterestRateDataOpenFinanceBrazil {
    pub tax_type: TaxType,
    pub rate_type: RateType,
    pub r#type: InterestPeriod,
    /// The days of a month and of a year.
    pub calculation_base: &'static str,
    pub reference_index_type: ReferenceIndexType,
    pub reference_index_subtype: Option<String>,
    pub reference_index_info: Option<String>,
    /// A share, not per cent.
    pub pre_fixed_rate: f64,
    pub post_fixed_rate: f64,
    pub additional_info: Option<String>,
}

/// Whether a rate is before or after compounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumAccountLoanDataInterestRateDataTaxType")]
#[allow(missing_docs)]
pub enum TaxType {
    Nominal,
    Effective,
}

/// Whether interest bears interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumAccountLoanDataInterestRateDataRateType")]
#[allow(missing_docs)]
pub enum RateType {
    Simple,
    Compound,
}

/// What a rate follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumAccountLoanDataInterestRateDataReferenceIndexType")]
#[allow(missing_docs)]
pub enum ReferenceIndexType {
    WithoutIndexType,
    PreFixed,
    PostFixed,
    Floating,
    IndexedPrice,
    RuralCredit,
    OtherIndex,
}

/// What the bank takes for a loan.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountLoanDataFeesOpenFinanceBrazil {
    pub r#type: Option<LoanFeeType>,
    pub value: Option<Money>,
    pub name: &'static str,
    pub code: &'static str,
    pub fee_charge_type: FeeChargeType,
    pub fee_charge: FeeCharge,
    /// A share of the contract, where the fee is one.
    pub rate: Option<f64>,
}

/// What a fee is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumAccountLoanDataFeeType")]
#[allow(missing_docs)]
pub enum LoanFeeType {
    OperationFee,
    InsuranceFee,
    Others,
}

/// When a fee is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumAccountLoanDataFeeChargeType")]
#[allow(missing_docs)]
pub enum FeeChargeType {
    Single,
    PerInstallment,
}

/// How a fee is reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumAccountLoanDataFeeCharge")]
#[allow(missing_docs)]
pub enum FeeCharge {
    Minimum,
    Maximum,
    Fixed,
    Percentage,
}

/// What is charged when it is paid late.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountLoanDataContractedChargesOpenFinanceBrazil {
    pub r#type: ContractedChargeType,
    pub info: Option<&'static str>,
    pub rate: Option<f64>,
}

/// What a charge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumAccountLoanDataContractedChargeType")]
#[allow(missing_docs)]
pub enum ContractedChargeType {
    LatePaymentInterestFee,
    LatePaymentPenaltyFee,
    DefaultInterestFee,
    LoanContractTax,
    LatePaymentTax,
    NoCharge,
    Other,
}

/// What a loan is secured by; the sandbox's loans are not.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountLoanDataCollateralsOpenFinanceBrazil {
    pub r#type: String,
    pub subtype: String,
    pub currency: String,
    pub amount: Money,
}

/// A payment out of the row; the sandbox's loans have none.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountLoanDataBalloonPaymentsOpenFinanceBrazil {
    pub due_date: Option<Date>,
    pub currency: Option<String>,
    pub amount: Option<Money>,
}

/// What the term of a contract is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumAccountsLoanDataContractInstallmentFrequency")]
#[allow(missing_docs)]
pub enum TermFrequency {
    Day,
    Week,
    Month,
    Year,
    NoDeadlineRemaining,
}

/// How often instalments are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumAccountLoanDataInstallmentFrequency")]
#[allow(missing_docs)]
pub enum InstallmentFrequency {
    Irregular,
    Weekly,
    Fortnightly,
    Monthly,
    Bimonthly,
    Quarterly,
    Biannually,
    Annually,
    Other,
}

/// How the open finance of Brazil names the loan of a person or of a company.
pub(super) fn kind_of_loan(business: bool) -> &'static str {
    if business {
        "CAPITAL_GIRO_PRAZO_VENCIMENTO_SUPERIOR_365_DIAS"
    } else {
        "CREDITO_PESSOAL_SEM_CONSIGNACAO"
    }
}

pub(super) fn lent(source: &Source<'_>, loan: &LoanTerms) -> AccountLoanDataOpenFinanceBrazil {
    let today = source.today();
    let (total, paid) = (i32::from(loan.instalments), i32::try_from(loan.paid(today)).unwrap_or(i32::MAX));
    let fee = loan.principal.basis_points(50);
    AccountLoanDataOpenFinanceBrazil {
        collected_at: source.stamp(),
        loan_code: format!("{:040}", source.number("loan", "").as_u128()),
        contract_amount: Some(loan.principal),
        total_effective_cost: Some(loan.total() + fee),
        loan_type: kind_of_loan(source.subject().business),
        outstanding_balance: Some(loan.outstanding(today)),
        interest_rates: vec![rate(loan)],
        fees: Some(vec![registration(fee)]),
        contracted_charges: Some(vec![AccountLoanDataContractedChargesOpenFinanceBrazil {
            r#type: ContractedChargeType::LatePaymentPenaltyFee,
            info: Some("Multa por atraso"),
            rate: Some(0.02),
        }]),
        collaterals: Some(Vec::new()),
        balloon_payments: Some(Vec::new()),
        installments_contract_term_frequency: Some(TermFrequency::Month),
        installment_frequency: InstallmentFrequency::Monthly,
        installment_frequency_info: None,
        first_installment_due_date: loan.schedule.first().map(|one| one.due),
        number_of_installments_total: Some(total),
        number_of_installments_outstanding: Some(total - paid),
        number_of_installments_paid: Some(paid),
        number_of_installments_past_due: Some(0),
        disbursement_dates: Some(vec![loan.started]),
        settlement_date: loan.ends(),
        contract_start_date: loan.started,
        contract_end_date: Some(loan.ends()),
        contract_remaining_frequency: Some(TermFrequency::Month),
        contract_remaining_total: Some(total - paid),
        amortization_schedule: "PRICE",
        amortization_schedule_info: None,
        consignee_id: None,
        contract_number: Some(loan.contract_number.clone()),
        monthly_payment: None,
        principal: None,
        payment_day: None,
        outstanding_principal: None,
        credit_limit: None,
        last_period_balance: None,
        interest_rate: None,
        limit_day: None,
        cutting_day: None,
        cutting_date: None,
        last_payment_date: None,
        no_interest_payment: None,
    }
}

fn rate(loan: &LoanTerms) -> AccountLoanDataInterestRateOpenFinanceBrazil {
    let per_cent = Money::cents(loan.monthly_rate).as_number();
    AccountLoanDataInterestRateOpenFinanceBrazil {
        name: Some("NOMINAL"),
        r#type: InterestPeriod::Monthly,
        value: Some(per_cent),
        interest_rate_data: Some(AccountLoanDataInterestRateDataOpenFinanceBrazil {
            tax_type: TaxType::Nominal,
            rate_type: RateType::Compound,
            r#type: InterestPeriod::Monthly,
            calculation_base: "30/360",
            reference_index_type: ReferenceIndexType::PreFixed,
            reference_index_subtype: None,
            reference_index_info: None,
            pre_fixed_rate: f64::from(i32::try_from(loan.monthly_rate).unwrap_or_default()) / 10_000.0,
            post_fixed_rate: 0.0,
            additional_info: None,
        }),
    }
}

fn registration(value: Money) -> AccountLoanDataFeesOpenFinanceBrazil {
    AccountLoanDataFeesOpenFinanceBrazil {
        r#type: Some(LoanFeeType::OperationFee),
        value: Some(value),
        name: "Tarifa de cadastro",
        code: "CADASTRO",
        fee_charge_type: FeeChargeType::Single,
        fee_charge: FeeCharge::Fixed,
        rate: None,
    }
}
