//! What the SDKs still call and the sandbox has no data of.

use serde_json::json;

use crate::support::desk::Desk;

/// R-LEGACY-01, R-LEGACY-02, R-FISC-05, R-FISC-09, R-EMPL-06
#[test]
fn what_the_sandbox_has_no_data_of_lists_nothing_and_refuses_to_fetch() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "user", "single");
    let keys = json!({
        "link": link, "account": link, "year": "2025", "month": "1", "year_from": 2024, "year_to": 2025,
        "date_from": "2026-01-01", "date_to": "2026-01-31",
    });
    for path in [
        "/api/statements/",
        "/api/tax-declarations/",
        "/investments/portfolios/",
        "/api/cl/invoices/",
        "/api/cl/tax-status/",
        "/api/cl/debt-reports/",
        "/api/br/employments/",
    ] {
        assert_eq!(desk.must_list(&format!("{path}?link={link}")), Vec::<serde_json::Value>::new(), "{path}");
        assert_eq!(desk.must_refuse(400, desk.post(path, &keys)), "unsupported_operation", "{path}");
        assert_eq!(desk.must_refuse(404, desk.get(&format!("{path}{link}/"))), "not_found", "{path}");
    }
}
