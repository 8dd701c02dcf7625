//! What holds for Brazil's open finance.

use super::rule::{Rule, rule};
use crate::domain::vocabulary::catalogue::Confidence::{Assumed, Documented};

pub(in crate::domain) static RULES: &[Rule] = &[
    rule("R-ACC-11", Documented, "An account of open finance has 23 keys; no amount is below zero."),
    rule("R-TRX-06", Documented, "Bills are named once closed; some keys are of cards alone."),
    rule("R-TRX-11", Documented, "A transaction of open finance has 28 keys and its whole account."),
    rule("R-OWN-11", Documented, "A CPF is told as a person."),
    rule("R-OWN-12", Documented, "A CNPJ is told as a company."),
    rule("R-BAL-11", Documented, "A balance is flat, of checking and savings, as it is now."),
    rule("R-INV-01", Documented, "Investments and their transactions have paths of their own."),
    rule("R-INV-02", Documented, "Exchanges come for a year and have a history that goes with them."),
    rule("R-INV-03", Documented, "A bill has no name while it is open."),
    rule("R-INV-04", Assumed, "Only the mock bank of open finance has them."),
    rule("R-CONS-01", Documented, "One consent for each link of open finance, until the link is deleted."),
    rule("R-CONS-02", Documented, "Consents are found by the user's document, which may be left out."),
    rule("R-CONS-03", Documented, "A consent lasts 92, 183, 275 or 366 days.")
        .lacks("none is without an end."),
    rule("R-CONS-04", Documented, "Permissions stand in groups."),
    rule("R-CONS-05", Documented, "A consent tells the user's name as the token does."),
    rule("R-CONS-10", Documented, "A consent has 15 keys."),
    rule("W-OFDA-06", Documented, "One consent for each link of open finance; with the link it is gone."),
    rule("W-OFDA-07", Documented, "The sandbox's bank of open finance is ofmockbank_br_retail.")
        .lacks("links to it are made with its form or over REST, without the bank's own page."),
    rule(
        "W-OFDA-09",
        Documented,
        "Webhooks tell of the end and of the renewal of a consent, by the new names or the old.",
    )
    .lacks("those of resources that cannot be read come by hand alone."),
];
