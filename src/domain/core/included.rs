//! What comes with a link.

use crate::domain::base::options::Options;
use crate::domain::link::institution::Institution;
use crate::domain::record::resource::Resource;
use crate::domain::record::table;
use crate::domain::vocabulary::AccessMode;

/// Whether an institution has a resource.
pub(super) fn has(institution: &Institution, resource: &Resource, options: &Options) -> bool {
    resource.at.has(institution) && institution.offered(options).iter().any(|name| name == resource.name)
}

/// The paths of the resources that come with a link, in the order of the table: those that it names; a recurrent link
/// that names none gets all (R-HOOK-07).
pub(in crate::domain) fn included(
    institution: &Institution,
    access_mode: AccessMode,
    fetched: &[String],
    options: &Options,
) -> Vec<&'static str> {
    let all = access_mode == AccessMode::Recurrent && fetched.is_empty();
    let names = |wanted: &str| fetched.iter().any(|name| name == wanted);
    let wanted =
        |resource: &&Resource| all || names(resource.name) && resource.needs.iter().all(|name| names(name));
    let comes = |resource: &&Resource| !resource.always && has(institution, resource, options);
    table::all().filter(wanted).filter(comes).map(|resource| resource.path).collect()
}
