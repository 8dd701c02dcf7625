//! What the journal holds of calls, waiting for it, and holding it against what was expected.

mod acts;
mod bundle;
mod closed;
mod contradictions;
mod due;
mod origins;
mod positions;
mod record;
mod removal;
mod requests;
mod stream;
mod told;
mod turned_away;
mod verify;
mod wait;
mod workspaces;
