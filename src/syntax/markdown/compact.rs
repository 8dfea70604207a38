//! The headings and links of a body, encoded in one string.
//!
//! A bank with a hundred thousand answers has several hundred thousand headings and links, and a session reads few of
//! them. Stored as values with their own strings, they would take most of the memory of a bank.

use crate::text::Span;

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

/// Encoded headings and links. Equal values have equal strings. Numbers are written in ASCII characters only, so that the
/// texts between them need no check when they are read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Packed(Box<str>);

const IMAGE: u32 = 1;
const ANCHOR: u32 = 2;

/// A body with more headings than this has an index of them, so that lookups do not scan them; the same holds for links.
/// Such bodies are rare.
const MANY: usize = 64;

/// The size of a number of the index in bytes, each of seven bits.
const NUMBER: usize = 5;

/// The size of an index entry in bytes: the start of the heading or of the link's destination, and the offset of its
/// encoding.
const ENTRY: usize = 2 * NUMBER;

impl Packed {
    pub fn new(headings: &[Heading<'_>], links: &[Link<'_>]) -> Self {
        if headings.is_empty() && links.is_empty() {
            return Self::default();
        }
        let mut packed = String::new();
        put_headings(&mut packed, headings);
        let mut all = String::with_capacity(packed.len() + 4 + links.len() * 40);
        put_number(&mut all, packed.len() as u32);
        all += &packed;
        put_links(&mut all, links);
        Self(all.into())
    }

    pub fn headings(&self) -> impl Iterator<Item = Heading<'_>> + Clone {
        let (_, mut encoded) = indexed(self.parts().0);
        let mut at = 0;
        std::iter::from_fn(move || {
            if encoded.is_empty() {
                return None;
            }
            at = take_distance(&mut encoded, at);
            Some(take_heading(&mut encoded, at))
        })
    }

    /// The first heading that contains `span`. Headings do not overlap.
    pub fn heading_around(&self, span: Span) -> Option<Heading<'_>> {
        let contains = |heading: &Heading<'_>| heading.span.cover(span) == heading.span;
        let (index, encoded) = indexed(self.parts().0);
        if index.is_empty() {
            return self.headings().find(contains);
        }
        let after = index.partition_point(|entry| numbers(entry).0 <= span.start);
        let (start, at) = numbers(&index[after.checked_sub(1)?]);
        let mut encoded = encoded.get(at as usize..)?;
        // The index has the start already; skip the distance from the previous heading.
        take_number(&mut encoded);
        Some(take_heading(&mut encoded, start)).filter(contains)
    }

    pub fn links(&self) -> impl Iterator<Item = Link<'_>> + Clone {
        let (_, mut encoded) = indexed(self.parts().1);
        let mut at = 0;
        std::iter::from_fn(move || {
            if encoded.is_empty() {
                return None;
            }
            at = take_distance(&mut encoded, at);
            Some(take_link(&mut encoded, at))
        })
    }

    /// The first link whose destination is at `span`.
    pub fn link_at(&self, span: Span) -> Option<Link<'_>> {
        let (index, encoded) = indexed(self.parts().1);
        if index.is_empty() {
            return self.links().find(|link| link.span == span);
        }
        let first = index.partition_point(|entry| numbers(entry).0 < span.start);
        let from_here = index[first..].iter().map(numbers);
        let same = from_here.take_while(|(start, _)| *start == span.start);
        let mut links = same.filter_map(|(start, at)| {
            let mut encoded = encoded.get(at as usize..)?;
            // The index has the start already; skip the distance from the previous link.
            take_number(&mut encoded);
            Some(take_link(&mut encoded, start))
        });
        links.find(|link| link.span == span)
    }

    /// The encoded headings with their index, and the encoded links with theirs.
    fn parts(&self) -> (&str, &str) {
        let mut encoded = &*self.0;
        let length = take_number(&mut encoded) as usize;
        encoded.split_at_checked(length).unwrap_or_default()
    }
}

/// The index of headings or links (empty if there are few) and the encoded values.
fn indexed(mut encoded: &str) -> (&[[u8; ENTRY]], &str) {
    let entries = take_number(&mut encoded) as usize;
    let parts = encoded.split_at_checked(entries * ENTRY);
    let (index, values) = parts.unwrap_or_default();
    (index.as_bytes().as_chunks().0, values)
}

/// Writes the number of index entries, the index, and the headings.
fn put_headings(all: &mut String, headings: &[Heading<'_>]) {
    let mut packed = String::with_capacity(headings.len() * 32);
    let mut places = Vec::with_capacity(headings.len());
    let mut at = 0;
    for heading in headings {
        places.push((heading.span.start, packed.len() as u32));
        put_distance(&mut packed, at, heading.span.start);
        put_number(&mut packed, heading.span.len());
        put_number(&mut packed, u32::from(heading.level));
        put_text(&mut packed, heading.anchor);
        at = heading.span.start;
    }
    put_indexed(all, places, &packed);
}

/// Writes the number of index entries, the index, and the links.
fn put_links(all: &mut String, links: &[Link<'_>]) {
    let mut packed = String::with_capacity(links.len() * 40);
    let mut places = Vec::with_capacity(links.len());
    let mut at = 0;
    for link in links {
        places.push((link.span.start, packed.len() as u32));
        put_distance(&mut packed, at, link.span.start);
        put_number(&mut packed, link.span.len());
        put_distance(&mut packed, link.span.start, link.whole.start);
        put_distance(&mut packed, link.span.end, link.whole.end);
        let image = if link.image { IMAGE } else { 0 };
        put_number(&mut packed, image | link.anchor.map_or(0, |_| ANCHOR));
        put_text(&mut packed, link.path);
        if let Some(anchor) = link.anchor {
            put_text(&mut packed, anchor);
        }
        at = link.span.start;
    }
    put_indexed(all, places, &packed);
}

/// Writes encoded values after an index, if there are many. `places`: where each starts in the text and in `packed`.
fn put_indexed(all: &mut String, mut places: Vec<(u32, u32)>, packed: &str) {
    if places.len() <= MANY {
        places.clear();
    }
    // Links are in text order, but their destinations need not be.
    places.sort_unstable();
    put_number(all, places.len() as u32);
    for (start, at) in places {
        all.extend(septets(start).chain(septets(at)));
    }
    all.push_str(packed);
}

/// A number as characters of seven bits each, the lowest bits first.
fn septets(number: u32) -> impl Iterator<Item = char> {
    let shifts = (0..NUMBER).map(|place| 7 * place as u32);
    shifts.map(move |shift| char::from((number >> shift) as u8 & 0x7f))
}

/// The two numbers of an entry of the index.
fn numbers(entry: &[u8; ENTRY]) -> (u32, u32) {
    let number = |septets: &[u8]| {
        let high_first = septets.iter().rev();
        high_first.fold(0, |number, septet| number << 7 | u32::from(*septet))
    };
    let (start, at) = entry.split_at(NUMBER);
    (number(start), number(at))
}

/// Decodes the heading that starts at `at`, after the distance to it.
fn take_heading<'b>(encoded: &mut &'b str, at: u32) -> Heading<'b> {
    Heading {
        span: Span::new(at, at.saturating_add(take_number(encoded))),
        level: take_number(encoded) as u8,
        anchor: take_text(encoded),
    }
}

/// Decodes the link whose destination starts at `at`, after the distance to it.
fn take_link<'b>(encoded: &mut &'b str, at: u32) -> Link<'b> {
    let span = Span::new(at, at.saturating_add(take_number(encoded)));
    let start = take_distance(encoded, span.start);
    let end = take_distance(encoded, span.end);
    let flags = take_number(encoded);
    Link {
        span,
        whole: Span::new(start, end.max(start)),
        path: take_text(encoded),
        anchor: (flags & ANCHOR != 0).then(|| take_text(encoded)),
        image: flags & IMAGE != 0,
    }
}

/// The bit that all characters of a number have but the last. There are six other bits in each.
const MORE: u8 = 0x40;

/// Writes a number in as few characters as it needs, the lowest bits first.
fn put_number(encoded: &mut String, mut number: u32) {
    while number >= u32::from(MORE) {
        encoded.push(char::from(number as u8 & (MORE - 1) | MORE));
        number >>= 6;
    }
    encoded.push(char::from(number as u8));
}

/// Writes the signed distance between two offsets; the lowest bit is the sign.
fn put_distance(encoded: &mut String, from: u32, to: u32) {
    // Offsets are below 2³¹ in any file that fits in memory; a larger one is clamped instead of a panic.
    let distance = from.abs_diff(to).min(u32::MAX >> 1);
    put_number(encoded, distance << 1 | u32::from(to < from));
}

fn put_text(encoded: &mut String, text: &str) {
    put_number(encoded, text.len() as u32);
    encoded.push_str(text);
}

fn take_number(encoded: &mut &str) -> u32 {
    let mut number = 0;
    let mut length = 0;
    for (place, byte) in encoded.bytes().enumerate().take(6) {
        number |= u32::from(byte & (MORE - 1)) << (6 * place as u32);
        length = place + 1;
        if byte & MORE == 0 {
            break;
        }
    }
    *encoded = encoded.get(length..).unwrap_or_default();
    number
}

fn take_distance(encoded: &mut &str, from: u32) -> u32 {
    let number = take_number(encoded);
    if number & 1 == 0 {
        from.saturating_add(number >> 1)
    } else {
        from.saturating_sub(number >> 1)
    }
}

fn take_text<'b>(encoded: &mut &'b str) -> &'b str {
    let length = take_number(encoded) as usize;
    let (text, rest) = encoded.split_at_checked(length).unwrap_or_default();
    *encoded = rest;
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Larger than most, and below the largest possible offset.
    const LONGEST: u32 = 100_000;

    fn span() -> impl Strategy<Value = Span> {
        let offset = prop_oneof![0..300_u32, 0..(u32::MAX >> 1) - LONGEST];
        (offset, 0..LONGEST).prop_map(|(start, length)| Span::new(start, start + length))
    }

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn what_is_packed_comes_out(
            headings in prop::collection::vec((span(), 1..7_u8, ".{0,200}"), 0..5),
            links in prop::collection::vec(
                (span(), span(), ".{0,9}", prop::option::of(".{0,9}"), any::<bool>()),
                0..5,
            ),
            repeated in prop_oneof![Just(1), 1..2 * MANY],
        ) {
            let headings: Vec<Heading<'_>> = headings
                .iter()
                .map(|(span, level, anchor)| Heading { span: *span, level: *level, anchor })
                .collect();
            let links: Vec<Link<'_>> = links
                .iter()
                .map(|(span, whole, path, anchor, image)| Link {
                    span: *span,
                    whole: *whole,
                    path,
                    anchor: anchor.as_deref(),
                    image: *image,
                })
                .collect();
            // With and without an index, some with equal destinations.
            let links: Vec<Link<'_>> = links
                .iter()
                .cycle()
                .take(links.len() * repeated)
                .enumerate()
                .map(|(number, link)| Link {
                    span: link.span.shift(number as u32 % 7),
                    ..*link
                })
                .collect();
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
            let mut end = 0;
            let headings: Vec<Heading<'_>> = gaps
                .into_iter()
                .map(|(gap, length)| {
                    let start = end + gap + 1;
                    end = start + length;
                    Heading { span: Span::new(start, end), level: 2, anchor: "x" }
                })
                .collect();
            let packed = Packed::new(&headings, &[]);
            let part = Span::new(part.0, part.0 + part.1);
            let expected = headings.iter().find(|heading| heading.span.cover(part) == heading.span);
            prop_assert_eq!(packed.heading_around(part), expected.copied());
            for heading in &headings {
                prop_assert_eq!(packed.heading_around(heading.span), Some(*heading));
            }
        }
    }
}
