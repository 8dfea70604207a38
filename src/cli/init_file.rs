//! `qmark init --dry-run FILE`: what one file is taken for and why, and for a `.txt` the rule that has it read.

use std::process::ExitCode;
use std::sync::Arc;

use super::arguments::InitArguments;
use super::detect::{WHY_UNREAD, summary};
use super::escape::escape_line;
use super::{Failure, load, output};
use crate::bank::{BankPath, CONFIG_FILE, Config};
use crate::disk::{self, Cache, Folder};
use crate::edit::documents::{NewRule, added, rules, topics_pages, without_rules};
use crate::stats::Detected;

/// Why a page can be given the shape of levels and topics.
pub const WHY_TOPICS: &str = "its headings name levels, with topics below";

/// Prints why a file is or is not taken for one with questions, as the bank is configured.
pub fn run(arguments: &InitArguments) -> Result<ExitCode, Failure> {
    let path = arguments.path.display();
    let place = disk::locate(&arguments.path)
        .map_err(|error| Failure(format!("cannot read `{path}`: {error}")))?;
    if !arguments.dry_run {
        return Err(Failure(format!(
            "cannot write a configuration for `{path}` alone; name its folder, or add `--dry-run` to see what the file is read as"
        )));
    }
    let (config, _) = load::configuration(&place.root)?;
    let Some(file) = place.part else {
        return Err(Failure(format!("cannot read `{path}`: it is not a file")));
    };
    let is_unread = file.is_plain_text() && !config.documents.names(file.as_str());
    // A `.txt` that nothing names is shown as it would be read.
    let read_with = match is_unread {
        true => without_rules(&config),
        false => config.clone(),
    };
    let folder = Folder::open(&place.root, Arc::new(read_with), Vec::new());
    let bank = folder.load_around(&file, &Cache::default());
    let text = folder.text(&file).unwrap_or_default();
    let mut detected = Detected::of(&bank, &file, &text);
    let source = |path: &BankPath| (*path == file).then(|| Arc::new(text.clone()));
    let is_open = |path: &BankPath| *path == file && !config.documents.names(path.as_str());
    let topics = topics_pages(&bank, &source, &is_open);
    if !topics.is_empty() {
        let why = format!("{WHY_TOPICS}; a rule with `shape: topics` has them read");
        detected.why.push(why);
    }
    detected
        .why
        .extend(is_unread.then(|| WHY_UNREAD.to_owned()));
    let rule = || rules(&bank, &source, &topics, &is_open).pop();
    let advice = rule()
        .filter(|_| is_unread)
        .map(|rule| advice(&rule, &config));
    output::print(|out| {
        let shown = path.to_string();
        let summary = summary(&detected);
        writeln!(out, "{}: {}", escape_line(&shown), escape_line(&summary))?;
        for why in &detected.why {
            writeln!(out, "  {}", escape_line(why))?;
        }
        if let Some(advice) = advice {
            write!(out, "{advice}")?;
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The rule that has a `.txt` read, and where it is to be written.
fn advice(rule: &NewRule, config: &Config) -> String {
    let to = match config.documents.list().is_empty() {
        true => format!("Add to `{CONFIG_FILE}`"),
        false => format!("Add to the list `documents` in `{CONFIG_FILE}`"),
    };
    let added = added(rule, config);
    format!("\n{to} to have it read:\n\n{added}")
}
