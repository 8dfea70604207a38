//! Line boundaries in a text that is one string.

use super::Span;

/// The line break of a text: its first one.
pub fn line_break(text: &str) -> &'static str {
    match text.find(['\n', '\r']).map(|at| &text.as_bytes()[at..]) {
        Some([b'\r', b'\n', ..]) => "\r\n",
        Some([b'\r', ..]) => "\r",
        _ => "\n",
    }
}

/// The start of the line of `offset`.
pub fn line_start(text: &str, offset: u32) -> u32 {
    let before = text.get(..offset as usize).unwrap_or(text);
    before.rfind(['\n', '\r']).map_or(0, |at| at as u32 + 1)
}

/// The end of the line of `offset`, without its line break.
pub fn line_end(text: &str, offset: u32) -> u32 {
    let rest = text.get(offset as usize..).unwrap_or("");
    offset + rest.find(['\n', '\r']).unwrap_or(rest.len()) as u32
}

/// The line of `offset`, without its line break.
pub fn line_at(text: &str, offset: u32) -> Span {
    Span::new(line_start(text, offset), line_end(text, offset))
}

/// The start of the line after that of `offset`; the end of the text for the last line.
pub fn next_line(text: &str, offset: u32) -> u32 {
    let end = line_end(text, offset);
    let rest = text.get(end as usize..).unwrap_or("");
    end + if rest.starts_with("\r\n") {
        2
    } else {
        u32::from(!rest.is_empty())
    }
}

/// The lines of a text as spans without their line breaks.
pub struct LineSpans<'t> {
    text: &'t str,
    /// The offset of the next line.
    pub at: u32,
}

impl<'t> LineSpans<'t> {
    /// The lines from the offset `at` on, which must be the start of one.
    pub fn new(text: &'t str, at: u32) -> Self {
        Self { text, at }
    }
}

impl Iterator for LineSpans<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let bytes = self.text.as_bytes();
        let start = self.at as usize;
        if start >= bytes.len() {
            return None;
        }
        let (end, next) = match memchr::memchr2(b'\n', b'\r', &bytes[start..]) {
            None => (bytes.len(), bytes.len()),
            Some(n) => {
                let end = start + n;
                let crlf = bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
                (end, end + 1 + usize::from(crlf))
            }
        };
        self.at = next as u32;
        Some(Span::new(start as u32, end as u32))
    }
}

/// The lines of a text without what does not show: line breaks of another kind, spaces at the ends of lines, blank lines at
/// both ends, and an indentation of all lines.
pub fn bare_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let shown = lines.iter().filter(|line| !line.is_empty());
    let common = shown.map(indent).min().unwrap_or(0);
    let bare = lines
        .iter()
        .map(|line| line.get(common..).unwrap_or_default());
    bare.collect::<Vec<_>>()
        .join("\n")
        .trim_matches('\n')
        .to_owned()
}

/// The lines of a text with the line break `\n`, without blank lines at both ends and an indentation of all lines. Spaces at
/// the ends of other lines stay: in markdown, two of them break a line.
pub fn unindented(text: &str) -> String {
    let blank = |line: &&&str| line.trim().is_empty();
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.iter().take_while(|line| blank(line)).count();
    let to = lines.len()
        - lines[from..]
            .iter()
            .rev()
            .take_while(|line| blank(line))
            .count();
    let shown = lines[from..to].iter().filter(|line| !blank(line));
    let indent = shown.map(|line| line.len() - line.trim_start_matches(' ').len());
    let common = indent.min().unwrap_or(0);
    let inside = lines[from..to].iter().map(|line| match blank(&line) {
        true => "",
        false => &line[common..],
    });
    inside.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{bare_lines, unindented};

    #[test]
    fn breaks_of_lines_stay() {
        for (text, kept) in [
            (
                "\n \r\n  a  \r\n    b\r\n\r\n  c\r\n  \r\n",
                "a  \n  b\n\nc",
            ),
            ("a  \n b", "a  \n b"),
            ("", ""),
            (" \n\n", ""),
        ] {
            assert_eq!(unindented(text), kept, "{text:?}");
        }
    }

    #[test]
    fn what_does_not_show_does_not_count() {
        for (one, other) in [
            ("a\nb\n", "a\r\nb  \r\n\r\n"),
            ("\n\na\n  b\n", "a\n  b"),
            ("  a\n    b\n  c\n", "a\n  b\nc"),
        ] {
            assert_eq!(bare_lines(one), bare_lines(other), "{one:?}");
        }
        assert_ne!(bare_lines("a\n  b\nc"), bare_lines("a\nb\nc"));
        assert_eq!(bare_lines(" \n\n"), "");
    }
}
