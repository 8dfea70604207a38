//! The levels and topics that headings give to the questions below them.

use super::answer::plain;
use super::candidates::{Candidate, Opener};
use super::scan::{Kind, Line};
use super::vocabulary::{LEVEL_MARKS, level_in};
use crate::text::Span;

/// A heading that classifies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The index of its line.
    pub line: usize,
    /// Its level as a heading.
    pub depth: u8,
    /// Its text as written.
    pub span: Span,
    /// Whether it gives a level: the word.
    pub level: Option<(String, Span)>,
    /// Whether it gives a topic: the text.
    pub topic: Option<String>,
}

/// The labels of a document with these questions: its headings, and the lines that are headings by their place.
pub fn labels(text: &str, lines: &[Line], questions: &[(usize, usize)]) -> Vec<Label> {
    let mut found = Vec::new();
    let mut questions = questions.iter().peekable();
    let mut inside = (0, 0);
    for (index, line) in lines.iter().enumerate() {
        while let Some(question) = questions.next_if(|question| question.0 <= index) {
            inside = *question;
        }
        let opens = inside.0 == index && inside.1 > index;
        if opens || matches!(line.kind, Kind::Code | Kind::Blank) {
            continue;
        }
        let new = |depth, span| Label {
            line: index,
            depth,
            span,
            level: None,
            topic: None,
        };
        match line.kind {
            Kind::Heading {
                level, text: span, ..
            } if index >= inside.1 => found.push(new(level, span)),
            Kind::Text
                if questions
                    .peek()
                    .is_some_and(|next| opens_next(lines, index, next.0)) =>
            {
                let span = Span::new(line.start, line.span.end);
                let shown = plain(span.slice(text));
                let is_title = shown.split_whitespace().count() <= 10
                    && !shown.ends_with(['.', '?', '!', ',', ';']);
                if is_title && level_in(&shown).is_some_and(|word| word.rest.len() <= 4) {
                    found.push(new(7, span));
                }
            }
            _ => {}
        }
    }
    // A word among others is a level only beside other headings that have one.
    let words: Vec<_> = found
        .iter()
        .map(|label| level_of(text, label.span))
        .collect();
    for (at, word) in words.iter().enumerate() {
        let Some((name, span, rest)) = word else {
            continue;
        };
        let depth = found[at].depth;
        let lower = name.to_lowercase();
        let parallel = || {
            words.iter().zip(&found).any(|(other, label)| {
                label.depth == depth
                    && other.as_ref().is_some_and(|(other, _, others)| {
                        other.to_lowercase() != lower && others == rest
                    })
            })
        };
        let certain = rest.is_empty()
            && !matches!(
                lower.as_str(),
                "basics"
                    | "fundamentals"
                    | "basic"
                    | "foundation"
                    | "professional"
                    | "lead"
                    | "master"
                    | "architect"
                    | "foundations"
            );
        if certain || parallel() {
            found[at].level = Some((name.clone(), *span));
        }
    }
    for label in &mut found {
        if label.level.is_none() {
            let topic = topic_text(&without_shortcodes(&plain(label.span.slice(text))));
            label.topic = (!topic.is_empty()).then_some(topic);
        }
    }
    found
}

/// Whether nothing but white space is between a line and the next question.
fn opens_next(lines: &[Line], index: usize, next: usize) -> bool {
    next - index <= 4 && lines[index + 1..next].iter().all(Line::is_blank)
}

/// What the headings above a question give it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Given {
    /// The word of a level, and where it is.
    pub level: Option<(String, Span)>,
    /// The text of a topic, and the heading that it is.
    pub topic: Option<(String, Span)>,
    /// The nearest heading that gives one of them.
    pub heading: Option<Span>,
}

/// The level and the topic that the headings above give to what opens a question.
pub fn labels_at(labels: &[Label], candidate: &Candidate) -> Given {
    // A heading of the questions' own level classifies them, too, if it is none of them.
    let mut depth = match candidate.opener {
        Opener::Heading => candidate.level as u8 + 1,
        Opener::NumberedHeading => candidate.level as u8,
        _ => u8::MAX,
    };
    let mut given = Given::default();
    let title = labels
        .iter()
        .find(|label| label.depth == 1)
        .map(|label| label.line);
    for label in labels[..labels.partition_point(|label| label.line < candidate.line)]
        .iter()
        .rev()
    {
        if label.depth >= depth {
            continue;
        }
        depth = label.depth;
        if given.level.is_none() {
            given.level = label.level.clone();
        }
        // The title of the document is about all of it.
        if given.topic.is_none() && title != Some(label.line) {
            given.topic = label.topic.clone().map(|topic| (topic, label.span));
        }
        if given.heading.is_none() && (given.level.is_some() || given.topic.is_some()) {
            given.heading = Some(label.span);
        }
    }
    given
}

fn level_of(text: &str, span: Span) -> Option<(String, Span, Vec<String>)> {
    let inside = span.slice(text);
    let shown = without_shortcodes(&plain(inside));
    let word = level_in(&shown)?;
    let at = inside.rfind(word.word)?;
    let start = span.start + at as u32;
    Some((
        word.word.to_owned(),
        Span::new(start, start + word.word.len() as u32),
        word.rest,
    ))
}

/// The text without emoji written as `:name:`.
fn without_shortcodes(text: &str) -> String {
    let is_shortcode = |word: &&str| {
        word.len() > 2
            && word.starts_with(':')
            && word.ends_with(':')
            && word[1..word.len() - 1]
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-' || b == b'+')
    };
    text.split_whitespace()
        .filter(|word| !is_shortcode(word))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A heading's text as a topic: without numbers, counts, emoji and the word "Part 1:".
pub fn topic_text(plain: &str) -> String {
    let mut text = plain.trim();
    loop {
        let before = text;
        text = text
            .trim_matches(|c: char| {
                !(c.is_alphanumeric()
                    || matches!(
                        c,
                        '(' | ')'
                            | '+'
                            | '#'
                            | '.'
                            | '?'
                            | '!'
                            | '"'
                            | '\''
                            | '&'
                            | '/'
                            | '['
                            | ']'
                    ))
            })
            .trim();
        if let Some(marker) = super::marker::marker(text)
            && (marker.class == super::marker::Class::Number
                || ["part", "section", "chapter", "module"]
                    .contains(&marker.word.to_lowercase().as_str()))
        {
            text = text[marker.len..].trim();
        }
        if text.ends_with(')')
            && let Some(open) = text.rfind('(')
            && text[open + 1..text.len() - 1]
                .chars()
                .all(|c| c.is_ascii_digit() || c == ' ' || c == '-')
        {
            text = text[..open].trim();
        }
        if text == before {
            return text.trim_end_matches(':').trim().to_owned();
        }
    }
}

/// The level that a question's text ends with: `⭐⭐`, `👶`, `[E]`, `(Easy)`; the text before it, and the mark.
pub fn suffix(text: &str, span: Span) -> (Span, Option<Span>) {
    let inside = span.slice(text);
    let mut end = inside.len();
    loop {
        let before = inside[..end].trim_end_matches([' ', '*', '\u{fe0f}', '\u{200d}']);
        match LEVEL_MARKS
            .iter()
            .find_map(|mark| before.strip_suffix(mark))
        {
            Some(rest) => end = rest.len(),
            None => break,
        }
    }
    if end < inside.len() && LEVEL_MARKS.iter().any(|mark| inside[end..].contains(mark)) {
        let mark = super::scan::trimmed(text, Span::new(span.start + end as u32, span.end));
        let rest = super::scan::trimmed(text, Span::new(span.start, span.start + end as u32));
        return (rest, Some(mark));
    }
    let bracket = [('(', ')'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| {
            let before = inside.strip_suffix(close)?;
            let at = before.rfind(open)?;
            let word = before[at + 1..].trim();
            let is_letter = matches!(word, "E" | "M" | "H");
            (is_letter || super::vocabulary::is_level(word) && word.len() > 1).then_some((
                at,
                at + 1,
                before.len(),
            ))
        });
    match bracket {
        Some((at, from, to)) => {
            let mark = Span::new(span.start + from as u32, span.start + to as u32);
            (
                super::scan::trimmed(text, Span::new(span.start, span.start + at as u32)),
                Some(mark),
            )
        }
        None => (span, None),
    }
}
