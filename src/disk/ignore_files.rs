//! The ignore files of a repository by their texts: those of a commit, which are not on disk.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::bank::path::parent;

/// Which files of a folder the ignore files of its repository leave out. Paths of folders count from the root of the
/// repository.
#[derive(Clone)]
pub(super) struct IgnoreFiles {
    /// The path from the root of the repository to the folder; empty, or with `/` at its end.
    prefix: String,
    by_folder: HashMap<String, Arc<Gitignore>>,
    /// What is known of folders by now.
    known: HashMap<String, bool>,
}

impl IgnoreFiles {
    /// No ignore files, for the folder with this path and a `/` at its end.
    pub fn new(prefix: &str) -> Self {
        Self {
            prefix: prefix.to_owned(),
            by_folder: HashMap::new(),
            known: HashMap::new(),
        }
    }

    /// Adds the ignore file of a folder. As on disk, a line that is not a pattern does not count.
    pub fn add(&mut self, folder: &str, text: &str) {
        let mut builder = GitignoreBuilder::new("");
        for line in text.trim_start_matches('\u{feff}').lines() {
            let _ = builder.add_line(None, line);
        }
        if let Ok(built) = builder.build()
            && !built.is_empty()
        {
            self.by_folder.insert(folder.to_owned(), Arc::new(built));
        }
    }

    /// Whether the file at `path`, from the folder, or a folder above it is ignored.
    pub fn is_ignored(&mut self, path: &str) -> bool {
        if self.by_folder.is_empty() {
            return false;
        }
        let full = format!("{}{path}", self.prefix);
        let folder = parent(&full).unwrap_or_default();
        self.is_folder_ignored(folder) || self.matches(&full, false)
    }

    /// Whether the ignore files name this file or folder, whatever they say of the folders above it.
    pub fn names(&self, path: &str, is_folder: bool) -> bool {
        self.matches(&format!("{}{path}", self.prefix), is_folder)
    }

    fn is_folder_ignored(&mut self, folder: &str) -> bool {
        // The folder that is looked at was named by its user, whatever ignores it.
        if folder.len() < self.prefix.len() {
            return false;
        }
        if let Some(known) = self.known.get(folder) {
            return *known;
        }
        let above = parent(folder).unwrap_or_default();
        let ignored =
            !folder.is_empty() && (self.is_folder_ignored(above) || self.matches(folder, true));
        self.known.insert(folder.to_owned(), ignored);
        ignored
    }

    /// What the nearest ignore file says that says anything.
    fn matches(&self, path: &str, is_folder: bool) -> bool {
        let folders = std::iter::successors(parent(path), |folder| parent(folder));
        for folder in folders {
            let Some(rules) = self.by_folder.get(folder) else {
                continue;
            };
            let inside = path[folder.len()..].trim_start_matches('/');
            match rules.matched(Path::new(inside), is_folder) {
                Match::None => {}
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_ignore_file_decides() {
        let mut files = IgnoreFiles::new("docs/");
        files.add("", "drafts/\n*.tmp.md\n/docs/old.md\n");
        files.add("docs", "!kept.tmp.md\nout\n");
        files.add("docs/a", "/b.md\n");
        for (path, ignored) in [
            ("x.md", false),
            ("drafts/x.md", true),
            ("a/drafts/b/x.md", true),
            ("x.tmp.md", true),
            ("kept.tmp.md", false),
            ("a/kept.tmp.md", false),
            ("old.md", true),
            ("a/old.md", false),
            ("out/x.md", true),
            ("out", true),
            ("a/b.md", true),
            ("a/c/b.md", false),
        ] {
            assert_eq!(files.is_ignored(path), ignored, "{path}");
        }
        // A folder that an ignore file above names is read if it is the bank.
        let mut files = IgnoreFiles::new("drafts/a/");
        files.add("", "drafts/\n");
        assert!(!files.is_ignored("x.md"));
    }
}
