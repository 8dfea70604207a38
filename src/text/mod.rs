//! Text as bytes, lines, positions and edits.
//!
//! This folder knows how an offset and a (line, column) pair name the same place, and how an open
//! document changes. It knows nothing of markdown, YAML, questions or the protocol's own types,
//! and it is the only place that names the rope.
//!
//! Every offset is in bytes of UTF-8 and fits `u32`: whoever reads files refuses larger ones.
//! A line ends at LF, CRLF or a lone CR and nowhere else, as LSP 3.17 says of text documents; VT,
//! FF, NEL, LS and PS are ordinary characters. A byte order mark is an ordinary character too.

mod display;
mod document;
mod edit;
mod lines;
mod position;
mod span;
#[cfg(test)]
mod tests;

pub use display::{count, ellipsis};
pub use document::{Change, Document, EditError, line_breaks_are_the_protocols};
pub use edit::{Overlap, Refusal, TextEdit, apply};
pub use lines::{line_break, line_end, line_start, next_line};
pub use position::{Encoding, Lines, Position};
pub use span::Span;

/// A length or offset as the `u32` that spans and positions hold.
///
/// Saturates: a text too long for it is refused before it gets here, and a wrong place is better
/// than a panic if one slips through.
fn offset32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// The nearest char boundary of `text` at or before `offset`, at most its length.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
