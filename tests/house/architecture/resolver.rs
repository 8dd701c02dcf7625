//! Finds what a written path means: `super`, renamed imports, names that another file lends.

use std::collections::{BTreeMap, BTreeSet};

use super::reader::{Import, Mention, Names, Segments};

/// How many renamings deep a path is followed.
const DEPTH: usize = 12;

/// What is known of the whole crate.
#[derive(Debug, Default)]
pub(crate) struct Resolver {
    modules: BTreeSet<Segments>,
    /// From a name in its module to what it stands for.
    aliases: BTreeMap<Segments, BTreeSet<Segments>>,
    /// From a module to those that it takes everything from.
    globs: BTreeMap<Segments, BTreeSet<Segments>>,
}

impl Resolver {
    /// Learns what all files say.
    pub(crate) fn new<'a>(own_name: &str, files: impl Iterator<Item = &'a Names> + Clone) -> Self {
        let mut resolver = Self::default();
        for module in files.clone().flat_map(|file| &file.modules) {
            let ancestors = (1..=module.len()).map(|length| module[..length].to_vec());
            resolver.modules.extend(ancestors);
        }
        let own = Segments::from([String::from("crate"), own_name.to_owned()]);
        resolver.aliases.entry(own).or_default().insert(vec![String::from("crate")]);
        for _ in 0..3 {
            for import in files.clone().flat_map(|file| &file.imports) {
                resolver.learn(own_name, import);
            }
        }
        resolver
    }

    fn learn(&mut self, own_name: &str, import: &Import) {
        let module = &import.mention.module;
        for target in self.starts(own_name, &import.mention) {
            match &import.name {
                None => self.globs.entry(module.clone()).or_default().insert(target),
                Some(name) => {
                    let key: Segments = module.iter().cloned().chain([name.clone()]).collect();
                    key != target && self.aliases.entry(key).or_default().insert(target)
                }
            };
        }
    }

    /// The path seen from the root of the crate, or from outside: its first meaning, before any renaming elsewhere.
    pub(crate) fn starts(&self, own_name: &str, mention: &Mention) -> BTreeSet<Segments> {
        let Some((first, rest)) = mention.segments.split_first() else { return BTreeSet::new() };
        let join = |head: &[String], tail: &[String]| [head, tail].concat();
        let from = |head: Segments| BTreeSet::from([join(&head, rest)]);
        let root = || vec![String::from("crate")];
        match first.as_str() {
            "crate" => from(root()),
            word if word == own_name => from(root()),
            "self" if mention.absolute => from(root()),
            _ if mention.absolute => from(vec![first.clone()]),
            "self" => from(mention.module.clone()),
            "super" => {
                let ups = mention.segments.iter().take_while(|segment| *segment == "super").count();
                let kept = mention.module.len().saturating_sub(ups).max(1);
                BTreeSet::from([join(&mention.module[..kept], &mention.segments[ups..])])
            }
            _ => {
                let found = self.look_up(&mention.module, first);
                let heads = if found.is_empty() { BTreeSet::from([vec![first.clone()]]) } else { found };
                heads.iter().map(|head| join(head, rest)).collect()
            }
        }
    }

    /// What a bare name stands for in a module.
    fn look_up(&self, module: &[String], name: &str) -> BTreeSet<Segments> {
        let key: Segments = module.iter().cloned().chain([name.to_owned()]).collect();
        if let Some(targets) = self.aliases.get(&key) {
            return targets.clone();
        }
        if self.modules.contains(&key) {
            return BTreeSet::from([key]);
        }
        let lenders = self.globs.get(module).into_iter().flatten();
        let lent =
            lenders.map(|lender| lender.iter().cloned().chain([name.to_owned()]).collect::<Segments>());
        lent.filter(|path| self.modules.contains(path) || self.aliases.contains_key(path)).collect()
    }

    /// All that a path comes to when renamed names are followed; a path for which `stop` holds is not followed.
    pub(crate) fn reach(
        &self,
        starts: &BTreeSet<Segments>,
        stop: impl Fn(&[String]) -> bool,
    ) -> BTreeSet<Segments> {
        let mut reached = starts.clone();
        let mut edge = starts.clone();
        for _ in 0..DEPTH {
            let next = edge.iter().filter(|path| !stop(path)).flat_map(|path| self.renamed(path));
            edge = next.filter(|path| !reached.contains(path)).collect();
            reached.extend(edge.iter().cloned());
        }
        reached
    }

    fn renamed(&self, path: &[String]) -> BTreeSet<Segments> {
        let mut found = BTreeSet::new();
        if path.first().is_none_or(|first| first != "crate") {
            return found;
        }
        for end in 1..path.len() {
            let (module, tail) = (&path[..end], &path[end + 1..]);
            let plain = self.modules.contains(&path[..=end]) && !self.aliases.contains_key(&path[..=end]);
            if !plain {
                found.extend(
                    self.look_up(module, &path[end]).iter().map(|head| [head.as_slice(), tail].concat()),
                );
            }
        }
        found
    }
}
