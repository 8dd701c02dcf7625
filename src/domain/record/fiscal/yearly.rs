//! What is declared of a year (R-FISC-06).

use super::returns::{Block, Filing, TaxReturnBusiness, TaxReturnPersonal, amount, block};
use super::statement;
use super::tax::{Sums, year_filed};
use crate::domain::person::Money;
use crate::domain::record::resource::Generated;

/// From this year on companies declare without a balance sheet.
const NEW_FORM: i16 = 2022;

/// The return of a year.
pub(super) fn view(filing: &Filing<'_>, year: i16, sums: &Sums) -> Generated {
    if filing.business { company(filing, year, sums) } else { personal(filing, year, sums) }
}

fn personal(filing: &Filing<'_>, year: i16, sums: &Sums) -> Generated {
    let (source, key) = (filing.source, year.to_string());
    let head = filing.head(&key, year, "Del Ejercicio", year_filed(year, false));
    let (pdf, receipt_pdf) = filing.attached(&head);
    let id = source.id("tax-return", &key);
    let row = TaxReturnPersonal {
        id,
        link: Some(source.link.id),
        collected_at: source.stamp(),
        created_at: source.stamp(),
        informacion_general: head,
        sueldos_salarios: wages(filing, sums),
        servicios_profesionales: block([
            ("ingresos", amount(sums.sales)),
            ("deducciones_autorizadas", amount(sums.purchases)),
            ("utilidad_fiscal", amount(sums.sales - sums.purchases)),
            ("isr_retenido", amount(sums.held_income)),
            ("pagos_provisionales", amount(filing.taxes.paid_within(year))),
        ]),
        deducciones_personales: block([
            ("primas_seguros_gastos_medicos", amount(sums.personal)),
            ("total", amount(sums.personal)),
        ]),
        determinacion_impuesto: due(filing, year, sums),
        retenciones: block([
            ("sueldos_salarios", amount(sums.wages_tax)),
            ("servicios_profesionales", amount(sums.held_income)),
            ("total", amount(filing.taxes.held(sums))),
        ]),
        dividendos: None,
        datos_informativos: None,
        pdf,
        receipt_pdf,
    };
    Generated::new(id, &row)
}

fn wages(filing: &Filing<'_>, sums: &Sums) -> Block {
    if !sums.wages.is_positive() {
        return None;
    }
    let employer = &filing.person.employer;
    block([
        ("rfc_retenedor", employer.tax_id.number.clone().into()),
        ("nombre_retenedor", employer.name.clone().into()),
        ("ingresos", amount(sums.wages)),
        ("ingresos_exentos", amount(Money::ZERO)),
        ("isr_retenido", amount(sums.wages_tax)),
    ])
}

fn due(filing: &Filing<'_>, year: i16, sums: &Sums) -> Block {
    let taxes = &filing.taxes;
    let (tax, held, paid) = (taxes.tax(sums), taxes.held(sums), taxes.paid_within(year));
    let left = tax - held - paid;
    block([
        ("ingresos_acumulables", amount(sums.sales + if filing.business { Money::ZERO } else { sums.wages })),
        ("base_gravable", amount(taxes.base(sums))),
        ("isr_ejercicio", amount(tax)),
        ("isr_retenido", amount(held)),
        ("pagos_provisionales", amount(paid)),
        ("isr_a_cargo", amount(left.max(Money::ZERO))),
        ("isr_a_favor", amount((-left).max(Money::ZERO))),
    ])
}

fn company(filing: &Filing<'_>, year: i16, sums: &Sums) -> Generated {
    let (source, key) = (filing.source, year.to_string());
    let head = filing.head(&key, year, "Del Ejercicio", year_filed(year, true));
    let (pdf, receipt_pdf) = filing.attached(&head);
    let (id, new) = (source.id("tax-return", &key), year >= NEW_FORM);
    let due = due(filing, year, sums);
    let row = TaxReturnBusiness {
        id,
        collected_at: source.stamp(),
        created_at: source.stamp(),
        informacion_general: head,
        datos_adicionales: block([("estados_financieros_dictaminados", "No".into())]),
        estado_resultados: results(filing, sums),
        estado_posicion_financiera_balance: if new { None } else { balance(filing, year) },
        conciliacion_entre_resultado_contable_fiscal: if new { None } else { bridge(filing, sums) },
        deducciones_autorizadas: block([
            ("compras_y_gastos", amount(sums.purchases)),
            ("sueldos_salarios", amount(sums.wages)),
            ("total", amount(sums.purchases + sums.wages)),
        ]),
        cifras_cierre_ejercicio: block([
            ("utilidad_fiscal", amount(sums.profit().max(Money::ZERO))),
            ("perdida_fiscal", amount((-sums.profit()).max(Money::ZERO))),
        ]),
        determinacion_del_impuesto_sobre_la_renta: due.clone(),
        dividendos_o_utilidades_distribuidos: None,
        detalle_pago_r1_isr_personas_morales: due.as_ref().and_then(|due| {
            let left = due.get("isr_a_cargo")?.clone();
            block([("impuesto_a_cargo", left.clone()), ("cantidad_pagada", left)])
        }),
        ingressos: if new {
            block([("ingresos_nominales", amount(sums.sales)), ("total", amount(sums.sales))])
        } else {
            None
        },
        determinacion: if new { due } else { None },
        pdf,
        receipt_pdf,
    };
    Generated::new(id, &row)
}

fn results(filing: &Filing<'_>, sums: &Sums) -> Block {
    block([
        ("ingresos_netos", amount(sums.sales)),
        ("compras_y_gastos", amount(sums.purchases)),
        ("sueldos_salarios", amount(sums.wages)),
        ("utilidad_antes_de_impuestos", amount(sums.profit())),
        ("isr", amount(filing.taxes.tax(sums))),
        ("utilidad_neta", amount(sums.profit() - filing.taxes.tax(sums))),
    ])
}

fn balance(filing: &Filing<'_>, year: i16) -> Block {
    let sheet = statement::sheet(filing, year)?;
    block([
        ("activo_circulante", amount(sheet.current_assets())),
        ("activo_no_circulante", amount(sheet.fixed_assets())),
        ("pasivo", amount(sheet.liabilities())),
        ("capital_contable", amount(sheet.equity())),
    ])
}

fn bridge(filing: &Filing<'_>, sums: &Sums) -> Block {
    let tax = filing.taxes.tax(sums);
    block([
        ("utilidad_neta_contable", amount(sums.profit() - tax)),
        ("isr_no_deducible", amount(tax)),
        ("utilidad_fiscal", amount(sums.profit())),
    ])
}
