//! What differs between two states of a bank, as one JSON object. Its form is a contract: keys are added, never renamed or
//! removed.

use std::collections::HashMap;
use std::io::Write;

use serde::Serialize;

use super::Failure;
use super::bank_diff::{BankDiff, Entry, Kind};
use super::escape::write_json;
use crate::bank::{Bank, BankPath};
use crate::review::Source;
use crate::stats::ListedQuestion;
use crate::text::Lines;

#[derive(Serialize)]
struct Output {
    version: u32,
    /// The commit as it was named.
    rev: String,
    counts: Counts,
    questions: Vec<DifferingQuestion>,
}

#[derive(Serialize)]
struct Counts {
    came: usize,
    went: usize,
    changed: usize,
    moved: usize,
}

#[derive(Serialize)]
struct DifferingQuestion {
    /// The bank's root, only written if there are several banks.
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<String>,
    change: &'static str,
    /// What differs in a question that is in both states.
    differs: Vec<&'static str>,
    old: Option<Side>,
    new: Option<Side>,
}

/// The question in one of the states.
#[derive(Serialize)]
struct Side {
    group: BankPath,
    index: usize,
    id: Option<String>,
    number: Option<u32>,
    /// The line of its text, from 1.
    line: Option<u32>,
    question: Option<String>,
    level: Option<String>,
    topics: Vec<String>,
    options: Option<Vec<AnswerOption>>,
    /// The text of its answer, written only if that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Option<String>>,
}

#[derive(Serialize)]
struct AnswerOption {
    text: String,
    right: bool,
}

/// Collects what differs in all banks.
pub struct Writer {
    rev: String,
    questions: Vec<DifferingQuestion>,
    has_several: bool,
}

impl Writer {
    /// Nothing yet. `has_several`: whether there are several banks.
    pub fn new(rev: &str, has_several: bool) -> Self {
        Self {
            rev: rev.to_owned(),
            questions: Vec::new(),
            has_several,
        }
    }

    /// Adds what differs in a bank.
    pub fn add(&mut self, diff: &BankDiff<'_>) {
        let root = diff.read.folder.root().display().to_string();
        let root = self.has_several.then_some(root);
        let old_lines = lines(
            diff.entries.iter().filter_map(|entry| entry.old),
            diff.old.1,
        );
        let new_lines = lines(
            diff.entries.iter().filter_map(|entry| entry.new),
            diff.new.1,
        );
        for entry in &diff.entries {
            let [was, is] = [0, 1].map(|at| answer(entry, at));
            let old = entry.old.map(|it| side(it, diff.old.0, &old_lines, was));
            let new = entry.new.map(|it| side(it, diff.new.0, &new_lines, is));
            let aspects = entry.changed.map_or(&[][..], |changed| &changed.aspects);
            self.questions.push(DifferingQuestion {
                root: root.clone(),
                change: entry.kind().name(),
                differs: aspects.iter().map(|aspect| aspect.name()).collect(),
                old,
                new,
            });
        }
    }

    /// Writes it, with how many questions differ, in the order of [`Kind::ALL`].
    pub fn write(
        self,
        counts: &[usize; Kind::ALL.len()],
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        let [came, went, changed, moved] = *counts;
        let output = Output {
            version: 1,
            rev: self.rev,
            counts: Counts {
                came,
                went,
                changed,
                moved,
            },
            questions: self.questions,
        };
        write_json(out, &output)?;
        Ok(writeln!(out)?)
    }
}

/// The text of the answer in the state `at`, old or new, if it differs.
fn answer(entry: &Entry<'_>, at: usize) -> Option<Option<String>> {
    Some(entry.changed?.answers.as_ref()?[at].clone())
}

/// The lines of questions, from 1, by file and index.
type LineNumbers = HashMap<(BankPath, usize), u32>;

/// The lines of the texts of questions, file by file.
fn lines<'q>(
    questions: impl Iterator<Item = &'q ListedQuestion<'q>>,
    source: Source<'_>,
) -> LineNumbers {
    let mut by_file: HashMap<&BankPath, Vec<&ListedQuestion<'_>>> = HashMap::new();
    for question in questions {
        by_file.entry(question.group).or_default().push(question);
    }
    let mut found = LineNumbers::new();
    for (path, questions) in by_file {
        let Some(text) = source(path) else { continue };
        let lines = Lines::new(&text);
        for question in questions {
            let placed = &question.placed;
            let span = placed.text().map(|text| text.span);
            let span = span.unwrap_or_else(|| placed.question.report_span().shift(placed.start));
            found.insert(
                (path.clone(), question.index),
                lines.line_of(span.start) + 1,
            );
        }
    }
    found
}

fn side(
    question: &ListedQuestion<'_>,
    bank: &Bank,
    lines: &LineNumbers,
    answer: Option<Option<String>>,
) -> Side {
    let asked = question.placed.question;
    let options = asked.options().iter().map(|option| AnswerOption {
        text: option.text.text.to_string(),
        right: option.is_right,
    });
    let topics = question.topics(bank).into_iter();
    Side {
        group: question.group.clone(),
        index: question.index,
        id: question.id(bank),
        number: asked.number(),
        line: lines
            .get(&(question.group.clone(), question.index))
            .copied(),
        question: question.text().map(str::to_owned),
        level: question.level_name(bank).map(str::to_owned),
        topics: topics.map(str::to_owned).collect(),
        options: (!asked.options().is_empty()).then(|| options.collect()),
        answer,
    }
}
