//! The README in other languages: the same blocks, so that they need not be run again, and the same headings.

use super::document::{Block, Document, document, documents};

fn translations() -> impl Iterator<Item = &'static Document> {
    documents().iter().filter(|one| one.is_translation())
}

fn texts(document: &Document) -> Vec<(String, String)> {
    document.blocks().into_iter().map(|Block { language, text, .. }| (language, text)).collect()
}

/// The depth of each heading.
fn outline(document: &Document) -> Vec<usize> {
    document
        .sections()
        .iter()
        .map(|one| one.heading.bytes().take_while(|byte| *byte == b'#').count())
        .collect()
}

#[test]
fn every_translation_of_the_readme_has_its_blocks_and_headings() {
    let readme = document("README.md");
    let paths: Vec<&str> = translations().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["docs/README.es.md", "docs/README.pt.md"]);
    for one in translations() {
        assert_eq!(texts(one), texts(readme), "{}", one.path);
        assert_eq!(outline(one), outline(readme), "{}", one.path);
    }
}

/// What stands in backquotes is the same in each language: names, options, addresses.
#[test]
fn every_translation_of_the_readme_names_the_same_things() {
    let named = |document: &Document| {
        let prose = document.text.split("\n```").step_by(2).collect::<String>();
        let mut names: Vec<String> = prose.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        names.sort();
        names
    };
    let readme = named(document("README.md"));
    translations().for_each(|one| assert_eq!(named(one), readme, "{}", one.path));
}
