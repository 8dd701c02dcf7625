//! The data behind a link, over the REST API (R-DATA).

#[path = "records/banking.rs"]
mod banking;
#[path = "records/brazil.rs"]
mod brazil;
#[path = "records/consents.rs"]
mod consents;
#[path = "openapi/contract.rs"]
mod contract;
#[path = "records/desk.rs"]
mod desk;
#[path = "records/employment.rs"]
mod employment;
#[path = "records/fiscal.rs"]
mod fiscal;
#[path = "records/given.rs"]
mod given;
#[path = "records/insight.rs"]
mod insight;
#[path = "records/keeping.rs"]
mod keeping;
#[path = "records/legacy.rs"]
mod legacy;
#[path = "records/links.rs"]
mod links;
#[path = "records/lists.rs"]
mod lists;
#[path = "records/owners.rs"]
mod owners;
