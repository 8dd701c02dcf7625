//! The data of a link: one table of resources and one engine for all of them (R-DATA).
//!
//! | file | what is in it |
//! |---|---|
//! | `resource.rs`, `table.rs` | what can be said of a resource; every resource |
//! | `ask.rs`, `filter.rs`, `column.rs` | the keys of a retrieve; what a list is narrowed by |
//! | `source.rs`, `plan.rs` | the person behind a link; records that are made while others use the workspace |
//! | `store.rs` | what was fetched |
//! | `overrides.rs` | the tester's own records |
//! | `banking/` … `employment/`, `legacy.rs` | the rows and record types, a folder an area |
//! | `regional.rs` | what open finance tells otherwise at the same paths |

pub(in crate::domain) mod arrivals;
pub mod ask;
pub mod banking;
pub mod brazil;
pub mod column;
pub mod employment;
pub mod filter;
pub mod fiscal;
pub mod insight;
pub mod legacy;
pub mod overrides;
pub mod plan;
pub mod regional;
pub mod resource;
pub mod source;
pub mod store;
pub mod table;
