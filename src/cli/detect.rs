//! `qmark detect`: what files are taken for, and whether folders have a bank in them, one in a line. The form of a line of
//! JSON is a contract: keys are added, never renamed or removed.
//!
//! Editors ask this before they start a server, so it ends as soon as the answer is known.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::arguments::DetectArguments;
use super::escape::{escape_line, write_json};
use super::load::{configuration, within};
use super::{Failure, output};
use crate::bank::{Bank, BankPath, CONFIG_FILE, settings};
use crate::disk::{self, Cache, Folder, Search};
use crate::lint::known_codes;
use crate::stats::Detected;
use crate::text::count;

/// Why a `.txt` is not read that no rule names.
pub const WHY_UNREAD: &str = "a `.txt` file is read only where a rule of `documents` in `qmark.yaml` names it, or an editor opens it as markdown";

#[derive(Serialize)]
struct Line {
    /// As on the command line.
    path: String,
    /// The root of its bank.
    root: String,
    #[serde(flatten)]
    what: What,
}

#[derive(Serialize)]
#[serde(untagged)]
enum What {
    File(Detected),
    Folder { bank: bool, why: Vec<String> },
}

/// Prints what each of the files and folders is taken for. No bank is read as a whole.
pub fn run(arguments: &DetectArguments) -> Result<ExitCode, Failure> {
    let settings = arguments.settings.as_deref().map(serde_json::from_str);
    let settings = settings
        .transpose()
        .map_err(|error| Failure(format!("--settings is not JSON: {error}")))?;
    let opened = opened(arguments.root.as_deref());
    let detector = Detector {
        settings: settings.unwrap_or_default(),
        opened,
    };
    let lines = arguments.paths.iter().map(|path| detector.line(path));
    let lines: Vec<Line> = lines.collect::<Result<_, _>>()?;
    let is_seen = output::is_seen();
    output::print(|out| {
        for line in &lines {
            if is_seen {
                writeln!(out, "{}", escape_line(&line.text()))?;
            } else {
                write_json(out, line)?;
                writeln!(out)?;
            }
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The root of a bank in the folder that is open, unless it cannot be one.
fn opened(folder: Option<&Path>) -> Option<PathBuf> {
    let place = disk::locate(folder?).ok()?;
    Some(match place.part {
        Some(part) => disk::place(&place.root, &part),
        None => place.root,
    })
}

/// What an editor says of the files and folders that it asks about.
struct Detector {
    settings: Value,
    /// The folder that is open, if one is.
    opened: Option<PathBuf>,
}

impl Detector {
    /// What the path is taken for.
    fn line(&self, path: &Path) -> Result<Line, Failure> {
        let cannot = |why: &dyn std::fmt::Display| {
            Failure(format!("cannot read `{}`: {why}", path.display()))
        };
        let place = disk::locate(path).map_err(|error| cannot(&error))?;
        let (root, what) = if path.is_dir() {
            self.folder(&place.root)?
        } else {
            let place = match &self.opened {
                Some(opened) if self.is_in_opened(&place.root) => within(opened, &place),
                _ => place,
            };
            let part = place.part.as_ref();
            let part = part.filter(|part| part.is_markdown() || part.is_plain_text());
            let part = part.ok_or_else(|| cannot(&"it is not a markdown file"))?;
            self.file(&place.root, part)?
        };
        Ok(Line {
            path: path.display().to_string(),
            root: root.display().to_string(),
            what,
        })
    }

    /// Whether a bank without a configuration is part of the one in the folder that is open.
    fn is_in_opened(&self, root: &Path) -> bool {
        let opened = self.opened.as_ref();
        opened.is_some_and(|opened| root.starts_with(opened)) && !disk::is_marked(root)
    }

    /// The root of the bank at `root`: the folder that is open, or the one above a group.
    fn root(&self, root: &Path, bank: &Bank) -> PathBuf {
        let opened = self.opened.as_deref();
        let opened = opened.filter(|_| self.is_in_opened(root));
        let above = || above_group(root, bank).filter(|_| !disk::is_marked(root));
        opened.or_else(above).unwrap_or(root).to_owned()
    }

    /// The bank's root and what the file is taken for in it.
    fn file(&self, root: &Path, part: &BankPath) -> Result<(PathBuf, What), Failure> {
        let folder = self.open(root)?;
        let bank = folder.load_around(part, &Cache::default());
        let text = folder.text(part).unwrap_or_default();
        let mut detected = Detected::of(&bank, part, &text);
        let is_named = folder.config().documents.names(part.as_str());
        let is_unread = part.is_plain_text() && !is_named;
        detected
            .why
            .extend(is_unread.then(|| WHY_UNREAD.to_owned()));
        detected.bank |= disk::is_marked(root) && bank.file(part.as_str()).is_some();
        Ok((self.root(root, &bank), What::File(detected)))
    }

    /// The bank's root, and whether there is a bank in the folder.
    fn folder(&self, root: &Path) -> Result<(PathBuf, What), Failure> {
        if disk::is_marked(root) {
            let why = format!("`{}` is there", root.join(CONFIG_FILE).display());
            let what = What::Folder {
                bank: true,
                why: vec![why],
            };
            return Ok((root.to_owned(), what));
        }
        let folder = self.open(root)?;
        let found = folder.search();
        let bank = match &found {
            Search::Found(path) => folder.load_around(path, &Cache::default()),
            Search::Nothing(_) | Search::GivenUp(_) => Bank::default(),
        };
        let what = What::Folder {
            bank: matches!(found, Search::Found(_)),
            why: vec![why(&found)],
        };
        Ok((self.root(root, &bank), what))
    }

    /// The folder of a bank, under its configuration and the editor's settings.
    fn open(&self, root: &Path) -> Result<Folder, Failure> {
        let (config, problems) = configuration(root)?;
        let (config, _) = settings::from_json(&config, &self.settings, &known_codes());
        Ok(Folder::open(root, Arc::new(config), problems))
    }
}

/// What makes the folder a bank, or why it is not one.
fn why(found: &Search) -> String {
    let nothing = |read| format!("{} without questions", count(read, "markdown file"));
    match found {
        Search::Found(path) if path.name() == CONFIG_FILE => format!("`{path}` is there"),
        Search::Found(path) => format!("`{path}` has questions"),
        Search::Nothing(0) => "it has no markdown files".to_owned(),
        Search::Nothing(read) => nothing(*read),
        Search::GivenUp(read) => format!(
            "{}; there are more files than are looked at",
            nothing(*read)
        ),
    }
}

/// The folder above `root` where that has a group of its own name: the other groups of such a bank are beside it.
fn above_group<'r>(root: &'r Path, bank: &Bank) -> Option<&'r Path> {
    let name = root.file_name()?.to_str()?;
    let mut groups = bank
        .files()
        .filter(|(_, file)| file.group().is_some_and(|group| group.yaml().is_some()));
    groups.find(|(path, _)| path.folder().is_empty() && path.stem() == name)?;
    root.parent().filter(|above| !disk::is_home(above))
}

impl Line {
    fn text(&self) -> String {
        match &self.what {
            What::File(detected) => text(&self.path, detected),
            What::Folder { bank, why } => {
                let what = if *bank { "a bank" } else { "no bank" };
                format!("{}: {what}; {}", self.path, why.join("; "))
            }
        }
    }
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
