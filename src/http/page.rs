//! Lists come in pages (R-PAGE-01 to 05).

use std::sync::Arc;

use serde_json::{Value, json};

use super::call::Call;
use super::filters::Test;
use super::projection::Projection;
use super::rows::Row;
use crate::domain::base::options::{Opt, Options};
use crate::domain::vocabulary::failure::Failure;
use crate::http::{Answer, Body};

const LARGEST: usize = 1_000;

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    count: usize,
    next: Option<String>,
    previous: Option<String>,
    rows: Vec<Line>,
}

impl Page {
    /// As it is sent.
    pub(super) fn written(self, projection: &Projection) -> String {
        let Self { count, next, previous, rows } = self;
        let (next, previous) = (json!(next), json!(previous));
        let results = Line::Rows(rows).written(projection);
        format!(r#"{{"count":{count},"next":{next},"previous":{previous},"results":{results}}}"#)
    }
}

/// A row of an answer: a tree, or text that is written already and is read again only to leave keys out.
#[derive(Clone, Debug)]
pub enum Line {
    /// A tree.
    Tree(Value),
    /// Text.
    Text(Arc<str>),
    /// An array of rows.
    Rows(Vec<Self>),
}

impl From<Value> for Line {
    fn from(tree: Value) -> Self {
        Self::Tree(tree)
    }
}

impl Line {
    /// As it is sent.
    pub(super) fn written(self, projection: &Projection) -> String {
        match self {
            Self::Tree(mut tree) => {
                projection.apply(&mut tree);
                tree.to_string()
            }
            Self::Text(text) if projection.is_none() => text.to_string(),
            Self::Text(text) => {
                Self::Tree(serde_json::from_str(&text).unwrap_or_default()).written(projection)
            }
            Self::Rows(rows) => {
                let rows: Vec<String> = rows.into_iter().map(|row| row.written(projection)).collect();
                format!("[{}]", rows.join(","))
            }
        }
    }
}

/// The answer of a list: one page of it.
pub(super) fn of<R: Row, L: Into<Line>>(
    call: &Call<'_>,
    options: &Options,
    tests: &[Test],
    rows: impl Iterator<Item = R>,
    view: impl Fn(R) -> L,
) -> Result<Answer, Failure> {
    cut(call, options, tests, rows, view).map(Answer::from)
}

/// One page of the rows that all tests leave, in their order; only its own rows are made into answers.
pub(super) fn cut<R: Row, L: Into<Line>>(
    call: &Call<'_>,
    options: &Options,
    tests: &[Test],
    rows: impl Iterator<Item = R>,
    view: impl Fn(R) -> L,
) -> Result<Page, Failure> {
    let (size, page) = (size(call, options), number(call)?);
    let shown = (page - 1).saturating_mul(size)..page.saturating_mul(size);
    let mut count = 0;
    let mut shown_rows = Vec::new();
    for row in rows.filter(|row| tests.iter().all(|test| test.holds(row))) {
        if shown.contains(&count) {
            shown_rows.push(view(row).into());
        }
        count += 1;
    }
    let pages = count.div_ceil(size).max(1);
    if page > pages {
        return Err(Failure::NoSuchPage);
    }
    Ok(Page {
        count,
        next: (page < pages).then(|| address(call, page + 1)),
        previous: (page > 1).then(|| address(call, page - 1)),
        rows: shown_rows,
    })
}

impl From<Page> for Answer {
    fn from(page: Page) -> Self {
        Self { body: Body::Page(page), ..Self::ok(Value::Null) }
    }
}

/// From 1; what is no such number is no page (R-ERR-54).
fn number(call: &Call<'_>) -> Result<usize, Failure> {
    match call.last("page") {
        None | Some("") => Ok(1),
        Some(text) => text.parse().ok().filter(|page| *page > 0).ok_or(Failure::NoSuchPage),
    }
}

/// Larger values are clamped, unusable ones are the default (R-PAGE-02).
fn size(call: &Call<'_>, options: &Options) -> usize {
    let asked = call.last("page_size").and_then(|text| text.parse::<usize>().ok()).filter(|size| *size > 0);
    asked.unwrap_or(options.count(Opt::PageSize) as usize).clamp(1, LARGEST)
}

/// The caller's own address with all other parameters as they came (R-PAGE-04).
fn address(call: &Call<'_>, page: usize) -> String {
    let is_page = |part: &&str| form_urlencoded::parse(part.as_bytes()).any(|(name, _)| name == "page");
    let kept = call.raw_query.split('&').filter(|part| !part.is_empty() && !is_page(part));
    let query: Vec<String> = kept.map(str::to_owned).chain([format!("page={page}")]).collect();
    format!("{}{}?{}", call.base, call.path, query.join("&"))
}
