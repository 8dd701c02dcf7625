//! The treasury of Mexico: invoices, and what is declared of them (R-FISC).

mod book;
mod cfdi;
mod declared;
pub mod invoice;
mod line;
mod monthly;
mod paper;
pub mod parts;
mod party;
mod pdf;
pub mod retention;

pub mod returns;
pub mod sheet;
mod signature;
pub mod statement;
pub mod status;
mod table;
mod tax;
mod xml;
mod yearly;

pub(super) use table::TABLE;
