//! `qmark list`: the questions of a bank as JSON, one in a line. The form of a line is a contract: keys are added, never
//! renamed or removed.

use std::process::ExitCode;

use serde::Serialize;

use super::arguments::ListArguments;
use super::reading::Reading;
use super::visible::write_json;
use super::{Failure, output};
use crate::bank::{Bank, BankPath};
use crate::stats::{Asked, State, asked};

#[derive(Serialize)]
struct Line<'b> {
    /// The bank's root, said only when there are several banks.
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
    let reading = Reading::of(&arguments.path)?;
    reading.note_nothing(|_, _| false);
    let several = reading.reads.len() > 1;
    output::print(|out| {
        for read in &reading.reads {
            let root = several.then(|| read.folder.root().display().to_string());
            for asked in asked(&read.bank, &|path| read.covers(path)) {
                write_json(out, &line(root.as_deref(), &read.bank, asked))?;
                writeln!(out)?;
            }
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

fn line<'b>(root: Option<&'b str>, bank: &'b Bank, asked: Asked<'b>) -> Line<'b> {
    let topics = asked.topics(bank).into_iter();
    Line {
        root,
        group: asked.group,
        index: asked.index,
        id: asked.id(),
        question: asked.text(),
        level: asked.level_name(bank).map(|name| name.as_str()),
        topics: topics.collect(),
        exists: matches!(asked.answer.state, State::Answered | State::Empty),
        words: asked.answer.words,
        answer: match (asked.answer.state, asked.answer.inline) {
            (State::None, _) => None,
            (_, Some(text)) => Some(Answer::Inline(text)),
            (_, None) => Some(Answer::File(asked.answer.file)),
        },
    }
}
