//! Paths: absolute, with links resolved, and as a bank names them.

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::{env, fs, io};

use crate::bank::BankPath;
use crate::platform::{HERE, Platform};

/// The absolute path. Links are kept, unless a `..` in the path depends on where they lead.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let leads_up = path.components().any(|part| part == Component::ParentDir);
    let resolved = if leads_up {
        canonical(path)
    } else {
        std::path::absolute(path)
    };
    // A `.` at the end would count as a folder for `parent`.
    resolved.map_or_else(|_| path.to_owned(), |path| path.components().collect())
}

/// The path with all links resolved; parts that do not exist are kept as they are.
pub fn resolved(path: &Path) -> PathBuf {
    let known = path.ancestors().find_map(|folder| {
        let real = canonical(folder).ok()?;
        Some(real.join(path.strip_prefix(folder).ok()?))
    });
    known.map_or_else(|| path.to_owned(), |path| path.components().collect())
}

/// The bank path of a path that is relative to the bank's root.
pub(super) fn relative_path(path: &Path) -> Option<BankPath> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    BankPath::new(&HERE.named(&parts?.join("/")))
}

/// The path in the bank at `root` of a file or folder that is in it; `None` if it is not, is the root itself, or its name is
/// not UTF-8.
pub fn inside(root: &Path, path: &Path) -> Option<BankPath> {
    relative_path(path.strip_prefix(root).ok()?)
}

/// The path in a bank of the file or folder at `path` as its name is stored. Where the system ignores case, that may be
/// another spelling than `path`; a link, and what does not exist, have the one that is asked for. The bank is in the first
/// of two folders; the second is the same without links.
pub(super) fn spelling(
    platform: &Platform,
    (root, real): (&Path, &Path),
    path: &BankPath,
) -> BankPath {
    if !platform.may_ignore_case {
        return path.clone();
    }
    let stored = inside(real, &resolved(&place(root, path)));
    let stored = stored.as_ref().map_or(path.as_str(), BankPath::as_str);
    BankPath::new(platform.spelling(path.as_str(), stored)).unwrap_or_else(|| path.clone())
}

/// Where the file at `path` of the bank at `root` is on disk.
pub fn place(root: &Path, path: &BankPath) -> PathBuf {
    match root.to_str() {
        Some(root) => HERE.place(root, path.as_str()).into(),
        None => root.join(path.as_str()),
    }
}

/// How many links are followed before they are taken as a circle.
const LINKS: usize = 40;

/// The absolute path of a file or folder that exists, without any link.
///
/// # Errors
/// When there is nothing at the path, or a link in it leads nowhere.
pub(super) fn canonical(path: &Path) -> io::Result<PathBuf> {
    canonical_on(&HERE, path)
}

/// The same on a system as it is described.
pub(super) fn canonical_on(platform: &Platform, path: &Path) -> io::Result<PathBuf> {
    if platform.is_sandbox {
        return followed(path);
    }
    let found = fs::canonicalize(path)?;
    Ok(match found.to_str().map(|found| platform.plain(found)) {
        Some(Cow::Owned(plain)) => plain.into(),
        _ => found,
    })
}

/// The same by following each link of the path.
fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut left = parts(&std::path::absolute(path)?);
    let (mut done, mut links) = (PathBuf::new(), 0);
    while let Some(part) = left.pop() {
        match Path::new(&part).components().next() {
            Some(Component::ParentDir) => _ = done.pop(),
            Some(Component::Normal(_)) => {
                let next = done.join(&part);
                if !fs::symlink_metadata(&next)?.is_symlink() {
                    done = next;
                    continue;
                }
                links += 1;
                if links > LINKS {
                    return Err(io::Error::other("too many levels of symbolic links"));
                }
                left.extend(parts(&fs::read_link(&next)?));
            }
            Some(Component::RootDir | Component::Prefix(_)) => done.push(&part),
            Some(Component::CurDir) | None => {}
        }
    }
    Ok(done)
}

/// The components of a path, the last one first.
fn parts(path: &Path) -> Vec<OsString> {
    let parts = path.components().rev();
    parts.map(|part| part.as_os_str().to_owned()).collect()
}

/// Makes relative paths those from the folder that the user is in. Only a sandbox needs this: there, every program starts in
/// the root of its files, and the variable `PWD` says where its user is.
pub fn enter_working_folder() {
    if HERE.is_sandbox
        && let Some(folder) = env::var_os("PWD")
    {
        // Without such a folder, the root will do.
        let _ = env::set_current_dir(folder);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_are_followed_as_the_system_follows_them() {
        let top = tempfile::tempdir().unwrap();
        let top = fs::canonicalize(top.path()).unwrap();
        fs::create_dir_all(top.join("a/b")).unwrap();
        fs::write(top.join("a/b/file"), "").unwrap();
        for (target, link) in [
            ("a/b", "relative"),
            ("../a/b/../b", "a/up"),
            ("/", "root"),
            ("relative/file", "chain"),
            ("circle", "circle"),
            ("nowhere", "dead"),
        ] {
            symlink(target, top.join(link)).unwrap();
        }
        symlink(top.join("a"), top.join("absolute")).unwrap();
        for path in [
            "",
            "a/./b/",
            "relative",
            "relative/../b/file",
            "a/up/file",
            "root",
            "chain",
            "circle",
            "dead",
            "absolute/up/file",
            "none/../a",
            "a/b/file/x",
        ] {
            let path = top.join(path);
            let expected = fs::canonicalize(&path).ok();
            assert_eq!(followed(&path).ok(), expected, "{}", path.display());
        }
    }
}
