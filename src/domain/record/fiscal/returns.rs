//! Tax returns, of years and of months (R-FISC-05, R-FISC-06). What is in their blocks is Spanish and has no schema.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::book::Book;
use super::tax::{Taxes, year_filed};
use crate::domain::base::time::Timestamp;
use crate::domain::person::Person;
use crate::domain::record::source::Source;

/// A part of a tax return.
pub(super) type Block = Option<Map<String, Value>>;

/// A year of a person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxReturnPersonal {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub informacion_general: Block,
    pub sueldos_salarios: Block,
    pub servicios_profesionales: Block,
    pub deducciones_personales: Block,
    pub determinacion_impuesto: Block,
    pub retenciones: Block,
    pub dividendos: Block,
    pub datos_informativos: Block,
    /// Where it was asked for (R-FISC-04).
    pub pdf: Option<String>,
    pub receipt_pdf: Option<String>,
}

/// A month of a person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxReturnPersonalMonthly {
    pub id: Uuid,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub informacion_general: Block,
    pub isr: Block,
    pub iva: Block,
    /// Where it was asked for (R-FISC-04).
    pub pdf: Option<String>,
    pub receipt_pdf: Option<String>,
    /// `monthly`
    pub r#type: &'static str,
}

/// A year of a company.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxReturnBusiness {
    pub id: Uuid,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub informacion_general: Block,
    pub datos_adicionales: Block,
    pub estado_resultados: Block,
    /// Null from the year 2022 on.
    pub estado_posicion_financiera_balance: Block,
    /// Null from the year 2022 on.
    pub conciliacion_entre_resultado_contable_fiscal: Block,
    pub deducciones_autorizadas: Block,
    pub cifras_cierre_ejercicio: Block,
    pub determinacion_del_impuesto_sobre_la_renta: Block,
    pub dividendos_o_utilidades_distribuidos: Block,
    pub detalle_pago_r1_isr_personas_morales: Block,
    /// Null before the year 2022.
    pub ingressos: Block,
    /// Null before the year 2022.
    pub determinacion: Block,
    /// Where it was asked for (R-FISC-04).
    pub pdf: Option<String>,
    pub receipt_pdf: Option<String>,
}

/// A month of a company.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TaxReturnBusinessMonthly {
    pub id: Uuid,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub informacion_general: Block,
    pub determinacion_isr: Block,
    pub detalle_pago_isr: Block,
    pub determinacion_iva: Block,
    pub detalle_pago_iva: Block,
    /// Where it was asked for (R-FISC-04).
    pub pdf: Option<String>,
    pub receipt_pdf: Option<String>,
    /// `monthly`
    pub r#type: Option<&'static str>,
}

/// How many years are kept, and how many months (R-FISC-02).
pub(super) const YEARS: i16 = 5;
pub(super) const MONTHS: i32 = 12;

/// What is declared, by whom.
pub(super) struct Filing<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) person: &'a Person,
    pub(super) taxes: Taxes,
    pub(super) business: bool,
    pub(super) rfc: String,
    pub(super) name: String,
    pub(super) attach: bool,
}

impl<'a> Filing<'a> {
    /// The last years of the taxpayer.
    pub(super) fn new(source: &'a Source<'a>, attach: bool) -> Self {
        let (person, today) = (source.person(), source.today().year());
        let book = Book::new(source.subject(), person);
        let business = person.company.is_some();
        // The last year may not have been declared yet, and a company's payments go by the year before.
        let taxes = Taxes::of(&book, today.saturating_sub(YEARS + 2), today, business);
        let (rfc, name) = (book.taxpayer.rfc.clone(), book.taxpayer.name.clone());
        Self { source, person, taxes, business, rfc, name, attach }
    }

    /// The last year that has been declared.
    pub(super) fn newest_year(&self) -> i16 {
        let today = self.source.today();
        let last = today.year().saturating_sub(1);
        if year_filed(last, self.business) <= today { last } else { last.saturating_sub(1) }
    }

    /// What stands at the head of each return.
    pub(super) fn head(&self, key: &str, year: i16, period: &str, filed: Date) -> Block {
        let number = self.source.number("operation", key).as_u128() % 1_000_000_000_000;
        block([
            ("rfc", self.rfc.clone().into()),
            ("nombre", self.name.clone().into()),
            ("ejercicio", year.into()),
            ("periodo", period.into()),
            ("tipo_declaracion", "Normal".into()),
            ("numero_operacion", format!("{number:012}").into()),
            ("fecha_presentacion", filed.to_string().into()),
        ])
    }

    /// The return and its receipt, where they were asked for.
    pub(super) fn attached(&self, head: &Block) -> (Option<String>, Option<String>) {
        let page = |title: &str| {
            let mut lines = vec![title.to_owned()];
            let shown = head.iter().flatten().map(|(key, value)| format!("{key}: {value}"));
            lines.extend(shown.map(|line| line.replace('"', "")));
            super::pdf::page(&lines)
        };
        (self.attach.then(|| page("Declaracion")), self.attach.then(|| page("Acuse de recibo")))
    }
}

/// A part of a tax return.
pub(super) fn block<const N: usize>(keys: [(&str, Value); N]) -> Block {
    Some(keys.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// An amount in a part of a tax return.
pub(super) fn amount(money: crate::domain::person::Money) -> Value {
    money.as_number().into()
}
