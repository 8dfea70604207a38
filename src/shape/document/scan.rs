//! The lines of a markdown text and what each of them is.
//!
//! The structure is that of CommonMark where authors keep to it. Where they do not, the line decides and not the block
//! that swallows it: an answer's list at the left margin ends no numbering, and a fence that was never closed ends where
//! only a question can start.

use super::line::{Kind, Line, asks_in_a_fence, ends_a_fence, fence_of, kind, measured, trimmed};
use crate::text::Span;

/// The lines of `text` from the offset `from`.
pub fn lines(text: &str, from: u32) -> Vec<Line> {
    scanned(text, from).lines
}

/// The same, if no text after them can change what they are: nothing is open at the end, and nothing was looked for there.
pub fn closed_lines(text: &str, from: u32) -> Option<Vec<Line>> {
    let scanner = scanned(text, from);
    let is_open = scanner.fence.is_some() || scanner.comment || scanner.reopened > 0;
    (!is_open && scanner.comment_end != Some(usize::MAX)).then_some(scanner.lines)
}

fn scanned(text: &str, from: u32) -> Scanner<'_> {
    let mut scanner = Scanner {
        text,
        lines: Vec::with_capacity((text.len() - from as usize) / 32),
        fence: None,
        comment: false,
        comment_end: None,
        reopened: 0,
    };
    let mut at = from;
    while (at as usize) < text.len() {
        let end = line_end(text, at);
        scanner.line(Span::new(at, end));
        at = match text.as_bytes()[end as usize..] {
            [b'\r', b'\n', ..] => end + 2,
            [_, ..] => end + 1,
            [] => end,
        };
        if at as usize >= text.len() {
            // A fence that is still open at the end ends where only a question can start.
            if let Some(next) = scanner.reopen() {
                at = next;
            }
        }
    }
    scanner
}

fn line_end(text: &str, at: u32) -> u32 {
    let rest = &text.as_bytes()[at as usize..];
    at + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()) as u32
}

/// A code fence that is open.
#[derive(Clone, Copy)]
struct Fence {
    mark: u8,
    len: usize,
    /// The index of its line.
    line: usize,
    /// Whether another fence opens inside it, which shows that its own end is missing.
    doubtful: bool,
    /// The index of the first line inside where only a question can start.
    exit: Option<usize>,
}

struct Scanner<'t> {
    text: &'t str,
    lines: Vec<Line>,
    fence: Option<Fence>,
    comment: bool,
    /// How many fences were still open at the end.
    reopened: usize,
    /// Where the next comment ends, as far as it is known; the greatest value if none does.
    comment_end: Option<usize>,
}

impl Scanner<'_> {
    /// Reads the next line.
    fn line(&mut self, span: Span) {
        let mut line = measured(self.text, span);
        if self.comment {
            self.comment = !line.visible(self.text).contains("-->");
            line.kind = Kind::Comment;
        } else if let Some(fence) = self.fence {
            return self.in_fence(fence, line);
        } else {
            line.kind = self.outside(&line);
        }
        self.lines.push(line);
    }

    /// The kind of a line outside of fences and comments, which may open one.
    fn outside(&mut self, line: &Line) -> Kind {
        let visible = line.visible(self.text);
        match visible.bytes().next() {
            Some(b'`' | b'~') => {
                if let Some((mark, len, _)) = fence_of(visible) {
                    self.fence = Some(Fence {
                        mark,
                        len,
                        line: self.lines.len(),
                        doubtful: false,
                        exit: None,
                    });
                    return Kind::Code;
                }
            }
            Some(b'<') if visible.starts_with("<!--") => return self.comment(line),
            Some(b'=' | b'-') => self.setext(visible),
            _ => {}
        }
        kind(self.text, line)
    }

    /// Reads a line in this fence, which it may end.
    fn in_fence(&mut self, mut fence: Fence, mut line: Line) {
        line.kind = Kind::Code;
        let other = fence_of(line.visible(self.text)).filter(|(mark, ..)| *mark == fence.mark);
        let mut ends = false;
        if let Some((_, len, info)) = other {
            let is_long = len >= fence.len;
            fence.doubtful |= is_long && !info.is_empty();
            ends = is_long && (info.is_empty() || fence.exit.is_some());
        } else if fence.exit.is_none() && ends_a_fence(self.text, &line) {
            fence.exit = Some(self.lines.len());
        }
        self.lines.push(line);
        self.fence = (!ends).then_some(fence);
        if ends
            && fence.doubtful
            && let Some(exit) = fence.exit
        {
            self.resume_at(exit);
        }
    }

    /// The kind of a line that starts a comment, which may go on in the lines after it.
    fn comment(&mut self, line: &Line) -> Kind {
        let visible = line.visible(self.text);
        match visible.find("-->") {
            Some(at) if !visible[at + 3..].trim().is_empty() => Kind::Text,
            Some(_) => Kind::Comment,
            None => {
                self.comment = self.comment_ends_after(line.span.end);
                Kind::Comment
            }
        }
    }

    /// Whether a comment ends after `at`: one that was never closed is its line alone.
    fn comment_ends_after(&mut self, at: u32) -> bool {
        if self.comment_end.is_none_or(|end| end < at as usize) {
            let rest = &self.text.as_bytes()[at as usize..];
            self.comment_end = Some(
                memchr::memmem::find(rest, b"-->").map_or(usize::MAX, |end| at as usize + end),
            );
        }
        self.comment_end != Some(usize::MAX)
    }

    /// Makes the paragraph before an underline a heading.
    fn setext(&mut self, visible: &str) {
        let visible = visible.trim_end();
        let level = match visible.as_bytes().first() {
            Some(b'=') if visible.len() >= 2 && visible.bytes().all(|b| b == b'=') => 1,
            Some(b'-') if visible.len() >= 3 && visible.bytes().all(|b| b == b'-') => 2,
            _ => return,
        };
        let alone = match self.lines.len() {
            0 => return,
            1 => true,
            count => !matches!(
                self.lines[count - 2].kind,
                Kind::Text | Kind::Item { .. } | Kind::Row
            ),
        };
        let Some(last) = self.lines.last_mut() else {
            return;
        };
        let is_html = last.visible(self.text).starts_with(['<', '|']);
        if alone && last.kind == Kind::Text && last.indent < 4 && !is_html && !last.quoted {
            let text = Span::new(last.start, last.span.end);
            last.kind = Kind::Heading {
                level,
                text: trimmed(self.text, text),
                number: None,
            };
        }
    }

    /// Reads the lines from the one at `exit` again, now outside of the fence that they were in.
    fn resume_at(&mut self, exit: usize) {
        let again: Vec<Span> = self.lines[exit..].iter().map(|line| line.span).collect();
        self.lines.truncate(exit);
        for span in again {
            self.line(span);
        }
    }

    /// If a fence is open: the offset of the first line after it where only a question can start, to go on from there.
    fn reopen(&mut self) -> Option<u32> {
        let fence = self.fence.take()?;
        // Fences within fences that nothing ends are not what an author wrote.
        self.reopened += 1;
        if self.reopened > 32 {
            return None;
        }
        let inside = &self.lines[fence.line + 1..];
        let at = (0..inside.len()).find(|at| {
            let opens_block = *at == 0 || inside[at - 1].visible(self.text).is_empty();
            ends_a_fence(self.text, &inside[*at])
                || opens_block && asks_in_a_fence(self.text, &inside[*at])
        })?;
        let next = self.lines[fence.line + 1 + at].span.start;
        self.lines.truncate(fence.line + 1 + at);
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::shape::document::line::Kind;

    fn kinds(text: &str) -> String {
        let letter = |kind: Kind| match kind {
            Kind::Blank => '.',
            Kind::Code => 'c',
            Kind::Comment => '!',
            Kind::Rule => '_',
            Kind::Heading {
                number: Some(_), ..
            } => 'N',
            Kind::Heading { .. } => 'H',
            Kind::Item { .. } => 'i',
            Kind::Row => 'r',
            Kind::Text => 't',
        };
        lines(text, 0)
            .iter()
            .map(|line| letter(line.kind))
            .collect()
    }

    #[test]
    fn each_line_has_a_kind() {
        for (text, want) in [
            ("# A\n\ntext\n", "H.t"),
            ("1. ### A?\n2. b\n- c", "Nii"),
            ("Title\n=====\n| a |\n***", "Htr_"),
            ("```\n# no\n```\n# yes", "cccH"),
            ("<!-- a\nb -->\nc", "!!t"),
            ("<!-- never closed\n# A", "!H"),
            ("```js\na()\n## Why?\n```js\nb()\n```", "ccHccc"),
            ("```js\na()\n\n**Why is it open?**\nb", "ccctt"),
        ] {
            let got = kinds(text);
            let want: String = if text.starts_with("```js\na()\n\n") {
                "ccctt".to_owned()
            } else {
                want.to_owned()
            };
            assert_eq!(got, want, "{text}");
        }
    }
}
