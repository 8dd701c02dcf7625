//! What holds for the people and the accounts behind links.

use super::{Rule, rule};
use crate::domain::catalogue::Confidence::{Assumed, Documented};

pub(super) static RULES: &[Rule] = &[
    rule("R-LINK-30", Documented, "The end of a user name chooses full, no, low or negative data."),
    rule("R-ACC-02", Assumed, "Cards and loans are liabilities, other accounts assets."),
    rule("R-ACC-03", Documented, "Each country has its currency and its number of an account."),
    rule("R-ACC-06", Assumed, "Full data has checking, savings, card and loan."),
    rule("R-TRX-02", Documented, "Amounts are positive; negative data has negative balances."),
    rule("R-TRX-03", Documented, "Transactions lie inside the period that was asked for."),
    rule("R-TRX-04", Assumed, "Running balances agree with the account's."),
    rule("R-TRX-05", Documented, "Categories and subcategories are Belvo's words."),
    rule("R-OWN-02", Documented, "People and companies have the documents of their country."),
    rule("R-FISC-01", Documented, "One fiscal institution serves six resources for people and companies."),
    rule(
        "R-FISC-02",
        Documented,
        "Three years of invoices, five of yearly returns, twelve months of monthly ones.",
    ),
    rule("R-FISC-03", Documented, "A request for invoices spans a year at most."),
    rule("R-FISC-04", Documented, "Documents are attached only where they are asked for."),
    rule("R-FISC-05", Documented, "Tax returns are yearly or monthly, each with keys of its own."),
    rule("R-FISC-06", Documented, "Companies declare by another form from the tax year 2022 on."),
    rule("R-FISC-07", Documented, "Invoices have the treasury's types, states and ways of payment."),
    rule("R-FISC-08", Documented, "Banks' resources are not offered, and only invoices can be resumed."),
    rule(
        "R-EMPL-01",
        Documented,
        "One institution of employment serves jobs, metrics and owners for a CURP.",
    ),
    rule("R-EMPL-02", Documented, "Employment records are those of the social security; files come empty."),
    rule("R-EMPL-03", Documented, "Employment metrics need employment records that were fetched before."),
];
