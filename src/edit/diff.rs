//! The edits that turn one text into another.

use similar::{Algorithm, DiffTag};

use crate::text::{Span, TextEdit};

/// The edits that turn `old` into `new`, each of whole lines; none if the texts are equal.
///
/// Uses the algorithm of Myers; its time is bounded by the lengths of both texts.
pub fn diff(old: &str, new: &str) -> Vec<TextEdit> {
    let (before, after) = (lines(old), lines(new));
    let operations = similar::capture_diff_slices(Algorithm::Myers, &before, &after);
    let kept = operations
        .iter()
        .filter(|operation| operation.tag() == DiffTag::Equal)
        .map(|operation| (operation.old_range(), operation.new_range()));
    // Everything between two equal runs is one edit.
    let end = (before.len()..before.len(), after.len()..after.len());
    let mut edits = Vec::new();
    let (mut from, mut to, mut offset) = (0, 0, 0);
    for (old, new) in kept.chain([end]) {
        let start = offset;
        offset += length(&before[from..old.start]);
        if offset > start || new.start > to {
            edits.push(TextEdit {
                span: Span::new(start, offset),
                text: after[to..new.start].concat(),
            });
        }
        offset += length(&before[old.clone()]);
        (from, to) = (old.end, new.end);
    }
    edits
}

fn length(lines: &[&str]) -> u32 {
    lines.iter().map(|line| line.len() as u32).sum()
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
        let edits = diff("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n");
        let shown: Vec<_> = edits
            .iter()
            .map(|e| (e.span.start, e.span.end, &*e.text))
            .collect();
        assert_eq!(shown, [(2, 4, "B\n"), (8, 8, "e\n")]);
        assert_eq!(diff("same", "same"), []);
    }

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn the_edits_lead_there(old in "[ab\r\n𝔸]{0,20}", new in "[ab\r\n𝔸]{0,20}") {
            let edits = diff(&old, &new);
            prop_assert_eq!(apply(&old, &edits), Ok(new));
        }
    }
}
