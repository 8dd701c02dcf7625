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
];
