//! The markdown extensions in use, and classes of parser events.

use pulldown_cmark::{Event, Options, TagEnd};

use crate::text::Span;

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
