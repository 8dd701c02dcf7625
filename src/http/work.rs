//! Long work: what has to be drawn before a call can be answered. It is done in slices that hold no lock while they
//! draw; whoever performs them may give up between two.

use uuid::Uuid;

use super::call::Call;
use super::message::{Reply, Request};
use super::page::Page;
use crate::domain::record::ask::Ask;
use crate::domain::record::plan::{Plan, Rows};
use crate::domain::record::resource::Resource;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::workspace::retrieve::Fetched;
use crate::domain::workspace::world::World;
use crate::http::api::records::Listing;
use crate::http::{Service, attempt};
use crate::store::Store;

/// So many links are looked at while the workspace is held.
const LINKS_A_LOOK: usize = 100;

/// What is to be done before a call is answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Work {
    workspace: String,
    /// The links of which records are read, the next one last; the resource that is read first stands last.
    reads: Vec<(&'static Resource, Vec<Uuid>)>,
    then: Then,
    ready: Ready,
}

/// What is drawn when all that is read is there.
#[derive(Clone, Debug, Default)]
pub(super) enum Then {
    /// Nothing: the call is answered.
    #[default]
    Answer,
    /// What a retrieve asks for.
    Fetch(&'static Resource, Ask),
    /// What goes on when the question of a session is answered, kept or not.
    Resume(&'static Resource, String, bool),
    /// What hangs on a record.
    Beneath(&'static Resource, Uuid),
    /// A page of a long list.
    List(&'static Resource),
}

/// What has been made for a call before it is answered.
#[derive(Clone, Debug, Default)]
pub(super) struct Ready {
    pub(super) fetched: Option<Fetched>,
    pub(super) beneath: Option<Rows>,
    pub(super) page: Option<Result<Page, Failure>>,
}

/// Does one slice of the work; the reply is the answer when nothing is left to do.
pub(crate) fn go_on(service: &Service, request: &Request, mut work: Work) -> Reply {
    if let Some((resource, links)) = work.reads.last_mut() {
        draw_next(&service.store, &work.workspace, resource, links);
        if links.is_empty() {
            work.reads.pop();
        }
        return Reply::after(work);
    }
    match std::mem::take(&mut work.then) {
        Then::Answer => attempt(service, request, Some(work.ready)),
        then => {
            work.prepare(service, request, then);
            Reply::after(work)
        }
    }
}

/// Draws what waits of the next link, of which there may be none among those that are looked at.
fn draw_next(store: &Store, workspace: &str, resource: &'static Resource, links: &mut Vec<Uuid>) {
    let plans = store.visit(workspace, |world| next(world, resource, links));
    if plans.is_none() {
        links.clear();
    }
    for plan in plans.into_iter().flatten() {
        let rows = plan.draw();
        store.visit(workspace, |world| world.keep_drawn(&plan, rows));
    }
}

fn next(world: &mut World, resource: &'static Resource, links: &mut Vec<Uuid>) -> Vec<Plan> {
    let mut looked_at = std::iter::from_fn(|| links.pop()).take(LINKS_A_LOOK);
    let plans =
        looked_at.find_map(|link| Some(world.plans(resource, link)).filter(|plans| !plans.is_empty()));
    plans.unwrap_or_default()
}

impl Work {
    /// A call that takes long as a whole.
    pub(super) fn whole() -> Self {
        Self::default()
    }

    /// Reads a resource of some links.
    pub(super) fn read(resource: &'static Resource, links: Vec<Uuid>) -> Self {
        Self { reads: vec![(resource, links)], ..Self::default() }
    }

    /// Reads another resource of the same links before.
    pub(super) fn after(mut self, resource: &'static Resource, links: Vec<Uuid>) -> Self {
        self.reads.push((resource, links));
        self
    }

    pub(super) fn then(self, then: Then) -> Self {
        Self { then, ..self }
    }

    pub(super) fn within(self, workspace: &str) -> Self {
        Self { workspace: workspace.to_owned(), ..self }
    }

    /// What is refused here is refused again, and told, when the call is answered.
    fn prepare(&mut self, service: &Service, request: &Request, then: Then) {
        match then {
            Then::Answer => {}
            Then::Fetch(resource, ask) => {
                let plan = self.look(service, |world| world.plan_to_fetch(resource, &ask));
                self.ready.fetched = plan.map(Fetched::from);
            }
            Then::Resume(resource, session, save) => {
                let plan = self.look(service, |world| world.plan_to_resume(resource, &session, save));
                self.ready.fetched = plan.map(Fetched::from);
            }
            Then::Beneath(resource, id) => {
                let plan = self.look(service, |world| world.plan_beneath(resource, id).ok());
                self.ready.beneath = plan.map(|(plan, beneath)| plan.draw_beneath(beneath, id));
            }
            Then::List(resource) => {
                let call = Call::new(service, request);
                let listing = self.look(service, |world| Listing::of(resource, world, &call).ok());
                self.ready.page = listing.map(|listing| listing.page(&call));
            }
        }
    }

    fn look<T>(&self, service: &Service, look: impl FnOnce(&mut World) -> Option<T>) -> Option<T> {
        service.store.visit(&self.workspace, look)?
    }
}
