//! Foreign currency that was bought (R-INV-02).

use jiff::ToSpan;
use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::owner::relation::MOCK_BANK;
use crate::domain::base::time::Timestamp;
use crate::domain::person::dice::Dice;
use crate::domain::person::{DataSet, Money};
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// An exchange of currencies.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Exchange {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub created_at: Timestamp,
    pub collected_at: Timestamp,
    pub operation_identifier: String,
    /// 12 digits.
    pub operation_number: Option<String>,
    pub operation_type: ExchangeOperationType,
    /// To the second.
    #[schemars(with = "Timestamp")]
    pub operation_requested_at: String,
    /// A CNPJ as a number.
    pub authorized_institution_identifier: i64,
    pub authorized_institution_name: String,
    pub intermediary_institution_identifier: Option<i64>,
    pub intermediary_institution_name: Option<String>,
    pub operation_due_date: Date,
    /// The rate: what one unit costs.
    pub local_operation_tax_amount: f64,
    pub local_operation_tax_currency: &'static str,
    pub local_operation_value_amount: Money,
    pub local_operation_value_currency: &'static str,
    pub foreign_operation_value_amount: Money,
    pub foreign_operation_value_currency: &'static str,
    /// What is still to be handed over.
    pub operation_outstanding_balance_amount: Option<Money>,
    pub operation_outstanding_balance_currency: Option<&'static str>,
    /// What one unit costs with taxes and fees.
    pub tev_amount_amount: Option<f64>,
    pub tev_amount_currency: Option<&'static str>,
    pub local_currency_advance_percentage: Option<f64>,
    pub settlement_method: Option<SettlementMethod>,
    pub operation_category_code: &'static str,
}

/// Whether foreign currency was bought or sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumExchangeOperationType")]
#[allow(missing_docs)]
pub enum ExchangeOperationType {
    Compra,
    Venda,
}

/// How the currency changes hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumExchangeSettlementMethod")]
#[allow(missing_docs)]
pub enum SettlementMethod {
    ContaDepositoMoedaEstrangeiraPais,
    ContaDepositoOuPagamentoExportadorInstituicaoExterior,
    EspecieChequesViagem,
    CartaoPrepago,
    Teletransmissao,
    SemMovimentacaoValores,
    Demais,
    CartaCreditoAVista,
    CartaCreditoAPrazo,
    ContaDeposito,
    Cheque,
    TitulosValores,
    Simbolica,
    ContaDepositoExportadorMantidaNoExterior,
    ConvenioPagamentosECreditosReciprocos,
    OutroNaoMapeadoOfb,
}

/// One purchase of currency, the same whenever it is generated.
pub(super) struct Purchase {
    key: String,
    pub(super) day: Date,
    pub(super) due: Date,
    pub(super) currency: &'static str,
    pub(super) foreign: Money,
    pub(super) local: Money,
    /// Ten-thousandths of a real for one unit.
    rate: i64,
    number: String,
}

impl Purchase {
    /// The purchases up to today, oldest first; what is generated of a month never changes.
    pub(super) fn all(source: &Source<'_>) -> Vec<Self> {
        let subject = source.subject();
        let first = subject.from.first_of_month().saturating_sub(12.months());
        let months = first.series(1.month()).take_while(|day| *day <= subject.today);
        months
            .filter_map(|month| Self::of_month(source, month))
            .filter(|one| one.day <= subject.today)
            .collect()
    }

    fn of_month(source: &Source<'_>, month: Date) -> Option<Self> {
        let subject = source.subject();
        let number = i32::from(month.year()) * 12 + i32::from(month.month()) - 1;
        let mut dice = Dice::of_month(&subject.seed, "exchange", number);
        let chance = match subject.set {
            DataSet::Full => 35,
            DataSet::Low | DataSet::Negative => 10,
            DataSet::None => 0,
        };
        let generated = dice.chance(chance);
        let day = month.saturating_add(dice.between(0, 27).days());
        let (currency, base) = *dice.pick(&[("USD", 52_000), ("EUR", 58_000)])?;
        let rate = base + dice.between(-2_500, 2_500);
        let income = source.person().monthly_income();
        let tens = income.per_mille(dice.between(40, 160)).as_cents() / rate / 10;
        let units = tens.max(1) * 1_000;
        generated.then(|| Self {
            key: format!("{:04}-{:02}/exchange", month.year(), month.month()),
            day,
            due: day.saturating_add(2.days()),
            currency,
            foreign: Money::units(units / 10),
            local: Money::cents(units * rate / 1_000),
            rate,
            number: dice.digits(12),
        })
    }

    /// Its id.
    pub(super) fn id(&self, source: &Source<'_>) -> Uuid {
        source.id("exchange", &self.key)
    }

    /// What one unit costs.
    pub(super) fn rate(&self) -> f64 {
        ten_thousandths(self.rate)
    }

    /// The same with 1.1 % of tax.
    pub(super) fn total_rate(&self) -> f64 {
        ten_thousandths(self.rate * 1_011 / 1_000)
    }

    /// What is still to be handed over.
    pub(super) fn outstanding(&self, today: Date) -> Money {
        if self.due <= today { Money::ZERO } else { self.foreign }
    }
}

fn ten_thousandths(rate: i64) -> f64 {
    f64::from(i32::try_from(rate).unwrap_or_default()) / 10_000.0
}

/// A moment of a day to the second, without fractions.
pub(super) fn moment(day: Date, hour: i8) -> String {
    day.to_datetime(Time::constant(12, 0, 0, 0).saturating_add(i64::from(hour - 12).hours()))
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}

/// What the currency is for. Belvo publishes no list of these codes; here it is travel.
pub(super) const TRAVEL: &str = "33404";

/// The purchases of the period, newest first.
pub(super) fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let (from, to) = ask.kept_period(source);
    let all = Purchase::all(source).into_iter().rev().filter(|one| (from..=to).contains(&one.day));
    Ok(all.map(|purchase| view(source, &purchase)).map(|one| Generated::new(one.id, &one)).collect())
}

fn view(source: &Source<'_>, purchase: &Purchase) -> Exchange {
    let id = purchase.id(source);
    let (local, foreign) = ("BRL", purchase.currency);
    Exchange {
        id,
        link: Some(source.link.id),
        created_at: source.stamp(),
        collected_at: source.stamp(),
        operation_identifier: source.internal("exchange", &purchase.key),
        operation_number: Some(purchase.number.clone()),
        operation_type: ExchangeOperationType::Compra,
        operation_requested_at: moment(purchase.day, 14),
        authorized_institution_identifier: MOCK_BANK.parse().unwrap_or_default(),
        authorized_institution_name: source.institution.display_name.clone(),
        intermediary_institution_identifier: None,
        intermediary_institution_name: None,
        operation_due_date: purchase.due,
        local_operation_tax_amount: purchase.rate(),
        local_operation_tax_currency: local,
        local_operation_value_amount: purchase.local,
        local_operation_value_currency: local,
        foreign_operation_value_amount: purchase.foreign,
        foreign_operation_value_currency: foreign,
        operation_outstanding_balance_amount: Some(purchase.outstanding(source.today())),
        operation_outstanding_balance_currency: Some(foreign),
        tev_amount_amount: Some(purchase.total_rate()),
        tev_amount_currency: Some(local),
        local_currency_advance_percentage: None,
        settlement_method: Some(SettlementMethod::CartaoPrepago),
        operation_category_code: TRAVEL,
    }
}
