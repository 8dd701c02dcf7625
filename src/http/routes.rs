//! The table of routes: what exists, who may call it, and what answers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use http::Method;

use super::api::endpoint::Endpoint;
use super::api::{ENDPOINTS, form_of};
use super::call::{Params, normal_path};
use super::control;
use super::doors::{DOORS, PageDoor};
use crate::domain::base::text::nearest;

/// What answers a call.
#[derive(Clone, Copy)]
pub(super) enum Door {
    /// Belvo's REST API: a caller, a workspace, Belvo's envelope.
    Api(&'static Endpoint),
    /// What a page may reach: the script, its door, images, from any origin; the playground, from its own.
    Page(&'static PageDoor),
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
    /// Whether browsers of any origin may call it whatever the settings (R-BASE-11).
    pub cors: bool,
    pub(super) door: Door,
}

impl Route {
    /// One sentence.
    pub fn about(&self) -> Cow<'static, str> {
        match self.door {
            Door::Api(endpoint) => endpoint.about(),
            Door::Page(door) => door.about.into(),
            Door::Control(row) => row.about.into(),
        }
    }

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

    /// Whether what is sent takes the place of a workspace.
    pub(super) fn replaces_workspace(&self) -> bool {
        matches!(self.door, Door::Control(row) if row.replaces_workspace())
    }

    fn endpoint(&self) -> Option<&'static Endpoint> {
        match self.door {
            Door::Api(endpoint) => Some(endpoint),
            Door::Page(..) | Door::Control(_) => None,
        }
    }
}

impl From<&'static Endpoint> for Route {
    fn from(endpoint: &'static Endpoint) -> Self {
        Self {
            method: endpoint.method.clone(),
            path: endpoint.path,
            cors: endpoint.cors,
            door: Door::Api(endpoint),
        }
    }
}

impl From<&'static PageDoor> for Route {
    fn from(door: &'static PageDoor) -> Self {
        Self { method: door.method.clone(), path: door.path, cors: door.cors, door: Door::Page(door) }
    }
}

fn verb(row: &'static control::Row) -> Route {
    Route { method: row.method.clone(), path: row.path, cors: false, door: Door::Control(row) }
}

/// Every route: those of the API that is emulated, those that are written down here, and the control verbs.
pub static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let verbs = control::ROWS.iter().map(verb);
    ENDPOINTS.iter().map(Route::from).chain(DOORS.iter().map(Route::from)).chain(verbs).collect()
});

/// The control verbs can be had for one workspace, too, under `/_emulator/workspaces/{workspace}/…`.
const CONTROL: &str = "/_emulator/";
const OF_WORKSPACE: &str = "/_emulator/workspaces/";

/// The table over [`ROUTES`]; a test says that they all fit beside each other.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// Finds routes by path.
pub(super) struct Table {
    /// By the [fixed parts](fixed) of their paths, and by these.
    rows: BTreeMap<&'static str, BTreeMap<&'static str, Vec<&'static Route>>>,
    /// The length of the longest fixed part.
    longest: usize,
}

/// What a method and a path lead to.
pub(super) enum Found {
    Route(&'static Route, Params),
    /// The path exists with other methods.
    Methods(&'static [&'static Route]),
    /// Nothing; the route that was probably meant.
    Nothing(Option<&'static Route>),
}

impl Found {
    /// Whether it is what any host answers: the emulator's own pages and what there is not are of its own hosts alone.
    pub(super) fn is_everywhere(&self) -> bool {
        match self {
            Self::Route(route, _) => route.cors || !matches!(route.door, Door::Page(..)),
            Self::Methods(_) => true,
            Self::Nothing(_) => false,
        }
    }
}

impl Table {
    fn new() -> Self {
        let mut rows: BTreeMap<_, BTreeMap<_, Vec<_>>> = BTreeMap::new();
        for route in ROUTES.iter() {
            rows.entry(fixed(route.path)).or_default().entry(route.path).or_default().push(route);
        }
        let longest = rows.keys().map(|fixed| fixed.len()).max().unwrap_or_default();
        Self { rows, longest }
    }

    /// `HEAD` is answered as `GET` (R-BASE-13).
    pub(super) fn find(&'static self, method: &Method, path: &str) -> Found {
        let Some((routes, params)) = self.scoped(path) else { return Found::Nothing(near(method, path)) };
        let wanted = if method == Method::HEAD { &Method::GET } else { method };
        match routes.iter().find(|route| route.method == wanted) {
            Some(route) => Found::Route(route, params),
            None => Found::Methods(routes),
        }
    }

    /// The routes of a path; of a workspace's, those of the rest of it.
    fn scoped(&'static self, path: &str) -> Option<(&'static [&'static Route], Params)> {
        let Some((workspace, rest)) = path.strip_prefix(OF_WORKSPACE).and_then(|rest| rest.split_once('/'))
        else {
            return self.at(path);
        };
        let (routes, mut params) = self.at(&format!("{CONTROL}{rest}")).filter(|_| !workspace.is_empty())?;
        params.push(("workspace", workspace.to_owned()));
        Some((routes, params))
    }

    /// The routes that share the path which fits: the one with the longest fixed part. A letter comes before a brace, so
    /// that a word is found before the name which would take it.
    fn at(&'static self, path: &str) -> Option<(&'static [&'static Route], Params)> {
        let mut fixed = whole_parts(&path[..path.floor_char_boundary(self.longest)]);
        while !fixed.is_empty() {
            let mut near = self.rows.get(fixed).into_iter().flatten();
            let fits = |pattern: &'static str| params(&pattern[fixed.len()..], &path[fixed.len()..]);
            if let Some(found) = near.find_map(|(pattern, routes)| Some((&**routes, fits(pattern)?))) {
                return Some(found);
            }
            fixed = whole_parts(&fixed[..fixed.len() - 1]);
        }
        None
    }
}

/// What stands before the parts with names in braces.
fn fixed(path: &'static str) -> &'static str {
    whole_parts(path.split('{').next().unwrap_or_default())
}

/// The parts of a path up to its last slash.
fn whole_parts(path: &str) -> &str {
    &path[..path.rfind('/').map_or(0, |slash| slash + 1)]
}

/// What the names stand for, if the path fits: `{name}` for what goes on to the next slash, `{*name}` to the end.
fn params(mut pattern: &'static str, mut path: &str) -> Option<Params> {
    let mut params = Params::new();
    while let Some((word, rest)) = pattern.split_once('{') {
        let (name, after) = rest.split_once('}')?;
        let from = path.strip_prefix(word)?;
        let (name, end) = match name.strip_prefix('*') {
            Some(name) => (name, from.len()),
            None => (name, from.find('/')?),
        };
        let (value, left) = from.split_at(end);
        params.push((name, Some(value.to_owned()).filter(|value| !value.is_empty())?));
        (pattern, path) = (after, left);
    }
    (pattern == path).then_some(params)
}

/// Whether pages of any origin may call what an address leads to, as far as its fixed part tells.
pub(super) fn is_for_pages(target: &str) -> bool {
    let fixed = |route: &Route| route.path.split('{').next().unwrap_or_default().trim_end_matches('/');
    ROUTES.iter().filter(|route| route.cors).map(fixed).any(|fixed| target.starts_with(fixed))
}

/// Whether the body of a call takes the place of a workspace, before the call has been read.
pub(super) fn replaces_workspace(method: &Method, path: &str) -> bool {
    let path = normal_path(path);
    let takes = |route: &&Route| route.method == *method && route.replaces_workspace();
    path.starts_with(CONTROL) && TABLE.scoped(&path).is_some_and(|(routes, _)| routes.iter().any(takes))
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

    fn found(path: &str) -> Option<(&'static str, Params)> {
        let (routes, params) = TABLE.scoped(path)?;
        Some((routes[0].path, params))
    }

    fn param(name: &'static str, value: &str) -> (&'static str, String) {
        (name, value.to_owned())
    }

    #[test]
    fn a_word_comes_before_a_name_and_a_longer_path_before_a_shorter_one() {
        let emit = ("/_emulator/widgets/{widget}/emit/", vec![param("widget", "w")]);
        assert_eq!(found("/_emulator/widgets/w/emit/"), Some(emit));
        let act = ("/_emulator/widgets/{widget}/{act}/", vec![param("widget", "w"), param("act", "emits")]);
        assert_eq!(found("/_emulator/widgets/w/emits/"), Some(act));
        assert_eq!(found("/api/links/"), Some(("/api/links/", vec![])));
        assert_eq!(found("/api/links/é/"), Some(("/api/links/{id}/", vec![param("id", "é")])));
        let refresh = ("/api/links/{id}/refresh/", vec![param("id", "1")]);
        assert_eq!(found("/api/links/1/refresh/"), Some(refresh));
        assert_eq!(found("/api/links/1/refreshes/"), None);
        assert_eq!(found(&"/api".repeat(10_000)), None);
    }

    #[test]
    fn a_name_is_never_nothing_and_only_the_last_goes_on_over_slashes() {
        let main = ("/v{version}/stable/belvo-widget-1-stable-main.js/", vec![param("version", "2")]);
        assert_eq!(found("/v2/stable/belvo-widget-1-stable-main.js/"), Some(main));
        assert_eq!(found("/v/stable/belvo-widget-1-stable-main.js/"), None);
        let asset = ("/widget/v1/assets/{*path}", vec![param("path", "a/b.js/")]);
        assert_eq!(found("/widget/v1/assets/a/b.js/"), Some(asset));
        assert_eq!(found("/widget/v1/assets/"), None);
        assert_eq!(found("/"), Some(("/", vec![])));
        assert_eq!(found(""), None);
    }

    #[test]
    fn every_control_verb_can_be_had_for_one_workspace() {
        for row in control::ROWS {
            let own = row.path.replacen(CONTROL, &format!("{OF_WORKSPACE}a%2Fb/"), 1);
            let (path, params) = found(&own).expect(row.path);
            assert_eq!(path, row.path);
            assert_eq!(params.last(), Some(&param("workspace", "a%2Fb")));
        }
        assert_eq!(found("/_emulator/workspaces//info/"), None);
        assert_eq!(found("/_emulator/workspaces/a/workspaces/b/info/"), None);
        assert_eq!(found("/_emulator/workspaces/a/api/links/"), None);
    }
}
