//! The markdown extensions in use, and classes of parser events.

use pulldown_cmark::{CodeBlockKind, Event, Options, Tag, TagEnd};

use crate::text::{Span, line_start};

/// The extensions to CommonMark that are enabled.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// Whether the text has any character that can start markup. Most short answers are plain prose, and this scan is far
/// cheaper than a parse.
pub fn has_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3(b'[', b'#', b'<', bytes).is_some()
        || memchr::memchr2(b'`', b'~', bytes).is_some()
        // A line of hyphens or equal signs turns the line above it into a heading.
        || memchr::memchr2(b'-', b'=', bytes).is_some()
}

/// Whether such markup can occur within a word.
pub(super) fn is_inline(end: TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong};
    matches!(end, Emphasis | Image | Link | Strikethrough | Strong)
}

/// Adds what an event within a heading contributes to the heading's text.
pub(super) fn collect(event: &Event<'_>, span: Span, text: &mut String, inside: &mut Option<Span>) {
    match event {
        Event::Text(t) | Event::Code(t) => text.push_str(t),
        Event::SoftBreak | Event::HardBreak => text.push(' '),
        Event::End(TagEnd::Heading(_)) => return,
        _ => {}
    }
    *inside = Some(inside.map_or(span, |s| s.cover(span)));
}

/// If the first event of a block, which is in no other, shows that the block may go on after the end of the part of the text
/// that was parsed: where the line of the block starts.
pub(super) fn start_of_open(
    event: &Event<'_>,
    span: Span,
    (text, end): (&str, usize),
) -> Option<usize> {
    let may_be_open = matches!(
        event,
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_)) | Tag::HtmlBlock)
    );
    let is_last = may_be_open && end < text.len() && {
        let rest = &text[span.end as usize..end];
        rest.trim_ascii().is_empty()
    };
    is_last.then(|| line_start(text, span.start) as usize)
}

/// Where `part` is in `text`, if it is a part of it and not a copy, as most texts of events.
pub(super) fn part_of(text: &str, part: &str) -> Option<Span> {
    let start = part.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    let end = start + part.len();
    (end <= text.len()).then(|| Span::new(start as u32, end as u32))
}
