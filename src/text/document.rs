//! The text of an open document, as an editor changes it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use ropey::Rope;

use super::{Encoding, Position, Span, offset32};

/// The text of an open document and its version.
///
/// A clone is cheap: the rope's nodes and the whole text are shared until one of the two changes.
#[derive(Clone, Debug)]
pub struct Document {
    rope: Rope,
    version: i32,
    /// The rope as one string, made when first asked for. Shared, so that whichever clone asks
    /// first makes it for all.
    text: Arc<OnceLock<Arc<String>>>,
}

/// One change an editor made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The range that it replaces, in the text that the previous change left; `None` for the whole text.
    pub range: Option<(Position, Position)>,
    /// The new text of the range.
    pub text: String,
}

/// A change that ends before it starts. The protocol does not define it, and a guess would let the texts of server and
/// editor diverge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EditError {
    /// The index of the change, from 0.
    pub change: usize,
    /// The start of its range.
    pub start: Position,
    /// The end of its range.
    pub end: Position,
}

impl fmt::Display for EditError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { change, start, end } = self;
        write!(
            out,
            "change {} ends at `{}:{}`, before its start at `{}:{}`",
            change + 1,
            end.line + 1,
            end.column + 1,
            start.line + 1,
            start.column + 1
        )
    }
}

impl std::error::Error for EditError {}

impl Document {
    /// A document with this text; byte order mark and line breaks are kept.
    pub fn new(text: &str, version: i32) -> Self {
        Self {
            rope: Rope::from_str(text),
            version,
            text: Arc::new(OnceLock::from(Arc::new(text.to_owned()))),
        }
    }

    /// Applies `changes` in order, each to the result of the one before, and sets `version`. Positions that do not
    /// exist are clamped as by [`Document::offset`]. Returns whether a change starts or ends inside a character. A text
    /// in UTF-8 cannot hold half a character: in UTF-16, each half that is left becomes a U+FFFD, which has the same
    /// length; in UTF-8, which has no replacement of the same length, the position is clamped.
    ///
    /// # Errors
    /// [`EditError`] for the first change that ends before it starts. The document then keeps its text and version.
    pub fn edit(
        &mut self,
        changes: &[Change],
        encoding: Encoding,
        version: i32,
    ) -> Result<bool, EditError> {
        let mut rope = self.rope.clone();
        let mut splits = false;
        for (change, Change { range, text }) in changes.iter().enumerate() {
            match *range {
                None => rope = Rope::from_str(text),
                Some((start, end)) if start > end => {
                    return Err(EditError { change, start, end });
                }
                Some((start, end)) => {
                    splits |= replace(&mut rope, (start, end), text, encoding);
                }
            }
        }
        self.rope = rope;
        self.version = version;
        if !changes.is_empty() {
            self.text = Arc::default();
        }
        Ok(splits)
    }

    /// The whole text as one string. Built once per change, however often it is requested; shared as it is, because an
    /// `Arc<str>` would be one more copy of it.
    pub fn text(&self) -> Arc<String> {
        let text = self.text.get_or_init(|| {
            let mut text = String::with_capacity(self.rope.len_bytes());
            text.extend(self.rope.chunks());
            Arc::new(text)
        });
        Arc::clone(text)
    }

    /// The version the editor gave its last change.
    pub fn version(&self) -> i32 {
        self.version
    }

    /// The length of the text in bytes.
    pub fn byte_len(&self) -> u32 {
        offset32(self.rope.len_bytes())
    }

    /// The number of lines: one more than there are line breaks.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// The span of a line, counted from 0, without its line break. For a line past the last one: empty, at the end of
    /// the text.
    pub fn line_span(&self, line: u32) -> Span {
        let (start, end) = line_chars(&self.rope, line);
        Span::new(
            offset32(self.rope.char_to_byte(start)),
            offset32(self.rope.char_to_byte(end)),
        )
    }

    /// The line and column of a byte offset. An offset inside a character is that character's
    /// start, one inside a CRLF is the end of its line, one past the text is its end.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let rope = &self.rope;
        let at = rope.byte_to_char((offset as usize).min(rope.len_bytes()));
        let line = offset32(rope.char_to_line(at));
        let (start, end) = line_chars(rope, line);
        let units = |char| match encoding {
            Encoding::Utf8 => rope.char_to_byte(char),
            Encoding::Utf16 => rope.char_to_utf16_cu(char),
            Encoding::Utf32 => char,
        };
        Position::new(line, offset32(units(at.min(end)) - units(start)))
    }

    /// The byte offset of a line and column. As LSP says, a column past the line is the end of
    /// that line, before its line break; a line past the text is the end of the text; a column
    /// inside a character is that character's start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        let char = char_at(&self.rope, position, encoding);
        offset32(self.rope.char_to_byte(char))
    }
}

/// Replaces half of a surrogate pair.
const HALF: char = '\u{fffd}';

/// Replaces the text between two positions. Returns whether one of them is inside a character.
fn replace(rope: &mut Rope, range: (Position, Position), text: &str, encoding: Encoding) -> bool {
    let (start, end) = (
        char_at(rope, range.0, encoding),
        char_at(rope, range.1, encoding),
    );
    let splits_start = is_inside(rope, start, range.0, encoding);
    let splits_end = is_inside(rope, end, range.1, encoding);
    let is_kept = encoding == Encoding::Utf16;
    let last = match is_kept && (splits_start || splits_end) {
        true => (end + usize::from(splits_end)).max(start + usize::from(splits_start)),
        false => end,
    };
    rope.remove(start..last);
    // From back to front, so that an edit does not move the place of the next one.
    if is_kept && splits_end {
        rope.insert_char(start, HALF);
    }
    rope.insert(start, text);
    if is_kept && splits_start {
        rope.insert_char(start, HALF);
    }
    splits_start || splits_end
}

/// Whether `position`, clamped to `char`, is inside that character.
fn is_inside(rope: &Rope, char: usize, position: Position, encoding: Encoding) -> bool {
    let (start, end) = line_chars(rope, position.line);
    let units = |char| match encoding {
        Encoding::Utf8 => rope.char_to_byte(char),
        Encoding::Utf16 => rope.char_to_utf16_cu(char),
        Encoding::Utf32 => char,
    };
    char < end && units(char) - units(start) < position.column as usize
}

/// The rope's char index of `position`, clamped to the text as by [`Document::offset`].
fn char_at(rope: &Rope, position: Position, encoding: Encoding) -> usize {
    let (start, end) = line_chars(rope, position.line);
    let column = position.column as usize;
    let char = match encoding {
        Encoding::Utf8 => {
            let byte = rope.char_to_byte(start).saturating_add(column);
            rope.byte_to_char(byte.min(rope.len_bytes()))
        }
        Encoding::Utf16 => {
            let unit = rope.char_to_utf16_cu(start).saturating_add(column);
            rope.utf16_cu_to_char(unit.min(rope.len_utf16_cu()))
        }
        Encoding::Utf32 => start.saturating_add(column),
    };
    char.min(end)
}

/// The first char of a line and the one after its last, line break left out.
fn line_chars(rope: &Rope, line: u32) -> (usize, usize) {
    let line = line as usize;
    if line >= rope.len_lines() {
        return (rope.len_chars(), rope.len_chars());
    }
    let start = rope.line_to_char(line);
    let mut end = rope.line_to_char(line + 1);
    // The last line has no break; on any other the break is LF, CR or both.
    for line_break in ['\n', '\r'] {
        if end > start && rope.char(end - 1) == line_break {
            end -= 1;
        }
    }
    (start, end)
}

/// Whether the rope breaks lines where the protocol does: at LF, CRLF and CR only.
///
/// Ropey decides this by cargo features. Any crate in the build that enables its default features would add VT, FF,
/// NEL, LS and PS for all users. Positions would then be wrong without any other symptom, hence this check at startup.
pub fn line_breaks_are_the_protocols() -> bool {
    Rope::from_str("a\nb\r\nc\rd").len_lines() == 4
        && Rope::from_str("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f").len_lines() == 1
}
