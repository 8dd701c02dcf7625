//! What is wrong with a call: its form, its keys, its address, its rights.

use super::Confidence::Assumed;
use super::bank::INTERNAL;
use super::varying::{
    NO_MEDIA_TYPE, NO_METHOD, NO_OBJECT, NOT_A_CHOICE, NOT_A_LIST, NOT_A_UUID, NOT_AN_OBJECT, NOT_JSON,
    NOT_OFFERED,
};
use super::{
    Code, ERRORS, FRAMEWORK, NO_FIT, NO_TERMINAL, NOT_A_BOOLEAN, NOT_A_DATE, NOT_A_TEXT, OPENAPI, documented,
};

pub(super) static CODES: &[Code] = &[
    documented(
        "required",
        "A key is missing from the body.",
        &["This field is required."],
        &["R-ERR-10"],
        ERRORS,
    ),
    documented("null", "A key of the body is null.", &["This field may not be null."], &["R-ERR-11"], ERRORS),
    documented(
        "blank",
        "A key of the body is an empty text.",
        &["This field may not be blank."],
        &["R-ERR-12"],
        ERRORS,
    ),
    documented(
        "invalid",
        "The value of a key has the wrong form.",
        &[
            NOT_A_DATE,
            NOT_A_UUID.sample,
            NOT_OFFERED.sample,
            NOT_A_TEXT,
            NOT_A_BOOLEAN,
            NOT_AN_OBJECT.sample,
            NO_FIT,
            NO_TERMINAL,
        ],
        &["R-ERR-13", "R-ERR-14", "R-ERR-15", "R-ERR-71"],
        ERRORS,
    ),
    documented(
        "invalid_choice",
        "The value of a key is none of its words.",
        &[NOT_A_CHOICE.sample],
        &["R-ERR-16"],
        ERRORS,
    ),
    documented(
        "does_not_exist",
        "A key names something that there is not.",
        &[NO_OBJECT.sample],
        &["R-ERR-17"],
        ERRORS,
    ),
    documented("not_a_list", "A key has to be a list.", &[NOT_A_LIST.sample], &["R-ERR-18"], ERRORS),
    documented(
        "parse_error",
        "The body is not JSON; the message points at the place.",
        &[NOT_JSON.sample],
        &["R-ERR-19"],
        ERRORS,
    ),
    documented(
        "validation_error",
        "The credentials do not fit the institution's own patterns, or the period is too long.",
        &["Bad request"],
        &["R-ERR-21"],
        ERRORS,
    ),
    documented(
        "authentication_failed",
        "The secret id or its password is wrong.",
        &["Invalid Secret Keys"],
        &["R-ERR-46"],
        ERRORS,
    ),
    Code {
        confidence: Assumed,
        ..documented(
            "not_authenticated",
            "The call has no keys; another code for what authentication_failed tells here by default.",
            &["Authentication credentials were not provided."],
            &["R-AUTH-04"],
            FRAMEWORK,
        )
    },
    Code {
        confidence: Assumed,
        ..documented(
            "token_not_valid",
            "The bearer token is dead or not ours.",
            &["Token is invalid or expired"],
            &["R-ERR-65"],
            FRAMEWORK,
        )
    },
    documented(
        "access_to_resource_denied",
        "The organization has not bought this product.",
        &["You don't have access to this resource."],
        &["R-ERR-48"],
        ERRORS,
    ),
    documented(
        "access_to_production_denied",
        "Keys of the sandbox were used for production.",
        &["You don’t have access to production API."],
        &["R-ERR-49"],
        ERRORS,
    ),
    Code {
        confidence: Assumed,
        ..documented(
            "permission_denied",
            "The institution forbids it, the limit of requests is reached, or the token lacks the scope.",
            &["You do not have permission to perform this action."],
            &["R-ERR-66"],
            ERRORS,
        )
    },
    documented(
        "quota_limit_reached",
        "The development environment's quota is used up.",
        &["The quota limit has been reached."],
        &["R-ERR-67"],
        ERRORS,
    ),
    documented(
        "not_found",
        "There is no such thing, no such address, or no such page of a list.",
        &["Not found.", "Invalid page."],
        &["R-ERR-52", "R-ERR-54"],
        ERRORS,
    ),
    documented(
        "method_not_allowed",
        "The address exists, the method does not.",
        &[NO_METHOD.sample],
        &["R-ERR-55"],
        ERRORS,
    ),
    Code {
        confidence: Assumed,
        ..documented(
            "unsupported_media_type",
            "The body is of a type that is not read.",
            &[NO_MEDIA_TYPE.sample],
            &["R-BASE-13"],
            FRAMEWORK,
        )
    },
    Code {
        confidence: Assumed,
        ..documented(
            "throttled",
            "Too many deletions within a minute. Belvo publishes neither code nor message.",
            &[],
            &["R-ERR-62"],
            OPENAPI,
        )
    },
    documented(
        "forbidden_page",
        "More than 80 calls in 30 seconds: the front proxy's HTML page, the only body that is not JSON. Belvo gives it no code.",
        &[],
        &["R-ERR-50"],
        ERRORS,
    ),
    documented(
        "service_unavailable",
        "Something broke at Belvo; the same message as unexpected_error.",
        &[INTERNAL],
        &["R-ERR-63"],
        ERRORS,
    ),
];
