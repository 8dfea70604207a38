//! The headings and links of a body in one run of bytes.
//!
//! A bank of a hundred thousand answers has some hundred thousand of each, nearly all of which nobody asks for in a
//! session. Kept as values with texts of their own they would take most of the memory there is for a bank.

use crate::text::Span;

/// One heading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heading<'b> {
    /// Its text, without the hashes.
    pub span: Span,
    /// 1 to 6.
    pub level: u8,
    /// What a link to it has after the `#`, numbered where an earlier heading has the same.
    pub anchor: &'b str,
}

/// A link or an image with a relative destination.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link<'b> {
    /// The destination as written.
    pub span: Span,
    /// The whole link, from `[` or `![` to `)`.
    pub whole: Span,
    /// The path, percent signs decoded; empty for a link within the same file.
    pub path: &'b str,
    /// What stands after `#`, percent signs decoded.
    pub anchor: Option<&'b str>,
    /// Whether it is an image.
    pub image: bool,
}

/// Headings and links. Equal ones have equal bytes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Packed(Box<[u8]>);

const IMAGE: u32 = 1;
const ANCHOR: u32 = 2;

impl Packed {
    pub fn new(headings: &[Heading<'_>], links: &[Link<'_>]) -> Self {
        if headings.is_empty() && links.is_empty() {
            return Self::default();
        }
        let mut packed = Vec::new();
        let mut at = 0;
        for heading in headings {
            put_distance(&mut packed, at, heading.span.start);
            put(&mut packed, heading.span.len());
            put(&mut packed, u32::from(heading.level));
            put_text(&mut packed, heading.anchor);
            at = heading.span.start;
        }
        let mut all = Vec::with_capacity(packed.len() + 4 + links.len() * 40);
        put(&mut all, packed.len() as u32);
        all.append(&mut packed);
        at = 0;
        for link in links {
            put_distance(&mut all, at, link.span.start);
            put(&mut all, link.span.len());
            put_distance(&mut all, link.span.start, link.whole.start);
            put_distance(&mut all, link.span.end, link.whole.end);
            let image = if link.image { IMAGE } else { 0 };
            put(&mut all, image | link.anchor.map_or(0, |_| ANCHOR));
            put_text(&mut all, link.path);
            if let Some(anchor) = link.anchor {
                put_text(&mut all, anchor);
            }
            at = link.span.start;
        }
        Self(all.into())
    }

    pub fn headings(&self) -> impl Iterator<Item = Heading<'_>> + Clone {
        let (mut bytes, _) = self.parts();
        let mut at = 0;
        std::iter::from_fn(move || {
            if bytes.is_empty() {
                return None;
            }
            at = take_distance(&mut bytes, at);
            Some(Heading {
                span: Span::new(at, at.saturating_add(take(&mut bytes))),
                level: take(&mut bytes) as u8,
                anchor: take_text(&mut bytes),
            })
        })
    }

    pub fn links(&self) -> impl Iterator<Item = Link<'_>> + Clone {
        let (_, mut bytes) = self.parts();
        let mut at = 0;
        std::iter::from_fn(move || {
            if bytes.is_empty() {
                return None;
            }
            at = take_distance(&mut bytes, at);
            let span = Span::new(at, at.saturating_add(take(&mut bytes)));
            let start = take_distance(&mut bytes, span.start);
            let end = take_distance(&mut bytes, span.end);
            let flags = take(&mut bytes);
            Some(Link {
                span,
                whole: Span::new(start, end.max(start)),
                path: take_text(&mut bytes),
                anchor: (flags & ANCHOR != 0).then(|| take_text(&mut bytes)),
                image: flags & IMAGE != 0,
            })
        })
    }

    /// The bytes of the headings and those of the links.
    fn parts(&self) -> (&[u8], &[u8]) {
        let mut bytes = &*self.0;
        let length = take(&mut bytes) as usize;
        bytes.split_at(length.min(bytes.len()))
    }
}

/// A number in as few bytes as it needs: seven bits in each, the high bit set in all but the last.
fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// How far it is from one offset to another; the lowest bit says backwards.
fn put_distance(bytes: &mut Vec<u8>, from: u32, to: u32) {
    // Offsets are below 2³¹ in any file that is read into memory as a whole; a larger one is cut, not wrong by a panic.
    let distance = from.abs_diff(to).min(u32::MAX >> 1);
    put(bytes, distance << 1 | u32::from(to < from));
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put(bytes, text.len() as u32);
    bytes.extend_from_slice(text.as_bytes());
}

fn take(bytes: &mut &[u8]) -> u32 {
    let mut number = 0;
    for shift in [0, 7, 14, 21, 28] {
        let Some((&byte, rest)) = bytes.split_first() else {
            break;
        };
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

fn take_distance(bytes: &mut &[u8], from: u32) -> u32 {
    let number = take(bytes);
    if number & 1 == 0 {
        from.saturating_add(number >> 1)
    } else {
        from.saturating_sub(number >> 1)
    }
}

fn take_text<'b>(bytes: &mut &'b [u8]) -> &'b str {
    let length = take(bytes) as usize;
    let (text, rest) = bytes.split_at(length.min(bytes.len()));
    *bytes = rest;
    // It was written from a text.
    std::str::from_utf8(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Longer than most, and below the largest offset that there is.
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
            let packed = Packed::new(&headings, &links);
            prop_assert_eq!(packed.headings().collect::<Vec<_>>(), headings);
            prop_assert_eq!(packed.links().collect::<Vec<_>>(), links);
        }
    }
}
