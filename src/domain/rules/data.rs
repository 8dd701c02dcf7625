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
    rule("R-INC-01", Documented, "Incomes are one object of 90 days to a year, of checking and savings."),
    rule("R-INC-02", Documented, "Incomes can be asked for by their types and by a least confidence."),
    rule("R-INC-03", Documented, "Recurring expenses name their account, risk insights all accounts."),
    rule("R-INC-04", Documented, "These are fetched with a link only beside ACCOUNTS and TRANSACTIONS."),
    rule("R-INC-05", Documented, "They are served wherever the institution names them."),
    rule("R-OWN-02", Documented, "People and companies have the documents of their country."),
];
