//! What is wrong with a link, with its consent, or with the data that it was asked for.

use super::varying::REFRESHED;
use super::{Code, ERRORS, OPENAPI, OPENAPI_OLD, documented};

pub(super) static CODES: &[Code] = &[
    documented(
        "invalid_link",
        "The link's credentials no longer work; the user has to update them.",
        &["The link has been invalidated. You may need to update link credentials"],
        &["R-ERR-36"],
        ERRORS,
    ),
    documented(
        "unconfirmed_link",
        "The user never gave the first MFA token of the link.",
        &["The link creation has not been completed yet"],
        &["R-ERR-37"],
        ERRORS,
    ),
    documented(
        "invalid_credentials_storage",
        "A recurrent link was asked for without storing its credentials.",
        &["Recurrent links must store the credentials"],
        &["R-ERR-40"],
        ERRORS,
    ),
    documented(
        "invalid_fetch_resources",
        "A single link that stores nothing has to fetch its data at once.",
        &["Single links without stored credentials must fetch resources"],
        &["R-ERR-41"],
        ERRORS,
    ),
    documented(
        "invalid_access_mode_switch",
        "A link without stored credentials cannot become recurrent.",
        &["This link doesn't have stored credentials hence it can't be switched to recurrent mode"],
        &["R-ERR-42"],
        OPENAPI_OLD,
    ),
    documented(
        "expired_credentials",
        "The link's credentials are no longer stored.",
        &["The credentials of this link have expired"],
        &["R-ERR-53"],
        ERRORS,
    ),
    documented(
        "link_refreshed",
        "The link was refreshed less than ten minutes ago.",
        &[REFRESHED.sample],
        &["R-ERR-57"],
        OPENAPI,
    ),
    documented(
        "invalid_period",
        "The period is too short for incomes.",
        &["The number of days between date_from and date_to must be at least 90 days"],
        &["R-ERR-43"],
        ERRORS,
    ),
    documented(
        "unavailable_data",
        "The institution had nothing to give.",
        &["The institution did not return any data for the request."],
        &["R-ERR-44"],
        ERRORS,
    ),
    documented(
        "consent_without_accounts",
        "The consent of the link covers no account.",
        &["Information cannot be retrieved as the consent has no associated accounts"],
        &["R-ERR-47"],
        ERRORS,
    ),
];
