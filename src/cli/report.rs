//! What a check found, with every place as line and column: the data that all formats print.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::shown_path::shown_path;
use crate::bank::{Bank, BankPath, Severity};
use crate::disk::Folder;
use crate::lint::{AppliedFix, Finding};
use crate::shape::noun::Noun;
use crate::text::{Document, Encoding, Span, count, thousands};

/// One bank that was checked.
pub struct Checked {
    pub folder: Folder,
    pub bank: Bank,
    pub files: usize,
    pub groups: usize,
    /// How many of the groups there are for each noun.
    pub nouns: BTreeMap<Noun, usize>,
    pub questions: usize,
    /// What is to be shown, by path, then place.
    pub findings: Vec<(BankPath, Arc<[Finding]>)>,
    /// The fixes that were applied.
    pub fixed: Vec<AppliedFix>,
}

/// All banks that were checked.
pub struct Report {
    pub banks: Vec<Checked>,
    /// The revision since which all findings are new, if only new ones are shown.
    pub since: Option<String>,
    /// Where the user is: paths are shown from there.
    here: Option<std::path::PathBuf>,
}

/// How much there is of what.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    pub files: usize,
    pub groups: usize,
    /// How many of the groups there are for each noun.
    pub nouns: BTreeMap<Noun, usize>,
    pub questions: usize,
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
}

/// A file that findings point into.
pub struct Source {
    /// Its path from where the user is, or absolute, with `/`.
    pub shown: String,
    /// Its text; every byte that is not UTF-8 is a `?`, so that offsets hold. Empty for a file that is not to be read.
    pub text: Document,
    /// Whether the text starts with a byte order mark.
    pub marked: bool,
}

/// A place as people and formats count: from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    pub line: u32,
    pub column: u32,
}

impl Report {
    pub fn new(banks: Vec<Checked>, since: Option<String>) -> Self {
        Self {
            banks,
            since,
            here: std::env::current_dir().ok(),
        }
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for bank in &self.banks {
            counts.files += bank.files;
            counts.groups += bank.groups;
            counts.questions += bank.questions;
            for (noun, count) in &bank.nouns {
                *counts.nouns.entry(*noun).or_default() += count;
            }
            for finding in bank.findings.iter().flat_map(|(_, list)| list.iter()) {
                match finding.severity {
                    Severity::Error => counts.errors += 1,
                    Severity::Warning => counts.warnings += 1,
                    Severity::Hint => counts.hints += 1,
                }
            }
        }
        counts
    }

    /// The folder that shown paths start from, when it is known.
    pub fn here(&self) -> Option<&Path> {
        self.here.as_deref()
    }

    /// A file's path for a reader: from where the user is when it is below, else absolute.
    pub fn shown(&self, bank: &Checked, path: &BankPath) -> String {
        shown_path(&bank.folder.path(path), self.here())
    }

    /// Calls `visit` with every finding, bank by bank, by path, then place.
    ///
    /// # Errors
    /// The first one of `visit`.
    pub fn each<'r, E>(
        &'r self,
        mut visit: impl FnMut(&Entry<'r>, &mut Sources<'r>) -> Result<(), E>,
    ) -> Result<(), E> {
        for bank in &self.banks {
            let mut sources = Sources {
                report: self,
                bank,
                read: HashMap::new(),
            };
            for (path, list) in &bank.findings {
                for finding in list.iter() {
                    let entry = Entry {
                        bank,
                        path,
                        finding,
                        of_file: list,
                    };
                    visit(&entry, &mut sources)?;
                }
            }
        }
        Ok(())
    }
}

/// A finding and where it is.
pub struct Entry<'r> {
    pub bank: &'r Checked,
    pub path: &'r BankPath,
    pub finding: &'r Finding,
    /// All findings of its file.
    pub of_file: &'r [Finding],
}

/// The texts that findings of one bank point into, read when they are first needed.
pub struct Sources<'r> {
    report: &'r Report,
    bank: &'r Checked,
    read: HashMap<BankPath, Arc<Source>>,
}

/// How many texts are kept at once: neighbours point into the same few.
const KEPT: usize = 64;

impl Sources<'_> {
    pub fn of(&mut self, path: &BankPath) -> Arc<Source> {
        if let Some(source) = self.read.get(path) {
            return Arc::clone(source);
        }
        if self.read.len() >= KEPT {
            self.read.clear();
        }
        let text = self.bank.folder.lossy_text(path).unwrap_or_default();
        let source = Arc::new(Source {
            shown: self.report.shown(self.bank, path),
            marked: text.starts_with('\u{feff}'),
            text: Document::new(&text, 0),
        });
        self.read.insert(path.clone(), Arc::clone(&source));
        source
    }
}

impl Source {
    /// Where a span starts and ends, columns in units of `encoding`.
    pub fn points(&self, span: Span, encoding: Encoding) -> (Point, Point) {
        let point = |offset| {
            let position = self.text.position(offset, encoding);
            // Editors show no byte order mark, so it takes no column.
            let mark = match position.line {
                0 if self.marked => self.text.position(3, encoding).column,
                _ => 0,
            };
            Point {
                line: position.line + 1,
                column: position.column.saturating_sub(mark) + 1,
            }
        };
        (point(span.start), point(span.end))
    }
}

impl Counts {
    /// What was read, up to the sign before the findings.
    fn write_read(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut others = self.nouns.keys().filter(|noun| **noun != Noun::Group);
        if others.next().is_none() {
            return write!(
                f,
                "checked {} in {} and {}: ",
                count(self.questions, "question"),
                count(self.groups, "group"),
                count(self.files, "file"),
            );
        }
        let nouns = self.nouns.iter();
        let nouns = nouns.map(|(noun, n)| format!("{} {}", thousands(*n), noun.after(*n)));
        let nouns = nouns.collect::<Vec<_>>().join(", ");
        let counted = |n: usize, thing: &str| {
            let plural = if n == 1 { "" } else { "s" };
            format!("{} {thing}{plural}", thousands(n))
        };
        let files = counted(self.files, "file");
        let questions = counted(self.questions, "question");
        write!(f, "checked {files} with {questions}: {nouns}; ")
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_read(f)?;
        if self.errors + self.warnings + self.hints == 0 {
            return f.write_str("nothing to report");
        }
        let found = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.hints, "hint"),
        ];
        let parts: Vec<String> = found
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, what)| count(n, what))
            .collect();
        f.write_str(&parts.join(", "))
    }
}
