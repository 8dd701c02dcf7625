//! Which workspaces a call is for, who asks, and why one stays closed.

use crate::domain::base::limits::{ALL_WORKSPACES, FAULTS, OF_PAGES, QUEUED, SECRET_ID, WORKSPACES, bytes};

/// Which workspaces a control verb is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them, present and future.
    All,
    /// One.
    One(String),
}

/// A secret id that names no workspace, or one too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    /// The name.
    #[error("a secret id has at most {SECRET_ID} bytes")]
    TooLong,
    /// And all are in use.
    #[error("{WORKSPACES} workspaces are open and all were called within ten minutes: reset the emulator")]
    TooMany,
    /// Of those that pages may open.
    #[error(
        "pages of other origins have opened {OF_PAGES} workspaces: open this one from a server, or reset the emulator"
    )]
    TooManyPages,
    /// All workspaces together keep as much as they may.
    #[error("the workspaces keep {} already: reset them", bytes(ALL_WORKSPACES))]
    Full,
    /// The queue.
    #[error("the queue has {QUEUED} items already")]
    QueueFull,
    /// Of a snapshot: its organisation is that of another workspace.
    #[error("its organisation is that of another workspace that is open: this is no snapshot of this one")]
    OrganisationTaken,
    /// The faults.
    #[error("there are {FAULTS} faults already, and none is used up")]
    FaultsFull,
    /// To be forgotten, and there from the start.
    #[error(
        "a workspace whose keys were given at the start, or that is nobody's, can be reset, and not removed"
    )]
    Kept,
    /// To be forgotten.
    #[error("no workspace of this name is open, and no keys were made for it")]
    NotOpen,
    /// With `--keys`.
    #[error("this emulator was started with --keys, and these are not among them")]
    Unknown,
}

/// Who asks for a workspace that may have to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visitor {
    /// A server, a tool, a test, or a page of the emulator's own.
    Own,
    /// A page of another origin.
    Page,
}

/// Where what belongs to no workspace is noted: calls without keys, widgets with foreign tokens.
pub const NOBODY: &str = "";
