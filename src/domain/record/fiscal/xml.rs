//! Certificates of what was kept back, as the treasury signs them (R-FISC-04).

use super::paper::Kept;

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
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
