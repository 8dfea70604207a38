//! From two texts to the edits that lead from one to the other.

use similar::{Algorithm, DiffTag};

use crate::text::{Span, TextEdit};

/// The edits that make `new` of `old`, each of whole lines that differ; none where the texts are the same.
///
/// Lines are found by the algorithm of Myers, with its time bounded by the lengths of both.
pub fn difference(old: &str, new: &str) -> Vec<TextEdit> {
    let (before, after) = (lines(old), lines(new));
    let offset =
        |lines: &[&str], at: usize| lines[..at].iter().map(|line| line.len()).sum::<usize>();
    let operations = similar::capture_diff_slices(Algorithm::Myers, &before, &after);
    let changed = operations
        .iter()
        .filter(|operation| operation.tag() != DiffTag::Equal);
    let edit = |operation: &similar::DiffOp| {
        let range = operation.old_range();
        TextEdit {
            span: Span::new(
                offset(&before, range.start) as u32,
                offset(&before, range.end) as u32,
            ),
            text: after[operation.new_range()].concat(),
        }
    };
    changed.map(edit).collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::apply;

    #[test]
    fn only_the_lines_that_differ() {
        let edits = difference("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n");
        let shown: Vec<_> = edits
            .iter()
            .map(|e| (e.span.start, e.span.end, &*e.text))
            .collect();
        assert_eq!(shown, [(2, 4, "B\n"), (8, 8, "e\n")]);
        assert_eq!(difference("same", "same"), []);
    }

    proptest! {
        #[test]
        fn the_edits_lead_there(old in "[ab\r\n𝔸]{0,20}", new in "[ab\r\n𝔸]{0,20}") {
            let edits = difference(&old, &new);
            prop_assert_eq!(apply(&old, &edits), Ok(new));
        }
    }
}
