//! Lines and columns of a text that does not change.

use super::{Span, floor_boundary, offset32};

/// The unit of columns. Editor and server negotiate it at startup.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: two for a character outside the basic plane. The default of LSP.
    #[default]
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

impl Encoding {
    /// The length of `text` in units.
    fn units(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            _ if text.is_ascii() => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        }
    }

    /// The byte offset of `units` units into `text`: its length if the text is shorter, the start of the character that
    /// `units` would split.
    fn bytes(self, text: &str, units: usize) -> usize {
        if self == Self::Utf8 || text.is_ascii() {
            return floor_boundary(text, units);
        }
        let mut left = units;
        for (offset, c) in text.char_indices() {
            let width = if self == Self::Utf16 {
                c.len_utf16()
            } else {
                1
            };
            if left < width {
                return offset;
            }
            left -= width;
        }
        text.len()
    }
}

/// A position between two characters, as in the protocol.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Position {
    /// Line, from 0.
    pub line: u32,
    /// Column, from 0, in units of an [`Encoding`].
    pub column: u32,
}

impl Position {
    /// The position `column` units into line `line`, both from 0.
    pub const fn new(line: u32, column: u32) -> Self {
        Self { line, column }
    }
}

/// The offsets at which the lines of a text start: the line table of a closed file.
///
/// An open document computes the same from its rope, see [`super::Document`]; both give equal results.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: &'t str,
    /// Offset of the first byte of each line; the first is 0.
    starts: Vec<u32>,
    /// The length of a byte order mark that takes no column, in bytes.
    mark: u32,
}

#[expect(
    clippy::len_without_is_empty,
    reason = "even an empty text has one line"
)]
impl<'t> Lines<'t> {
    /// Builds the table in one pass over `text`.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let opens_crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if !opens_crlf {
                starts.push(offset32(at + 1));
            }
        }
        Self {
            text,
            starts,
            mark: 0,
        }
    }

    /// The line table of a file as an editor shows it: a byte order mark at its start takes no column.
    pub fn of_file(text: &'t str) -> Self {
        Self {
            mark: if text.starts_with('\u{feff}') { 3 } else { 0 },
            ..Self::new(text)
        }
    }

    /// The number of lines: one more than there are line breaks.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, that holds the byte at `offset`; a line break belongs to the line it
    /// ends. Past the text: the last line.
    pub fn line_of(&self, offset: u32) -> u32 {
        offset32(self.starts.partition_point(|&start| start <= offset) - 1)
    }

    /// The span of a line without its line break. For a line past the last one: empty, at the end of the text.
    pub fn line_span(&self, line: u32) -> Span {
        let line = line as usize;
        let Some(&start) = self.starts.get(line) else {
            return Span::at(offset32(self.text.len()));
        };
        let end = match self.starts.get(line + 1) {
            Some(&next) => next - break_len(&self.text.as_bytes()[..next as usize]),
            None => offset32(self.text.len()),
        };
        Span::new(start, end)
    }

    /// The line and column of a byte offset. An offset inside a character is that character's
    /// start, one inside a CRLF is the end of its line, one past the text is its end.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let offset = offset32(floor_boundary(self.text, offset as usize));
        let line = self.line_of(offset);
        let span = self.line_span(line);
        let start = self.first_column(span);
        let before = Span::new(start, offset.min(span.end).max(start)).slice(self.text);
        Position::new(line, offset32(encoding.units(before)))
    }

    /// The byte offset of a line and column. As LSP says, a column past the line is the end of
    /// that line, before its line break; a line past the text is the end of the text; a column
    /// inside a character is that character's start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        let span = self.line_span(position.line);
        let start = self.first_column(span);
        let line = Span::new(start, span.end).slice(self.text);
        start + offset32(encoding.bytes(line, position.column as usize))
    }

    /// The offset of column 0 of a line.
    fn first_column(&self, line: Span) -> u32 {
        line.start.max(self.mark).min(line.end)
    }
}

/// The length in bytes of the line break at the end of `line`.
fn break_len(line: &[u8]) -> u32 {
    match line {
        [.., b'\r', b'\n'] => 2,
        _ => 1,
    }
}
