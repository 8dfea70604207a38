//! Writes a text so that markdown shows it as it is.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::body::options;
use crate::text::{Span, line_at};

/// The text with a backslash before what markdown would read as markup. Code between backticks stays code, and markup that
/// `old`, the text in its place before, has in the same words stays markup.
pub fn escape(new: &str, old: &str) -> String {
    let mut out = new.to_owned();
    // Each turn escapes one mark, which is never found again.
    for _ in 0..new.len() {
        match first_markup(&out, old) {
            Some(at) => out.insert(at, '\\'),
            None => break,
        }
    }
    if !out.starts_with(char::is_alphanumeric) {
        escape_block(&mut out, old);
    }
    if out.ends_with('#') && !old.ends_with('#') && has_closing_sequence(&out) {
        let at = out.trim_end_matches('#').len();
        out.insert(at, '\\');
    }
    out
}

/// A text as it is written in HTML; the tags and references of `old`, the text in its place before, stay what they are.
pub fn escape_html(new: &str, old: &str) -> String {
    let mut out = String::with_capacity(new.len());
    for (at, c) in new.char_indices() {
        let rest = &new[at..];
        let whole = |end: char| rest.find(end).map(|end| &rest[..=end]);
        let is_old = |written: Option<&str>| written.is_some_and(|written| old.contains(written));
        match c {
            '<' if !is_old(whole('>')) => out.push_str("&lt;"),
            '&' if is_reference(rest) && !is_old(whole(';')) => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out
}

/// Whether a text starts with a character reference.
fn is_reference(text: &str) -> bool {
    let name = text[1..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '#'));
    name.is_some_and(|end| end > 0 && text[1 + end..].starts_with(';'))
}

/// A text as it is written in place of the one at `span`, in the markup around that.
pub fn written_at(text: &str, span: Span, new: &str) -> String {
    written_like(text, span, span.slice(text), new)
}

/// A text as it is written where the one at `span` is, which has the markup of `old`.
pub fn written_like(text: &str, span: Span, old: &str, new: &str) -> String {
    let before = &text[..span.start as usize];
    if is_in_summary(before) {
        return escape_html(new, old);
    }
    let mut out = escape(new, old);
    let line = line_at(text, span.start);
    if opens_brackets(Span::new(line.start, span.start).slice(text)) && !old.contains(['[', ']']) {
        out = escaped_outside_code(&out, &['[', ']']);
    }
    let line = line.slice(text).trim();
    if line.starts_with('|') || line.ends_with('|') {
        // In a table, a bar ends its cell in code, too.
        out = escaped(&out, &['|']);
    }
    out
}

/// Whether a bracket is open at the end of a text, as before the text of a link.
fn opens_brackets(before: &str) -> bool {
    let mut open = 0_usize;
    let mut is_escaped = false;
    for c in before.chars() {
        match c {
            '[' if !is_escaped => open += 1,
            ']' if !is_escaped => open = open.saturating_sub(1),
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    open > 0
}

/// Whether a `<summary>` before the place is not closed.
pub fn is_in_summary(before: &str) -> bool {
    let near = before.len().saturating_sub(FAR);
    let near = (near..before.len()).find(|at| before.is_char_boundary(*at));
    let near = before[near.unwrap_or(0)..].to_ascii_lowercase();
    let open = near.rfind("<summary");
    open.is_some_and(|open| !near[open..].contains("</summary"))
}

/// How far before the text of a question its `<summary>` starts at most.
const FAR: usize = 400;

/// The text with a backslash before these characters, unless there is one.
fn escaped(text: &str, marks: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_escaped = false;
    for c in text.chars() {
        if marks.contains(&c) && !is_escaped {
            out.push('\\');
        }
        is_escaped = c == '\\' && !is_escaped;
        out.push(c);
    }
    out
}

/// The text with a backslash before these characters, unless there is one or they are in code.
fn escaped_outside_code(text: &str, marks: &[char]) -> String {
    let source = format!("{MARGIN}{text}");
    let parser = Parser::new_ext(&source, options()).into_offset_iter();
    let code = parser.filter(|(event, _)| matches!(event, Event::Code(_)));
    let mut out = String::with_capacity(text.len());
    let mut done = MARGIN.len();
    for (_, code) in code {
        out += &escaped(&source[done..code.start], marks);
        out += &source[code.clone()];
        done = code.end;
    }
    out + &escaped(&source[done..], marks)
}

/// A no-break space keeps a text from starting a block.
const MARGIN: &str = "\u{a0}";

/// Where the first markup starts that `old` does not have.
fn first_markup(text: &str, old: &str) -> Option<usize> {
    let source = format!("{MARGIN}{text}");
    let parser = Parser::new_ext(&source, options()).into_offset_iter();
    let found = parser.filter(|(event, range)| is_markup(event, &source[range.clone()]));
    let mut new = found.filter(|(_, range)| !old.contains(&source[range.clone()]));
    let (_, Range { start, .. }) = new.next()?;
    start.checked_sub(MARGIN.len())
}

fn is_markup(event: &Event<'_>, written: &str) -> bool {
    match event {
        Event::Start(
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::HtmlBlock,
        )
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_) => true,
        // A character reference.
        Event::Text(shown) => written.starts_with('&') && &**shown != written,
        _ => false,
    }
}

/// Escapes the mark of a block at the start: a list item, a quotation, a heading, a table.
fn escape_block(out: &mut String, old: &str) {
    let first = out.chars().next();
    let opens = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let is_block = match first {
        Some('#') => opens(out.trim_start_matches('#')),
        Some('-' | '+' | '*') => opens(&out[1..]),
        Some('>' | '|') => true,
        _ => false,
    };
    let is_old = old.starts_with(|c| Some(c) == first);
    if is_block && !is_old {
        out.insert(0, '\\');
    }
}

/// Whether the signs at the end would close a heading.
fn has_closing_sequence(text: &str) -> bool {
    let before = text.trim_end_matches('#');
    before.is_empty() || before.ends_with([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::super::plain_text::plain_text;
    use super::{escape, escape_html, written_at};
    use crate::text::Span;

    #[test]
    fn markdown_shows_the_text_as_it_is() {
        for (text, written) in [
            ("What is `List<T>`?", "What is `List<T>`?"),
            ("What is List<T>?", "What is List\\<T>?"),
            ("What is __init__?", "What is \\_\\_init__?"),
            ("Is 2 * 3 * 4 one?", "Is 2 * 3 * 4 one?"),
            ("a *b* 😀", "a \\*b* 😀"),
            ("AT&amp;T or R&D?", "AT\\&amp;T or R&D?"),
            ("See [x](y) and [z]?", "See \\[x](y) and [z]?"),
            ("# One", "\\# One"),
            ("- One", "\\- One"),
            ("#one", "#one"),
            ("C #", "C \\#"),
            ("C#", "C#"),
            ("~~so~~", "\\~~so~~"),
        ] {
            assert_eq!(escape(text, ""), written);
            let shown = plain_text(&format!("\u{a0}{written}"));
            assert_eq!(shown, text.replace('`', ""), "{written}");
        }
    }

    #[test]
    fn the_markup_that_was_there_stays() {
        let old = "Why is *this* a [link](x.md)?";
        let new = "Why is *this* no [link](x.md) and *that* not?";
        let written = "Why is *this* no [link](x.md) and \\*that* not?";
        assert_eq!(escape(new, old), written);
        assert_eq!(escape(old, old), old);
    }

    #[test]
    fn brackets_in_the_text_of_a_link_and_bars_in_a_table_are_escaped() {
        let new = "a[b] | `c[d]`";
        for (line, written) in [
            ("See it", "a[b] | `c[d]`"),
            ("[it](#it)", "a\\[b\\] | `c[d]`"),
            ("- [1. it](#it)", "a\\[b\\] | `c[d]`"),
            ("* [**it**][it]", "a\\[b\\] | `c[d]`"),
            ("- [ ] it", "a[b] | `c[d]`"),
            ("- [x](#x), \\[ it", "a[b] | `c[d]`"),
            ("| it | b", "a[b] \\| `c[d]`"),
            ("a | [it](#it) |", "a\\[b\\] \\| `c[d]`"),
        ] {
            let text = format!("Above [\n\n{line}\nbelow");
            let at = text.find("it").unwrap() as u32;
            assert_eq!(written_at(&text, Span::new(at, at + 2), new), written);
        }
        let (text, place) = ("[![it](it.png)](#it)", Span::new(1, 14));
        let written = written_at(text, place, "![it](it.png) or so");
        assert_eq!(written, "![it](it.png) or so");
    }

    #[test]
    fn html_shows_the_text_as_it_is() {
        for (text, old, written) in [
            ("a < b && c &lt; d", "", "a &lt; b && c &amp;lt; d"),
            (
                "a <code>b</code> <i>",
                "<code>x</code>",
                "a <code>b</code> &lt;i>",
            ),
            ("a &amp; b", "x &amp; y", "a &amp; b"),
        ] {
            assert_eq!(escape_html(text, old), written);
        }
    }
}
