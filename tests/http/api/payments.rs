//! `/payments/br/`: a product that the sandbox has not (R-PAY-01).

use belvo_emulator::Request;
use http::Method;
use serde_json::json;

use super::door::{
    PASSWORD, SECRET_ID, bearing, get, must_answer, must_get_token, must_refuse, must_say, must_start, still,
};

const DENIED: &str = "You don't have access to this resource.";

/// R-PAY-01
#[test]
fn lists_of_payments_are_empty_and_there_is_nothing_in_them() {
    let emulator = must_start(still());
    for path in ["institutions", "customers", "bank-accounts", "payment-intents", "charges", "enrollments"] {
        let page = must_answer(&emulator, &get(&format!("/payments/br/{path}/")));
        assert_eq!(page, json!({ "count": 0, "next": null, "previous": null, "results": [] }), "{path}");
    }
    for path in ["customers/1/", "payment-intents/1/charges/", "payment-intents/1/charges/2/", "charges/1/"] {
        must_say(&emulator, &get(&format!("/payments/br/{path}")), 404, "not_found", "Not found.");
    }
}

/// R-PAY-01, R-ERR-48, R-AUTH-04
#[test]
fn whoever_would_pay_is_refused() {
    let emulator = must_start(still());
    let calls = [
        (Method::POST, "customers/"),
        (Method::POST, "payment-intents/"),
        (Method::PATCH, "payment-intents/1/"),
        (Method::POST, "payment-intents/1/cancel/"),
        (Method::POST, "token/"),
        (Method::POST, "enrollments/complete-redirection/"),
    ];
    for (method, path) in calls {
        let request = Request::new(method, format!("/payments/br/{path}")).json(&json!({ "name": "x" }));
        must_say(
            &emulator,
            &request.clone().keys(SECRET_ID, PASSWORD),
            403,
            "access_to_resource_denied",
            DENIED,
        );
        must_refuse(&emulator, &request, 401);
    }
    let token = must_get_token(&emulator);
    must_refuse(&emulator, &bearing("/payments/br/customers/", &token), 403);
}
