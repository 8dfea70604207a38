//! Where a bank starts, and the text of its configuration.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::path::{absolute, inside, resolved, spelling};
use crate::bank::{BankPath, CONFIG_FILE, Config};
use crate::platform::HERE;
use crate::shape::{self, Input};

/// The bank's root for `path`: the nearest folder, from `path` upwards, with a `qmark.yaml`.
/// Where none does: for an answer, the folder of its group; else `path` itself, or the folder of a file. Absolute, with
/// links as written.
pub fn bank_root(path: &Path) -> PathBuf {
    let absolute = absolute(path);
    let own = match absolute.parent() {
        Some(parent) if !absolute.is_dir() => parent,
        _ => absolute.as_path(),
    };
    marked_root(own)
        .or_else(|| group_folder(own))
        .unwrap_or(own)
        .to_owned()
}

/// The nearest folder, from `folder` upwards, with a `qmark.yaml`.
pub fn marked_root(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| is_marked(folder))
}

/// Whether the folder has a `qmark.yaml`, which makes it the root of a bank.
pub fn is_marked(folder: &Path) -> bool {
    folder.join(CONFIG_FILE).is_file()
}

/// The folder of the group whose answers are in `folder`; `None` when it is not a folder of answers. Without a
/// configuration, such a folder has the default name, and a group beside it.
fn group_folder(folder: &Path) -> Option<&Path> {
    let answers = Config::default().answers;
    let is_answers = |folder: &&Path| {
        folder
            .file_name()
            .is_some_and(|name| name == answers.as_str())
    };
    let above = folder.ancestors().filter(is_answers);
    above
        .filter_map(Path::parent)
        .find(|beside| has_group(beside))
}

/// Whether the folder is the user's home folder. It is the root of a bank only if it has a configuration: it would be
/// read as a whole.
pub fn is_home(folder: &Path) -> bool {
    // In WebAssembly, the system knows no home folder.
    let home = std::env::home_dir().or_else(|| std::env::var_os("HOME").map(PathBuf::from));
    home.is_some_and(|home| resolved(&home) == resolved(folder))
}

/// Whether one of the folder's files is a group.
fn has_group(folder: &Path) -> bool {
    let is_group = |entry: io::Result<fs::DirEntry>| {
        let path = entry.ok()?.path();
        let name = BankPath::new(path.file_name()?.to_str()?)?;
        let is_small = fs::metadata(&path).ok()?.len() <= Config::default().max_file_size;
        let text = (name.is_markdown() && path.is_file() && is_small)
            .then(|| fs::read_to_string(&path).ok())?;
        let facts = shape::read(&Input::inferred(name.as_str(), &text?), None);
        let group = facts.as_group()?;
        (!shape::yields_to_groups(group)).then_some(())
    };
    fs::read_dir(folder).is_ok_and(|entries| entries.filter_map(is_group).next().is_some())
}

/// A path on disk as a bank and a part of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BankLocation {
    /// The bank's root.
    pub root: PathBuf,
    /// The file or folder of the bank; `None` for all of it.
    pub part: Option<BankPath>,
}

impl BankLocation {
    /// Whether the bank's file at `path` is in this location.
    pub fn covers(&self, path: &str) -> bool {
        let Some(part) = &self.part else { return true };
        let rest = path.strip_prefix(part.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Which bank the path belongs to, and where in it. A file must be markdown, a `.txt`, which the configuration may name, or
/// a configuration: nothing else has findings, and a check of nothing would look like one that found nothing.
///
/// # Errors
/// When there is nothing at `path`, it cannot be opened, its name is not UTF-8, it is not of a kind to be checked, or its
/// bank would be the home folder.
pub fn locate(path: &Path) -> io::Result<BankLocation> {
    let invalid = |reason: &str| io::Error::new(io::ErrorKind::InvalidInput, reason);
    let found = fs::metadata(path).map_err(|error| match fs::symlink_metadata(path) {
        Ok(link) if link.is_symlink() => io::Error::new(
            error.kind(),
            format!("it is a broken symbolic link ({error})"),
        ),
        _ => error,
    })?;
    let absolute = absolute(path);
    let name = || absolute.file_name()?.to_str().and_then(BankPath::new);
    if found.is_dir() {
        fs::read_dir(path)?;
    } else if !found.is_file() {
        return Err(invalid("it is neither a file nor a folder"));
    } else {
        let name = name().ok_or_else(|| invalid("its name is not UTF-8"))?;
        if !(name.is_markdown() || name.is_plain_text() || name.as_str() == CONFIG_FILE) {
            return Err(invalid("it is not a markdown file (`.md`)"));
        }
        fs::File::open(path)?;
    }
    let root = bank_root(path);
    if is_home(&root) && !is_marked(&root) {
        return Err(invalid(&format!(
            "it is in no bank, and the home folder `{}` is not read as one; create a `{CONFIG_FILE}` there, or name a folder in it",
            root.display()
        )));
    }
    let part = if absolute == root {
        None
    } else {
        let part = inside(&root, &absolute).ok_or_else(|| invalid("its name is not UTF-8"))?;
        Some(spelling(&HERE, (&root, &resolved(&root)), &part))
    };
    Ok(BankLocation { root, part })
}

/// The file at `path`, opened to append a log to it.
///
/// # Errors
/// When it cannot be opened or made.
pub fn log_file(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().create(true).append(true).open(path)
}

/// The file at `path`, emptied, to write output to it.
///
/// # Errors
/// When it cannot be opened or made.
pub fn output_file(path: &Path) -> io::Result<fs::File> {
    fs::File::create(path)
}

/// The text of the file at `path`, of a bank or not.
///
/// # Errors
/// When it cannot be read or is not UTF-8.
pub fn text_of(path: &Path) -> io::Result<String> {
    fs::read_to_string(path)
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
