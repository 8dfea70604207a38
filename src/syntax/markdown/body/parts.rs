//! Cuts a long markdown text into parts that can be parsed one after the other.
//!
//! The parser keeps a tree of all that it is given, and for megabytes most of its time is spent on the memory for that tree.
//! A heading at the left margin ends every block before it but an open fence and open HTML, so the blocks after it depend on
//! no text before it, unless link definitions give names to links anywhere. Source: CommonMark 0.31, appendix "A parsing
//! strategy", phase 1.

/// The least length of a part, in bytes: its tree fits into the cache of a processor core.
pub(super) const LEAST: usize = 1 << 14;

/// The longest label that a link definition can have, in bytes, with its brackets.
const LONGEST_LABEL: usize = 4 * 999 + 2;

/// Reads a text in parts of at least `least` bytes. `read` takes where a part starts and ends, and returns where the next one
/// starts: at the end, or at a block that may go on after it.
pub(super) fn in_parts(text: &str, least: usize, mut read: impl FnMut(usize, usize) -> usize) {
    let least = match text.len() > least && may_have_definitions(text) {
        true => text.len(),
        false => least,
    };
    let (mut from, mut wanted) = (0, least);
    while from < text.len() {
        let end = end_of_part(text, from, wanted);
        let after = read(from, end);
        // A block that is open at the end is read again, with twice as much of the text if it is alone.
        wanted = match after > from {
            true => least,
            false => (end - from).saturating_mul(2),
        };
        from = after;
    }
}

/// Where the part that starts at `from` ends: at the first line with a heading after `least` bytes, or at the end.
fn end_of_part(text: &str, from: usize, least: usize) -> usize {
    let start = from.saturating_add(least).min(text.len());
    let after = &text.as_bytes()[start..];
    let mut found = memchr::memmem::find_iter(after, b"\n#").map(|at| at + 1);
    let heading = found.find(|at| is_heading(&after[*at..]));
    heading.map_or(text.len(), |at| start + at)
}

/// Whether a line that starts with `#` is a heading.
fn is_heading(line: &[u8]) -> bool {
    let hashes = line.iter().take_while(|byte| **byte == b'#').count();
    hashes <= 6 && matches!(line.get(hashes), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
}

/// Whether a text may have link definitions: a closed label with a colon whose bracket opens a line, but for the marks of
/// lists and quotations.
fn may_have_definitions(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, b"]:").any(|end| {
        let nearest = &bytes[end.saturating_sub(LONGEST_LABEL)..end];
        let mut opened = memchr::memrchr_iter(b'[', nearest);
        // There are no brackets in a label but escaped ones.
        let opened = opened.find(|at| *at == 0 || nearest[at - 1] != b'\\');
        opened.is_some_and(|at| {
            let before = &nearest[..at];
            let marks = |byte: &&u8| {
                matches!(
                    byte,
                    b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b'0'..=b'9'
                )
            };
            let marks = before.iter().rev().take_while(marks).count();
            let first = before.len() - marks;
            first == 0 || matches!(before[first - 1], b'\n' | b'\r')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{end_of_part, may_have_definitions};

    #[test]
    fn a_part_ends_before_a_heading_at_the_margin() {
        let text = "# A\n#b\n # c\n####### d\n\n## E\nf";
        let end = text.find("## E").unwrap_or_default();
        assert_eq!(end_of_part(text, 0, 1), end);
        assert_eq!(end_of_part(text, end, 1), text.len());
        assert_eq!(end_of_part(text, 0, usize::MAX), text.len());
        assert_eq!(end_of_part("a\n#", 0, 1), 2);
    }

    #[test]
    fn labels_at_the_start_of_a_line_may_be_definitions() {
        for (text, want) in [
            ("[a]: b.md", true),
            ("text\n\n> 1. [a\nb]: c.md", true),
            ("text\r[a]:\nb", true),
            ("`if list[1]: x`", false),
            ("see [a](b.md): c", false),
            ("- [a](b.md)\n- see [c]: d", false),
        ] {
            assert_eq!(may_have_definitions(text), want, "{text}");
        }
    }
}
