//! The banks of the workspace, each with its findings.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::convert::DocumentId;
use crate::bank::{Bank, BankPath, Change, Config, Content, Impact};
use crate::disk::{self, Folder};
use crate::lint::{Finding, Findings};

/// Names a bank as long as the server runs.
pub type BankId = u32;

/// A file of a bank.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// The bank.
    pub bank: BankId,
    /// The path of the file in it.
    pub path: BankPath,
}

/// An immutable view of a bank, for answers. Cheap to clone.
#[derive(Clone)]
pub struct BankView {
    /// Its id.
    pub id: BankId,
    /// What its files say.
    pub bank: Bank,
    /// Its findings. They can be older than `bank`, except in a snapshot that was made for findings.
    pub findings: Findings,
    /// When the findings of a file last changed, or its text did while it had some. For files with
    /// findings only.
    pub revisions: imbl::HashMap<BankPath, u64>,
    /// Its files on disk.
    pub folder: Arc<Folder>,
    /// How long reading and checking took.
    pub timings: Timings,
    /// Whether all files were read since the start.
    pub is_loaded: bool,
}

/// How long work on a bank took the last time.
#[derive(Clone, Copy, Default, Debug)]
pub struct Timings {
    /// To read and check all of it; `None` before that was done.
    pub load: Option<Duration>,
    /// To bring the findings up to date.
    pub check: Option<Duration>,
}

impl BankView {
    /// A file of the bank.
    pub fn place(&self, path: &BankPath) -> Place {
        Place {
            bank: self.id,
            path: path.clone(),
        }
    }

    /// The findings of a file.
    pub fn findings_of(&self, path: &BankPath) -> &[Finding] {
        self.findings.of(path.as_str())
    }
}

/// The file of a bank that a document is. Banks can be nested; the deepest one that contains the file counts. `None` for
/// a file that its bank excludes.
pub fn place_in<'b>(
    banks: impl Iterator<Item = &'b BankView> + Clone,
    id: &DocumentId,
) -> Option<Place> {
    let (bank, path) = found_in(banks, id)?;
    // The client may spell the path in another way than the bank does.
    let path = match bank.bank.file(path.as_str()) {
        Some(_) => path,
        None => bank.folder.spelling(&path),
    };
    bank.folder.holds(&path).then(|| bank.place(&path))
}

/// The same for a file that is to get the name of the document.
pub fn new_place_in<'b>(
    banks: impl Iterator<Item = &'b BankView> + Clone,
    id: &DocumentId,
) -> Option<Place> {
    let (bank, path) = found_in(banks, id)?;
    let path = bank.folder.new_spelling(&path);
    bank.folder.holds(&path).then(|| bank.place(&path))
}

/// The deepest bank that a document is in, and its path there as the client has it.
fn found_in<'b>(
    banks: impl Iterator<Item = &'b BankView> + Clone,
    id: &DocumentId,
) -> Option<(&'b BankView, BankPath)> {
    let file = id.path()?;
    let of = |file: &Path| {
        let inside = banks.clone();
        let inside = inside.filter_map(|bank| Some((bank, bank.folder.bank_path(file)?)));
        inside.max_by_key(|(bank, _)| bank.folder.real().as_os_str().len())
    };
    // The client may reach the bank through symbolic links.
    of(file).or_else(|| of(&disk::resolved(file)))
}

/// All banks of the workspace.
#[derive(Default)]
pub struct Banks {
    all: Vec<LiveBank>,
    /// The roots of all banks, removed ones too: diagnostics of their files may still have to be cleared.
    roots: imbl::HashMap<BankId, Arc<Path>>,
    last_id: BankId,
}

impl Banks {
    /// Adds a bank that is not read yet.
    pub fn add(&mut self, root: &Path) -> BankId {
        self.last_id += 1;
        let id = self.last_id;
        let folder = Folder::open(root, Arc::new(Config::default()), Vec::new());
        self.roots.insert(id, folder.root().into());
        self.all.push(LiveBank::new(id, Arc::new(folder)));
        id
    }

    /// Removes a bank and returns it.
    pub fn remove(&mut self, id: BankId) -> Option<LiveBank> {
        let at = self.all.iter().position(|bank| bank.view.id == id)?;
        Some(self.all.remove(at))
    }

    /// The view of a bank.
    pub fn get(&self, id: BankId) -> Option<&BankView> {
        self.views().find(|bank| bank.id == id)
    }

    /// A bank, to change it.
    pub fn get_mut(&mut self, id: BankId) -> Option<&mut LiveBank> {
        self.all.iter_mut().find(|bank| bank.view.id == id)
    }

    /// The views of all banks.
    pub fn views(&self) -> impl Iterator<Item = &BankView> + Clone {
        self.all.iter().map(|bank| &bank.view)
    }

    /// The ids of all banks.
    pub fn ids(&self) -> Vec<BankId> {
        self.views().map(|bank| bank.id).collect()
    }

    /// The root of a bank, also of a removed one.
    pub fn root(&self, id: BankId) -> Option<&Arc<Path>> {
        self.roots.get(&id)
    }

    /// The roots of all banks, removed ones too.
    pub fn roots(&self) -> &imbl::HashMap<BankId, Arc<Path>> {
        &self.roots
    }

    /// The bank at a root, however the path is written.
    pub fn at_root(&self, root: &Path) -> Option<BankId> {
        let real = disk::resolved(root);
        let known = self.views().find(|bank| bank.folder.real() == real);
        known.map(|bank| bank.id)
    }

    /// The file that a document is.
    pub fn place_of(&self, id: &DocumentId) -> Option<Place> {
        place_in(self.views(), id)
    }

    /// The banks that contain these files and folders.
    pub fn by_bank(
        &self,
        paths: impl IntoIterator<Item = PathBuf>,
    ) -> HashMap<BankId, Vec<PathBuf>> {
        let mut by_bank: HashMap<BankId, Vec<PathBuf>> = HashMap::new();
        for path in paths {
            let mut folders = self.views().map(|bank| &bank.folder);
            let path = match folders.any(|folder| folder.bank_path(&path).is_some()) {
                true => path,
                // It may reach the bank through symbolic links.
                false => disk::resolved(&path),
            };
            for bank in self.views() {
                if bank.folder.bank_path(&path).is_some() || bank.folder.root() == path {
                    by_bank.entry(bank.id).or_default().push(path.clone());
                }
            }
        }
        by_bank
    }

    /// Whether all banks were read completely.
    pub fn are_loaded(&self) -> bool {
        self.views().all(|bank| bank.is_loaded)
    }

    /// Updates the findings of all banks. `revision` is a new one. Returns the files that
    /// [`LiveBank::check`] returns.
    pub fn check(&mut self, revision: u64) -> Vec<Place> {
        let mut touched = Vec::new();
        for bank in &mut self.all {
            let id = bank.view.id;
            let paths = bank.check(revision).into_iter();
            touched.extend(paths.map(|path| Place { bank: id, path }));
        }
        touched
    }
}

/// A bank as the main loop changes it.
pub struct LiveBank {
    /// What answers see.
    pub view: BankView,
    /// The bank that the findings are of.
    checked: Bank,
    /// What changed since.
    unchecked: Impact,
}

/// A bank just read from disk.
pub struct Loaded {
    /// What its files say.
    pub bank: Bank,
    /// Its findings.
    pub findings: Findings,
    /// Its files on disk.
    pub folder: Arc<Folder>,
    /// The roots of the banks within it.
    pub within: Vec<PathBuf>,
    /// How long that took.
    pub took: Duration,
}

impl LiveBank {
    /// A bank that is not read yet.
    pub fn new(id: BankId, folder: Arc<Folder>) -> Self {
        let view = BankView {
            id,
            bank: Bank::default(),
            findings: Findings::default(),
            revisions: imbl::HashMap::new(),
            folder,
            timings: Timings::default(),
            is_loaded: false,
        };
        LiveBank {
            view,
            checked: Bank::default(),
            unchecked: Impact::default(),
        }
    }

    /// Applies changes of files.
    pub fn apply(&mut self, changes: Vec<Change>) {
        let impact = self.view.bank.apply(changes);
        self.unchecked.merge(impact);
    }

    /// Reads a text at a path of this bank. `before` is the text that the bank's facts of that file were read from:
    /// questions that did not change are not read again. With `is_markdown` it is markdown whatever its path says.
    pub fn content(
        &self,
        path: &BankPath,
        text: &str,
        before: Option<&str>,
        is_markdown: bool,
    ) -> Content {
        let facts = self
            .view
            .bank
            .as_read(path.as_str())
            .and_then(|file| file.facts());
        let previous = facts.map(Arc::as_ref).zip(before);
        match is_markdown {
            true => Content::markdown(path, text, self.view.bank.config(), previous),
            false => Content::read(path, text, self.view.bank.config(), previous),
        }
    }

    /// Replaces the bank with one that was read from disk. Returns the files that had or have findings.
    pub fn replace(&mut self, loaded: Loaded, now: u64) -> BTreeSet<BankPath> {
        let paths = |findings: &Findings| -> BTreeSet<BankPath> {
            findings.iter().map(|(path, _)| path.clone()).collect()
        };
        let mut touched = paths(&self.view.findings);
        let with_findings = paths(&loaded.findings);
        self.view.revisions = with_findings
            .iter()
            .map(|path| (path.clone(), now))
            .collect();
        touched.extend(with_findings);
        self.checked = loaded.bank.clone();
        self.unchecked = Impact::default();
        self.view.bank = loaded.bank;
        self.view.findings = loaded.findings;
        self.view.folder = loaded.folder;
        self.view.timings.load = Some(loaded.took);
        self.view.is_loaded = true;
        touched
    }

    /// Whether the findings are older than the bank.
    fn is_unchecked(&self) -> bool {
        self.view.is_loaded
            && !(self.unchecked.edited.is_empty() && self.unchecked.stale.is_empty())
    }

    /// Updates the findings. Returns the files whose findings changed, and those with findings whose text changed:
    /// positions may have moved. `now` is a new revision.
    pub fn check(&mut self, now: u64) -> BTreeSet<BankPath> {
        if !self.is_unchecked() {
            return BTreeSet::new();
        }
        let start = Instant::now();
        let impact = std::mem::take(&mut self.unchecked);
        let view = &mut self.view;
        let changed = view.findings.update(&view.bank, &self.checked, &impact);
        self.checked = view.bank.clone();
        view.timings.check = Some(start.elapsed());
        let has_findings = |path: &BankPath| !view.findings.of(path.as_str()).is_empty();
        let mut touched: BTreeSet<BankPath> =
            impact.edited.into_iter().filter(has_findings).collect();
        touched.extend(changed);
        for path in &touched {
            if has_findings(path) {
                view.revisions.insert(path.clone(), now);
            } else {
                view.revisions.remove(path);
            }
        }
        touched
    }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn a_file_that_the_client_spells_in_another_way() {
        use super::*;
        use crate::platform::{LINUX, WINDOWS};

        // What Linux has in place of a system that ignores case: it finds the file by two names.
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path();
        std::fs::create_dir(root.join("go")).unwrap();
        std::fs::write(root.join("go/a.md"), "# A\n").unwrap();
        std::os::unix::fs::symlink("go", root.join("Go")).unwrap();
        for (platform, asked, path) in [
            (LINUX, "go/a.md", "go/a.md"),
            (WINDOWS, "go/a.md", "go/a.md"),
            (WINDOWS, "Go/a.md", "go/a.md"),
            (WINDOWS, "Go/new.md", "go/new.md"),
            (LINUX, "Go/a.md", "Go/a.md"),
        ] {
            let folder = Folder::open_on(platform, root, Arc::default(), Vec::new());
            let bank = LiveBank::new(1, Arc::new(folder)).view;
            let place = place_in([&bank].into_iter(), &DocumentId::File(root.join(asked)));
            assert_eq!(place.unwrap().path.as_str(), path, "{asked}");
        }
    }
}
