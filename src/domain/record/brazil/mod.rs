//! Brazil's open finance: what only it has, and what it tells otherwise than
//! institutions with credentials do (R-ACC-11, R-TRX-11, R-OWN-11, R-OWN-12, R-BAL-11, R-INV, R-CONS).

pub mod account;
pub mod balance;
pub mod bill;
pub mod card;
pub mod consent;
pub mod counterparty;
pub mod exchange;
pub mod history;
pub mod investing;
pub mod investment;
pub mod loan;
pub mod owner;
mod position;
mod table;
pub mod transaction;

pub(in crate::domain) use table::CONSENTS;
pub(super) use table::TABLE;
