//! A page that names levels and topics without questions: `shape: topics`.
//!
//! Knows how such a page is written: headings with lists below. Where a heading names a level, only what is below those
//! headings are topics; else the headings and their lists are, without those that every page has.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::definition::Source;
use super::document::classify::{self, Section};
use super::document::line::{Kind, Line};
use super::document::name::Name;
use super::document::plain::plain;
use super::document::vocabulary::{is_of_other_documents, is_section, names_questions_or_topics};
use crate::facts::listed::Listed;
use crate::facts::mark::OwnedMark;
use crate::text::Span;

/// More words are a sentence.
const LONGEST: usize = 8;

/// So many levels make it certain that a page is one of levels and topics, each with so many topics.
const LEAST: usize = 2;

/// A heading whose list may name topics.
struct Part {
    section: Section,
    /// Whether what it names counts.
    counts: bool,
    /// The topics that it and the items below name.
    topics: Vec<OwnedMark>,
    /// How many items are below that name no topic.
    others: usize,
}

/// The levels and topics of the page, by heading.
pub fn read(source: &Source<'_>) -> Box<[Listed]> {
    let counted = parts(source).into_iter().filter(|part| part.counts);
    let listed = counted.map(|part| Listed {
        heading: part.section.span,
        level: part.section.level.as_ref().map(mark),
        topics: part.topics.into(),
    });
    let named = listed.filter(|listed| listed.level.is_some() || !listed.topics.is_empty());
    named.collect()
}

/// Whether a file that is not of any other shape is clearly such a page: its title or a heading names questions or topics,
/// several headings name levels, and below each is little else than a list of topics.
pub fn is_clear(source: &Source<'_>) -> bool {
    let parts = parts(source);
    let title = source.head().and_then(|head| head.map.string("title"));
    let title = title.map(|title| Cow::Borrowed(title.text.as_str()));
    let headings = (parts.iter()).map(|part| plain(part.section.span.slice(source.text)));
    // The topics and the other items below each heading with a level.
    let mut levels: Vec<(String, usize, usize)> = Vec::new();
    for part in parts.iter().filter(|part| part.counts) {
        match (&part.section.level, levels.last_mut()) {
            (Some(level), _) => {
                let level = level.text.to_lowercase();
                levels.push((level, part.topics.len(), part.others));
            }
            (None, Some((_, topics, others))) => {
                *topics += part.topics.len();
                *others += part.others;
            }
            (None, None) => return false,
        }
    }
    let words: BTreeSet<&str> = levels.iter().map(|(level, ..)| level.as_str()).collect();
    let are_lists = levels
        .iter()
        .all(|(_, topics, others)| *topics >= LEAST && others * 3 <= *topics);
    words.len() >= LEAST
        && are_lists
        && title
            .into_iter()
            .chain(headings)
            .any(|text| names_questions_or_topics(&text))
}

/// The headings with what is below them, in order.
fn parts(source: &Source<'_>) -> Vec<Part> {
    let parts = source.parts();
    let sections = classify::sections(source.text, parts.lines, &[]);
    let has_levels = sections.iter().any(|section| section.level.is_some());
    let starts: Vec<usize> = sections.iter().map(|section| section.line).collect();
    // Those above, by depth and whether they name a level.
    let mut above: Vec<(u8, bool)> = Vec::new();
    let part = |(at, section): (usize, Section)| {
        above.retain(|(depth, _)| *depth < section.depth);
        above.push((section.depth, section.level.is_some()));
        let counts = match has_levels {
            true => above.iter().any(|(_, is_level)| *is_level),
            false => section.depth > 1 && !is_furniture(source.text, &section),
        };
        let end = starts.get(at + 1).copied().unwrap_or(parts.lines.len());
        let below = parts.lines.get(section.line + 1..end).unwrap_or_default();
        let items = below.iter().filter_map(|line| item(source.text, line));
        let topics = items.clone().flatten();
        Part {
            topics: section.topic.iter().map(mark).chain(topics).collect(),
            others: items.filter(Option::is_none).count(),
            section,
            counts,
        }
    };
    sections.into_iter().enumerate().map(part).collect()
}

fn mark(name: &Name) -> OwnedMark {
    OwnedMark {
        text: name.text.as_str().into(),
        span: name.span,
    }
}

/// Whether a heading is one that every page has.
fn is_furniture(text: &str, section: &Section) -> bool {
    let shown = plain(section.span.slice(text));
    is_section(&shown) || is_of_other_documents(&shown)
}

/// What an item at the left margin names, if the line is one: `None` within for a sentence or a question, which is not a
/// topic.
fn item(text: &str, line: &Line) -> Option<Option<OwnedMark>> {
    let Kind::Item { text: span, .. } = line.kind else {
        return None;
    };
    (line.indent <= 1).then(|| topic(text, span))
}

/// The topic that an item names: what is before a colon, if there is one.
fn topic(text: &str, span: Span) -> Option<OwnedMark> {
    let written = span.slice(text);
    let shown = plain(written);
    let name = shown.split(':').next().unwrap_or("").trim();
    let is_short = (1..=LONGEST).contains(&name.split_whitespace().count());
    if !is_short || name.ends_with(['?', '!', '.']) {
        return None;
    }
    let start = written.find(name)? as u32 + span.start;
    Some(OwnedMark {
        text: name.into(),
        span: Span::new(start, start + name.len() as u32),
    })
}

#[cfg(test)]
mod tests {
    use crate::shape::documents::{DocumentRule, DocumentRules, FileKind, Reading};
    use crate::shape::files::Files;
    use crate::shape::{Input, names_topics, read};

    /// The levels and topics, a heading in a line.
    fn shown(text: &str) -> Vec<String> {
        let rule = DocumentRule {
            files: Files::new(vec!["*.md".to_owned()]).expect("a glob"),
            reading: Reading {
                shape: Some(FileKind::Topics),
                ..Reading::default()
            },
        };
        let documents = DocumentRules::default().with_list(vec![rule]);
        let input = Input {
            path: "topics.md",
            text,
            documents: &documents,
        };
        let facts = read(&input, None);
        let page = facts.as_page().expect("a page");
        let all = page.listed.iter().map(|listed| {
            for mark in listed.topics.iter().chain(&listed.level) {
                assert_eq!(mark.span.slice(text), mark.text);
            }
            let topics: Vec<&str> = listed
                .topics
                .iter()
                .map(|topic| topic.text.as_str())
                .collect();
            let level = listed.level.as_ref().map_or("-", |level| &level.text);
            format!("{level}: {}", topics.join(", "))
        });
        all.collect()
    }

    #[test]
    fn topics_are_below_levels() {
        let text = "# Topics\n\n## Overview\n\n- Not this\n\n## Easy\n\n- HTTP basics\n- **Caching**: keys, times\n  - deeper\n- Why is it so?\n- One two three four five six seven eight nine\n\n## Hard\n\n### Storage\n\n* [B-trees](b-trees.md)\n\n## Tips\n\n1. Think\n";
        assert_eq!(
            shown(text),
            [
                "Easy: HTTP basics, Caching",
                "Hard: ",
                "-: Storage, B-trees"
            ]
        );
    }

    #[track_caller]
    fn check_clear(text: &str, expected: bool) {
        let input = Input::inferred("page.md", text);
        assert_eq!(names_topics(&input), expected, "{text}");
    }

    #[test]
    fn a_page_of_levels_with_topics_is_clear() {
        let page = "# Topics of the interview\n\n## Overview\n\n- What is this?\n\n## Easy\n\n- HTTP basics\n- Caching: keys\n- Files\n- Processes\n\n## Hard\n\n### Storage\n\n- B-trees\n- Logs\n\n## Tips\n\n1. Think before you speak, and then speak again\n";
        check_clear(page, true);
        for (from, to, expected) in [
            ("# Topics of the interview", "---\ntitle: Quiz\n---\n", true),
            ("- Caching: keys", "- What is caching?", true),
            // Nothing says what they are topics of.
            ("Topics of the interview", "Game modes", false),
            // One level, and the same one twice.
            ("## Hard", "## Networks", false),
            ("## Hard", "## Easy", false),
            // Lists of something else.
            ("- B-trees\n- Logs\n", "Text.\n", false),
            (
                "- B-trees\n- Logs\n",
                "- What is a B-tree?\n- Logs\n",
                false,
            ),
        ] {
            check_clear(&page.replace(from, to), expected);
        }
        check_clear("", false);
        check_clear("# Topics\n\n## Storage\n\n- Logs\n- B-trees\n", false);
    }

    #[test]
    fn without_levels_headings_are_topics() {
        let text = "# Topics\n\n- What for\n\n## Contents\n\n- [Storage](#storage)\n\n## Storage\n\n- B-trees\n\n```\n- code\n```\n\n## Networks\n";
        assert_eq!(shown(text), ["-: Storage, B-trees", "-: Networks"]);
        assert_eq!(shown("Text.\n"), [""; 0]);
    }
}
