//! `links`: what becomes of links later.

use super::tree::Node;
use super::walk::Walk;
use super::words::LINK;
use crate::domain::scenario::model::LinkRule;
use crate::domain::vocabulary::LinkState;

impl Walk<'_> {
    pub(super) fn links(&mut self, node: &Node) -> Vec<LinkRule> {
        let items = self.items(node, "`links`");
        items.iter().filter_map(|item| self.link_rule(item)).collect()
    }

    fn link_rule(&mut self, node: &Node) -> Option<LinkRule> {
        let fields = self.fields(node, "a rule of `links`", &LINK);
        let words: Vec<_> = LinkState::ALL.iter().map(|state| (state.name(), *state)).collect();
        let after = fields.get("after").map(|node| self.duration(node, "`after`"));
        let status = fields.get("status").and_then(|node| self.word(node, "`status`", &words));
        for (key, help) in [("after", "write `after: 1d`"), ("status", "write `status: invalid`")] {
            if fields.get(key).is_none() {
                self.lacking(&fields, key, &format!("the key `{key}` of a rule"), help);
            }
        }
        Some(LinkRule { after: after?, state: status? })
    }
}
