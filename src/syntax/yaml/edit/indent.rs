//! The indentation of mappings, and the lines of a list item at another column.

use crate::text::{LineSpans, Span, next_line};

/// The indentation of mappings in the frontmatter: that of the first indented line.
pub fn step(text: &str, yaml: Span) -> u32 {
    let lines = LineSpans::new(&text[..yaml.end as usize], yaml.start);
    let indents = lines.map(|line| {
        let written = line.slice(text);
        written.len() - written.trim_start_matches(' ').len()
    });
    indents
        .into_iter()
        .find(|indent| (1..=8).contains(indent))
        .map_or(2, |indent| indent as u32)
}

/// The lines of an item with its hyphen at the column `from`, for a list with hyphens at `to`, each ended by
/// `line_break`. All lines move by the same distance, which keeps the nesting of block scalars, comments and inner
/// lists.
pub fn reindent(segment: &str, from: u32, to: u32, line_break: &str) -> String {
    let mut out = String::with_capacity(segment.len());
    let mut at = 0;
    while (at as usize) < segment.len() {
        let next = next_line(segment, at);
        let line = segment[at as usize..next as usize].trim_end_matches(['\n', '\r']);
        out.push_str(&moved(line, from, to));
        out.push_str(line_break);
        at = next;
    }
    out
}

fn moved(line: &str, from: u32, to: u32) -> String {
    if line.is_empty() {
        return String::new();
    }
    match to.checked_sub(from) {
        Some(more) => format!("{}{line}", " ".repeat(more as usize)),
        None => {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            line[blanks.min((from - to) as usize)..].to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::reindent;

    #[test]
    fn all_lines_move_alike() {
        let here = "  # Note\n  - answer: |\n      One\n\n        two 😀\n    topics:\n    - x\n";
        let there =
            "# Note\r\n- answer: |\r\n    One\r\n\r\n      two 😀\r\n  topics:\r\n  - x\r\n";
        assert_eq!(reindent(here, 2, 0, "\r\n"), there);
        assert_eq!(reindent(there, 0, 2, "\n"), here);
        assert_eq!(reindent(here, 2, 2, "\n"), here);
        assert_eq!(reindent(" # low\n  - x", 2, 0, "\n"), "# low\n- x\n");
    }
}
