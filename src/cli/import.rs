//! `qmark import`: writes the questions of other files into a group or a document.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::arguments::ImportArguments;
use super::import_report::{File, Report};
use super::load::{LoadedBank, LoadedBanks, configuration};
use super::{Failure, patch};
use crate::bank::{BankPath, Config};
use crate::disk::{self, Replacement, write_all};
use crate::import::{Import, Imported, Source, Target, of_bank, read};
use crate::platform::HERE;
use crate::shape::documents::DocumentRules;

/// Imports the questions.
pub fn run(arguments: &ImportArguments) -> Result<ExitCode, Failure> {
    let (root, path) = place(&arguments.to)?;
    let loaded = LoadedBanks::of(&root)?;
    let bank = loaded.banks.first();
    let bank = bank.ok_or_else(|| Failure(format!("no bank at `{}`", root.display())))?;
    if !bank.folder.holds(&path) {
        return Err(Failure(format!(
            "cannot import to `{}`: it would not be part of the bank: it is hidden or in `node_modules` or `vendor`, git ignores it, or the configuration excludes it",
            arguments.to.display()
        )));
    }
    let cannot = |reason: &str| {
        Failure(format!(
            "cannot import to `{}`: {reason}",
            arguments.to.display()
        ))
    };
    let target = Target::of(&bank.bank, &path).map_err(|refusal| cannot(&refusal.0))?;
    let (files, questions) = all_of(bank, &arguments.files)?;
    let texts = |path: &BankPath| bank.folder.text(path).map(Arc::from);
    let is_source = |path: &BankPath| files.iter().any(|file| file.own.as_ref() == Some(path));
    let import = Import {
        bank: &bank.bank,
        sources: &texts,
        target: &target,
        questions: &questions,
        name: files.first().map_or("", |file| file.shown.as_str()),
        is_source: &is_source,
        only_new: arguments.only_new,
    };
    let outcome = import.plan().map_err(|refusal| cannot(&refusal.0))?;
    let after = outcome
        .edit
        .apply(&texts)
        .map_err(|refusal| cannot(&refusal.0))?;
    let before: BTreeMap<&BankPath, Option<Arc<String>>> =
        after.keys().map(|path| (path, texts(path))).collect();
    let changes = after.iter().map(|(path, after)| Replacement {
        path,
        before: before
            .get(path)
            .and_then(|text| text.as_deref())
            .map(String::as_str),
        after: after.as_deref(),
    });
    let changes: Vec<Replacement<'_>> = changes.collect();
    let report = Report {
        read: bank,
        files: &files,
        questions: &questions,
        outcome: &outcome,
        target: target.path(),
    };
    if arguments.dry_run {
        report.complain();
        let all = changes.iter().map(|it| (it.path, it.before, it.after));
        patch::print([(&bank.folder, all.collect())].into_iter(), arguments.color)?;
    } else {
        write_all(&[(&bank.folder, &changes)]).map_err(|error| Failure(error.to_string()))?;
        report.print()?;
    }
    Ok(ExitCode::from(u8::from(!outcome.refused.is_empty())))
}

/// The root of the bank that a path is in or would be in, and the path in it. Without a configuration above it, the root is
/// the working folder if that contains it.
fn place(to: &Path) -> Result<(PathBuf, BankPath), Failure> {
    let cannot = |why: &str| Failure(format!("cannot import to `{}`: {why}", to.display()));
    let full = absolute(to).map_err(|error| cannot(&error.to_string()))?;
    let folder = full
        .parent()
        .ok_or_else(|| cannot("it is not a file in a bank"))?;
    let existing = folder
        .ancestors()
        .find(|folder| folder.is_dir())
        .unwrap_or(folder);
    let marked = disk::marked_root(existing).map(Path::to_owned);
    let here = std::env::current_dir().ok();
    let here = here.filter(|here| existing.starts_with(here) && !disk::is_home(here));
    let root = marked.or(here).unwrap_or_else(|| disk::bank_root(existing));
    let path = disk::inside(&root, &full);
    let path = path.ok_or_else(|| cannot("it is not a path in a bank"))?;
    Ok((root, path))
}

/// The path from the root of the file system, without `..`: a bank does not know that part.
fn absolute(path: &Path) -> io::Result<PathBuf> {
    let full = std::path::absolute(path)?;
    let leads_up = full.components().any(|part| part == Component::ParentDir);
    Ok(if leads_up {
        disk::resolved(&full)
    } else {
        full
    })
}

/// The questions of all files.
fn all_of(bank: &LoadedBank, paths: &[PathBuf]) -> Result<(Vec<File>, Vec<Imported>), Failure> {
    let (mut files, mut questions) = (Vec::new(), Vec::new());
    for path in paths {
        let full = absolute(path).unwrap_or_else(|_| path.clone());
        let own = bank.folder.bank_path(&full);
        let found = match &own {
            Some(own) if bank.bank.group(own.as_str()).is_some() => {
                of_bank(&bank.bank, own, &|path| bank.folder.lossy_text(path))
            }
            _ => of_file(bank, path)?,
        };
        files.push(File {
            shown: path.display().to_string(),
            own,
            count: found.len(),
        });
        questions.extend(found);
    }
    Ok((files, questions))
}

/// The questions of any file.
fn of_file(bank: &LoadedBank, path: &Path) -> Result<Vec<Imported>, Failure> {
    let cannot = |why: String| Failure(format!("cannot import `{}`: {why}", path.display()));
    let text = disk::text_of(path).map_err(|error| cannot(error.to_string()))?;
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = full.parent().unwrap_or(&full).to_owned();
    let marked = disk::marked_root(&folder).filter(|root| *root != bank.folder.root());
    let (root, config) = match marked {
        Some(root) => (root, configuration(root)?.0),
        // The rules of the bank name its own files.
        None => {
            let config = Config {
                documents: DocumentRules::inferring(),
                ..Config::clone(bank.bank.config())
            };
            (&*folder, config)
        }
    };
    let beside = |file: &BankPath| {
        let mut bases = [root, &folder, Path::new("")].into_iter();
        bases.find_map(|base| disk::text_of(&base.join(file.as_str())).ok())
    };
    let name = full.strip_prefix(root).unwrap_or(path).to_string_lossy();
    let source = Source {
        name: &HERE.slashed(&name),
        text: &text,
        config: &Arc::new(config),
        beside: &beside,
    };
    read(&source).map_err(|refusal| cannot(refusal.0))
}
