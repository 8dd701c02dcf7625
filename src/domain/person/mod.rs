//! The believable person and the ledger of a bank behind a link: facts that the resources of the API are views of.
//!
//! Everything is generated from a [`Subject`] alone (R-BASE-15). What happens in a month depends on the seed, the month and
//! the day that the link was made, never on today: a later today only appends.

pub mod account;
pub mod bill;
mod birth;
pub(super) mod calendar;
pub mod dice;
pub mod documents;
mod duties;
mod earn;
pub mod entry;
mod generate;
mod habit;
pub mod ledger;
pub mod money;
mod naming;
pub mod people;
pub mod persona;
mod small;
mod start;
pub mod subject;
mod typed;
pub mod words;

pub use account::{Account, AccountKind, CardTerms, Instalment, LoanTerms};
pub use bill::{Bill, BillStatus};
pub use duties::INVESTMENT_BEARS;
pub use entry::{Direction, Entry, Kind, Status, Tag};
pub use ledger::Ledger;
pub use money::{Currency, Ending, Money};
pub use people::{Address, Company, Document, Employer, Person};
pub use persona::Persona;
pub use subject::{Country, DataSet, Subject};
pub use typed::is_known;
