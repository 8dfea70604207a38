//! `qmark list`: the questions of a bank as JSON, one in a line. The form of a line is a contract: keys are added, never
//! renamed or removed.

use std::process::ExitCode;

use serde::Serialize;

use super::arguments::ListArguments;
use super::escape::write_json;
use super::load::LoadedBanks;
use super::{Failure, output};
use crate::bank::{Bank, BankPath};
use crate::stats::{AnswerState, FoundAnswer, ListedQuestion, questions};

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
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer<'b> {
    File(Option<BankPath>),
    Inline(&'b str),
}

/// Lists the questions that belong to the path. Each is written before the next is looked at.
pub fn run(arguments: &ListArguments) -> Result<ExitCode, Failure> {
    let loaded = LoadedBanks::of(&arguments.path)?;
    loaded.note_nothing(|_, _| false);
    let several = loaded.banks.len() > 1;
    output::print(|out| {
        for read in &loaded.banks {
            let root = several.then(|| read.folder.root().display().to_string());
            for question in questions(&read.bank, &|path| read.covers(path)) {
                write_json(out, &line(root.as_deref(), &read.bank, question))?;
                writeln!(out)?;
            }
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn line<'b>(
    root: Option<&'b str>,
    bank: &'b Bank,
    question: ListedQuestion<'b>,
) -> Line<'b> {
    let topics = question.topics(bank).into_iter();
    Line {
        root,
        group: question.group,
        index: question.index,
        id: question.id(),
        question: question.text(),
        level: question.level_name(bank).map(|name| name.as_str()),
        topics: topics.collect(),
        exists: matches!(
            question.answer.state,
            AnswerState::Answered | AnswerState::Empty
        ),
        words: question.answer.words,
        answer: match question.answer {
            FoundAnswer {
                state: AnswerState::None,
                ..
            } => None,
            FoundAnswer { below: Some(_), .. } => None,
            FoundAnswer {
                inline: Some(text), ..
            } => Some(Answer::Inline(text)),
            FoundAnswer { file, .. } => Some(Answer::File(file)),
        },
    }
}
