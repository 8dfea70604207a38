//! `qmark list`: the questions of a bank as JSON, one in a line. The form of a line is a contract: keys are added, never
//! renamed or removed.

use std::process::ExitCode;

use serde::Serialize;

use super::arguments::ListArguments;
use super::escape::write_json;
use super::load::LoadedBanks;
use super::{Failure, output};
use crate::bank::{Bank, BankPath, QuestionRef, SameQuestions};
use crate::facts::question::Question;
use crate::stats::{AnswerState, FoundAnswer, ListedQuestion, questions_in};
use crate::text::{Lines, Span};

#[derive(Serialize)]
pub(crate) struct Line<'b> {
    /// The bank's root, only written if there are several banks.
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<&'b str>,
    group: &'b BankPath,
    index: usize,
    id: Option<String>,
    question: Option<&'b str>,
    level: Option<&'b str>,
    topics: Vec<&'b str>,
    answer: Option<Answer<'b>>,
    exists: bool,
    words: Option<u32>,
    /// The line of its text, from 1; `None` if the file cannot be read any more.
    line: Option<u32>,
    number: Option<u32>,
    shape: &'static str,
    options: Option<Vec<AnswerOption<'b>>>,
    /// The same question in the original and in the translations of its file.
    translations: Vec<QuestionRef>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer<'b> {
    File(Option<BankPath>),
    Inline(&'b str),
    /// The first and the last line in the group's file, from 1.
    Lines([u32; 2]),
}

#[derive(Serialize)]
struct AnswerOption<'b> {
    text: &'b str,
    right: bool,
}

/// Lists the questions that belong to the path. Each is written before the next is looked at.
pub fn run(arguments: &ListArguments) -> Result<ExitCode, Failure> {
    let loaded = LoadedBanks::of(&arguments.path)?;
    loaded.note_nothing(|_, _| false);
    let several = loaded.banks.len() > 1;
    output::print(|out| {
        for read in &loaded.banks {
            let root = several.then(|| read.folder.root().display().to_string());
            let covers = &|path: &str| read.covers(path);
            for path in read.bank.groups() {
                let mut questions = questions_in(&read.bank, path, covers).peekable();
                // The bank keeps no texts. One at a time is read again, for the numbers of its lines.
                let text = questions.peek().and_then(|_| read.folder.lossy_text(path));
                let lines = text.as_deref().map(Lines::new);
                let same = read.bank.same_questions(path);
                for question in questions {
                    let line = line(root.as_deref(), &read.bank, lines.as_ref(), &same, question);
                    write_json(out, &line)?;
                    writeln!(out)?;
                }
            }
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The line for a question; `lines` are those of its file, and `same` its questions in other languages.
pub(crate) fn line<'b>(
    root: Option<&'b str>,
    bank: &'b Bank,
    lines: Option<&Lines<'_>>,
    same: &SameQuestions,
    listed: ListedQuestion<'b>,
) -> Line<'b> {
    let placed = listed.placed;
    let question: &'b Question = placed.question;
    let line_of = |offset: u32| Some(lines?.line_of(offset) + 1);
    let text = question.text().map(|text| text.span);
    let text = text.unwrap_or_else(|| question.report_span());
    let options = question.options().iter().map(|option| AnswerOption {
        text: &option.text.text,
        right: option.is_right,
    });
    let group = bank.group(listed.group.as_str());
    Line {
        root,
        group: listed.group,
        index: listed.index,
        id: listed.id(bank),
        question: listed.text(),
        level: listed.level_name(bank),
        topics: listed.topics(bank),
        exists: matches!(
            listed.answer.state,
            AnswerState::Answered | AnswerState::Empty
        ),
        words: listed.answer.words,
        answer: answer(listed.answer, line_of),
        line: line_of(text.shift(placed.start).start),
        number: question.number(),
        shape: group.map_or("", |group| group.shape),
        options: (!question.options().is_empty()).then(|| options.collect()),
        translations: same.of(listed.index),
    }
}

fn answer(found: FoundAnswer<'_>, line_of: impl Fn(u32) -> Option<u32>) -> Option<Answer<'_>> {
    if found.state == AnswerState::None {
        return None;
    }
    match (found.below, found.inline) {
        (Some(Span { start, end }), _) => {
            // The end may be behind the last line break.
            let last = end.saturating_sub(1).max(start);
            Some(Answer::Lines([line_of(start)?, line_of(last)?]))
        }
        (None, Some(text)) => Some(Answer::Inline(text)),
        (None, None) => Some(Answer::File(found.file)),
    }
}
