//! What is declared each month.

use super::returns::{Block, Filing, TaxReturnBusinessMonthly, TaxReturnPersonalMonthly, amount, block};
use super::tax::{Declared, month_filed};
use crate::domain::person::Money;
use crate::domain::person::calendar::word;
use crate::domain::record::resource::Generated;

const NAMES: [&str; 12] = [
    "Enero",
    "Febrero",
    "Marzo",
    "Abril",
    "Mayo",
    "Junio",
    "Julio",
    "Agosto",
    "Septiembre",
    "Octubre",
    "Noviembre",
    "Diciembre",
];

/// The return of a month.
pub(super) fn view(filing: &Filing<'_>, month: &Declared) -> Generated {
    let source = filing.source;
    let key = word(month.month);
    let name = NAMES.get(month.month.rem_euclid(12) as usize).copied().unwrap_or_default();
    let year = month.month.div_euclid(12) as i16;
    let head = filing.head(&key, year, name, month_filed(month.month));
    let (pdf, receipt_pdf) = filing.attached(&head);
    let id = source.id("tax-return", &key);
    let (collected_at, created_at) = (source.stamp(), source.stamp());
    if !filing.business {
        let row = TaxReturnPersonalMonthly {
            id,
            collected_at,
            created_at,
            informacion_general: head,
            isr: personal_income_tax(month),
            iva: vat(month),
            pdf,
            receipt_pdf,
            r#type: "monthly",
        };
        return Generated::new(id, &row);
    }
    let row = TaxReturnBusinessMonthly {
        id,
        collected_at,
        created_at,
        informacion_general: head,
        determinacion_isr: company_income_tax(filing, year, month),
        detalle_pago_isr: paid(month.paid),
        determinacion_iva: vat(month),
        detalle_pago_iva: paid(month.sums.vat_due().max(Money::ZERO)),
        pdf,
        receipt_pdf,
        r#type: Some("monthly"),
    };
    Generated::new(id, &row)
}

fn personal_income_tax(month: &Declared) -> Block {
    let (sums, so_far) = (&month.sums, &month.so_far);
    block([
        ("ingresos_periodo", amount(sums.sales)),
        ("deducciones_periodo", amount(sums.purchases)),
        ("ingresos_acumulados", amount(so_far.sales)),
        ("deducciones_acumuladas", amount(so_far.purchases)),
        ("base_gravable", amount((so_far.sales - so_far.purchases).max(Money::ZERO))),
        ("isr_causado", amount(month.tax_so_far)),
        ("isr_retenido_acumulado", amount(so_far.held_income)),
        ("pagos_provisionales_anteriores", amount(month.paid_before)),
        ("isr_a_cargo", amount(month.paid)),
    ])
}

fn company_income_tax(filing: &Filing<'_>, year: i16, month: &Declared) -> Block {
    block([
        ("ingresos_periodo", amount(month.sums.sales)),
        ("ingresos_acumulados", amount(month.so_far.sales)),
        ("coeficiente_utilidad", ratio(filing.taxes.coefficient(year))),
        ("isr_causado", amount(month.tax_so_far)),
        ("pagos_provisionales_anteriores", amount(month.paid_before)),
        ("isr_a_cargo", amount(month.paid)),
        ("isr_retenido_a_terceros", amount(month.sums.kept_income)),
    ])
}

fn vat(month: &Declared) -> Block {
    let (sums, due) = (&month.sums, month.sums.vat_due());
    block([
        ("actos_gravados_tasa_16", amount(sums.sales)),
        ("iva_trasladado", amount(sums.vat_charged)),
        ("iva_acreditable", amount(sums.vat_paid)),
        ("iva_retenido", amount(sums.held_vat)),
        ("iva_a_cargo", amount(due.max(Money::ZERO))),
        ("iva_a_favor", amount((-due).max(Money::ZERO))),
    ])
}

fn paid(due: Money) -> Block {
    block([
        ("impuesto_a_cargo", amount(due)),
        ("recargos", amount(Money::ZERO)),
        ("cantidad_pagada", amount(due)),
    ])
}

/// Millionths as a number with four decimals.
#[allow(clippy::cast_precision_loss, reason = "a share of sales")]
fn ratio(millionths: i64) -> serde_json::Value {
    ((millionths / 100) as f64 / 10_000.0).into()
}
