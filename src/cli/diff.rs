//! `qmark diff`: which questions of a bank came, went, changed or moved since a commit.

use std::process::ExitCode;

use super::arguments::{DiffArguments, DiffFormat};
use super::bank_diff::{BankDiff, Entry, Kind};
use super::load::{LoadedBank, LoadedBanks};
use super::old_bank::OldBank;
use super::{Failure, diff_json, diff_text, output};
use crate::bank::BankPath;
use crate::disk::Cache;
use crate::review::{Changes, Pairing, State};
use crate::stats::ListedQuestion;

/// Compares the banks at the path with what they were.
pub fn run(arguments: &DiffArguments) -> Result<ExitCode, Failure> {
    let cache = Cache::default();
    let loaded = LoadedBanks::with(&arguments.path, &cache)?;
    let banks = loaded.banks.iter().map(|read| {
        let old = OldBank::of_revision(read, &arguments.rev, &cache, |_| {})?;
        Ok((read, old))
    });
    let banks: Vec<(&LoadedBank, OldBank)> = banks.collect::<Result<_, Failure>>()?;
    let rev = &arguments.rev;
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
                entries: entries(&changes, read),
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
fn entries<'c>(changes: &'c Changes<'c>, read: &LoadedBank) -> Vec<Entry<'c>> {
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
    let covers = |question: &ListedQuestion<'_>| {
        let answer = question.answer.file.as_ref();
        let mut files = answer.into_iter().chain([question.group]);
        files.any(|path| read.covers(path.as_str()))
    };
    let all = came.chain(changed).chain(went);
    let asked = all.filter(|entry| [entry.old, entry.new].into_iter().flatten().any(covers));
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
