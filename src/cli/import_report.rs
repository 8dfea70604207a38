//! What `qmark import` says of the questions: which the bank has already, side by side, which cannot be written, and what was
//! written.

use std::fmt::Write as _;

use super::escape::escape_lines;
use super::load::LoadedBank;
use super::{Failure, output};
use crate::bank::BankPath;
use crate::import::{Comparison, Imported, Outcome};
use crate::text::count;

/// The questions of one file.
pub struct File {
    /// Its path as it was given.
    pub shown: String,
    /// Its path in the bank, if it is one of the bank.
    pub own: Option<BankPath>,
    /// How many questions it has.
    pub count: usize,
}

/// What there is to say of an import.
pub struct Report<'r> {
    pub read: &'r LoadedBank,
    pub files: &'r [File],
    pub questions: &'r [Imported],
    pub outcome: &'r Outcome,
    pub target: &'r BankPath,
}

impl Report<'_> {
    /// Prints it on standard output.
    pub fn print(&self) -> Result<(), Failure> {
        let text = self.text("written");
        output::print(|out| Ok(out.write_all(escape_lines(&text).as_bytes())?))
    }

    /// Prints it on standard error, where a patch is on standard output.
    pub fn complain(&self) {
        output::say(&self.text("to be written"));
    }

    fn text(&self, written: &str) -> String {
        let place_of = |index| self.place_of(index);
        let texts = |path: &BankPath| self.read.folder.lossy_text(path);
        let compared = (self.questions, self.outcome);
        let mut out = Comparison::new(&self.read.bank, &texts, compared, &place_of).text();
        if let Some(confirm) = &self.outcome.edit.confirm {
            let _ = writeln!(out, "Note: {confirm}.\n");
        }
        let all = self.questions.len();
        let files = self
            .outcome
            .edit
            .creates
            .keys()
            .filter(|path| *path != self.target);
        let files = match files.count() {
            0 => String::new(),
            files => format!(", with {}", count(files, "answer file")),
        };
        let _ = writeln!(
            out,
            "{} of {} {written} to {}{files}.",
            self.outcome.written.len(),
            count(all, "question"),
            self.target
        );
        out
    }

    /// The file and the line of an imported question.
    fn place_of(&self, index: usize) -> String {
        let mut before = 0;
        for file in self.files {
            if index < before + file.count {
                return self.questions[index].place(&file.shown, index - before);
            }
            before += file.count;
        }
        String::new()
    }
}
