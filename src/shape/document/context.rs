//! What is known of a document before its candidates are judged.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::candidates::{Candidate, Opener};
use super::contents::Entry;
use super::line::{Kind, Line};
use super::parts::Parts;
use super::plain::plain;
use super::vocabulary::{announces_answer, is_of_other_documents};
use crate::syntax::markdown::slug::heading_anchor;
use crate::text::Span;

/// What is known of a document before its candidates are judged.
pub struct Context<'d> {
    /// Its lines and elements.
    pub parts: Parts<'d>,
    /// Its candidates.
    pub candidates: &'d [Candidate],
    /// Whether the title, the path or the first heading names a bank.
    pub names_bank: bool,
    /// How many lines show anything.
    pub filled: usize,
    /// Whether its title or its frontmatter says that it is of another kind.
    pub is_other: bool,
    /// The anchors of the contents.
    pub anchors: HashSet<String>,
    /// The headings, in order.
    headings: Vec<Heading>,
    /// The texts of the headings that can open questions, once they were asked for.
    texts: OnceCell<HashSet<&'d str>>,
    /// How many headings are of the kind that documents about other things have, once that was asked for.
    other_sections: OnceCell<usize>,
}

/// A heading.
pub(super) struct Heading {
    /// The index of its line.
    pub line: usize,
    /// Its level.
    pub level: u8,
    /// Its text.
    text: Span,
    /// Whether it announces an answer, once that was asked for.
    announces: OnceCell<bool>,
}

impl<'d> Context<'d> {
    /// What is known under the best of titles.
    pub fn new(parts: Parts<'d>, candidates: &'d [Candidate], contents: &[Entry]) -> Self {
        let anchors = contents.iter().map(|entry| entry.anchor.to_lowercase());
        let filled = parts.lines.iter().filter(|line| !line.is_blank());
        Self {
            parts,
            candidates,
            names_bank: true,
            filled: filled.count(),
            is_other: false,
            anchors: anchors.collect(),
            headings: headings(parts.lines),
            texts: OnceCell::new(),
            other_sections: OnceCell::new(),
        }
    }

    /// How many headings are of the kind that documents about other things have.
    pub(super) fn other_sections(&self) -> usize {
        *self.other_sections.get_or_init(|| {
            let texts = self.headings.iter().map(|heading| heading.text);
            texts
                .filter(|text| is_of_other_documents(text.slice(self.parts.text)))
                .count()
        })
    }

    /// The line of the first heading after a line, up to another, that announces no answer and for which this holds.
    pub(super) fn heading_between(
        &self,
        (line, limit): (usize, usize),
        holds: impl Fn(&Heading) -> bool,
    ) -> Option<usize> {
        let first = self
            .headings
            .partition_point(|heading| heading.line <= line);
        let before = self.headings[first..]
            .iter()
            .take_while(|heading| heading.line < limit);
        let mut found = before.filter(|heading| holds(heading) && !self.announces_answer(heading));
        found.next().map(|heading| heading.line)
    }

    fn announces_answer(&self, heading: &Heading) -> bool {
        let text = || heading.text.slice(self.parts.text);
        *heading
            .announces
            .get_or_init(|| announces_answer(&plain(text())))
    }

    /// Whether most of these candidates have the text of a heading, as the lines of contents have.
    pub(super) fn repeats_headings(&self, members: &[usize]) -> bool {
        let text = |candidate: &Candidate| candidate.text.slice(self.parts.text);
        let texts = self.texts.get_or_init(|| {
            let headings = self.candidates.iter().filter(|candidate| {
                matches!(candidate.opener, Opener::Heading | Opener::NumberedHeading)
            });
            headings.map(text).collect()
        });
        let same = members
            .iter()
            .filter(|index| texts.contains(text(&self.candidates[**index])))
            .count();
        same * 2 > members.len()
    }

    /// Whether the contents list a heading.
    pub fn lists(&self, candidate: &Candidate) -> bool {
        let line = &self.parts.lines[candidate.line];
        let Kind::Heading { text, .. } = line.kind else {
            return false;
        };
        let anchor = heading_anchor(&plain(text.slice(self.parts.text)));
        let above = candidate
            .line
            .checked_sub(1)
            .map(|above| &self.parts.lines[above]);
        self.anchors.contains(anchor.to_lowercase().as_str())
            || self.names_anchor(text.slice(self.parts.text))
            || above.is_some_and(|above| self.names_anchor(above.visible(self.parts.text)))
    }

    /// Whether a line has an element with an anchor that the contents list: `<a name="tide"></a>`.
    fn names_anchor(&self, line: &str) -> bool {
        line.contains('<')
            && ["name=", "id="].iter().any(|key| {
                let value = line.split_once(key).map(|(_, value)| value);
                let value = value.map(|value| value.trim_start_matches(['"', '\'']));
                let name = value.and_then(|value| value.split(['"', '\'', '>', ' ', '/']).next());
                name.is_some_and(|name| self.anchors.contains(name.to_lowercase().as_str()))
            })
    }
}

fn headings(lines: &[Line]) -> Vec<Heading> {
    let heading = |(index, line): (usize, &Line)| match line.kind {
        Kind::Heading { level, text, .. } => Some(Heading {
            line: index,
            level,
            text,
            announces: OnceCell::new(),
        }),
        _ => None,
    };
    lines.iter().enumerate().filter_map(heading).collect()
}
