//! The sections of a markdown text: what stands below a heading, up to the next of its own or a higher rank.

use crate::facts::Facts;
use crate::syntax::markdown::body::Heading;
use crate::text::{Span, line_start};

/// A heading and what stands below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Section {
    /// The heading's text, without its marks.
    pub named: Span,
    /// From the start of the heading's line to the last letter below it.
    pub full: Span,
}

/// The sections of a file whose text is `text`, in the order of their headings; a deeper one stands within the one
/// before it.
pub(super) fn sections(facts: &Facts, text: &str) -> Vec<Section> {
    let start = facts.body_start();
    let headings: Vec<Heading<'_>> = facts.body().headings().collect();
    // Where the next section of each rank or a higher one starts.
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
