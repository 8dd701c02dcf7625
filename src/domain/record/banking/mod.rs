//! Banking by credentials in Mexico, Colombia and Brazil (R-ACC, R-TRX, R-OWN, R-BAL).

pub mod account;
pub mod balance;
pub mod owner;
mod table;
pub mod transaction;

pub(super) use table::TABLE;
