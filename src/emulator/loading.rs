//! What a builder reads and checks before anything is bound.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;

use super::builder::Builder;
use super::error::StartError;
use crate::assets::{Limits, Unread};
use crate::domain::base::clock::Clock;
use crate::domain::base::dice::Generation;
use crate::domain::base::options;
use crate::domain::base::options::Options;
use crate::domain::base::text::{nearest, quote, shown};
use crate::domain::base::time::Timestamp;
use crate::domain::link::institution;
use crate::domain::link::institution::Institution;
use crate::domain::record::overrides::Overrides;
use crate::domain::record::table;
use crate::domain::scenario::faults::Faults;
use crate::domain::scenario::model::Scenario;
use crate::domain::scenario::queue::Queue;
use crate::domain::webhook::target::{Target, check_all, without_query};
use crate::domain::widget::summary::Summary;
use crate::domain::workspace::matrix;
use crate::domain::workspace::matrix::Row as Way;
use crate::domain::workspace::world::Start;
use crate::http::faults;
use crate::scenario_file::{Context, Entry, LARGEST, Library, parse_data};
use crate::store::{Institutions, Later, Scenarios, Store, later};
use crate::{assets, http, scenario_file};

/// The seed when none is asked for.
const SEED: u64 = 1;

/// Of a directory of scenario files.
const OF_SCENARIOS: Limits = Limits { file: LARGEST, files: 1_000, together: 32 * 1024 * 1024 };
/// The largest file of records, in bytes.
const LARGEST_DATA: usize = LARGEST;

impl From<Unread> for StartError {
    fn from(unread: Unread) -> Self {
        Self::Read { path: unread.path, why: unread.why }
    }
}

impl Builder {
    /// Checks the scenario files alone: the shipped ones, those of the directories, and these single files.
    ///
    /// # Errors
    ///
    /// All faults of all files.
    pub fn validate(&self, single: &[PathBuf]) -> Result<usize, StartError> {
        let institutions = self.institutions()?;
        let mut files = self.own()?;
        for path in single {
            files.extend(if path.is_dir() { scenarios_in(path)? } else { vec![assets::one(path, LARGEST)?] });
        }
        let library = library(&institutions, true, &files)?;
        Ok(library.len())
    }

    /// The scenarios of this builder, each with what it shows.
    pub(crate) fn summaries(&self) -> Result<Vec<(Arc<Scenario>, Summary)>, StartError> {
        let library = library(&self.institutions()?, true, &self.own()?)?;
        Ok(library.iter().map(|scenario| (scenario.clone(), Summary::of(scenario))).collect())
    }

    /// What can be brought about, and by what.
    pub(crate) fn matrix(&self) -> Result<Vec<Way>, StartError> {
        let institutions = self.institutions()?;
        let library = library(&institutions, true, &self.own()?)?;
        let scenarios: Vec<Arc<Scenario>> = library.iter().cloned().collect();
        let start = Start { institutions: institutions.clone(), ..self.first(&institutions)? };
        Ok(matrix::rows(&start, &scenarios))
    }

    /// The institutions that there are: those of a directory are read and checked at once.
    pub(crate) fn institutions(&self) -> Result<Institutions, StartError> {
        let Some(directory) = &self.assets else { return Ok(later(shipped_institutions)) };
        let wrong = |why| StartError::Assets(format!("institutions.json: {why}"));
        let bytes = assets::institutions(Some(directory))?;
        let institutions = institution::read(&String::from_utf8_lossy(&bytes)).map_err(wrong)?;
        institution::check(&institutions).map_err(wrong)?;
        let all = Arc::new(table::with_documented(institutions));
        Ok(later(|| all))
    }

    /// Those of a directory are read at once.
    pub(super) fn files(&self) -> Result<Later<http::Files>, StartError> {
        let files = assets::served(self.assets.as_deref())?;
        Ok(later(move || files.into_iter().map(served).collect()))
    }

    pub(super) fn store(&self) -> Result<Store, StartError> {
        let institutions = self.institutions()?;
        let scenarios = self.scenario_set(&institutions)?;
        let scenario = self.chosen(&scenarios)?.map(|scenario| (scenario, self.play));
        let first = Start { scenario, ..self.first(&institutions)? };
        Ok(Store::new(first, institutions, scenarios, self.keys.iter().cloned().collect()))
    }

    /// What a workspace starts with, but for its scenario and its institutions.
    fn first(&self, institutions: &Institutions) -> Result<Start, StartError> {
        Ok(Start {
            seed: self.seed.unwrap_or(SEED),
            generation: Generation::default(),
            clock: self.clock()?,
            options: self.checked_options()?.into(),
            scenario: None,
            queue: Queue::default(),
            availability: crate::domain::link::availability::Availability::default(),
            faults: Faults::default(),
            script_faults: Faults::default(),
            data: Arc::new(self.overrides(institutions)?),
            targets: self.targets()?,
            institutions: Arc::default(),
        })
    }

    fn targets(&self) -> Result<Vec<Arc<Target>>, StartError> {
        let wrong = |url: &str, why: String| {
            let url = if url.contains('@') { "the URL".to_owned() } else { shown(&without_query(url)) };
            StartError::Setting(format!("no receiver of webhooks: {url}: {why}"))
        };
        let read = |(url, authorization): &(String, Option<String>)| {
            let address = url.parse().map_err(|why| wrong(url, why))?;
            let headers = self.webhook_headers.clone();
            let target = Target { address, authorization: authorization.clone(), headers };
            target.check().map_err(|why| wrong(url, why))?;
            Ok(Arc::new(target))
        };
        let targets = self.webhooks.iter().map(read).collect::<Result<Vec<_>, StartError>>()?;
        check_all(&targets).map_err(StartError::Setting)?;
        Ok(targets)
    }

    fn overrides(&self, institutions: &Institutions) -> Result<Overrides, StartError> {
        let Some(path) = &self.data else { return Ok(Overrides::default()) };
        let file = assets::one(path, LARGEST_DATA)?;
        let names = names(institutions);
        parse_data(&file.path, &file.bytes, &context(&names)).map_err(StartError::Scenarios)
    }

    /// All scenarios by name: the shipped ones, each read when it is first asked for, and those of the directories.
    fn scenario_set(&self, institutions: &Institutions) -> Result<Later<Scenarios>, StartError> {
        let own = self.own()?;
        let own = if own.is_empty() { Library::default() } else { library(institutions, false, &own)? };
        Ok(later(move || {
            let mut set = Scenarios::default();
            for file in assets::shipped_scenarios() {
                set.put_later(assets::stem(&file.path).to_owned(), move || shipped(&file));
            }
            own.iter().for_each(|scenario| set.put(scenario.clone()));
            set
        }))
    }

    /// The same read again.
    pub(super) fn scenarios_anew(&self) -> Result<Later<Scenarios>, StartError> {
        self.scenario_set(&self.institutions()?)
    }

    /// The files of the directories, unchecked.
    fn own(&self) -> Result<Vec<assets::File>, StartError> {
        let mut own = Vec::new();
        for directory in &self.scenarios {
            own.extend(scenarios_in(directory)?);
        }
        Ok(own)
    }

    fn chosen(&self, scenarios: &Later<Scenarios>) -> Result<Option<Arc<Scenario>>, StartError> {
        let Some(name) = &self.scenario else { return Ok(None) };
        let missing = || {
            let names: Vec<&str> = scenarios.names().collect();
            let nearest = nearest(name, &names)
                .map(|nearest| format!("; did you mean `{nearest}`?"))
                .unwrap_or_default();
            StartError::Setting(format!(
                "there is no scenario {}{nearest}\n  help: `belvo-emulator list scenarios` shows all",
                quote(name)
            ))
        };
        scenarios.get(name).cloned().map(Some).ok_or_else(missing)
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

fn served(file: assets::File) -> (String, http::File) {
    let content_type = assets::content_type(&file.path);
    let body = match file.bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    };
    let ready = http::File::new(&file.path, content_type, body);
    (file.path.into_owned(), ready)
}

/// A test says that they are good.
fn shipped_institutions() -> Arc<Vec<Institution>> {
    let bytes = assets::institutions(None).unwrap_or_default();
    let institutions = institution::read(&String::from_utf8_lossy(&bytes)).unwrap_or_default();
    Arc::new(table::with_documented(institutions))
}

fn names(institutions: &[Institution]) -> Vec<&str> {
    institutions.iter().map(|institution| institution.name.as_str()).collect()
}

fn context<'a>(names: &'a [&'a str]) -> Context<'a> {
    Context { institutions: names, option: &options::check, call: &faults::check }
}

/// These files, after the shipped ones if they are to be read too; all their faults at once.
fn library(
    institutions: &Institutions,
    with_shipped: bool,
    own: &[assets::File],
) -> Result<Library, StartError> {
    let shipped = if with_shipped { assets::shipped_scenarios() } else { Vec::new() };
    let sources: Vec<String> = shipped.iter().map(source).collect();
    let names = names(institutions);
    let entries = shipped.iter().zip(&sources).map(|(file, source)| entry(file, source));
    let entries = entries.chain(own.iter().map(|file| entry(file, &file.path)));
    Library::load(entries, &context(&names)).map_err(StartError::Scenarios)
}

/// A shipped scenario. It names no institution, so it is good beside any; a test says that all are.
fn shipped(file: &assets::File) -> Option<Arc<Scenario>> {
    let name = assets::stem(&file.path);
    scenario_file::parse(name, &source(file), &file.bytes, &context(&[])).ok().map(Arc::new)
}

/// How the source of a shipped scenario begins.
pub(super) const SHIPPED: &str = "(shipped) ";

fn source(shipped: &assets::File) -> String {
    format!("{SHIPPED}{}", shipped.path)
}

/// The scenario files of a directory, by their whole paths.
fn scenarios_in(directory: &Path) -> Result<Vec<assets::File>, StartError> {
    let whole = |file: assets::File| assets::File {
        path: directory.join(&*file.path).display().to_string().into(),
        ..file
    };
    Ok(assets::scenarios_in(directory, &OF_SCENARIOS)?.into_iter().map(whole).collect())
}

fn entry<'a>(file: &'a assets::File, source: &'a str) -> Entry<'a> {
    Entry { name: assets::stem(&file.path), source, bytes: &file.bytes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_institutions_are_all_there_and_their_patterns_can_be_read() {
        assert_eq!(shipped_institutions().len(), 16, "R-INST-02");
        assert_eq!(institution::check(&shipped_institutions()), Ok(()));
    }
}
