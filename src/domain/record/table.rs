//! Every resource, area by area.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::resource::{Resource, Tie};
use super::{banking, brazil, employment, fiscal, insight, legacy};
use crate::domain::link::institution::Institution;

/// The rows, area by area.
static TABLES: &[&[Resource]] =
    &[banking::TABLE, brazil::TABLE, insight::TABLE, fiscal::TABLE, employment::TABLE, legacy::TABLE];

/// Every resource.
pub fn all() -> impl Iterator<Item = &'static Resource> {
    TABLES.iter().copied().flatten()
}

/// A resource by its path.
pub fn find(path: &str) -> Option<&'static Resource> {
    all().find(|resource| resource.path == path)
}

/// As its path.
impl Serialize for Resource {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.path)
    }
}

impl<'de> Deserialize<'de> for &'static Resource {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let path = String::deserialize(from)?;
        find(&path)
            .ok_or_else(|| de::Error::custom("the path of a resource was expected, like /api/accounts/"))
    }
}

/// The resources whose records go with a record of this one that is deleted.
pub fn hanging(resource: &Resource) -> impl Iterator<Item = &'static Resource> + use<> {
    let is_account = resource.tie == Tie::Account;
    all().filter(move |other| is_account && other.tie == Tie::OfAccount)
}

/// Institutions with what only Belvo's OpenAPI document says that they offer (R-INST-10).
pub fn with_documented(mut institutions: Vec<Institution>) -> Vec<Institution> {
    for institution in &mut institutions {
        let offered = all().filter(|row| row.documented_at.contains(&institution.name.as_str()));
        institution.resources.extend(offered.map(|row| row.name.to_owned()));
    }
    institutions
}
