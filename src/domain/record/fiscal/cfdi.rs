//! Invoices as the treasury's schema has them: CFDI 4.0, and 3.3 before it was asked for (R-FISC-04).

use super::paper::{About, HELD_INCOME, HELD_VAT, Item, Kind, Paper, Sums, VAT};
use super::party::Party;
use super::signature::{VOID, certificate, certificate_number, signature};
use super::xml::escaped;
use crate::domain::base::time::Timestamp;
use crate::domain::person::Money;

/// What the record says beside the paper.
pub(super) struct Stamped<'a> {
    pub(super) issued: Timestamp,
    pub(super) uuid: &'a str,
    pub(super) folio: &'a str,
    pub(super) version: &'a str,
    /// How it is paid: the form and the method, where there is one.
    pub(super) form: &'a str,
    pub(super) method: Option<&'a str>,
    /// The UUID of the invoice that it is about.
    pub(super) about: Option<&'a str>,
}

/// An element, with the attributes that there are.
fn element(name: &str, attributes: &[(&str, Option<String>)], within: &str) -> String {
    let told = attributes.iter().filter_map(|(key, value)| Some((key, value.as_ref()?)));
    let attributes: String = told.map(|(key, value)| format!(r#" {key}="{}""#, escaped(value))).collect();
    if within.is_empty() {
        format!("<{name}{attributes}/>")
    } else {
        format!("<{name}{attributes}>{within}</{name}>")
    }
}

fn text(value: impl Into<String>) -> Option<String> {
    Some(value.into())
}

fn amount(money: Money) -> Option<String> {
    Some(format!("{:.2}", money.as_number()))
}

fn some_amount(money: Money) -> Option<String> {
    amount(money).filter(|_| money.is_positive())
}

/// A share of one, from millionths.
fn rate(millionths: i64) -> Option<String> {
    Some(format!("0.{millionths:06}"))
}

/// The treasury's numbers of the income tax and the value added tax.
const INCOME_TAX: &str = "001";
const VALUE_ADDED: &str = "002";

/// Elements within one that is left out when it is empty.
fn group(name: &str, within: &str) -> String {
    if within.is_empty() { String::new() } else { element(name, &[], within) }
}

fn moment(at: Timestamp) -> String {
    let iso = at.iso_millis();
    iso.split('.').next().unwrap_or_default().to_owned()
}

impl Stamped<'_> {
    fn is_fourth(&self) -> bool {
        self.version == "4.0"
    }

    /// What only the fourth version asks for.
    fn fourth(&self, value: impl Into<String>) -> Option<String> {
        self.is_fourth().then(|| value.into())
    }
}

/// An attribute, if there is one.
type Attribute = (&'static str, Option<String>);

/// An invoice.
pub(super) fn invoice(paper: &Paper, stamped: &Stamped<'_>) -> String {
    let lines: String = paper.items.iter().map(|item| line(paper, item, stamped)).collect();
    let within = [
        related(paper, stamped),
        sender(&paper.sender),
        receiver(paper, stamped),
        group("cfdi:Conceptos", &lines),
        taxes(paper, stamped),
        complement(paper, stamped),
    ];
    let attributes = [&schema(stamped)[..], &signed(paper, stamped), &amounts(paper, stamped)].concat();
    let root = element("cfdi:Comprobante", &attributes, &within.concat());
    format!(r#"<?xml version="1.0" encoding="UTF-8"?>{root}"#)
}

/// Where it says what it is.
fn schema(stamped: &Stamped<'_>) -> [Attribute; 4] {
    let (number, file) = if stamped.is_fourth() { ("4", "cfdv40.xsd") } else { ("3", "cfdv33.xsd") };
    let place = format!("http://www.sat.gob.mx/cfd/{number}");
    let schema = format!("{place} http://www.sat.gob.mx/sitio_internet/cfd/{number}/{file}");
    [
        ("xmlns:cfdi", text(place)),
        ("xmlns:xsi", text("http://www.w3.org/2001/XMLSchema-instance")),
        ("xsi:schemaLocation", text(schema)),
        ("Version", text(stamped.version)),
    ]
}

/// Its number, and the seal on it.
fn signed(paper: &Paper, stamped: &Stamped<'_>) -> [Attribute; 7] {
    let paid = !matches!(paper.kind, Kind::Payment | Kind::Payroll);
    [
        ("Serie", text(paper.kind.series())),
        ("Folio", text(stamped.folio)),
        ("Fecha", text(moment(stamped.issued))),
        ("Sello", text(signature(stamped.uuid))),
        ("FormaPago", text(stamped.form).filter(|_| paid)),
        ("NoCertificado", text(certificate_number(&paper.sender.rfc))),
        ("Certificado", text(certificate(&paper.sender.rfc))),
    ]
}

/// What it comes to.
fn amounts(paper: &Paper, stamped: &Stamped<'_>) -> [Attribute; 8] {
    let currency = if paper.kind == Kind::Payment { "XXX" } else { "MXN" };
    [
        ("SubTotal", money_of(paper, paper.subtotal())),
        ("Descuento", some_amount(paper.discount())),
        ("Moneda", text(currency)),
        ("Total", money_of(paper, paper.total())),
        ("TipoDeComprobante", text(paper.kind.series())),
        ("Exportacion", stamped.fourth("01")),
        ("MetodoPago", stamped.method.and_then(text)),
        ("LugarExpedicion", text(&*paper.sender.postal)),
    ]
}

/// An amount; the invoice of a payment has none, without decimals.
fn money_of(paper: &Paper, sum: Money) -> Option<String> {
    if paper.kind == Kind::Payment { text("0") } else { amount(sum) }
}

/// The sale of a credit note.
fn related(paper: &Paper, stamped: &Stamped<'_>) -> String {
    let about = stamped.about.filter(|_| paper.kind == Kind::Credit);
    about.map_or_else(String::new, |uuid| {
        let sale = element("cfdi:CfdiRelacionado", &[("UUID", text(uuid))], "");
        element("cfdi:CfdiRelacionados", &[("TipoRelacion", text("01"))], &sale)
    })
}

fn sender(party: &Party) -> String {
    let attributes =
        [("Rfc", text(&*party.rfc)), ("Nombre", text(&*party.name)), ("RegimenFiscal", text(party.regime))];
    element("cfdi:Emisor", &attributes, "")
}

fn receiver(paper: &Paper, stamped: &Stamped<'_>) -> String {
    let party = &paper.receiver;
    let attributes = [
        ("Rfc", text(&*party.rfc)),
        ("Nombre", text(&*party.name)),
        ("DomicilioFiscalReceptor", stamped.fourth(&*party.postal)),
        ("RegimenFiscalReceptor", stamped.fourth(party.regime)),
        ("UsoCFDI", text(if stamped.is_fourth() { paper.usage } else { third(paper.usage) })),
    ];
    element("cfdi:Receptor", &attributes, "")
}

/// The third version knew no uses for wages and payments.
fn third(usage: &'static str) -> &'static str {
    if usage.starts_with('C') { "P01" } else { usage }
}

fn line(paper: &Paper, item: &Item, stamped: &Stamped<'_>) -> String {
    let attributes = [
        ("ClaveProdServ", text(item.good.code)),
        ("Cantidad", text(item.quantity.to_string())),
        ("ClaveUnidad", text(item.good.unit_code)),
        ("Unidad", text(item.good.unit).filter(|_| !matches!(paper.kind, Kind::Payment | Kind::Payroll))),
        ("Descripcion", text(item.good.description)),
        ("ValorUnitario", money_of(paper, item.price)),
        ("Importe", money_of(paper, item.before_tax())),
        ("Descuento", some_amount(paper.discount())),
        ("ObjetoImp", stamped.fourth(if item.taxed { "02" } else { "01" })),
    ];
    let sums = Sums::of(item);
    let base = item.before_tax();
    let taxes = group("cfdi:Traslados", &charged("cfdi:Traslado", "", base, sums.vat))
        + group("cfdi:Retenciones", &withheld("cfdi:Retencion", "", Some(base), sums)).as_str();
    element("cfdi:Concepto", &attributes, &group("cfdi:Impuestos", &taxes))
}

/// A tax that is charged; in the complement of payments the attributes end in a letter.
fn charged(name: &str, end: &str, base: Money, vat: Money) -> String {
    if !vat.is_positive() {
        return String::new();
    }
    let keys = ["Base", "Impuesto", "TipoFactor", "TasaOCuota", "Importe"].map(|key| format!("{key}{end}"));
    let values = [amount(base), text(VALUE_ADDED), text("Tasa"), rate(VAT), amount(vat)];
    let attributes: Vec<_> = keys.iter().map(String::as_str).zip(values).collect();
    element(name, &attributes, "")
}

/// The taxes that are kept back; with what they are of where the schema wants it.
fn withheld(name: &str, end: &str, base: Option<Money>, sums: Sums) -> String {
    let held = [(INCOME_TAX, HELD_INCOME, sums.held_income), (VALUE_ADDED, HELD_VAT, sums.held_vat)];
    let one = |(tax, share, held): (&str, i64, Money)| {
        let keys =
            ["Base", "Impuesto", "TipoFactor", "TasaOCuota", "Importe"].map(|key| format!("{key}{end}"));
        let of_base = |value: Option<String>| base.and(value);
        let values =
            [base.and_then(amount), text(tax), of_base(text("Tasa")), of_base(rate(share)), amount(held)];
        let attributes: Vec<_> = keys.iter().map(String::as_str).zip(values).collect();
        element(name, &attributes, "")
    };
    held.into_iter().filter(|(_, _, held)| held.is_positive()).map(one).collect()
}

/// The taxes of the whole invoice.
fn taxes(paper: &Paper, stamped: &Stamped<'_>) -> String {
    let sums = paper.sums();
    let base = if stamped.is_fourth() {
        charged("cfdi:Traslado", "", paper.taxed(), sums.vat)
    } else {
        third_charged(sums.vat)
    };
    let within = group("cfdi:Retenciones", &withheld("cfdi:Retencion", "", None, sums))
        + group("cfdi:Traslados", &base).as_str();
    if within.is_empty() {
        return within;
    }
    let attributes = [
        ("TotalImpuestosRetenidos", some_amount(sums.held_income + sums.held_vat)),
        ("TotalImpuestosTrasladados", some_amount(sums.vat)),
    ];
    element("cfdi:Impuestos", &attributes, &within)
}

/// The third version knew no base there.
fn third_charged(vat: Money) -> String {
    let attributes = [
        ("Impuesto", text(VALUE_ADDED)),
        ("TipoFactor", text("Tasa")),
        ("TasaOCuota", rate(VAT)),
        ("Importe", amount(vat)),
    ];
    if vat.is_positive() { element("cfdi:Traslado", &attributes, "") } else { String::new() }
}

fn complement(paper: &Paper, stamped: &Stamped<'_>) -> String {
    let paid = paper.about.as_ref().filter(|_| paper.kind == Kind::Payment && stamped.is_fourth());
    let payments = paid.map(|about| payments(about, stamped)).unwrap_or_default();
    group("cfdi:Complemento", &(payments + stamp(stamped).as_str()))
}

/// The stamp of the treasury, with the words that make it void.
fn stamp(stamped: &Stamped<'_>) -> String {
    let certifier = Party::certifier();
    let attributes = [
        ("xmlns:tfd", text("http://www.sat.gob.mx/TimbreFiscalDigital")),
        (
            "xsi:schemaLocation",
            text(
                "http://www.sat.gob.mx/TimbreFiscalDigital http://www.sat.gob.mx/sitio_internet/cfd/TimbreFiscalDigital/TimbreFiscalDigitalv11.xsd",
            ),
        ),
        ("Version", text("1.1")),
        ("UUID", text(stamped.uuid)),
        ("FechaTimbrado", text(moment(stamped.issued))),
        ("RfcProvCertif", text(&*certifier)),
        ("Leyenda", text(VOID)),
        ("SelloCFD", text(signature(stamped.uuid))),
        ("NoCertificadoSAT", text(certificate_number(&certifier))),
        ("SelloSAT", text(signature(&format!("SAT {}", stamped.uuid)))),
    ];
    element("tfd:TimbreFiscalDigital", &attributes, "")
}

/// What was paid of a sale: all of it, at once.
fn payments(about: &About, stamped: &Stamped<'_>) -> String {
    let payment = [
        ("FechaPago", text(moment(stamped.issued))),
        ("FormaDePagoP", text("03")),
        ("MonedaP", text("MXN")),
        ("TipoCambioP", text("1")),
        ("Monto", amount(about.total)),
    ];
    let taxes = group("pago20:RetencionesP", &withheld("pago20:RetencionP", "P", None, about.sums))
        + &*group("pago20:TrasladosP", &charged("pago20:TrasladoP", "P", about.base, about.sums.vat));
    let paid = paid_document(about, stamped) + &*group("pago20:ImpuestosP", &taxes);
    let within = payment_totals(about) + &*element("pago20:Pago", &payment, &paid);
    let attributes = [("xmlns:pago20", text("http://www.sat.gob.mx/Pagos20")), ("Version", text("2.0"))];
    element("pago20:Pagos", &attributes, &within)
}

fn payment_totals(about: &About) -> String {
    let totals = [
        ("TotalRetencionesIVA", some_amount(about.sums.held_vat)),
        ("TotalRetencionesISR", some_amount(about.sums.held_income)),
        ("TotalTrasladosBaseIVA16", amount(about.base)),
        ("TotalTrasladosImpuestoIVA16", amount(about.sums.vat)),
        ("MontoTotalPagos", amount(about.total)),
    ];
    element("pago20:Totales", &totals, "")
}

fn paid_document(about: &About, stamped: &Stamped<'_>) -> String {
    let document = [
        ("IdDocumento", stamped.about.and_then(text)),
        ("MonedaDR", text("MXN")),
        ("EquivalenciaDR", text("1")),
        ("NumParcialidad", text("1")),
        ("ImpSaldoAnt", amount(about.total)),
        ("ImpPagado", amount(about.total)),
        ("ImpSaldoInsoluto", amount(Money::ZERO)),
        ("ObjetoImpDR", text("02")),
    ];
    let held = withheld("pago20:RetencionDR", "DR", Some(about.base), about.sums);
    let taxes = group("pago20:RetencionesDR", &held)
        + &*group("pago20:TrasladosDR", &charged("pago20:TrasladoDR", "DR", about.base, about.sums.vat));
    element("pago20:DoctoRelacionado", &document, &group("pago20:ImpuestosDR", &taxes))
}
