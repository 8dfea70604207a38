//! The answer after a question: its lines, its words, and what is in its place.

use super::found::Found;
use super::line::{Kind, Line, trimmed};
use super::parts::Parts;
use super::plain::{count_words, is_furniture, is_only_a_link};
use super::tags::Details;
use super::vocabulary::{asks, is_placeholder};
use crate::text::Span;

/// How much of an answer is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    All,
    /// Its lines up to the first that is code or does not ask.
    Start,
}

/// What has been read of an answer.
#[derive(Default)]
struct Reply {
    /// Its first line and the line after its last.
    lines: Option<(usize, usize)>,
    /// The first line of the code block that is being read.
    code: Option<usize>,
    /// How many lines have text.
    texts: usize,
    /// How many of them ask.
    questions: usize,
    /// How many of them are a link alone.
    links: usize,
}

impl Reply {
    fn extend(&mut self, from: usize, to: usize) {
        self.lines = Some(self.lines.map_or((from, to), |(first, _)| (first, to)));
    }
}

impl Parts<'_> {
    /// Finds the answer in the lines from `from`, which is after the options, up to `to`.
    pub(super) fn answer(&self, from: usize, to: usize, extent: Extent, found: &mut Found) {
        let folded = found.folded.map(|index| &self.details[index]);
        let (first, last) = match (folded, found.label) {
            (Some(details), label) => {
                let close = details.close.map_or(to, |close| close.line + 1).min(to);
                // What an author writes before the folded part, from a label on, belongs to the answer, too.
                let start = label.unwrap_or(details.open.line).min(details.open.line);
                (start, close.max(details.open.line + 1))
            }
            (None, Some(label)) => (label, to),
            (None, None) => (from, to),
        };
        let mut reply = Reply::default();
        for index in first..last {
            let line = &self.lines[index];
            match line.kind {
                Kind::Code => self.code_line(index, &mut reply, found),
                Kind::Blank | Kind::Comment | Kind::Rule => {}
                _ => {
                    reply.code = None;
                    let visible = after_summary(self.text, index, line, folded);
                    self.text_line(index, visible, &mut reply, found);
                }
            }
            if extent == Extent::Start && (found.code || reply.questions < reply.texts) {
                break;
            }
        }
        let all = |count: usize| reply.texts > 0 && count == reply.texts;
        found.asks =
            all(reply.questions) && found.label.is_none() && folded.is_none() && !found.code;
        found.only_links = all(reply.links);
        if let Some((first, last)) = reply.lines {
            found.answer = (first, last);
            found.answer_span = Some(Span::new(
                self.lines[first].start,
                self.lines[last - 1].span.end,
            ));
        }
    }

    /// Reads a line of a code block; a block without letters is not an answer.
    fn code_line(&self, index: usize, reply: &mut Reply, found: &mut Found) {
        let visible = self.lines[index].visible(self.text);
        let is_fence = visible.starts_with("```") || visible.starts_with("~~~");
        let first = *reply.code.get_or_insert(index);
        if !is_fence && visible.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
            found.code = true;
            reply.extend(first, index + 1);
        } else if reply.lines.is_some_and(|(_, last)| last > first) {
            reply.extend(first, index + 1);
        }
    }

    /// Reads a line of text, of which `visible` belongs to the answer.
    fn text_line(&self, index: usize, visible: &str, reply: &mut Reply, found: &mut Found) {
        if is_furniture(visible) {
            return;
        }
        let mut bare = visible;
        if Some(index) == found.label {
            let at = bare.find([':', '：']).unwrap_or(bare.len());
            bare = bare[at..].trim_start_matches([':', '：', ' ', '*', '_']);
        }
        let words = count_words(bare);
        if words == 0 && !visible.contains("](") && !visible.contains("<img") {
            return;
        }
        if bare.len() < 80 && is_placeholder(bare) {
            let line = &self.lines[index];
            found.placeholder = Some(trimmed(self.text, Span::new(line.start, line.span.end)));
            return;
        }
        let is_link = is_only_a_link(visible);
        reply.links += usize::from(is_link);
        // One line that does not ask tells enough.
        reply.questions += usize::from(reply.questions == reply.texts && (is_link || asks(bare)));
        reply.texts += 1;
        found.words += words.max(1);
        reply.extend(index, index + 1);
    }
}

/// What a line shows without the summary of the folded answer.
fn after_summary<'t>(
    text: &'t str,
    index: usize,
    line: &Line,
    folded: Option<&Details>,
) -> &'t str {
    match folded {
        Some(details) if index >= details.open.line && index < details.summary_line => "",
        Some(details) if index >= details.open.line && index == details.summary_line => {
            let from = details.inside.clamp(line.start, line.span.end);
            Span::new(from, line.span.end).slice(text)
        }
        _ => line.visible(text),
    }
}

#[cfg(test)]
mod tests {
    use crate::shape::document::{found::Found, parts::Scan};

    fn look(text: &str) -> Found {
        let scan = Scan::of(text, 0);
        let parts = scan.parts(text);
        parts.look(0, parts.lines.len())
    }

    #[test]
    fn answers_have_lines_and_words() {
        for (text, lines, words, written) in [
            ("\nIt is wet.\n\n", (1, 2), 3, Some("It is wet.")),
            ("**Answer:** yes\n", (0, 1), 1, Some("**Answer:** yes")),
            (
                "<details><summary>Answer</summary>\n\nYes, it is.\n</details>",
                (2, 3),
                3,
                Some("Yes, it is."),
            ),
            ("```js\na()\n```\n", (0, 3), 0, Some("```js\na()\n```")),
            ("**[⬆ Back to Top](#a)**\n", (0, 0), 0, None),
        ] {
            let found = look(text);
            assert_eq!(
                (
                    found.answer,
                    found.words,
                    found.answer_span.map(|span| span.slice(text))
                ),
                (lines, words, written),
                "{text}"
            );
        }
        assert!(
            look("TODO").placeholder.is_some()
                && look("Really? Why?").asks
                && !look("Because.").asks
        );
    }
}
