//! The resources that open finance tells otherwise than institutions with credentials do, at the same paths.

use super::ask::Ask;
use super::resource::{At, Drawn};
use super::source::Source;
use super::{banking, brazil};
use crate::domain::vocabulary::failure::Failure;

pub(super) fn is_open(source: &Source<'_>) -> bool {
    At::OpenFinance.has(source.institution)
}

/// R-ACC-01
pub(super) fn accounts(ask: &Ask, source: &Source<'_>) -> Result<Vec<Drawn>, Failure> {
    if is_open(source) { brazil::account::draw(ask, source) } else { banking::account::draw(ask, source) }
}

/// R-TRX-01
pub(super) fn transactions(ask: &Ask, source: &Source<'_>) -> Result<Vec<Drawn>, Failure> {
    if is_open(source) {
        brazil::transaction::draw(ask, source)
    } else {
        banking::transaction::draw(ask, source)
    }
}

/// R-OWN-01
pub(super) fn owners(ask: &Ask, source: &Source<'_>) -> Result<Vec<Drawn>, Failure> {
    if is_open(source) { brazil::owner::draw(ask, source) } else { banking::owner::draw(ask, source) }
}
