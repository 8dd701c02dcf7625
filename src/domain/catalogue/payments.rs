//! What is wrong with a payment. No call of payments is answered here; a rule of a scenario can send these all the same.

use super::{Code, ERRORS, OPENAPI, documented};

pub(super) static CODES: &[Code] = &[
    documented(
        "idempotency_key_conflict",
        "Another request with the same idempotency key is under way.",
        &["A request with this idempotency key is already being processed."],
        &["R-ERR-58"],
        OPENAPI,
    ),
    documented(
        "idempotency_payload_mismatch",
        "The idempotency key has been used with another body.",
        &["A different request with the same idempotency key already exists."],
        &["R-ERR-59"],
        OPENAPI,
    ),
    documented(
        "cancellation_error",
        "The payment can no longer be cancelled.",
        &[
            "Payment Intent cannot be canceled because it is not SCHEDULED",
            "Payment Intent cannot be canceled as the cutoff time (23:59:00) has passed.",
        ],
        &["R-ERR-72"],
        ERRORS,
    ),
    documented(
        "max_digits",
        "The amount has too many digits.",
        &["Ensure that there are no more than 12 digits in total."],
        &["R-ERR-73"],
        ERRORS,
    ),
    documented(
        "max_decimal_places",
        "The amount has too many decimal places.",
        &["Ensure that there are no more than 2 decimal places."],
        &["R-ERR-73"],
        ERRORS,
    ),
    documented(
        "min_value",
        "The amount is too small.",
        &["Ensure this value is greater than or equal to 0.01."],
        &["R-ERR-73"],
        ERRORS,
    ),
    documented(
        "already_exists",
        "The bank account exists. This error is nested, without message and code of its own.",
        &["This `pix_key__value` already exists. It is linked to BankAccount: <uuid>"],
        &["R-ERR-70"],
        ERRORS,
    ),
    documented(
        "already_registered",
        "The customer exists.",
        &["This customer is already registered"],
        &["R-ERR-74"],
        OPENAPI,
    ),
    documented(
        "min_length",
        "The text is too short.",
        &["Ensure this field has at least 2 characters."],
        &["R-ERR-74"],
        OPENAPI,
    ),
    documented(
        "max_length",
        "The text is too long.",
        &["Ensure this field has no more than 4 characters."],
        &["R-ERR-74"],
        OPENAPI,
    ),
    documented(
        "idempotency_key_invalid",
        "The idempotency key is of no use.",
        &["The provided idempotency key is invalid."],
        &["R-ERR-74"],
        OPENAPI,
    ),
];
