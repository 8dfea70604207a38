//! `<details>` elements of a markdown text: the starts that have no end, and the ends that have no start.

use std::iter::Peekable;

use memchr::Memchr;

use super::html::find;
use crate::text::Span;

/// The tags of `<details>` seen so far. Only HTML is passed in, so tags in code do not count.
#[derive(Default)]
pub struct DetailsTags {
    /// The opening tags that are not closed yet.
    open: Vec<Span>,
    stray: Vec<Span>,
    /// Whether a comment is open.
    comment: bool,
}

impl DetailsTags {
    /// Adds the HTML at `span` of `text`: a line of a block, or a tag within a line.
    pub fn add(&mut self, text: &str, span: Span) {
        let html = span.slice(text);
        let mut ends = TagEnds::of(html);
        let mut at = 0;
        loop {
            if self.comment {
                let Some(end) = find(&html[at..], "-->") else {
                    return;
                };
                at += end + 3;
                self.comment = false;
            }
            let Some(next) = html[at..].find('<') else {
                return;
            };
            at += next;
            let rest = &html[at..];
            if rest.starts_with("<!--") {
                self.comment = true;
                at += 4;
                continue;
            }
            let mut whole = || {
                let end = ends.after(at);
                Span::new(span.start + at as u32, span.start + end as u32)
            };
            if is_tag(rest, "<details") {
                self.open.push(whole());
            } else if is_tag(rest, "</details") && self.open.pop().is_none() {
                self.stray.push(whole());
            }
            at += 1;
        }
    }

    /// The opening tags that are never closed, and the closing tags that close nothing, each in order.
    pub fn finish(self) -> (Vec<Span>, Vec<Span>) {
        (self.open, self.stray)
    }
}

/// Where tags end. Asked for places in ascending order, it reads the text once.
struct TagEnds<'t> {
    /// The `>` that are not passed yet.
    ends: Peekable<Memchr<'t>>,
    /// The end of the text, without white space there.
    last: usize,
}

impl<'t> TagEnds<'t> {
    fn of(html: &'t str) -> Self {
        Self {
            ends: memchr::memchr_iter(b'>', html.as_bytes()).peekable(),
            last: html.trim_end().len(),
        }
    }

    /// The end of the tag at `at`: after the next `>`, or of the text if it has none.
    fn after(&mut self, at: usize) -> usize {
        while self.ends.next_if(|end| *end < at).is_some() {}
        self.ends.peek().map_or(self.last, |end| end + 1)
    }
}

/// Whether `rest` starts with the tag `name`.
fn is_tag(rest: &str, name: &str) -> bool {
    let head = rest.get(..name.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(name))
        && rest[name.len()..]
            .chars()
            .next()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '>' | '/'))
}

#[cfg(test)]
mod tests {
    use super::{DetailsTags, TagEnds};
    use crate::text::Span;

    #[test]
    fn tags_without_their_counterpart() {
        let lines = [
            "</details>\n",
            "<details><summary>a</summary> <p>\n",
            "<DETAILS open>\n",
            "<!-- <details>\n",
            "</details> --></details >\n",
            "<detailsx>\n",
        ];
        let text = lines.concat();
        let mut tags = DetailsTags::default();
        let mut at = 0;
        for line in lines {
            let end = at + line.len() as u32;
            tags.add(&text, Span::new(at, end));
            at = end;
        }
        let (open, stray) = tags.finish();
        let shown = |spans: &[Span]| -> Vec<String> {
            spans
                .iter()
                .map(|span| span.slice(&text).to_owned())
                .collect()
        };
        assert_eq!(shown(&open), ["<details>"]);
        assert_eq!(open[0].start, 11);
        assert_eq!(shown(&stray), ["</details>"]);
    }

    /// A `>` is passed once, however many tags end there; a search from each tag would be quadratic in such a line.
    #[test]
    fn ends_of_tags() {
        const PARTS: [&str; 5] = ["<details ", "</details", ">", "é ", "\n"];
        for number in 0..PARTS.len().pow(6) {
            let digit = |at: u32| PARTS[number / PARTS.len().pow(at) % PARTS.len()];
            let html: String = (0..6).map(digit).collect();
            let mut ends = TagEnds::of(&html);
            for (at, _) in html.match_indices('<') {
                let rest = &html[at..];
                let length = rest.find('>').map_or(rest.trim_end().len(), |end| end + 1);
                assert_eq!(ends.after(at), at + length, "{at} in {html:?}");
            }
        }
    }

    #[test]
    fn a_line_of_very_many_tags() {
        let html = "<details ".repeat(100_000);
        let mut tags = DetailsTags::default();
        tags.add(&html, Span::new(0, html.len() as u32));
        let (open, stray) = tags.finish();
        assert_eq!((open.len(), stray.len()), (100_000, 0));
        let end = html.trim_end().len() as u32;
        assert!(open.iter().all(|span| span.end == end));
    }
}
