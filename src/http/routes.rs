//! The table of routes: what exists, who may call it, and what answers.

use std::borrow::Cow;
use std::sync::LazyLock;

use http::Method;
use matchit::Router;

use super::call::Call;
use super::control;
use super::message::Reply;
use super::{
    Answer, Caller, Service, auth, institutions, links, payments, playground, records, tokens, widget,
};
use crate::domain::World;
use crate::domain::failure::Failure;
use crate::domain::record::{self, Resource};

/// What answers a call.
#[derive(Clone, Copy)]
pub(super) enum Door {
    /// Belvo's REST API: a caller with keys or a token of this scope, a workspace, Belvo's envelope.
    Api {
        caller: fn(&Service, &Call<'_>) -> Result<Caller, Failure>,
        scope: Option<&'static str>,
        run: ApiVerb,
    },
    /// The data of links: one engine for a table of resources.
    Records { resource: &'static Resource, run: RecordVerb },
    /// What a page may reach: the script, its door, images, from any origin; the playground, from its own.
    Page(fn(&Service, &Call<'_>) -> Reply),
    /// The control API, for this machine's own tools.
    Control(&'static control::Row),
}

/// A handler of the REST API.
pub(super) type ApiVerb = fn(&mut World, &Call<'_>) -> Result<Answer, Failure>;

/// A call of the data engine.
pub(super) type RecordVerb = fn(&'static Resource, &mut World, &Call<'_>) -> Result<Answer, Failure>;

/// One row.
#[derive(Clone)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with its slashes; `{name}` stands for a parameter.
    pub path: &'static str,
    /// One sentence.
    pub about: Cow<'static, str>,
    /// Whether browsers of any origin may call it (R-BASE-11).
    pub cors: bool,
    pub(super) door: Door,
}

const fn api(
    method: Method,
    path: &'static str,
    scope: Option<&'static str>,
    run: ApiVerb,
    about: &'static str,
) -> Route {
    Route {
        method,
        path,
        about: Cow::Borrowed(about),
        cors: false,
        door: Door::Api { caller: auth::caller, scope, run },
    }
}

const fn page(
    method: Method,
    path: &'static str,
    run: fn(&Service, &Call<'_>) -> Reply,
    about: &'static str,
) -> Route {
    Route { method, path, about: Cow::Borrowed(about), cors: true, door: Door::Page(run) }
}

const fn own_page(path: &'static str, run: fn(&Service, &Call<'_>) -> Reply, about: &'static str) -> Route {
    Route { method: GET, path, about: Cow::Borrowed(about), cors: false, door: Door::Page(run) }
}

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PUT: Method = Method::PUT;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

/// Every route: those that are written down here, the control verbs, those of the data resources, and those of payments.
pub static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let data = record::all().flat_map(records::routes);
    let verbs = control::ROWS.iter().map(verb);
    WRITTEN.iter().cloned().chain(verbs).chain(data).chain(payments::routes()).collect()
});

fn verb(row: &'static control::Row) -> Route {
    Route {
        method: row.method.clone(),
        path: row.path,
        about: Cow::Borrowed(row.about),
        cors: false,
        door: Door::Control(row),
    }
}

static WRITTEN: &[Route] = &[
    Route {
        method: POST,
        path: "/api/token/",
        about: Cow::Borrowed("A widget token"),
        cors: true,
        door: Door::Api { caller: tokens::caller, scope: None, run: tokens::create },
    },
    Route {
        method: POST,
        path: "/api/token/refresh/",
        about: Cow::Borrowed("An access token for a refresh token: {refresh}"),
        cors: true,
        door: Door::Api { caller: tokens::refresh_caller, scope: None, run: tokens::refresh },
    },
    Route {
        method: POST,
        path: "/api/token/verify/",
        about: Cow::Borrowed("Whether a token is good: {token}"),
        cors: true,
        door: Door::Api { caller: tokens::verify_caller, scope: None, run: tokens::verify },
    },
    api(
        GET,
        "/api/",
        None,
        |_, _| Ok(Answer::ok(serde_json::json!({}))),
        "The login probe of the official SDKs",
    ),
    api(
        GET,
        "/api/institutions/",
        Some("read_institutions"),
        institutions::list,
        "The sandbox's institutions",
    ),
    api(GET, "/api/institutions/{id}/", Some("read_institutions"), institutions::detail, "One institution"),
    api(GET, "/api/links/", Some("read_links"), links::list, "The workspace's links, newest first"),
    api(
        POST,
        "/api/links/",
        Some("write_links"),
        links::create,
        "Make a link; magic user names decide what the bank answers",
    ),
    api(
        PATCH,
        "/api/links/",
        Some("write_links"),
        links::resume,
        "Answer the bank's question: {session, link, token}",
    ),
    api(GET, "/api/links/{id}/", Some("read_links"), links::detail, "One link"),
    api(
        PUT,
        "/api/links/{id}/",
        Some("write_links"),
        links::one::renew,
        "Give a link new credentials: {password} or {token}",
    ),
    api(
        PATCH,
        "/api/links/{id}/",
        Some("write_links"),
        links::one::change,
        "Change a link: {access_mode?, stale_in?, fetch_resources?}",
    ),
    api(
        DELETE,
        "/api/links/{id}/",
        Some("delete_links"),
        links::one::delete,
        "Delete a link and all that hangs on it",
    ),
    api(
        POST,
        "/api/links/{id}/refresh/",
        Some("write_links"),
        links::one::refresh,
        "Fetch a link's data anew: {fetch_resources?}",
    ),
    page(GET, "/belvo-widget-1-stable.js/", widget::script, "The script that pages embed"),
    page(GET, "/belvo-widget-sandbox-1-stable.js/", widget::script, "The same under its name of 2020"),
    page(
        GET,
        "/belvo-widget-1-stable.d.ts/",
        widget::declarations,
        "TypeScript declarations of what it offers",
    ),
    page(
        GET,
        "/v{version}/stable/belvo-widget-1-stable-main.js/",
        widget::main_module,
        "The module that Belvo's own loader brings, of any version",
    ),
    page(GET, "/widget/v1/assets/{*path}", widget::asset, "What the script loads to show a screen"),
    page(GET, "/institutions/{kind}/{file}/", institutions::image, "An institution's image"),
    page(POST, "/widget/v1/open/", widget::open, "The script opens a widget"),
    page(POST, "/widget/v1/{widget}/acts/", widget::act, "The script sends what the person does"),
    page(POST, "/widget/v1/{widget}/frames/", widget::frames, "The script waits for frames"),
    page(
        POST,
        "/widget/v1/{widget}/report/",
        widget::report,
        "The script tells what the page's functions did",
    ),
    own_page("/", playground::home, "The playground: open the widget, see what a page hears"),
    own_page("/playground/{*path}", playground::asset, "What the playground is made of"),
];

/// The control verbs that can be had for one workspace under `/_emulator/workspaces/{workspace}/…`.
const SCOPED: &str = "/_emulator/";
const WORKSPACE: &str = "/_emulator/workspaces/{workspace}/";

/// Finds routes by path; built once.
pub struct Table {
    router: Router<Vec<&'static Route>>,
}

/// What a method and a path lead to.
pub(super) enum Found<'t> {
    Route(&'static Route, Vec<(String, String)>),
    /// The path exists with other methods.
    Methods(Vec<&'static Method>, bool),
    /// Nothing; the nearest route.
    Nothing(&'t Route),
}

impl Table {
    /// The table over [`ROUTES`]; the error names the path that cannot stand beside the others.
    pub fn new() -> Result<Self, String> {
        let mut paths: indexmap::IndexMap<String, Vec<&'static Route>> = indexmap::IndexMap::new();
        for route in ROUTES.iter() {
            paths.entry(route.path.to_owned()).or_default().push(route);
            if let (Door::Control(_), Some(rest)) = (route.door, route.path.strip_prefix(SCOPED)) {
                paths.entry(format!("{WORKSPACE}{rest}")).or_default().push(route);
            }
        }
        let mut router = Router::new();
        for (path, routes) in paths {
            router.insert(path.clone(), routes).map_err(|why| format!("{path}: {why}"))?;
        }
        Ok(Self { router })
    }

    /// `HEAD` is answered as `GET` (R-BASE-13).
    pub(super) fn find(&self, method: &Method, path: &str) -> Found<'_> {
        let Ok(matched) = self.router.at(path) else { return Found::Nothing(nearest(method, path)) };
        let wanted = if method == Method::HEAD { &Method::GET } else { method };
        match matched.value.iter().find(|route| route.method == wanted) {
            Some(route) => {
                let params = matched.params.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
                Found::Route(route, params.collect())
            }
            None => Found::Methods(
                matched.value.iter().map(|route| &route.method).collect(),
                matched.value.iter().any(|route| route.cors),
            ),
        }
    }
}

/// Whether a scenario's rule can name this call; the error says what is near.
pub fn check_call(method: &str, path: &str) -> Result<(), String> {
    let is_api = |route: &&Route| matches!(route.door, Door::Api { .. } | Door::Records { .. });
    if ROUTES.iter().filter(is_api).any(|route| route.method.as_str() == method && route.path == path) {
        return Ok(());
    }
    let nearest = ROUTES
        .iter()
        .filter(is_api)
        .max_by_key(|route| (strsim::jaro_winkler(route.path, path) * 10_000.0) as u64);
    let nearest = nearest.map(|route| format!("{} {}", route.method, route.path)).unwrap_or_default();
    Err(format!("this version has no call `{method} {path}`; the nearest is `{nearest}`"))
}

fn nearest(method: &Method, path: &str) -> &'static Route {
    // No route is longer, and likeness takes the product of both lengths.
    let path: String = path.chars().take(128).collect();
    let likeness = |route: &&Route| {
        let same_method = if route.method == method { 0.01 } else { 0.0 };
        ((strsim::jaro_winkler(route.path, &path) + same_method) * 10_000.0) as u64
    };
    ROUTES.iter().max_by_key(likeness).unwrap_or(&ROUTES[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_routes_stand_beside_each_other() {
        let table = Table::new().expect("a table");
        for route in ROUTES.iter() {
            let path = route.path.replace("{*path}", "a/b.js/").replace("{id}", "1").replace("{name}", "n");
            assert!(
                matches!(table.find(&route.method, &path), Found::Route(found, _) if found.path == route.path),
                "{path}"
            );
        }
    }
}
