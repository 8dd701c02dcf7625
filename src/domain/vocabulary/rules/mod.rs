//! The rules that this version keeps, whole or by half: each with how sure it is and one line. Tests name the rules that
//! they show. And those that it does not keep, each with why.

mod absent;
mod brazil;
mod data;
mod rest;
mod rule;
mod sdk;
mod widget;

pub use rule::{Absent, Rule};

/// All rules, the widget's first.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    widget::RULES.iter().chain(rest::RULES).chain(data::RULES).chain(brazil::RULES).chain(sdk::RULES)
}

/// The rules that are not emulated.
pub fn absent() -> impl Iterator<Item = &'static Absent> {
    absent::ABSENT.iter()
}

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::CODES;
    use super::*;
    use crate::domain::base::options::{self, ROWS};
    use std::collections::BTreeSet;

    #[test]
    fn each_rule_stands_once_and_says_something() {
        let rules: Vec<&Rule> = all().collect();
        for (index, rule) in rules.iter().enumerate() {
            assert!(rules[..index].iter().all(|other| other.id != rule.id), "{} stands twice", rule.id);
            assert!(rule.about.ends_with('.') && rule.about.len() <= 100, "{}", rule.id);
            assert!(rule.lacks.is_none_or(|lacks| lacks.ends_with('.') && lacks.len() <= 110), "{}", rule.id);
        }
    }

    #[test]
    fn a_rule_is_kept_or_not_and_why_not_is_one_sentence() {
        let mut seen = BTreeSet::new();
        for rule in absent() {
            assert!(find(rule.id).is_none() && seen.insert(rule.id), "{} stands twice", rule.id);
            assert!(rule.why.ends_with('.') && !rule.why.contains(". "), "{}", rule.id);
        }
    }

    #[test]
    fn options_and_codes_name_rules_of_the_table() {
        let named = ROWS.iter().flat_map(options::Row::rules);
        for id in named.chain(CODES.iter().flat_map(|code| code.rules.iter().copied())) {
            assert!(find(id).is_some(), "{id}");
        }
    }
}
