//! The social security of Mexico (R-EMPL).

mod career;
pub mod current;
pub mod metric;
pub mod record;
mod table;
mod window;

pub(super) use table::TABLE;
