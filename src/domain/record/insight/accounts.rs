//! The account beside an insight, as `/api/accounts/` of the same institution tells it.

use std::rc::Rc;

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::person;
use crate::domain::record::banking::account;
use crate::domain::record::banking::account::Account;
use crate::domain::record::brazil::account::AccountOpenFinanceBrazil;
use crate::domain::record::source::Source;
use crate::domain::record::{brazil, regional};

/// An account in the shape of its institution.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum InsightAccount {
    /// Of an institution that is reached with credentials.
    Credentials(Rc<Account>),
    /// Of one of Brazil's open finance.
    OpenFinance(Rc<AccountOpenFinanceBrazil>),
}

/// The accounts that `/api/accounts/` lists, by their place in the ledger; the one place that chooses the shape.
pub(super) fn accounts(source: &Source<'_>) -> Vec<Option<InsightAccount>> {
    if regional::is_open(source) {
        let seen =
            source.ledger().accounts().iter().map(|account| brazil::account::shared_view(source, account));
        return seen
            .map(|account| account.map(|account| InsightAccount::OpenFinance(Rc::new(account))))
            .collect();
    }
    let seen = account::all(source).into_iter();
    seen.map(|account| Some(InsightAccount::Credentials(Rc::new(account)))).collect()
}

/// The id of an account of the ledger.
pub(super) fn id(source: &Source<'_>, account: &person::Account) -> Uuid {
    account::id(source, account)
}
