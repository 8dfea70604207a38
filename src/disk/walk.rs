//! The walk over a folder: all files below it that are the bank's.

use std::fs::{self, FileType};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use ignore::WalkState;

use super::cache::Cache;
use super::folder::Folder;
use super::ignored::walk;
use super::path::relative_path;
use super::root::is_marked;
use crate::bank::path::is_installed;
use crate::bank::{BankPath, CONFIG_FILE, File};

/// How many files are read between two reports of progress.
const REPORT: usize = 500;

/// What a walk came to.
enum Found {
    /// A folder to go into, or what is not a file.
    Other,
    /// What is not the bank's, with all that is in it.
    Foreign,
    /// A file of the bank.
    File(BankPath),
    /// The folder of another bank, with the configuration that makes it one.
    Bank(BankPath),
}

impl Folder {
    /// The files below a folder of the bank, or below its root, by path.
    pub(super) fn files_below(
        &self,
        folder: Option<&BankPath>,
        cache: &Cache,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Vec<Arc<File>> {
        let start = folder.map_or_else(|| self.root.clone(), |folder| self.path(folder));
        let files = Mutex::new(Vec::new());
        let read = |path: BankPath, buffer: &mut Vec<u8>| {
            let file = self.content(path, cache, buffer);
            let count = {
                let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
                files.push(file);
                files.len()
            };
            if count.is_multiple_of(REPORT) {
                progress(count);
            }
        };
        match self.platform.is_sandbox {
            true => self.walk_alone(&start, &read),
            // A walk from within the folder does not see the ignore files above its start.
            false => self.walk_in_parallel(&start, folder.is_some(), &read),
        }
        let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        files
    }

    /// Walks from `start` on all cores. The ignore files are those of the walk, and with `is_within` also the folder's.
    fn walk_in_parallel(
        &self,
        start: &Path,
        is_within: bool,
        read: &(dyn Fn(BankPath, &mut Vec<u8>) + Sync),
    ) {
        walk(start).build_parallel().run(|| {
            let mut buffer = Vec::with_capacity(1 << 16);
            Box::new(move |entry| {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        skipped(&error);
                        return WalkState::Continue;
                    }
                };
                match self.found(entry.path(), entry.file_type(), is_within) {
                    Found::Other => return WalkState::Continue,
                    Found::Foreign => return WalkState::Skip,
                    Found::File(path) => read(path, &mut buffer),
                    Found::Bank(path) => {
                        read(path, &mut buffer);
                        return WalkState::Skip;
                    }
                }
                WalkState::Continue
            })
        });
    }

    /// The same in this thread, for where the crate `ignore` cannot walk.
    fn walk_alone(&self, start: &Path, read: &dyn Fn(BankPath, &mut Vec<u8>)) {
        let mut buffer = Vec::with_capacity(1 << 16);
        let mut folders = vec![start.to_owned()];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    skipped(&format_args!("{}: {error}", folder.display()));
                    continue;
                }
            };
            for entry in entries {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        skipped(&format_args!("{}: {error}", folder.display()));
                        continue;
                    }
                };
                let (place, kind) = (entry.path(), entry.file_type().ok());
                match self.found(&place, kind, true) {
                    Found::Other if is_folder(kind) => folders.push(place),
                    Found::Other | Found::Foreign => {}
                    Found::File(path) | Found::Bank(path) => read(path, &mut buffer),
                }
            }
        }
    }

    /// What is at `place`, of this kind. Ignore files count where the walk does not do so itself.
    fn found(&self, place: &Path, kind: Option<FileType>, counts_ignored: bool) -> Found {
        let Some(path) = self.entry_path(place) else {
            return Found::Other;
        };
        let is_folder = is_folder(kind);
        let is_ignored = is_folder && is_installed(path.name())
            || counts_ignored && self.ignores(&path, is_folder);
        if is_ignored || self.config.exclude.contains(path.as_str()) {
            return Found::Foreign;
        }
        if is_folder && is_marked(place) {
            let start = BankPath::new(&format!("{path}/{CONFIG_FILE}"));
            return start.map_or(Found::Other, Found::Bank);
        }
        let is_file = match kind {
            Some(kind) if kind.is_symlink() => self.leads_inside(place),
            kind => kind.is_some_and(|kind| kind.is_file()),
        };
        match is_file {
            true => Found::File(path),
            false => Found::Other,
        }
    }

    /// The name in the bank of what is at `place`; `None` for the root, and for names that are not UTF-8, which no answer,
    /// link or configuration could name.
    fn entry_path(&self, place: &Path) -> Option<BankPath> {
        let path: &Path = place.strip_prefix(&self.root).ok()?;
        let name = relative_path(path);
        if name.is_none() && !path.as_os_str().is_empty() {
            tracing::warn!(
                "skipped, because its name is not UTF-8: {}",
                place.display()
            );
        }
        name
    }
}

fn skipped(error: &dyn std::fmt::Display) {
    tracing::warn!("skipped while reading the bank: {error}");
}

fn is_folder(kind: Option<FileType>) -> bool {
    kind.is_some_and(|kind| kind.is_dir())
}
