//! Text as bytes, lines, positions and edits.
//!
//! Knows how offsets map to (line, column) pairs, and how edits apply to open documents. Must not know: markdown, YAML,
//! questions or protocol types. It is the only user of the rope.
//!
//! All offsets are in UTF-8 bytes and fit `u32`: the code that reads files refuses larger ones. A line ends at LF, CRLF
//! or a lone CR, as LSP 3.17 defines. VT, FF, NEL, LS, PS and the byte order mark are ordinary characters.

mod compose;
mod display;
mod document;
mod edit;
mod letters;
mod lines;
mod numerals;
mod position;
mod replaced;
mod span;
#[cfg(test)]
mod tests;

pub use compose::composed;
pub use display::{columns, count, ellipsis, is_or_are, one_line, thousands};
pub use document::{Change, Document, EditError, line_breaks_are_the_protocols};
pub use edit::{Overlap, Refusal, TextEdit, apply, is_within};
pub use letters::{letters, same_letters};
pub use lines::{
    LineSpans, bare_lines, line_at, line_break, line_end, line_start, next_line, unindented,
};
pub use numerals::renumbered;
pub use position::{Encoding, Lines, Position};
pub use replaced::Replaced;
pub use span::Span;

/// A length or offset as the `u32` that spans and positions hold.
///
/// Saturates: longer texts are refused earlier, and a wrong position is better than a panic if one gets through.
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
