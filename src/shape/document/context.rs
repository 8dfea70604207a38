//! What is known of a document before its candidates are judged.

use std::collections::HashSet;

use super::candidates::Candidate;
use super::line::Kind;
use super::parts::Parts;
use super::plain::plain;
use crate::syntax::markdown::slug::heading_anchor;

/// What is known of a document before its candidates are judged.
pub struct Context<'d> {
    /// Its lines and elements.
    pub parts: Parts<'d>,
    /// Its candidates.
    pub candidates: &'d [Candidate],
    /// Whether the title, the path or the first heading names a bank.
    pub names_bank: bool,
    /// The texts of the headings.
    pub headings: HashSet<&'d str>,
    /// How many lines show anything.
    pub filled: usize,
    /// Whether its title or its frontmatter says that it is of another kind.
    pub is_other: bool,
    /// How many headings are of the kind that documents about other things have.
    pub other_sections: usize,
    /// The anchors of the contents.
    pub anchors: HashSet<String>,
}

impl Context<'_> {
    /// Whether most of these candidates have the text of a heading, as the lines of contents have.
    pub(super) fn repeats_headings(&self, members: &[usize]) -> bool {
        let same = members
            .iter()
            .filter(|index| {
                self.headings
                    .contains(self.candidates[**index].text.slice(self.parts.text))
            })
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
        self.anchors.contains(anchor.to_lowercase().as_str())
    }
}
