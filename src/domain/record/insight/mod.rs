//! What can be told from accounts and transactions together: incomes, recurring expenses, risk insights (R-INC).
//!
//! All of it is derived from the entries of the ledger, so that the numbers agree with `/api/transactions/`.

pub mod accounts;
pub mod figures;
pub mod income;
pub mod recurring;
pub mod risk;
mod risk_tables;
mod stream;
mod table;
mod trend;

pub(super) use table::TABLE;
