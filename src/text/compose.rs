//! Two sets of edits, one after the other, as one.

use super::{Span, TextEdit};

/// The edits of a text that do what `first` does, and then what `second` does to the text after that. Edits that touch
/// become one.
pub fn composed(first: &[TextEdit], second: &[TextEdit]) -> Vec<TextEdit> {
    let mut pieces = pieces(first).into_iter();
    let mut rest = pieces.next();
    let mut out = Vec::new();
    let mut at = 0;
    for edit in sorted(second) {
        while at < edit.span.end {
            let Some(piece) = rest.take() else { break };
            let end = if at < edit.span.start {
                edit.span.start
            } else {
                edit.span.end
            };
            let (head, tail) = piece.split(end - at);
            let is_kept = at < edit.span.start;
            at += head.len();
            out.extend(Some(head).filter(|_| is_kept));
            rest = tail.or_else(|| pieces.next());
        }
        out.push(Piece::New(edit.text.clone()));
    }
    out.extend(rest);
    out.extend(pieces);
    edits(&out)
}

/// A part of the text after some edits.
enum Piece {
    /// What was there, by its place before.
    Kept(Span),
    /// What is new.
    New(String),
}

impl Piece {
    fn len(&self) -> u32 {
        match self {
            Self::Kept(span) => span.len(),
            Self::New(text) => text.len() as u32,
        }
    }

    /// The first `len` bytes, and the rest if there is any.
    fn split(self, len: u32) -> (Self, Option<Self>) {
        if self.len() <= len {
            return (self, None);
        }
        match self {
            Self::Kept(span) => {
                let at = span.start + len;
                let rest = Self::Kept(Span::new(at, span.end));
                (Self::Kept(Span::new(span.start, at)), Some(rest))
            }
            Self::New(mut text) => {
                let rest = text.split_off(len as usize);
                (Self::New(text), Some(Self::New(rest)))
            }
        }
    }
}

fn sorted(edits: &[TextEdit]) -> Vec<&TextEdit> {
    let mut sorted: Vec<&TextEdit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    sorted
}

/// The whole text after the edits; it has no end.
fn pieces(edits: &[TextEdit]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for edit in sorted(edits) {
        pieces.push(Piece::Kept(Span::new(from, edit.span.start)));
        pieces.push(Piece::New(edit.text.clone()));
        from = edit.span.end;
    }
    pieces.push(Piece::Kept(Span::new(from, u32::MAX)));
    pieces
}

fn edits(pieces: &[Piece]) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let mut from = 0;
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::New(new) => text += new,
            Piece::Kept(span) if span.is_empty() => {}
            Piece::Kept(span) => {
                if from < span.start || !text.is_empty() {
                    edits.push(TextEdit {
                        span: Span::new(from, span.start),
                        text: std::mem::take(&mut text),
                    });
                }
                from = span.end;
            }
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::apply;

    fn edit(start: u32, end: u32, text: &str) -> TextEdit {
        TextEdit {
            span: Span::new(start, end),
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_is_new_can_change_again() {
        let first = [edit(0, 1, "xyz"), edit(3, 3, "-")];
        // `abcde` becomes `xyzbc-de`.
        for (second, composed_to) in [
            (
                vec![edit(1, 2, "Y")],
                vec![edit(0, 1, "xYz"), edit(3, 3, "-")],
            ),
            (
                vec![edit(2, 4, "")],
                vec![edit(0, 2, "xy"), edit(3, 3, "-")],
            ),
            (vec![edit(5, 6, "")], vec![edit(0, 1, "xyz")]),
            (
                vec![edit(8, 8, "!")],
                vec![edit(0, 1, "xyz"), edit(3, 3, "-"), edit(5, 5, "!")],
            ),
        ] {
            assert_eq!(composed(&first, &second), composed_to);
        }
    }

    fn some_edits() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
        prop::collection::vec((0..4usize, 0..3usize, "[xy]{0,2}"), 0..4)
    }

    /// Edits in `text`, from how far each is from the one before.
    fn placed(drawn: &[(usize, usize, String)], text: &str) -> Vec<TextEdit> {
        let mut at = 0;
        let mut edits = Vec::new();
        for (gap, len, new) in drawn {
            let start = (at + gap).min(text.len());
            at = (start + len).min(text.len());
            edits.push(edit(start as u32, at as u32, new));
        }
        edits
    }

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn both_are_done(text in "[ab]{0,12}", first in some_edits(), second in some_edits()) {
            let first = placed(&first, &text);
            let between = apply(&text, &first).expect("they do not overlap");
            let second = placed(&second, &between);
            let after = apply(&between, &second).expect("they do not overlap");
            prop_assert_eq!(apply(&text, &composed(&first, &second)), Ok(after));
        }
    }
}
