//! The signed documents of the treasury, with the numbers of their invoice and seals that seal nothing (R-FISC-04).

use super::paper::{Item, Kept, Paper};
use crate::domain::base::time::Timestamp;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn line(item: &Item) -> String {
    format!(
        r#"<cfdi:Concepto ClaveProdServ="{}" Cantidad="{}" ClaveUnidad="{}" Descripcion="{}" ValorUnitario="{:.2}" Importe="{:.2}"/>"#,
        item.good.code,
        item.quantity,
        item.good.unit_code,
        escaped(item.good.description),
        item.price.as_number(),
        item.before_tax().as_number(),
    )
}

/// An invoice.
pub(super) fn invoice(paper: &Paper, issued: Timestamp, folio: &str, version: &str) -> String {
    let issued = issued.iso_millis();
    let issued = issued.split('.').next().unwrap_or_default();
    let (sender, receiver) = (&paper.sender, &paper.receiver);
    let schema = version.chars().next().unwrap_or('4');
    let lines: String = paper.items.iter().map(line).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/{schema}" Version="{version}" Fecha="{issued}" TipoDeComprobante="{}" Moneda="MXN" SubTotal="{:.2}" Descuento="{:.2}" Total="{:.2}" LugarExpedicion="{}"><cfdi:Emisor Rfc="{}" Nombre="{}" RegimenFiscal="{}"/><cfdi:Receptor Rfc="{}" Nombre="{}" DomicilioFiscalReceptor="{}" RegimenFiscalReceptor="{}" UsoCFDI="{}"/><cfdi:Conceptos>{lines}</cfdi:Conceptos><cfdi:Impuestos TotalImpuestosRetenidos="{:.2}" TotalImpuestosTrasladados="{:.2}"/><cfdi:Complemento><tfd:TimbreFiscalDigital xmlns:tfd="http://www.sat.gob.mx/TimbreFiscalDigital" Version="1.1" UUID="{folio}" FechaTimbrado="{issued}"/></cfdi:Complemento></cfdi:Comprobante>"#,
        paper.kind.series(),
        paper.subtotal().as_number(),
        paper.discount().as_number(),
        paper.total().as_number(),
        sender.postal,
        sender.rfc,
        escaped(&sender.name),
        sender.regime,
        receiver.rfc,
        escaped(&receiver.name),
        receiver.postal,
        receiver.regime,
        paper.usage,
        (paper.held_income() + paper.held_vat()).as_number(),
        paper.vat().as_number(),
    )
}

/// A certificate of what was kept back.
pub(super) fn retention(kept: &Kept, folio: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><retenciones:Retenciones xmlns:retenciones="http://www.sat.gob.mx/esquemas/retencionpago/2" Version="2.0" CveRetenc="01" FechaExp="{}"><retenciones:Emisor RfcE="{}" NomDenRazSocE="{}"/><retenciones:Receptor NacionalidadR="Nacional"><retenciones:Nacional RfcR="{}" NomDenRazSocR="{}"/></retenciones:Receptor><retenciones:Totales MontoTotOperacion="{paid:.2}" MontoTotGrav="{paid:.2}" MontoTotExent="0.00" MontoTotRet="{:.2}"/><retenciones:Complemento><tfd:TimbreFiscalDigital xmlns:tfd="http://www.sat.gob.mx/TimbreFiscalDigital" Version="1.1" UUID="{folio}"/></retenciones:Complemento></retenciones:Retenciones>"#,
        kept.issued.iso_millis(),
        kept.payer.rfc,
        escaped(&kept.payer.name),
        kept.payee.rfc,
        escaped(&kept.payee.name),
        (kept.income_tax + kept.vat).as_number(),
        paid = kept.paid.as_number(),
    )
}
