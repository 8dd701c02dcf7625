#![doc = "x"]
pub mod domain;
pub mod scenario_file;
