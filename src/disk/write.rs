//! Writes files of a bank: all or none, and never over a text that changed in the meantime.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use tempfile::NamedTempFile;

use super::folder::Folder;
use super::path::canonical;
use crate::bank::BankPath;
use crate::platform::HERE;

/// What one file is to become.
#[derive(Clone, Copy, Debug)]
pub struct Replacement<'r> {
    /// The file.
    pub path: &'r BankPath,
    /// Its text as it was read; `None` when there was no such file.
    pub before: Option<&'r str>,
    /// Its new text; `None` to delete it.
    pub after: Option<&'r str>,
}

/// Why files were not written.
#[derive(Debug)]
pub enum WriteError {
    /// This file is not what it was when it was read; nothing was written.
    Changed(BankPath),
    /// This file could not be written; nothing was.
    Unwritable(BankPath, io::Error),
    /// This file could not be put in its place, while those before it in the list were.
    Halfway(BankPath, io::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(path) => write!(
                out,
                "`{path}` changed while the bank was read; nothing was written"
            ),
            Self::Unwritable(path, error) => {
                write!(out, "cannot write `{path}`: {error}; nothing was written")
            }
            Self::Halfway(path, error) => write!(
                out,
                "cannot replace `{path}`: {error}; the files before it are already written"
            ),
        }
    }
}

impl std::error::Error for WriteError {}

impl Folder {
    /// Writes files of the bank, see [`write_all`].
    ///
    /// # Errors
    /// [`WriteError`]; only `Halfway` leaves anything changed.
    pub fn write(&self, replacements: &[Replacement<'_>]) -> Result<(), WriteError> {
        write_all(&[(self, replacements)])
    }

    /// Where the bytes of the file are: the target if it is a link.
    fn target(&self, path: &BankPath) -> io::Result<PathBuf> {
        let place = self.path(path);
        if !self.platform.can_hold(path.as_str()) {
            return Err(io::Error::other("this system has no files of such a name"));
        }
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_symlink() && self.leads_inside(&place) => canonical(&place),
            Ok(found) if found.is_symlink() => {
                Err(io::Error::other("it is a link to a file outside the bank"))
            }
            _ => Ok(place),
        }
    }
}

/// Writes files of several banks. Each new text is first written to a file beside the old one, which takes its place
/// with its permissions only after all are written and every old one was found to be as it was read. A link stays
/// a link: its target is written.
///
/// # Errors
/// [`WriteError`]; only `Halfway` leaves anything changed.
pub fn write_all(banks: &[(&Folder, &[Replacement<'_>])]) -> Result<(), WriteError> {
    let unwritable = |path: &BankPath| {
        let path = path.clone();
        move |error| WriteError::Unwritable(path, error)
    };
    let replacements = banks.iter().flat_map(|(folder, replacements)| {
        let all = replacements.iter();
        all.map(move |replacement| (*folder, replacement))
    });
    let mut prepared = Vec::new();
    for (folder, replacement) in replacements {
        let target = folder
            .target(replacement.path)
            .map_err(unwritable(replacement.path))?;
        let written = replacement
            .after
            .map(|text| beside(&target, text))
            .transpose();
        let written = written.map_err(unwritable(replacement.path))?;
        prepared.push((replacement, target, written));
    }
    for (replacement, target, _) in &prepared {
        let now = read(target).map_err(unwritable(replacement.path))?;
        if now.as_deref() != replacement.before.map(str::as_bytes) {
            return Err(WriteError::Changed(replacement.path.clone()));
        }
    }
    for (replacement, target, written) in prepared {
        let placed = match (written, replacement.before) {
            (Some(file), Some(_)) => file.persist(&target).map(drop).map_err(|error| error.error),
            // A file that was created in the meantime is not overwritten.
            (Some(file), None) => file
                .persist_noclobber(&target)
                .map(drop)
                .map_err(|error| error.error),
            (None, _) => fs::remove_file(&target),
        };
        placed.map_err(|error| WriteError::Halfway(replacement.path.clone(), error))?;
    }
    Ok(())
}

/// A new file in the folder of `target` with this text and the permissions that `target` has.
fn beside(target: &Path, text: &str) -> io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // Hidden and without a markdown extension, so that it is not read as a file of the bank.
    let mut file = new_file(target, folder)?;
    file.write_all(text.as_bytes())?;
    // Not synced to the disk, which would take a minute for ten thousand files: a rename over a file keeps either text
    // whole when the program dies, and on the usual file systems when the power does.
    Ok(file)
}

fn new_file(target: &Path, folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".qmark-");
    match fs::metadata(target) {
        Ok(old) => {
            let file = builder.tempfile_in(folder)?;
            if !HERE.is_sandbox {
                file.as_file().set_permissions(old.permissions())?;
            }
            Ok(file)
        }
        // A file that is new gets what the system gives new files, not what it gives secret ones.
        Err(_) => builder.make_in(folder, |path| fs::File::create_new(path)),
    }
}

/// The bytes of a file; `None` if it does not exist.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::bank::Config;

    fn bank(files: &[(&str, &str)]) -> (tempfile::TempDir, Folder) {
        let root = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, text).expect("a file");
        }
        let folder = Folder::open(root.path(), Arc::new(Config::default()), Vec::new());
        (root, folder)
    }

    fn path(path: &str) -> BankPath {
        BankPath::new(path).expect("a path")
    }

    /// The files of a folder with their texts.
    fn files(root: &Path) -> Vec<(String, String)> {
        let mut found: Vec<_> = fs::read_dir(root)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .map(|path| {
                let name = path
                    .file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned();
                (name, fs::read_to_string(&path).unwrap_or_default())
            })
            .collect();
        found.sort();
        found
    }

    fn replacement<'r>(
        path: &'r BankPath,
        before: Option<&'r str>,
        after: Option<&'r str>,
    ) -> Replacement<'r> {
        Replacement {
            path,
            before,
            after,
        }
    }

    #[test]
    fn files_change_come_and_go() {
        let (root, folder) = bank(&[("a.md", "A"), ("b.md", "B")]);
        let (a, b, c) = (path("a.md"), path("b.md"), path("new/c.md"));
        folder
            .write(&[
                replacement(&a, Some("A"), Some("AA")),
                replacement(&b, Some("B"), None),
                replacement(&c, None, Some("C")),
            ])
            .expect("they can be written");
        assert_eq!(files(root.path())[0], ("a.md".into(), "AA".into()));
        assert_eq!(
            files(&root.path().join("new")),
            [("c.md".into(), "C".into())]
        );
        assert_eq!(files(root.path()).len(), 2);
    }

    #[test]
    fn nothing_is_written_when_one_changed_meanwhile() {
        for (before, there) in [
            (Some("B"), Some("other")),
            (Some("B"), None),
            (None, Some("B")),
        ] {
            let (root, folder) = bank(&[("a.md", "A")]);
            if let Some(text) = there {
                fs::write(root.path().join("b.md"), text).expect("a file");
            }
            let (a, b) = (path("a.md"), path("b.md"));
            let was = files(root.path());
            let error = folder.write(&[
                replacement(&a, Some("A"), Some("AA")),
                replacement(&b, before, Some("BB")),
            ]);
            assert!(matches!(error, Err(WriteError::Changed(path)) if path == b));
            assert_eq!(files(root.path()), was);
        }
    }

    #[test]
    fn nothing_is_written_in_any_bank_when_a_file_of_one_changed_meanwhile() {
        let (a, b) = (path("a.md"), path("b.md"));
        let change = [replacement(&a, Some("A"), Some("AA"))];
        let stale = [replacement(&b, Some("B"), Some("BB"))];
        for stale_first in [false, true] {
            let (one, first) = bank(&[("a.md", "A")]);
            let (two, second) = bank(&[("b.md", "other")]);
            let mut banks = [(&first, &change[..]), (&second, &stale[..])];
            if stale_first {
                banks.reverse();
            }
            let error = write_all(&banks);
            assert!(matches!(error, Err(WriteError::Changed(path)) if path == b));
            assert_eq!(files(one.path()), [("a.md".into(), "A".into())]);
            assert_eq!(files(two.path()), [("b.md".into(), "other".into())]);
        }
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (root, folder) = bank(&[("a.md", "A"), ("real/b.md", "B")]);
        let mode = |name: &str| {
            let found = fs::metadata(root.path().join(name)).expect("it is there");
            found.permissions().mode() & 0o777
        };
        let a = root.path().join("a.md");
        fs::set_permissions(&a, fs::Permissions::from_mode(0o640)).expect("permissions");
        fs::write(root.path().join("plain.md"), "").expect("a file");
        symlink("real/b.md", root.path().join("b.md")).expect("a link");
        symlink("/etc/hostname", root.path().join("out.md")).expect("a link");
        let (a, b, new) = (path("a.md"), path("b.md"), path("new.md"));
        folder
            .write(&[
                replacement(&a, Some("A"), Some("AA")),
                replacement(&b, Some("B"), Some("BB")),
                replacement(&new, None, Some("N")),
            ])
            .expect("they can be written");
        assert_eq!(mode("a.md"), 0o640);
        assert_eq!(mode("new.md"), mode("plain.md"));
        assert!(root.path().join("b.md").is_symlink());
        assert_eq!(
            files(&root.path().join("real")),
            [("b.md".into(), "BB".into())]
        );
        let out = path("out.md");
        let refused = folder.write(&[replacement(&out, Some(""), Some("x"))]);
        assert!(matches!(refused, Err(WriteError::Unwritable(..))));
    }
}
