//! The README and the docs do what they say: every block is run, in order, by a reader who follows along.
//!
//! What differs from a reader's desk stands in `desk.rs`: ports are free ones, and `cargo run` is the program that cargo
//! has built for this test.

mod calls;
mod desk;
mod document;
mod links;
mod reference;
mod table;
mod translations;

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::support::browser::{Browser, browse};
use serde_json::json;

use desk::Desk;
use document::{Block, Section, document, documents, is_as_shown};

const TYPED: &str = include_str!("../types/readme.ts");

/// What `sdk.rs` runs with the official SDKs.
const SDKS: [&str; 2] = [include_str!("../sdk/js/first.mjs"), include_str!("../sdk/python/first.py")];

/// The pages of the packages; the tests of those run what stands there.
const PACKAGES: [&str; 2] =
    [include_str!("../../packages/npm/README.md"), include_str!("../../packages/python/README.md")];

/// Whether a block stands in the page of a package, as it is.
fn is_of_a_package(block: &Block) -> bool {
    let whole = format!("```{}\n{}```\n", block.language, block.text);
    PACKAGES.iter().any(|page| page.contains(&whole))
}

/// The texts of the blocks in a language.
pub fn blocks(language: &str) -> Vec<String> {
    let blocks = documents().iter().filter(|one| !one.is_translation()).flat_map(|one| one.blocks());
    blocks.filter(|block| block.language == language).map(|block| block.text).collect()
}

struct Reader<'b> {
    desk: Desk,
    browser: Option<&'b Browser>,
    /// Saved in this section, and not used yet.
    unused: Vec<PathBuf>,
    page: Option<PathBuf>,
    /// What the browser shows: a page stays open until another one is saved.
    open: Option<PathBuf>,
    /// The heading of the section.
    heading: String,
}

/// Where the README leaves the acts to its reader.
const BY_HAND: &str = "## An error in your own page";

/// What the reader does there.
fn act(browser: &Browser) {
    browser.click("belvo-continue");
    browser.click("belvo-institution-erebor_br_retail");
    browser.write("belvo-field-username", "anybody");
    browser.write("belvo-field-password", "anything");
    browser.click("belvo-submit");
    let seen = browser.words("belvo-error-title");
    let text = &document("README.md").text;
    assert!(text.contains(&format!("*{seen}*")), "the README says another title than `{seen}`");
    browser.click("belvo-close");
    browser.click("belvo-exit-confirm");
    browser.click("belvo-survey-skip");
}

impl<'b> Reader<'b> {
    fn new(browser: Option<&'b Browser>) -> Self {
        let desk = Desk::new();
        Self { desk, browser, unused: Vec::new(), page: None, open: None, heading: String::new() }
    }

    fn read(&mut self, section: &Section) {
        self.leave_page();
        self.desk.clear();
        (self.page, self.open) = (None, None);
        self.heading.clone_from(&section.heading);
        for block in &section.blocks {
            self.follow(block);
        }
        assert_eq!(self.unused, Vec::<PathBuf>::new(), "saved under `{}` and never used", section.heading);
    }

    /// Before its emulator ends: a widget that is left open would miss it.
    fn leave_page(&self) {
        if let Some(browser) = self.browser {
            browser.goto("about:blank");
        }
    }

    fn follow(&mut self, block: &Block) {
        match block.language.as_str() {
            _ if is_of_a_package(block) => {}
            "sh" if block.keeps_running() => {
                self.unused.retain(|file| {
                    !file.file_name().is_some_and(|name| block.text.contains(name.to_str().unwrap_or("?")))
                });
                self.desk.start(block);
            }
            "sh" => self.desk.run(block),
            "console" => self.converse(block),
            "html" => {
                let file = self.desk.save(block);
                self.unused.push(file.clone());
                (self.page, self.open) = (Some(file), None);
            }
            "js" => {
                let file = self.desk.save(block);
                self.unused.push(file);
            }
            "yaml" => self.validate(block),
            "text" => self.look(block),
            // `shared.rs` runs it.
            "haproxy" => {}
            // The types are checked there, by `npm run check`.
            "ts" => assert!(TYPED.contains(&block.text), "{}: not in tests/types", block.place),
            "javascript" | "python" => {
                assert!(SDKS.contains(&&*block.text), "{}: not in tests/sdk", block.place);
            }
            // The doctests run it; `rust_blocks_are_doctests` sees that they do.
            "rust" => {}
            other => panic!("{}: nothing here can run a block of `{other}`", block.place),
        }
    }

    fn converse(&mut self, block: &Block) {
        let text = self.desk.here(&block.text);
        let commands = Block { text, ..block.clone() }.transcript();
        let printed = self.desk.converse(&commands);
        assert_eq!(printed.len(), commands.len(), "{}: {printed:?}", block.place);
        for ((command, shown), printed) in commands.iter().zip(printed) {
            must_be_as_shown(block, command, shown, &printed);
        }
    }

    fn validate(&mut self, block: &Block) {
        let file = self.desk.save(block);
        desk::printed(&["validate", file.to_str().expect("text")]);
    }

    /// The text is what the page shows that was saved last: the application's, or one from the disk. A second text is
    /// what the same page shows in the end, without being loaded anew.
    fn look(&mut self, block: &Block) {
        let browser = self.browser.expect("a browser where there are pages");
        let page = self.page.clone().unwrap_or_else(|| panic!("{}: no page shows this", block.place));
        let url =
            if page.ends_with("page.html") { self.desk.app() } else { format!("file://{}", page.display()) };
        let last = block.text.trim_end().lines().next_back().unwrap_or_default();
        let wanted = last.split("...").max_by_key(|piece| piece.len()).unwrap_or_default();
        if self.open.as_ref() != Some(&page) {
            browser.goto(&url);
            if self.heading == BY_HAND {
                act(browser);
            }
        }
        must_be_as_shown(block, &url, &block.text, &logged(browser, wanted));
        self.unused.retain(|file| *file != page);
        self.open = Some(page);
    }
}

/// What the page's `#log` holds as soon as `wanted` is in it.
#[track_caller]
fn logged(browser: &Browser, wanted: &str) -> String {
    browser.until(&format!("document.querySelector('#log')?.textContent.includes({})", json!(wanted)));
    browser.js("return document.querySelector('#log').textContent").as_str().unwrap_or_default().to_owned()
}

#[track_caller]
fn must_be_as_shown(block: &Block, what: &str, shown: &str, got: &str) {
    assert!(is_as_shown(shown, got), "{}: {what}\n--- shown\n{shown}\n--- got\n{got}", block.place);
}

/// Reads files, each from its first block to its last, with a browser if there are pages in them.
fn must_do_what_they_say(paths: &[&str]) {
    let pages = paths.iter().flat_map(|path| document(path).blocks()).any(|block| block.language == "html");
    let follow = |browser: Option<&Browser>| {
        for path in paths {
            let mut reader = Reader::new(browser);
            document(path).sections().iter().for_each(|section| reader.read(section));
            reader.leave_page();
        }
    };
    if pages { browse(|browser| follow(Some(browser))) } else { follow(None) }
}

/// Several readers at once; those who need a browser share it, for it takes longer to start than they do to read.
macro_rules! readers {
    ($($name:ident: [$($path:literal),*],)*) => {
        mod every_block_does_what_it_says_in {
            $(#[test]
            fn $name() {
                super::must_do_what_they_say(&[$($path),*]);
            })*
        }

        #[test]
        fn every_file_with_blocks_is_read_once() {
            let with_blocks = documents().iter().filter(|one| !one.is_translation() && !one.blocks().is_empty());
            let paths: BTreeSet<&str> = with_blocks.map(|one| one.path.as_str()).collect();
            let read = [$($($path),*),*];
            assert_eq!(paths, BTreeSet::from(read));
            assert_eq!(paths.len(), read.len());
        }
    };
}

readers! {
    readme_and_embed: ["README.md", "docs/embed.md"],
    pages: ["docs/brand.md", "docs/drive.md", "docs/errors.md"],
    control: ["docs/control.md"],
    data: ["docs/data.md"],
    inspect: ["docs/inspect.md"],
    scenarios: ["docs/scenarios.md"],
    test: ["docs/test.md"],
    time: ["docs/time.md"],
    webhooks: ["docs/webhooks.md"],
}

#[test]
fn rust_blocks_are_doctests() {
    let library = include_str!("../../src/lib.rs");
    let is_rust = |block: &Block| block.language == "rust";
    for one in documents().iter().filter(|one| !one.is_translation() && one.blocks().iter().any(is_rust)) {
        let door = format!("#[cfg(doctest)]\n#[doc = include_str!(\"../{}\")]", one.path);
        assert!(library.contains(&door), "src/lib.rs lacks {door}");
    }
}

#[test]
fn three_dots_stand_for_anything() {
    assert!(is_as_shown("a\n...\nd", "a\nb\nc\nd\n"));
    assert!(is_as_shown("{\"id\":\"...\",\"x\":1}", "{\"id\":\"7\",\"x\":1}"));
    assert!(is_as_shown("same\n", "same"));
    assert!(!is_as_shown("same", "same and more"));
    assert!(!is_as_shown("a...c...b", "a b c"));
    assert!(!is_as_shown("a...ab", "ab"));
}
