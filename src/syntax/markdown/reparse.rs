//! Parses a body again after an edit, at the cost of the section around it.
//!
//! A heading at the left margin ends every block before it, so the blocks from one such heading to the next depend on no
//! other text, unless link definitions give names to links anywhere. The section that has the edit is parsed before and
//! after it, and the body gets what differs. Source: CommonMark 0.31, appendix "A parsing strategy", phase 1.

use std::ops::Range;

use super::body::{Body, Heading, Link, read};
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
    let headings: Vec<Heading<'_>> = body.headings().collect();
    let section = Section::around(old, &headings, edit)?;
    let before = read(section.text.slice(old));
    let after = read(edit.moved_span(section.text).slice(new));
    // What comments and elements say can depend on what is around the section.
    if before.has_rare() || after.has_rare() {
        return None;
    }
    let start = section.text.start;
    let Range {
        start: first,
        end: last,
    } = section.headings.clone();
    let here = |heading: Heading<'_>| (heading.span.shift(start), heading.level);
    let is_same = headings[first..last]
        .iter()
        .map(|it| (it.span, it.level))
        .eq(before.headings().map(here));
    let levels = before.headings().map(|heading| heading.level);
    if !is_same || !levels.eq(after.headings().map(|heading| heading.level)) {
        return None;
    }
    if !renames_alone(&headings, first, (&before, &after)) {
        return None;
    }
    let pairs = before
        .headings()
        .zip(after.headings())
        .zip(&headings[first..last]);
    let edited = pairs.map(|((before, after), known)| Heading {
        span: after.span.shift(start),
        level: after.level,
        anchor: match before.anchor == after.anchor {
            true => known.anchor,
            false => after.anchor,
        },
    });
    let moved = headings[last..].iter().map(|heading| Heading {
        span: edit.moved_span(heading.span),
        ..*heading
    });
    let edited: Vec<_> = edited.collect();
    // The heading that ends the section is where it was.
    let ends_it = headings[first..last].last().zip(edited.last());
    if section.is_ended && ends_it.is_some_and(|(old, new)| edit.moved_span(old.span) != new.span) {
        return None;
    }
    let kept = headings[..first].iter().copied();
    let headings: Vec<_> = kept.chain(edited).chain(moved).collect();
    let links = links(body, section.text, (&before, &after), edit)?;
    let words = body.words.checked_sub(before.words)? + after.words;
    let moved = |span| edit.moved_span(span);
    Some(body.edited((&headings, &links), words, fingerprint(new), moved))
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
    fn around(old: &str, headings: &[Heading<'_>], edit: &Replaced) -> Option<Self> {
        let line = |at: usize| line_start(old, headings[at].span.start);
        let is_outer = |at: &usize| old.as_bytes()[line(*at) as usize] == b'#';
        let later = headings.partition_point(|heading| heading.span.start <= edit.old.start);
        let first = (0..later).rev().find(is_outer)?;
        let next = (later..headings.len()).find(is_outer);
        let text = match next {
            Some(next) if edit.old.end >= line(next) => return None,
            Some(next) => Span::new(line(first), line_end(old, headings[next].span.end)),
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
fn renames_alone(headings: &[Heading<'_>], first: usize, (before, after): (&Body, &Body)) -> bool {
    let pairs = before.headings().zip(after.headings()).enumerate();
    let mut changed = pairs.filter(|(_, (before, after))| before.anchor != after.anchor);
    let Some((at, (old, new))) = changed.next() else {
        return true;
    };
    let repeated = format!("{}-1", old.anchor);
    let is_free =
        |heading: &Heading<'_>| heading.anchor != new.anchor && heading.anchor != repeated;
    changed.next().is_none()
        && headings[first + at].anchor == old.anchor
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
    edit: &Replaced,
) -> Option<Vec<Link<'b>>> {
    let at_section = |link: Link<'b>| Link {
        span: link.span.shift(section.start),
        whole: link.whole.shift(section.start),
        ..link
    };
    let all: Vec<Link<'b>> = body.links().collect();
    let first = all.partition_point(|link| link.span.start < section.start);
    let last = all.partition_point(|link| link.span.start < section.end);
    let read = before
        .links()
        .map(|link| (link.span.shift(section.start), link.path));
    if !all[first..last]
        .iter()
        .map(|link| (link.span, link.path))
        .eq(read)
    {
        return None;
    }
    let moved = all[last..].iter().map(|link| Link {
        span: edit.moved_span(link.span),
        whole: edit.moved_span(link.whole),
        ..*link
    });
    let kept = all[..first].iter().copied();
    Some(
        kept.chain(after.links().map(at_section))
            .chain(moved)
            .collect(),
    )
}
