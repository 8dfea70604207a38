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

/// The user's cache folder by the conventions of the system; the folder for temporary files if it cannot be made.
fn caches() -> PathBuf {
    let folder = choose_native_strategy().map(|folders| folders.cache_dir());
    folder
        .ok()
        .filter(|path| path.is_absolute() && fs::create_dir_all(path).is_ok())
        .unwrap_or_else(env::temp_dir)
}
