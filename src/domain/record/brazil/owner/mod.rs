//! Owners of open finance in Brazil: a person or a company (R-OWN-01).

pub mod business;
pub mod contact;
pub mod individual;
pub mod relation;

use crate::domain::person::DataSet;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// The company of a CNPJ, the person of a CPF.
pub fn generate(_: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let (id, person) = (source.id("owner", "1"), source.person());
    Ok(match &person.company {
        _ if source.subject().set == DataSet::None => Vec::new(),
        Some(company) => vec![Generated::new(id, &business::view(source, id, person, company))],
        None => vec![Generated::new(id, &individual::view(source, id, person))],
    })
}
