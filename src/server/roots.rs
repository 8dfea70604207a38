//! Which banks there are: those of the client's folders, those within them that have a configuration of their own, and
//! those of documents of no folder. Every file is in one of them at most, so that nothing is said twice.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::banks::BankId;
use super::state::State;
use crate::disk;

impl State {
    /// Makes a folder part of the workspace.
    pub fn add_folder(&mut self, folder: PathBuf) {
        let folders = &mut self.workspace.folders;
        if folders.iter().all(|(known, _)| *known != folder) {
            folders.push((folder, BankId::default()));
            self.arrange_banks();
        }
    }

    /// Takes a folder out of the workspace.
    pub fn remove_folder(&mut self, folder: &Path) {
        self.workspace.folders.retain(|(known, _)| known != folder);
        self.arrange_banks();
    }

    /// Takes over which other banks were found within a bank.
    pub fn found_within(&mut self, id: BankId, roots: Vec<PathBuf>) {
        self.workspace.within.insert(id, roots);
        self.arrange_banks();
    }

    /// Adds the banks that there have to be and are not, and forgets those that nothing asks for any more.
    pub fn arrange_banks(&mut self) {
        let mut wanted = BTreeSet::new();
        for (at, root) in self.folder_roots().into_iter().enumerate() {
            let id = self.bank_at(&root);
            self.workspace.folders[at].1 = id;
            self.want(id, &mut wanted);
        }
        for id in std::mem::take(&mut self.workspace.standalone) {
            if !wanted.contains(&id) && !self.is_part_of(id, &wanted) {
                self.workspace.standalone.push(id);
                self.want(id, &mut wanted);
            }
        }
        let all: Vec<BankId> = self.banks.iter().map(|bank| bank.view.id).collect();
        for id in all.into_iter().filter(|id| !wanted.contains(id)) {
            self.workspace.within.remove(&id);
            self.forget_bank(id);
        }
    }

    /// The root of each of the client's folders. Without a configuration, a folder within another one is part of that.
    fn folder_roots(&self) -> Vec<PathBuf> {
        let folders = &self.workspace.folders;
        let real: Vec<PathBuf> = folders
            .iter()
            .map(|(folder, _)| disk::resolved(folder))
            .collect();
        let root = |at: usize| {
            let folder = &folders[at].0;
            if let Some(root) = disk::marked_root(folder) {
                return root.to_owned();
            }
            let around = (0..real.len()).filter(|other| real[at].starts_with(&real[*other]));
            let outermost = around.min_by_key(|other| real[*other].as_os_str().len());
            outermost.map_or(folder, |other| &folders[other].0).clone()
        };
        (0..real.len()).map(root).collect()
    }

    /// Notes that a bank is wanted, and with it all banks within.
    fn want(&mut self, id: BankId, wanted: &mut BTreeSet<BankId>) {
        if !wanted.insert(id) {
            return;
        }
        for root in self.workspace.within.get(&id).cloned().unwrap_or_default() {
            let id = self.bank_at(&root);
            self.want(id, wanted);
        }
    }

    /// The bank at a root, added if there is none. Two spellings of one folder are one bank.
    fn bank_at(&mut self, root: &Path) -> BankId {
        let real = disk::resolved(root);
        let known = self
            .banks
            .iter()
            .find(|bank| bank.view.folder.real() == real);
        match known {
            Some(bank) => bank.view.id,
            None => self.add_bank(root),
        }
    }

    /// Whether a bank that has no configuration lies in another one.
    fn is_part_of(&self, id: BankId, others: &BTreeSet<BankId>) -> bool {
        let folder = |id: BankId| {
            let bank = self.banks.iter().find(|bank| bank.view.id == id);
            bank.map(|bank| &bank.view.folder)
        };
        let Some(own) = folder(id).filter(|own| disk::marked_root(own.root()).is_none()) else {
            return false;
        };
        let mut others = others.iter().filter_map(|other| folder(*other));
        others.any(|other| own.real().starts_with(other.real()))
    }
}

/// The root of the bank of a file that is in none of the banks, by what is sure: a configuration above it, the folder of
/// a group, or the folder of answers. A home folder is none: it would be read as a whole.
pub fn standalone_root(path: &Path, is_group: bool) -> Option<PathBuf> {
    let folder = path.parent()?;
    if let Some(root) = disk::marked_root(folder) {
        return Some(root.to_owned());
    }
    let is_answer = folder.file_name().is_some_and(|name| name == "content");
    let found = disk::bank_root(path);
    let root = match (is_group, is_answer) {
        (true, _) => folder,
        (false, true) => folder.parent()?,
        (false, false) if found != folder => &found,
        (false, false) => return None,
    };
    let is_home = std::env::var_os("HOME").is_some_and(|home| Path::new(&home) == root);
    (!is_home && root.parent().is_some()).then(|| root.to_owned())
}
