//! What people and companies buy and sell each month, as tables. Amounts are thousandths of a month's income.

use super::paper::Good;
use crate::domain::person::words::Trade;

/// With whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Other {
    /// A shop of a trade.
    Shop(Trade),
    /// A person who rents out; the payer keeps part of the taxes back.
    Landlord,
}

/// Something that is bought each month.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) key: &'static str,
    /// How often, at least and at most.
    pub(super) times: (i64, i64),
    /// How much, each time.
    pub(super) share: (i64, i64),
    pub(super) other: Other,
    pub(super) usage: &'static str,
    pub(super) good: Good,
}

const fn good(description: &'static str, code: &'static str, unit: &'static str) -> Good {
    let (unit_code, unit) = match unit.as_bytes() {
        b"Pieza" => ("H87", "Pieza"),
        b"Litro" => ("LTR", "Litro"),
        _ => ("E48", "Unidad de servicio"),
    };
    Good { description, code, unit_code, unit }
}

const fn line(
    key: &'static str,
    times: (i64, i64),
    share: (i64, i64),
    trade: Trade,
    usage: &'static str,
    good: Good,
) -> Line {
    Line { key, times, share, other: Other::Shop(trade), usage, good }
}

const PHONE: Good = good("Servicio de telefonía móvil", "83111600", "Servicio");
const INTERNET: Good = good("Servicio de internet", "83112400", "Servicio");
const CLOUD: Good = good("Licencia de software en línea", "81112500", "Servicio");
const FUEL: Good = good("Gasolina regular", "15101514", "Litro");
const OFFICE: Good = good("Papelería y útiles de oficina", "44121600", "Pieza");
const ACCOUNTANT: Good = good("Servicios de contabilidad", "84111500", "Servicio");
const INSURANCE: Good = good("Prima de seguro de gastos médicos", "84131600", "Servicio");
const GOODS: Good = good("Insumos y materias primas", "24112400", "Pieza");
const RENT: Good = good("Arrendamiento de local comercial", "80131502", "Servicio");
const ENERGY: Good = good("Suministro de energía eléctrica", "83101800", "Servicio");

/// What a person buys who works on own account beside a job.
pub(super) static PERSON: &[Line] = &[
    line("office", (0, 2), (5, 15), Trade::Office, "G03", OFFICE),
    line("phone", (1, 1), (10, 16), Trade::Phone, "G03", PHONE),
    line("internet", (1, 1), (15, 22), Trade::Internet, "G03", INTERNET),
    line("cloud", (1, 1), (6, 12), Trade::Cloud, "G03", CLOUD),
    line("fuel", (1, 3), (8, 20), Trade::Fuel, "G03", FUEL),
    line("accountant", (1, 1), (20, 30), Trade::Accountant, "G03", ACCOUNTANT),
    line("insurance", (1, 1), (15, 25), Trade::Insurer, "D07", INSURANCE),
];

/// What a company buys.
pub(super) static COMPANY: &[Line] = &[
    line("supplies", (4, 7), (70, 105), Trade::Supplier, "G01", GOODS),
    Line { key: "rent", times: (1, 1), share: (60, 60), other: Other::Landlord, usage: "G03", good: RENT },
    line("energy", (1, 1), (10, 18), Trade::Energy, "G03", ENERGY),
    line("phone", (1, 1), (3, 5), Trade::Phone, "G03", PHONE),
    line("internet", (1, 1), (3, 5), Trade::Internet, "G03", INTERNET),
    line("cloud", (1, 1), (3, 6), Trade::Cloud, "G03", CLOUD),
    line("fuel", (2, 5), (3, 7), Trade::Fuel, "G03", FUEL),
    line("office", (1, 3), (2, 6), Trade::Office, "G03", OFFICE),
    line("accountant", (1, 1), (10, 15), Trade::Accountant, "G03", ACCOUNTANT),
];

/// What a person with a profession sells.
pub(super) const FEES: Good = good("Servicios profesionales de consultoría", "80101500", "Servicio");
/// Wages, and what is written of a payment.
pub(super) const WAGES: Good =
    Good { description: "Pago de nómina", code: "84111505", unit_code: "ACT", unit: "Actividad" };
pub(super) const PAYMENT: Good =
    Good { description: "Pago", code: "84111506", unit_code: "ACT", unit: "Actividad" };
/// Part of a sale that is given back.
pub(super) const REFUND: Good =
    Good { description: "Bonificación sobre venta", code: "84111506", unit_code: "ACT", unit: "Actividad" };

/// What a company of a sector sells.
pub(super) fn sold_by(sector: &str) -> Good {
    match sector {
        "Manufactura" => good("Fabricación de piezas sobre pedido", "73121600", "Pieza"),
        "Comercio" => good("Mercancía general", "24112400", "Pieza"),
        "Construcción" => good("Trabajos de construcción", "72121100", "Servicio"),
        "Transporte" => good("Servicio de transporte de carga", "78101800", "Servicio"),
        "Alimentos" => good("Alimentos preparados", "90101600", "Servicio"),
        "Tecnología" => good("Desarrollo de software", "81111500", "Servicio"),
        "Salud" => good("Servicios de atención a la salud", "85101500", "Servicio"),
        "Medios" => good("Servicios editoriales", "82111900", "Servicio"),
        "Turismo" => good("Servicios de hospedaje", "90111800", "Servicio"),
        "Educación" => good("Servicios de capacitación", "86101700", "Servicio"),
        "Automotriz" => good("Refacciones automotrices", "25174800", "Pieza"),
        _ => good("Servicios de administración", "80101500", "Servicio"),
    }
}
