//! Hot reload of scenario files: a change is read whole, or refused whole and on_reload.

use std::sync::Arc;
use std::time::Duration;

use notify_debouncer_full::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{Debouncer, RecommendedCache, new_debouncer};

use super::builder::Builder;
use super::error::StartError;
use super::reload::{OnReload, Reloaded};
use crate::http::Service;

/// Watches until it is dropped.
pub(super) type Watcher = Debouncer<RecommendedWatcher, RecommendedCache>;

/// Editors write a file in several strokes: the directory has to be quiet for so long.
const QUIET: Duration = Duration::from_millis(100);

/// Reads the scenario directories of a builder again and puts them in force, or tells what is wrong.
pub(super) fn reload(builder: &Builder, service: &Service) -> Reloaded {
    match builder.scenarios_anew() {
        Ok(scenarios) => {
            let count = scenarios.len();
            service.store.set_scenarios(scenarios);
            Reloaded::InForce(count)
        }
        Err(error) => {
            service.store.refuse_scenarios(error.to_string());
            Reloaded::Refused(error)
        }
    }
}

/// Reloads whenever something in a scenario directory changes.
pub(super) fn watch(
    builder: Builder,
    service: Arc<Service>,
    on_reload: OnReload,
) -> Result<Watcher, StartError> {
    let directories = builder.scenarios.clone();
    let fault = |why: notify_debouncer_full::notify::Error| {
        StartError::Setting(format!("cannot watch the scenario files: {why}"))
    };
    let on_change = move |changes: notify_debouncer_full::DebounceEventResult| {
        // A change that could not be observed whole is a change all the same.
        let of_interest = |changed: &notify_debouncer_full::DebouncedEvent| !changed.kind.is_access();
        if changes.map_or(true, |changes| changes.iter().any(of_interest)) {
            (on_reload.0)(&reload(&builder, &service));
        }
    };
    let mut watcher = new_debouncer(QUIET, None, on_change).map_err(fault)?;
    for directory in directories {
        watcher.watch(directory, RecursiveMode::Recursive).map_err(fault)?;
    }
    Ok(watcher)
}
