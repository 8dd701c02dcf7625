//! Long work is done in slices that hold no lock while records are made; whoever performs them may give up between two.

use uuid::Uuid;

use super::api::records::Listing;
use super::call::Call;
use super::message::Request;
use super::service::Service;
use super::work::{Ready, Then, Work};
use crate::domain::record::plan::Plan;
use crate::domain::record::resource::Resource;
use crate::domain::workspace::retrieve::Fetched;
use crate::domain::workspace::world::World;
use crate::store::Store;

/// So many links are looked at while the workspace is held.
const LINKS_A_LOOK: usize = 100;

/// Does one slice of the work: more may be left to do, or what the call is answered with is ready.
pub(super) fn next_slice(
    service: &Service,
    request: &Request,
    mut work: Box<Work>,
) -> Result<Ready, Box<Work>> {
    if let Some((resource, links)) = work.reads.last_mut() {
        generate_next(&service.store, &work.workspace, resource, links);
        if links.is_empty() {
            work.reads.pop();
        }
        return Err(work);
    }
    match std::mem::take(&mut work.then) {
        Then::Answer => Ok(work.ready),
        then => {
            work.prepare(service, request, then);
            Err(work)
        }
    }
}

/// Draws what waits of the next link, of which there may be none among those that are looked at.
fn generate_next(store: &Store, workspace: &str, resource: &'static Resource, links: &mut Vec<Uuid>) {
    let plans = store.visit(workspace, |world| next(world, resource, links));
    if plans.is_none() {
        links.clear();
    }
    for plan in plans.into_iter().flatten() {
        let rows = plan.generate();
        store.visit(workspace, |world| world.keep_generated(&plan, rows));
    }
}

fn next(world: &mut World, resource: &'static Resource, links: &mut Vec<Uuid>) -> Vec<Plan> {
    let mut looked_at = std::iter::from_fn(|| links.pop()).take(LINKS_A_LOOK);
    let plans =
        looked_at.find_map(|link| Some(world.plans(resource, link)).filter(|plans| !plans.is_empty()));
    plans.unwrap_or_default()
}

impl Work {
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
                self.ready.beneath = plan.map(|(plan, beneath)| plan.generate_beneath(beneath, id));
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
