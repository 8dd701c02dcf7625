//! What a builder reads and checks before anything is bound.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;

use super::{Builder, StartError, Way};
use crate::assets;
use crate::domain::Start;
use crate::domain::clock::Clock;
use crate::domain::institution::{self, Institution};
use crate::domain::matrix;
use crate::domain::options::{self, Options};
use crate::domain::queue::Queue;
use crate::domain::record::given::Given;
use crate::domain::rng::Generation;
use crate::domain::scenario::Scenario;
use crate::domain::shows::Shows;
use crate::domain::time::Timestamp;
use crate::http::{self, routes};
use crate::scenario_file::{Context, Entry, Library, parse_data};
use crate::store::{Scenarios, Store};

/// The directories of the assets that are served.
const SERVED: [&str; 2] = ["widget/", "playground/"];

impl Builder {
    /// Checks the scenario files alone: the shipped ones, those of the directories, and these single files.
    ///
    /// # Errors
    ///
    /// All faults of all files.
    pub fn validate(&self, single: &[PathBuf]) -> Result<usize, StartError> {
        let institutions = self.institutions()?;
        let mut files = Vec::new();
        for path in single {
            let read = if path.is_dir() {
                assets::scenarios_in(path).map(|found| below(path, found))
            } else {
                assets::one(path).map(|file| vec![file])
            };
            files.extend(read.map_err(|why| StartError::Read { path: path.clone(), why })?);
        }
        let library = self.library(&institutions, files)?;
        Ok(library.len())
    }

    /// The scenarios of this builder, each with what it shows.
    pub(crate) fn shows(&self) -> Result<Vec<(Arc<Scenario>, Shows)>, StartError> {
        let library = self.library(&self.institutions()?, Vec::new())?;
        Ok(library.iter().map(|scenario| (scenario.clone(), Shows::of(scenario))).collect())
    }

    /// What can be brought about, and by what.
    pub(crate) fn matrix(&self) -> Result<Vec<Way>, StartError> {
        let institutions = self.institutions()?;
        let scenarios: Vec<Arc<Scenario>> =
            self.library(&institutions, Vec::new())?.iter().cloned().collect();
        Ok(matrix::rows(&self.first(institutions)?, &scenarios))
    }

    fn institutions(&self) -> Result<Vec<Institution>, StartError> {
        let files = self.asset_files()?;
        let file = files.iter().find(|file| file.path == "institutions.json");
        let text = file.map(|file| String::from_utf8_lossy(&file.bytes)).unwrap_or_default();
        institution::read(&text).map_err(|why| StartError::Assets(format!("institutions.json: {why}")))
    }

    fn asset_files(&self) -> Result<Vec<assets::File>, StartError> {
        let path = self.assets.clone().unwrap_or_default();
        assets::assets(self.assets.as_deref()).map_err(|why| StartError::Read { path, why })
    }

    pub(super) fn files(&self) -> Result<BTreeMap<String, http::File>, StartError> {
        let files = self.asset_files()?;
        let served = |file: assets::File| {
            let content_type = assets::content_type(&file.path);
            (file.path, http::File { content_type, body: Bytes::from(file.bytes.into_owned()) })
        };
        let open = |file: &assets::File| SERVED.iter().any(|directory| file.path.starts_with(directory));
        Ok(files.into_iter().filter(open).map(served).collect())
    }

    pub(super) fn store(&self) -> Result<Store, StartError> {
        let institutions = self.institutions()?;
        let library = self.library(&institutions, Vec::new())?;
        let scenarios = set(&library);
        let scenario = self.chosen(&library)?.map(|scenario| (scenario, self.play));
        let first = Start { scenario, ..self.first(institutions)? };
        Ok(Store::new(first, scenarios, self.keys.iter().cloned().collect()))
    }

    /// What a workspace starts with, but for its scenario.
    fn first(&self, institutions: Vec<Institution>) -> Result<Start, StartError> {
        Ok(Start {
            seed: self.seed,
            generation: Generation::default(),
            clock: self.clock()?,
            options: self.checked_options()?,
            scenario: None,
            queue: Queue::default(),
            data: Arc::new(self.given(&institutions)?),
            institutions: Arc::new(institutions),
        })
    }

    fn given(&self, institutions: &[Institution]) -> Result<Given, StartError> {
        let Some(path) = &self.data else { return Ok(Given::default()) };
        let file = assets::one(path).map_err(|why| StartError::Read { path: path.clone(), why })?;
        let names = names(institutions);
        parse_data(&file.path, &file.bytes, &context(&names)).map_err(StartError::Scenarios)
    }

    /// All scenarios by name: the shipped ones and those of the directories.
    pub(super) fn scenario_set(&self) -> Result<Scenarios, StartError> {
        self.library(&self.institutions()?, Vec::new()).map(|library| set(&library))
    }

    fn library(
        &self,
        institutions: &[Institution],
        single: Vec<assets::File>,
    ) -> Result<Library, StartError> {
        let shipped = assets::shipped_scenarios();
        let mut own = Vec::new();
        for path in &self.scenarios {
            let found =
                assets::scenarios_in(path).map_err(|why| StartError::Read { path: path.clone(), why })?;
            own.extend(below(path, found));
        }
        own.extend(single);
        let names = names(institutions);
        let context = context(&names);
        let sources: Vec<String> = shipped.iter().map(|file| format!("(shipped) {}", file.path)).collect();
        let entries = shipped.iter().zip(&sources).map(|(file, source)| entry(file, source, true));
        let entries = entries.chain(own.iter().map(|file| entry(file, &file.path, false)));
        Library::load(entries, &context).map_err(StartError::Scenarios)
    }

    fn chosen(&self, library: &Library) -> Result<Option<Arc<Scenario>>, StartError> {
        let Some(name) = &self.scenario else { return Ok(None) };
        let missing = || {
            let nearest = library
                .nearest(name)
                .map(|nearest| format!("; did you mean `{nearest}`?"))
                .unwrap_or_default();
            StartError::Setting(format!(
                "there is no scenario `{name}`{nearest}\n  help: `belvo-emulator list scenarios` shows all"
            ))
        };
        library.get(name).cloned().map(Some).ok_or_else(missing)
    }

    fn checked_options(&self) -> Result<Options, StartError> {
        let mut options = Options::default();
        for (name, value) in &self.options {
            options.set(name, value).map_err(StartError::Setting)?;
        }
        Ok(options)
    }

    fn clock(&self) -> Result<Clock, StartError> {
        let at = self.now.as_deref().map(Timestamp::parse).transpose().map_err(StartError::Setting)?;
        let host = crate::store::host_clock();
        Ok(match (at, self.freeze) {
            (at, true) => Clock::HOST.freeze(host, at),
            (Some(at), false) => Clock::HOST.run(host, Some(at)),
            (None, false) => Clock::HOST,
        })
    }
}

fn names(institutions: &[Institution]) -> Vec<&str> {
    institutions.iter().map(|institution| institution.name.as_str()).collect()
}

fn context<'a>(names: &'a [&'a str]) -> Context<'a> {
    Context { institutions: names, option: &options::check, call: &routes::check_call }
}

fn set(library: &Library) -> Scenarios {
    library.iter().map(|scenario| (scenario.name.clone(), scenario.clone())).collect()
}

fn below(directory: &Path, files: Vec<assets::File>) -> Vec<assets::File> {
    let whole =
        |file: assets::File| assets::File { path: directory.join(&file.path).display().to_string(), ..file };
    files.into_iter().map(whole).collect()
}

fn entry<'a>(file: &'a assets::File, source: &'a str, shipped: bool) -> Entry<'a> {
    Entry { name: assets::stem(&file.path), source, bytes: &file.bytes, shipped }
}
