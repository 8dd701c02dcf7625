//! The operations of Belvo's newest published OpenAPI document against those of the program.

use std::collections::{BTreeMap, BTreeSet};

use belvo_emulator::http::routes::ROUTES;

/// Each path with its methods and their successes, the usual one first.
const OPERATIONS: &str = "
    /api/institutions/ GET 200
    /api/institutions/{id}/ GET 200
    /api/links/ GET 200 POST 201 PATCH 200
    /api/links/{id}/ GET 200 PATCH 200 PUT 200 DELETE 202/204
    /api/links/{id}/refresh/ POST 202
    /api/consents/ GET 200
    /api/consents/{id}/ GET 200
    /api/accounts/ GET 200 POST 201/200 PATCH 201/200
    /api/accounts/{id}/ GET 200 DELETE 204
    /api/transactions/ GET 200 POST 201/200/202 PATCH 201/200
    /api/transactions/{id}/ GET 200 DELETE 204
    /api/owners/ GET 200 POST 201/200 PATCH 201/200
    /api/owners/{id}/ GET 200 DELETE 204
    /api/bills/ GET 200 POST 201/200
    /api/bills/{id}/ GET 200 DELETE 204
    /api/br/balances/ GET 200 POST 201/200
    /api/br/balances/{id}/ GET 200
    /api/br/exchanges/ GET 200 POST 201/200
    /api/br/exchanges/{id}/ GET 200 DELETE 204
    /api/br/exchanges/{id}/history/ GET 200
    /api/br/employments/ GET 200 POST 201/200/202
    /api/br/employments/{id}/ GET 200 DELETE 204
    /api/employment-records/ GET 200 POST 201/200/202
    /api/employment-records/{id}/ GET 200 DELETE 204
    /api/mx/current-employments/ GET 200 POST 201/200
    /api/mx/current-employments/{id}/ GET 200 DELETE 204
    /api/incomes/ GET 200 POST 201/200 PATCH 201/200
    /api/incomes/{id}/ GET 200 DELETE 204
    /api/recurring-expenses/ GET 200 POST 201/200 PATCH 201/200
    /api/recurring-expenses/{id}/ GET 200 DELETE 204
    /payments/br/institutions/ GET 200
    /payments/br/customers/ GET 200 POST 201
    /payments/br/customers/{id}/ GET 200
    /payments/br/bank-accounts/ GET 200 POST 201
    /payments/br/bank-accounts/{id}/ GET 200
    /payments/br/payment-intents/ GET 200 POST 201
    /payments/br/payment-intents/{id}/ GET 200 PATCH 200
    /payments/br/payment-intents/{id}/cancel/ POST 204
    /payments/br/payment-intents/{payment_intent_id}/charges/ GET 200
    /payments/br/payment-intents/{payment_intent_id}/charges/{charge_id}/ GET 200
    /payments/br/payment-intents/{payment_intent_id}/charges/{charge_id}/cancel/ POST 204
    /payments/br/payment-authorizations/ GET 200 POST 201
    /payments/br/payment-authorizations/{payment_authorization_id}/ GET 200
    /payments/br/payment-authorizations/{payment_authorization_id}/cancel/ POST 204
    /payments/br/payment-authorizations/{payment_authorization_id}/charges/ GET 200
    /payments/br/payment-authorizations/{payment_authorization_id}/charges/{charge_id}/ GET 200
    /payments/br/payment-authorizations/{payment_authorization_id}/charges/{charge_id}/retry/ POST 201
    /payments/br/payment-authorizations/{payment_authorization_id}/charges/{charge_id}/cancel/ POST 204
    /payments/br/token/ POST 200
    /payments/br/transactions/ GET 200
    /payments/br/transactions/{id}/ GET 200
    /payments/br/charges/ GET 200
    /payments/br/charges/{charge_id}/ GET 200
    /api/token/ POST 200
    /api/br/investments/ GET 200 POST 201/200/202
    /api/br/investments/{id}/ GET 200 DELETE 204
    /api/br/investment-transactions/ GET 200 POST 201/200/202
    /api/br/investment-transactions/{id}/ GET 200 DELETE 204
    /api/risk-insights/ GET 200 POST 201/200 PATCH 201/200
    /api/risk-insights/{id}/ GET 200 DELETE 204
    /api/employment-metrics/ GET 200 POST 201/200
    /api/employment-metrics/{id}/ GET 200 DELETE 204
    /api/financial-statements/ GET 200 POST 201/200
    /api/financial-statements/{id}/ GET 200 DELETE 204
    /api/invoices/ GET 200 POST 201/200/202 PATCH 201/200
    /api/invoices/{id}/ GET 200 DELETE 204
    /api/tax-compliance-status/ GET 200 POST 201/200
    /api/tax-compliance-status/{id}/ GET 200 DELETE 204
    /api/tax-returns/ GET 200 POST 201/200
    /api/tax-returns/{id}/ GET 200 DELETE 204
    /api/tax-retentions/ GET 200 POST 201/200
    /api/tax-retentions/{id}/ GET 200 DELETE 204
    /api/tax-status/ GET 200 POST 201/200
    /api/tax-status/{id}/ GET 200 DELETE 204
    /api/cl/invoices/ GET 200 POST 201/200/202
    /api/cl/invoices/{id}/ GET 200 DELETE 204
    /api/cl/tax-status/ GET 200 POST 201/200
    /api/cl/tax-status/{id}/ GET 200 DELETE 204
    /api/cl/debt-reports/ GET 200 POST 201/200
    /api/cl/debt-reports/{id}/ GET 200 DELETE 204
    /payments/br/enrollments/ GET 200 POST 201
    /payments/br/enrollments/{enrollment_id}/ GET 200
    /payments/br/enrollments/complete-redirection/ POST 200
";

/// How many operations the table has.
const COUNT: usize = 148;

/// What only older documents and the official SDKs have.
const LEGACY: &[&str] = &[
    "/api/",
    "/api/balances/",
    "/api/balances/{id}/",
    "/api/links/{id}/token/",
    "/api/statements/",
    "/api/statements/{id}/",
    "/api/tax-declarations/",
    "/api/tax-declarations/{id}/",
    "/api/token/refresh/",
    "/api/token/verify/",
    "/investments/portfolios/",
    "/investments/portfolios/{id}/",
];

/// `GET /api/links/` and its statuses.
fn documented() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for line in OPERATIONS.lines().filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        for pair in words[1..].chunks(2) {
            all.insert(format!("{} {}", pair[0], words[0]), pair[1].to_owned());
        }
    }
    all
}

/// R-BASE-16, R-PAY-01, R-LEGACY-01
#[test]
fn every_documented_operation_is_there_with_its_success() {
    let documented = documented();
    assert_eq!(documented.len(), COUNT);
    let there: BTreeMap<String, String> = ROUTES
        .iter()
        .map(|route| {
            let statuses: Vec<String> = route.statuses().iter().map(u16::to_string).collect();
            (format!("{} {}", route.method, route.path), statuses.join("/"))
        })
        .filter(|(_, statuses)| !statuses.is_empty())
        .collect();
    for (call, statuses) in &documented {
        // The document names the header of the background mode alone (R-ASYNC-01).
        let background =
            ["POST /api/financial-statements/", "POST /api/cl/debt-reports/"].contains(&call.as_str());
        let statuses = if background { format!("{statuses}/202") } else { statuses.clone() };
        assert_eq!(there.get(call), Some(&statuses), "{call}");
    }
    let more = there.keys().filter(|call| !documented.contains_key(*call));
    let more: BTreeSet<&str> = more.map(|call| call.split(' ').nth(1).expect("a path")).collect();
    assert_eq!(more, LEGACY.iter().copied().collect::<BTreeSet<_>>());
}
