//! The headings and links of a body, encoded in one string.
//!
//! A bank with a hundred thousand answers has several hundred thousand headings and links, and a session reads few of
//! them. Stored as values with their own strings, they would take most of the memory of a bank.

mod encoding;
mod list;

use crate::text::{Replaced, Span};
use encoding::{put_distance, put_number, put_text, take_distance, take_number, take_text};
use list::{List, Value, differing, put_list};
pub use list::{Located, Splice};

/// One heading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heading<'b> {
    /// Its text, without the hashes.
    pub span: Span,
    /// 1 to 6.
    pub level: u8,
    /// The anchor: the part after `#` of a link to it, numbered if an earlier heading has the same.
    pub anchor: &'b str,
}

/// A link or an image with a relative destination.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link<'b> {
    /// The destination as written.
    pub span: Span,
    /// The whole link, from `[` or `![` to `)`.
    pub whole: Span,
    /// The path, percent-decoded; empty for a link within the same file.
    pub path: &'b str,
    /// The part after `#`, percent-decoded.
    pub anchor: Option<&'b str>,
    /// Whether it is an image.
    pub image: bool,
}

/// Encoded headings and links, both in the order of their spans. Equal values have equal strings.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Packed(Box<str>);

const IMAGE: u32 = 1;
const ANCHOR: u32 = 2;

impl Packed {
    pub fn new(headings: &[Heading<'_>], links: &[Link<'_>]) -> Self {
        if headings.is_empty() && links.is_empty() {
            return Self::default();
        }
        let (mut first, mut second) = (Vec::new(), Vec::new());
        put_list(&mut first, headings);
        put_list(&mut second, links);
        Self::of_lists(&first, &second)
    }

    /// The headings and links after an edit, of which all but those that are replaced move with the text.
    pub fn spliced(
        headings: &Splice<'_, Heading<'_>>,
        links: &Splice<'_, Link<'_>>,
        edit: &Replaced,
    ) -> Self {
        if headings.is_empty() && links.is_empty() {
            return Self::default();
        }
        let (mut first, mut second) = (Vec::new(), Vec::new());
        headings.put(&mut first, edit);
        links.put(&mut second, edit);
        Self::of_lists(&first, &second)
    }

    fn of_lists(headings: &[u8], links: &[u8]) -> Self {
        let mut all = Vec::with_capacity(headings.len() + links.len() + 6);
        put_number(&mut all, headings.len() as u32);
        all.extend_from_slice(headings);
        all.extend_from_slice(links);
        // All of it was written as ASCII characters or comes from texts.
        Self(String::from_utf8(all).unwrap_or_default().into())
    }

    pub fn headings(&self) -> impl Iterator<Item = Heading<'_>> + Clone {
        self.lists().0.iter()
    }

    /// The first heading that contains `span`. Headings do not overlap.
    pub fn heading_around(&self, span: Span) -> Option<Heading<'_>> {
        let (headings, _) = self.lists();
        let heading = headings.last_before(span.start.saturating_add(1));
        heading.filter(|heading: &Heading<'_>| heading.span.cover(span) == heading.span)
    }

    /// The headings, to find and to replace some of them.
    pub fn located_headings(&self) -> Located<'_, Heading<'_>> {
        Located::new(self.lists().0)
    }

    pub fn links(&self) -> impl Iterator<Item = Link<'_>> + Clone {
        self.lists().1.iter()
    }

    /// The first link whose destination is at `span`.
    pub fn link_at(&self, span: Span) -> Option<Link<'_>> {
        let (_, links) = self.lists();
        let from_here = links.from(span.start);
        let mut same = from_here.take_while(|link: &Link<'_>| link.span.start == span.start);
        same.find(|link| link.span == span)
    }

    /// The links, to find and to replace some of them.
    pub fn located_links(&self) -> Located<'_, Link<'_>> {
        Located::new(self.lists().1)
    }

    /// Whether the headings of both have the same anchors in the same order, wherever they are.
    pub fn same_anchors(&self, other: &Self) -> bool {
        let (own, others) = differing::<Heading<'_>>(self.lists().0, other.lists().0);
        let own = own.iter().map(|heading| heading.anchor);
        own.eq(others.iter().map(|heading| heading.anchor))
    }

    /// The links of both without equal ones at the start and at the end, wherever these are. Some that are equal can be left.
    pub fn differing_links<'b>(&'b self, other: &'b Self) -> (Vec<Link<'b>>, Vec<Link<'b>>) {
        differing(self.lists().1, other.lists().1)
    }

    /// The headings and the links.
    fn lists(&self) -> (List<'_>, List<'_>) {
        let mut encoded = &*self.0;
        let length = take_number(&mut encoded) as usize;
        let (headings, links) = encoded.split_at_checked(length).unwrap_or_default();
        (List::of(headings), List::of(links))
    }
}

impl<'b> Value<'b> for Heading<'b> {
    fn start(&self) -> u32 {
        self.span.start
    }

    fn put(&self, encoded: &mut Vec<u8>) {
        put_number(encoded, self.span.len());
        put_number(encoded, u32::from(self.level));
        put_text(encoded, self.anchor);
    }

    fn take(encoded: &mut &'b str, at: u32) -> Self {
        Self {
            span: Span::new(at, at.saturating_add(take_number(encoded))),
            level: take_number(encoded) as u8,
            anchor: take_text(encoded),
        }
    }
}

impl<'b> Value<'b> for Link<'b> {
    fn start(&self) -> u32 {
        self.span.start
    }

    fn put(&self, encoded: &mut Vec<u8>) {
        put_number(encoded, self.span.len());
        put_distance(encoded, self.span.start, self.whole.start);
        put_distance(encoded, self.span.end, self.whole.end);
        let image = if self.image { IMAGE } else { 0 };
        put_number(encoded, image | self.anchor.map_or(0, |_| ANCHOR));
        put_text(encoded, self.path);
        if let Some(anchor) = self.anchor {
            put_text(encoded, anchor);
        }
    }

    fn take(encoded: &mut &'b str, at: u32) -> Self {
        let span = Span::new(at, at.saturating_add(take_number(encoded)));
        let start = take_distance(encoded, span.start);
        let end = take_distance(encoded, span.end);
        let flags = take_number(encoded);
        Self {
            span,
            whole: Span::new(start, end.max(start)),
            path: take_text(encoded),
            anchor: (flags & ANCHOR != 0).then(|| take_text(encoded)),
            image: flags & IMAGE != 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::list::MANY;
    use super::*;

    /// Larger than most, and below the largest possible offset.
    const LONGEST: u32 = 100_000;

    fn span() -> impl Strategy<Value = Span> {
        let offset = prop_oneof![0..300_u32, 0..(u32::MAX >> 1) - LONGEST];
        (offset, 0..LONGEST).prop_map(|(start, length)| Span::new(start, start + length))
    }

    type Written = (Span, Span, String, Option<String>, bool);

    fn written() -> impl Strategy<Value = Written> {
        (
            span(),
            span(),
            ".{0,9}",
            prop::option::of(".{0,9}"),
            any::<bool>(),
        )
    }

    fn links(written: &[Written]) -> Vec<Link<'_>> {
        let links = written.iter();
        let links = links.map(|(span, whole, path, anchor, image)| Link {
            span: *span,
            whole: *whole,
            path,
            anchor: anchor.as_deref(),
            image: *image,
        });
        links.collect()
    }

    /// Headings with these gaps and lengths.
    fn spread(gaps: &[(u32, u32)], from: u32) -> Vec<Heading<'static>> {
        let mut end = from;
        let headings = gaps.iter().map(|(gap, length)| {
            let start = end + gap + 1;
            end = start + length;
            Heading {
                span: Span::new(start, end),
                level: 2,
                anchor: ["x", "yy", ""][(length % 3) as usize],
            }
        });
        headings.collect()
    }

    fn paths(links: &[Link<'_>]) -> Vec<String> {
        links.iter().map(|link| link.path.to_owned()).collect()
    }

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn what_is_packed_comes_out(
            headings in prop::collection::vec((span(), 1..7_u8, ".{0,200}"), 0..5),
            written in prop::collection::vec(written(), 0..5),
            repeated in prop_oneof![Just(1), 1..2 * MANY],
        ) {
            let headings = headings.iter();
            let headings = headings.map(|(span, level, anchor)| Heading { span: *span, level: *level, anchor });
            let mut headings: Vec<Heading<'_>> = headings.collect();
            headings.sort_by_key(|heading| heading.span);
            // With and without an index, some with equal destinations.
            let links = links(&written);
            let again = links.iter().cycle().take(links.len() * repeated).enumerate();
            let mut links: Vec<Link<'_>> = again
                .map(|(number, link)| Link { span: link.span.shift(number as u32 % 7), ..*link })
                .collect();
            links.sort_by_key(|link| link.span);
            let packed = Packed::new(&headings, &links);
            prop_assert_eq!(packed.headings().collect::<Vec<_>>(), headings);
            prop_assert_eq!(packed.links().collect::<Vec<_>>(), &*links);
            for link in &links {
                let first = links.iter().copied().find(|other| other.span == link.span);
                prop_assert_eq!(packed.link_at(link.span), first);
                let longer = Span::new(link.span.start, link.span.end + 1);
                let known = links.iter().copied().find(|other| other.span == longer);
                prop_assert_eq!(packed.link_at(longer), known);
            }
        }

        #[test]
        fn a_heading_is_found_by_a_part_of_it(
            gaps in prop::collection::vec((0..9_u32, 0..9_u32), 0..2 * MANY),
            part in (0..1500_u32, 0..9_u32),
        ) {
            let headings = spread(&gaps, 0);
            let packed = Packed::new(&headings, &[]);
            let part = Span::new(part.0, part.0 + part.1);
            let expected = headings.iter().find(|heading| heading.span.cover(part) == heading.span);
            prop_assert_eq!(packed.heading_around(part), expected.copied());
            for heading in &headings {
                prop_assert_eq!(packed.heading_around(heading.span), Some(*heading));
            }
        }

        #[test]
        fn what_an_edit_replaces_is_packed_as_if_all_were(
            before in prop::collection::vec((0..99_u32, 0..9_u32), 0..MANY),
            old in prop::collection::vec((0..99_u32, 0..9_u32), 0..9),
            new in prop::collection::vec((0..99_u32, 0..9_u32), 0..9),
            after in prop::collection::vec((0..99_u32, 0..9_u32), 0..MANY),
        ) {
            let end = |headings: &[Heading<'_>], from| headings.last().map_or(from, |last| last.span.end);
            let before = spread(&before, 0);
            let start = end(&before, 0);
            let (old, new) = (spread(&old, start), spread(&new, start));
            let (old_end, new_end) = (end(&old, start), end(&new, start));
            let whole = |middle: &[Heading<'static>], from| {
                let after = spread(&after, from);
                [before.clone(), middle.to_vec(), after].concat()
            };
            let (was, is) = (whole(&old, old_end), whole(&new, new_end));
            let edit = Replaced {
                old: Span::new(start, old_end),
                new: Span::new(start, new_end),
                shift: i64::from(new_end) - i64::from(old_end),
            };
            let (packed, wanted) = (Packed::new(&was, &[]), Packed::new(&is, &[]));
            let range = before.len()..before.len() + old.len();
            let headings = packed.located_headings().spliced(range, new);
            let links = packed.located_links().spliced(0..0, Vec::new());
            let spliced = Packed::spliced(&headings, &links, &edit);
            prop_assert_eq!(&spliced, &wanted);
            let anchors = |list: &[Heading<'static>]| list.iter().map(|it| it.anchor).collect::<Vec<_>>();
            prop_assert_eq!(packed.same_anchors(&wanted), anchors(&was) == anchors(&is));
            prop_assert_eq!(wanted.same_anchors(&packed), anchors(&was) == anchors(&is));
        }

        #[test]
        fn links_that_are_left_out_are_equal(
            one in prop::collection::vec((0..3_u32, "[ab]{0,1}"), 0..2 * MANY),
            changes in prop::collection::vec((0..2 * MANY, 0..3_u32, "[ab]{0,1}"), 0..3),
        ) {
            let mut other = one.clone();
            for (at, gap, path) in changes {
                let at = at.min(other.len());
                if gap == 0 && at < other.len() {
                    other.remove(at);
                } else {
                    other.insert(at, (gap, path));
                }
            }
            let packed = |list: &[(u32, String)]| {
                let mut at = 0;
                let links = list.iter().map(|(gap, path)| {
                    at += gap;
                    let span = Span::new(at, at + 1);
                    Link { span, whole: span, path, anchor: None, image: false }
                });
                Packed::new(&[], &links.collect::<Vec<_>>())
            };
            let all = |packed: &Packed| paths(&packed.links().collect::<Vec<_>>());
            let (one, other) = (packed(&one), packed(&other));
            let (left, left_of_other) = one.differing_links(&other);
            let is_same = paths(&left) == paths(&left_of_other);
            prop_assert_eq!(is_same, all(&one) == all(&other));
        }
    }
}
