//! The client's folders and settings, and which banks they need: those of the folders, those nested in them that have a
//! configuration of their own, and those of documents outside all folders. Each file is in at most one bank.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::banks::{BankId, Banks};
use super::settings::Settings;
use crate::disk;

/// How long typing in a configuration has to rest before its bank is read with it.
const CONFIG_REST: Duration = Duration::from_millis(150);

/// The workspace of the client.
#[derive(Default)]
pub struct Workspace {
    /// The client's folders and the bank of each. Two folders can have the same bank.
    folders: Vec<(PathBuf, BankId)>,
    /// The roots of the banks that are nested in each bank.
    nested: HashMap<BankId, Vec<PathBuf>>,
    /// Banks of documents outside all folders.
    standalone: Vec<BankId>,
    /// The client's settings.
    pub settings: Settings,
    /// Whether `initialized` was received: banks are read from then on.
    pub is_ready: bool,
    /// Banks whose configuration was edited, and when to read them with it.
    reload_at: HashMap<BankId, Instant>,
    /// Problems of the settings that were shown to the user.
    shown_problems: HashSet<String>,
}

/// How the banks changed.
pub struct Arrangement {
    /// Banks that were added.
    pub added: Vec<BankId>,
    /// Banks that are not needed any more.
    pub unneeded: Vec<BankId>,
}

impl Workspace {
    /// The client's folders.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().map(|(folder, _)| folder.as_path())
    }

    /// Adds a folder; whether it was new.
    pub fn add_folder(&mut self, folder: PathBuf) -> bool {
        let is_new = self.folders().all(|known| known != folder);
        if is_new {
            self.folders.push((folder, BankId::default()));
        }
        is_new
    }

    /// Removes a folder.
    pub fn remove_folder(&mut self, folder: &Path) {
        self.folders.retain(|(known, _)| known != folder);
    }

    /// Sets which other banks are nested in a bank.
    pub fn set_nested(&mut self, id: BankId, roots: Vec<PathBuf>) {
        self.nested.insert(id, roots);
    }

    /// Adds the bank of a document outside all folders.
    pub fn add_standalone(&mut self, id: BankId) {
        self.standalone.push(id);
    }

    /// Removes the bank of a document outside all folders; whether it was one.
    pub fn remove_standalone(&mut self, id: BankId) -> bool {
        let at = self.standalone.iter().position(|bank| *bank == id);
        at.map(|at| self.standalone.remove(at)).is_some()
    }

    /// The settings of a bank: those of its folder, else of the nearest folder around it.
    pub fn settings_of(&self, id: BankId, root: &Path) -> &Value {
        let folders = self.folders.iter();
        let own = folders.clone().find(|(_, bank)| *bank == id);
        let around = folders.filter(|(folder, _)| root.starts_with(folder));
        let folder = own.or_else(|| around.max_by_key(|(folder, _)| folder.as_os_str().len()));
        self.settings.of(folder.map(|(folder, _)| folder.as_path()))
    }

    /// Takes new settings of the client. Returns the banks whose settings changed.
    pub fn take_settings(&mut self, settings: Settings, banks: &Banks) -> Vec<BankId> {
        let all = |workspace: &Self| -> Vec<(BankId, Value)> {
            let settings = |id, root: &Path| workspace.settings_of(id, root).clone();
            let banks = banks.views();
            banks
                .map(|bank| (bank.id, settings(bank.id, bank.folder.root())))
                .collect()
        };
        let before = all(self);
        self.settings = settings;
        let now = all(self).into_iter().zip(before);
        let changed = now.filter(|(now, before)| now != before);
        let changed: Vec<BankId> = changed.map(|((id, _), _)| id).collect();
        if !changed.is_empty() {
            self.shown_problems.clear();
        }
        changed
    }

    /// Takes those problems of the settings that were not shown to the user yet.
    pub fn new_problems(&mut self, problems: Vec<String>) -> Vec<String> {
        let is_new = |problem: &String| self.shown_problems.insert(problem.clone());
        problems.into_iter().filter(is_new).collect()
    }

    /// The configuration of a bank is being edited.
    pub fn config_edited(&mut self, id: BankId) {
        self.reload_at.insert(id, Instant::now() + CONFIG_REST);
    }

    /// The configuration of a bank was read, or the bank was removed.
    pub fn config_read(&mut self, id: BankId) {
        self.reload_at.remove(&id);
    }

    /// The banks whose configuration was edited and not read.
    pub fn edited_configs(&self) -> Vec<BankId> {
        self.reload_at.keys().copied().collect()
    }

    /// When the first of them is to be read.
    pub fn due(&self) -> Option<Instant> {
        self.reload_at.values().min().copied()
    }

    /// The banks that are to be read by `now`.
    pub fn due_at(&self, now: Instant) -> Vec<BankId> {
        let due = |(id, at): (&BankId, &Instant)| (*at <= now).then_some(*id);
        self.reload_at.iter().filter_map(due).collect()
    }

    /// Adds the banks that are needed and missing, and finds those that are not needed any more.
    pub fn arrange(&mut self, banks: &mut Banks) -> Arrangement {
        let before: BTreeSet<BankId> = banks.ids().into_iter().collect();
        let mut needed = BTreeSet::new();
        for (at, root) in self.folder_roots().into_iter().enumerate() {
            if disk::is_home(&root) && !disk::is_marked(&root) {
                // It would be read as a whole; documents in it bring their own banks.
                self.folders[at].1 = BankId::default();
                continue;
            }
            let id = bank_at(&root, banks);
            self.folders[at].1 = id;
            self.need(id, &mut needed, banks);
        }
        for id in std::mem::take(&mut self.standalone) {
            if !needed.contains(&id) && !is_part_of(id, &needed, banks) {
                self.standalone.push(id);
                self.need(id, &mut needed, banks);
            }
        }
        let all = banks.ids().into_iter();
        let unneeded: Vec<BankId> = all.filter(|id| !needed.contains(id)).collect();
        for id in &unneeded {
            self.nested.remove(id);
        }
        let added = needed.difference(&before).copied().collect();
        Arrangement { added, unneeded }
    }

    /// The root of each folder's bank. A folder without a configuration belongs to the outermost folder around it.
    fn folder_roots(&self) -> Vec<PathBuf> {
        let real: Vec<PathBuf> = self.folders().map(disk::resolved).collect();
        let root = |at: usize| {
            let folder = &self.folders[at].0;
            if let Some(root) = disk::marked_root(folder) {
                return root.to_owned();
            }
            let around = (0..real.len()).filter(|other| real[at].starts_with(&real[*other]));
            let outermost = around.min_by_key(|other| real[*other].as_os_str().len());
            let outermost = outermost.map_or(folder, |other| &self.folders[other].0);
            outermost.clone()
        };
        (0..real.len()).map(root).collect()
    }

    /// Marks a bank and all that are nested in it as needed.
    fn need(&self, id: BankId, needed: &mut BTreeSet<BankId>, banks: &mut Banks) {
        if !needed.insert(id) {
            return;
        }
        for root in self.nested.get(&id).into_iter().flatten() {
            let id = bank_at(root, banks);
            self.need(id, needed, banks);
        }
    }
}

/// The bank at a root, added if it is missing.
fn bank_at(root: &Path, banks: &mut Banks) -> BankId {
    banks.at_root(root).unwrap_or_else(|| banks.add(root))
}

/// Whether a bank without a configuration is inside another one.
fn is_part_of(id: BankId, others: &BTreeSet<BankId>, banks: &Banks) -> bool {
    let folder = |id: BankId| banks.get(id).map(|bank| &bank.folder);
    let Some(own) = folder(id).filter(|own| disk::marked_root(own.root()).is_none()) else {
        return false;
    };
    let mut others = others.iter().filter_map(|other| folder(*other));
    others.any(|other| own.real().starts_with(other.real()))
}
