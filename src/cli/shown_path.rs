//! How paths are shown.

use std::path::Path;

use crate::platform::HERE;

/// The path as a reader sees it: from `here` if it is below, else absolute; with `/`.
pub fn shown_path(full: &Path, here: Option<&Path>) -> String {
    let below = here.and_then(|here| full.strip_prefix(here).ok());
    let shown = below.unwrap_or(full).to_string_lossy();
    HERE.slashed(&shown).into_owned()
}
