//! Questions as a new document: below headings with their levels and topics, each with a number.

use std::fmt::Write as _;
use std::ops::Range;

use super::below::below;
use super::imported::Imported;
use super::into_group::title_of;
use super::new_file;
use super::outcome::Written;
use crate::bank::{Bank, BankPath, CONFIG_FILE};
use crate::edit::Edit;
use crate::edit::question::differing;
use crate::facts::Facts;
use crate::shape::document::vocabulary::{is_level, names_a_bank};
use crate::shape::write::NewQuestion;
use crate::text::Refusal;

/// How often questions are left out that would not be read as they are.
const ROUNDS: usize = 8;

/// Makes the document.
pub fn create(bank: &Bank, path: &BankPath, questions: &[Imported]) -> Result<Written, Refusal> {
    let mut written = Written::default();
    let mut order = in_sections(bank, questions);
    for _ in 0..ROUNDS {
        let draft = Draft::of(bank, path, questions, &order);
        let facts = bank.read(path, &draft.text);
        if let ([only], false) = (&*order, draft.is_read(&facts))
            && let Some(file) = new_file::create(bank, path, &questions[*only])
        {
            return Ok(Written {
                refused: written.refused,
                ..file
            });
        }
        if facts.as_group().is_none_or(|group| group.yaml().is_some()) {
            let why = format!(
                "a new document with nothing else would not be read as questions; name `{path}` in the setting `documents` of `{CONFIG_FILE}`, or import into a document that is there"
            );
            let all = order
                .iter()
                .map(|index| (*index, Refusal::new(why.clone())));
            written.refused.extend(all);
            written.refused.sort_by_key(|(index, _)| *index);
            return Ok(written);
        }
        let wrong = draft.wrong(&facts);
        if wrong.is_empty() {
            written.notes.extend(lost_topics(questions, &order));
            written.notes.extend(lost_levels(bank, questions, &order));
            written.edit = Edit::create(path, draft.text);
            return Ok(written);
        }
        order.retain(|index| wrong.iter().all(|(other, _)| other != index));
        written.refused.extend(wrong);
    }
    Err(Refusal::new(format!(
        "the questions would be read differently in `{path}`"
    )))
}

/// The order in which the questions are written: those with the same level and topic together, in the order in which these
/// come first.
fn in_sections(bank: &Bank, questions: &[Imported]) -> Vec<usize> {
    let mut levels: Vec<Option<&str>> = Vec::new();
    let mut topics: Vec<Option<&str>> = Vec::new();
    for question in questions {
        let (level, topic) = labels(bank, question);
        if !levels.contains(&level) {
            levels.push(level);
        }
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    // What has no heading comes before all headings.
    let place = |known: &[Option<&str>], label: Option<&str>| match label {
        None => 0,
        label => 1 + known.iter().position(|it| *it == label).unwrap_or(0),
    };
    let mut order: Vec<usize> = (0..questions.len()).collect();
    order.sort_by_key(|index| {
        let (level, topic) = labels(bank, &questions[*index]);
        (place(&levels, level), place(&topics, topic))
    });
    order
}

/// The level and the topic that headings give to a question.
fn labels<'q>(bank: &'q Bank, question: &'q Imported) -> (Option<&'q str>, Option<&'q str>) {
    let level = question.level_in(bank).filter(|level| is_level(level));
    (level, question.topics.first().map(String::as_str))
}

/// What is said of topics beside the first one, which have no place.
fn lost_topics(questions: &[Imported], order: &[usize]) -> Option<String> {
    let lost = order
        .iter()
        .filter(|index| questions[**index].topics.len() > 1)
        .count();
    (lost > 0).then(|| {
        format!("a heading gives one topic: of {lost} with several, only the first is written")
    })
}

/// What is said of levels that a heading cannot give because their words are not those of levels.
fn lost_levels(bank: &Bank, questions: &[Imported], order: &[usize]) -> Option<String> {
    let lost = order.iter().map(|index| &questions[*index]);
    let lost = lost.filter(|it| it.level.is_some() && labels(bank, it).0.is_none());
    let lost: Vec<&Imported> = lost.collect();
    let first = lost.first()?.level.as_deref()?;
    Some(format!(
        "the levels of {} are not written: a heading `{first}` would not be read as a level",
        lost.len()
    ))
}

/// The text of a document, and where each question is in it.
struct Draft {
    text: String,
    items: Vec<Item>,
}

/// A question that was written.
struct Item {
    index: usize,
    lines: Range<u32>,
    new: NewQuestion,
}

impl Draft {
    fn of(bank: &Bank, path: &BankPath, questions: &[Imported], order: &[usize]) -> Self {
        let title = title_of(path.stem());
        let title = match names_a_bank(&title.to_lowercase()) {
            true => title,
            false => format!("{title} interview questions"),
        };
        let labelled = || order.iter().map(|index| labels(bank, &questions[*index]));
        let levels = usize::from(labelled().any(|(level, _)| level.is_some()));
        let topics = usize::from(labelled().any(|(_, topic)| topic.is_some()));
        let mut draft = Self {
            text: format!("# {title}\n"),
            items: Vec::new(),
        };
        let mut above: (Option<&str>, Option<&str>) = (None, None);
        for (number, index) in (1..).zip(order) {
            let question = &questions[*index];
            let (level, topic) = labels(bank, question);
            if let Some(level) = level.filter(|_| above.0 != level) {
                draft.heading(2, level);
                above.1 = None;
            }
            if let Some(topic) = topic.filter(|_| above.1 != topic) {
                draft.heading(2 + levels, topic);
            }
            above = (level, topic);
            let new = NewQuestion {
                level: level.map(str::to_owned),
                ..question.in_document()
            };
            draft.question((*index, new), 2 + levels + topics, number);
        }
        draft
    }

    fn heading(&mut self, level: usize, text: &str) {
        let _ = write!(self.text, "\n{} {text}\n", "#".repeat(level));
    }

    fn question(&mut self, (index, new): (usize, NewQuestion), level: usize, number: usize) {
        let start = self.text.len() as u32 + 1;
        let marks = "#".repeat(level);
        let _ = write!(self.text, "\n{marks} {number}. {}\n", new.question);
        self.text += &below(&new, level + 1);
        let lines = start..self.text.len() as u32;
        self.items.push(Item { index, lines, new });
    }

    /// Whether all questions are read as they are.
    fn is_read(&self, facts: &Facts) -> bool {
        let group = facts.as_group().filter(|group| group.yaml().is_none());
        group.is_some() && self.wrong(facts).is_empty()
    }

    /// The questions that would not be read as they are, with the reason.
    fn wrong(&self, facts: &Facts) -> Vec<(usize, Refusal)> {
        let Some(group) = facts.as_group() else {
            return Vec::new();
        };
        let mut questions = group.questions.iter().peekable();
        let mut wrong = Vec::new();
        for item in &self.items {
            let mut own = Vec::new();
            while let Some(placed) = questions.next_if(|it| it.start < item.lines.end) {
                own.push(placed);
            }
            let why = match own.as_slice() {
                [only] => differing(&item.new, (&self.text, group.split.body), only)
                    .map(|part| format!("{part} would be read differently in the document")),
                _ => Some("it would not be read as one question in the document".to_owned()),
            };
            wrong.extend(why.map(|why| (item.index, Refusal::new(why))));
        }
        wrong
    }
}
