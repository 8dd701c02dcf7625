//! What is on the accounts now (R-BAL-11).

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::account;
use super::account::AccountOpenFinanceBrazil;
use crate::domain::base::time::Timestamp;
use crate::domain::person::{AccountKind, Money};
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// What is on a checking or savings account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "BalanceOFDA")]
#[allow(missing_docs)]
pub struct BalanceOfda {
    pub id: Uuid,
    pub link: Uuid,
    pub account_id: Uuid,
    pub account_internal_identification: String,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub last_updated_at: Timestamp,
    pub currency: &'static str,
    pub available: Money,
    pub blocked: Money,
    pub automatically_invested: Money,
}

/// One row an account, of one account alone if it is named.
pub(super) fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let accounts = [AccountKind::Checking, AccountKind::Savings];
    let accounts =
        accounts.into_iter().flat_map(|kind| account::of_kind(source, kind).map(|(_, account)| account));
    let wanted = ask.id("account_id");
    let balances = accounts
        .filter(|account| wanted.is_none_or(|id| id == account.id))
        .map(|account| view(source, account));
    Ok(balances.map(|balance| Generated::of(balance.account_id, balance.id, &balance)).collect())
}

fn view(source: &Source<'_>, account: AccountOpenFinanceBrazil) -> BalanceOfda {
    BalanceOfda {
        id: source.id("balance", &account.internal_identification),
        link: source.link.id,
        account_id: account.id,
        account_internal_identification: account.internal_identification,
        collected_at: source.stamp(),
        created_at: source.stamp(),
        last_updated_at: source.stamp(),
        currency: account.currency,
        available: account.balance.available.unwrap_or_default(),
        blocked: account.balance.blocked,
        automatically_invested: account.balance.automatically_invested,
    }
}
