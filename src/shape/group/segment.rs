//! Cuts a frontmatter into its head, one segment per question, and its tail, without parsing it.
//!
//! So a syntax error affects one question only, and a keystroke costs one question. This works because everything in an
//! item of a block list is indented further than its hyphen.

use super::keys::QUESTION_KEYS;
use crate::syntax::frontmatter::{find_non_yaml_space, is_fence};
use crate::text::{LineSpans, Span};

/// The parts of a frontmatter whose `questions` are written as a block list. Together they cover all of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segments {
    /// Everything before the `questions:` line.
    pub head: Span,
    /// The key `questions`.
    pub key: Span,
    /// A space after that key that is not a space to YAML.
    pub non_yaml_space: Option<Span>,
    /// The column of the questions' hyphens; 0 if there is no question.
    pub column: u32,
    /// One segment per question, from its first line (comments directly above it included) to the first line of the
    /// next one.
    pub items: Vec<Span>,
    /// The keys after the list.
    pub tail: Span,
}

/// Finds the segments in the part `yaml` of `text`.
///
/// `None` if there is no line `questions:` with at most a comment after it, or what follows is not a block list: the
/// frontmatter then has to be parsed as a whole.
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
        non_yaml_space: find_non_yaml_space(part, before_comment(part, line)),
        column: starts.column.unwrap_or(0) as u32,
        items,
        tail: Span::new(end, yaml.end),
    })
}

/// Ends every item where the next one starts.
pub(super) fn close(items: &mut [Span], end: u32) {
    let mut next = end;
    for item in items.iter_mut().rev() {
        item.end = next;
        next = item.start;
    }
}

/// Finds the starts of the questions of a block list, one after the other.
pub(super) struct Starts<'t> {
    part: &'t str,
    lines: LineSpans<'t>,
    /// The column of the hyphens, once one was found.
    pub column: Option<usize>,
    /// The start of comments that may belong to the next question.
    comments: Option<u32>,
    /// The list certainly continues to this offset, even if there are keys of the head before it.
    goes_on_to: u32,
    end: Option<u32>,
    /// The list starts with something other than a question.
    not_a_list: bool,
}

impl<'t> Starts<'t> {
    /// The questions of the list from the line at `from` to the end of `part`. The column is known if the list's first
    /// question is before `from`.
    pub fn new(part: &'t str, from: u32, column: Option<usize>) -> Self {
        Self {
            part,
            lines: LineSpans::new(part, from),
            column,
            comments: None,
            goes_on_to: 0,
            end: None,
            not_a_list: false,
        }
    }

    /// The end of the list, once all questions were found; `None` if it is not a list.
    pub fn end(&self) -> Option<u32> {
        self.end.filter(|_| !self.not_a_list)
    }

    /// Whether an unindented line ends the list: a key of the head does, and so does a fence that an edit just
    /// inserted.
    fn ends_at(&mut self, line: Span) -> bool {
        let text = line.slice(self.part);
        if is_fence(text) {
            return true;
        }
        if !opens_key(text) || line.start < self.goes_on_to {
            return false;
        }
        let next = self.question_below(text);
        self.goes_on_to = next.unwrap_or(self.goes_on_to);
        next.is_none()
    }

    /// Finds where the list continues after `key`, an unindented key of the head on the line just read: at a question
    /// that cannot be part of the value of that key, or of another one between them. Reads no further than to the next
    /// hyphen in the list's column.
    fn question_below(&self, key: &str) -> Option<u32> {
        let column = self.column?;
        let mut value = ValueOf::line(key);
        for line in LineSpans::new(self.part, self.lines.at) {
            let text = line.slice(self.part);
            let rest = text.trim_start_matches(' ');
            let indent = text.len() - rest.len();
            let is_comment = rest.starts_with('#') && value != ValueOf::Text;
            if value == ValueOf::Unclosed {
                return None;
            } else if is_comment || rest.trim_start().is_empty() {
                continue;
            } else if indent == column && is_dash(rest.as_bytes()) {
                let is_question = key_name(rest[1..].trim_start()).is_some();
                return (value == ValueOf::Line && is_question).then_some(line.start);
            } else if indent == 0 && opens_key(text) {
                value = ValueOf::line(text);
            } else if value != ValueOf::Line {
                // The first line of a value sets its indentation.
                value = match indent > column {
                    true => ValueOf::Line,
                    false => return None,
                };
            }
        }
        None
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
            } else if indent == 0 && self.ends_at(line) {
                return self.stop(line.start);
            } else if self.column.is_none() {
                self.not_a_list = true;
                return self.stop(line.start);
            } else {
                self.comments = None;
            }
        }
        self.stop(self.part.len() as u32)
    }
}

fn before_comment(text: &str, line: Span) -> Span {
    let written = line.slice(text);
    let length = written.find('#').unwrap_or(written.len());
    Span::new(line.start, line.start + length as u32)
}

fn opens_questions(line: &str) -> bool {
    line.strip_prefix("questions:").is_some_and(|rest| {
        let value = rest.trim_start();
        value.is_empty() || (value.starts_with('#') && rest.len() > value.len())
    })
}

/// Whether an unindented line is a key of the head. Anything else there, such as a question's own key, a pasted line or
/// a merge conflict marker, breaks only the question that contains it.
fn opens_key(line: &str) -> bool {
    key_name(line).is_some_and(|name| !QUESTION_KEYS.contains(&name))
}

/// The key at the start of a line, as written.
fn key_name(line: &str) -> Option<&str> {
    let (name, value) = line.split_once(':')?;
    // YAML accepts nearly anything as a key, including spaces and dots.
    let is_name = name.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\''));
    let is_separated = value.is_empty() || value.starts_with([' ', '\t']);
    (is_name && is_separated).then_some(name)
}

/// Where the value of a line `key: value` may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValueOf {
    /// On the same line.
    Line,
    /// On the lines below.
    Below,
    /// On the lines below, including comments.
    Text,
    /// On this line and those below, up to a closing quote or bracket.
    Unclosed,
}

impl ValueOf {
    fn line(line: &str) -> Self {
        let value = line.split_once(':').map_or("", |(_, value)| value).trim();
        let closing = match value.chars().next() {
            None | Some('#') => return Self::Below,
            Some('|' | '>') => return Self::Text,
            Some(quote @ ('"' | '\'')) => quote,
            Some('[') => ']',
            Some('{') => '}',
            Some(_) => return Self::Line,
        };
        match value[1..].ends_with(closing) {
            true => Self::Line,
            false => Self::Unclosed,
        }
    }
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
    fn a_key_of_the_head_among_the_questions_breaks_one_only() {
        for (lines, comment) in [
            ("ending: e\n", ""),
            ("ending: 'e' \n\n", ""),
            ("ending: [e]\n", "  # note\n\n"),
            ("order: 1\nending: e\n", "# note\n"),
            ("ending: e\n    c: 1\n", ""),
            ("seo:\n    title: t\n", ""),
            ("seo: |\n    text\n    - c: 1\n", ""),
        ] {
            let first = format!("  - a: 1\n{lines}");
            let second = format!("{comment}  - b: 2\n");
            let yaml = format!("questions:\n{first}{second}z: 1\n");
            check(&yaml, "", &[&first, &second], "z: 1\n");
        }
        check(
            "questions:\n- a: 1\nending: e\n- b: 2\nz: 1\n",
            "",
            &["- a: 1\nending: e\n", "- b: 2\n"],
            "z: 1\n",
        );
    }

    #[test]
    fn what_yaml_takes_for_the_value_of_a_key_is_no_question() {
        for tail in [
            "other:\n  - b: 2\n",
            "other: # all\n\n  # note\n  - b: 2\n",
            "other: |\n  - b: 2\n",
            "other: >-\n  - b: 2\n",
            "other: some\n  - words\n  - more\n",
            "other: \"a\n      text\n  - b: 2\"\n",
            "other: 'a\n  - b: 2'\n",
            "other: [a,\n  - b: 2]\n",
            "z: 1\nother:\n  - b: 2\n",
        ] {
            let yaml = format!("questions:\n  - a: 1\n{tail}");
            check(&yaml, "", &["  - a: 1\n"], tail);
        }
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
