#![doc = "x"]
pub mod domain;
