//! The resources that open finance tells otherwise than institutions with credentials do, at the same paths.

use super::ask::Ask;
use super::resource::{At, Generated};
use super::source::Source;
use super::{banking, brazil};
use crate::domain::vocabulary::failure::Failure;

pub(super) fn is_open(source: &Source<'_>) -> bool {
    At::OpenFinance.has(source.institution)
}

/// R-ACC-01
pub(super) fn accounts(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    if is_open(source) {
        brazil::account::generate(ask, source)
    } else {
        banking::account::generate(ask, source)
    }
}

/// R-TRX-01
pub(super) fn transactions(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    if is_open(source) {
        brazil::transaction::generate(ask, source)
    } else {
        banking::transaction::generate(ask, source)
    }
}

/// R-OWN-01
pub(super) fn owners(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    if is_open(source) { brazil::owner::generate(ask, source) } else { banking::owner::generate(ask, source) }
}
