//! The data behind a link, over the REST API (R-DATA).

mod banking;
mod brazil;
mod consents;
mod employment;
mod fiscal;
mod given;
mod insight;
mod keeping;
mod legacy;
mod links;
mod lists;
mod lookups;
mod owners;
