//! A range of text between two byte offsets.

use std::ops::Range;

use super::{floor_boundary, offset32};

/// The bytes from `start` up to, not including, `end`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just after the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; `start` is not after `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The empty span at `offset`.
    pub const fn at(offset: u32) -> Self {
        Self {
            start: offset,
            end: offset,
        }
    }

    /// The length in bytes.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers no byte.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the byte at `offset` is inside; no byte is inside an empty span.
    pub const fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether a cursor at `offset` is inside or at either end. A cursor is between two characters, so at both ends it
    /// is on the word.
    pub const fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// The span `by` bytes later; converts a span in a part of a text to one in the whole.
    pub const fn shift(self, by: u32) -> Self {
        Self {
            start: self.start.saturating_add(by),
            end: self.end.saturating_add(by),
        }
    }

    /// The span as a range of indices.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that contains both.
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The part of `text` that it covers. Never panics: an offset past the end is clamped to the end, one inside a
    /// character to the start of that character.
    pub fn slice(self, text: &str) -> &str {
        &text[self.fit(text).range()]
    }

    /// The span clamped as by `slice`: inside `text` and on char boundaries.
    pub fn fit(self, text: &str) -> Self {
        let end = floor_boundary(text, self.end as usize);
        let start = floor_boundary(text, self.start as usize).min(end);
        Self {
            start: offset32(start),
            end: offset32(end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn a_slice_never_panics() {
        let text = "aé😀";
        for (start, end, want) in [
            (0, 7, "aé😀"),
            (0, 1, "a"),
            (1, 3, "é"),
            (2, 3, "é"),
            (1, 2, ""),
            (3, 5, ""),
            (4, 99, "😀"),
            (50, 99, ""),
        ] {
            assert_eq!(Span::new(start, end).slice(text), want, "{start}..{end}");
        }
        let backward = Span { start: 3, end: 1 };
        assert_eq!(
            (backward.slice(text), backward.len(), backward.is_empty()),
            ("", 0, true)
        );
    }

    #[test]
    fn a_cursor_touches_both_ends_but_the_last_is_not_contained() {
        for (span, offset, contains, touches) in [
            (Span::new(2, 4), 1, false, false),
            (Span::new(2, 4), 2, true, true),
            (Span::new(2, 4), 3, true, true),
            (Span::new(2, 4), 4, false, true),
            (Span::new(2, 4), 5, false, false),
            (Span::at(2), 2, false, true),
        ] {
            assert_eq!(span.contains(offset), contains, "{span:?} {offset}");
            assert_eq!(span.touches(offset), touches, "{span:?} {offset}");
        }
    }

    #[test]
    fn spans_move_and_grow() {
        assert_eq!(Span::new(2, 4).shift(10), Span::new(12, 14));
        assert_eq!(Span::new(2, 4).cover(Span::new(8, 9)), Span::new(2, 9));
        assert_eq!(Span::new(2, 9).cover(Span::at(4)), Span::new(2, 9));
    }
}
