//! Pages in the user's cache folder, for the user to open in a browser or an editor.

use std::path::PathBuf;
use std::{env, fs, io};

use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};

/// Writes the page `text` under `name` into the user's cache folder and returns its path. An equal page that is there
/// already is left alone.
///
/// # Errors
/// When the folder cannot be written to.
pub fn cache_page(name: &str, text: &str) -> io::Result<PathBuf> {
    let folder = caches().join(env!("CARGO_PKG_NAME"));
    let path = folder.join(name);
    if fs::read(&path).is_ok_and(|kept| kept == text.as_bytes()) {
        return Ok(path);
    }
    fs::create_dir_all(&folder)?;
    // Another server may be writing the same page: each writes its own file, and the last rename wins.
    let own = folder.join(format!("{name}.{}", std::process::id()));
    fs::write(&own, text)?;
    fs::rename(&own, &path)?;
    Ok(path)
}

/// The user's cache folder: that of `XDG_CACHE_HOME`, else by the conventions of the system; the folder for temporary
/// files if none of them can be made.
fn caches() -> PathBuf {
    let asked = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let native = choose_native_strategy().map(|folders| folders.cache_dir());
    first_usable([asked, native.ok()]).unwrap_or_else(env::temp_dir)
}

/// The first of the folders that is absolute and exists or can be made.
fn first_usable(folders: [Option<PathBuf>; 2]) -> Option<PathBuf> {
    let mut folders = folders.into_iter().flatten();
    folders.find(|path| path.is_absolute() && fs::create_dir_all(path).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_folder_that_can_be_made_is_used() {
        let top = tempfile::tempdir().expect("a folder");
        let folder = |name: &str| Some(top.path().join(name));
        fs::write(top.path().join("file"), "").expect("it can be written");
        for (asked, native, used) in [
            (folder("a"), folder("b"), folder("a")),
            (None, folder("b"), folder("b")),
            (Some(PathBuf::from("relative")), folder("b"), folder("b")),
            (Some(PathBuf::new()), folder("b"), folder("b")),
            (folder("file"), folder("b"), folder("b")),
            (None, None, None),
        ] {
            assert_eq!(first_usable([asked, native]), used);
        }
        assert!(!PathBuf::from("relative").exists());
    }
}
