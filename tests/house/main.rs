//! The house: what the sources, the dependencies, the texts and the claimed rules have to keep to.

mod architecture;
mod dependencies;
mod fuzz;
mod hosts;
mod package;
mod rules;
#[path = "../support/mod.rs"]
mod support;
mod texts;
mod verbs;
mod words;
