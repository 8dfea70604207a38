//! All files of a bank: at the start, and again where something changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use super::cache::Cache;
use super::folder::{Folder, Updates, starts_another};
use super::path::inside;
use crate::bank::path::parent;
use crate::bank::{Bank, BankPath, CONFIG_FILE, Change, Config, File};

/// How many files a bank takes over at once when it is loaded.
const PORTION: usize = 5000;

impl Folder {
    /// Reads the whole bank, in parallel. `progress` hears now and then, from any thread, how many files are read.
    pub fn load(&self, cache: &Cache, progress: &(dyn Fn(usize) + Sync)) -> Bank {
        bank_of(Arc::clone(&self.config), &self.scan(cache, progress))
    }

    /// A bank of the file at `path` and what decides its role: the files beside the answers' folder that it may be in. A
    /// `.txt` at `path` is read as markdown. Costs the same in a bank of any size.
    pub fn load_around(&self, path: &BankPath, cache: &Cache) -> Bank {
        let mut bank = Bank::new(Arc::clone(&self.config));
        let above = parent(path.folder()).filter(|_| {
            let name = path.folder().rsplit('/').next();
            name == Some(self.config.answers.as_str())
        });
        let entries = above.and_then(|folder| fs::read_dir(self.root.join(folder)).ok());
        let beside = entries.into_iter().flatten().filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = inside(&self.root, &path);
            name.filter(|name| self.config.reads(name))
        });
        let files = beside.filter_map(|path| self.read(&path, cache));
        let files: Vec<_> = files.chain(self.read_as_markdown(path, cache)).collect();
        bank.apply(files.into_iter().map(come));
        bank
    }

    /// Reads the whole bank again. Returns how it differs from `bank`, by path.
    pub fn rescan(
        &self,
        bank: &Bank,
        cache: &Cache,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Vec<Change> {
        let found = self.scan(cache, progress);
        let mut now: BTreeMap<_, _> = bank.files().map(|(path, _)| (path.clone(), None)).collect();
        now.extend(
            found
                .into_iter()
                .map(|file| (file.path.clone(), Some(file))),
        );
        differing(now, bank)
    }

    /// What changes in `bank` after events at these paths, which may be files or folders, existing or deleted.
    pub fn updates(&self, paths: &[PathBuf], bank: &Bank, cache: &Cache) -> Updates {
        let mut now = BTreeMap::new();
        let mut reload = false;
        for path in paths.iter().collect::<BTreeSet<_>>() {
            let Some(name) = self.bank_path(path) else {
                // The folder itself was created, deleted or moved.
                reload |= *path == self.root || *path == self.real;
                continue;
            };
            let in_bank = |folder: &BankPath| {
                !(self.excludes(folder)
                    || self.ignores(folder, true)
                    || self.is_in_another(folder.as_str()))
            };
            reload |= name.as_str() == CONFIG_FILE
                || name.name() == ".gitignore"
                    && BankPath::new(name.folder()).is_none_or(|folder| in_bank(&folder));
            if fs::symlink_metadata(path).is_ok_and(|found| found.is_dir()) && in_bank(&name) {
                let found = self.files_below(Some(&name), cache, &|_| {});
                now.extend(
                    found
                        .into_iter()
                        .map(|file| (file.path.clone(), Some(file))),
                );
            }
            for gone in bank.files_below(name.as_str()) {
                now.entry(gone.path.clone())
                    .or_insert_with(|| self.read(&gone.path, cache));
            }
            now.entry(name)
                .or_insert_with_key(|name| self.read(name, cache));
        }
        let changes = differing(now, bank);
        // Another bank within this one was created or deleted, which changes where its files belong.
        reload |= changes.iter().any(|change| {
            let is_there = bank.file(change.path.as_str()).is_some();
            starts_another(&change.path).is_some() && change.file.is_some() != is_there
        });
        Updates { changes, reload }
    }

    /// All files, by path.
    fn scan(&self, cache: &Cache, progress: &(dyn Fn(usize) + Sync)) -> Vec<Arc<File>> {
        let mut files = self.files_below(None, cache, progress);
        // The configuration belongs to the bank even if an ignore file excludes it.
        let config = BankPath::new(CONFIG_FILE).and_then(|path| self.read(&path, cache));
        if let Some(config) = config
            && let Err(at) = files.binary_search_by(|file| file.path.cmp(&config.path))
        {
            files.insert(at, config);
        }
        files
    }
}

/// The bank of these files, which are in the order of their paths.
pub(super) fn bank_of(config: Arc<Config>, files: &[Arc<File>]) -> Bank {
    let mut bank = Bank::new(config);
    // The bank holds trees in the order of paths. What is only ever added after all others leaves every node of them half
    // empty; every other file first, and those between them then fill the nodes.
    let every_other = |from: usize| files.iter().skip(from).step_by(2).cloned();
    let mut changes = every_other(0).chain(every_other(1)).map(come).peekable();
    // Nothing uses the impact of a change yet; for all files at once it would take several megabytes.
    while changes.peek().is_some() {
        bank.apply(changes.by_ref().take(PORTION));
    }
    bank
}

fn come(file: Arc<File>) -> Change {
    Change {
        path: file.path.clone(),
        file: Some(file),
    }
}

/// Those of the files that are not as the bank has them.
fn differing(now: BTreeMap<BankPath, Option<Arc<File>>>, bank: &Bank) -> Vec<Change> {
    now.into_iter()
        .filter(|(path, file)| bank.as_read(path.as_str()) != file.as_ref())
        .map(|(path, file)| Change { path, file })
        .collect()
}
