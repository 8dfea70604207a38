//! Loads the banks that paths on the command line name.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use super::output::complain;
use crate::bank::settings::Problem;
use crate::bank::{Bank, BankPath, CONFIG_FILE, Config, settings};
use crate::disk::{self, BankLocation, Cache, Folder};
use crate::lint::known_codes;
use crate::stats::questions;

/// A loaded bank, and the parts of it that the command line names.
pub struct LoadedBank {
    pub folder: Folder,
    pub bank: Bank,
    pub places: Vec<BankLocation>,
}

impl LoadedBank {
    /// Whether the command line names the file.
    pub fn covers(&self, path: &str) -> bool {
        self.places.iter().any(|place| place.covers(path))
    }

    /// Whether the location is a `.txt` of this bank that it does not read.
    fn leaves_unread(&self, place: &BankLocation) -> bool {
        let part = place.part.as_ref();
        let text = part.filter(|part| part.is_plain_text() && place.root == self.folder.root());
        text.is_some_and(|text| {
            let is_there = self.bank.file(text.as_str()).is_some();
            is_there && !self.bank.config().reads(text)
        })
    }

    /// The banks within this one that the command line covers.
    fn within(&self) -> Vec<PathBuf> {
        let all = self.folder.banks_within(&self.bank).into_iter();
        let asked = all.filter(|root| self.covers(root.as_str()));
        asked.map(|root| self.folder.path(&root)).collect()
    }

    /// The path from `top` to the bank, with a slash at its end; empty for `top` itself.
    pub fn below(&self, top: &Path) -> String {
        let Ok(below) = self.folder.root().strip_prefix(top) else {
            return String::new();
        };
        below.iter().fold(String::new(), |path, part| {
            path + &part.to_string_lossy() + "/"
        })
    }
}

/// The loaded banks in the order of the command line, each before the banks within it.
pub struct LoadedBanks {
    pub banks: Vec<LoadedBank>,
    places: Vec<BankLocation>,
}

/// Loads the banks that the paths are, belong to or contain. A file belongs to one bank: that of the nearest folder above
/// it with a configuration.
///
/// # Errors
/// When a path has no bank (see [`disk::locate`]) or is a `.txt` that its bank does not read, or a configuration cannot be read.
pub fn load(
    verb: &str,
    paths: &[PathBuf],
    cache: &Cache,
    read: impl Fn(&Path) -> Result<(Config, Vec<Problem>), Failure>,
) -> Result<LoadedBanks, Failure> {
    let places = places(verb, paths)?;
    let mut waiting: VecDeque<(PathBuf, Vec<BankLocation>)> = VecDeque::new();
    for place in &places {
        ask(&mut waiting, place.clone(), false);
    }
    let mut banks: Vec<LoadedBank> = Vec::new();
    while let Some((root, places)) = waiting.pop_front() {
        let at = match banks.iter().position(|read| read.folder.root() == root) {
            Some(at) => {
                banks[at].places.extend(places);
                at
            }
            None => {
                let (config, problems) = read(&root)?;
                let folder = Folder::open(&root, Arc::new(config), problems);
                let bank = folder.load(cache, &|_| {});
                banks.push(LoadedBank {
                    folder,
                    bank,
                    places,
                });
                banks.len() - 1
            }
        };
        for root in banks[at].within().into_iter().rev() {
            ask(&mut waiting, BankLocation { root, part: None }, true);
        }
    }
    let mut named = paths.iter().zip(&places);
    match named.find(|(_, place)| banks.iter().any(|bank| bank.leaves_unread(place))) {
        Some((path, _)) => Err(Failure(format!(
            "cannot {verb} `{}`: a `.txt` file is read only where a rule of `documents` in `{CONFIG_FILE}` names it",
            path.display()
        ))),
        None => Ok(LoadedBanks { banks, places }),
    }
}

/// Queues a location: with others of its bank, else next or last.
fn ask(waiting: &mut VecDeque<(PathBuf, Vec<BankLocation>)>, place: BankLocation, is_next: bool) {
    let known = waiting.iter_mut().find(|(root, _)| *root == place.root);
    match known {
        Some((_, places)) => places.push(place),
        None if is_next => waiting.push_front((place.root.clone(), vec![place])),
        None => waiting.push_back((place.root.clone(), vec![place])),
    }
}

/// The locations of the paths. A folder without a configuration is part of an outer folder that is named, too.
fn places(verb: &str, paths: &[PathBuf]) -> Result<Vec<BankLocation>, Failure> {
    let located = paths.iter().map(|path| {
        disk::locate(path)
            .map_err(|error| Failure(format!("cannot {verb} `{}`: {error}", path.display())))
    });
    let located: Vec<BankLocation> = located.collect::<Result<_, _>>()?;
    let outer = |place: &BankLocation| {
        let above = located.iter().map(|other| other.root.as_path());
        let above = above.filter(|other| place.root.starts_with(other));
        above.min_by_key(|other| other.as_os_str().len())
    };
    let placed = located.iter().map(|place| {
        // Where there is a configuration above, its folder is the root already.
        match outer(place).filter(|_| disk::marked_root(&place.root).is_none()) {
            Some(root) => within(root, place),
            None => place.clone(),
        }
    });
    Ok(placed.collect())
}

/// The location as part of the bank at `root`.
pub(super) fn within(root: &Path, place: &BankLocation) -> BankLocation {
    let full = full(place);
    BankLocation {
        root: root.to_owned(),
        part: disk::inside(root, &full),
    }
}

/// The location on disk.
fn full(place: &BankLocation) -> PathBuf {
    match &place.part {
        Some(part) => disk::place(&place.root, part),
        None => place.root.clone(),
    }
}

impl LoadedBanks {
    /// Loads the bank at `path` to count or list its questions. Mistakes in configurations are noted on standard error.
    ///
    /// # Errors
    /// Like [`load`].
    pub fn of(path: &Path) -> Result<Self, Failure> {
        Self::with(path, &Cache::default())
    }

    /// The same with a cache that outlives it.
    ///
    /// # Errors
    /// Like [`load`].
    pub fn with(path: &Path, cache: &Cache) -> Result<Self, Failure> {
        let loaded = load("read", &[path.to_owned()], cache, |root| {
            let (config, problems) = configuration(root)?;
            if !problems.is_empty() {
                let file = root.join(CONFIG_FILE);
                let what = "has invalid settings; `qmark check` shows them, and the valid ones still apply";
                complain("note", &format!("`{}` {what}", file.display()));
            }
            Ok((config, problems))
        })?;
        Ok(loaded)
    }

    /// The first location that the command line names.
    pub fn place(&self) -> &BankLocation {
        &self.places[0]
    }

    /// The title of a page about what the command line names: the name of the bank's folder, and the part of it.
    pub fn title(&self) -> String {
        let place = self.place();
        let folder = place.root.file_name().unwrap_or_default();
        let folder = match folder.to_string_lossy() {
            name if name.is_empty() => place.root.display().to_string(),
            name => name.into_owned(),
        };
        match &place.part {
            Some(part) => format!("{folder}/{part}"),
            None => folder,
        }
    }

    /// Reports on standard error which of the paths are not part of a bank or have no questions, so that a run without
    /// any question does not look like one without findings. `is_reported`: whether the run reports something about a
    /// file (`None`: about a folder) anyway.
    pub fn note_nothing(&self, is_reported: impl Fn(&LoadedBank, Option<&str>) -> bool) {
        for place in &self.places {
            let Some(own) = self.banks.iter().find(|it| it.folder.root() == place.root) else {
                continue;
            };
            let file = place
                .part
                .as_ref()
                .filter(|part| own.bank.file(part.as_str()).is_some());
            let is_absent = |part: &BankPath| {
                file.is_none() && own.bank.files_below(part.as_str()).next().is_none()
            };
            let shown = match &place.part {
                Some(part) if is_absent(part) => {
                    let root = place.root.display();
                    complain(
                        "note",
                        &format!("`{part}` is not part of the bank `{root}`"),
                    );
                    continue;
                }
                Some(part) => part.to_string(),
                None => place.root.display().to_string(),
            };
            let is_config = file.is_some_and(|file| file.as_str() == CONFIG_FILE);
            let path = file.map(|file| file.as_str());
            // A page of topics has none on purpose.
            let lists_topics = own.bank.files().any(|(path, file)| {
                let page = file.facts().and_then(|facts| facts.as_page());
                place.covers(path.as_str()) && page.is_some_and(|page| !page.listed.is_empty())
            });
            if !is_config && !lists_topics && !is_reported(own, path) && !self.asks(place) {
                complain("note", &format!("no questions in `{shown}`"));
            }
        }
    }

    /// Whether any question belongs to the location, or to a bank within it.
    fn asks(&self, place: &BankLocation) -> bool {
        let full = full(place);
        self.banks.iter().any(|read| {
            let is_own = read.folder.root() == place.root;
            let is_within = !is_own && read.folder.root().starts_with(&full);
            let part = |path: &str| is_within || (is_own && place.covers(path));
            questions(&read.bank, &part).next().is_some()
        })
    }
}

/// The configuration of the bank at `root`, and the problems in it.
///
/// # Errors
/// When its file exists and cannot be read.
pub fn configuration(root: &Path) -> Result<(Config, Vec<Problem>), Failure> {
    let codes = known_codes();
    let written = disk::configuration(root).map_err(|error| {
        let file = root.join(CONFIG_FILE);
        Failure(format!(
            "cannot read the configuration `{}`: {error}",
            file.display()
        ))
    })?;
    Ok(written.map_or_else(Default::default, |text| settings::read(&text, &codes)))
}
