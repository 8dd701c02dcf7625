//! Renders the README and `docs/` into the pages that are served at `/docs`.
//!
//! `src/assets` embeds them from `OUT_DIR/pages`; `include_dir!` does not notice new or removed files by itself.

use std::path::{Path, PathBuf};
use std::{env, fs};

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

const README: &str = "README.md";
/// The README in another language is `docs/README.es.md`, served as `/docs/es`.
const TRANSLATED: &str = "docs/README.";
/// The address that the README names is that of the emulator which serves the page.
const HERE: &str = "http://127.0.0.1:2358";
/// Letters of a word that may be broken.
const LONG: usize = 26;
/// What stands where there is no page.
const MISSING: &str = "<h1 id=\"title\" tabindex=\"-1\">There is no such page</h1>
<p>No page of the docs has this address. Search for what you need, choose a page from the contents, or
<a href=\"/docs\">begin at the start</a>.</p>
";

fn main() {
    for path in ["assets", "scenarios", "docs", README] {
        println!("cargo:rerun-if-changed={path}");
    }
    let pages = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where")).join("pages");
    if pages.exists() {
        fs::remove_dir_all(&pages).expect("the pages of another build");
    }
    fs::create_dir_all(pages.join("docs")).expect("a folder");
    for (path, page) in documents() {
        fs::write(pages.join(format!("{path}.html")), page).expect("a page");
    }
}

/// A file, rendered.
struct Document {
    file: String,
    title: String,
    body: String,
    headings: Vec<Heading>,
}

struct Heading {
    level: HeadingLevel,
    anchor: String,
    text: String,
}

/// Of each page its path and its text.
fn documents() -> Vec<(String, String)> {
    let template = read("assets/docs.html");
    let (translations, files): (Vec<_>, Vec<_>) =
        files().into_iter().partition(|file| file.starts_with(TRANSLATED));
    let [mut pages, translations] =
        [files, translations].map(|files| files.into_iter().map(Document::read).collect::<Vec<_>>());
    pages[0].title = "Start".to_owned();
    let all = pages.iter().chain(&translations).map(|one| (path(&one.file), one));
    let missing = Document::missing();
    all.chain([("missing".to_owned(), &missing)])
        .map(|(path, one)| (path, one.page(&template, &pages)))
        .collect()
}

/// The README, and what it links to in `docs/`: first what its tables list, in that order.
fn files() -> Vec<String> {
    let readme = read(README);
    let mut in_table = false;
    let (mut listed, mut others) = (vec![README.to_owned()], Vec::new());
    for event in Parser::new_ext(&readme, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => in_table = true,
            Event::End(TagEnd::Table) => in_table = false,
            Event::Start(Tag::Link { dest_url, .. }) if in_table => listed.extend(file_of(README, &dest_url)),
            Event::Start(Tag::Link { dest_url, .. }) => others.extend(file_of(README, &dest_url)),
            _ => {}
        }
    }
    let mut files: Vec<String> = Vec::new();
    for file in listed.into_iter().chain(others) {
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files
}

fn read(file: &str) -> String {
    fs::read_to_string(file).unwrap_or_else(|why| panic!("{file}: {why}"))
}

/// The page of a file, below the root.
fn path(file: &str) -> String {
    if file == README {
        return "docs/index".to_owned();
    }
    let name = file.strip_prefix(TRANSLATED).map(|name| format!("docs/{name}"));
    name.unwrap_or_else(|| file.to_owned()).trim_end_matches(".md").to_owned()
}

fn address(file: &str) -> String {
    format!("/{}", path(file).trim_end_matches("/index"))
}

/// The document that a link of another one leads to.
fn file_of(from: &str, target: &str) -> Option<String> {
    let path = target.split('#').next().unwrap_or_default();
    let file = match (path, path.strip_prefix("../")) {
        ("", _) => from.to_owned(),
        (_, Some(above)) => above.to_owned(),
        _ => Path::new(from).with_file_name(path).display().to_string(),
    };
    let is_document = file == README || (file.starts_with("docs/") && file.ends_with(".md"));
    is_document.then_some(file)
}

/// Where a link leads on a page; what is not served is no link there.
fn leads(from: &str, target: &str) -> Option<String> {
    if target.starts_with("http") {
        return Some(target.strip_prefix(HERE).unwrap_or(target).to_owned());
    }
    let anchor = target.find('#').map(|at| &target[at..]).unwrap_or_default();
    file_of(from, target).map(|file| format!("{}{anchor}", address(&file)))
}

/// As GitHub makes it, so that a link leads to the same place here and there.
fn anchor(heading: &str) -> String {
    let letters = heading.to_lowercase();
    let letters = letters.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    letters.collect::<String>().replace(' ', "-")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The text of a heading that has begun.
fn text_of(events: &[Event<'_>]) -> String {
    let inside = events.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    inside
        .filter_map(
            |event| if let Event::Text(text) | Event::Code(text) = event { Some(&**text) } else { None },
        )
        .collect()
}

impl Document {
    fn read(file: String) -> Self {
        let text = read(&file);
        let events: Vec<Event<'_>> = Parser::new_ext(&text, Options::ENABLE_TABLES).collect();
        let mut headings = Vec::new();
        let mut linked = Vec::new();
        let mut rendered = Vec::new();
        let mut in_table = false;
        for (at, event) in events.iter().enumerate() {
            if let Event::Start(Tag::Heading { level, .. }) = event {
                let text = text_of(&events[at + 1..]);
                headings.push(Heading { level: *level, anchor: anchor(&text), text });
            }
            match event {
                Event::Start(Tag::Table(_)) => in_table = true,
                Event::End(TagEnd::Table) => in_table = false,
                _ => {}
            }
            match event {
                Event::Text(text) if in_table => rendered.extend(breakable(text)),
                _ => rendered.extend(dressed(&file, event.clone(), headings.last(), &mut linked)),
            }
        }
        let mut body = String::new();
        html::push_html(&mut body, rendered.into_iter());
        let title = headings.first().map(|heading| heading.text.clone()).unwrap_or_default();
        Self { file, title, body, headings }
    }

    fn missing() -> Self {
        let title = "There is no such page".to_owned();
        Self { file: String::new(), title, body: MISSING.to_owned(), headings: Vec::new() }
    }

    fn language(&self) -> &str {
        self.file.strip_prefix(TRANSLATED).map_or("en", |name| name.trim_end_matches(".md"))
    }

    fn page(&self, template: &str, pages: &[Self]) -> String {
        let at = pages.iter().position(|page| page.file == self.file);
        let before = at.and_then(|at| pages.get(at.checked_sub(1)?));
        let after = at.and_then(|at| pages.get(at + 1));
        let values = [
            ("{{lang}}", self.language().to_owned()),
            ("{{title}}", escaped(&self.title)),
            ("{{version}}", env::var("CARGO_PKG_VERSION").expect("cargo says which")),
            ("{{nav}}", pages.iter().map(|page| page.entry(self)).collect()),
            ("{{before}}", before.map(|page| page.neighbour("prev", "before")).unwrap_or_default()),
            ("{{after}}", after.map(|page| page.neighbour("next", "after")).unwrap_or_default()),
            ("{{body}}", self.body.clone()),
        ];
        values.iter().fold(template.to_owned(), |page, (mark, value)| page.replace(mark, value))
    }

    /// Its line in the list of pages; the page that is open has its headings there.
    fn entry(&self, open: &Self) -> String {
        let (address, title) = (address(&self.file), escaped(&self.title));
        if self.file != open.file {
            return format!("<li><a href=\"{address}\">{title}</a></li>\n");
        }
        let parts: String = self
            .headings
            .iter()
            .filter(|heading| heading.level == HeadingLevel::H2)
            .map(Heading::entry)
            .collect();
        format!(
            "<li><a href=\"{address}\" aria-current=\"page\">{title}</a><ul class=\"parts\">{parts}</ul></li>\n"
        )
    }

    fn neighbour(&self, rel: &str, word: &str) -> String {
        let (address, title) = (address(&self.file), escaped(&self.title));
        format!(
            "<a rel=\"{rel}\" href=\"{address}\"><span class=\"small\" data-text=\"{word}\"></span> {title}</a>"
        )
    }
}

impl Heading {
    fn entry(&self) -> String {
        format!("<li><a href=\"#{}\">{}</a></li>", self.anchor, escaped(&self.text))
    }
}

fn markup<'e>(text: impl Into<CowStr<'e>>) -> Vec<Event<'e>> {
    vec![Event::InlineHtml(text.into())]
}

/// A long name in a narrow column goes on in the next line behind a `_`, not in the middle of a word.
fn breakable<'e>(text: &str) -> Vec<Event<'e>> {
    let parts: Vec<String> = text.split_inclusive('_').map(escaped).collect();
    markup(parts.join("<wbr>"))
}

/// Code within a text. A word that fits on a phone is a span, which is never broken: no option is torn at its hyphens.
fn words<'e>(code: &str) -> Vec<Event<'e>> {
    let word = |word: &str| match escaped(word) {
        word if word.len() > LONG => word,
        word => format!("<span>{word}</span>"),
    };
    let words: Vec<String> = code.split(' ').map(word).collect();
    markup(format!("<code>{}</code>", words.join(" ")))
}

/// An event as the page has it: headings with anchors, links that lead on, blocks and tables that scroll; comments are
/// left out. `linked` says of each open link whether it is one here.
fn dressed<'e>(
    file: &str,
    event: Event<'e>,
    heading: Option<&Heading>,
    linked: &mut Vec<bool>,
) -> Vec<Event<'e>> {
    match (event, heading) {
        (Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }), _) => {
            markup("<h1 id=\"title\" tabindex=\"-1\">")
        }
        (Event::Start(Tag::Heading { level, .. }), Some(Heading { anchor, .. })) => {
            markup(format!("<{level} id=\"{anchor}\"><a class=\"here\" href=\"#{anchor}\">"))
        }
        (Event::End(TagEnd::Heading(level)), _) if level != HeadingLevel::H1 => {
            markup(format!("</a></{level}>\n"))
        }
        (Event::Start(Tag::Link { dest_url, .. }), _) => {
            let leads = leads(file, &dest_url);
            linked.push(leads.is_some());
            leads.map(|leads| markup(format!("<a href=\"{}\">", escaped(&leads)))).unwrap_or_default()
        }
        (Event::Code(code), _) => words(&code),
        (event @ Event::End(TagEnd::Link), _) => {
            if linked.pop() == Some(true) {
                vec![event]
            } else {
                Vec::new()
            }
        }
        (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))), _) => {
            markup(format!("<div class=\"block\" data-language=\"{language}\"><pre tabindex=\"0\"><code>"))
        }
        (Event::End(TagEnd::CodeBlock), _) => markup("</code></pre></div>\n"),
        (event @ Event::Start(Tag::Table(_)), Some(Heading { text, .. })) => {
            let group = format!(
                "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{}\">",
                escaped(text)
            );
            markup(group).into_iter().chain([event]).collect()
        }
        (event @ Event::End(TagEnd::Table), _) => [event].into_iter().chain(markup("</div>\n")).collect(),
        (Event::Html(_) | Event::InlineHtml(_), _) => Vec::new(),
        (event, _) => vec![event],
    }
}
