//! A question that comes into a bank.

use std::sync::Arc;

use crate::bank::{Bank, BankPath};
use crate::export::ExportedQuestion;
use crate::facts::group::Group;
use crate::facts::head::Head;
use crate::facts::mark::OwnedMark;
use crate::facts::question::{Marks, Question};
use crate::facts::questions::Questions;
use crate::shape::document::own_text;
use crate::shape::document::stem::hash_of;
use crate::shape::write::{NewOption, NewQuestion};
use crate::syntax::frontmatter::Split;
use crate::syntax::markdown::body::Body;
use crate::syntax::markdown::plain_text::plain_text;
use crate::text::{Span, one_line};

/// A question that comes into a bank.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Imported {
    /// Its text in markdown, in one line.
    pub question: String,
    /// The markdown between its text and its options or answer.
    pub body: String,
    /// The markdown of its answer; empty without one.
    pub answer: String,
    /// Its level, as it is called where it comes from.
    pub level: Option<String>,
    /// Its topics.
    pub topics: Vec<String>,
    /// The options to choose from.
    pub options: Vec<NewOption>,
    /// The line that it starts in, from 1, if that is known.
    pub line: Option<u32>,
    /// The files of the bank that it comes from; `None` for a question from elsewhere.
    pub origin: Option<Origin>,
}

/// The files of the bank that the texts of a question come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// That of the question.
    pub question: BankPath,
    /// That of its answer, often the same.
    pub answer: BankPath,
}

impl Imported {
    /// A question of a bank as it is exported; `None` without a text.
    pub fn of(exported: ExportedQuestion) -> Option<Self> {
        let question = one_line(exported.written()?);
        let options = exported.options.into_iter().map(|option| NewOption {
            text: option.text,
            is_right: option.right,
        });
        (!question.is_empty()).then(|| Self {
            question,
            body: exported.body.unwrap_or_default(),
            answer: exported.answer.unwrap_or_default(),
            level: exported.level,
            topics: exported.topics,
            options: options.collect(),
            line: None,
            origin: None,
        })
    }

    /// Its text without markup.
    pub fn shown(&self) -> String {
        plain_text(&self.question)
    }

    /// Where it is in the file that is called `file`: the line, or its place among the questions of that.
    pub fn place(&self, file: &str, index: usize) -> String {
        match self.line {
            Some(line) => format!("{file}:{line}"),
            None => format!("{file}, question {}", index + 1),
        }
    }

    /// The level as the bank calls it, if it knows it; else as it is written.
    pub fn level_in<'b>(&'b self, bank: &'b Bank) -> Option<&'b str> {
        let level = self.level.as_deref()?;
        let config = bank.config();
        let known = config.level(level).and_then(|at| config.levels.get(at));
        Some(known.map_or(level, |level| level.name.as_str()))
    }

    /// The question as it is written into a document, without level and topics.
    pub fn in_document(&self) -> NewQuestion {
        NewQuestion {
            question: self.question.clone(),
            is_markdown: true,
            body: self.body.clone(),
            answer: own_text::bare(self.without_title()),
            options: self.options.clone(),
            ..NewQuestion::default()
        }
    }

    /// The answer without a heading that repeats the question.
    fn without_title(&self) -> &str {
        let (first, rest) = self.answer.split_once('\n').unwrap_or((&self.answer, ""));
        let title = first.trim_start_matches('#').trim();
        match first.starts_with('#') && plain_text(title) == self.shown() {
            true => rest.trim_start_matches('\n'),
            false => &self.answer,
        }
    }

    /// What is above the answer, and the answer.
    pub fn whole_answer(&self) -> String {
        let parts = [self.body.trim(), self.answer.trim_end()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("\n\n")
    }
}

/// The questions as those of a file, to be compared with a bank.
pub fn as_group(questions: &[Imported]) -> Group {
    let questions = questions.iter().map(|question| {
        let options: Vec<&str> = question.options.iter().map(|it| it.text.as_str()).collect();
        let marks = Marks {
            text: Some(OwnedMark {
                text: question.shown().into(),
                span: Span::default(),
            }),
            context: hash_of(&question.body, &options, &question.answer),
            ..Marks::default()
        };
        (0, Arc::new(Question::of_marks(marks, Span::default(), 0)))
    });
    let parts = (Split::default(), Head::default(), Arc::new(Body::default()));
    let questions = Questions::new(questions.collect::<Vec<_>>());
    Group::in_body("document", parts, Span::default(), questions)
}

/// A path for a file of questions that is not in the bank.
pub fn path_of(name: &str) -> Option<BankPath> {
    BankPath::new(name.rsplit(['/', '\\']).next()?)
}
