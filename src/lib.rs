//! x
pub mod domain;
pub mod http;
pub mod scenario_file;
pub mod store;
