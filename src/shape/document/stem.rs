//! What tells questions with equal texts apart: the code and text between a question and its answer, and its options.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::line::{Kind, Line};
use super::parts::Scan;
use super::plain::{add_words, is_furniture};
use super::reader::Question;
use crate::text::Span;

/// A hash of what belongs to a question besides its text; 0 if there is nothing.
///
/// White space does not count, nor does the order of the options. Code directly below the text belongs to the question
/// even if it starts the answer: "What is printed?" is another question over other code.
pub fn hash(text: &str, question: &Question, lines: &[Line]) -> u64 {
    let end = question.lines.1.min(lines.len());
    let first = first_below(question, lines).min(end);
    let stop = stop(question, lines, end).max(first);
    let stem = match question.found.options.first() {
        Some(option) => option.line.clamp(first, stop),
        None if question.answered => stop.max(code_below(lines, first..end)),
        None => code_below(lines, first..end),
    };
    let mut words = Words(Vec::new());
    // Of a summary in several lines the first is the text.
    let below_text = lines.partition_point(|line| line.span.start <= question.span.start);
    let of_opener = lines.get(below_text..question.lines.0).unwrap_or_default();
    for line in of_opener.iter().chain(&lines[first..stem]) {
        words.add_line(text, line);
    }
    if !question.found.options.is_empty() {
        for option in sorted(&options(text, question, lines, stop)) {
            words.0.push(b'\n');
            words.0.extend_from_slice(option);
        }
    }
    match words.0.is_empty() {
        true => 0,
        false => xxh3_64(&words.0).max(1),
    }
}

/// The hash of a question with these texts, as of one that a document has.
pub fn hash_of(body: &str, options: &[&str], answer: &str) -> u64 {
    let mut words = Words(Vec::new());
    let scan = Scan::of(body, 0);
    for line in scan.parts(body).lines {
        words.add_line(body, line);
    }
    if options.is_empty() && words.0.is_empty() {
        let scan = Scan::of(answer, 0);
        let lines = scan.parts(answer).lines;
        for line in &lines[..code_below(lines, 0..lines.len())] {
            words.add_line(answer, line);
        }
    }
    let mut shown = Words(Vec::new());
    for (place, option) in options.iter().enumerate() {
        if place > 0 {
            shown.0.push(b'\n');
        }
        shown.add(&option.replace('\n', " "));
    }
    let shown = String::from_utf8_lossy(&shown.0).to_lowercase();
    if !options.is_empty() {
        for option in sorted(shown.as_bytes()) {
            words.0.push(b'\n');
            words.0.extend_from_slice(option);
        }
    }
    match words.0.is_empty() {
        true => 0,
        false => xxh3_64(&words.0).max(1),
    }
}

/// The end of the code that the lines start with; where they start if there is none.
fn code_below(lines: &[Line], within: Range<usize>) -> usize {
    let is_code = |at: &usize| lines[*at].kind == Kind::Code;
    let from = within.clone().find(|at| !lines[*at].is_blank());
    let from = from.filter(is_code).unwrap_or(within.start);
    from + (from..within.end).take_while(is_code).count()
}

/// The first line below the text.
fn first_below(question: &Question, lines: &[Line]) -> usize {
    let from = question.lines.0.min(lines.len());
    let within = lines[from..].iter();
    let own = within.take_while(|line| line.span.start < question.span.end.max(1));
    from + own.count().max(1)
}

/// The line at which the answer, its key or its label starts.
fn stop(question: &Question, lines: &[Line], end: usize) -> usize {
    let found = &question.found;
    let (from, to) = found.answer;
    let key = found.key.as_ref().map(|key| key.line.start);
    let key = key.map(|start| lines.partition_point(|line| line.span.end < start));
    let answer = (from < to).then_some(from);
    let starts = [key, found.label, answer].into_iter().flatten();
    starts.min().unwrap_or(end).min(end)
}

/// The options in lower case, each on a line, with the lines that belong to it.
fn options(text: &str, question: &Question, lines: &[Line], stop: usize) -> Vec<u8> {
    let list = &question.found.options;
    let mut words = Words(Vec::new());
    for (place, option) in list.iter().enumerate() {
        if place > 0 {
            words.0.push(b'\n');
        }
        words.add(option.text.slice(text));
        let next = list.get(place + 1).map(|next| next.line);
        let to = next.unwrap_or(stop).min(lines.len());
        let below = lines.get(option.line + 1..to).unwrap_or_default();
        for line in below.iter().take_while(|line| !line.is_blank()) {
            words.add_line(text, line);
        }
    }
    if words.0.is_ascii() {
        words.0.make_ascii_lowercase();
        return words.0;
    }
    let lower = String::from_utf8_lossy(&words.0).to_lowercase();
    lower.into_bytes()
}

/// The lines of a text in order.
fn sorted(text: &[u8]) -> Vec<&[u8]> {
    let mut lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    lines.sort_unstable();
    lines
}

/// Words with one space between them, on one or more lines.
struct Words(Vec<u8>);

impl Words {
    /// Adds the words of a line that is part of a question.
    fn add_line(&mut self, text: &str, line: &Line) {
        let visible = line.visible(text);
        let is_layout = visible.starts_with('<') || line.kind == Kind::Rule;
        if line.kind == Kind::Code || !line.is_blank() && !is_layout && !is_furniture(visible) {
            self.add(Span::new(line.start, line.span.end).slice(text));
        }
    }

    fn add(&mut self, text: &str) {
        let is_inside = self.0.last().is_some_and(|last| *last != b'\n');
        if is_inside && !text.trim().is_empty() {
            self.0.push(b' ');
        }
        add_words(&mut self.0, text, b' ');
    }
}
