//! A bank's folder: which files in it are the bank's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ignored::Ignored;
use super::path::{absolute, canonical_on, inside, place, spelling};
use super::root::is_marked;
use crate::bank::path::{folders_above, is_installed};
use crate::bank::settings::Problem;
use crate::bank::{Bank, BankPath, CONFIG_FILE, Change, Config};
use crate::platform::{HERE, Platform};

/// The folder of one bank under one configuration.
///
/// Files that git ignores, hidden files, those below a `node_modules` or `vendor`, and files that the configuration excludes
/// do not belong to the bank. Neither does a folder below with its own configuration, which is another bank: only its
/// configuration is a file here, so that the bank knows where the other one starts. Ignore files are read once: open the
/// folder again when one of them changes.
pub struct Folder {
    /// As it was given, absolute.
    pub(super) root: PathBuf,
    /// The same with links resolved.
    pub(super) real: PathBuf,
    pub(super) config: Arc<Config>,
    /// What is wrong in the configuration file.
    pub(super) problems: Arc<[Problem]>,
    pub(super) ignored: Ignored,
    /// The system that it is on.
    pub(super) platform: Platform,
}

/// What a change on disk means for a bank.
#[derive(Default, Debug)]
pub struct Updates {
    /// The files that differ from those that the bank has, by path.
    pub changes: Vec<Change>,
    /// Whether the configuration or an ignore file changed: then the folder has to be opened again and
    /// everything loaded again, and `changes` are of no use.
    pub reload: bool,
}

impl Folder {
    /// The folder at `root` under this configuration. `problems` are those of the configuration file.
    pub fn open(root: &Path, config: Arc<Config>, problems: Vec<Problem>) -> Self {
        Self::open_on(HERE, root, config, problems)
    }

    /// The same on a system as it is described.
    pub fn open_on(
        platform: Platform,
        root: &Path,
        config: Arc<Config>,
        problems: Vec<Problem>,
    ) -> Self {
        let root = absolute(root);
        let real = canonical_on(&platform, &root).unwrap_or_else(|_| root.clone());
        let ignored = match platform.is_sandbox {
            true => Ignored::portable(&root, &real),
            false => Ignored::new(&root),
        };
        Self {
            real,
            ignored,
            root,
            config,
            problems: problems.into(),
            platform,
        }
    }

    /// The configuration.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// The folder itself, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder itself, with links resolved.
    pub fn real(&self) -> &Path {
        &self.real
    }

    /// Where a file of the bank is on disk.
    pub fn path(&self, path: &BankPath) -> PathBuf {
        place(&self.root, path)
    }

    /// The bank path of a path on disk; `None` if it is not in this folder, is the folder itself, or its
    /// name is not UTF-8. Whether the file belongs to the bank is decided by [`Folder::holds`].
    pub fn bank_path(&self, path: &Path) -> Option<BankPath> {
        inside(&self.root, path).or_else(|| inside(&self.real, path))
    }

    /// The path of the bank's file at `path` as its name is stored. Where the system ignores case, that may be another
    /// spelling.
    pub fn spelling(&self, path: &BankPath) -> BankPath {
        spelling(&self.platform, (&self.root, &self.real), path)
    }

    /// The same for a file that is to get the name in `path`: only the folders above it are as they are stored.
    pub fn new_spelling(&self, path: &BankPath) -> BankPath {
        let folder = BankPath::new(path.folder()).map(|folder| self.spelling(&folder));
        let new = folder.and_then(|folder| BankPath::new(&format!("{folder}/{}", path.name())));
        new.unwrap_or_else(|| path.clone())
    }

    /// Whether a file at `path` would belong to the bank: git does not ignore it, neither it nor a folder above
    /// it is hidden, it is not part of an installed dependency, and the configuration does not exclude it.
    pub fn holds(&self, path: &BankPath) -> bool {
        let in_folder = match path.name() {
            CONFIG_FILE => path.folder(),
            _ => path.as_str(),
        };
        path.as_str() == CONFIG_FILE
            || !(self.excludes(path) || self.ignores(path, false) || self.is_in_another(in_folder))
    }

    /// The folders of other banks within the bank, by path.
    pub fn banks_within(&self, bank: &Bank) -> Vec<BankPath> {
        let starts = bank.files().filter_map(|(path, _)| starts_another(path));
        starts.collect()
    }

    /// Where they are on disk.
    pub fn roots_within(&self, bank: &Bank) -> Vec<PathBuf> {
        let within = self.banks_within(bank).into_iter();
        within.map(|path| self.path(&path)).collect()
    }

    /// Whether a folder above `path`, except the bank's root, has its own configuration.
    pub(super) fn is_in_another(&self, path: &str) -> bool {
        folders_above(path).any(|folder| is_marked(&self.root.join(folder)))
    }

    /// Whether the configuration excludes the file or folder, or a folder above it.
    pub(super) fn excludes(&self, path: &BankPath) -> bool {
        Self::is_excluded(&self.config, path.as_str())
    }

    /// Whether a configuration excludes the file or folder, or a folder above it.
    pub(super) fn is_excluded(config: &Config, path: &str) -> bool {
        let mut all = std::iter::once(path).chain(folders_above(path));
        !config.exclude.is_empty() && all.any(|path| config.exclude.contains(path))
    }

    /// Whether the file or folder is hidden, ignored by git, or part of an installed dependency.
    pub(super) fn ignores(&self, path: &BankPath, is_folder: bool) -> bool {
        if path.folder().split('/').any(is_installed) || is_folder && is_installed(path.name()) {
            return true;
        }
        self.ignored.ignores(path, is_folder)
    }
}

/// The folder of the other bank that the file is the configuration of.
pub(super) fn starts_another(path: &BankPath) -> Option<BankPath> {
    (path.name() == CONFIG_FILE).then(|| BankPath::new(path.folder()))?
}
