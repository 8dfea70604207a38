//! The numbers of questions that a document promises: in its title, in the headings of its sections, and in what comes
//! before the first question.

use std::ops::Range;

use super::line::{Kind, Line};
use super::parts::Parts;
use super::reader::Document;
use crate::facts::promise::{Promise, promise, promise_in_prose};
use crate::facts::stated::Stated;
use crate::syntax::markdown::body::Body;
use crate::text::Span;

/// The promises of a document whose body starts at `from`, in order. `starts` are the starts of its questions.
pub fn stated(
    parts: Parts<'_>,
    body: &Body,
    from: u32,
    document: &Document,
    starts: &[u32],
) -> Vec<Stated> {
    if starts.is_empty() {
        return Vec::new();
    }
    let text = parts.text;
    let outline = Outline::new(body, from, document, starts);
    let mut found = outline.title(text, body, from);
    found.extend(outline.in_sections(text));
    found.extend(outline.in_introduction(text, parts.lines));
    found.sort_by_key(|stated| stated.span);
    found
}

/// A heading of a section that has questions.
struct Section<'d> {
    span: Span,
    anchor: &'d str,
    questions: Range<usize>,
}

/// The sections of a document.
struct Outline<'d> {
    sections: Vec<Section<'d>>,
    first: u32,
    count: usize,
}

impl<'d> Outline<'d> {
    fn new(body: &'d Body, from: u32, document: &Document, starts: &[u32]) -> Self {
        let classifies = labels(document);
        let headings: Vec<_> = body
            .headings()
            .map(|heading| (heading.span.shift(from), heading.level, heading.anchor))
            .filter(|(span, ..)| {
                let at = classifies.partition_point(|label| label.end <= span.start);
                classifies
                    .get(at)
                    .is_some_and(|label| label.start < span.end)
            })
            .collect();
        let sections = headings
            .iter()
            .enumerate()
            .map(|(at, (span, level, anchor))| {
                let next = headings[at + 1..]
                    .iter()
                    .find(|(_, other, _)| other <= level);
                let end = next.map_or(u32::MAX, |(span, ..)| span.start);
                Section {
                    span: *span,
                    anchor,
                    questions: starts.partition_point(|start| *start < span.start)
                        ..starts.partition_point(|start| *start < end),
                }
            });
        Self {
            sections: sections
                .filter(|section| !section.questions.is_empty())
                .collect(),
            first: starts.first().copied().unwrap_or(0),
            count: starts.len(),
        }
    }

    /// The promise of the title: of the first heading, where that is not a section.
    fn title(&self, text: &str, body: &Body, from: u32) -> Vec<Stated> {
        let title = body
            .headings()
            .next()
            .map(|heading| heading.span.shift(from));
        let is_section = |span: Span| self.sections.iter().any(|section| section.span == span);
        let title = title.filter(|span| span.end <= self.first && !is_section(*span));
        let found = title.and_then(|span| {
            let written = span.slice(text);
            // A title can be a name in one word: `50-Go-Questions`.
            let promised = match written.contains(' ') {
                true => promise(written),
                false => promise(&written.replace(['-', '_'], " ")),
            };
            self.whole(promised?, span.start)
        });
        found.into_iter().collect()
    }

    /// A promise about the whole document. A far larger number speaks of more than this file.
    fn whole(&self, promise: Promise, start: u32) -> Option<Stated> {
        (promise.number < self.count * 4).then(|| of_promise(&promise, start, 0..self.count))
    }

    /// What the headings of sections promise.
    fn in_sections(&self, text: &str) -> Vec<Stated> {
        let mut found = Vec::new();
        let mut bare = Vec::new();
        for section in &self.sections {
            let written = section.span.slice(text);
            let (start, questions) = (section.span.start, section.questions.clone());
            if let Some((span, number)) = numbers_from_to(written) {
                found.push(plain(span.shift(start), number, questions));
            } else if let Some(promise) = promise(written) {
                found.push(of_promise(&promise, start, questions));
            } else if let Some((span, number, says_what)) = number_at_end(written) {
                let stated = plain(span.shift(start), number, questions);
                if says_what {
                    found.push(stated);
                } else {
                    bare.push(stated);
                }
            }
        }
        // A number alone can be a part or a version. Where most are the numbers of questions, all are.
        let kept = bare.iter().filter(|stated| stated.is_kept()).count();
        if kept * 2 > bare.len() {
            found.extend(bare);
        }
        found
    }

    /// What the lines before the first question promise.
    fn in_introduction(&self, text: &str, lines: &[Line]) -> Vec<Stated> {
        let before = lines.iter().take_while(|line| line.span.end <= self.first);
        before.filter_map(|line| self.in_line(text, line)).collect()
    }

    fn in_line(&self, text: &str, line: &Line) -> Option<Stated> {
        let written = line.visible(text);
        match line.kind {
            Kind::Row | Kind::Item { .. } | Kind::Text if written.contains("](#") => {
                let (span, number) = number_of_questions(written)?;
                let anchor = written.split_once("](#")?.1.split_once(')')?.0;
                let mut sections = self.sections.iter();
                let section = sections.find(|section| {
                    section.anchor == anchor || names(section.span.slice(text), anchor)
                })?;
                Some(plain(
                    span.shift(line.start),
                    number,
                    section.questions.clone(),
                ))
            }
            Kind::Item { .. } | Kind::Text => self.whole(promise_in_prose(written)?, line.start),
            _ => None,
        }
    }
}

/// Whether a heading has an element with this anchor.
fn names(heading: &str, anchor: &str) -> bool {
    let mut quoted = heading.split(['"', '\'']);
    !anchor.is_empty() && heading.contains('<') && quoted.any(|part| part == anchor)
}

/// Where the labels of the questions are, in order.
fn labels(document: &Document) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for question in &document.questions {
        let labels = [question.level.as_ref(), question.topic.as_ref()];
        spans.extend(labels.into_iter().flatten().map(|name| name.span));
        spans.extend(question.heading);
    }
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    spans.dedup();
    spans
}

fn of_promise(promise: &Promise, start: u32, questions: Range<usize>) -> Stated {
    Stated {
        span: promise.span.shift(start),
        number: promise.number,
        at_least: promise.at_least,
        questions,
    }
}

fn plain(span: Span, number: usize, questions: Range<usize>) -> Stated {
    Stated {
        span,
        number,
        at_least: false,
        questions,
    }
}

/// The largest number that counts questions.
const LARGEST: usize = 9999;

/// The number at `at` of a text, with its end.
fn number_at(text: &str, at: usize) -> Option<(usize, usize)> {
    let len = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let number = text[at..at + len].parse().ok()?;
    (number <= LARGEST).then_some((number, at + len))
}

/// A range of numbers before the word “questions”, as in `21-40 Questions`: its place, and how many numbers it has.
fn numbers_from_to(text: &str) -> Option<(Span, usize)> {
    let starts = text.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !text[..*at].ends_with(|before: char| before.is_alphanumeric())
    });
    starts.into_iter().find_map(|(at, _)| {
        let (from, end) = number_at(text, at)?;
        let rest = text[end..].trim_start_matches([' ', '-', '–', '—']);
        let to_at = text.len() - rest.len();
        let (to, end_of_to) = number_at(text, to_at).filter(|_| to_at > end)?;
        let joined = text[end..to_at].contains(['-', '–', '—']);
        let word = text[end_of_to..].trim_start().get(.."question".len());
        let is_question = word.is_some_and(|word| word.eq_ignore_ascii_case("question"));
        let is_range = joined && from < to && is_question;
        is_range.then(|| (Span::new(at as u32, end_of_to as u32), to - from + 1))
    })
}

/// A number in brackets at the end: its place, its value, and whether the text before it names questions.
fn number_at_end(text: &str) -> Option<(Span, usize, bool)> {
    let bare = text.trim_end_matches([' ', '*', '_', ':', '#']);
    let inside = bare.strip_suffix(')')?;
    let open = inside.rfind('(')?;
    let (number, end) = number_at(inside, open + 1)?;
    let is_number = end == inside.len() && !(1900..=2100).contains(&number);
    let names = inside[..open].to_lowercase().contains("question");
    is_number.then(|| (Span::new(open as u32 + 1, end as u32), number, names))
}

/// A number directly before the word “questions”.
fn number_of_questions(text: &str) -> Option<(Span, usize)> {
    let bytes = text.as_bytes();
    let is_word = |at: &usize| {
        let word = bytes.get(*at..at + "questions".len());
        *at > 0
            && bytes[at - 1] == b' '
            && word.is_some_and(|word| word.eq_ignore_ascii_case(b"questions"))
    };
    let word = memchr::memchr2_iter(b'q', b'Q', bytes).find(is_word)? - 1;
    let before = &text[..word];
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let at = word - digits;
    let is_whole =
        !before[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '.'));
    let (number, end) = number_at(text, at).filter(|_| is_whole)?;
    Some((Span::new(at as u32, end as u32), number))
}
