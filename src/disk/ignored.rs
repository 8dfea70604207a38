//! What a folder's ignore files leave out, and what is hidden.

use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use ignore::{IncrementalIgnore, WalkBuilder};

use super::ignore_files::IgnoreFiles;
use super::path::relative_path;
use crate::bank::BankPath;
use crate::bank::path::folders_above;

/// Which files of a folder are hidden or ignored. Ignore files are read when they are first needed.
pub(super) struct Ignored {
    rules: Mutex<Option<IncrementalIgnore>>,
    /// The ignore files of the folders above, where `rules` cannot read them.
    above: Option<IgnoreFiles>,
}

impl Ignored {
    /// For the folder at `root`.
    pub fn new(root: &Path) -> Self {
        Self {
            rules: Mutex::new(walk(root).build_matchers().pop()),
            above: None,
        }
    }

    /// The same without the system's help to resolve links, for the folder at `root`, which is `real` without links.
    pub fn portable(root: &Path, real: &Path) -> Self {
        let mut builder = walk(root);
        builder.parents(false).require_git(false);
        Self {
            rules: Mutex::new(builder.build_matchers().pop()),
            above: above(real),
        }
    }

    /// Whether the file or folder, or a folder above it, is hidden or ignored.
    pub fn ignores(&self, path: &BankPath, is_folder: bool) -> bool {
        // A poisoned lock is a panic in `ignore`; its compiled patterns are as good as before.
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(rules) = rules.as_mut() else {
            return false;
        };
        let Some(above) = &self.above else {
            return rules.matched(path.as_str(), is_folder).is_ignore();
        };
        // The nearest ignore file that names it decides.
        let mut is_ignored = |path: &str, is_folder| {
            let found = rules.matched(path, is_folder);
            found.is_ignore() || found.is_none() && above.names(path, is_folder)
        };
        folders_above(path.as_str()).any(|folder| is_ignored(folder, true))
            || is_ignored(path.as_str(), is_folder)
    }
}

/// The ignore files of the folders above `root` in its repository; `None` if it is in none.
fn above(root: &Path) -> Option<IgnoreFiles> {
    let repository = root.ancestors().find(|folder| is_repository(folder))?;
    let name = |folder: &Path| {
        let inside = folder.strip_prefix(repository).ok().and_then(relative_path);
        inside.map_or_else(String::new, |inside| inside.to_string())
    };
    let prefix = match name(root) {
        own if own.is_empty() => own,
        own => own + "/",
    };
    let mut files = IgnoreFiles::new(&prefix);
    let folders = root.ancestors().skip(1);
    for folder in folders.take_while(|folder| folder.starts_with(repository)) {
        if let Ok(text) = fs::read(folder.join(".gitignore")) {
            files.add(&name(folder), &String::from_utf8_lossy(&text));
        }
    }
    Some(files)
}

fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// A walk from `start` that leaves out hidden files and what git would ignore.
///
/// Within a git repository, its ignore files above `start` count too. Outside of one only those from `start` down do:
/// an ignore file of some folder far above was not written for this bank.
pub(super) fn walk(start: &Path) -> WalkBuilder {
    let in_repository = start.ancestors().any(is_repository);
    let mut builder = WalkBuilder::new(start);
    builder
        .hidden(true)
        .parents(in_repository)
        .require_git(in_repository)
        .git_ignore(true)
        // What one person's machine ignores must not decide what a bank's findings are.
        .git_global(false)
        .git_exclude(false)
        .ignore(false)
        .follow_links(false);
    builder
}
