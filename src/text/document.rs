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
    text: Arc<OnceLock<Arc<str>>>,
}

/// One change an editor made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// From where to where, in the text the change before this one left; the whole text if none.
    pub range: Option<(Position, Position)>,
    /// What stands there now.
    pub text: String,
}

/// A change that ends before it starts. The protocol gives it no meaning, and to guess one would
/// leave server and editor with different texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EditError {
    /// Which of the changes, from 0.
    pub change: usize,
    /// Where it says it starts.
    pub start: Position,
    /// Where it says it ends.
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
    /// A document that holds `text`, byte order mark and line breaks as they are.
    pub fn new(text: &str, version: i32) -> Self {
        Self {
            rope: Rope::from_str(text),
            version,
            text: Arc::new(OnceLock::from(Arc::from(text))),
        }
    }

    /// Makes `changes` in their order, each on what the one before left, and takes `version`.
    /// A place that does not exist is moved as [`Document::offset`] says. Returns whether a change starts or ends inside a
    /// character, which no text in UTF-8 can have halves of: in UTF-16, each half that is left is a U+FFFD, which counts as
    /// much as the half; in UTF-8, where there is nothing of the same length, the place is moved.
    ///
    /// # Errors
    /// [`EditError`] for the first change that ends before it starts; then the document is as it
    /// was, version included.
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

    /// The whole text in one piece. Made once per change, however often it is asked for.
    pub fn text(&self) -> Arc<str> {
        let text = self.text.get_or_init(|| {
            let mut text = String::with_capacity(self.rope.len_bytes());
            text.extend(self.rope.chunks());
            text.into()
        });
        Arc::clone(text)
    }

    /// The version the editor gave its last change.
    pub fn version(&self) -> i32 {
        self.version
    }

    /// How many bytes the text takes.
    pub fn byte_len(&self) -> u32 {
        offset32(self.rope.len_bytes())
    }

    /// How many lines there are: one more than line breaks.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// The bytes of a line, counted from 0, without its line break. Past the last line: empty,
    /// at the end of the text.
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

/// Stands for half of a surrogate pair.
const HALF: char = '\u{fffd}';

/// Replaces what is between two places. Returns whether one of them is inside a character.
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
    // From back to front, so that each goes before the one after it.
    if is_kept && splits_end {
        rope.insert_char(start, HALF);
    }
    rope.insert(start, text);
    if is_kept && splits_start {
        rope.insert_char(start, HALF);
    }
    splits_start || splits_end
}

/// Whether `position`, which was moved to `char`, is inside that character.
fn is_inside(rope: &Rope, char: usize, position: Position, encoding: Encoding) -> bool {
    let (start, end) = line_chars(rope, position.line);
    let units = |char| match encoding {
        Encoding::Utf8 => rope.char_to_byte(char),
        Encoding::Utf16 => rope.char_to_utf16_cu(char),
        Encoding::Utf32 => char,
    };
    char < end && units(char) - units(start) < position.column as usize
}

/// The rope's char index of `position`, moved into the text as [`Document::offset`] says.
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
/// Ropey decides by cargo features, and any crate in the build that asks for its defaults would
/// add VT, FF, NEL, LS and PS for all. A build that got that wrong answers every position in such
/// a file wrong and shows nothing else, hence a question to ask at start.
pub fn line_breaks_are_the_protocols() -> bool {
    Rope::from_str("a\nb\r\nc\rd").len_lines() == 4
        && Rope::from_str("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f").len_lines() == 1
}
