//! Splits a file into its frontmatter and its body.
//!
//! Markdown parsers and the sites that publish a bank disagree on what frontmatter is: a byte order mark, blank lines
//! before the fence or spaces after it make most parsers miss it. So we split it ourselves.
//!
//! Knows the fences and the white space around them. Must not know: YAML, and the keys of a frontmatter.

use super::SyntaxError;
use crate::text::{LineSpans, Span};

/// The parts of a file: its frontmatter, if it has one, and its body.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Split {
    /// The frontmatter; `None` when the file does not open with a fence.
    pub front: Option<Front>,
    /// Where the markdown body starts: after the closing fence's line, or after the byte order mark.
    pub body: u32,
}

/// One frontmatter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Front {
    /// The opening `---`.
    pub open: Span,
    /// The YAML between the fences, including its last line break.
    pub yaml: Span,
    /// The closing `---`; `None` if the frontmatter is not closed, and so extends to the end of the file.
    pub close: Option<Span>,
    /// A space before the opening fence or after a fence that is not a space to every reader.
    pub non_yaml_space: Option<Span>,
}

/// Splits `text` at its frontmatter fences.
///
/// A fence is a line of three hyphens and trailing spaces. A byte order mark and blank lines may precede the opening
/// one.
pub fn split(text: &str) -> Split {
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = LineSpans::new(text, bom);
    let none = Split {
        front: None,
        body: bom,
    };
    let Some(open) = lines.find(|line| !line.slice(text).trim().is_empty()) else {
        return none;
    };
    let non_yaml_space = find_non_yaml_space(text, Span::new(bom, open.end));
    if !is_fence(open.slice(text)) {
        return none;
    }
    let start = lines.at;
    for line in lines.by_ref() {
        if is_fence(line.slice(text)) {
            let front = Front {
                open: fence_span(open),
                yaml: Span::new(start, line.start),
                close: Some(fence_span(line)),
                non_yaml_space: non_yaml_space.or_else(|| find_non_yaml_space(text, line)),
            };
            return Split {
                front: Some(front),
                body: lines.at,
            };
        }
    }
    let end = text.len() as u32;
    Split {
        front: Some(Front {
            open: fence_span(open),
            yaml: Span::new(start, end),
            close: None,
            non_yaml_space,
        }),
        body: end,
    }
}

/// The first white space in a part of `text` that is not white space to YAML, such as a no-break space.
pub fn find_non_yaml_space(text: &str, part: Span) -> Option<Span> {
    let is_wanted = |c: char| c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n' | '\r');
    let mut chars = part.slice(text).char_indices();
    let (at, c) = chars.find(|(_, c)| is_wanted(*c))?;
    let at = part.start + at as u32;
    Some(Span::new(at, at + c.len_utf8() as u32))
}

/// The error for such a space.
pub fn non_yaml_space_error(text: &str, span: Span) -> SyntaxError {
    let code = span.slice(text).chars().next().map_or(0, u32::from);
    let message =
        format!("YAML does not treat U+{code:04X} as a space; write an ordinary space, or nothing");
    SyntaxError {
        span,
        message: message.into(),
    }
}

/// Whether a line is a fence.
pub fn is_fence(line: &str) -> bool {
    line.strip_prefix("---")
        .is_some_and(|rest| rest.trim().is_empty())
}

fn fence_span(line: Span) -> Span {
    Span::new(line.start, line.start + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, yaml: Option<&str>, closed: bool, body: &str) {
        let split = split(text);
        assert_eq!(split.front.map(|front| front.yaml.slice(text)), yaml);
        assert_eq!(
            split.front.is_some_and(|front| front.close.is_some()),
            closed
        );
        assert_eq!(&text[split.body as usize..], body);
    }

    #[test]
    fn forms_of_frontmatter() {
        check("---\na: 1\n---\nbody", Some("a: 1\n"), true, "body");
        check("---\r\na: 1\r\n---\r\nbody", Some("a: 1\r\n"), true, "body");
        check("---\ra: 1\r---\rbody", Some("a: 1\r"), true, "body");
        check("\u{feff}---\na: 1\n---\n", Some("a: 1\n"), true, "");
        check("\n \n--- \na: 1\n---\t\nbody", Some("a: 1\n"), true, "body");
        check("---\n---\nbody", Some(""), true, "body");
        check("---\na: 1\n", Some("a: 1\n"), false, "");
        check("no\n---\na: 1\n---\n", None, false, "no\n---\na: 1\n---\n");
        check("----\na\n---\n", None, false, "----\na\n---\n");
        check("", None, false, "");
        check("---", Some(""), false, "");
    }
}
