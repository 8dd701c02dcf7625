//! The rules that are not emulated, each with what there is instead, or why there is nothing.

use super::rule::{Absent, absent};

pub(in crate::domain) static ABSENT: &[Absent] = &[
    absent(
        "R-BASE-14",
        "the port speaks no TLS, so a client that writes `https://sandbox.belvo.com` into itself needs a proxy that ends it.",
    ),
    absent("R-ERR-04", "it advises callers how often to try again; nothing that is answered depends on it."),
    absent("R-ERR-64", "Belvo documents no answer of 502, 503 or 504, and none is sent."),
    absent("R-ERR-75", "`last_error` is of payment intents, and there are none (R-PAY-01)."),
    absent(
        "R-EMPL-05",
        "webhooks of employment come two seconds after the link, as all do; `data.fetch_delay` says when.",
    ),
    absent(
        "R-INST-12",
        "it says what Belvo sells in which country; here the sandbox's own rows decide what an institution offers.",
    ),
    absent(
        "R-LEGACY-03",
        "enrichment of one's own transactions and receivables have left Belvo's API: their paths answer 404.",
    ),
    absent(
        "R-LEGACY-05",
        "it is a word of the SDKs for a host of Belvo's that is gone; callers name this emulator's address.",
    ),
    absent("R-LIMIT-07", "no call counts against the monthly limits of open finance for each CPF or CNPJ."),
    absent("R-PAY-02", "payments are refused whatever version of them a header asks for (R-PAY-01)."),
    absent(
        "R-PAY-03",
        "payments are refused before an idempotency key is looked at; a scenario can answer its errors (R-ERR-58, R-ERR-59).",
    ),
    absent(
        "R-PAY-04",
        "no payment can be scheduled, so none can be cancelled in time or too late (R-PAY-01).",
    ),
    absent("R-PAY-05", "Mexico's direct debit is an API of its own, which is not here."),
    absent("R-PAY-06", "the page of Pix Biometria is not here: `pix-biometria.pay.belvo.com` answers 404."),
    absent(
        "R-TOK-15",
        "there is no hosted page for web views: `widget.belvo.io` answers 404 for it; embed the script instead.",
    ),
    absent("R-TOK-16", "`POST /payments/br/token/` is refused with 403, as payments are (R-PAY-01)."),
    absent("W-CB-03", "it is what a hosted page is redirected with, and there is none (W-HOST-05)."),
    absent("W-EVT-11", "it is of the messages of a hosted page, and there is none (W-HOST-14)."),
    absent(
        "W-HOST-01",
        "there is no hosted page for web views: `widget.belvo.io` answers 404 for it; embed the script instead.",
    ),
    absent("W-HOST-02", "no query opens a hosted page; the same keys work in `createWidget`."),
    absent("W-HOST-03", "no query opens a hosted page, encoded or not."),
    absent(
        "W-HOST-04",
        "nothing is redirected to `callback_urls`; `callback`, `onExit` and `onEvent` tell the same to a page with the script.",
    ),
    absent("W-HOST-05", "a success is not redirected; `callback` gets the link and the institution."),
    absent("W-HOST-06", "an exit is not redirected; `onExit` gets the same."),
    absent("W-HOST-07", "an error is not redirected; `onEvent` gets ERROR ACCESS_TOKEN_NOT_VALID."),
    absent("W-HOST-08", "a warning is not redirected; `onEvent` gets WARNING institution_disabled."),
    absent("W-HOST-09", "nothing is redirected to `callback_urls.event`."),
    absent("W-HOST-10", "nothing is redirected, with a query or without."),
    absent("W-HOST-11", "nothing is redirected to `belvowidget://` either."),
    absent("W-HOST-12", "nothing is redirected, so no web view has anything to intercept."),
    absent("W-HOST-13", "the port speaks no TLS."),
    absent("W-HOST-14", "no message goes to a web view that hosts the page."),
    absent("W-HOST-15", "there is no hosted page that could show a last screen."),
    absent("W-HOST-16", "no app is led to the bank's app and back."),
    absent("W-HOST-17", "update mode is in the script alone."),
    absent("W-HOST-18", "there is no hosted page, for any product."),
    absent("W-OFDA-01", "a token with a consent opens the usual widget."),
    absent(
        "W-OFDA-02",
        "the widget has no consent of open finance and no way over the bank; a link to the mock bank is made with its form or over REST.",
    ),
    absent("W-OFDA-03", "there is no page of the bank; a scenario and user names say what it answers."),
    absent("W-OFDA-04", "nobody is led to a bank, so nobody can be too late for it."),
    absent(
        "W-OFDA-05",
        "no screen asks for a duration; a consent lasts as `default_consent_duration_days` of the token says.",
    ),
    absent("W-OFDA-08", "the script shows the usual widget for a token of open finance."),
    absent("W-PORT-01", "My Belvo Portal is not here: `meuportal.belvo.com` answers 404."),
    absent("W-PORT-02", "My Belvo Portal is not here; a token for it can be asked for and opens nothing."),
    absent(
        "W-PORT-03",
        "there is no portal to renew a consent in; new credentials over REST or in update mode do it.",
    ),
    absent("W-PORT-04", "there is no portal to sign in to."),
    absent("W-PORT-05", "a consent is revoked by deleting its link over REST alone."),
    absent("W-PORT-06", "there is no portal that would show a logo."),
    absent(
        "W-TEST-12",
        "names in a hosts file lead to ports that speak TLS, and this one speaks none; `--host-resolver-rules` can name a port.",
    ),
    absent("W-TOK-10", "`callback_urls` are accepted and lead nowhere: there is no hosted page to leave."),
    absent("W-TOK-11", "`openfinance_feature` is accepted and changes nothing: the widget is the usual one."),
    absent("W-TOK-12", "a purpose is accepted, of any length, and shown nowhere."),
    absent("W-TOK-13", "the terms and permissions of a consent are accepted as they are, and shown nowhere."),
    absent(
        "W-TOK-14",
        "of the people of a consent only the first one's name is used, as `user_name` of the consent over REST.",
    ),
    absent("W-TOK-15", "the duration is that of the consent over REST; no screen offers another."),
];
