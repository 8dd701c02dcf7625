//! The README and the files of `docs/` as their reader meets them: sections of blocks.

use std::path::Path;
use std::sync::LazyLock;

/// One file.
pub struct Document {
    /// From the folder of the package: `docs/test.md`.
    pub path: String,
    pub text: String,
}

/// What stands between two headings.
pub struct Section {
    pub heading: String,
    pub blocks: Vec<Block>,
}

/// A fenced block.
#[derive(Clone)]
pub struct Block {
    /// `docs/test.md:12`, the line of its fence.
    pub place: String,
    pub language: String,
    pub text: String,
}

/// The README, then `docs/` by name.
pub fn documents() -> &'static [Document] {
    static ALL: LazyLock<Vec<Document>> = LazyLock::new(|| {
        let folder = std::fs::read_dir(root().join("docs")).expect("docs/");
        let names = folder.map(|entry| entry.expect("an entry").file_name().into_string().expect("text"));
        let mut names: Vec<String> = names.map(|name| format!("docs/{name}")).collect();
        names.sort();
        std::iter::once("README.md".to_owned()).chain(names).map(Document::read).collect()
    });
    &ALL
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
pub fn document(path: &str) -> &'static Document {
    documents().iter().find(|one| one.path == path).unwrap_or_else(|| panic!("there is no {path}"))
}

impl Document {
    fn read(path: String) -> Self {
        let text = std::fs::read_to_string(root().join(&path)).expect("a document");
        Self { path, text }
    }

    /// `docs/README.es.md`: the README in another language.
    pub fn is_translation(&self) -> bool {
        self.path.starts_with("docs/README.")
    }

    /// What stands under a heading, with its subheadings.
    pub fn under(&self, heading: &str) -> Option<&str> {
        let text = self.text.strip_prefix(heading).and_then(|rest| rest.strip_prefix('\n'));
        let text = text.or_else(|| Some(self.text.split_once(&format!("\n{heading}\n"))?.1))?;
        let depth = heading.bytes().take_while(|byte| *byte == b'#').count();
        let mut fenced = false;
        let mut end = 0;
        for line in text.split_inclusive('\n') {
            fenced ^= line.starts_with("```");
            let mark = line.split(' ').next().unwrap_or_default();
            if !fenced && mark.starts_with('#') && mark.len() <= depth {
                break;
            }
            end += line.len();
        }
        Some(&text[..end])
    }

    pub fn blocks(&self) -> Vec<Block> {
        self.sections().into_iter().flat_map(|section| section.blocks).collect()
    }

    pub fn sections(&self) -> Vec<Section> {
        let mut sections = vec![Section { heading: String::new(), blocks: Vec::new() }];
        let mut open: Option<Block> = None;
        for (index, line) in self.text.lines().enumerate() {
            let place = || format!("{}:{}", self.path, index + 1);
            match (&mut open, line.strip_prefix("```")) {
                (Some(_), Some(rest)) => {
                    assert_eq!(rest, "", "{}: a fence that closes nothing", place());
                    sections.last_mut().expect("a section").blocks.extend(open.take());
                }
                (Some(block), None) => block.text.extend([line, "\n"]),
                (None, Some(language)) => {
                    let language = language.to_owned();
                    open = Some(Block { place: place(), language, text: String::new() });
                }
                (None, None) if line.starts_with('#') => {
                    sections.push(Section { heading: line.to_owned(), blocks: Vec::new() });
                }
                (None, None) => {}
            }
        }
        assert!(open.is_none(), "{}: the last fence is not closed", self.path);
        sections
    }
}

impl Block {
    /// Whether the reader is told to leave it running.
    pub fn keeps_running(&self) -> bool {
        self.text.starts_with("# keeps running\n")
    }

    /// The file that the reader saves it as: its first line says so.
    #[track_caller]
    pub fn file(&self) -> &str {
        let first = self.text.lines().next().unwrap_or_default();
        let marks = ["<!-- ", "// ", "# "];
        let name = marks.iter().find_map(|mark| first.strip_prefix(mark));
        let name = name.unwrap_or_else(|| panic!("{}: the first line names no file", self.place));
        name.trim_end_matches("-->").trim()
    }

    /// The commands of a transcript, each with what is shown after it.
    pub fn transcript(&self) -> Vec<(String, String)> {
        let mut commands: Vec<(String, String)> = Vec::new();
        for line in self.text.lines() {
            match (line.strip_prefix("$ "), commands.last_mut()) {
                (Some(command), _) => commands.push((command.to_owned(), String::new())),
                (None, Some((_, shown))) => shown.extend([line, "\n"]),
                (None, None) => panic!("{}: a transcript begins with `$ `", self.place),
            }
        }
        commands
    }
}

/// Whether a text is as shown; `...` stands for anything.
pub fn is_as_shown(shown: &str, text: &str) -> bool {
    let mut pieces = shown.trim_end().split("...");
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.trim_end().strip_prefix(first) else { return false };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        let found = if pieces.peek().is_none() {
            rest.strip_suffix(piece).map(|_| rest.len())
        } else {
            rest.find(piece).map(|at| at + piece.len())
        };
        let Some(end) = found else { return false };
        rest = &rest[end..];
    }
    true
}
