//! `qmark check --fix` and `--diff`: the fixes of a run, written to the files or shown as a patch.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;

use super::Failure;
use super::arguments::Color;
use super::load::LoadedBank;
use super::patch::{self, Change};
use crate::bank::BankPath;
use crate::disk::{Folder, Replacement, write_all};
use crate::lint::{AppliedFix, Findings, FixOptions, FixReport, Safety, fix_all};

/// The fixes of one bank, with the texts that they were worked out from.
pub struct FixedBank {
    report: FixReport,
    before: BTreeMap<BankPath, Option<Arc<String>>>,
}

/// Works out the fixes of the files that the arguments name; with `contents` also the updates of their tables of contents.
pub fn fixed(
    read: &LoadedBank,
    findings: &Findings,
    (unsafe_too, contents): (bool, bool),
) -> FixedBank {
    let texts: RefCell<BTreeMap<BankPath, Option<Arc<String>>>> = RefCell::default();
    let source = |path: &BankPath| {
        let known = texts.borrow().get(path).cloned();
        known.unwrap_or_else(|| {
            let text = read.folder.text(path).map(Arc::from);
            texts.borrow_mut().insert(path.clone(), text.clone());
            text
        })
    };
    let options = FixOptions {
        selects: &|path| read.covers(path.as_str()),
        may_change: &|_| true,
        max_safety: if unsafe_too {
            Safety::Unsafe
        } else {
            Safety::Safe
        },
        may_move_files: true,
        contents,
    };
    let report = fix_all(&read.bank, findings, &source, options);
    for path in report.files.keys() {
        source(path);
    }
    FixedBank {
        before: texts.into_inner(),
        report,
    }
}

/// Writes the fixes of all banks, or of none.
pub fn write(fixed: &[(&Folder, &FixedBank)]) -> Result<(), Failure> {
    let replacements = fixed.iter().map(|(folder, bank)| {
        let changes = bank.changes();
        let replacement = |(path, before, after)| Replacement {
            path,
            before,
            after,
        };
        (*folder, changes.map(replacement).collect::<Vec<_>>())
    });
    let replacements: Vec<_> = replacements.collect();
    let banks: Vec<_> = replacements
        .iter()
        .map(|(folder, list)| (*folder, list.as_slice()))
        .collect();
    write_all(&banks).map_err(|error| Failure(error.to_string()))
}

impl FixedBank {
    /// The fixes that were applied.
    pub fn applied(self) -> Vec<AppliedFix> {
        self.report.applied
    }

    /// The files that differ: before and after.
    fn changes(&self) -> impl Iterator<Item = Change<'_>> {
        let all = self.report.files.iter().map(|(path, after)| {
            let before = self.before.get(path).and_then(Option::as_ref);
            (
                path,
                before.map(|text| text.as_str()),
                after.as_ref().map(|text| text.as_str()),
            )
        });
        all.filter(|(_, before, after)| before != after)
    }
}

/// Prints the fixes as patches. Returns 1 when there are any.
pub fn print(patches: &[(&Folder, &FixedBank)], color: Color) -> Result<ExitCode, Failure> {
    let banks = patches
        .iter()
        .map(|(folder, bank)| (*folder, bank.changes().collect()));
    Ok(ExitCode::from(u8::from(patch::print(banks, color)?)))
}
