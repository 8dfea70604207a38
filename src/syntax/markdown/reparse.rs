//! Parses a body again after an edit, at the cost of the section around it.
//!
//! A heading at the left margin ends every block before it, so the blocks from one such heading to the next depend on no
//! other text, unless link definitions give names to links anywhere. The section that has the edit is parsed before and
//! after it, and the body gets what differs. Source: CommonMark 0.31, appendix "A parsing strategy", phase 1.

use std::ops::Range;

use super::body::{Body, Heading, Link, read};
use super::compact::{Located, Splice};
use super::fingerprint::fingerprint;
use super::shown::Shown;
use crate::text::{Replaced, Span, line_end, line_start};

/// A longer section, in bytes, is not worth two parses.
const LONGEST: u32 = 1 << 16;

/// The body of `new`, if it follows from that of `old` and from the section around the edit. Neither text may have link
/// definitions. `edit` is the difference between the texts.
pub fn reparse(body: &Body, (old, new): (&str, &str), edit: &Replaced) -> Option<Body> {
    if body.shown() != Shown::Text {
        return None;
    }
    let headings = body.located_headings();
    let section = Section::around(old, &headings, edit)?;
    let before = read(section.text.slice(old));
    let after = read(edit.moved_span(section.text).slice(new));
    // What comments and elements say can depend on what is around the section.
    if before.has_rare() || after.has_rare() {
        return None;
    }
    let known: Vec<Heading<'_>> = headings.range(section.headings.clone()).collect();
    let start = section.text.start;
    let here = |heading: Heading<'_>| (heading.span.shift(start), heading.level);
    let is_same = known
        .iter()
        .map(|it| (it.span, it.level))
        .eq(before.headings().map(here));
    let levels = before.headings().map(|heading| heading.level);
    if !is_same || !levels.eq(after.headings().map(|heading| heading.level)) {
        return None;
    }
    if !renames_alone(&headings, section.headings.start, (&before, &after)) {
        return None;
    }
    let pairs = before.headings().zip(after.headings()).zip(&known);
    let edited = pairs.map(|((before, after), known)| Heading {
        span: after.span.shift(start),
        level: after.level,
        anchor: match before.anchor == after.anchor {
            true => known.anchor,
            false => after.anchor,
        },
    });
    let edited: Vec<_> = edited.collect();
    // The heading that ends the section is where it was.
    let ends_it = known.last().zip(edited.last());
    if section.is_ended && ends_it.is_some_and(|(old, new)| edit.moved_span(old.span) != new.span) {
        return None;
    }
    let headings = headings.spliced(section.headings, edited);
    let links = links(body, section.text, (&before, &after))?;
    let words = body.words.checked_sub(before.words)? + after.words;
    Some(body.edited((&headings, &links), words, fingerprint(new), edit))
}

/// The text from a heading at the left margin to the end of the line of the next such heading.
struct Section {
    /// Where it is.
    text: Span,
    /// The indexes of its headings.
    headings: Range<usize>,
    /// Whether its last heading opens the next section.
    is_ended: bool,
}

impl Section {
    /// The section that the edit is in. The edit leaves the line of the next heading and the line break before it as they
    /// are, so that it is there after the edit if it is read as a heading then.
    fn around(old: &str, headings: &Located<'_, Heading<'_>>, edit: &Replaced) -> Option<Self> {
        let line = |at: usize| line_start(old, headings.start(at));
        let is_outer = |at: &usize| old.as_bytes()[line(*at) as usize] == b'#';
        let later = headings.count_before(edit.old.start + 1);
        let first = (0..later).rev().find(is_outer)?;
        let next = (later..headings.len()).find(is_outer);
        let text = match next {
            Some(next) if edit.old.end >= line(next) => return None,
            Some(next) => {
                let next = headings.range(next..next + 1).next()?;
                Span::new(line(first), line_end(old, next.span.end))
            }
            None => Span::new(line(first), old.len() as u32),
        };
        let headings = first..next.map_or(headings.len(), |next| next + 1);
        let is_short = text.len().max(edit.new.len()) <= LONGEST;
        (is_short && text.start < edit.old.start).then_some(Self {
            text,
            headings,
            is_ended: next.is_some(),
        })
    }
}

/// Whether the edit changes the anchor of no heading, or of one and that cannot change another's: equal anchors are
/// numbered in the order of the text. `first` is the index of the section's first heading.
fn renames_alone(
    headings: &Located<'_, Heading<'_>>,
    first: usize,
    (before, after): (&Body, &Body),
) -> bool {
    let pairs = before.headings().zip(after.headings()).enumerate();
    let mut changed = pairs.filter(|(_, (before, after))| before.anchor != after.anchor);
    let Some((at, (old, new))) = changed.next() else {
        return true;
    };
    let repeated = format!("{}-1", old.anchor);
    let is_free = |heading: Heading<'_>| heading.anchor != new.anchor && heading.anchor != repeated;
    let known = headings.range(first + at..first + at + 1).next();
    changed.next().is_none()
        && known.is_some_and(|known| known.anchor == old.anchor)
        && headings.iter().all(is_free)
        && !is_numbered(old.anchor)
        && !is_numbered(new.anchor)
}

/// Whether an anchor can be that of a repeated heading.
fn is_numbered(anchor: &str) -> bool {
    let number = anchor.rsplit_once('-').map(|(_, number)| number);
    number.is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The links after the edit; `None` if the section alone does not have the links that it has in the whole text.
fn links<'b>(
    body: &'b Body,
    section: Span,
    (before, after): (&Body, &'b Body),
) -> Option<Splice<'b, Link<'b>>> {
    let all = body.located_links();
    let range = all.count_before(section.start)..all.count_before(section.end);
    let known = all.range(range.clone()).map(|link| (link.span, link.path));
    let read = before
        .links()
        .map(|link| (link.span.shift(section.start), link.path));
    if !known.eq(read) {
        return None;
    }
    let after = after.links().map(|link| Link {
        span: link.span.shift(section.start),
        whole: link.whole.shift(section.start),
        ..link
    });
    Some(all.spliced(range, after.collect()))
}
