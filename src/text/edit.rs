//! Sets of text edits that apply at once.

use std::fmt;

use super::Span;

/// Replaces the text at `span` with `text`. An empty span inserts, an empty text deletes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TextEdit {
    /// The replaced range, in the text before any edit.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// Two edits of one set change the same bytes, so no order of them is right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Overlap {
    /// The edit that starts first.
    pub first: Span,
    /// The edit that starts before the first one ends.
    pub second: Span,
}

impl fmt::Display for Overlap {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, second } = self;
        write!(
            out,
            "two edits overlap: bytes {}–{} and {}–{}",
            first.start, first.end, second.start, second.end
        )
    }
}

impl std::error::Error for Overlap {}

/// Why an edit is refused, as a message for the author: what prevents it and where, without a full stop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal(pub String);

impl Refusal {
    /// A refusal for this reason.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// Applies all `edits` to `text`. Their spans refer to the original text and may come in any order.
///
/// Insertions at one position keep their order and come before a replacement that starts there, as LSP defines for
/// arrays of edits. Spans past the end or inside a character are clamped as by [`Span::slice`].
///
/// # Errors
/// [`Overlap`] if two edits cover a common byte, or one inserts inside a range that another replaces.
pub fn apply(text: &str, edits: &[TextEdit]) -> Result<String, Overlap> {
    let mut sorted: Vec<(Span, &str)> = edits
        .iter()
        .map(|edit| (edit.span.fit(text), edit.text.as_str()))
        .collect();
    sorted.sort_by_key(|&(span, _)| span);
    if let Some(pair) = sorted
        .windows(2)
        .find(|pair| pair[0].0.end > pair[1].0.start)
    {
        return Err(Overlap {
            first: pair[0].0,
            second: pair[1].0,
        });
    }
    let added: usize = sorted.iter().map(|(_, new)| new.len()).sum();
    let mut out = String::with_capacity(text.len() + added);
    let mut kept_from = 0;
    for (span, new) in sorted {
        out.push_str(Span::new(kept_from, span.start).slice(text));
        out.push_str(new);
        kept_from = span.end;
    }
    out.push_str(&text[kept_from as usize..]);
    Ok(out)
}

/// Whether a place is within one of these edits, which are in order.
pub fn is_within(span: Span, edits: &[TextEdit]) -> bool {
    let after = edits.partition_point(|edit| edit.span.start <= span.start);
    let last = after.checked_sub(1).map(|at| edits[at].span);
    last.is_some_and(|last| last.cover(span) == last)
}

#[cfg(test)]
mod tests {
    use super::{Overlap, Span, TextEdit, apply};

    fn edits(list: &[(u32, u32, &str)]) -> Vec<TextEdit> {
        list.iter()
            .map(|&(start, end, text)| TextEdit {
                span: Span::new(start, end),
                text: text.to_owned(),
            })
            .collect()
    }

    #[test]
    fn edits_apply_together() {
        for (list, want) in [
            (&[][..], "one two"),
            (&[(0, 3, "1"), (4, 7, "2")], "1 2"),
            // Any order.
            (&[(4, 7, "2"), (0, 3, "1")], "1 2"),
            // Neighbours touch without overlapping.
            (&[(0, 3, "a"), (3, 4, "b"), (4, 7, "c")], "abc"),
            // Insertions at one place keep their order and come before a replacement there.
            (&[(3, 3, "x"), (3, 3, "a"), (3, 3, "m")], "onexam two"),
            (&[(4, 7, "2"), (4, 4, "<"), (4, 4, "=")], "one <=2"),
            (&[(0, 3, "1"), (3, 3, "!")], "1! two"),
            (&[(7, 99, " three")], "one two three"),
            (&[(0, 7, "")], ""),
        ] {
            assert_eq!(
                apply("one two", &edits(list)).as_deref(),
                Ok(want),
                "{list:?}"
            );
        }
    }

    #[test]
    fn overlapping_edits_are_refused() {
        for (list, first, second) in [
            (&[(0, 3, ""), (2, 5, "")], (0, 3), (2, 5)),
            (&[(2, 5, ""), (0, 3, "")], (0, 3), (2, 5)),
            (&[(0, 3, "a"), (0, 3, "a")], (0, 3), (0, 3)),
            (&[(0, 6, ""), (2, 2, "x")], (0, 6), (2, 2)),
        ] {
            let overlap = Overlap {
                first: Span::new(first.0, first.1),
                second: Span::new(second.0, second.1),
            };
            assert_eq!(apply("one two", &edits(list)), Err(overlap), "{list:?}");
        }
    }
}
