//! Paths: absolute, with links resolved, and as a bank names them.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::bank::BankPath;

/// The path from the file system's root. Links stay as they are written, unless a `..` makes it matter where they lead.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let leads_up = path.components().any(|part| part == Component::ParentDir);
    let resolved = if leads_up {
        fs::canonicalize(path)
    } else {
        std::path::absolute(path)
    };
    // `.` at the end would otherwise be a folder of its own to `parent`.
    resolved.map_or_else(|_| path.to_owned(), |path| path.components().collect())
}

/// The path with all links resolved; what is not there yet stays as it is written.
pub fn resolved(path: &Path) -> PathBuf {
    let known = path.ancestors().find_map(|folder| {
        let real = fs::canonicalize(folder).ok()?;
        Some(real.join(path.strip_prefix(folder).ok()?))
    });
    known.map_or_else(|| path.to_owned(), |path| path.components().collect())
}

/// The name in the bank of a path from the bank's root.
pub(super) fn relative_path(path: &Path) -> Option<BankPath> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    BankPath::new(&parts?.join("/"))
}
