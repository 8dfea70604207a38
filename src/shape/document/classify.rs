//! The levels and topics that headings give to the questions below them.

use std::collections::HashMap;

use super::candidates::{Candidate, Opener};
use super::line::{Kind, Line, trimmed};
use super::marker::is_question_word;
use super::name::Name;
use super::plain::plain;
use super::vocabulary::{LEVEL_MARKS, is_about_the_page, level_in, may_name_level};
use crate::text::Span;

/// A heading that classifies the questions below it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// The index of its line.
    pub line: usize,
    /// Its level as a heading; 7 for a line that is a heading by its place alone.
    pub depth: u8,
    /// Its text as written.
    pub span: Span,
    /// Whether it gives a level: the word.
    pub level: Option<Name>,
    /// Whether it gives a topic: the text.
    pub topic: Option<Name>,
}

/// The sections of a document with these questions: its headings, and the lines that are headings by their place.
pub fn sections(text: &str, lines: &[Line], questions: &[(usize, usize)]) -> Vec<Section> {
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
        let new = |depth, span| Section {
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
                if is_title(span.slice(text)) {
                    found.push(new(7, span));
                }
            }
            _ => {}
        }
    }
    find_levels(text, &mut found);
    for section in found.iter_mut().filter(|section| section.level.is_none()) {
        section.topic = topic_of(text, section.span);
    }
    found
}

/// Whether a line before a question is a title of the questions below: short, and with a level.
pub(super) fn is_title(line: &str) -> bool {
    let ends_a_sentence = line
        .trim_end()
        .ends_with(['.', '?', '!', ',', ';', '|', '>']);
    // Most lines name no level, whatever their markup.
    if line.len() > 120 || ends_a_sentence || !may_name_level(line) {
        return false;
    }
    if line.split_whitespace().count() > 12 {
        return false;
    }
    let shown = plain(line);
    let is_short =
        shown.split_whitespace().count() <= 10 && !shown.ends_with(['.', '?', '!', ',', ';']);
    is_short && level_in(&shown).is_some_and(|word| word.rest.len() <= 4)
}

/// Words that are a level beside `Advanced` and a topic beside `Networking`.
const DOUBTFUL: &[&str] = &[
    "architect",
    "basic",
    "basics",
    "foundation",
    "foundations",
    "fundamentals",
    "lead",
    "master",
    "professional",
];

/// Whether the text of a heading names a level and nothing else: `Junior Level`, not `Basics`.
pub(super) fn is_level_alone(written: &str) -> bool {
    if !may_name_level(written) || written.contains('?') {
        return false;
    }
    let shown = without_shortcodes(&plain(written));
    level_in(&shown).is_some_and(|word| {
        word.rest.is_empty() && !DOUBTFUL.contains(&word.word.to_lowercase().as_str())
    })
}

/// Finds the levels of sections. A word among others is one only beside parallel headings with other words of levels.
fn find_levels(text: &str, sections: &mut [Section]) {
    let words: Vec<_> = sections
        .iter()
        .map(|section| level_of(text, section.span))
        .collect();
    let mut beside: HashMap<(u8, &[String]), (String, bool)> = HashMap::new();
    for (word, section) in words.iter().zip(sections.iter()) {
        let Some((name, rest)) = word else { continue };
        let lower = name.text.to_lowercase();
        let known = beside
            .entry((section.depth, rest.as_slice()))
            .or_insert_with(|| (lower.clone(), false));
        known.1 |= known.0 != lower;
    }
    for (word, section) in words.iter().zip(sections) {
        let Some((name, rest)) = word else { continue };
        let is_certain = rest.is_empty() && !DOUBTFUL.contains(&name.text.to_lowercase().as_str());
        let is_parallel = beside
            .get(&(section.depth, rest.as_slice()))
            .is_some_and(|(_, differ)| *differ);
        if is_certain || is_parallel {
            section.level = Some(name.clone());
        }
    }
}

/// The topic that a heading names.
fn topic_of(text: &str, span: Span) -> Option<Name> {
    let written = span.slice(text);
    let topic = topic_text(&without_shortcodes(&plain(written)));
    if is_about_the_page(&topic) {
        return None;
    }
    let place = written.find(&topic).map(|at| span.start + at as u32);
    let span = place.map_or(span, |start| Span::new(start, start + topic.len() as u32));
    let is_topic = !topic.is_empty() && !is_question_word(&topic);
    is_topic.then_some(Name {
        text: topic.into(),
        span,
    })
}

/// Whether nothing but white space is between a line and the next question.
fn opens_next(lines: &[Line], index: usize, next: usize) -> bool {
    next - index <= 4 && lines[index + 1..next].iter().all(Line::is_blank)
}

/// The headings above a line, as it moves down through the document.
pub struct Above<'l> {
    sections: &'l [Section],
    /// The next section to pass.
    next: usize,
    /// The last section of each depth that is above the line.
    last: [Option<usize>; 8],
    /// The line of the document's title, which is about all of it.
    title: Option<usize>,
}

impl<'l> Above<'l> {
    /// Starts at the first line.
    pub fn new(sections: &'l [Section]) -> Self {
        let title = sections
            .iter()
            .find(|section| section.depth == 1)
            .map(|section| section.line);
        Self {
            sections,
            next: 0,
            last: [None; 8],
            title,
        }
    }

    /// The sections that give what opens a question, which comes after the one before, its level and its topic.
    pub fn at(&mut self, candidate: &Candidate) -> (Option<&'l Section>, Option<&'l Section>) {
        while let Some(section) = self
            .sections
            .get(self.next)
            .filter(|section| section.line < candidate.line)
        {
            self.last[usize::from(section.depth)] = Some(self.next);
            self.last[usize::from(section.depth) + 1..].fill(None);
            self.next += 1;
        }
        // A heading of the questions' own level classifies them, too, if it is none of them.
        let depth = match candidate.opener {
            Opener::Heading => (candidate.level as usize + 1).min(8),
            Opener::NumberedHeading => candidate.level as usize,
            _ => 8,
        };
        let above = || {
            self.last[..depth]
                .iter()
                .rev()
                .flatten()
                .map(|index| &self.sections[*index])
        };
        let level = above().find(|section| section.level.is_some());
        let topic =
            above().find(|section| section.topic.is_some() && self.title != Some(section.line));
        (level, topic)
    }
}

/// The word of a level in a heading, and the words around it.
fn level_of(text: &str, span: Span) -> Option<(Name, Vec<String>)> {
    let inside = span.slice(text);
    let shown = without_shortcodes(&plain(inside));
    let word = level_in(&shown)?;
    let start = span.start + inside.rfind(word.word)? as u32;
    let place = Span::new(start, start + word.word.len() as u32);
    Some((
        Name {
            text: word.word.into(),
            span: place,
        },
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
        // A link to the top that is nothing but a sign: `[⬆] Storage`.
        let in_brackets = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        if let Some((sign, rest)) = in_brackets
            && !sign.contains(char::is_alphanumeric)
        {
            text = rest.trim();
        }
        if let Some(marker) = super::marker::marker(text)
            && (marker.class == super::marker::Class::Number
                || ["part", "section", "chapter", "module"]
                    .contains(&marker.word.to_lowercase().as_str()))
        {
            text = text[marker.len..].trim();
        }
        // An arrow that is a link, such as back to the contents.
        if let Some((arrow, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']'))
            && !arrow.contains(char::is_alphanumeric)
        {
            text = rest.trim();
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
        let mark = trimmed(text, Span::new(span.start + end as u32, span.end));
        let rest = trimmed(text, Span::new(span.start, span.start + end as u32));
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
                trimmed(text, Span::new(span.start, span.start + at as u32)),
                Some(mark),
            )
        }
        None => (span, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{suffix, topic_text};
    use crate::text::Span;

    #[test]
    fn topics_lose_numbers_counts_and_emoji() {
        for (text, want) in [
            ("3. Networking (23)", "Networking"),
            ("🚀 Part 1: Storage", "Storage"),
            ("C++", "C++"),
            ("Testing:", "Testing"),
            ("[⬆] Storage", "Storage"),
            ("[x] Storage", "[x] Storage"),
            ("12", "12"),
            ("[↑] Questions about storage:", "Questions about storage"),
            ("[Draft] Storage", "[Draft] Storage"),
        ] {
            assert_eq!(topic_text(text), want, "{text}");
        }
    }

    #[test]
    fn the_mark_of_a_level_ends_a_question() {
        for (text, rest, mark) in [
            ("Why? ⭐⭐", "Why?", Some("⭐⭐")),
            ("Why? (Easy)", "Why?", Some("Easy")),
            ("Why? [E]", "Why?", Some("E")),
            ("Why (not)?", "Why (not)?", None),
            ("Why? (really)", "Why? (really)", None),
        ] {
            let (span, found) = suffix(text, Span::new(0, text.len() as u32));
            assert_eq!(
                (span.slice(text), found.map(|span| span.slice(text))),
                (rest, mark),
                "{text}"
            );
        }
    }
}
