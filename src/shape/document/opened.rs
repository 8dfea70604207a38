//! The text of a candidate without the markup, links and tags around all of it.

use super::line::trimmed;
use crate::text::Span;

/// The text without bold or italic markup around all of it, and without the end of markup that the marker opened.
pub(super) fn unwrapped(text: &str, span: Span) -> Span {
    let mut span = trimmed(text, span);
    loop {
        let inside = span.slice(text);
        let bytes = inside.as_bytes();
        let opens = matches!(bytes.first(), Some(b'*' | b'_' | b'<' | b'['));
        let closes = matches!(bytes.last(), Some(b'*' | b'_' | b'>'));
        if !opens && !closes {
            return span;
        }
        let both = ["***", "**", "__"].into_iter().find(|mark| {
            let len = mark.len();
            inside.len() > 2 * len
                && inside.starts_with(mark)
                && inside.ends_with(mark)
                && !inside[len..inside.len() - len].contains(mark)
        });
        if let Some(mark) = both {
            let len = mark.len() as u32;
            span = trimmed(text, Span::new(span.start + len, span.end - len));
            continue;
        }
        let bare = without_tags(text, span);
        if bare != span && !bare.is_empty() {
            span = bare;
            continue;
        }
        if let Some(link) = whole_link(inside) {
            span = trimmed(text, Span::new(span.start + 1, span.start + link as u32));
            continue;
        }
        // The end of markup whose start is before the marker.
        let end = ["**", "__"].into_iter().find(|mark| {
            inside.len() > 2 && inside.ends_with(mark) && inside.matches(mark).count() == 1
        });
        if let Some(mark) = end {
            span = trimmed(text, Span::new(span.start, span.end - mark.len() as u32));
            continue;
        }
        return span;
    }
}

/// The span without the HTML tags at its start and end.
pub(super) fn without_tags(text: &str, span: Span) -> Span {
    let mut span = trimmed(text, span);
    loop {
        let inside = span.slice(text);
        if inside.starts_with('<')
            && let Some(end) = inside.find('>')
        {
            span = trimmed(text, Span::new(span.start + end as u32 + 1, span.end));
        } else if inside.ends_with('>')
            && let Some(start) = inside.rfind("</")
            && !inside[start..inside.len() - 1].contains('>')
            && is_wrapper(&inside[start + 2..inside.len() - 1])
        {
            span = trimmed(text, Span::new(span.start, span.start + start as u32));
        } else {
            return span;
        }
    }
}

/// If a text is nothing but a link: where the link's text ends.
fn whole_link(inside: &str) -> Option<usize> {
    if !inside.starts_with('[') || !inside.ends_with(')') {
        return None;
    }
    let middle = inside.find("](")?;
    let target = &inside[middle + 2..inside.len() - 1];
    (!target.contains("](") && !target.contains(") ") && !target.starts_with('#')).then_some(middle)
}

/// Whether an element can be around the whole of a text; the end of `<code>` belongs to a word of it.
fn is_wrapper(name: &str) -> bool {
    matches!(
        name.trim(),
        "b" | "strong"
            | "i"
            | "em"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "span"
            | "p"
            | "u"
            | "big"
            | "font"
            | "a"
    )
}
