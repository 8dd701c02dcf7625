//! Lists come in pages (R-PAGE-01 to 05).

use serde_json::{Value, json};

use super::Answer;
use super::call::Call;
use crate::domain::failure::Failure;
use crate::domain::options::{Opt, Options};

const LARGEST: usize = 1_000;

/// One page of rows, newest or first row first as the iterator gives them.
pub(super) fn of<T>(
    call: &Call<'_>,
    options: &Options,
    rows: impl ExactSizeIterator<Item = T>,
    view: impl Fn(T) -> Value,
) -> Result<Answer, Failure> {
    let count = rows.len();
    let size = size(call, options);
    let pages = count.div_ceil(size).max(1);
    let page = match call.asked("page") {
        None | Some("") => 1,
        Some(text) => {
            text.parse().ok().filter(|page| (1..=pages).contains(page)).ok_or(Failure::NoSuchPage)?
        }
    };
    let results: Vec<Value> = rows.skip((page - 1) * size).take(size).map(view).collect();
    Ok(Answer::ok(json!({
        "count": count,
        "next": (page < pages).then(|| address(call, page + 1)),
        "previous": (page > 1).then(|| address(call, page - 1)),
        "results": results,
    })))
}

/// Larger values are clamped, unusable ones are the default (R-PAGE-02).
fn size(call: &Call<'_>, options: &Options) -> usize {
    let asked = call.asked("page_size").and_then(|text| text.parse::<usize>().ok()).filter(|size| *size > 0);
    asked.unwrap_or(options.count(Opt::PageSize) as usize).clamp(1, LARGEST)
}

/// The caller's own address with all other parameters kept (R-PAGE-04).
fn address(call: &Call<'_>, page: usize) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(call.query.iter().filter(|(name, _)| name != "page"));
    query.append_pair("page", &page.to_string());
    format!("{}{}?{}", call.base, call.path, query.finish())
}
