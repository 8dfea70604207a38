//! Whether a folder has a bank in it, without reading all of it.

use std::collections::VecDeque;
use std::fs;

use super::cache::Cache;
use super::folder::{Folder, starts_another};
use crate::bank::{BankPath, CONFIG_FILE};

/// So many files and folders are looked at, and so many markdown files read: an editor waits for the answer when it opens
/// a folder that may be of any size.
const ENTRIES: usize = 20_000;
const READ: usize = 500;

/// What was found in a folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Search {
    /// The first file with questions, or the first configuration of a bank.
    Found(BankPath),
    /// None. So many markdown files were read.
    Nothing(usize),
    /// None in the markdown files that were read, so many; there are more files than are looked at.
    GivenUp(usize),
}

impl Folder {
    /// The first file that makes the folder a bank or is the configuration of one in it: level by level, in each folder
    /// by name. Files that do not belong to the bank are left out as in [`Folder::load`]. In a large folder only the
    /// first files are read.
    pub fn search(&self) -> Search {
        let mut folders = VecDeque::from([None]);
        let (mut entries, mut read) = (0, 0);
        while let Some(folder) = folders.pop_front() {
            let (files, below) = self.inside(folder.as_ref(), ENTRIES - entries);
            entries += files.len() + below.len();
            for file in &files {
                if self.is_of_bank(file) {
                    return Search::Found(file.clone());
                }
                read += usize::from(self.config.reads(file));
                if read == READ {
                    return Search::GivenUp(read);
                }
            }
            folders.extend(below.into_iter().map(Some));
            if entries >= ENTRIES {
                return Search::GivenUp(read);
            }
        }
        Search::Nothing(read)
    }

    /// Whether the file has questions, or is the configuration of a bank.
    fn is_of_bank(&self, path: &BankPath) -> bool {
        if path.as_str() == CONFIG_FILE || starts_another(path).is_some() {
            return true;
        }
        if !self.config.reads(path) {
            return false;
        }
        let bank = self.load_around(path, &Cache::default());
        bank.file(path.as_str())
            .is_some_and(|file| file.group().is_some())
    }

    /// The files and the folders in a folder of the bank, or in its root, each by name: at most so many.
    fn inside(&self, folder: Option<&BankPath>, most: usize) -> (Vec<BankPath>, Vec<BankPath>) {
        let place = folder.map_or_else(|| self.root.clone(), |folder| self.path(folder));
        let entries = fs::read_dir(place).into_iter().flatten().flatten();
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in entries.take(most) {
            let Some(path) = self.bank_path(&entry.path()) else {
                continue;
            };
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if self.excludes(&path) || self.ignores(&path, is_folder) {
                continue;
            }
            if is_folder { &mut folders } else { &mut files }.push(path);
        }
        files.sort_unstable();
        folders.sort_unstable();
        (files, folders)
    }
}
