//! Reads the bank that a path on the command line means.

use std::path::Path;
use std::sync::Arc;

use super::{Failure, output};
use crate::bank::settings::Problem;
use crate::bank::{Bank, CONFIG_FILE, Config, settings};
use crate::disk::{self, Cache, Folder, Place};
use crate::lint::RULES;

/// The bank that `path` is or belongs to, and which part of it.
///
/// # Errors
/// When there is nothing at `path`, or the configuration cannot be read.
pub fn bank(path: &Path) -> Result<(Bank, Place), Failure> {
    let place = disk::locate(path)
        .map_err(|error| Failure(format!("cannot read `{}`: {error}", path.display())))?;
    let (config, problems) = configuration(&place.root)?;
    if !problems.is_empty() {
        let file = place.root.join(CONFIG_FILE);
        let what = "has mistakes; `qmark check` shows them, and the rest of it holds";
        output::complain("note", &format!("`{}` {what}", file.display()));
    }
    let bank =
        Folder::open(&place.root, Arc::new(config), problems).load(&Cache::default(), &|_| {});
    note_absent(&bank, &place);
    Ok((bank, place))
}

/// The configuration of the bank at `root`, and what is wrong in it.
///
/// # Errors
/// When its file is there and cannot be read.
pub fn configuration(root: &Path) -> Result<(Config, Vec<Problem>), Failure> {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    let written = disk::configuration(root).map_err(|error| {
        let file = root.join(CONFIG_FILE);
        Failure(format!(
            "cannot read the configuration `{}`: {error}",
            file.display()
        ))
    })?;
    Ok(written.map_or_else(Default::default, |text| settings::read(&text, &codes)))
}

/// Tells of a place that the bank leaves out.
pub fn note_absent(bank: &Bank, place: &Place) {
    if let Some(part) = &place.part
        && bank.file(part.as_str()).is_none()
        && bank.files_below(part.as_str()).next().is_none()
    {
        let root = place.root.display();
        output::complain("note", &format!("`{part}` is no part of the bank `{root}`"));
    }
}
