//! Where a bank starts, and the text of its configuration.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::bank::CONFIG_FILE;

/// The folder that is the bank's root for `path`: the nearest one, from `path` upwards, that holds a `qmark.yaml`.
/// Where none does, `path` itself, or the folder it stands in when it is a file. Absolute, with links as written.
pub fn bank_root(path: &Path) -> PathBuf {
    let absolute = absolute(path);
    let own = match absolute.parent() {
        Some(parent) if !absolute.is_dir() => parent.to_owned(),
        _ => absolute,
    };
    let marked = own
        .ancestors()
        .find(|folder| folder.join(CONFIG_FILE).is_file());
    marked.map_or_else(|| own.clone(), Path::to_owned)
}

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

/// The text of the configuration of the bank at `root`; `None` when it has none.
///
/// # Errors
/// When the file is there and cannot be read or is not UTF-8.
pub fn configuration(root: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(root.join(CONFIG_FILE)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
