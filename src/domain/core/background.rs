//! What is fetched later: calls in the background, and links that are refreshed (R-ASYNC-03, R-LINK-04 to 07).

use uuid::Uuid;

use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Resource;

/// What is fetched later.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Background {
    pub(in crate::domain) resources: Vec<&'static Resource>,
    pub(in crate::domain) ask: Ask,
}

impl Background {
    /// The link that is asked.
    pub(in crate::domain) fn link(&self) -> Uuid {
        self.ask.link
    }

    /// Whether it is a refresh of a link.
    pub(in crate::domain) fn refreshes(&self, link: Uuid) -> bool {
        self.ask.all && self.ask.link == link
    }

    /// How many bytes it takes.
    pub(in crate::domain) fn weight(&self) -> usize {
        size_of::<Self>() + size_of_val(self.resources.as_slice()) + self.ask.weight()
    }
}
