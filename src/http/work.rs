//! Long work: what has to be made before a call can be answered.

use uuid::Uuid;

use super::page::Page;
use crate::domain::record::ask::Ask;
use crate::domain::record::plan::Rows;
use crate::domain::record::resource::Resource;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::workspace::retrieve::Fetched;
use crate::store::AllFired;

/// What a call has done already when it is asked again: it has moved a clock.
#[derive(Clone, Debug)]
pub(crate) struct Done {
    /// What fell due.
    pub(crate) fired: AllFired,
    /// Whether the answer is sent as it is.
    pub(crate) is_over: bool,
}

impl Done {
    pub(crate) fn new(fired: AllFired) -> Self {
        Self { fired, is_over: false }
    }

    /// It is waited for no longer.
    pub(crate) fn over(self) -> Self {
        Self { is_over: true, ..self }
    }
}

/// What is to be done before a call is answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Work {
    pub(super) workspace: String,
    /// The links of which records are read, the next one last; the resource that is read first stands last.
    pub(super) reads: Vec<(&'static Resource, Vec<Uuid>)>,
    pub(super) then: Then,
    pub(super) ready: Ready,
}

/// What is generated when all that is read is there.
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
    pub(super) done: Option<Done>,
}

impl Work {
    /// A call that takes long as a whole.
    pub(super) fn whole() -> Self {
        Self::default()
    }

    /// A call that is asked again, and has done something before.
    pub(super) fn again(done: Done) -> Self {
        Self { ready: Ready { done: Some(done), ..Ready::default() }, ..Self::default() }
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
}
