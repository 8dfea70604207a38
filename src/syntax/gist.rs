//! A hash of what an answer says, by which answers are found that say the same.
//!
//! Case, white space, backticks, the marks of headings, lists, quotations and bold print, and the shape of quotation marks
//! do not count; every other character does, so that `a + b` is not `a - b`.

use std::cell::RefCell;

use xxhash_rust::xxh3::xxh3_64;

/// Answers of fewer words are stock phrases ("Yes, it is", "See above") that may well be the same.
const FEWEST: usize = 8;

/// The hash of a markdown text; 0 for one of less than eight words.
pub fn gist(text: &str) -> u64 {
    thread_local! {
        static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    BUFFER.with_borrow_mut(|out| {
        out.clear();
        let words = if text.is_ascii() {
            write(text, out)
        } else {
            write(&plain(text), out)
        };
        if words < FEWEST {
            return 0;
        }
        xxh3_64(out).max(1)
    })
}

/// Writes the words of the text with a blank behind each, without what does not count. Returns how many there are.
fn write(text: &str, out: &mut Vec<u8>) -> usize {
    let mut words = 0;
    let mut at_line = true;
    let bytes = text.as_bytes();
    let mut rest = 0;
    while let Some(start) = bytes[rest..].iter().position(|b| !b.is_ascii_whitespace()) {
        at_line |= bytes[rest..rest + start]
            .iter()
            .any(|b| matches!(b, b'\n' | b'\r'));
        let start = rest + start;
        let length = bytes[start..].iter().position(u8::is_ascii_whitespace);
        let end = length.map_or(bytes.len(), |length| start + length);
        rest = end;
        let word = &bytes[start..end];
        if at_line && is_mark(word) {
            continue;
        }
        at_line = false;
        let before = out.len();
        push(word, out);
        if out.len() > before {
            out.push(b' ');
            words += 1;
        }
    }
    words
}

/// Whether a word at the start of a line makes it a heading, an item of a list or a quotation.
fn is_mark(word: &[u8]) -> bool {
    matches!(word, b"-" | b"*" | b"+" | b">") || word.iter().all(|&b| b == b'#')
}

/// Writes a word in lower case, without backticks and the marks of bold print.
fn push(word: &[u8], out: &mut Vec<u8>) {
    let mut rest = word;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        match byte {
            b'`' => {}
            b'*' | b'_' if behind.first() == Some(&byte) => rest = &behind[1..],
            _ => out.push(byte.to_ascii_lowercase()),
        }
    }
}

/// The text in lower case, with blanks and quotation marks as ASCII has them.
fn plain(text: &str) -> String {
    let one = |c: char| match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        c if c.is_whitespace() && !c.is_ascii() => ' ',
        c => c,
    };
    text.chars().map(one).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::gist;

    const TEXT: &str = "# A view\n\nIt **is** a `query` with a \"name\". It stores no rows.\n";

    #[test]
    fn trifles_do_not_count() {
        assert_ne!(gist(TEXT), 0);
        for same in [
            "A view\r\n\r\nIt is a query with a\r\n\"name\". It stores no rows.",
            "## A View\n\n- It __is__ a query\n  with a “name”. It stores\u{a0}no rows.\n\n",
            "> a view it is a\tquery with a \"name\". it stores no rows.",
        ] {
            assert_eq!(gist(same), gist(TEXT), "{same:?}");
        }
    }

    #[test]
    fn everything_else_counts() {
        let other =
            |from: &str, to: &str| assert_ne!(gist(&TEXT.replace(from, to)), gist(TEXT), "{to}");
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
            assert_eq!(gist(short), 0, "{short:?}");
        }
        assert_ne!(gist("See the answer above, for it says everything."), 0);
    }
}
