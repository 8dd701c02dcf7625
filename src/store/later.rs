//! What is read when somebody needs it, and not at the start.

use std::sync::{Arc, LazyLock};

use crate::domain::link::institution::Institution;

/// Something that is read when it is first asked for, once.
pub type Later<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// The institutions of all workspaces.
pub type Institutions = Later<Arc<Vec<Institution>>>;

/// What is read so when it is first asked for.
pub fn later<T>(read: impl FnOnce() -> T + Send + 'static) -> Later<T> {
    LazyLock::new(Box::new(read))
}
