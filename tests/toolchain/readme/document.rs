//! The README as its reader meets it: sections of blocks.

/// What stands between two headings.
pub struct Section {
    pub heading: String,
    pub blocks: Vec<Block>,
}

/// A fenced block.
#[derive(Clone)]
pub struct Block {
    /// Of its fence, from 1.
    pub line: usize,
    pub language: String,
    pub text: String,
}

pub fn sections(markdown: &str) -> Vec<Section> {
    let mut sections = vec![Section { heading: String::new(), blocks: Vec::new() }];
    let mut open: Option<Block> = None;
    for (index, line) in markdown.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(rest)) => {
                assert_eq!(rest, "", "README.md:{}: a fence that closes nothing", index + 1);
                sections.last_mut().expect("a section").blocks.extend(open.take());
            }
            (Some(block), None) => block.text.extend([line, "\n"]),
            (None, Some(language)) => {
                let language = language.to_owned();
                open = Some(Block { line: index + 1, language, text: String::new() });
            }
            (None, None) if line.starts_with('#') => {
                sections.push(Section { heading: line.to_owned(), blocks: Vec::new() });
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "README.md: the last fence is not closed");
    sections
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
        let name = name.unwrap_or_else(|| panic!("README.md:{}: the first line names no file", self.line));
        name.trim_end_matches("-->").trim()
    }

    /// The commands of a transcript, each with what the README shows after it.
    pub fn transcript(&self) -> Vec<(String, String)> {
        let mut commands: Vec<(String, String)> = Vec::new();
        for line in self.text.lines() {
            match (line.strip_prefix("$ "), commands.last_mut()) {
                (Some(command), _) => commands.push((command.to_owned(), String::new())),
                (None, Some((_, shown))) => shown.extend([line, "\n"]),
                (None, None) => panic!("README.md:{}: a transcript begins with `$ `", self.line),
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
