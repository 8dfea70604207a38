//! What `qmark import` says of the questions: which the bank has already, side by side, which cannot be written, and what was
//! written.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::escape::escape_lines;
use super::load::LoadedBank;
use super::{Failure, output};
use crate::bank::{Asked, BankPath};
use crate::export::{ExportedQuestion, questions_of};
use crate::import::{Imported, Known, Outcome};
use crate::text::{count, ellipsis, is_or_are, one_line};

/// How much of an answer is shown, in characters.
const SHOWN: usize = 60;

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

/// The questions of the bank's files that are shown.
type There = HashMap<BankPath, Vec<ExportedQuestion>>;

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
        let mut out = String::new();
        let there = self.there();
        let (same, near): (Vec<_>, Vec<_>) = self.outcome.known.iter().partition(|it| it.is_same);
        self.known(&mut out, &same, "in the bank already", &there);
        self.known(&mut out, &near, "in the bank in other words", &there);
        self.left(&mut out);
        for note in &self.outcome.notes {
            let _ = writeln!(out, "Note: {note}.\n");
        }
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

    /// The questions that the bank has, each beside those of the bank.
    fn known(&self, out: &mut String, known: &[&Known], where_: &str, there: &There) {
        if known.is_empty() {
            return;
        }
        let differs = known
            .iter()
            .filter(|known| self.is_at_another_level(known, there));
        let differs = match differs.count() {
            0 => String::new(),
            count => format!(", {count} of them at another level"),
        };
        let _ = writeln!(
            out,
            "{} of {} {} {where_}{differs}:\n",
            known.len(),
            count(self.questions.len(), "question"),
            is_or_are(known.len())
        );
        for known in known {
            self.side_by_side(out, known, there);
        }
    }

    fn side_by_side(&self, out: &mut String, known: &Known, there: &There) {
        let question = &self.questions[known.index];
        let _ = writeln!(out, "  {}", question.shown());
        let bank = &self.read.bank;
        let mut rows = vec![(
            self.place_of(known.index),
            said(
                question.level_in(bank),
                &question.answer,
                &right_here(question),
            ),
        )];
        for asked in &known.asked {
            let Some(other) = of(there, asked) else {
                continue;
            };
            let right = other.right().map(|(_, option)| option.text.clone());
            let right: Vec<String> = right.collect();
            let mut says = said(
                other.level.as_deref(),
                other.answer.as_deref().unwrap_or(""),
                &right,
            );
            if !asked.is_same {
                let text = other.question.as_deref().unwrap_or_default();
                says = format!("{says}; asked as `{text}`");
            }
            rows.push((
                format!("{}, question {}", asked.at.group, asked.at.index + 1),
                says,
            ));
        }
        let width = rows
            .iter()
            .map(|(place, _)| place.chars().count())
            .max()
            .unwrap_or(0);
        for (place, says) in rows {
            let _ = writeln!(out, "    {place:width$}  {says}");
        }
        out.push('\n');
    }

    /// The questions that are not written although they are new.
    fn left(&self, out: &mut String) {
        let Outcome {
            refused, repeated, ..
        } = self.outcome;
        if !repeated.is_empty() {
            let _ = writeln!(out, "{} repeated:\n", count(repeated.len(), "question"));
            for (index, earlier) in repeated {
                let asked = self.questions[*index].shown();
                let (place, earlier) = (self.place_of(*index), self.place_of(*earlier));
                let _ = writeln!(out, "  {place}: `{asked}` is the same as {earlier}");
            }
            out.push('\n');
        }
        if !refused.is_empty() {
            let _ = writeln!(
                out,
                "{} cannot be written:\n",
                count(refused.len(), "question")
            );
            for (index, refusal) in refused {
                let asked = self.questions[*index].shown();
                let _ = writeln!(out, "  {}: `{asked}`: {refusal}", self.place_of(*index));
            }
            out.push('\n');
        }
    }

    fn is_at_another_level(&self, known: &Known, there: &There) -> bool {
        let other = known.asked.first().and_then(|asked| of(there, asked));
        let other = other.and_then(|other| other.level.as_deref());
        let own = self.questions[known.index].level_in(&self.read.bank);
        own.zip(other)
            .is_some_and(|(own, other)| !own.eq_ignore_ascii_case(other))
    }

    /// The file and the line of an imported question.
    fn place_of(&self, index: usize) -> String {
        let mut before = 0;
        for file in self.files {
            if index < before + file.count {
                return match self.questions[index].line {
                    Some(line) => format!("{}:{line}", file.shown),
                    None => format!("{}, question {}", file.shown, index - before + 1),
                };
            }
            before += file.count;
        }
        String::new()
    }

    /// The questions of all files of the bank that have one of the imported ones.
    fn there(&self) -> There {
        let mut there = There::new();
        let asked = self.outcome.known.iter().flat_map(|known| &known.asked);
        for Asked { at, .. } in asked {
            if !there.contains_key(&at.group) {
                let texts = |path: &BankPath| self.read.folder.lossy_text(path);
                let part = |path: &str| path == at.group.as_str();
                let questions = questions_of(&self.read.bank, &part, "", &texts);
                let own = questions
                    .into_iter()
                    .filter(|it| it.source.question == at.group);
                there.insert(at.group.clone(), own.collect());
            }
        }
        there
    }
}

fn of<'t>(there: &'t There, asked: &Asked) -> Option<&'t ExportedQuestion> {
    there.get(&asked.at.group)?.get(asked.at.index)
}

fn right_here(question: &Imported) -> Vec<String> {
    let right = question.options.iter().filter(|option| option.is_right);
    right.map(|option| option.text.clone()).collect()
}

/// The level and the answer of a question in a few words.
fn said(level: Option<&str>, answer: &str, right: &[String]) -> String {
    let words = one_line(answer);
    let answer = match (right, words.as_str()) {
        ([], "") => "no answer".to_owned(),
        ([], words) => format!("answer: {}", ellipsis(words, SHOWN)),
        (right, _) => format!(
            "right: {}",
            ellipsis(&right.join(", ").replace('\n', " "), SHOWN)
        ),
    };
    format!("{}, {answer}", level.unwrap_or("no level"))
}
