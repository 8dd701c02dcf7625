//! What banks, and the session with them, answer: codes that the widget shows.

use super::Confidence::{Assumed, Observed};
use super::screens::{
    DOWN, DUPLICATED, LOGIN, NOT_VALID, SESSION, SESSION_OB, TIMEOUT, TOKEN, TOO_MANY, UNAVAILABLE,
    UNEXPECTED, UNSUPPORTED,
};
use super::{BRAZIL, Code, ERRORS, GUIDES, HOSTED, SDK, ScreenText, Surface, documented};

const fn bank(
    code: &'static str,
    about: &'static str,
    messages: &'static [&'static str],
    screen: &'static ScreenText,
    rules: &'static [&'static str],
) -> Code {
    Code { screen: Some(screen), surface: Surface::Error, ..documented(code, about, messages, rules, ERRORS) }
}

pub(super) const INTERNAL: &str = "Belvo is unable to process the request due to an internal system issue or to an unsupported response from an institution";

pub(super) static CODES: &[Code] = &[
    Code {
        source: SDK,
        ..bank(
            "institution_down",
            "The bank's own site is down. Trying again later helps.",
            &["The financial institution is down, try again later"],
            &DOWN,
            &["W-CODE-01", "R-ERR-33"],
        )
    },
    Code {
        source: SDK,
        ..bank(
            "login_error",
            "The bank does not let the user in: wrong credentials, or an account that is locked or barred.",
            &[
                "Invalid credentials provided to login to the institution",
                "The user account is locked, user needs to contact the institution to unlock it",
                "The user account access was forbidden by the institution",
                "Impossible to login, something unexpected happened while logging into the institution. Try again later.",
                "A MFA token is required by the institution, but it’s not supported yet by Belvo.",
                "Login not attempted due to invalid credentials",
                "Missing credentials to login to the institution",
            ],
            &LOGIN,
            &[
                "W-CODE-02",
                "R-ERR-22",
                "R-ERR-23",
                "R-ERR-24",
                "R-ERR-25",
                "R-ERR-26",
                "R-ERR-27",
                "R-ERR-28",
            ],
        )
    },
    Code {
        source: SDK,
        ..bank(
            "too_many_sessions",
            "The user is logged in at the bank elsewhere, and the bank allows one session. Wait two minutes.",
            &["Impossible to login, a session is already opened with the institution for these credentials"],
            &TOO_MANY,
            &["W-CODE-03", "R-ERR-30"],
        )
    },
    Code {
        source: SDK,
        ..bank(
            "unexpected_error",
            "Something broke at Belvo, or the bank answered what Belvo does not understand.",
            &[INTERNAL],
            &UNEXPECTED,
            &["W-CODE-04", "R-ERR-63"],
        )
    },
    Code {
        confidence: Observed,
        ..bank(
            "token_required",
            "The bank asks for a second factor. Being asked is told like an error though nothing went wrong; a wrong token is told the same way. Exit data do not tell of the question alone.",
            &["A MFA token is required by the institution to login"],
            &TOKEN,
            &["W-CODE-05", "R-ERR-60"],
        )
    },
    bank(
        "duplicated",
        "A link for this institution and these credentials exists already.",
        &["Link already exists"],
        &DUPLICATED,
        &["W-CODE-06", "R-ERR-20"],
    ),
    bank(
        "institution_inactive",
        "Belvo has switched the institution off for a while.",
        &["The institution has been temporarily deactivated"],
        &UNEXPECTED,
        &["W-CODE-07", "R-ERR-35"],
    ),
    bank(
        "institution_unavailable",
        "The bank cannot be reached; the same trouble as institution_down under another name.",
        &["The financial institution is unavailable"],
        &UNAVAILABLE,
        &["W-CODE-08", "R-ERR-34"],
    ),
    bank(
        "session_expired",
        "The MFA token came after the bank's session had run out; the credentials have to be sent again.",
        &[
            "The session you are trying to resume has expired, please start again from register/retrieve endpoint",
        ],
        &SESSION,
        &["W-CODE-09", "R-ERR-31"],
    ),
    bank(
        "session_expired_ob",
        "The page's access token has run out, or a user has connected with it already. The page has to get a new one.",
        &[],
        &SESSION_OB,
        &["W-CODE-10", "R-ERR-32"],
    ),
    bank(
        "activation_failed",
        "The bank did not accept the credentials when its web access was to be activated.",
        &["The credentials provided were not accepted by the institution."],
        &UNEXPECTED,
        &["W-CODE-11", "R-ERR-45"],
    ),
    bank(
        "unsupported_operation",
        "The institution does not have what is asked for.",
        &[
            "The resource you are trying to access is not supported by this institution",
            "For single links, you must set fetch_historical to true when using the resources request parameter.",
        ],
        &UNSUPPORTED,
        &["W-CODE-12", "R-ERR-38", "R-ERR-39"],
    ),
    bank(
        "request_timeout",
        "The bank was too slow: Belvo gives up after five minutes.",
        &["The request timed out, you can retry asking for less data by changing your query parameters"],
        &TIMEOUT,
        &["W-CODE-12", "R-ERR-56"],
    ),
    Code {
        source: GUIDES,
        ..bank(
            "invalid_credentials",
            "An employment institution does not know the person; its own words, in Spanish.",
            &["CURP es incorrecto", "La persona no cuenta con NSS"],
            &UNEXPECTED,
            &["R-ERR-29"],
        )
    },
    Code {
        source: GUIDES,
        ..bank(
            "forbidden_by_host",
            "An employment institution allows few logins a day for one person, and they are used up.",
            &["Has agotado el número de solicitudes permitidas por día."],
            &UNEXPECTED,
            &["R-ERR-51"],
        )
    },
    bank(
        "activation_required",
        "The user has to activate web access at the bank first.",
        &["This user doesn't have web access activated yet."],
        &UNEXPECTED,
        &["R-ERR-61"],
    ),
    Code {
        source: SDK,
        surface: Surface::Warning,
        ..documented(
            "institution_disabled",
            "The person picked an institution that cannot be used now; the list stays, another can be picked.",
            &["The institution is temporarily unavailable."],
            &["W-CODE-13"],
            SDK,
        )
    },
    Code {
        surface: Surface::Token,
        source: HOSTED,
        confidence: Assumed,
        ..bank(
            "ACCESS_TOKEN_NOT_VALID",
            "The page's access token is missing, malformed or somebody else's.",
            &["The access token was not provided or is not valid"],
            &NOT_VALID,
            &["W-CODE-14", "W-TOK-26"],
        )
    },
    Code {
        surface: Surface::AfterBank,
        ..documented(
            "risk_analysis_denied",
            "The network of Brazil's open finance refuses the person, whom the bank has sent back: the address of the page then says error_description=risk_analysis_denied.",
            &[
                "Ocorreu um error. Por favor, verifique o seu CPF or CNPJ para ter certeza de que está correto, feche o aplicativo e reinicie o processo para conectar sua conta.",
            ],
            &["W-CODE-15"],
            BRAZIL,
        )
    },
];
