//! The elements of a markdown text, for folding and selection ranges.
//!
//! Parsed on request, at the cost of one pass over the text, and not cached: a bank of a hundred thousand answers has
//! millions of elements. Spans count from the start of the text and end with the element's last character.

use std::cmp::Reverse;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag};

use super::body;
use super::body::has_markup;
use super::link::destination;
use crate::text::Span;

/// A block that can be folded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Block {
    /// Code between fences.
    Code,
    /// A comment of HTML.
    Comment,
    /// A `<details>` element.
    Details,
}

/// The code blocks, comments and `<details>` elements of `text`, including their delimiters, in order.
pub fn blocks(text: &str) -> Vec<(Block, Span)> {
    if !has_markup(text) {
        return Vec::new();
    }
    let kind = |tag: &Tag<'_>, span: Span| match tag {
        Tag::CodeBlock(CodeBlockKind::Fenced(_)) => Some(Block::Code),
        Tag::HtmlBlock if span.slice(text).trim_start().starts_with("<!--") => Some(Block::Comment),
        _ => None,
    };
    let events = Parser::new_ext(text, body::options()).into_offset_iter();
    let mut blocks = Vec::new();
    let mut open = Vec::new();
    for (event, range) in events {
        let span = Span::new(range.start as u32, range.end as u32);
        match event {
            Event::Start(tag) => {
                let span = trimmed(text, span);
                blocks.extend(kind(&tag, span).map(|kind| (kind, span)));
            }
            Event::Html(_) | Event::InlineHtml(_) => details(text, span, &mut open, &mut blocks),
            _ => {}
        }
    }
    blocks.sort_by_key(|(_, span)| (span.start, Reverse(span.end)));
    blocks
}

/// Follows the `<details>` elements that start and end in the tags at `span`; `open` are the starts of those that are open.
fn details(text: &str, span: Span, open: &mut Vec<u32>, blocks: &mut Vec<(Block, Span)>) {
    let written = span.slice(text);
    for (at, _) in written.match_indices('<') {
        let tag = &written.as_bytes()[at + 1..];
        let names = |name: &[u8]| {
            let found = tag
                .get(..name.len())
                .is_some_and(|tag| tag.eq_ignore_ascii_case(name));
            found && !tag.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
        };
        let start = span.start + at as u32;
        if names(b"details") {
            open.push(start);
        } else if names(b"/details")
            && let Some(first) = open.pop()
        {
            let end = written[at..]
                .find('>')
                .map_or(written.len(), |end| at + end + 1);
            let whole = Span::new(first, span.start + end as u32);
            blocks.push((Block::Details, whole));
        }
    }
}

/// Every element of `text` at or around the byte `offset`, with and without its delimiters; for links also the text and
/// the destination. In no particular order.
pub fn around(text: &str, offset: u32) -> Vec<Span> {
    let mut found = Vec::new();
    // The open elements, each with the part of its content seen so far.
    let mut open: Vec<(Span, Option<Span>)> = Vec::new();
    for (event, range) in Parser::new_ext(text, body::options()).into_offset_iter() {
        let span = trimmed(text, Span::new(range.start as u32, range.end as u32));
        match &event {
            Event::End(_) => {
                if let Some((whole, inside)) = open.pop() {
                    found.extend([Some(whole), inside].into_iter().flatten());
                }
                continue;
            }
            Event::Code(_) => found.extend([span, code_inside(text, span)]),
            Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url,
                ..
            })
            | Event::Start(Tag::Image {
                link_type: LinkType::Inline,
                dest_url,
                ..
            }) => {
                found.push(destination(text, span, dest_url));
            }
            _ => {}
        }
        if let Some((_, inside)) = open.last_mut() {
            *inside = Some(inside.map_or(span, |inside| inside.cover(span)));
        }
        if let Event::Start(_) = event {
            open.push((span, None));
        }
    }
    found.retain(|span| span.touches(offset));
    found
}

/// The start of the line in which the outermost block of `text` around `offset` starts; the start of the line of
/// `offset` if there is no block.
pub fn block_start(text: &str, offset: u32) -> u32 {
    let before = outermost(text, offset).map(|(start, _)| start);
    let before = text.get(..before.unwrap_or(offset as usize));
    let line = before.unwrap_or(text).rfind(['\n', '\r']);
    line.map_or(0, |at| at as u32 + 1)
}

/// What the outermost block of `text` around `offset` is called if it can have parts of their own; `None` for a heading, a
/// paragraph and the like.
pub fn container(text: &str, offset: u32) -> Option<&'static str> {
    outermost(text, offset)?.1
}

/// The start of the outermost block around an offset, and what it is called if it is a container.
fn outermost(text: &str, offset: u32) -> Option<(usize, Option<&'static str>)> {
    let mut depth = 0u32;
    for (event, range) in Parser::new_ext(text, body::options()).into_offset_iter() {
        if depth == 0 && range.contains(&(offset as usize)) {
            let name = match event {
                Event::Start(Tag::Table(_)) => Some("table"),
                Event::Start(Tag::List(_)) => Some("list"),
                Event::Start(Tag::BlockQuote(_)) => Some("quote"),
                _ => None,
            };
            return Some((range.start, name));
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Inline code without its backticks.
fn code_inside(text: &str, span: Span) -> Span {
    let written = span.slice(text).trim_end_matches('`').trim_end();
    let marks = written.len() - written.trim_start_matches('`').trim_start().len();
    Span::new(
        span.start + marks as u32,
        span.start + written.len().max(marks) as u32,
    )
}

/// The span without trailing white space, which the parser includes.
fn trimmed(text: &str, span: Span) -> Span {
    Span::new(
        span.start,
        span.start + span.slice(text).trim_end().len() as u32,
    )
}

#[cfg(test)]
mod tests {
    use super::{Block, around, block_start, blocks};

    #[test]
    fn the_outermost_block() {
        let text = "one\ntwo\n\n- a\n\n  - |b\n\n[r]: x.md\n";
        let at = |word: &str| block_start(text, text.find(word).expect("a word") as u32);
        let starts = ["two", "|b", "[r]"].map(|word| &text[at(word) as usize..][..3]);
        assert_eq!(starts, ["one", "- a", "[r]"]);
        assert_eq!(block_start("", 0), 0);
    }

    #[test]
    fn code_and_comments_are_blocks() {
        let text =
            "# A\n\n```js\nx\n```\n\n<!-- one\n\ntwo -->\n\n> ~~~\n> y\n\n- a\n\n  ```\n  z\n";
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let found = blocks(&text);
            let shown: Vec<_> = found
                .iter()
                .map(|(block, span)| (*block, span.slice(&text).replace("\r\n", "\n")))
                .collect();
            let shown: Vec<_> = shown.iter().map(|(b, s)| (*b, s.as_str())).collect();
            assert_eq!(
                shown,
                [
                    (Block::Code, "```js\nx\n```"),
                    (Block::Comment, "<!-- one\n\ntwo -->"),
                    (Block::Code, "~~~\n> y"),
                    (Block::Code, "```\n  z"),
                ]
            );
        }
        assert_eq!(blocks("plain"), []);
    }

    #[track_caller]
    fn check(marked: &str, expected: &[&str]) {
        let offset = marked.find('|').expect("a cursor");
        let text = marked.replacen('|', "", 1);
        let mut found: Vec<&str> = around(&text, offset as u32)
            .iter()
            .map(|span| span.slice(&text))
            .collect();
        found.sort_by_key(|found| found.len());
        found.dedup();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_around_a_place() {
        check(
            "- See [the *ne|xt* one](b.md) é.\n- x\n",
            &[
                "next",
                "*next*",
                "the *next* one",
                "[the *next* one](b.md)",
                "See [the *next* one](b.md) é.",
                "- See [the *next* one](b.md) é.",
                "- See [the *next* one](b.md) é.\n- x",
            ],
        );
        check(
            "😀 [a](<https://x.|y> 't')\n",
            &[
                "https://x.y",
                "[a](<https://x.y> 't')",
                "😀 [a](<https://x.y> 't')",
            ],
        );
        check("`` a|` ``", &["a`", "`` a` ``"]);
        check("a\n\n|\n\nb", &[]);
    }
}
