//! A page that names levels and topics without questions: `shape: topics`.
//!
//! Knows how such a page is written: headings with lists below. Where a heading names a level, only what is below those
//! headings are topics; else the headings and their lists are, without those that every page has.

use super::definition::Source;
use super::document::classify::{self, Section};
use super::document::line::{Kind, Line};
use super::document::name::Name;
use super::document::plain::plain;
use super::document::vocabulary::{is_of_other_documents, is_section};
use crate::facts::listed::Listed;
use crate::facts::mark::OwnedMark;
use crate::text::Span;

/// More words are a sentence.
const LONGEST: usize = 8;

/// The levels and topics of the page, by heading.
pub fn read(source: &Source<'_>) -> Box<[Listed]> {
    let parts = source.parts();
    let sections = classify::sections(source.text, parts.lines, &[]);
    let has_levels = sections.iter().any(|section| section.level.is_some());
    let mut above: Vec<&Section> = Vec::new();
    let mut all = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        above.retain(|other| other.depth < section.depth);
        above.push(section);
        let counts = match has_levels {
            true => above.iter().any(|section| section.level.is_some()),
            false => section.depth > 1 && !is_furniture(source.text, section),
        };
        let end = sections
            .get(at + 1)
            .map_or(parts.lines.len(), |next| next.line);
        let below = parts.lines.get(section.line + 1..end).filter(|_| counts);
        let items = below.into_iter().flatten();
        let items = items.filter_map(|line| topic(source.text, line));
        let topics: Vec<OwnedMark> = (section.topic.iter().filter(|_| counts).map(mark))
            .chain(items)
            .collect();
        if section.level.is_some() || !topics.is_empty() {
            all.push(Listed {
                heading: section.span,
                level: section.level.as_ref().map(mark),
                topics: topics.into(),
            });
        }
    }
    all.into()
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

/// The topic of an item at the left margin: what is before a colon, if there is one. A sentence or a question is none.
fn topic(text: &str, line: &Line) -> Option<OwnedMark> {
    let Kind::Item { text: span, .. } = line.kind else {
        return None;
    };
    let written = span.slice(text);
    let shown = plain(written);
    let name = shown.split(':').next().unwrap_or("").trim();
    let is_short = (1..=LONGEST).contains(&name.split_whitespace().count());
    if line.indent > 1 || !is_short || name.ends_with(['?', '!', '.']) {
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
    use crate::shape::{Input, read};

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

    #[test]
    fn without_levels_headings_are_topics() {
        let text = "# Topics\n\n- What for\n\n## Contents\n\n- [Storage](#storage)\n\n## Storage\n\n- B-trees\n\n```\n- code\n```\n\n## Networks\n";
        assert_eq!(shown(text), ["-: Storage, B-trees", "-: Networks"]);
        assert_eq!(shown("Text.\n"), [""; 0]);
    }
}
