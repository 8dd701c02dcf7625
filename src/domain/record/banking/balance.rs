//! What was on an account at the end of a day (R-BAL-10).

use std::rc::Rc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::account;
use super::account::Account;
use crate::domain::base::time::Timestamp;
use crate::domain::person::Money;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// The balance of an account on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Balance {
    pub id: Uuid,
    pub account: Option<Rc<Account>>,
    pub value_date: Date,
    pub balance: Money,
    /// Deprecated.
    pub current_balance: Option<Money>,
    /// Deprecated.
    pub statement: Option<String>,
    /// Deprecated.
    pub collected_at: Option<Timestamp>,
}

/// One row for each account and day of the period, newest first.
pub(super) fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let (from, to) = ask.kept_period(source);
    let wanted = ask.id("account");
    let accounts = account::all(source).into_iter().enumerate();
    let accounts: Vec<(usize, Rc<Account>)> = accounts
        .filter(|(_, account)| wanted.is_none_or(|id| id == account.id))
        .map(|(at, account)| (at, Rc::new(account)))
        .collect();
    let mut rows = Vec::new();
    let mut day = to;
    while day >= from {
        for (at, account) in &accounts {
            let row = view(source, *at, account.clone(), day);
            rows.push(Generated::of(account.id, row.id, &row));
        }
        let Ok(before) = day.yesterday() else { break };
        day = before;
    }
    Ok(rows)
}

fn view(source: &Source<'_>, at: usize, account: Rc<Account>, day: Date) -> Balance {
    Balance {
        id: source.id("balance", &format!("{}/{day}", account.id)),
        value_date: day,
        balance: source.ledger().balance(at, day),
        current_balance: None,
        statement: None,
        collected_at: Some(source.stamp()),
        account: Some(account),
    }
}
