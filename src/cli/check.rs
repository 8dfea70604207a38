//! `qmark check`: reads the banks, finds what is wrong, and prints it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::arguments::{CheckArguments, Format};
use super::explain::known;
use super::fix::{self, Mending};
use super::report::{Checked, Report};
use super::{Failure, github, json, output, reading, sarif, text};
use crate::bank::config::Setting;
use crate::bank::{Bank, Config, Severity};
use crate::disk::{self, Cache, Folder, Place};
use crate::lint::Findings;

/// Checks what the arguments name, and mends it if they say so. Returns 1 when errors were found, or warnings that are denied.
pub fn run(arguments: &CheckArguments) -> Result<ExitCode, Failure> {
    let demands = Demands::of(arguments)?;
    if arguments.unsafe_too && !(arguments.fix || arguments.diff) {
        return Err(Failure(
            "`--unsafe` says how to mend; add `--fix` or `--diff`".to_owned(),
        ));
    }
    let cache = Cache::default();
    let mut banks = Vec::new();
    let mut patches = Vec::new();
    for (root, places) in places(&arguments.paths)? {
        let read = read_bank(&root, &places, &demands, &cache)?;
        let mending = (arguments.fix || arguments.diff)
            .then(|| fix::mending(&read, &places, arguments.unsafe_too));
        match mending {
            Some(mending) if arguments.diff => patches.push((read, mending)),
            mending => banks.push(checked(read, &places, mending, &cache)?),
        }
    }
    if arguments.diff {
        return fix::print(&patches, output::colored(arguments.color));
    }
    let report = Report::new(banks);
    output::print(|out| match arguments.format {
        Format::Text => text::write(&report, output::colored(arguments.color), out),
        Format::Json => json::write(&report, out),
        Format::Sarif => sarif::write(&report, out),
        Format::Github => github::write(&report, out),
    })?;
    let counts = report.counts();
    let failed = counts.errors > 0 || (demands.no_warnings && counts.warnings > 0);
    Ok(ExitCode::from(u8::from(failed)))
}

/// What the command line wants of the rules.
struct Demands {
    settings: Vec<(&'static str, Setting)>,
    no_warnings: bool,
}

impl Demands {
    fn of(arguments: &CheckArguments) -> Result<Self, Failure> {
        let mut demands = Self {
            settings: Vec::new(),
            no_warnings: false,
        };
        let options = [
            (&arguments.allow, Setting::Off),
            (&arguments.warn, Setting::As(Severity::Warning)),
            (&arguments.deny, Setting::As(Severity::Error)),
        ];
        for (codes, setting) in options {
            for code in codes {
                if code == "warnings" && setting == Setting::As(Severity::Error) {
                    demands.no_warnings = true;
                } else {
                    demands.settings.push((known(code)?.code, setting));
                }
            }
        }
        Ok(demands)
    }

    fn apply(&self, config: &mut Config) {
        for (code, setting) in &self.settings {
            config.rules.insert((*code).into(), *setting);
        }
    }
}

/// The banks that the paths belong to, in the order they are first named, each with the places named in it.
fn places(paths: &[PathBuf]) -> Result<Vec<(PathBuf, Vec<Place>)>, Failure> {
    let mut banks: Vec<(PathBuf, Vec<Place>)> = Vec::new();
    for path in paths {
        let place = disk::locate(path)
            .map_err(|error| Failure(format!("cannot check `{}`: {error}", path.display())))?;
        match banks.iter_mut().find(|(root, _)| *root == place.root) {
            Some((_, places)) => places.push(place),
            None => banks.push((place.root.clone(), vec![place])),
        }
    }
    Ok(banks)
}

/// A bank, and what was found in it.
pub struct Read {
    pub folder: Folder,
    pub bank: Bank,
    pub findings: Findings,
}

fn read_bank(
    root: &Path,
    places: &[Place],
    demands: &Demands,
    cache: &Cache,
) -> Result<Read, Failure> {
    let (mut config, problems) = reading::configuration(root)?;
    demands.apply(&mut config);
    let folder = Folder::open(root, Arc::new(config), problems);
    let bank = folder.load(cache, &|_| {});
    for place in places {
        reading::note_absent(&bank, place);
    }
    let findings = Findings::of_bank(&bank);
    Ok(Read {
        folder,
        bank,
        findings,
    })
}

/// What is to be reported of a bank, after it is mended if it is to be.
fn checked(
    mut read: Read,
    places: &[Place],
    mending: Option<Mending>,
    cache: &Cache,
) -> Result<Checked, Failure> {
    if let Some(mending) = &mending {
        mending.write(&read.folder)?;
        read.bank = read.folder.load(cache, &|_| {});
        read.findings = Findings::of_bank(&read.bank);
    }
    let wanted = |path: &str| places.iter().any(|place| place.covers(path));
    let shown = read
        .findings
        .iter()
        .filter(|(path, _)| wanted(path.as_str()));
    Ok(Checked {
        files: read.bank.file_count(),
        groups: read.bank.group_count(),
        questions: read.bank.question_count(),
        findings: shown
            .map(|(path, list)| (path.clone(), Arc::clone(list)))
            .collect(),
        mended: mending.map(Mending::made).unwrap_or_default(),
        folder: read.folder,
        bank: read.bank,
    })
}
