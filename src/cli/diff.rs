//! `qmark diff`: which questions of a bank came, went, changed or moved since a commit, or against another folder.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::{DiffArguments, DiffFormat};
use super::bank_diff::{BankDiff, Entry, Kind};
use super::load::{LoadedBank, LoadedBanks};
use super::old_bank::OldBank;
use super::{Failure, diff_json, diff_text, output};
use crate::bank::BankPath;
use crate::disk::{self, Cache};
use crate::review::{Changes, Pairing, State};
use crate::stats::ListedQuestion;

/// Compares the banks at the path with what they were.
pub fn run(arguments: &DiffArguments) -> Result<ExitCode, Failure> {
    let cache = Cache::default();
    let mut loaded = LoadedBanks::with(&arguments.path, &cache)?;
    let rev = &arguments.rev;
    let olds: Vec<OldBank> = match names_folder(rev, &loaded) {
        true => OldBank::of_folder(&mut loaded, Path::new(rev), &cache)?,
        false => {
            let banks = loaded.banks.iter();
            let olds = banks.map(|read| OldBank::of_revision(read, rev, &cache, |_| {}));
            olds.collect::<Result<_, _>>()?
        }
    };
    let banks: Vec<(&LoadedBank, OldBank)> = loaded.banks.iter().zip(olds).collect();
    let mut counts = [0; Kind::ALL.len()];
    output::print(|out| {
        let mut json = diff_json::Writer::new(rev, banks.len() > 1);
        for (read, old) in &banks {
            let old_source = |path: &BankPath| old.text(path);
            let new_source = |path: &BankPath| read.folder.lossy_text(path);
            let (before, after) = (State::new(&old.bank), State::new(&read.bank));
            let pairing = Pairing::new(&before, &after);
            let changes = Changes::new((&before, &old_source), (&after, &new_source), &pairing);
            let diff = BankDiff {
                read,
                old: (&old.bank, &old_source),
                new: (&read.bank, &new_source),
                entries: entries(&changes, read, old),
            };
            for entry in &diff.entries {
                counts[entry.kind() as usize] += 1;
            }
            match arguments.format {
                DiffFormat::Text => diff_text::write(&diff, out)?,
                DiffFormat::Json => json.add(&diff),
            }
        }
        match arguments.format {
            DiffFormat::Text => diff_text::write_counts(&counts, rev, out),
            DiffFormat::Json => json.write(&counts, out),
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The changes that are shown: those of questions that belong or belonged to the files that the command line names.
fn entries<'c>(changes: &'c Changes<'c>, read: &LoadedBank, before: &OldBank) -> Vec<Entry<'c>> {
    let came = changes.came.iter().map(|new| Entry {
        old: None,
        new: Some(new),
        changed: None,
    });
    let went = changes.went.iter().map(|old| Entry {
        old: Some(old),
        new: None,
        changed: None,
    });
    let changed = changes.changed.iter().map(|changed| Entry {
        old: Some(&changed.old),
        new: Some(&changed.new),
        changed: Some(changed),
    });
    let is_asked = |entry: &Entry<'_>| {
        let is = |path: &BankPath| read.covers(path.as_str());
        let was = |path: &BankPath| before.covers(read, path.as_str());
        entry.new.is_some_and(|new| files(new).any(is))
            || entry.old.is_some_and(|old| files(old).any(was))
    };
    let all = came.chain(changed).chain(went);
    let asked = all.filter(is_asked);
    let mut entries: Vec<Entry<'c>> = asked.collect();
    entries.sort_by_key(|entry| {
        let place = entry
            .question()
            .map(|question| (question.group, question.index));
        let (path, index) = place.unzip();
        (path, entry.new.is_none(), index)
    });
    entries
}

/// The files that a question is in: its group or document, and its answer.
fn files<'q>(question: &'q ListedQuestion<'_>) -> impl Iterator<Item = &'q BankPath> {
    let answer = question.answer.file.as_ref();
    answer.into_iter().chain([question.group])
}

/// Whether `old` is a folder to compare with. What also names a commit is taken as that.
fn names_folder(old: &str, loaded: &LoadedBanks) -> bool {
    Path::new(old).is_dir() && !disk::is_commit(&loaded.place().root, old)
}
