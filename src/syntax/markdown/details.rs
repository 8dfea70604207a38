//! `<details>` elements of a markdown text: the starts that have no end, and the ends that have no start.

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
            let whole = || {
                let len = rest.find('>').map_or(rest.trim_end().len(), |end| end + 1);
                Span::new(span.start + at as u32, span.start + (at + len) as u32)
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
    use super::DetailsTags;
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
}
