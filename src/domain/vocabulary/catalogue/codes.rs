//! The one table of codes. A row is all that is known of a code: its text, which kind of refusal it is, where it shows,
//! what the widget's screen says, how we know, its rules, its meaning, and its messages, the default one first.

use super::facts::{
    BRAZIL, Confidence, ERRORS, FRAMEWORK, GUIDES, HOSTED, Kind, NO_FIT, NO_TERMINAL, NOT_A_BOOLEAN,
    NOT_A_DATE, NOT_A_TEXT, OPENAPI, OPENAPI_OLD, SDK, ScreenText, Surface,
};
use super::screens::{
    DOWN, DUPLICATED, LOGIN, NOT_VALID, SESSION, SESSION_OB, TIMEOUT, TOKEN, TOO_MANY, UNAVAILABLE,
    UNEXPECTED, UNSUPPORTED,
};
use super::varying::{
    NO_MEDIA_TYPE, NO_METHOD, NO_OBJECT, NOT_A_CHOICE, NOT_A_LIST, NOT_A_UUID, NOT_AN_OBJECT, NOT_JSON,
    NOT_OFFERED, REFRESHED,
};

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct CodeRow {
    /// The code.
    pub code: Code,
    /// Its text.
    pub name: &'static str,
    /// Which kind of refusal it is.
    pub kind: Kind,
    /// Where it shows.
    pub surface: Surface,
    /// What the widget shows; nothing where it is no error screen of the widget.
    pub screen: Option<&'static ScreenText>,
    /// How sure it is.
    pub confidence: Confidence,
    /// The page that says so.
    pub source: &'static str,
    /// The rules it answers to, the closest first.
    pub rules: &'static [&'static str],
    /// What it means.
    pub about: &'static str,
    /// Its messages; the first is the default. Empty where Belvo documents none.
    pub messages: &'static [&'static str],
}

macro_rules! codes {
    ($($code:ident $name:literal $kind:ident, $surface:ident, $screen:expr, $confidence:ident, $source:ident,
        $rules:expr, $about:literal, $messages:expr;)*) => {
        /// Every code that Belvo's API and widget speak.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Code { $($code),* }

        /// All rows, in the order of [`Code`].
        pub static CODES: &[CodeRow] = &[$(CodeRow {
            code: Code::$code,
            name: $name,
            kind: Kind::$kind,
            surface: Surface::$surface,
            screen: $screen,
            confidence: Confidence::$confidence,
            source: $source,
            rules: $rules,
            about: $about,
            messages: $messages,
        }),*];
    };
}

const INTERNAL: &str = "Belvo is unable to process the request due to an internal system issue or to an unsupported response from an institution";

codes! {
    // What banks, and the session with them, answer: codes that the widget shows.
    InstitutionDown "institution_down" Request, Error, Some(&DOWN), Documented, SDK, &["W-CODE-01", "R-ERR-33"],
        "The bank's own site is down. Trying again later helps.",
        &["The financial institution is down, try again later"];
    LoginError "login_error" Request, Error, Some(&LOGIN), Documented, SDK, &["W-CODE-02", "R-ERR-22", "R-ERR-23", "R-ERR-24", "R-ERR-25", "R-ERR-26", "R-ERR-27", "R-ERR-28"],
        "The bank does not let the user in: wrong credentials, or an account that is locked or barred.",
        &[
            "Invalid credentials provided to login to the institution",
            "The user account is locked, user needs to contact the institution to unlock it",
            "The user account access was forbidden by the institution",
            "Impossible to login, something unexpected happened while logging into the institution. Try again later.",
            "A MFA token is required by the institution, but it’s not supported yet by Belvo.",
            "Login not attempted due to invalid credentials",
            "Missing credentials to login to the institution",
        ];
    TooManySessions "too_many_sessions" Request, Error, Some(&TOO_MANY), Documented, SDK, &["W-CODE-03", "R-ERR-30"],
        "The user is logged in at the bank elsewhere, and the bank allows one session. Wait two minutes.",
        &["Impossible to login, a session is already opened with the institution for these credentials"];
    UnexpectedError "unexpected_error" Broken, Error, Some(&UNEXPECTED), Documented, SDK, &["W-CODE-04", "R-ERR-63"],
        "Something broke at Belvo, or the bank answered what Belvo does not understand.",
        &[INTERNAL];
    TokenRequired "token_required" Asks, Error, Some(&TOKEN), Observed, ERRORS, &["W-CODE-05", "R-ERR-60"],
        "The bank asks for a second factor. Being asked is told like an error though nothing went wrong; a wrong token is told the same way. Exit data do not tell of the question alone.",
        &["A MFA token is required by the institution to login"];
    Duplicated "duplicated" Request, Error, Some(&DUPLICATED), Documented, ERRORS, &["W-CODE-06", "R-ERR-20"],
        "A link for this institution and these credentials exists already.",
        &["Link already exists"];
    InstitutionInactive "institution_inactive" Request, Error, Some(&UNEXPECTED), Documented, ERRORS, &["W-CODE-07", "R-ERR-35"],
        "Belvo has switched the institution off for a while.",
        &["The institution has been temporarily deactivated"];
    InstitutionUnavailable "institution_unavailable" Request, Error, Some(&UNAVAILABLE), Documented, ERRORS, &["W-CODE-08", "R-ERR-34"],
        "The bank cannot be reached; the same trouble as institution_down under another name.",
        &["The financial institution is unavailable"];
    SessionExpired "session_expired" Request, Error, Some(&SESSION), Documented, ERRORS, &["W-CODE-09", "R-ERR-31"],
        "The MFA token came after the bank's session had run out; the credentials have to be sent again.",
        &["The session you are trying to resume has expired, please start again from register/retrieve endpoint"];
    SessionExpiredOb "session_expired_ob" Request, Error, Some(&SESSION_OB), Documented, ERRORS, &["W-CODE-10", "R-ERR-32"],
        "The page's access token has run out, or a user has connected with it already. The page has to get a new one.",
        &[];
    ActivationFailed "activation_failed" Request, Error, Some(&UNEXPECTED), Documented, ERRORS, &["W-CODE-11", "R-ERR-45"],
        "The bank did not accept the credentials when its web access was to be activated.",
        &["The credentials provided were not accepted by the institution."];
    UnsupportedOperation "unsupported_operation" Request, Error, Some(&UNSUPPORTED), Documented, ERRORS, &["W-CODE-12", "R-ERR-38", "R-ERR-39"],
        "The institution does not have what is asked for.",
        &[
            "The resource you are trying to access is not supported by this institution",
            "For single links, you must set fetch_historical to true when using the resources request parameter.",
        ];
    RequestTimeout "request_timeout" TooSlow, Error, Some(&TIMEOUT), Documented, ERRORS, &["W-CODE-12", "R-ERR-56"],
        "The bank was too slow: Belvo gives up after five minutes.",
        &["The request timed out, you can retry asking for less data by changing your query parameters"];
    InvalidCredentials "invalid_credentials" Request, Error, Some(&UNEXPECTED), Documented, GUIDES, &["R-ERR-29"],
        "An employment institution does not know the person; its own words, in Spanish.",
        &["CURP es incorrecto", "La persona no cuenta con NSS"];
    ForbiddenByHost "forbidden_by_host" Forbidden, Error, Some(&UNEXPECTED), Documented, GUIDES, &["R-ERR-51"],
        "An employment institution allows few logins a day for one person, and they are used up.",
        &["Has agotado el número de solicitudes permitidas por día."];
    ActivationRequired "activation_required" Asks, Error, Some(&UNEXPECTED), Documented, ERRORS, &["R-ERR-61"],
        "The user has to activate web access at the bank first.",
        &["This user doesn't have web access activated yet."];
    InstitutionDisabled "institution_disabled" Request, Warning, None, Documented, SDK, &["W-CODE-13"],
        "The person picked an institution that cannot be used now; the list stays, another can be picked.",
        &["The institution is temporarily unavailable."];
    AccessTokenNotValid "ACCESS_TOKEN_NOT_VALID" Request, Token, Some(&NOT_VALID), Assumed, HOSTED, &["W-CODE-14", "W-TOK-26"],
        "The page's access token is missing, malformed or somebody else's.",
        &["The access token was not provided or is not valid"];
    RiskAnalysisDenied "risk_analysis_denied" Request, AfterBank, None, Documented, BRAZIL, &["W-CODE-15"],
        "The network of Brazil's open finance refuses the person, whom the bank has sent back: the address of the page then says error_description=risk_analysis_denied.",
        &["Ocorreu um error. Por favor, verifique o seu CPF or CNPJ para ter certeza de que está correto, feche o aplicativo e reinicie o processo para conectar sua conta."];

    // What is wrong with a call: its form, its keys, its address, its rights.
    Required "required" Request, Request, None, Documented, ERRORS, &["R-ERR-10"],
        "A key is missing from the body.",
        &["This field is required."];
    Null "null" Request, Request, None, Documented, ERRORS, &["R-ERR-11"],
        "A key of the body is null.",
        &["This field may not be null."];
    Blank "blank" Request, Request, None, Documented, ERRORS, &["R-ERR-12"],
        "A key of the body is an empty text.",
        &["This field may not be blank."];
    Invalid "invalid" Request, Request, None, Documented, ERRORS, &["R-ERR-13", "R-ERR-14", "R-ERR-15", "R-ERR-71"],
        "The value of a key has the wrong form.",
        &[NOT_A_DATE, NOT_A_UUID.sample, NOT_OFFERED.sample, NOT_A_TEXT, NOT_A_BOOLEAN, NOT_AN_OBJECT.sample, NO_FIT, NO_TERMINAL];
    InvalidChoice "invalid_choice" Request, Request, None, Documented, ERRORS, &["R-ERR-16"],
        "The value of a key is none of its words.",
        &[NOT_A_CHOICE.sample];
    DoesNotExist "does_not_exist" Request, Request, None, Documented, ERRORS, &["R-ERR-17"],
        "A key names something that there is not.",
        &[NO_OBJECT.sample];
    NotAList "not_a_list" Request, Request, None, Documented, ERRORS, &["R-ERR-18"],
        "A key has to be a list.",
        &[NOT_A_LIST.sample];
    ParseError "parse_error" Request, Request, None, Documented, ERRORS, &["R-ERR-19"],
        "The body is not JSON; the message points at the place.",
        &[NOT_JSON.sample];
    ValidationError "validation_error" Request, Request, None, Documented, ERRORS, &["R-ERR-21"],
        "The credentials do not fit the institution's own patterns, or the period is too long.",
        &["Bad request"];
    AuthenticationFailed "authentication_failed" Caller, Request, None, Documented, ERRORS, &["R-ERR-46"],
        "The secret id or its password is wrong.",
        &["Invalid Secret Keys"];
    NotAuthenticated "not_authenticated" Caller, Request, None, Assumed, FRAMEWORK, &["R-AUTH-04"],
        "The call has no keys; another code for what authentication_failed tells here by default.",
        &["Authentication credentials were not provided."];
    TokenNotValid "token_not_valid" Caller, Request, None, Assumed, FRAMEWORK, &["R-ERR-65"],
        "The bearer token is dead or not ours.",
        &["Token is invalid or expired"];
    AccessToResourceDenied "access_to_resource_denied" Forbidden, Request, None, Documented, ERRORS, &["R-ERR-48"],
        "The organization has not bought this product.",
        &["You don't have access to this resource."];
    AccessToProductionDenied "access_to_production_denied" Forbidden, Request, None, Documented, ERRORS, &["R-ERR-49"],
        "Keys of the sandbox were used for production.",
        &["You don’t have access to production API."];
    PermissionDenied "permission_denied" Forbidden, Request, None, Assumed, ERRORS, &["R-ERR-66"],
        "The institution forbids it, the limit of requests is reached, or the token lacks the scope.",
        &["You do not have permission to perform this action."];
    QuotaLimitReached "quota_limit_reached" Forbidden, Request, None, Documented, ERRORS, &["R-ERR-67"],
        "The development environment's quota is used up.",
        &["The quota limit has been reached."];
    NotFound "not_found" Missing, Request, None, Documented, ERRORS, &["R-ERR-52", "R-ERR-54"],
        "There is no such thing, no such address, or no such page of a list.",
        &["Not found.", "Invalid page."];
    MethodNotAllowed "method_not_allowed" Method, Request, None, Documented, ERRORS, &["R-ERR-55"],
        "The address exists, the method does not.",
        &[NO_METHOD.sample];
    UnsupportedMediaType "unsupported_media_type" MediaType, Request, None, Assumed, FRAMEWORK, &["R-BASE-13"],
        "The body is of a type that is not read.",
        &[NO_MEDIA_TYPE.sample];
    Throttled "throttled" TooOften, Request, None, Assumed, OPENAPI, &["R-ERR-62"],
        "Too many deletions within a minute. Belvo publishes neither code nor message.",
        &[];
    ForbiddenPage "forbidden_page" Forbidden, Request, None, Documented, ERRORS, &["R-ERR-50"],
        "More than 80 calls in 30 seconds: the front proxy's HTML page, the only body that is not JSON. Belvo gives it no code.",
        &[];
    ServiceUnavailable "service_unavailable" Broken, Request, None, Documented, ERRORS, &["R-ERR-63"],
        "Something broke at Belvo; the same message as unexpected_error.",
        &[INTERNAL];

    // What is wrong with a link, with its consent, or with the data that it was asked for.
    InvalidLink "invalid_link" Request, Request, None, Documented, ERRORS, &["R-ERR-36"],
        "The link's credentials no longer work; the user has to update them.",
        &["The link has been invalidated. You may need to update link credentials"];
    UnconfirmedLink "unconfirmed_link" Request, Request, None, Documented, ERRORS, &["R-ERR-37"],
        "The user never gave the first MFA token of the link.",
        &["The link creation has not been completed yet"];
    InvalidCredentialsStorage "invalid_credentials_storage" Request, Request, None, Documented, ERRORS, &["R-ERR-40"],
        "A recurrent link was asked for without storing its credentials.",
        &["Recurrent links must store the credentials"];
    InvalidFetchResources "invalid_fetch_resources" Request, Request, None, Documented, ERRORS, &["R-ERR-41"],
        "A single link that stores nothing has to fetch its data at once.",
        &["Single links without stored credentials must fetch resources"];
    InvalidAccessModeSwitch "invalid_access_mode_switch" Request, Request, None, Documented, OPENAPI_OLD, &["R-ERR-42"],
        "A link without stored credentials cannot become recurrent.",
        &["This link doesn't have stored credentials hence it can't be switched to recurrent mode"];
    ExpiredCredentials "expired_credentials" Missing, Request, None, Documented, ERRORS, &["R-ERR-53"],
        "The link's credentials are no longer stored.",
        &["The credentials of this link have expired"];
    LinkRefreshed "link_refreshed" Conflict, Request, None, Documented, OPENAPI, &["R-ERR-57"],
        "The link was refreshed less than ten minutes ago.",
        &[REFRESHED.sample];
    InvalidPeriod "invalid_period" Request, Request, None, Documented, ERRORS, &["R-ERR-43"],
        "The period is too short for incomes.",
        &["The number of days between date_from and date_to must be at least 90 days"];
    UnavailableData "unavailable_data" Request, Request, None, Documented, ERRORS, &["R-ERR-44"],
        "The institution had nothing to give.",
        &["The institution did not return any data for the request."];
    ConsentWithoutAccounts "consent_without_accounts" Caller, Request, None, Documented, ERRORS, &["R-ERR-47"],
        "The consent of the link covers no account.",
        &["Information cannot be retrieved as the consent has no associated accounts"];

    // What is wrong with a payment. No call of payments is answered; a rule of a scenario can send these all the same.
    IdempotencyKeyConflict "idempotency_key_conflict" Conflict, Request, None, Documented, OPENAPI, &["R-ERR-58"],
        "Another request with the same idempotency key is under way.",
        &["A request with this idempotency key is already being processed."];
    IdempotencyPayloadMismatch "idempotency_payload_mismatch" Mismatch, Request, None, Documented, OPENAPI, &["R-ERR-59"],
        "The idempotency key has been used with another body.",
        &["A different request with the same idempotency key already exists."];
    CancellationError "cancellation_error" Request, Request, None, Documented, ERRORS, &["R-ERR-72"],
        "The payment can no longer be cancelled.",
        &[
            "Payment Intent cannot be canceled because it is not SCHEDULED",
            "Payment Intent cannot be canceled as the cutoff time (23:59:00) has passed.",
        ];
    MaxDigits "max_digits" Request, Request, None, Documented, ERRORS, &["R-ERR-73"],
        "The amount has too many digits.",
        &["Ensure that there are no more than 12 digits in total."];
    MaxDecimalPlaces "max_decimal_places" Request, Request, None, Documented, ERRORS, &["R-ERR-73"],
        "The amount has too many decimal places.",
        &["Ensure that there are no more than 2 decimal places."];
    MinValue "min_value" Request, Request, None, Documented, ERRORS, &["R-ERR-73"],
        "The amount is too small.",
        &["Ensure this value is greater than or equal to 0.01."];
    AlreadyExists "already_exists" Request, Request, None, Documented, ERRORS, &["R-ERR-70"],
        "The bank account exists. This error is nested, without message and code of its own.",
        &["This `pix_key__value` already exists. It is linked to BankAccount: <uuid>"];
    AlreadyRegistered "already_registered" Request, Request, None, Documented, OPENAPI, &["R-ERR-74"],
        "The customer exists.",
        &["This customer is already registered"];
    MinLength "min_length" Request, Request, None, Documented, OPENAPI, &["R-ERR-74"],
        "The text is too short.",
        &["Ensure this field has at least 2 characters."];
    MaxLength "max_length" Request, Request, None, Documented, OPENAPI, &["R-ERR-74"],
        "The text is too long.",
        &["Ensure this field has no more than 4 characters."];
    IdempotencyKeyInvalid "idempotency_key_invalid" Request, Request, None, Documented, OPENAPI, &["R-ERR-74"],
        "The idempotency key is of no use.",
        &["The provided idempotency key is invalid."];
}
