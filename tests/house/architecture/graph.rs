//! Which file imports which: the graph, its circles, and the imports that go against the order of the domain's rooms.

use std::collections::{BTreeMap, BTreeSet};

use super::checker::Source;
use super::reader::{self, Mention, Names, Segments};
use super::resolver::Resolver;
use super::rules::{DOMAIN, OWN_NAME};

/// From each file's module to those of the files that it imports from.
#[derive(Debug, Default)]
pub(crate) struct Graph(BTreeMap<Segments, BTreeSet<Segments>>);

impl Graph {
    /// Reads all files; what stands in a module of tests does not count, nor does `mod x;`.
    pub(crate) fn of(sources: &[Source]) -> Self {
        let read = |source: &Source| reader::read(&source.path, &source.text);
        let files: Vec<Names> =
            sources.iter().map(read).collect::<Result<_, _>>().unwrap_or_else(|fault| panic!("{fault}"));
        let modules: BTreeSet<&[String]> = files.iter().map(|names| names.modules[0].as_slice()).collect();
        let resolver = Resolver::new(OWN_NAME, files.iter());
        let mut graph = Self::default();
        for names in &files {
            let own = &names.modules[0];
            let imported = names.imports.iter().map(|import| &import.mention);
            let mentions = imported.chain(&names.mentions).filter(|mention| counts(mention));
            let paths = mentions.flat_map(|mention| resolver.starts(OWN_NAME, mention));
            let targets = paths.filter_map(|path| file_of(&path, &modules)).filter(|target| target != own);
            graph.0.entry(own.clone()).or_default().extend(targets);
        }
        graph
    }

    /// The circles, each a list of files that all lead to each other.
    pub(crate) fn circles(&self) -> Vec<Vec<String>> {
        let reach: BTreeMap<_, _> = self.0.keys().map(|file| (file, self.reached(file))).collect();
        let mut circles = BTreeSet::new();
        for file in self.0.keys().filter(|file| reach[file].contains(*file)) {
            let together =
                self.0.keys().filter(|other| reach[file].contains(*other) && reach[other].contains(file));
            circles.insert(together.map(|file| file.join("::")).collect::<Vec<_>>());
        }
        circles.into_iter().collect()
    }

    fn reached(&self, from: &Segments) -> BTreeSet<&Segments> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&Segments> = self.0[from].iter().collect();
        while let Some(file) = open.pop() {
            if reached.insert(file) {
                open.extend(self.0.get(file).into_iter().flatten());
            }
        }
        reached
    }

    /// Which room of the domain imports from which.
    pub(crate) fn rooms(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut rooms: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (from, to, ..) in self.across() {
            rooms.entry(from).or_default().insert(to);
        }
        rooms
    }

    /// The imports from a room that does not stand below.
    pub(crate) fn upward(&self) -> Vec<String> {
        let below =
            |room: &str| DOMAIN.iter().find(|(name, _)| *name == room).map_or(&[][..], |(_, below)| *below);
        let wrong = self.across().filter(|(from, to, ..)| !below(from).contains(to));
        wrong
            .map(|(.., file, target)| format!("{} imports from {}", file.join("::"), target.join("::")))
            .collect()
    }

    fn across(&self) -> impl Iterator<Item = (&str, &str, &Segments, &Segments)> {
        let pairs =
            self.0.iter().flat_map(|(file, targets)| targets.iter().map(move |target| (file, target)));
        let rooms = pairs.filter_map(|(file, target)| Some((room_of(file)?, room_of(target)?, file, target)));
        rooms.filter(|(from, to, ..)| from != to)
    }
}

/// A path of one name says nothing of where it comes from; its import does.
fn counts(mention: &Mention) -> bool {
    !mention.module.iter().any(|module| module == "tests") && mention.segments.len() > 1
}

/// The file that a path leads into. A path that is a file's own name alone takes nothing from it yet.
fn file_of(path: &[String], modules: &BTreeSet<&[String]>) -> Option<Segments> {
    let deepest = (1..=path.len()).rev().find(|length| modules.contains(&path[..*length]))?;
    (deepest < path.len() && deepest > 1).then(|| path[..deepest].to_vec())
}

/// The room of the domain that a file stands in; the domain's head is above them all.
fn room_of(module: &[String]) -> Option<&str> {
    (module.get(1)? == "domain").then(|| module.get(2).map_or("the head of the domain", String::as_str))
}
