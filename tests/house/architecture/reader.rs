//! Reads one source text into what it names: imports, paths, macros, words and numbers.
//!
//! It works on tokens, so that comments and strings do not count, and the inside of macro calls does.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A place in the tree of modules, or the name of a thing in it: `["crate", "domain", "link"]`.
pub(crate) type Segments = Vec<String>;

/// A path as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The module that it is written in.
    pub(crate) module: Segments,
    /// What is written.
    pub(crate) segments: Segments,
    /// It begins with `::`.
    pub(crate) absolute: bool,
    /// It is called as a macro.
    pub(crate) bang: bool,
    /// Where.
    pub(crate) line: usize,
}

/// What one branch of a `use` brings in.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    /// The path.
    pub(crate) mention: Mention,
    /// The name that it is known by from here on; nothing for `*`.
    pub(crate) name: Option<String>,
}

/// A whole number in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number {
    /// Its value.
    pub(crate) value: u64,
    /// A word with "status" in it stands just before.
    pub(crate) status: bool,
    /// Where.
    pub(crate) line: usize,
}

/// What a source text names.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The modules that stand in it, its own first.
    pub(crate) modules: Vec<Segments>,
    /// What it imports.
    pub(crate) imports: Vec<Import>,
    /// Every path outside of imports, single names too.
    pub(crate) mentions: Vec<Mention>,
    /// Every identifier.
    pub(crate) words: Vec<(String, usize)>,
    /// Every whole number.
    pub(crate) numbers: Vec<Number>,
    /// The lines of `#[path = ...]`, which moves a module to where this reader does not look.
    pub(crate) moved: Vec<usize>,
}

/// Reads a file; its path is relative to the package: `src/domain/link.rs`.
pub(crate) fn read(path: &str, text: &str) -> Result<Names, String> {
    let tokens: TokenStream = text.parse().map_err(|fault| format!("{path}: cannot be read: {fault}"))?;
    let mut names = Names::default();
    names.walk(tokens, &module_of(path));
    Ok(names)
}

/// The module that a file holds; `main` is a crate of its own.
fn module_of(path: &str) -> Segments {
    if path == "src/main.rs" {
        return vec![String::from("main")];
    }
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs");
    let parts = inner.split('/').filter(|part| !["lib", "mod"].contains(part));
    std::iter::once("crate").chain(parts).map(String::from).collect()
}

impl Names {
    fn walk(&mut self, tokens: TokenStream, module: &[String]) {
        if !self.modules.iter().any(|known| known == module) {
            self.modules.push(module.to_vec());
        }
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = self.step(&tokens, at, module);
        }
    }

    /// Takes what begins at `at` and says where to go on.
    fn step(&mut self, tokens: &[TokenTree], at: usize, module: &[String]) -> usize {
        match &tokens[at] {
            TokenTree::Group(group) => {
                if at > 0
                    && punct(tokens, at - 1, '#')
                    && first_word(group.stream()).as_deref() == Some("path")
                {
                    self.moved.push(line(&tokens[at]));
                }
                self.walk(group.stream(), module);
                at + 1
            }
            TokenTree::Literal(literal) => {
                if let Some(value) = whole(&literal.to_string()) {
                    let status = tokens[at.saturating_sub(4)..at].iter().any(speaks_of_status);
                    self.numbers.push(Number { value, status, line: line(&tokens[at]) });
                }
                at + 1
            }
            TokenTree::Punct(_) => at + 1,
            TokenTree::Ident(_) => self.word(tokens, at, module),
        }
    }

    fn word(&mut self, tokens: &[TokenTree], at: usize, module: &[String]) -> usize {
        match name(tokens, at).as_deref() {
            Some("use") if !punct(tokens, at + 1, '<') => {
                let end = (at..tokens.len()).find(|at| punct(tokens, *at, ';')).unwrap_or(tokens.len());
                self.tree(&tokens[at + 1..end], &bare(module, line(&tokens[at])));
                end
            }
            Some("extern") if name(tokens, at + 1).as_deref() == Some("crate") => {
                let mut root = bare(module, line(&tokens[at]));
                root.absolute = true;
                let end = (at..tokens.len()).find(|at| punct(tokens, *at, ';')).unwrap_or(tokens.len());
                self.tree(&tokens[at + 2..end], &root);
                end
            }
            Some("mod") => match (name(tokens, at + 1), tokens.get(at + 2)) {
                (Some(inner), Some(TokenTree::Group(body))) if body.delimiter() == Delimiter::Brace => {
                    let inner: Segments = module.iter().cloned().chain([inner]).collect();
                    self.walk(body.stream(), &inner);
                    at + 3
                }
                _ => at + 1,
            },
            _ => self.path(tokens, at, module),
        }
    }

    /// Takes `a::b::c`.
    fn path(&mut self, tokens: &[TokenTree], at: usize, module: &[String]) -> usize {
        let mut mention = bare(module, line(&tokens[at]));
        mention.absolute = colons(tokens, at.wrapping_sub(2)) && !punct(tokens, at.wrapping_sub(3), '>');
        let mut next = at;
        while let Some(segment) = name(tokens, next) {
            self.words.push((segment.clone(), line(&tokens[next])));
            mention.segments.push(segment);
            next += 1;
            if !(colons(tokens, next) && name(tokens, next + 2).is_some()) {
                break;
            }
            next += 2;
        }
        mention.bang = punct(tokens, next, '!') && !punct(tokens, next + 1, '=');
        let field = punct(tokens, at.wrapping_sub(1), '.') && !punct(tokens, at.wrapping_sub(2), '.');
        let variable = punct(tokens, at.wrapping_sub(1), '$') && mention.segments[0] != "crate";
        if !field && !variable {
            self.mentions.push(mention);
        }
        next
    }

    /// Takes one branch of a `use`.
    fn tree(&mut self, tokens: &[TokenTree], prefix: &Mention) {
        let mut mention = prefix.clone();
        let mut at = 0;
        if colons(tokens, at) {
            mention.absolute = mention.absolute || mention.segments.is_empty();
            at += 2;
        }
        while let Some(segment) = name(tokens, at) {
            mention.line = line(&tokens[at]);
            self.words.push((segment.clone(), mention.line));
            if segment != "self" || mention.segments.is_empty() {
                mention.segments.push(segment);
            }
            at += 1;
            if !colons(tokens, at) {
                break;
            }
            at += 2;
        }
        match tokens.get(at) {
            Some(TokenTree::Group(group)) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                for branch in inner.split(|token| matches!(token, TokenTree::Punct(p) if p.as_char() == ','))
                {
                    self.tree(branch, &mention);
                }
            }
            Some(TokenTree::Punct(p)) if p.as_char() == '*' => {
                self.imports.push(Import { mention, name: None })
            }
            _ if mention.segments.is_empty() => {}
            _ => {
                let renamed = name(tokens, at).filter(|word| word == "as").and_then(|_| name(tokens, at + 1));
                let name = renamed.or_else(|| mention.segments.last().cloned());
                self.imports.push(Import { mention, name });
            }
        }
    }
}

fn bare(module: &[String], line: usize) -> Mention {
    Mention { module: module.to_vec(), segments: Vec::new(), absolute: false, bang: false, line }
}

fn line(token: &TokenTree) -> usize {
    token.span().start().line
}

fn name(tokens: &[TokenTree], at: usize) -> Option<String> {
    match tokens.get(at)? {
        TokenTree::Ident(ident) => Some(ident.to_string().trim_start_matches("r#").to_owned()),
        _ => None,
    }
}

fn punct(tokens: &[TokenTree], at: usize, wanted: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

/// `::` begins at `at`.
fn colons(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == ':' && p.spacing() == Spacing::Joint)
        && punct(tokens, at.wrapping_add(1), ':')
}

fn first_word(tokens: TokenStream) -> Option<String> {
    name(&tokens.into_iter().take(1).collect::<Vec<_>>(), 0)
}

fn speaks_of_status(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(word) if word.to_string().to_lowercase().contains("status"))
}

/// The value of a whole number as it is written: `404`, `404u16`, `1_000`, `0x194`.
fn whole(literal: &str) -> Option<u64> {
    let text = literal.replace('_', "");
    if let Some(hex) = text.strip_prefix("0x") {
        return u64::from_str_radix(hex.trim_end_matches("u16").trim_end_matches("u32"), 16).ok();
    }
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let suffix = &text[digits.len()..];
    (suffix.is_empty() || suffix.starts_with(['u', 'i'])).then(|| digits.parse().ok()).flatten()
}
