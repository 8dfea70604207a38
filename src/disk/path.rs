//! Paths: absolute, with links resolved, and as a bank names them.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::bank::BankPath;

/// The absolute path. Links are kept, unless a `..` in the path depends on where they lead.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let leads_up = path.components().any(|part| part == Component::ParentDir);
    let resolved = if leads_up {
        fs::canonicalize(path)
    } else {
        std::path::absolute(path)
    };
    // A `.` at the end would count as a folder for `parent`.
    resolved.map_or_else(|_| path.to_owned(), |path| path.components().collect())
}

/// The path with all links resolved; parts that do not exist are kept as they are.
pub fn resolved(path: &Path) -> PathBuf {
    let known = path.ancestors().find_map(|folder| {
        let real = fs::canonicalize(folder).ok()?;
        Some(real.join(path.strip_prefix(folder).ok()?))
    });
    known.map_or_else(|| path.to_owned(), |path| path.components().collect())
}

/// The bank path of a path that is relative to the bank's root.
pub(super) fn relative_path(path: &Path) -> Option<BankPath> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    BankPath::new(&parts?.join("/"))
}
