//! Holds sources against the table of rules.

use std::collections::BTreeSet;
use std::fmt;

use super::reader::{self, Import, Mention, Names};
use super::resolver::Resolver;
use super::rules::{self, HTTP_NUMBERS, HTTP_WORDS, NO_HTTP, OWN_NAME, Reserved, Room, TELLS_STATUSES};

/// A file under `src/`.
#[derive(Debug)]
pub(crate) struct Source {
    /// Relative to the package, with slashes.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) text: String,
}

/// A rule that is broken.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Violation {
    path: String,
    line: usize,
    what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Everything that is wrong with these sources, taken together.
pub(crate) fn check(sources: &[Source]) -> BTreeSet<Violation> {
    let mut violations = BTreeSet::new();
    let mut files = Vec::new();
    for source in sources {
        let note = |line, what| Violation { path: source.path.clone(), line, what };
        match (reader::read(&source.path, &source.text), rules::room_of(&source.path)) {
            (Err(fault), _) => violations.extend([note(1, fault)]),
            (_, None) => {
                violations.extend([note(1, String::from("stands in no room of the table of rules"))])
            }
            (Ok(names), Some(room)) => files.push((source, room, names)),
        }
    }
    let resolver = Resolver::new(OWN_NAME, files.iter().map(|(_, _, names)| names));
    for (source, room, names) in &files {
        let mut file = File { path: &source.path, room, resolver: &resolver, violations: &mut violations };
        file.check(names);
    }
    violations
}

struct File<'a> {
    path: &'a str,
    room: &'a Room,
    resolver: &'a Resolver,
    violations: &'a mut BTreeSet<Violation>,
}

impl File<'_> {
    fn note(&mut self, line: usize, what: String) {
        self.violations.insert(Violation { path: self.path.to_owned(), line, what });
    }

    fn check(&mut self, names: &Names) {
        for line in &names.moved {
            self.note(*line, String::from("`#[path]` hides where a module stands"));
        }
        for Import { mention, name } in &names.imports {
            self.path(mention, name.is_none());
        }
        for mention in &names.mentions {
            self.called(mention);
            if mention.segments.len() > 1 {
                self.path(mention, false);
            }
        }
        if NO_HTTP.contains(&self.room.name) && !TELLS_STATUSES.contains(&self.path) {
            self.status(names);
        }
    }

    fn path(&mut self, mention: &Mention, glob: bool) {
        let starts = self.resolver.starts(OWN_NAME, mention);
        let own = self.room.name;
        let foreign = |path: &[String]| room_in(path).is_some_and(|room| room != own);
        for path in self.resolver.reach(&starts, foreign) {
            self.inward(&path, mention, glob);
        }
        for path in self.resolver.reach(&starts, |_| false) {
            self.outside(&path, mention, glob);
        }
    }

    /// Who may use whom.
    fn inward(&mut self, path: &[String], mention: &Mention, glob: bool) {
        let written = mention.segments.join("::");
        let own = self.room.name;
        if own == rules::ROOT || path.first().is_none_or(|first| first != "crate") {
            return;
        }
        match path.get(1) {
            None if glob => self.note(mention.line, format!("`{written}::*` takes in the whole crate")),
            None => {}
            Some(name) if name == own || self.room.may_use.contains(&name.as_str()) => {}
            Some(name) if rules::room(name).is_some() => {
                self.note(mention.line, format!("`{written}`: {own} may not use {name}"));
            }
            Some(_) if self.resolver.reach(&BTreeSet::from([path.to_vec()]), |_| false).len() > 1 => {}
            Some(_) => {
                self.note(mention.line, format!("`{written}`: {own} may not use the root of the crate"))
            }
        }
    }

    /// What may not be reached outside of the crate.
    fn outside(&mut self, path: &[String], mention: &Mention, glob: bool) {
        let found = rules::forbidden(self.room).find(|(_, banned)| {
            let banned: Vec<&str> = banned.split("::").collect();
            starts_with(path, &banned) || (glob && path.len() < banned.len() && is_prefix(path, &banned))
        });
        if let Some((why, banned)) = found {
            self.note(mention.line, format!("`{}` reaches {banned}: {why}", mention.segments.join("::")));
        }
        for Reserved { name, rooms } in rules::RESERVED {
            if path.first().is_some_and(|first| first == name) && !rooms.contains(&self.room.name) {
                self.note(mention.line, format!("`{name}` may be named in {} alone", rooms.join(", ")));
            }
        }
    }

    fn called(&mut self, mention: &Mention) {
        let Some(last) = mention.segments.last().filter(|_| mention.bang) else { return };
        if last == "include" {
            self.note(mention.line, String::from("`include!` brings in text that is not read here"));
        }
        if self.room.pure && rules::TERMINAL_MACROS.contains(&last.as_str()) {
            self.note(mention.line, format!("`{last}!` writes to the terminal from {}", self.room.name));
        }
    }

    /// What is Belvo's own has no HTTP status.
    fn status(&mut self, names: &Names) {
        for (word, line) in &names.words {
            if HTTP_WORDS.contains(&word.to_lowercase().replace('_', "").as_str()) {
                self.note(*line, format!("`{word}`: an HTTP status in {}", self.room.name));
            }
        }
        for number in &names.numbers {
            let telling = HTTP_NUMBERS.contains(&number.value);
            if telling || (number.status && (200..600).contains(&number.value)) {
                self.note(number.line, format!("{}: an HTTP status in {}", number.value, self.room.name));
            }
        }
    }
}

fn room_in(path: &[String]) -> Option<&str> {
    let name = path.get(1).filter(|_| path[0] == "crate")?;
    rules::room(name).map(|room| room.name)
}

fn starts_with(path: &[String], banned: &[&str]) -> bool {
    path.len() >= banned.len() && banned.iter().zip(path).all(|(wanted, segment)| same(wanted, segment))
}

fn is_prefix(path: &[String], banned: &[&str]) -> bool {
    path.iter().zip(banned).all(|(segment, wanted)| same(wanted, segment))
}

/// `core` and `alloc` are doors to the same things as `std`.
fn same(wanted: &str, segment: &str) -> bool {
    wanted == segment || (wanted == "std" && ["core", "alloc"].contains(&segment))
}
