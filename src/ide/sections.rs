//! The sections of a markdown text: each heading with the text below it, up to the next heading of the same or a higher
//! rank.

use crate::facts::Facts;
use crate::syntax::markdown::body::Heading;
use crate::text::{Span, line_start};

/// A heading with the text below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Section {
    /// The heading's text without its markers.
    pub named: Span,
    /// From the start of the heading's line to the last non-space character of the section.
    pub full: Span,
}

/// The sections of a file whose text is `text`, in the order of their headings; a deeper section is within the one
/// before it.
pub(super) fn sections(facts: &Facts, text: &str) -> Vec<Section> {
    sections_where(facts, text, |_| true)
}

/// The sections whose heading starts at an offset that is `kept`, as if there were no other headings.
pub(super) fn sections_where(
    facts: &Facts,
    text: &str,
    kept: impl Fn(u32) -> bool,
) -> Vec<Section> {
    let start = facts.body_start();
    let headings = facts.body().headings();
    let headings = headings.filter(|heading| kept(heading.span.start + start));
    let headings: Vec<Heading<'_>> = headings.collect();
    // The start of the next section of each rank or a higher one.
    let mut next = [text.len() as u32; 7];
    let mut found: Vec<Section> = Vec::with_capacity(headings.len());
    for heading in headings.iter().rev() {
        let rank = usize::from(heading.level).min(next.len() - 1);
        let named = heading.span.shift(start);
        let opens = line_start(text, named.start);
        let below = Span::new(opens, next[rank].max(opens)).slice(text);
        let end = (opens + below.trim_end().len() as u32).max(named.end);
        found.push(Section {
            named,
            full: Span::new(opens, end),
        });
        next[rank..].fill(opens);
    }
    found.reverse();
    found
}
