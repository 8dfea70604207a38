//! Where a bank starts, and the text of its configuration.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::folder::relative_path;
use crate::bank::{BankPath, CONFIG_FILE};

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

/// What a path on disk means to a bank.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The bank's root.
    pub root: PathBuf,
    /// The file or folder of the bank; `None` for all of it.
    pub part: Option<BankPath>,
}

impl Place {
    /// Whether the bank's file at `path` is this place or in it.
    pub fn covers(&self, path: &str) -> bool {
        let Some(part) = &self.part else { return true };
        let rest = path.strip_prefix(part.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Which bank the path belongs to, and where in it.
///
/// # Errors
/// When there is nothing at `path`, or its name is not UTF-8.
pub fn locate(path: &Path) -> io::Result<Place> {
    fs::metadata(path)?;
    let root = bank_root(path);
    let absolute = absolute(path);
    let part = if absolute == root {
        None
    } else {
        let part = absolute.strip_prefix(&root).ok().and_then(relative_path);
        let unnamed = || io::Error::new(io::ErrorKind::InvalidInput, "its name is not UTF-8");
        Some(part.ok_or_else(unnamed)?)
    };
    Ok(Place { root, part })
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

/// The file at `path` to write a log to, behind what it holds.
///
/// # Errors
/// When it cannot be opened or made.
pub fn log_file(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().create(true).append(true).open(path)
}

/// The file at `path` to write output to; what it held is gone.
///
/// # Errors
/// When it cannot be opened or made.
pub fn output_file(path: &Path) -> io::Result<fs::File> {
    fs::File::create(path)
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
