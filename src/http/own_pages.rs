//! The emulator's own pages: the playground at `/`, the inspector and the docs. They use what any caller can use.

use http::{HeaderName, StatusCode, header};

use super::call::Call;
use super::message::Reply;
use super::service::Service;

/// Nothing from elsewhere, nothing inline, in nobody's frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// `GET /`
pub(super) fn playground(service: &Service, _: &Call<'_>) -> Reply {
    page(service, "playground/index.html")
}

/// `GET /inspect`
pub(super) fn inspector(service: &Service, _: &Call<'_>) -> Reply {
    page(service, "inspect/index.html")
}

/// `GET /docs`
pub(super) fn docs(service: &Service, _: &Call<'_>) -> Reply {
    page(service, "docs/index.html")
}

/// A page of the docs, or what all of them are made of.
pub(super) fn doc(service: &Service, call: &Call<'_>) -> Reply {
    let path = call.path.trim_matches('/');
    let found = file(service, &format!("{path}.html")).or_else(|| file(service, path));
    found.unwrap_or_else(|| missing(service))
}

/// Where the docs have nothing, their list of pages and the search stand beside the words that say so.
fn missing(service: &Service) -> Reply {
    let status = StatusCode::NOT_FOUND;
    file(service, "missing.html").map_or_else(|| Reply::empty(status), |page| Reply { status, ..page })
}

/// A directory of assets that has no such page leads to the list of calls.
fn page(service: &Service, path: &str) -> Reply {
    file(service, path)
        .unwrap_or_else(|| Reply::empty(StatusCode::SEE_OTHER).with(header::LOCATION, "/_emulator/"))
}

/// The files of the pages.
pub(super) fn asset(service: &Service, call: &Call<'_>) -> Reply {
    file(service, call.path.trim_matches('/')).unwrap_or_else(|| Reply::empty(StatusCode::NOT_FOUND))
}

fn file(service: &Service, path: &str) -> Option<Reply> {
    let file = service.files.get(path)?;
    let reply = Reply::new(StatusCode::OK, file.content_type, file.body.clone());
    Some(
        reply
            .with(header::CONTENT_SECURITY_POLICY, POLICY)
            .with(header::REFERRER_POLICY, "no-referrer")
            .with(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
            .with(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    )
}
