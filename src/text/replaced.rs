//! What an edit replaced, found by comparing the texts before and after.

use super::Span;

/// The changed part of a text: `new` replaces `old`, and everything before and after it is equal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Replaced {
    /// The part of the text before the edit.
    pub old: Span,
    /// The part of the text after the edit.
    pub new: Span,
    /// The distance in bytes by which everything after it moved.
    pub shift: i64,
}

impl Replaced {
    /// The part in which two texts differ, as early in the text as possible: lines that are typed after a paragraph come
    /// before the empty line that was there. It may start or end within a character.
    pub fn between(old: &str, new: &str) -> Self {
        let (a, b) = (old.as_bytes(), new.as_bytes());
        let tail = same_bytes_back(a, b);
        let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
        let start = same_bytes(a, b);
        let span = |text: &[u8]| Span::new(start as u32, text.len() as u32);
        Self {
            old: span(a),
            new: span(b),
            shift: new.len() as i64 - old.len() as i64,
        }
    }

    /// Where an offset is after the edit. One within the old part stays, or is at the end of the new part if that is before
    /// it: so the order of offsets is kept.
    pub fn moved(&self, offset: u32) -> u32 {
        match offset >= self.old.end {
            true => (i64::from(offset) + self.shift) as u32,
            false => offset.min(self.new.end),
        }
    }

    /// The same for the offsets of a span.
    pub fn moved_span(&self, span: Span) -> Span {
        Span::new(self.moved(span.start), self.moved(span.end))
    }
}

/// The length of the common prefix in bytes. Blocks are compared first, which the library does a machine word at a
/// time; the byte that differs is then searched in one block.
fn same_bytes(a: &[u8], b: &[u8]) -> usize {
    const BLOCK: usize = 1024;
    let limit = a.len().min(b.len());
    let mut at = 0;
    while at + BLOCK <= limit && a[at..at + BLOCK] == b[at..at + BLOCK] {
        at += BLOCK;
    }
    at + a[at..limit]
        .iter()
        .zip(&b[at..limit])
        .take_while(|(x, y)| x == y)
        .count()
}

/// The length of the common suffix in bytes.
fn same_bytes_back(a: &[u8], b: &[u8]) -> usize {
    const BLOCK: usize = 1024;
    let limit = a.len().min(b.len());
    let mut tail = 0;
    while tail + BLOCK <= limit
        && a[a.len() - tail - BLOCK..a.len() - tail] == b[b.len() - tail - BLOCK..b.len() - tail]
    {
        tail += BLOCK;
    }
    let (rest_a, rest_b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    tail + rest_a
        .iter()
        .rev()
        .zip(rest_b.iter().rev())
        .take(limit - tail)
        .take_while(|(x, y)| x == y)
        .count()
}

#[cfg(test)]
mod tests {
    use super::Replaced;
    use crate::text::Span;

    #[test]
    fn what_differs_between_two_texts() {
        for (old, new, was, is) in [
            ("one two", "one new two", 3..3, 3..7),
            ("one new two", "one two", 3..7, 3..3),
            ("aa", "a", 0..1, 0..0),
            ("same", "same", 0..0, 0..0),
            ("", "a", 0..0, 0..1),
        ] {
            let edit = Replaced::between(old, new);
            let span = |span: Span| span.start..span.end;
            assert_eq!((span(edit.old), span(edit.new)), (was, is), "{old} {new}");
        }
    }

    #[test]
    fn offsets_stay_in_order() {
        for (old, new) in [("one two three", "on three"), ("on three", "one two three")] {
            let edit = Replaced::between(old, new);
            let moved: Vec<u32> = (0..=old.len() as u32).map(|at| edit.moved(at)).collect();
            assert!(moved.is_sorted(), "{moved:?}");
            assert_eq!(moved.last(), Some(&(new.len() as u32)));
        }
    }
}
