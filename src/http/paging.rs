//! Which page of a list a call asks for (R-PAGE-01 to 05).

use super::answer::Answer;
use super::call::Call;
use super::filters::Test;
use super::page::{Line, Page};
use super::rows::Row;
use crate::domain::base::options::{Options, PastEnd};
use crate::domain::vocabulary::failure::Failure;

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
    let empty = options.past_end == PastEnd::Empty;
    let nowhere = empty.then_some(usize::MAX).ok_or(Failure::NoSuchPage);
    let (size, page) = (size(call, options), number(call).map_or(nowhere, Ok)?);
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
    if page > pages && !empty {
        return Err(Failure::NoSuchPage);
    }
    Ok(Page {
        count,
        next: (page < pages).then(|| address(call, page + 1)),
        previous: (page > 1).then(|| address(call, pages.min(page - 1))),
        rows: shown_rows,
    })
}

/// From 1; what is no such number is no page (R-ERR-54).
fn number(call: &Call<'_>) -> Option<usize> {
    match call.last("page") {
        None | Some("") => Some(1),
        Some(text) => text.parse().ok().filter(|page| *page > 0),
    }
}

/// Larger values are clamped, unusable ones are the default (R-PAGE-02).
fn size(call: &Call<'_>, options: &Options) -> usize {
    let asked = call.last("page_size").and_then(|text| text.parse::<usize>().ok()).filter(|size| *size > 0);
    asked.unwrap_or(options.page_size.number() as usize).clamp(1, LARGEST)
}

/// The caller's own address with all other parameters as they came (R-PAGE-04).
fn address(call: &Call<'_>, page: usize) -> String {
    let is_page = |part: &&str| form_urlencoded::parse(part.as_bytes()).any(|(name, _)| name == "page");
    let kept = call.raw_query.split('&').filter(|part| !part.is_empty() && !is_page(part));
    let query: Vec<String> = kept.map(str::to_owned).chain([format!("page={page}")]).collect();
    format!("{}{}?{}", call.base, call.path, query.join("&"))
}

const LARGEST: usize = 1_000;
