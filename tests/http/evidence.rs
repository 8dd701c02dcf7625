//! What the journal holds of calls, waiting for it, and holding it against what was expected.

mod acts;
mod bundle;
mod origins;
mod record;
mod removal;
mod requests;
mod stream;
mod verify;
mod wait;
mod workspaces;
