//! Paths: absolute, with links resolved, and as a bank names them.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::{env, fs, io};

use crate::bank::BankPath;

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
    BankPath::new(&parts?.join("/"))
}

/// Whether this build runs in WebAssembly, where the system neither resolves links, nor knows the folder that its user is in,
/// nor permissions.
pub(super) const IS_WEBASSEMBLY: bool = cfg!(target_family = "wasm");

/// How many links are followed before they are taken as a circle.
const LINKS: usize = 40;

/// The absolute path of a file or folder that exists, without any link.
///
/// # Errors
/// When there is nothing at the path, or a link in it leads nowhere.
pub(super) fn canonical(path: &Path) -> io::Result<PathBuf> {
    match IS_WEBASSEMBLY {
        true => followed(path),
        false => fs::canonicalize(path),
    }
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

/// Makes relative paths those from the folder that the user is in. Only WebAssembly needs this: there, every program starts in
/// the root of its files, and the variable `PWD` says where its user is.
pub fn enter_working_folder() {
    if IS_WEBASSEMBLY && let Some(folder) = env::var_os("PWD") {
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
