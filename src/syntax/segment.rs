//! Cuts a frontmatter into its head, one segment for each question, and its tail, without parsing it.
//!
//! A broken question then costs only itself, and a keystroke only the question it falls in. It works because whatever
//! belongs to an item of a block list stands further to the right than its hyphen.

use super::frontmatter::{LineSpans, is_fence};
use super::question::QUESTION_KEYS;
use crate::text::Span;

/// The parts of a frontmatter whose `questions` are written as a block list. Together they cover all of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segments {
    /// What stands before the `questions:` line.
    pub head: Span,
    /// The key `questions`.
    pub key: Span,
    /// The column of the questions' hyphens; 0 when there is no question.
    pub column: u32,
    /// One segment a question, from its first line (comments right above it included) to the next one's.
    pub items: Vec<Span>,
    /// The keys after the list.
    pub tail: Span,
}

/// Finds the segments in the part `yaml` of `text`.
///
/// `None` when there is no line `questions:` with nothing but a comment behind it, or what follows is no block list:
/// then only a parse of the whole can tell.
pub fn segments(text: &str, yaml: Span) -> Option<Segments> {
    let part = &text[..yaml.end as usize];
    let mut lines = LineSpans::new(part, yaml.start);
    let line = lines
        .by_ref()
        .find(|line| opens_questions(line.slice(part)))?;
    let mut starts = Starts::new(part, lines.at, None);
    let mut items: Vec<Span> = starts.by_ref().map(Span::at).collect();
    let end = starts.end()?;
    close(&mut items, end);
    Some(Segments {
        head: Span::new(yaml.start, line.start),
        key: Span::new(line.start, line.start + "questions".len() as u32),
        column: starts.column.unwrap_or(0) as u32,
        items,
        tail: Span::new(end, yaml.end),
    })
}

/// Gives every item the end that the next one's start is.
pub(super) fn close(items: &mut [Span], end: u32) {
    let mut next = end;
    for item in items.iter_mut().rev() {
        item.end = next;
        next = item.start;
    }
}

/// Where the questions of a block list start, one after the other.
pub(super) struct Starts<'t> {
    part: &'t str,
    lines: LineSpans<'t>,
    /// The column of the hyphens, once one was seen.
    pub column: Option<usize>,
    /// Where comments that may belong to the next question start.
    comments: Option<u32>,
    end: Option<u32>,
    /// Something else than a question stands first.
    strange: bool,
}

impl<'t> Starts<'t> {
    /// The questions of the list from the line at `from` on, up to the end of `part`. The column is known when the
    /// list's first question stands before `from`.
    pub fn new(part: &'t str, from: u32, column: Option<usize>) -> Self {
        Self {
            part,
            lines: LineSpans::new(part, from),
            column,
            comments: None,
            end: None,
            strange: false,
        }
    }

    /// Where the list ends, once all questions were seen; `None` when it is no list.
    pub fn end(&self) -> Option<u32> {
        self.end.filter(|_| !self.strange)
    }

    fn stop(&mut self, at: u32) -> Option<u32> {
        self.end = Some(self.comments.take().unwrap_or(at));
        None
    }
}

impl Iterator for Starts<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.end.is_some() {
            return None;
        }
        while let Some(line) = self.lines.next() {
            let bytes = &self.part.as_bytes()[line.range()];
            let indent = bytes.iter().take_while(|&&b| b == b' ').count();
            let rest = &bytes[indent..];
            if rest.iter().all(|b| matches!(b, b' ' | b'\t')) {
                continue;
            }
            if is_dash(rest) && self.column.is_none_or(|c| c == indent) {
                self.column = Some(indent);
                return Some(self.comments.take().unwrap_or(line.start));
            } else if rest[0] == b'#' && self.column.is_none_or(|c| indent <= c) {
                self.comments.get_or_insert(line.start);
            } else if indent == 0 && ends_list(line.slice(self.part)) {
                return self.stop(line.start);
            } else if self.column.is_none() {
                self.strange = true;
                return self.stop(line.start);
            } else {
                self.comments = None;
            }
        }
        self.stop(self.part.len() as u32)
    }
}

fn opens_questions(line: &str) -> bool {
    line.strip_prefix("questions:").is_some_and(|rest| {
        let value = rest.trim_start();
        value.is_empty() || (value.starts_with('#') && rest.len() > value.len())
    })
}

/// Whether a line at the margin ends the list: a key of the head does, and a fence that an edit has just made.
fn ends_list(line: &str) -> bool {
    is_fence(line) || opens_key(line)
}

/// Whether a line at the margin is a key of the head. Anything else there, such as a question's own
/// key, a pasted line or the mark of a merge, breaks the question that it stands in and no other.
fn opens_key(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or(line);
    let rest = &line[name.len()..];
    // YAML takes nearly anything for a key, blanks and points too.
    let is_name = name.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\''));
    let is_separated = rest == ":" || rest.starts_with(": ") || rest.starts_with(":\t");
    is_name && is_separated && !QUESTION_KEYS.contains(&name)
}

fn is_dash(rest: &[u8]) -> bool {
    rest[0] == b'-' && rest.get(1).is_none_or(|b| matches!(b, b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(yaml: &str, head: &str, items: &[&str], tail: &str) {
        let found = segments(yaml, Span::new(0, yaml.len() as u32)).expect("segments");
        assert_eq!(found.head.slice(yaml), head);
        assert_eq!(
            found
                .items
                .iter()
                .map(|i| i.slice(yaml))
                .collect::<Vec<_>>(),
            items
        );
        assert_eq!(found.tail.slice(yaml), tail);
    }

    #[test]
    fn one_segment_a_question() {
        check(
            "a: 1\nquestions:\n  - question: x\n    answer: y\n\n  - question: z\nending: e\n",
            "a: 1\n",
            &["  - question: x\n    answer: y\n\n", "  - question: z\n"],
            "ending: e\n",
        );
        check(
            "questions:\n- question: x\n  answer: y\n- question: z\nb: 1\n",
            "",
            &["- question: x\n  answer: y\n", "- question: z\n"],
            "b: 1\n",
        );
        check("questions:\n", "", &[], "");
        check("questions: # all\n  -\n", "", &["  -\n"], "");
    }

    #[test]
    fn a_comment_above_a_question_belongs_to_it() {
        check(
            "questions:\n  - a: 1\n  # note\n  - b: 2\n# end\nz: 1\n",
            "",
            &["  - a: 1\n", "  # note\n  - b: 2\n"],
            "# end\nz: 1\n",
        );
        check(
            "questions:\n  - a: |\n      # text\n      - b\n  - c: 1\n",
            "",
            &["  - a: |\n      # text\n      - b\n", "  - c: 1\n"],
            "",
        );
    }

    #[test]
    fn deeper_hyphens_are_content() {
        check(
            "questions:\n  - topics:\n      - a\n    - b\n  - c: 1\n",
            "",
            &["  - topics:\n      - a\n    - b\n", "  - c: 1\n"],
            "",
        );
    }

    #[test]
    fn a_line_at_the_margin_breaks_its_question_only() {
        for line in [
            "<<<<<<< ours",
            "answer: x",
            "- loose: 1",
            "pasted text",
            "\tx: 1",
            "}",
        ] {
            let first = format!("  - a: 1\n{line}\n");
            let yaml = format!("questions:\n{first}  - b: 2\nending: e\n");
            check(&yaml, "", &[&first, "  - b: 2\n"], "ending: e\n");
        }
        check(
            "questions:\n  - a: 1\nmy own.key: 1\n",
            "",
            &["  - a: 1\n"],
            "my own.key: 1\n",
        );
    }

    #[test]
    fn other_forms_need_the_whole_parse() {
        for yaml in [
            "questions: [{a: 1}]\n",
            "a: 1\n",
            "questions:\n  a: 1\n",
            " questions:\n  - a\n",
        ] {
            assert_eq!(
                segments(yaml, Span::new(0, yaml.len() as u32)),
                None,
                "{yaml:?}"
            );
        }
    }
}
