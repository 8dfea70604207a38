//! `qmark list`: the questions of a bank as JSON, one in a line. The form of a line is a contract: keys are added, never
//! renamed or removed.

use std::process::ExitCode;

use serde::Serialize;

use super::arguments::ListArguments;
use super::{Failure, output, reading};
use crate::bank::{Bank, BankPath};
use crate::stats::{Asked, State, asked};

#[derive(Serialize)]
struct Line<'b> {
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
    let (bank, place) = reading::bank(&arguments.path)?;
    output::print(|out| {
        for asked in asked(&bank, &|path| place.covers(path)) {
            serde_json::to_writer(&mut *out, &line(&bank, asked)).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

fn line<'b>(bank: &'b Bank, asked: Asked<'b>) -> Line<'b> {
    let topics = asked.topics(bank).into_iter();
    Line {
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
