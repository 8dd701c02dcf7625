//! What is wrong with a file, where, and how to put it right; in the looks that people and tools read.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// One thing that is wrong with one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fault {
    /// The file as it was named to the reader: a path, `(shipped) success.yaml` or `(document)`.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The bytes of the file that it is about; empty where it is about no bytes.
    #[serde(skip)]
    pub span: Range<usize>,
    /// A word for its kind that tools can rely on, such as `unknown_key`.
    pub code: Cow<'static, str>,
    /// What is wrong, in one line.
    pub message: String,
    /// What was expected in that place instead.
    pub expected: Option<String>,
    /// How to put it right.
    pub help: Option<String>,
    #[serde(skip)]
    text: Arc<str>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) span: Range<usize>,
}

/// The text that faults are about, and its name.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) name: String,
    pub(super) text: Arc<str>,
}

impl At {
    pub(super) const TOP: Self = Self { line: 1, column: 1, span: 0..0 };
}

impl Source {
    pub(super) fn new(name: &str, text: impl Into<Arc<str>>) -> Self {
        Self { name: name.to_owned(), text: text.into() }
    }

    pub(super) fn fault(&self, code: &'static str, at: &At, message: impl Into<String>) -> Fault {
        Fault {
            file: self.name.clone(),
            line: at.line,
            column: at.column,
            span: at.span.clone(),
            code: code.into(),
            message: message.into(),
            expected: None,
            help: None,
            text: Arc::clone(&self.text),
        }
    }
}

impl Fault {
    pub(super) fn expecting(mut self, what: impl Into<String>) -> Self {
        self.expected = Some(what.into());
        self
    }

    pub(super) fn helping(mut self, how: impl Into<String>) -> Self {
        self.help = Some(how.into());
        self
    }

    /// The fault with the lines of the file that it is about, as `rustc` shows its errors.
    pub fn render(&self, renderer: &Renderer) -> String {
        let title = Level::ERROR.primary_title(self.message.as_str());
        let mut group = match self.visible_span() {
            Some(span) => title.element(self.snippet(span)),
            None => self.place_only(title),
        };
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }

    fn snippet(&self, span: Range<usize>) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        let label = self.expected.as_ref().map(|what| format!("expected {what}"));
        let primary = AnnotationKind::Primary.span(span);
        Snippet::source(&*self.text).path(self.file.as_str()).annotation(primary.label(label))
    }

    fn place_only<'a>(&'a self, title: annotate_snippets::Title<'a>) -> Group<'a> {
        let origin = Origin::path(self.file.as_str()).line(self.line as usize);
        let group = title.element(origin.char_column(self.column as usize));
        match &self.expected {
            Some(what) => group.element(Level::NOTE.message(format!("expected {what}"))),
            None => group,
        }
    }

    /// The first line of the span; nothing where there is no text to show.
    fn visible_span(&self) -> Option<Range<usize>> {
        if self.text.trim().is_empty() {
            return None;
        }
        let rest = self.text.get(self.span.clone())?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        Some(self.span.start..self.span.start + length)
    }

    /// `{file, line, column, code, message, expected, help}`.
    pub fn to_json(&self) -> Value {
        json!(self)
    }

    /// A workflow command that makes GitHub show the fault at its line.
    pub fn to_github(&self) -> String {
        let expected = self.expected.as_ref().map(|what| format!("\nexpected {what}"));
        let help = self.help.as_ref().map(|how| format!("\nhelp: {how}"));
        let words = [Some(self.message.clone()), expected, help];
        format!(
            "::error file={},line={},col={}::{}",
            escape(&self.file).replace(':', "%3A").replace(',', "%2C"),
            self.line,
            self.column,
            escape(&words.into_iter().flatten().collect::<String>()),
        )
    }
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Everything that is wrong with a set of files, in the order of the files and of their lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// The faults one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }

    /// All of them for a person to read, each as [`Fault::render`] shows it; styled with ANSI escapes or plain.
    pub fn render(&self, styled: bool) -> String {
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        let blocks: Vec<String> = self.iter().map(|fault| fault.render(&renderer)).collect();
        blocks.join("\n\n")
    }

    /// All of them as a JSON array of [`Fault::to_json`].
    pub fn to_json(&self) -> Value {
        self.iter().map(Fault::to_json).collect()
    }

    /// All of them as workflow commands of GitHub, one a line.
    pub fn to_github(&self) -> String {
        self.iter().map(|fault| fault.to_github() + "\n").collect()
    }
}

impl From<Vec<Fault>> for Faults {
    fn from(faults: Vec<Fault>) -> Self {
        Self(faults)
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Faults {}
