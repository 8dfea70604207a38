//! `<details>` and `<summary>` in a text, as tags in order.

use super::line::{Kind, Line};
use crate::text::Span;

/// A tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tag {
    /// Which one.
    pub kind: TagKind,
    /// From `<` to `>`.
    pub span: Span,
    /// The index of its line.
    pub line: usize,
}

/// The tags that matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TagKind {
    /// `<details …>`
    Open,
    /// `</details>`
    Close,
    /// `<summary …>`
    Summary,
    /// `</summary>`
    SummaryEnd,
}

/// The tags of these lines, without those in code and comments.
pub fn tags(text: &str, lines: &[Line]) -> Vec<Tag> {
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if matches!(line.kind, Kind::Code | Kind::Comment | Kind::Blank) {
            continue;
        }
        let inside = line.span.slice(text);
        let (mut ticks, mut counted) = (0, 0);
        for at in memchr::memchr_iter(b'<', inside.as_bytes()) {
            let rest = &inside[at..];
            if !rest.as_bytes()[1..].starts_with(b"d")
                && !matches!(rest.as_bytes().get(1), Some(b'D' | b's' | b'S' | b'/'))
            {
                continue;
            }
            let kinds = [
                ("<details", TagKind::Open),
                ("</details", TagKind::Close),
                ("<summary", TagKind::Summary),
                ("</summary", TagKind::SummaryEnd),
            ];
            let is = |name: &str| {
                let head = rest
                    .get(..name.len())
                    .is_some_and(|head| head.eq_ignore_ascii_case(name));
                head && rest[name.len()..].starts_with(['>', ' ', '\t', '/'])
            };
            let Some((_, kind)) = kinds.into_iter().find(|(name, _)| is(name)) else {
                continue;
            };
            // In a code span it is text.
            ticks += memchr::memchr_iter(b'`', &inside.as_bytes()[counted..at]).count();
            counted = at;
            if ticks % 2 == 1 {
                continue;
            }
            let len = rest.find('>').map_or(rest.len(), |end| end + 1);
            let start = line.span.start + at as u32;
            found.push(Tag {
                kind,
                span: Span::new(start, start + len as u32),
                line: index,
            });
        }
    }
    found
}

/// A `<details>` element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Details {
    /// The opening tag.
    pub open: Tag,
    /// The text of its summary; empty if it has none.
    pub summary: Span,
    /// The line of the end of the summary.
    pub summary_line: usize,
    /// After the summary: where the content starts.
    pub inside: u32,
    /// The closing tag; `None` if it is missing.
    pub close: Option<Tag>,
    /// How many elements it is in.
    pub depth: usize,
}

/// The elements in order of their opening tags.
pub fn details(tags: &[Tag]) -> Vec<Details> {
    let mut all: Vec<Details> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut summary: Option<Tag> = None;
    for tag in tags {
        match tag.kind {
            TagKind::Open => {
                open.push(all.len());
                all.push(Details {
                    open: *tag,
                    summary: Span::at(tag.span.end),
                    summary_line: tag.line,
                    inside: tag.span.end,
                    close: None,
                    depth: open.len() - 1,
                });
            }
            TagKind::Close => {
                if let Some(index) = open.pop() {
                    all[index].close = Some(*tag);
                }
            }
            TagKind::Summary => summary = Some(*tag),
            TagKind::SummaryEnd => {
                if let (Some(start), Some(index)) = (summary.take(), open.last())
                    && tag.line - start.line <= 60
                    && all[*index].summary.is_empty()
                {
                    all[*index].summary = Span::new(start.span.end, tag.span.start);
                    all[*index].summary_line = tag.line;
                    all[*index].inside = tag.span.end;
                }
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{details, tags};
    use crate::shape::document::scan;

    #[test]
    fn elements_nest_and_those_without_an_end_are_found() {
        for (text, elements, unclosed) in [
            ("<details><summary>A</summary>\nb\n</details>", 1, 0),
            ("<details>\n<details>\n</details>", 2, 1),
            ("</details>\n`<details>` is code", 0, 0),
            ("```html\n<details>\n```", 0, 0),
            ("<details\n<detailsx>", 0, 0),
        ] {
            let lines = scan::lines(text, 0);
            let all = details(&tags(text, &lines));
            let open = all.iter().filter(|element| element.close.is_none()).count();
            assert_eq!((all.len(), open), (elements, unclosed), "{text}");
        }
    }
}
