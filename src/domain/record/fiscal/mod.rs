//! The treasury of Mexico: invoices, and what is declared of them (R-FISC).

mod book;
pub mod invoice;
mod line;
mod paper;
pub mod parts;
mod party;
mod table;
mod tax;
mod xml;

pub(super) use table::TABLE;
