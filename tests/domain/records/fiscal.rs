//! Invoices, and what is declared of them (R-FISC).

use std::collections::BTreeMap;

use http::Method;
use serde_json::{Value, json};

use crate::support::desk::Desk;

const TODAY: &str = "2026-03-15";

fn cents(value: &Value) -> i64 {
    (value.as_f64().unwrap_or_else(|| panic!("no number: {value}")) * 100.0).round() as i64
}

fn taxpayer(username: &str) -> (Desk, String) {
    let desk = Desk::new();
    let link = desk.must_link("tatooine_mx_fiscal", username, "single");
    (desk, link)
}

fn rows(desk: &Desk, path: &str, link: &str, keys: Value) -> Vec<Value> {
    let mut body = keys;
    body["link"] = link.into();
    desk.must_retrieve(path, &body).as_array().expect("R-DATA-05").clone()
}

/// The invoices of a calendar year, both ways.
fn invoices(desk: &Desk, link: &str, year: &str) -> Vec<Value> {
    let to = if year == "2026" { TODAY.to_owned() } else { format!("{year}-12-31") };
    let of = |way: &str| {
        let keys = json!({ "date_from": format!("{year}-01-01"), "date_to": to, "type": way });
        let rows = rows(desk, "/api/invoices/", link, keys);
        assert!(rows.iter().all(|row| row["type"] == way));
        rows
    };
    [of("INFLOW"), of("OUTFLOW")].concat()
}

/// The sums of what counts: sold, its tax, bought for the business, its tax.
fn sums<'a>(rows: impl IntoIterator<Item = &'a Value>, rfc: &str) -> [i64; 4] {
    let mut sums = [0; 4];
    for row in rows.into_iter().filter(|row| row["status"] == "Vigente") {
        let sign = match row["invoice_type"].as_str() {
            Some("Ingreso") => 1,
            Some("Egreso") => -1,
            _ => continue,
        };
        let at = match row["sender_id"] == rfc {
            true => 0,
            false if row["usage"].as_str().is_some_and(|usage| usage.starts_with('D')) => continue,
            false => 2,
        };
        sums[at] += sign * cents(&row["subtotal_amount"]);
        sums[at + 1] += sign * cents(&row["tax_amount"]);
    }
    sums
}

fn wages(rows: &[Value]) -> i64 {
    rows.iter().filter(|row| row["invoice_type"] == "Nómina").map(|row| cents(&row["subtotal_amount"])).sum()
}

fn is_of(row: &Value, month: &str) -> bool {
    row["invoice_date"].as_str().is_some_and(|day| day.starts_with(month))
}

#[track_caller]
fn must_have_what_its_kind_has(row: &Value) {
    let kind = row["invoice_type"].as_str().expect("R-FISC-07");
    assert_eq!(row["payroll"].is_object(), kind == "Nómina");
    assert_eq!(row["payments"] != json!([]), kind == "Pago");
    assert_eq!(row["related_invoices"] != json!([]), kind == "Egreso");
    assert_eq!(row["cancelation_status"].is_null(), row["status"] == "Vigente");
    assert!(row["xml"].is_null(), "R-FISC-04");
    if kind == "Ingreso" {
        let tax = (cents(&row["subtotal_amount"]) * 16 + 50) / 100;
        assert_eq!(cents(&row["tax_amount"]), tax, "16 %");
    }
}

/// R-FISC-01, R-FISC-07, R-LINK-30
#[test]
fn each_invoice_adds_up_and_names_the_taxpayer() {
    for rfc in ["PFIS010101000", "PMO010101000"] {
        let (desk, link) = taxpayer(rfc);
        let all = invoices(&desk, &link, "2025");
        assert!(all.len() > 100, "{}", all.len());
        for row in &all {
            assert!(row["sender_id"] == rfc || row["receiver_id"] == rfc, "{row}");
            let details = row["invoice_details"].as_array().expect("lines");
            let sum = |key: &str| details.iter().map(|line| cents(&line[key])).sum::<i64>();
            assert_eq!(sum("pre_tax_amount"), cents(&row["subtotal_amount"]));
            assert_eq!(sum("tax_amount"), cents(&row["tax_amount"]));
            let held = cents(&row["tax_details"]["total_tax_retained"]);
            let total = cents(&row["subtotal_amount"]) + cents(&row["tax_amount"]) - held;
            assert_eq!(total - cents(&row["discount_amount"]), cents(&row["total_amount"]), "{row}");
            must_have_what_its_kind_has(row);
        }
        let kinds = ["Ingreso", "Egreso", "Nómina", "Pago"];
        assert!(kinds.iter().all(|kind| all.iter().any(|row| row["invoice_type"] == *kind)), "R-FISC-07");
    }
}

/// R-FISC-05: what is declared of a month is what its invoices say.
#[test]
fn monthly_returns_are_the_sums_of_the_months_invoices() {
    for (rfc, income, tax) in
        [("PFIS010101000", "isr", "iva"), ("PMO010101000", "determinacion_isr", "determinacion_iva")]
    {
        let (desk, link) = taxpayer(rfc);
        let all = [invoices(&desk, &link, "2025"), invoices(&desk, &link, "2026")].concat();
        let keys = json!({ "type": "monthly", "date_from": "2025-03-15", "date_to": TODAY });
        let returns = rows(&desk, "/api/tax-returns/", &link, keys);
        assert_eq!(returns.len(), 11, "from March to January: February is declared on the 17th");
        let months = (0..11).map(|at| {
            let month = 2025 * 12 + 2 + at;
            format!("{}-{:02}", month / 12, month % 12 + 1)
        });
        let mut so_far: BTreeMap<String, i64> = BTreeMap::new();
        for (month, declared) in months.zip(returns.iter().rev()) {
            let [sold, charged, bought, paid] = sums(all.iter().filter(|row| is_of(row, &month)), rfc);
            assert_eq!(cents(&declared[income]["ingresos_periodo"]), sold, "{month}");
            assert_eq!(cents(&declared[tax]["iva_trasladado"]), charged);
            assert_eq!(cents(&declared[tax]["iva_acreditable"]), paid);
            if rfc.starts_with("PFIS") {
                assert_eq!(cents(&declared[income]["deducciones_periodo"]), bought);
            }
            let held = cents(&declared[tax]["iva_retenido"]);
            let due = cents(&declared[tax]["iva_a_cargo"]) - cents(&declared[tax]["iva_a_favor"]);
            assert_eq!(due, charged - paid - held);
            assert_eq!(declared["type"], "monthly");
            let year = declared["informacion_general"]["ejercicio"].to_string();
            assert!(month.starts_with(&year));
            // From January on the payments before are known.
            if let Some(before) = so_far.get(&year) {
                assert_eq!(cents(&declared[income]["pagos_provisionales_anteriores"]), *before);
            }
            let before = cents(&declared[income]["pagos_provisionales_anteriores"]);
            so_far.insert(year, before + cents(&declared[income]["isr_a_cargo"]));
        }
    }
}

/// R-FISC-02, R-FISC-05: a year is declared as its invoices say, and told by the statement as it was declared.
#[test]
fn yearly_returns_and_statements_are_the_sums_of_the_years_invoices() {
    for rfc in ["PFIS010101000", "PMO010101000"] {
        let (desk, link) = taxpayer(rfc);
        let keys = json!({ "type": "yearly", "year_from": "2010", "year_to": "2026" });
        let years = rows(&desk, "/api/tax-returns/", &link, keys);
        let told: Vec<i64> =
            years.iter().filter_map(|row| row["informacion_general"]["ejercicio"].as_i64()).collect();
        assert_eq!(told, [2024, 2023, 2022, 2021, 2020], "2025 is declared in spring");
        let all = invoices(&desk, &link, "2024");
        let [sold, _, bought, _] = sums(&all, rfc);
        let statement = &rows(&desk, "/api/financial-statements/", &link, json!({}))[0];
        assert_eq!(statement["year"], "2024");
        let profit = &statement["income_statement"]["income_before_taxes"];
        let tax;
        if rfc.starts_with("PFIS") {
            assert_eq!(cents(&years[0]["servicios_profesionales"]["ingresos"]), sold);
            assert_eq!(cents(&years[0]["servicios_profesionales"]["deducciones_autorizadas"]), bought);
            assert_eq!(cents(&years[0]["sueldos_salarios"]["ingresos"]), wages(&all));
            assert_eq!(cents(profit), sold + wages(&all) - bought);
            tax = &years[0]["determinacion_impuesto"];
        } else {
            tax = &years[0]["determinacion_del_impuesto_sobre_la_renta"];
            assert_eq!(cents(&tax["base_gravable"]), sold - bought - wages(&all));
            assert_eq!(cents(profit), sold - bought - wages(&all));
            assert_eq!(cents(&tax["isr_ejercicio"]), (cents(profit) * 3 + 5) / 10, "30 %");
        }
        let left = cents(&tax["isr_a_cargo"]) - cents(&tax["isr_a_favor"]);
        let paid = cents(&tax["isr_retenido"]) + cents(&tax["pagos_provisionales"]);
        assert_eq!(left, cents(&tax["isr_ejercicio"]) - paid);
        assert_eq!(tax["isr_ejercicio"], statement["income_statement"]["income_taxes"]);
    }
}

/// R-FISC-02
#[test]
fn balance_sheets_balance() {
    for name in ["PFIS010101000", "PMO010101000", "fiscal102", "fiscal103"] {
        let (desk, link) = taxpayer(name);
        let statements = rows(&desk, "/api/financial-statements/", &link, json!({}));
        assert_eq!(statements.len(), 3);
        for statement in &statements {
            let total = |part: &str| cents(&statement["balance_sheet"][part]["total"]);
            assert_eq!(
                total("current_assets") + total("non_current_assets"),
                total("current_liabilities") + total("non_current_liabilities") + total("equity")
            );
            assert!(cents(&statement["balance_sheet"]["current_assets"]["cash_and_equivalents"]) > 0);
        }
    }
}

/// R-FISC-06
#[test]
fn companies_declare_by_another_form_since_2022() {
    let (desk, link) = taxpayer("PMO010101000");
    let keys = json!({ "type": "yearly", "year_from": "2020", "year_to": "2025" });
    for row in rows(&desk, "/api/tax-returns/", &link, keys) {
        let new = row["informacion_general"]["ejercicio"].as_i64() >= Some(2022);
        assert_eq!(row["estado_posicion_financiera_balance"].is_null(), new);
        assert_eq!(row["conciliacion_entre_resultado_contable_fiscal"].is_null(), new);
        assert_eq!(row["ingressos"].is_object(), new);
        assert_eq!(row["determinacion"].is_object(), new);
    }
}

/// R-FISC-03, R-INST-10: a certificate for each month and payer, of what the payer kept back.
#[test]
fn retentions_are_what_was_kept_back_of_the_invoices() {
    for (rfc, way) in [("PFIS010101000", "INFLOW"), ("PMO010101000", "OUTFLOW")] {
        let (desk, link) = taxpayer(rfc);
        let keys = json!({ "date_from": "2025-03-15", "date_to": TODAY, "type": way });
        let certificates = rows(&desk, "/api/tax-retentions/", &link, keys);
        let all = [invoices(&desk, &link, "2025"), invoices(&desk, &link, "2026")].concat();
        assert!((1..=500).contains(&certificates.len()), "R-FISC-03");
        for row in certificates {
            let issued = row["issued_at"].as_str().expect("a time");
            let (year, month) =
                (issued[..4].parse::<i32>().expect("a year"), issued[5..7].parse::<i32>().expect("a month"));
            let before = year * 12 + month - 2;
            let month = format!("{}-{:02}", before / 12, before % 12 + 1);
            let of = all.iter().filter(|invoice| {
                is_of(invoice, &month)
                    && invoice["status"] == "Vigente"
                    && invoice["receiver_id"] == row["sender_id"]
                    && invoice["sender_id"] == row["receiver_id"]
            });
            let signed = of.map(|invoice| {
                let sign = if invoice["invoice_type"] == "Egreso" { -1 } else { 1 };
                (
                    sign * cents(&invoice["subtotal_amount"]),
                    sign * cents(&invoice["tax_details"]["total_tax_retained"]),
                )
            });
            let (paid, held) = signed.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            assert_eq!(cents(&row["total_invoice_amount"]), paid, "{month} {row}");
            assert_eq!(cents(&row["total_retained_amount"]), held);
            let parts = row["retention_breakdown"].as_array().expect("parts");
            assert_eq!(parts.iter().map(|part| cents(&part["retained_amount"])).sum::<i64>(), held);
        }
    }
}

/// R-FISC-04
#[test]
fn documents_are_attached_where_they_are_asked_for() {
    let (desk, link) = taxpayer("PMO010101000");
    let keys = json!({ "date_from": "2026-02-01", "date_to": TODAY, "type": "OUTFLOW", "attach_xml": true });
    for row in rows(&desk, "/api/invoices/", &link, keys) {
        let xml = row["xml"].as_str().expect("a document");
        let total = format!("Total=\"{:.2}\"", row["total_amount"].as_f64().expect("a total"));
        let folio = row["invoice_identification"].as_str().expect("a folio");
        assert!(xml.contains(&total) && xml.contains(folio), "{xml}");
    }
    for path in ["/api/tax-status/", "/api/tax-compliance-status/"] {
        let with = desk.must_retrieve(path, &json!({ "link": link, "attach_pdf": true }));
        assert!(with["pdf"].as_str().is_some_and(|pdf| pdf.starts_with("JVBERi0x")), "{path}");
        let without = desk.must_retrieve(path, &json!({ "link": link }));
        assert_eq!((&without["pdf"], &without["id"]), (&Value::Null, &with["id"]), "R-DATA-08");
    }
    let keys = json!({ "type": "yearly", "year_from": "2024", "year_to": "2024", "attach_pdf": true });
    assert!(rows(&desk, "/api/tax-returns/", &link, keys)[0]["receipt_pdf"].is_string());
}

/// R-FISC-03, R-FISC-05, R-DATA-06
#[test]
fn each_type_of_return_has_its_own_keys() {
    let (desk, link) = taxpayer("PFIS010101000");
    let refused = |path: &str, keys: Value| {
        let mut body = keys;
        body["link"] = link.as_str().into();
        let faults = desk.must(400, desk.post(path, &body));
        let faults = faults.as_array().expect("faults").iter();
        faults
            .map(|fault| format!("{}:{}", fault["code"], fault["field"]).replace('"', ""))
            .collect::<Vec<_>>()
    };
    let returns = "/api/tax-returns/";
    assert_eq!(refused(returns, json!({})), ["required:year_from", "required:year_to"]);
    assert_eq!(refused(returns, json!({ "type": "monthly" })), ["required:date_from", "required:date_to"]);
    assert_eq!(refused(returns, json!({ "type": "weekly" })), ["invalid_choice:type"]);
    let backwards = json!({ "type": "yearly", "year_from": "2024", "year_to": "2023" });
    assert_eq!(refused(returns, backwards), ["validation_error:null"]);
    let long = json!({ "date_from": "2024-01-01", "date_to": "2025-06-01", "type": "INFLOW" });
    assert_eq!(refused("/api/invoices/", long), ["validation_error:null"], "R-FISC-03");
    let without = json!({ "date_from": "2025-01-01", "date_to": "2025-06-01" });
    assert_eq!(refused("/api/invoices/", without), ["required:type"]);
}

/// R-FISC-08
#[test]
fn banks_resources_are_not_offered_and_only_invoices_can_be_resumed() {
    let (desk, link) = taxpayer("PFIS010101000");
    for path in ["/api/accounts/", "/api/owners/"] {
        let refused = desk.must_refuse(400, desk.post(path, &json!({ "link": link })));
        assert_eq!(refused, "unsupported_operation", "{path}");
    }
    let body = json!({ "session": "0".repeat(32), "link": link, "token": "111111" });
    let resume = |path: &str| desk.call(Method::PATCH, path, Some(&body));
    assert_eq!(desk.must_refuse(400, resume("/api/invoices/")), "session_expired");
    for path in [
        "/api/tax-returns/",
        "/api/tax-status/",
        "/api/tax-compliance-status/",
        "/api/tax-retentions/",
        "/api/financial-statements/",
    ] {
        assert_eq!(resume(path).status.as_u16(), 405, "{path}");
    }
}

/// R-FISC-02, R-PAGE-20
#[test]
fn lists_mix_what_came_with_the_link_and_are_narrowed() {
    let desk = Desk::new();
    let link = desk.must_link("tatooine_mx_fiscal", "fiscal100", "recurrent");
    let list = |query: &str| desk.must_list(&format!("/api/{query}link={link}"));
    let all = list("invoices/?");
    let days = || all.iter().filter_map(|row| row["invoice_date"].as_str());
    assert!(days().min() >= Some("2023-03-15") && days().min() < Some("2023-04-15"), "three years");
    let count = |way: &str| all.iter().filter(|row| row["type"] == way).count();
    assert_eq!(list("invoices/?type=INFLOW&").len(), count("INFLOW"));
    assert_eq!(list("invoices/?status__in=Vigente,Cancelado&").len(), all.len());
    let early = days().filter(|day| *day < "2024-01-01").count();
    assert_eq!(list("invoices/?invoice_date__lt=2024-01-01&").len(), early);
    assert_eq!(list("tax-returns/?").len(), 5 + 12, "R-FISC-05: years and months");
    assert_eq!(list("tax-returns/?ejercicio=2024&tipo_declaracion=Normal&").len(), 1);
    assert_eq!(list("tax-status/?").len(), 1);
    assert_eq!(list("financial-statements/?").len(), 3);
}

/// R-LINK-30: later days only append, and other names have less.
#[test]
fn the_user_name_chooses_how_much_there_is_and_time_only_adds() {
    let (desk, link) = taxpayer("fiscal101");
    assert_eq!(invoices(&desk, &link, "2025"), Vec::<Value>::new());
    let body = json!({ "link": link });
    assert_eq!(desk.must_refuse(400, desk.post("/api/tax-status/", &body)), "unavailable_data");
    let (desk, link) = taxpayer("fiscal102");
    assert!((1..=10).contains(&invoices(&desk, &link, "2025").len()));
    let keys = || json!({ "date_from": "2026-01-01", "date_to": TODAY, "type": "OUTFLOW" });
    let (desk, link) = taxpayer("fiscal100");
    let before = rows(&desk, "/api/invoices/", &link, keys());
    desk.emulator.workspace("desk").advance("40d").expect("forty days");
    let after = rows(&desk, "/api/invoices/", &link, keys());
    let folios =
        |rows: &[Value]| rows.iter().map(|row| row["invoice_identification"].clone()).collect::<Vec<_>>();
    assert_eq!(folios(&before), folios(&after));
    assert_eq!(before[0]["id"], after[0]["id"], "R-DATA-08");
}

/// R-LINK-30
#[test]
fn each_list_of_a_small_set_fits_on_a_page() {
    let paths = ["invoices", "tax-returns", "tax-retentions", "financial-statements", "tax-status"];
    for now in ["2026-03-15T12:00:00Z", "2026-06-20T12:00:00Z", "2026-12-05T12:00:00Z"] {
        for user in ["fiscal102", "fiscal103", "PMO010101102"] {
            let desk = Desk::at(now);
            let link = desk.must_link("tatooine_mx_fiscal", user, "recurrent");
            for path in paths {
                let page = desk.must(200, desk.get(&format!("/api/{path}/?link={link}")));
                let count = page["count"].as_u64().expect("a count");
                assert!((1..=10).contains(&count) && page["next"].is_null(), "{now} {user} {path} {count}");
            }
        }
    }
}
