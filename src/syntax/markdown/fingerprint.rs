//! The first line of a text, and a hash of its normalised text that identifies equal answers.
//!
//! The hash ignores case, white space, backticks, the markers of headings, lists, quotations and bold print, the style
//! of quotation marks, and comments that suppress findings. Every other character counts, so that `a + b` differs from
//! `a - b`.

use std::cell::RefCell;

use xxhash_rust::xxh3::xxh3_64;

use super::lanes::{self, LANES};
use crate::syntax::suppression;
use crate::text::Span;

/// Shorter answers are stock phrases ("Yes, it is", "See above") that may well be equal.
const FEWEST: usize = 8;

/// Longer texts, in bytes, are whole documents and no answers.
const LONGEST: usize = 1 << 18;

/// The hash of a markdown text; 0 for a text of less than eight words or more than 256 KB.
pub fn fingerprint(text: &str) -> u64 {
    if text.len() > LONGEST {
        return 0;
    }
    match without_allows(text) {
        Some(bare) => of_bare(&bare),
        None => of_bare(text),
    }
}

/// The text without comments that suppress findings; `None` if there are none, the usual case.
fn without_allows(text: &str) -> Option<String> {
    memchr::memmem::find(text.as_bytes(), b"qmark:")?;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<!--") {
        let end = rest[start..].find("-->").map(|at| start + at + 3)?;
        let suppressions = suppression::in_html(&rest[start..end]).is_some();
        out.push_str(&rest[..if suppressions { start } else { end }]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    Some(out)
}

fn of_bare(text: &str) -> u64 {
    thread_local! {
        static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    BUFFER.with_borrow_mut(|out| {
        write(text, out);
        let mut ends = out.iter().filter(|&&b| b == b' ');
        if ends.nth(FEWEST - 1).is_none() {
            return 0;
        }
        xxh3_64(out).max(1)
    })
}

/// The first line that is not blank, without surrounding white space; empty for an empty text.
pub(super) fn first_line(text: &str) -> Span {
    let start = text.len() - text.trim_start().len();
    let line = text[start..]
        .split(['\n', '\r'])
        .next()
        .unwrap_or("")
        .trim_end();
    Span::new(start as u32, (start + line.len()) as u32)
}

/// The words at the start of `line` that fit in a few dozen characters: often a line is a whole paragraph.
pub(super) fn opening(text: &str, line: Span) -> Span {
    const MOST: usize = 60;
    let written = line.slice(text);
    let Some((most, _)) = written.char_indices().nth(MOST) else {
        return line;
    };
    let end = written[..most].rfind(char::is_whitespace).unwrap_or(most);
    let end = written[..end].trim_end().len() as u32;
    Span::new(line.start, line.start + end)
}

/// The class of a byte: one that needs a closer look, or the byte that replaces it.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut at = 0;
    while at < kinds.len() {
        kinds[at] = match at as u8 {
            b'\n' | b'\r' => BREAK,
            b' ' | b'\t'..=b'\r' => b' ',
            b'`' => TICK,
            b'*' | b'_' => BOLD,
            0..=WIDE => b'!',
            0x80.. => WIDE,
            other => other.to_ascii_lowercase(),
        };
        at += 1;
    }
    kinds
};
const BREAK: u8 = 0;
const TICK: u8 = 1;
const BOLD: u8 = 2;
/// The first byte of a character outside ASCII.
const WIDE: u8 = 3;

/// Writes the words of the text with a space after each, without the ignored characters.
fn write(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    out.clear();
    out.reserve(bytes.len() + LANES);
    let mut out = Writer { out, last: b' ' };
    let mut at = marks(bytes, 0);
    while at < bytes.len() {
        at = out.put_plain(bytes, at);
        at = put_next(text, at, &mut out);
    }
    out.put(b' ');
}

/// Writes what the character at an offset stands for, whatever it is. Returns the offset of the next one to write, which
/// is not a space if this was one.
fn put_next(text: &str, at: usize, out: &mut Writer<'_>) -> usize {
    let bytes = text.as_bytes();
    let Some(&byte) = bytes.get(at) else {
        return at;
    };
    let mut end = at + 1;
    match KINDS[byte as usize] {
        BREAK => {
            out.put(b' ');
            return marks(bytes, end);
        }
        TICK => {}
        BOLD if bytes.get(end) == Some(&byte) => end += 1,
        BOLD => out.put(byte),
        WIDE => end = wide(text, at, out),
        plain => out.put(plain),
    }
    while out.last == b' ' && bytes.get(end) == Some(&b' ') {
        end += 1;
    }
    end
}

struct Writer<'o> {
    out: &'o mut Vec<u8>,
    /// The last byte written. Kept in a register: reading it back from `out` would stall on the store.
    last: u8,
}

impl Writer<'_> {
    /// Writes a byte; collapses runs of spaces.
    fn put(&mut self, byte: u8) {
        // Not `||`: word boundaries are unpredictable, but two spaces in a row are nearly always absent.
        if (byte != b' ') | (self.last != b' ') {
            self.out.push(byte);
        }
        self.last = byte;
    }

    /// Writes the plain characters of `text` from `at` on in lower case, and returns where they end.
    fn put_plain(&mut self, text: &[u8], mut at: usize) -> usize {
        loop {
            let lanes = lanes::take(text, at);
            let plain = plain(lanes, self.last == b' ');
            let lower = lanes::lower(lanes).to_le_bytes();
            // All of them in one store, then back to the end of those that count.
            self.out.extend_from_slice(&lower);
            at += plain;
            if plain < LANES {
                self.out.truncate(self.out.len() - (LANES - plain));
                if plain > 0 {
                    self.last = lower[plain - 1];
                }
                return at;
            }
            self.last = lower[LANES - 1];
        }
    }
}

/// The number of lanes below the first one that is not just written in lower case: one that needs a closer look, white
/// space other than the space, or a space after a space.
fn plain(lanes: u64, after_space: bool) -> usize {
    let spaces = lanes::equal(lanes, b' ');
    let repeated = spaces & (spaces << 8 | u64::from(after_space) << 7);
    let marks = lanes::equal(lanes, b'*') | lanes::between(lanes, b'_', b'`');
    let control = !lanes::at_least(lanes, b' ');
    lanes::below((repeated | marks | control | lanes) & lanes::HIGH)
}

/// Writes the character at an offset in lower case, with spaces and quotation marks as ASCII. Returns the offset of its
/// end.
fn wide(text: &str, at: usize, out: &mut Writer<'_>) -> usize {
    let Some(c) = text[at..].chars().next() else {
        return text.len();
    };
    match c {
        '‘' | '’' => out.put(b'\''),
        '“' | '”' => out.put(b'"'),
        c if c.is_whitespace() => out.put(b' '),
        // Dashes, symbols, Chinese and Japanese have no case, and looking that up is slow.
        c if matches!(c, '\u{2010}'..='\u{20ff}' | '\u{2e80}'..='\u{9fff}') => {
            let end = at + c.len_utf8();
            text.as_bytes()[at..end]
                .iter()
                .for_each(|byte| out.put(*byte));
        }
        c => c.to_lowercase().for_each(|c| {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes)
                .bytes()
                .for_each(|byte| out.put(byte));
        }),
    }
    at + c.len_utf8()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Skips white space and the markers of headings, lists and quotations at the start of a line.
fn marks(text: &[u8], line: usize) -> usize {
    let mut start = line;
    loop {
        let rest = &text[start..];
        let blanks = rest.iter().take_while(|b| is_blank(**b)).count();
        let word = &rest[blanks..];
        let length = match word {
            [b'-' | b'*' | b'+' | b'>', ..] => 1,
            [b'#', ..] => word.iter().take_while(|b| **b == b'#').count(),
            _ => return start + blanks,
        };
        let ends = word.get(length).is_none_or(|b| is_blank(*b));
        if !ends {
            return start + blanks;
        }
        start += blanks + length;
    }
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    const TEXT: &str = "# A view\n\nIt **is** a `query` with a \"name\". It stores no rows.\n";

    #[test]
    fn trifles_do_not_count() {
        assert_ne!(fingerprint(TEXT), 0);
        for same in [
            "A view\r\n\r\nIt is a query with a\r\n\"name\". It stores no rows.",
            "## A View\n\n- It __is__ a query\n  with a “name”. It stores\u{a0}no rows.\n\n",
            "> a view it is a\tquery with a \"name\". it stores no rows.",
        ] {
            assert_eq!(fingerprint(same), fingerprint(TEXT), "{same:?}");
        }
    }

    #[test]
    fn comments_that_allow_do_not_count() {
        let allow = "<!-- qmark: allow(broken-link) -->\n";
        for same in [
            format!("{allow}\n{TEXT}"),
            TEXT.replace("It **is**", &format!("{allow}It **is**")),
            format!("{TEXT}\n<!-- qmark: allow-file(orphan-answer) -->"),
        ] {
            assert_eq!(fingerprint(&same), fingerprint(TEXT), "{same:?}");
        }
        let note = "<!-- see qmark: it allows -->\n";
        assert_ne!(fingerprint(&format!("{note}{TEXT}")), fingerprint(TEXT));
        // An unclosed comment is text.
        assert_ne!(
            fingerprint(&format!("{TEXT}<!-- qmark: allow(x)")),
            fingerprint(TEXT)
        );
    }

    #[test]
    fn everything_else_counts() {
        let other = |from: &str, to: &str| {
            assert_ne!(
                fingerprint(&TEXT.replace(from, to)),
                fingerprint(TEXT),
                "{to}"
            )
        };
        other("no rows", "rows");
        other("rows.", "rows");
        other("stores", "store s");
        other("view", "+ view");
        other("a `query`", "é `query`");
        other("is**", "is** - ");
    }

    #[test]
    fn short_answers_have_none() {
        for short in [
            "",
            " \n",
            "Yes.",
            "See the answer above, it says everything.",
            "- - - - - - - - -\n",
            "``` ``` ``` ``` ``` ``` ``` ```",
        ] {
            assert_eq!(fingerprint(short), 0, "{short:?}");
        }
        assert_ne!(
            fingerprint("See the answer above, for it says everything."),
            0
        );
    }
}
