//! The parts of an outline: a question with its answer, and a heading.

use super::{Part, PartKind};
use crate::bank::{Bank, BankPath};
use crate::facts::question::{Answer, Question};
use crate::facts::questions::Placed;
use crate::ide::markdown::words;
use crate::ide::question_item::QuestionItem;
use crate::ide::sections::Section;
use crate::text::Span;

/// The part of the question at `index` of the group at `path`, with its answer in it.
pub fn question(bank: &Bank, path: &BankPath, index: usize, placed: &Placed<'_>) -> Part {
    let QuestionItem { name, full, named } = QuestionItem::new(index, placed);
    let topics: Vec<&str> = placed.topics().map(|topic| topic.text).collect();
    let answer = placed.answer().map(|answer| Part {
        detail: answer_detail(bank, path, placed.question, answer),
        name: match answer {
            Answer::File(name) => name.text.to_string(),
            Answer::Inline(_) => "Inline answer".to_owned(),
            Answer::Below(_) => "Answer".to_owned(),
        },
        kind: PartKind::Answer,
        full: answer.span(),
        named: match answer {
            Answer::File(value) | Answer::Inline(value) => value.inner(),
            Answer::Below(below) => Span::at(below.span.start),
        },
        parts: Vec::new(),
    });
    Part {
        name,
        detail: topics.join(", "),
        kind: PartKind::Question,
        full,
        named,
        parts: answer.into_iter().collect(),
    }
}

/// The answer's length, or a note that the answer is missing.
fn answer_detail(bank: &Bank, path: &BankPath, question: &Question, answer: Answer<'_>) -> String {
    match answer {
        Answer::Inline(_) | Answer::Below(_) => words(question.answer_words().unwrap_or_default()),
        Answer::File(name) => {
            let file = bank.answer_path(path, name.text);
            let file = file.and_then(|file| bank.file(file.as_str()));
            file.map_or_else(
                || "missing".to_owned(),
                |file| {
                    file.body()
                        .map_or_else(String::new, |body| words(body.answer_words()))
                },
            )
        }
    }
}

/// The part of a section with this name, without the parts in it.
pub fn heading(section: &Section, name: String) -> Part {
    Part {
        name: if name.is_empty() {
            "(no text)".to_owned()
        } else {
            name
        },
        detail: String::new(),
        kind: PartKind::Heading,
        full: section.full,
        named: section.named,
        parts: Vec::new(),
    }
}
