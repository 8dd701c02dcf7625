//! The table of routes: what exists, who may call it, and what answers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use http::Method;
use matchit::Router;

use super::call::Call;
use super::control::{self, Verb};
use super::message::Reply;
use super::{
    Answer, Caller, Service, auth, institutions, links, payments, playground, records, runs, tokens, widget,
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
    Control(Verb),
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

const fn verb(method: Method, path: &'static str, run: Verb, about: &'static str) -> Route {
    Route { method, path, about: Cow::Borrowed(about), cors: false, door: Door::Control(run) }
}

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PUT: Method = Method::PUT;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

/// Every route: those that are written down here, those of the data resources, and those of payments.
pub static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let data = record::all().flat_map(records::routes);
    WRITTEN.iter().cloned().chain(data).chain(payments::routes()).collect()
});

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
    verb(GET, "/_emulator/", control::index, "This list"),
    verb(GET, "/_emulator/openapi.json/", control::openapi_control, "This list as an OpenAPI document"),
    verb(
        GET,
        "/_emulator/openapi/belvo.json/",
        control::openapi_belvo,
        "The API that is emulated, as an OpenAPI document",
    ),
    verb(GET, "/_emulator/health/live/", control::live, "200 while the process runs"),
    verb(GET, "/_emulator/health/ready/", control::ready, "200 when bound and all scenarios are valid"),
    verb(GET, "/_emulator/info/", control::info, "Version, addresses, seed, clock, counts"),
    verb(
        POST,
        "/_emulator/reset/",
        control::reset,
        "Everything back to the start, with fresh ids or {ids: \"repeat\"}",
    ),
    verb(GET, "/_emulator/scenario/", control::scenario, "The scenario in force"),
    verb(
        PUT,
        "/_emulator/scenario/",
        control::set_scenario,
        "Choose one: {name, play?}, {document, play?}, or {name: null} for none",
    ),
    verb(GET, "/_emulator/scenarios/", control::scenarios, "The scenarios that can be chosen"),
    verb(GET, "/_emulator/scenarios/{name}/", control::scenario_text, "One scenario with its text"),
    verb(
        POST,
        "/_emulator/scenarios/validate/",
        control::validate,
        "Check a document without choosing it: {document}",
    ),
    verb(GET, "/_emulator/queue/", runs::queue, "What the next runs play"),
    verb(POST, "/_emulator/queue/", runs::enqueue, "Let the next runs play it: {scenario, times?, play?}"),
    verb(DELETE, "/_emulator/queue/", runs::clear_queue, "Forget the queue"),
    verb(GET, "/_emulator/widgets/", runs::widgets, "The runs of the widget"),
    verb(GET, "/_emulator/widgets/{widget}/", runs::widget, "One run: its screen and what it allows"),
    verb(
        POST,
        "/_emulator/widgets/{widget}/emit/",
        runs::emit,
        "Send its page something off the contract: {event}, {exit} or {callback: [args]}",
    ),
    verb(POST, "/_emulator/widgets/{widget}/{act}/", runs::act, "Do what a person does: {value?}"),
    verb(PATCH, "/_emulator/links/{id}/", links::set_status, "Set a link's status by hand: {status}"),
    verb(GET, "/_emulator/options/", control::options, "The table of options with the settings in force"),
    verb(PUT, "/_emulator/options/", control::set_options, "Make settings, all or none: {name: value, …}"),
    verb(
        GET,
        "/_emulator/rules/",
        control::rules,
        "The rules that are kept, with the settings that decide them",
    ),
    verb(GET, "/_emulator/clock/", control::clock, "The clock"),
    verb(
        PUT,
        "/_emulator/clock/",
        control::set_clock,
        "Freeze it or let it run: {mode: frozen or running, now?}",
    ),
    verb(
        POST,
        "/_emulator/clock/advance/",
        control::advance,
        "Move it forward: {by: \"10m\"}; answers what fell due",
    ),
    verb(GET, "/_emulator/journal/", control::journal, "What happened; ?kind= and ?after= narrow it"),
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
        let mut paths: BTreeMap<Cow<'static, str>, Vec<&'static Route>> = BTreeMap::new();
        for route in ROUTES.iter() {
            paths.entry(route.path.into()).or_default().push(route);
            if let (Door::Control(_), Some(rest)) = (route.door, route.path.strip_prefix(SCOPED)) {
                paths.entry(format!("{WORKSPACE}{rest}").into()).or_default().push(route);
            }
        }
        let mut router = Router::new();
        for (path, routes) in paths {
            router.insert(path.as_ref(), routes).map_err(|why| format!("{path}: {why}"))?;
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
