//! How many bytes all workspaces keep together: each has its share, and gives it back when it is forgotten.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::domain::base::limits::{ALL_WORKSPACES, EMPTY_WORKSPACE};

/// The sum of all shares.
#[derive(Clone, Default)]
pub(super) struct Total(Arc<AtomicUsize>);

impl Total {
    pub(super) fn bytes(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    pub(super) fn is_full(&self) -> bool {
        self.bytes() >= ALL_WORKSPACES
    }

    /// The share of a workspace that keeps nothing yet.
    pub(super) fn share(&self) -> Share {
        self.0.fetch_add(EMPTY_WORKSPACE, Ordering::Relaxed);
        Share { total: self.clone(), own: EMPTY_WORKSPACE }
    }
}

/// What one workspace adds to it.
pub(super) struct Share {
    total: Total,
    own: usize,
}

impl Share {
    /// The workspace keeps so much now.
    pub(super) fn set(&mut self, kept: usize) {
        let own = kept + EMPTY_WORKSPACE;
        self.total.0.fetch_add(own, Ordering::Relaxed);
        self.total.0.fetch_sub(self.own, Ordering::Relaxed);
        self.own = own;
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.total.0.fetch_sub(self.own, Ordering::Relaxed);
    }
}
