//! The table of routes: what exists, who may call it, and what answers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use http::Method;
use matchit::Router;

use super::api::endpoint::Endpoint;
use super::api::{ENDPOINTS, form_of, institutions};
use super::call::Call;
use super::message::Reply;
use super::service::Service;
use super::{control, playground, polling, widget};
use crate::domain::base::text::nearest;

/// What answers a call.
#[derive(Clone, Copy)]
pub(super) enum Door {
    /// Belvo's REST API: a caller, a workspace, Belvo's envelope.
    Api(&'static Endpoint),
    /// What a page may reach: the script, its door, images, from any origin; the playground, from its own.
    Page(fn(&Service, &Call<'_>) -> Reply),
    /// The control API, for this machine's own tools.
    Control(&'static control::Row),
}

/// One row.
#[derive(Clone)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with its slashes; `{name}` stands for a parameter.
    pub path: &'static str,
    /// One sentence.
    pub about: Cow<'static, str>,
    /// Whether browsers of any origin may call it whatever the settings (R-BASE-11).
    pub cors: bool,
    pub(super) door: Door,
}

impl Route {
    /// The statuses of its successes, the usual one first; none for what is not the API that is emulated.
    pub fn statuses(&self) -> Vec<u16> {
        let statuses =
            self.endpoint().map(|endpoint| endpoint.statuses().map(|status| status.as_u16()).collect());
        statuses.unwrap_or_default()
    }

    /// The rules that it answers to, where it is an operation of the API that is emulated.
    pub fn rules(&self) -> &'static [&'static str] {
        self.endpoint().map(|endpoint| endpoint.rules).unwrap_or_default()
    }

    /// Who may call, where it is an operation of the API that is emulated.
    pub fn who(&self) -> Option<String> {
        self.endpoint().map(|endpoint| endpoint.access.describe())
    }

    /// Whether browsers of any origin may call it; `open` says that they may call the whole API.
    pub(super) fn is_for_pages(&self, open: bool) -> bool {
        self.cors || open && self.endpoint().is_some()
    }

    fn endpoint(&self) -> Option<&'static Endpoint> {
        match self.door {
            Door::Api(endpoint) => Some(endpoint),
            Door::Page(_) | Door::Control(_) => None,
        }
    }
}

impl From<&'static Endpoint> for Route {
    fn from(endpoint: &'static Endpoint) -> Self {
        Self {
            method: endpoint.method.clone(),
            path: endpoint.path,
            about: endpoint.about(),
            cors: endpoint.cors,
            door: Door::Api(endpoint),
        }
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

fn verb(row: &'static control::Row) -> Route {
    Route {
        method: row.method.clone(),
        path: row.path,
        about: Cow::Borrowed(row.about),
        cors: false,
        door: Door::Control(row),
    }
}

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// Every route: those of the API that is emulated, those that are written down here, and the control verbs.
pub static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let verbs = control::ROWS.iter().map(verb);
    ENDPOINTS.iter().map(Route::from).chain(WRITTEN.iter().cloned()).chain(verbs).collect()
});

static WRITTEN: &[Route] = &[
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
    page(POST, "/widget/v1/frames/", polling::frames, "The script waits for frames of its page's runs"),
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

/// The table over [`ROUTES`]; a test says that they all fit beside each other.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// Finds routes by path.
pub(super) struct Table {
    router: Router<Vec<&'static Route>>,
}

/// What a method and a path lead to.
pub(super) enum Found {
    Route(&'static Route, Vec<(String, String)>),
    /// The path exists with other methods.
    Methods(&'static [&'static Route]),
    /// Nothing; the route that was probably meant.
    Nothing(Option<&'static Route>),
}

impl Table {
    fn new() -> Self {
        let mut paths: BTreeMap<Cow<'static, str>, Vec<&'static Route>> = BTreeMap::new();
        for route in ROUTES.iter() {
            paths.entry(route.path.into()).or_default().push(route);
            if let (Door::Control(_), Some(rest)) = (route.door, route.path.strip_prefix(SCOPED)) {
                paths.entry(format!("{WORKSPACE}{rest}").into()).or_default().push(route);
            }
        }
        let mut router = Router::new();
        for (path, routes) in paths {
            let _tested = router.insert(path.as_ref(), routes);
        }
        Self { router }
    }

    /// `HEAD` is answered as `GET` (R-BASE-13).
    pub(super) fn find(&'static self, method: &Method, path: &str) -> Found {
        let Ok(matched) = self.router.at(path) else { return Found::Nothing(near(method, path)) };
        let wanted = if method == Method::HEAD { &Method::GET } else { method };
        match matched.value.iter().find(|route| route.method == wanted) {
            Some(route) => {
                let params = matched.params.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
                Found::Route(route, params.collect())
            }
            None => Found::Methods(matched.value),
        }
    }
}

/// Whether pages of any origin may call what an address leads to, as far as its fixed part tells.
pub(super) fn is_for_pages(target: &str) -> bool {
    let fixed = |route: &Route| route.path.split('{').next().unwrap_or_default().trim_end_matches('/');
    ROUTES.iter().filter(|route| route.cors).map(fixed).any(|fixed| target.starts_with(fixed))
}

/// The route that was probably meant, by its path; of several methods the one that was sent.
fn near(method: &Method, path: &str) -> Option<&'static Route> {
    let paths: Vec<&str> = ROUTES.iter().map(|route| route.path).collect();
    let near = nearest(&form_of(path), &paths)?;
    let of_path = || ROUTES.iter().filter(|route| route.path == near);
    of_path().find(|route| route.method == method).or_else(|| of_path().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_routes_stand_beside_each_other() {
        for route in ROUTES.iter() {
            let path = route.path.replace("{*path}", "a/b.js/").replace("{id}", "1").replace("{name}", "n");
            assert!(
                matches!(TABLE.find(&route.method, &path), Found::Route(found, _) if found.path == route.path),
                "{path}"
            );
        }
    }
}
