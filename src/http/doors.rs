//! What a page may reach: the script, the calls that it makes, images; from its own origin the emulator's pages.

use http::Method;

use super::api::institutions;
use super::call::Call;
use super::message::Reply;
use super::service::Service;
use super::{own_pages, polling, widget};

/// Whose faults meet what a page calls.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// Nobody's.
    Nobody,
    /// Those of the emulator: whose page it is, no one knows.
    Emulator,
    /// Those of the workspace that the token of the body leads to.
    Bearer,
}

/// One of them.
pub(super) struct PageDoor {
    pub(super) method: Method,
    pub(super) path: &'static str,
    /// Whether browsers of any origin may call it.
    pub(super) cors: bool,
    pub(super) run: Run,
    /// One sentence.
    pub(super) about: &'static str,
    pub(super) whose: Whose,
}

type Run = fn(&Service, &Call<'_>) -> Reply;

const fn page(method: Method, path: &'static str, run: Run, about: &'static str, whose: Whose) -> PageDoor {
    PageDoor { method, path, cors: true, run, about, whose }
}

const fn own_page(path: &'static str, run: Run, about: &'static str) -> PageDoor {
    PageDoor { method: GET, path, cors: false, run, about, whose: Nobody }
}

use Whose::{Bearer, Emulator, Nobody};

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// All of them.
pub(super) static DOORS: &[PageDoor] = &[
    page(GET, "/belvo-widget-1-stable.js/", widget::script, "The script that pages embed", Emulator),
    page(
        GET,
        "/belvo-widget-sandbox-1-stable.js/",
        widget::script,
        "The same under its name of 2020",
        Emulator,
    ),
    page(
        GET,
        "/belvo-widget-1-stable.d.ts/",
        widget::declarations,
        "TypeScript declarations of what it offers",
        Nobody,
    ),
    page(
        GET,
        "/v{version}/stable/belvo-widget-1-stable-main.js/",
        widget::main_module,
        "The module that Belvo's own loader brings, of any version",
        Emulator,
    ),
    page(GET, "/widget/v1/assets/{*path}", widget::asset, "What the script loads to show a screen", Emulator),
    page(GET, "/institutions/{kind}/{file}/", institutions::image, "An institution's image", Nobody),
    page(POST, "/widget/v1/open/", widget::open, "The script opens a widget", Bearer),
    page(POST, "/widget/v1/{widget}/acts/", widget::act, "The script sends what the person does", Bearer),
    page(
        POST,
        "/widget/v1/frames/",
        polling::frames,
        "The script waits for frames of its page's runs",
        Bearer,
    ),
    page(
        POST,
        "/widget/v1/{widget}/report/",
        widget::report,
        "The script tells what the page's functions did",
        Bearer,
    ),
    own_page("/", own_pages::playground, "The playground: open the widget, see what a page hears"),
    own_page("/playground/{*path}", own_pages::asset, "What the playground is made of"),
    own_page("/inspect/", own_pages::inspector, "The inspector: widgets, links, clock, webhooks, journal"),
    own_page("/inspect/{*path}", own_pages::asset, "What the inspector is made of"),
    own_page("/docs/", own_pages::docs, "The docs of this version, with a search"),
    own_page("/docs/{*path}", own_pages::doc, "A page of the docs, and what it is made of"),
    own_page("/pages/{*path}", own_pages::asset, "What all of these are made of"),
];
