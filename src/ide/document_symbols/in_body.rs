//! The outline of a file whose questions are in its body: headings and questions as they are nested in the text. The text
//! below a question is not part of its own: editors with sticky headers would show its first line above the rest of it.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::parts::{heading, question};
use super::{Part, PartKind};
use crate::bank::{Bank, BankPath};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::question::Answer;
use crate::facts::questions::Placed;
use crate::ide::sections::{sections, sections_where};
use crate::syntax::markdown::plain_text::plain_text;
use crate::text::{Span, count};

/// The headings and the questions of the file at `path`, whose text is `text`.
pub fn outline(
    bank: &Bank,
    path: &BankPath,
    text: &str,
    (facts, group): (&Facts, &Group),
) -> Vec<Part> {
    let start = facts.body_start();
    let questions = questions(bank, path, group);
    // Of a question in a heading the question is shown, also where only its number is in the heading; and nothing of a
    // key that is a heading.
    let own = (0..group.questions.len()).filter_map(|index| group.heading_of(index));
    let own = own.map(|heading| heading.span.shift(start));
    let others = group.questions.iter().flat_map(|placed| {
        let key = placed.question.options_key().map(|key| key.span);
        let spans = [key, placed.question.number_mark()].into_iter().flatten();
        spans.filter_map(move |span| {
            let end = Span::at(span.shift(placed.start).end.checked_sub(start)?);
            Some(facts.body().heading_around(end)?.span.shift(start))
        })
    });
    let own: HashSet<Span> = own.chain(others).collect();
    // Headings in answers end no section around the questions.
    let outside = sections_where(facts, text, |at| !is_in_one(&questions, at));
    let inside = sections(facts, text).into_iter();
    let inside = inside.filter(|section| is_in_one(&questions, section.named.start));
    let all = outside.into_iter().chain(inside);
    let headings = all.filter(|section| !own.contains(&section.named));
    let headings = headings.map(|section| heading(&section, plain_text(section.named.slice(text))));
    let headings: Vec<Part> = headings.collect();
    let mut parts: Vec<Part> = headings.into_iter().chain(questions).collect();
    parts.sort_by_key(|part| (part.full.start, Reverse(part.full.end)));
    let mut parts = nested(parts);
    parts.iter_mut().for_each(|part| _ = counted(part));
    parts
}

/// Whether the offset is in one of the questions, which are in order.
fn is_in_one(questions: &[Part], offset: u32) -> bool {
    let after = questions.partition_point(|part| part.full.start <= offset);
    let last = questions[..after].last();
    last.is_some_and(|part| offset < part.full.end)
}

/// The questions in order, each with its own topics and the length of its answer.
fn questions(bank: &Bank, path: &BankPath, group: &Group) -> Vec<Part> {
    let missing = group.unanswered();
    let questions = group.questions.iter().enumerate();
    let part = |(index, placed): (usize, Placed<'_>)| {
        let part = question(bank, path, index, &placed);
        let own = placed.question.topics().map(|topic| topic.text.to_owned());
        let answer = part.parts.first().map(|answer| answer.detail.clone());
        let none = missing.binary_search(&index).is_ok();
        let none = none.then(|| "no answer".to_owned());
        let detail: Vec<String> = own.chain(answer.or(none)).collect();
        Part {
            detail: detail.join(", "),
            parts: match placed.answer() {
                Some(Answer::Below(_)) => Vec::new(),
                _ => part.parts,
            },
            ..part
        }
    };
    questions.map(part).collect()
}

/// The parts, which are sorted, each within the one that it starts in. What starts in a question ends with it.
fn nested(parts: Vec<Part>) -> Vec<Part> {
    let mut found = Vec::new();
    let mut open: Vec<Part> = Vec::new();
    for mut part in parts {
        while open
            .last()
            .is_some_and(|last| last.full.end <= part.full.start)
        {
            close(&mut open, &mut found);
        }
        if let Some(around) = open.iter().find(|around| around.kind == PartKind::Question) {
            part.full.end = part.full.end.min(around.full.end).max(part.named.end);
        }
        open.push(part);
    }
    while !open.is_empty() {
        close(&mut open, &mut found);
    }
    found
}

/// Puts the last open part into the one around it.
fn close(open: &mut Vec<Part>, found: &mut Vec<Part>) {
    let Some(part) = open.pop() else { return };
    let Some(around) = open.last_mut() else {
        found.push(part);
        return;
    };
    around.full = around.full.cover(part.full);
    around.parts.push(part);
}

/// Writes the number of questions next to each heading that has some, and returns that number.
fn counted(part: &mut Part) -> usize {
    let own = usize::from(part.kind == PartKind::Question);
    let inner: usize = part.parts.iter_mut().map(counted).sum();
    if part.kind == PartKind::Heading && inner > 0 {
        part.detail = count(inner, "question");
    }
    own + inner
}
