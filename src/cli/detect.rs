//! `qmark detect`: what files are taken for, one in a line. The form of a line of JSON is a contract: keys are added,
//! never renamed or removed.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use serde::Serialize;

use super::arguments::DetectArguments;
use super::escape::{escape_line, write_json};
use super::load::configuration;
use super::{Failure, output};
use crate::disk::{self, Cache, Folder};
use crate::stats::Detected;

#[derive(Serialize)]
struct Line<'l> {
    /// As on the command line.
    path: &'l str,
    #[serde(flatten)]
    detected: &'l Detected,
}

/// Prints what each of the files is taken for. No bank is read as a whole.
pub fn run(arguments: &DetectArguments) -> Result<ExitCode, Failure> {
    let files = arguments.files.iter();
    let detected = files.map(|path| Ok((path.display().to_string(), detect(path)?)));
    let detected: Vec<(String, Detected)> = detected.collect::<Result<_, Failure>>()?;
    let is_seen = output::is_seen();
    output::print(|out| {
        for (path, detected) in &detected {
            if is_seen {
                writeln!(out, "{}", escape_line(&text(path, detected)))?;
            } else {
                write_json(out, &Line { path, detected })?;
                writeln!(out)?;
            }
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What the file is taken for in its bank.
fn detect(path: &Path) -> Result<Detected, Failure> {
    let cannot =
        |why: &dyn std::fmt::Display| Failure(format!("cannot read `{}`: {why}", path.display()));
    let place = disk::locate(path).map_err(|error| cannot(&error))?;
    let Some(part) = place
        .part
        .filter(|part| part.is_markdown() && path.is_file())
    else {
        return Err(cannot(&"it is not a markdown file"));
    };
    let (config, problems) = configuration(&place.root)?;
    let folder = Folder::open(&place.root, Arc::new(config), problems);
    let bank = folder.load_around(&part, &Cache::default());
    let text = folder.text(&part).unwrap_or_default();
    let detected = Detected::of(&bank, &part, &text);
    let is_member = disk::is_marked(&place.root) && bank.file(part.as_str()).is_some();
    Ok(Detected {
        bank: detected.bank || is_member,
        ..detected
    })
}

/// One line for people.
pub fn text(path: &str, detected: &Detected) -> String {
    format!("{path}: {}; {}", summary(detected), detected.why.join("; "))
}

/// The shape, and what the file has.
pub fn summary(detected: &Detected) -> String {
    let mut parts = vec![detected.shape.to_owned()];
    if detected.questions > 0 {
        let plural = if detected.questions == 1 { "" } else { "s" };
        parts.push(format!("{} question{plural}", detected.questions));
    }
    parts.extend(detected.opener.map(|opener| format!("opener {opener}")));
    if !detected.levels.is_empty() {
        parts.push(format!("levels {}", detected.levels.join("/")));
    }
    parts.join(", ")
}
