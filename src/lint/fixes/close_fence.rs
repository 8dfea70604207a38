//! Closes a block of code that is never closed.

use super::shared::document::document;
use super::shared::markdown_source::{MarkdownSource, indent_below};
use crate::edit::{Edit, Planned};
use crate::lint::fix::{Fix, FixContext, FixProvider, Safety};
use crate::syntax::markdown::elements::{Block, blocks};
use crate::text::{Refusal, Span, TextEdit, line_break, line_end};

/// The block closed where it ends now; or before the next one, when that one's end closes it.
pub const FIX: FixProvider = FixProvider {
    description: "Close the code block where the answer ends, or before the next one",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    if let Some((list, _)) = document(context) {
        return in_document::fixes(context, list);
    }
    let Some(open) = Open::of(context) else {
        return Vec::new();
    };
    if open.next.is_some() {
        return vec![Fix::guess("Close the code block before the next one", close).preferred()];
    }
    // At a blank line within it the code may end and the text continue.
    let safety = match open.is_one_paragraph(open.span) {
        true => Safety::Safe,
        false => Safety::Unsafe,
    };
    let fix = Fix::new("Close the code block at its end", safety, close);
    vec![fix.preferred()]
}

/// A block of code as its markdown has it.
struct Open<'c> {
    markdown: MarkdownSource<'c>,
    /// From its opening line to the end of its last line.
    span: Span,
    /// The signs that close it.
    fence: &'c str,
    /// The line within it that opens another block.
    next: Option<u32>,
}

impl<'c> Open<'c> {
    fn of(context: &FixContext<'c>) -> Option<Self> {
        let markdown = MarkdownSource::around(context)?;
        let start = markdown.inside(context.finding.span.start);
        let all = blocks(markdown.text).into_iter();
        let mut own = all.filter(|(kind, span)| *kind == Block::Code && span.start == start);
        let (_, span) = own.next()?;
        let opening = context.finding.span.slice(context.text);
        let sign = opening.chars().next()?;
        let fence = &opening[..opening.len() - opening.trim_start_matches(sign).len()];
        // Answers of one line have no room for a second one.
        let rest = &context.text[context.finding.span.start as usize..];
        let is_line =
            rest[opening.len()..].starts_with(['\n', '\r']) || rest.len() == opening.len();
        let next = next_opening(markdown.text, span, fence);
        is_line.then_some(Self {
            markdown,
            span,
            fence,
            next,
        })
    }

    /// Whether a part of the markdown has no blank line.
    fn is_one_paragraph(&self, part: Span) -> bool {
        let inside = part.slice(self.markdown.text);
        let bare = |line: &str| line.trim_matches([' ', '\t', '>']).is_empty();
        !inside.lines().any(bare)
    }
}

/// The line of the block that opens another one of the same signs.
fn next_opening(text: &str, block: Span, fence: &str) -> Option<u32> {
    let mut at = line_end(text, block.start);
    while at < block.end {
        let start = crate::text::next_line(text, at);
        at = line_end(text, start).max(start);
        let line = Span::new(start, at).slice(text);
        let line = line.trim_start_matches([' ', '>']);
        let language = line
            .strip_prefix(fence)
            .map(|rest| rest.trim_start_matches(['`', '~']));
        if language.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())) {
            return Some(start);
        }
        if start >= block.end {
            return None;
        }
    }
    None
}

fn close(context: &FixContext<'_>) -> Planned {
    let open = Open::of(context).ok_or_else(|| Refusal::new(GONE))?;
    let last = match open.next {
        Some(next) => open.before(next),
        None => open.span.end,
    };
    Ok(Edit::texts(context.path, [open.closed_at(context, last)]))
}

/// Why nothing can be closed.
const GONE: &str = "the code block no longer exists";

impl Open<'_> {
    /// The end of what is before a line of the markdown. Blank lines stay between the two.
    fn before(&self, line: u32) -> u32 {
        let before = &self.markdown.text[..line as usize];
        before.trim_end_matches([' ', '\t', '\n', '\r', '>']).len() as u32
    }

    /// The signs that close the block, below the line that ends at `last` in the markdown.
    fn closed_at(&self, context: &FixContext<'_>, last: u32) -> TextEdit {
        let text = context.text;
        let end = line_end(text, self.markdown.outside(last));
        let indent = indent_below(text, context.finding.span.start);
        TextEdit {
            span: Span::at(end),
            text: format!("{}{indent}{}", line_break(text), self.fence),
        }
    }
}

mod in_document;

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, safeties};

    const END: &str = "Close the code block at its end";

    #[track_caller]
    fn body(title: &str, before: &str, after: &str, safety: &str) {
        let bank =
            |text: &str| format!("//- /go.md\n---\nquestions: []\n---\n//- /content/a.md\n{text}");
        check("unclosed-fence", title, &bank(before), &bank(after));
        assert_eq!(safeties("unclosed-fence", &bank(before)), safety);
    }

    #[test]
    fn at_the_end() {
        body(END, "x\n\n```js\ny\n", "x\n\n```js\ny\n```\n", "Safe*");
        body(END, "~~~~\ny", "~~~~\ny\n~~~~", "Safe*");
        body(END, "```js", "```js\n```", "Safe*");
        body(END, "```js␍\n😀␍\n␍\n", "```js␍\n😀␍\n```␍\n␍\n", "Safe*");
        body(
            END,
            "- a\n\n  ```js\n  y\n",
            "- a\n\n  ```js\n  y\n  ```\n",
            "Safe*",
        );
        body(
            END,
            "- ```js\n  y\n\nz\n",
            "- ```js\n  y\n  ```\n\nz\n",
            "Safe*",
        );
        body(
            END,
            "> ```js\n> y\n\nz\n",
            "> ```js\n> y\n> ```\n\nz\n",
            "Safe*",
        );
        body(
            END,
            "```js\ny\n\nMore.\n",
            "```js\ny\n\nMore.\n```\n",
            "Unsafe*",
        );
    }

    #[test]
    fn before_the_next() {
        body(
            "Close the code block before the next one",
            "```js\nx\n\n```sh\ny\n```\n",
            "```js\nx\n```\n\n```sh\ny\n```\n",
            "Unsafe*",
        );
    }

    #[test]
    fn in_an_inline_answer() {
        for line_break in ["\n", "␍\n"] {
            let group = |close: &str| {
                let item = "  - question: Q?\n    answer: |\n      See:\n\n      ```js\n      x\n";
                let text = format!("---\nquestions:\n{item}{close}    topics: [x]\n---\n");
                format!("//- /a/a.md\n{}", text.replace('\n', line_break))
            };
            check("unclosed-fence", END, &group(""), &group("      ```\n"));
        }
        let line = "//- /a/a.md\n---\nquestions:\n  - answer: '```'\n---\n";
        assert_eq!(safeties("unclosed-fence", line), "");
    }
}
