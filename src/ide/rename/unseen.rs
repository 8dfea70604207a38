//! Finds uses of a word in parts of the bank that cannot be read.
//!
//! Values that the tolerant reader finds are renamed like all others. The same word as a whole value elsewhere in a
//! broken part may be a use, too; then the rename is refused with the place, so that it is not incomplete.

use crate::bank::{Bank, BankPath, Content};
use crate::edit::{Edit, Sources, needed};
use crate::facts::Facts;
use crate::facts::mention::{readings, values};
use crate::facts::question::Question;
use crate::syntax::yaml::each_scalar;
use crate::text::{Refusal, Span};

/// The parts of a group that can hold the word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// Its questions: a topic, a level.
    Questions,
    /// The keys of its frontmatter: an id.
    Head,
}

/// Refuses a rename of `word` that would miss a possible use.
///
/// # Errors
/// With the place of the first possible use.
pub fn none(
    bank: &Bank,
    sources: Sources<'_>,
    edit: &Edit,
    word: &str,
    among: Among,
) -> Result<(), Refusal> {
    for path in bank.unread_files() {
        let Some(text) = sources(&path) else {
            continue;
        };
        let edits = edit.texts.get(&path).map_or(&[][..], |edits| edits);
        let is_edited = |span: Span| edits.iter().any(|edit| edit.span.cover(span) == edit.span);
        for part in parts(bank, &path, &text, among) {
            if let Some(at) = part.unseen(&text, word, &is_edited) {
                return Err(Refusal::new(format!(
                    "{} may use `{word}`, but contains invalid YAML; fix that first",
                    needed::line(&text, &path, at)
                )));
            }
        }
    }
    Ok(())
}

/// A part that cannot be read.
struct Part {
    span: Span,
    /// The spans of it that the tolerant reader has read.
    read: Vec<Span>,
}

impl Part {
    /// The place where the word is a whole value that is neither read nor edited.
    fn unseen(&self, text: &str, word: &str, is_edited: &dyn Fn(Span) -> bool) -> Option<u32> {
        let part = self.span.slice(text);
        let is_read = |span: Span| self.read.iter().any(|read| read.cover(span) == *read);
        let written = values(part, word);
        let mut open = written.iter().map(|span| span.shift(self.span.start));
        if let Some(span) = open.find(|span| !is_read(*span) && !is_edited(*span)) {
            return Some(span.start);
        }
        // In escapes or across lines the place cannot be found.
        let hidden = readings(part)
            .iter()
            .any(|reading| values(reading, word).len() > written.len());
        let edited = self.read.iter().any(|span| is_edited(*span));
        (hidden && !edited).then_some(self.span.start)
    }
}

fn parts(bank: &Bank, path: &BankPath, text: &str, among: Among) -> Vec<Part> {
    let unread_part = |span| Part {
        span,
        read: Vec::new(),
    };
    let facts = match bank.file(path.as_str()).map(|file| &file.content) {
        Some(Content::Markdown(facts)) => facts,
        Some(Content::Fault(_)) => return vec![unread_part(Span::new(0, text.len() as u32))],
        _ => return Vec::new(),
    };
    match among {
        Among::Questions => questions(facts),
        Among::Head => head(facts),
    }
}

fn questions(facts: &Facts) -> Vec<Part> {
    let Some(group) = facts.as_group() else {
        return Vec::new();
    };
    let front = group.split.front.map(|front| front.yaml);
    let unread = front.filter(|_| group.block().is_none() && !group.head.errors.is_empty());
    let unread = unread.into_iter().map(|span| Part {
        span,
        read: Vec::new(),
    });
    let broken = group.questions.iter();
    let broken = broken.filter(|placed| !placed.question.is_whole());
    let broken = broken.map(|placed| Part {
        span: Span::new(
            placed.start + placed.question.marker.start,
            placed.span().end,
        ),
        read: read_values(placed.question, placed.start),
    });
    unread.chain(broken).collect()
}

fn read_values(question: &Question, start: u32) -> Vec<Span> {
    let mut read = Vec::new();
    each_scalar(&question.node(), &mut |scalar| {
        read.push(scalar.span.shift(start));
    });
    read
}

fn head(facts: &Facts) -> Vec<Part> {
    let head = facts.head().filter(|head| !head.errors.is_empty());
    let (Some(head), Some(front)) = (head, facts.split().front) else {
        return Vec::new();
    };
    let list = facts.as_group().and_then(|group| group.block());
    let list = list.unwrap_or(Span::at(front.yaml.end));
    let read: Vec<Span> = (head.map.entries.iter())
        .map(|entry| entry.value.span())
        .collect();
    let part = |start, end| Part {
        span: Span::new(start, end),
        read: read.clone(),
    };
    vec![
        part(front.yaml.start, list.start),
        part(list.end, front.yaml.end),
    ]
}
