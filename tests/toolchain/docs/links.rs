//! Links inside lead somewhere; nothing outside is asked.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::document::{Document, document, documents, root};

/// The text outside fences and code: what may link.
fn prose(text: &str) -> String {
    let fences = text.split("\n```").step_by(2);
    fences.map(|text| text.split('`').step_by(2).collect::<String>()).collect()
}

/// Where a text links to, as it is written.
fn targets(text: &str) -> Vec<String> {
    prose(text).split("](").skip(1).filter_map(|rest| rest.split(')').next()).map(str::to_owned).collect()
}

/// The anchor of a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let letters = heading.trim_start_matches(['#', ' ']).to_lowercase();
    let letters = letters.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    letters.collect::<String>().replace(' ', "-")
}

fn anchors(document: &Document) -> Vec<String> {
    document.sections().iter().map(|section| anchor(&section.heading)).collect()
}

/// `docs/../README.md` is `README.md`.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
        plain
    })
}

/// The path and the anchor that a document links to.
fn resolved(from: &Document, target: &str) -> (String, String) {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let folder = Path::new(&from.path).parent().expect("a folder");
    let path = if path.is_empty() { PathBuf::from(&from.path) } else { plain(&folder.join(path)) };
    (path.display().to_string(), anchor.to_owned())
}

fn fault(from: &Document, target: &str) -> Option<String> {
    let (path, anchor) = resolved(from, target);
    let leads = match documents().iter().find(|one| one.path == path) {
        Some(document) => anchor.is_empty() || anchors(document).contains(&anchor),
        None => anchor.is_empty() && root().join(&path).exists(),
    };
    (!leads).then(|| format!("{}: {target} leads nowhere", from.path))
}

#[test]
fn no_link_inside_leads_nowhere() {
    let mut faults = Vec::new();
    let mut inside = 0;
    for one in documents() {
        for target in targets(&one.text).iter().filter(|target| !target.starts_with("http")) {
            inside += 1;
            faults.extend(fault(one, target));
        }
    }
    assert!(inside > 50, "{inside} links were found");
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn a_link_that_leads_nowhere_is_found() {
    let readme = document("README.md");
    for (target, leads) in [
        ("docs/test.md#from-rust", true),
        ("#licence", true),
        ("LICENSE-MIT", true),
        ("docs/test.md#nowhere", false),
        ("#nowhere", false),
        ("docs/nowhere.md", false),
        ("LICENSE-MIT#nowhere", false),
    ] {
        assert_eq!(fault(readme, target).is_none(), leads, "{target}");
    }
    assert_eq!(targets("[a](b) `[c](d)`\n```sh\n[e](f)\n```\n[g](h#i)"), ["b", "h#i"]);
}

/// No heading stands twice in a file: GitHub and `/docs` would number them.
#[test]
fn anchors_are_of_one_heading() {
    for one in documents() {
        let all = anchors(one);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{}: {all:?}", one.path);
    }
}

#[test]
fn the_readme_is_short_and_leads_to_all_the_docs() {
    let readme = document("README.md");
    let lines = readme.text.lines().count();
    assert!(lines <= 250, "README.md has {lines} lines; what is more belongs to docs/");
    let linked: Vec<_> = targets(&readme.text).iter().map(|target| resolved(readme, target).0).collect();
    for one in documents().iter().skip(1) {
        assert!(linked.contains(&one.path), "README.md does not lead to {}", one.path);
    }
}
