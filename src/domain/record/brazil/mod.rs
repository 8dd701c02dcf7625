//! Brazil's open finance: accounts, transactions, owners, balances, bills (R-ACC-11, R-TRX-11, R-OWN-11, R-INV).

pub mod account;
pub mod balance;
pub mod bill;
pub mod card;
pub mod counterparty;
pub mod loan;
pub mod owner;
mod table;
pub mod transaction;

pub(super) use table::TABLE;
