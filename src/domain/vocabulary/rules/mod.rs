//! The rules that this version keeps: each with how sure it is and one line. Tests name the rules that they show.

mod brazil;
mod data;
mod rest;
mod rule;
mod sdk;
mod widget;

pub use rule::Rule;

/// All rules, the widget's first.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    widget::RULES.iter().chain(rest::RULES).chain(data::RULES).chain(brazil::RULES).chain(sdk::RULES)
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

    #[test]
    fn each_rule_stands_once_and_says_something() {
        let rules: Vec<&Rule> = all().collect();
        for (index, rule) in rules.iter().enumerate() {
            assert!(rules[..index].iter().all(|other| other.id != rule.id), "{} stands twice", rule.id);
            assert!(rule.about.ends_with('.') && rule.about.len() <= 100, "{}", rule.id);
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
