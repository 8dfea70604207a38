//! Pages that the program keeps for its user to open in a browser or an editor.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Keeps the page `text` under `name` in the user's folder for caches, and says where it is. A page that is there
/// already is left as it is.
///
/// # Errors
/// When no such folder can be written to.
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

/// The user's folder for caches, as the system's customs have it; else the folder for temporary files.
fn caches() -> PathBuf {
    let named = |variable: &str| {
        env::var_os(variable)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let home = || {
        named("HOME").map(|home| {
            home.join(if cfg!(target_os = "macos") {
                "Library/Caches"
            } else {
                ".cache"
            })
        })
    };
    let there = |path: &Path| path.is_dir() || fs::create_dir_all(path).is_ok();
    let found = named("XDG_CACHE_HOME")
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(home);
    found
        .filter(|path| there(path))
        .unwrap_or_else(env::temp_dir)
}
