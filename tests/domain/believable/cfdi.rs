//! Attached invoices, judged by what the published schemas of the treasury say (cfdv40.xsd, Pagos20.xsd,
//! TimbreFiscalDigitalv11.xsd) and by its rules of validation: which attributes, of what form, in what order, and sums.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use belvo_emulator::domain::person::documents::mexico::{is_rfc, looks_like_rfc};
use regex_lite::Regex;
use roxmltree::{Document, Node};
use serde_json::{Value, json};

use crate::support::desk::Desk;

/// What the schema asks of each element: required attributes, optional ones, children in their order.
const SCHEMA: &[(&str, &str, &str, &str)] = &[
    (
        "Comprobante",
        "Version Fecha Sello NoCertificado Certificado SubTotal Moneda Total TipoDeComprobante Exportacion LugarExpedicion",
        "Serie Folio FormaPago CondicionesDePago Descuento TipoCambio MetodoPago Confirmacion schemaLocation",
        "CfdiRelacionados Emisor Receptor Conceptos Impuestos Complemento",
    ),
    ("CfdiRelacionados", "TipoRelacion", "", "CfdiRelacionado"),
    ("CfdiRelacionado", "UUID", "", ""),
    ("Emisor", "Rfc Nombre RegimenFiscal", "", ""),
    ("Receptor", "Rfc Nombre DomicilioFiscalReceptor RegimenFiscalReceptor UsoCFDI", "", ""),
    ("Conceptos", "", "", "Concepto"),
    (
        "Concepto",
        "ClaveProdServ Cantidad ClaveUnidad Descripcion ValorUnitario Importe ObjetoImp",
        "NoIdentificacion Unidad Descuento",
        "Impuestos",
    ),
    ("Concepto/Impuestos", "", "", "Traslados Retenciones"),
    (
        "Comprobante/Impuestos",
        "",
        "TotalImpuestosRetenidos TotalImpuestosTrasladados",
        "Retenciones Traslados",
    ),
    ("Traslados", "", "", "Traslado"),
    ("Retenciones", "", "", "Retencion"),
    ("Traslado", "Base Impuesto TipoFactor TasaOCuota Importe", "", ""),
    ("Concepto/Impuestos/Retenciones/Retencion", "Base Impuesto TipoFactor TasaOCuota Importe", "", ""),
    ("Comprobante/Impuestos/Retenciones/Retencion", "Impuesto Importe", "", ""),
    ("Complemento", "", "", "Pagos TimbreFiscalDigital"),
    ("Pagos", "Version", "", "Totales Pago"),
    (
        "Totales",
        "MontoTotalPagos",
        "TotalRetencionesIVA TotalRetencionesISR TotalTrasladosBaseIVA16 TotalTrasladosImpuestoIVA16",
        "",
    ),
    ("Pago", "FechaPago FormaDePagoP MonedaP TipoCambioP Monto", "", "DoctoRelacionado ImpuestosP"),
    (
        "DoctoRelacionado",
        "IdDocumento MonedaDR EquivalenciaDR NumParcialidad ImpSaldoAnt ImpPagado ImpSaldoInsoluto ObjetoImpDR",
        "Serie Folio",
        "ImpuestosDR",
    ),
    ("ImpuestosDR", "", "", "RetencionesDR TrasladosDR"),
    ("RetencionesDR", "", "", "RetencionDR"),
    ("TrasladosDR", "", "", "TrasladoDR"),
    ("RetencionDR", "BaseDR ImpuestoDR TipoFactorDR TasaOCuotaDR ImporteDR", "", ""),
    ("TrasladoDR", "BaseDR ImpuestoDR TipoFactorDR TasaOCuotaDR ImporteDR", "", ""),
    ("ImpuestosP", "", "", "RetencionesP TrasladosP"),
    ("RetencionesP", "", "", "RetencionP"),
    ("TrasladosP", "", "", "TrasladoP"),
    ("RetencionP", "ImpuestoP ImporteP", "", ""),
    ("TrasladoP", "BaseP ImpuestoP TipoFactorP TasaOCuotaP ImporteP", "", ""),
    (
        "TimbreFiscalDigital",
        "Version UUID FechaTimbrado RfcProvCertif SelloCFD NoCertificadoSAT SelloSAT",
        "Leyenda schemaLocation",
        "",
    ),
];

/// The form of an attribute, by the end of its name.
const FORMS: &[(&str, &str)] = &[
    ("UUID", "^[a-f0-9A-F]{8}-([a-f0-9A-F]{4}-){3}[a-f0-9A-F]{12}$"),
    ("IdDocumento", "^[a-f0-9A-F]{8}-([a-f0-9A-F]{4}-){3}[a-f0-9A-F]{12}$"),
    ("Serie", "^[^|]{1,25}$"),
    ("Folio", "^[^|]{1,40}$"),
    ("Fecha", r"^20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$"),
    ("FechaPago", r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d$"),
    ("FechaTimbrado", r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d$"),
    ("NoCertificado", r"^\d{20}$"),
    ("NoCertificadoSAT", r"^\d{20}$"),
    ("LugarExpedicion", r"^\d{5}$"),
    ("DomicilioFiscalReceptor", r"^\d{5}$"),
    ("RegimenFiscal", r"^6\d\d$"),
    ("RegimenFiscalReceptor", r"^6\d\d$"),
    ("UsoCFDI", "^(G0[123]|I0[1-8]|D(0[1-9]|10)|S01|CP01|CN01)$"),
    ("FormaPago", r"^(0[1-689]|1[2357]|2[3-9]|3[01]|99)$"),
    ("FormaDePagoP", r"^(0[1-689]|1[2357]|2[3-9]|3[01])$"),
    ("MetodoPago", "^(PUE|PPD)$"),
    ("Exportacion", "^0[1-4]$"),
    ("ObjetoImp", "^0[1-8]$"),
    ("TipoDeComprobante", "^[IETNP]$"),
    ("ClaveProdServ", r"^\d{8}$"),
    ("ClaveUnidad", "^[A-Z0-9]{2,3}$"),
    ("TasaOCuota", r"^0\.\d{6}$"),
    ("Leyenda", "^[^|]{12,150}$"),
    ("Importe", r"^\d+(\.\d{1,6})?$"),
    ("Base", r"^\d+\.\d{1,6}$"),
    ("Cantidad", r"^\d+(\.\d{1,6})?$"),
    ("SubTotal", r"^\d+(\.\d{1,6})?$"),
    ("Total", r"^\d+(\.\d{1,6})?$"),
    ("Descripcion", "^[^|]{1,1000}$"),
    ("Nombre", "^[^|]{1,300}$"),
];

/// The rows of the schema that an element answers to: the longest path that it ends in.
fn rule(node: Node<'_, '_>) -> &'static (&'static str, &'static str, &'static str, &'static str) {
    let path: Vec<&str> =
        node.ancestors().filter(Node::is_element).map(|one| one.tag_name().name()).collect();
    let path: Vec<&str> = path.into_iter().rev().collect();
    let whole = format!("/{}", path.join("/"));
    let fits = SCHEMA.iter().filter(|row| whole.ends_with(&format!("/{}", row.0)));
    fits.max_by_key(|row| row.0.len()).unwrap_or_else(|| panic!("no element {whole}"))
}

fn must_be_of_the_schema(node: Node<'_, '_>, forms: &BTreeMap<&str, Regex>) {
    let (name, required, optional, children) = rule(node);
    let told: BTreeSet<&str> = node.attributes().map(|attribute| attribute.name()).collect();
    let required: BTreeSet<&str> = required.split_whitespace().collect();
    let known: BTreeSet<&str> = optional.split_whitespace().chain(required.iter().copied()).collect();
    assert!(required.is_subset(&told), "{name} lacks {:?}", required.difference(&told));
    assert!(told.is_subset(&known), "{name} has {:?}", told.difference(&known));
    for attribute in node.attributes() {
        if let Some(form) = forms.get(attribute.name()) {
            assert!(form.is_match(attribute.value()), "{name} {attribute:?}");
        }
    }
    let order: Vec<&str> = children.split_whitespace().collect();
    let place = |child: Node<'_, '_>| order.iter().position(|one| *one == child.tag_name().name());
    let places: Vec<Option<usize>> = node.children().filter(Node::is_element).map(place).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{name}: {places:?} of {order:?}");
    node.children().filter(Node::is_element).for_each(|child| must_be_of_the_schema(child, forms));
}

/// An attribute in cents; nothing when it is not there.
fn cents(node: Node<'_, '_>, name: &str) -> i64 {
    let amount: f64 = node.attribute(name).map_or(0.0, |text| text.parse().expect("an amount"));
    (amount * 100.0).round() as i64
}

fn all<'a, 'b>(node: Node<'a, 'b>, name: &'b str) -> impl Iterator<Item = Node<'a, 'b>> {
    node.descendants().filter(move |one| one.tag_name().name() == name)
}

fn one<'a, 'b>(node: Node<'a, 'b>, name: &'b str) -> Option<Node<'a, 'b>> {
    node.children().find(|one| one.tag_name().name() == name)
}

/// The taxes of lines and of the whole agree, and the total is what is left.
fn must_add_up(root: Node<'_, '_>) {
    let lines: Vec<Node<'_, '_>> = all(root, "Concepto").collect();
    let sum = |name: &str| lines.iter().map(|line| cents(*line, name)).sum::<i64>();
    assert_eq!(cents(root, "SubTotal"), sum("Importe"));
    assert_eq!(cents(root, "Descuento"), sum("Descuento"));
    for line in &lines {
        let quantity: i64 = line.attribute("Cantidad").and_then(|text| text.parse().ok()).expect("a number");
        assert_eq!(cents(*line, "Importe"), quantity * cents(*line, "ValorUnitario"));
        let taxed = line.attribute("ObjetoImp") == Some("02");
        assert_eq!(all(*line, "Traslado").count() > 0, taxed, "who is taxed says how");
    }
    let of_lines = |name| -> i64 {
        lines.iter().flat_map(|line| all(*line, name)).map(|tax| cents(tax, "Importe")).sum()
    };
    let of_whole = |name| -> i64 {
        one(root, "Impuestos")
            .into_iter()
            .flat_map(|taxes| all(taxes, name))
            .map(|tax| cents(tax, "Importe"))
            .sum()
    };
    let (charged, held) = (of_whole("Traslado"), of_whole("Retencion"));
    assert_eq!((charged, held), (of_lines("Traslado"), of_lines("Retencion")));
    if let Some(taxes) = one(root, "Impuestos") {
        let told = ["TotalImpuestosTrasladados", "TotalImpuestosRetenidos"].map(|name| cents(taxes, name));
        assert_eq!(told, [charged, held]);
    }
    for tax in all(root, "Traslado") {
        let share = cents(tax, "Base") as f64 * 0.16;
        assert!((share - cents(tax, "Importe") as f64).abs() <= 20.0, "{tax:?}");
    }
    assert_eq!(cents(root, "Total"), cents(root, "SubTotal") - cents(root, "Descuento") + charged - held);
}

/// What the treasury's rules say of each type.
fn must_be_of_its_type(root: Node<'_, '_>) {
    let has = |name: &str| root.attribute(name).is_some();
    match root.attribute("TipoDeComprobante").expect("a type") {
        "P" => {
            assert!(!has("FormaPago") && !has("MetodoPago") && root.attribute("Moneda") == Some("XXX"));
            assert_eq!((root.attribute("Total"), root.attribute("SubTotal")), (Some("0"), Some("0")));
            let paid = all(root, "Pago").next().expect("a payment");
            let of = |name| all(root, "Totales").next().map(|totals| cents(totals, name)).expect("totals");
            let total = of("TotalTrasladosBaseIVA16") + of("TotalTrasladosImpuestoIVA16")
                - of("TotalRetencionesISR")
                - of("TotalRetencionesIVA");
            assert_eq!((cents(paid, "Monto"), of("MontoTotalPagos")), (total, total));
        }
        "N" => assert!(!has("FormaPago") && root.attribute("MetodoPago") == Some("PUE")),
        "E" => assert!(has("FormaPago") && one(root, "CfdiRelacionados").is_some()),
        _ => {
            assert!(has("FormaPago") && has("MetodoPago") && root.attribute("Moneda") == Some("MXN"));
            let later = root.attribute("MetodoPago") == Some("PPD");
            assert_eq!(root.attribute("FormaPago") == Some("99"), later, "who pays later says so");
        }
    }
}

/// Seals have the length of a signature, and say that they are none.
fn must_be_void(root: Node<'_, '_>) {
    let stamp = all(root, "TimbreFiscalDigital").next().expect("a stamp");
    let text = |node: Node<'_, '_>, name: &str| {
        STANDARD.decode(node.attribute(name).expect("a seal")).expect("base64")
    };
    for seal in [text(root, "Sello"), text(stamp, "SelloCFD"), text(stamp, "SelloSAT")] {
        assert!(seal.len() == 256 && seal.starts_with(b"SELLO DE PRUEBA SIN VALIDEZ FISCAL"));
    }
    assert_eq!(root.attribute("Sello"), stamp.attribute("SelloCFD"));
    assert!(root.attribute("Certificado").is_some_and(|der| der.starts_with("MII")));
    assert!(root.attribute("NoCertificado").is_some_and(|number| number.starts_with("30001")));
    assert!(stamp.attribute("Leyenda").is_some_and(|words| words.contains("SIN VALIDEZ")));
}

fn must_be_a_cfdi(row: &Value, forms: &BTreeMap<&str, Regex>) {
    let xml = row["xml"].as_str().expect("a document");
    let document = Document::parse(xml).expect("XML");
    let root = document.root_element();
    assert_eq!(root.tag_name().namespace(), Some("http://www.sat.gob.mx/cfd/4"));
    must_be_of_the_schema(root, forms);
    must_add_up(root);
    must_be_of_its_type(root);
    must_be_void(root);
    let of = |name, key: &str| {
        one(root, name).and_then(|node| node.attribute(key).map(str::to_owned)).expect("a side")
    };
    assert!(is_rfc(&of("Emisor", "Rfc")) || looks_like_rfc(&of("Emisor", "Rfc")));
    assert_eq!(row["sender_id"], of("Emisor", "Rfc"));
    assert_eq!(row["receiver_id"], of("Receptor", "Rfc"));
    assert_eq!(row["folio"].as_str(), root.attribute("Folio"));
    assert_eq!((row["total_amount"].as_f64().expect("a total") * 100.0).round() as i64, cents(root, "Total"));
}

#[test]
fn an_attached_invoice_is_a_cfdi_of_the_fourth_version() {
    let desk = Desk::new();
    let forms: BTreeMap<&str, Regex> =
        FORMS.iter().map(|(name, form)| (*name, Regex::new(form).expect("a form"))).collect();
    let (mut kinds, mut seen) = (BTreeSet::new(), 0);
    for user in ["PFIS010101000", "PMO010101000", "small_company", "fiscal100", "lucia", "pedro"] {
        let link = desk.must_link("tatooine_mx_fiscal", user, "single");
        for direction in ["INFLOW", "OUTFLOW"] {
            let body = json!({
                "link": link, "date_from": "2025-03-16", "date_to": "2026-03-15", "type": direction, "attach_xml": true,
            });
            for row in desk.must_retrieve("/api/invoices/", &body).as_array().expect("invoices") {
                must_be_a_cfdi(row, &forms);
                kinds.insert(row["invoice_type"].to_string());
                seen += 1;
            }
        }
    }
    assert!(seen > 500 && kinds.len() == 4, "{seen} {kinds:?}");
}

#[test]
fn a_contract_is_with_one_supplier() {
    let desk = Desk::new();
    let contracts = ["telefonía", "internet", "software en línea", "contabilidad", "seguro", "energía"];
    let mut seen = 0;
    for at in 0..10 {
        let user = if at % 3 == 0 { format!("lucia{at}") } else { format!("small_company_{at}") };
        let link = desk.must_link("tatooine_mx_fiscal", &user, "single");
        let body = json!({
            "link": link, "date_from": "2025-03-16", "date_to": "2026-03-15", "type": "OUTFLOW",
        });
        let rows = desk.must_retrieve("/api/invoices/", &body);
        for contract in contracts {
            let is_it = |row: &&Value| {
                let text = row["invoice_details"][0]["description"].as_str().expect("a description");
                text.contains(contract)
            };
            let suppliers: BTreeSet<&str> = rows
                .as_array()
                .expect("invoices")
                .iter()
                .filter(is_it)
                .map(|row| row["sender_id"].as_str().expect("an RFC"))
                .collect();
            assert!(suppliers.len() <= 1, "{user} {contract}: {suppliers:?}");
            seen += suppliers.len();
        }
    }
    assert!(seen > 40, "{seen}");
}
