//! `<details>` and `<summary>` in a text, as tags in order.

use std::collections::HashMap;

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
    let bytes = text.as_bytes();
    let from = lines
        .first()
        .map_or(text.len(), |line| line.span.start as usize);
    let mut index = 0;
    // From where on no code span was counted, and whether it is in one.
    let (mut counted, mut in_code) = (from, false);
    // After the end of the tag before.
    let mut end = from;
    for at in memchr::memchr_iter(b'<', &bytes[from..]) {
        let at = from + at;
        let Some(kind) = kind_at(&bytes[at..]) else {
            continue;
        };
        while lines[index].span.end as usize <= at {
            index += 1;
            counted = lines[index].span.start as usize;
            in_code = false;
        }
        let line = &lines[index];
        if matches!(line.kind, Kind::Code | Kind::Comment | Kind::Blank) {
            continue;
        }
        // In a code span it is text.
        in_code ^= memchr::memchr_iter(b'`', &bytes[counted..at]).count() % 2 == 1;
        counted = at;
        if in_code {
            continue;
        }
        if end <= at {
            let rest = &bytes[at..line.span.end as usize];
            end = at + memchr::memchr(b'>', rest).map_or(rest.len(), |len| len + 1);
        }
        found.push(Tag {
            kind,
            span: Span::new(at as u32, end as u32),
            line: index,
        });
    }
    found
}

/// Which tag a text starts with.
fn kind_at(bytes: &[u8]) -> Option<TagKind> {
    let (name, kind) = match bytes.get(1)? {
        b'd' | b'D' => (&b"<details"[..], TagKind::Open),
        b's' | b'S' => (&b"<summary"[..], TagKind::Summary),
        b'/' if matches!(bytes.get(2), Some(b'd' | b'D')) => (&b"</details"[..], TagKind::Close),
        b'/' => (&b"</summary"[..], TagKind::SummaryEnd),
        _ => return None,
    };
    let head = bytes.get(..name.len())?;
    let ends = matches!(bytes.get(name.len()), Some(b'>' | b' ' | b'\t' | b'/'));
    (ends && head.eq_ignore_ascii_case(name)).then_some(kind)
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
    /// Whether most elements of the document have the same summary, which then announces answers and is not a question.
    pub is_label: bool,
}

/// The fewest elements with one summary for it to be a label.
const FEWEST: usize = 5;

/// Finds the summary that most of these elements have. One that asks is a question, however often.
pub fn mark_labels(text: &str, all: &mut [Details]) {
    let shown = |details: &Details| details.summary.slice(text).trim();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for details in all.iter().filter(|details| !details.summary.is_empty()) {
        *counts.entry(shown(details)).or_default() += 1;
    }
    let asks = |summary: &str| summary.contains(['?', '？', '؟', '\n']);
    let most = counts
        .into_iter()
        .find(|(summary, count)| *count >= FEWEST && *count * 2 > all.len() && !asks(summary));
    if let Some((summary, _)) = most {
        for details in all {
            details.is_label = shown(details) == summary;
        }
    }
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
                    is_label: false,
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
                    // The end of a tag without its own can be that of the next one.
                    && start.span.end <= tag.span.start
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
            ("<details><summary</summary>", 1, 1),
        ] {
            let lines = scan::lines(text, 0);
            let all = details(&tags(text, &lines));
            let open = all.iter().filter(|element| element.close.is_none()).count();
            assert_eq!((all.len(), open), (elements, unclosed), "{text}");
        }
    }
}
