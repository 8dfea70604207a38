//! Makes the tree of the events of a YAML parser. The only file that names that parser.

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};
use smol_str::SmolStr;

use super::{Entry, List, Map, Node, Scalar, Style};
use crate::syntax::SyntaxError;
use crate::text::Span;

/// Parses one YAML document.
///
/// `text` is a part of a file that starts at the offset `base`; every span counts from the start of the file. The
/// root is `None` for a document with nothing in it.
///
/// # Errors
/// The first place where `text` is not YAML, or uses what is not supported here (anchors, aliases, tags, a second document).
pub fn parse(text: &str, base: u32) -> Result<Option<Node>, SyntaxError> {
    let mut options = granit_parser::Options::default();
    options.emit_comments = false;
    let mut builder = Builder {
        text,
        base,
        open: Vec::new(),
        root: None,
        last: 0,
    };
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = next.map_err(|error| scan_error(text, base, &error))?;
        let start = span.start.byte_offset().unwrap_or(0) as u32;
        let end = span.end.byte_offset().unwrap_or(0) as u32;
        builder.event(event, Span::new(start, end.max(start)))?;
    }
    Ok(builder.root)
}

fn scan_error(text: &str, base: u32, error: &granit_parser::ScanError) -> SyntaxError {
    let at = error
        .marker()
        .byte_offset()
        .unwrap_or(text.len())
        .min(text.len());
    SyntaxError {
        span: visible_span(text, at).shift(base),
        message: SmolStr::from(error.info()),
    }
}

/// The word at `at`, or the last one before it: an error's range is never empty where there is text to show.
fn visible_span(text: &str, at: usize) -> Span {
    let at = (0..=at)
        .rev()
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(0);
    let ahead = text[at..]
        .find([' ', '\t', '\n', '\r'])
        .unwrap_or(text.len() - at);
    if ahead > 0 {
        return Span::new(at as u32, (at + ahead) as u32);
    }
    let end = text[..at].trim_end().len();
    let start = text[..end]
        .rfind([' ', '\t', '\n', '\r'])
        .map_or(0, |i| i + 1);
    Span::new(start as u32, end as u32)
}

/// A collection whose end has not come yet.
enum Open {
    List {
        items: Vec<Node>,
        start: u32,
        flow: bool,
    },
    Map {
        entries: Vec<Entry>,
        key: Option<Scalar>,
        start: u32,
        flow: bool,
    },
}

struct Builder<'t> {
    text: &'t str,
    base: u32,
    open: Vec<Open>,
    root: Option<Node>,
    /// The end of the last node, relative to `text`.
    last: u32,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), SyntaxError> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), span)?;
                let scalar = self.scalar(&text, style, span);
                self.last = scalar.span.end - self.base;
                self.place(Node::Scalar(scalar));
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), span)?;
                self.open.push(Open::List {
                    items: Vec::new(),
                    start: span.start,
                    flow: style == StructureStyle::Flow,
                });
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), span)?;
                self.open.push(Open::Map {
                    entries: Vec::new(),
                    key: None,
                    start: span.start,
                    flow: style == StructureStyle::Flow,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(_) => {
                return Err(self.error(span, "aliases are not supported; write the value out"));
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err(self.error(span, "a second YAML document; a frontmatter is one"));
            }
            _ => {}
        }
        Ok(())
    }

    fn error(&self, span: Span, message: &'static str) -> SyntaxError {
        let span = if span.is_empty() {
            visible_span(self.text, span.start as usize)
        } else {
            span
        };
        SyntaxError {
            span: span.shift(self.base),
            message: SmolStr::new_static(message),
        }
    }

    /// Anchors are of no use without aliases, and the site's reader stops at a tag that it does not know.
    fn refuse_properties(
        &self,
        anchor: usize,
        tagged: bool,
        span: Span,
    ) -> Result<(), SyntaxError> {
        let message = if anchor != 0 {
            "anchors are not supported; write the value out where it is used"
        } else if tagged {
            "tags are not supported; put a value that starts with `!` in quotes"
        } else {
            return Ok(());
        };
        Err(self.error(span, message))
    }

    fn scalar(&self, text: &str, style: ScalarStyle, span: Span) -> Scalar {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        // A value that is not written comes as `~` with an empty span.
        let text = if style == Style::Plain && span.is_empty() {
            ""
        } else {
            text
        };
        let span = if style == Style::Block {
            self.block_span(span)
        } else {
            span
        };
        Scalar {
            text: SmolStr::from(text),
            span: span.shift(self.base),
            style,
        }
    }

    /// The parser's span of a block scalar starts at its content and runs through the next line's indentation; ours
    /// starts at the `|` or `>` and ends with the text.
    fn block_span(&self, span: Span) -> Span {
        let from = self.last as usize;
        let before = self.text.get(from..span.start as usize).unwrap_or("");
        let start = before
            .find(['|', '>'])
            .map_or(span.start, |i| (from + i) as u32);
        let end = self
            .text
            .get(start as usize..span.end as usize)
            .map_or(span.end, |s| start + s.trim_end().len() as u32);
        Span::new(start, end)
    }

    fn close(&mut self, span: Span) {
        let (node, end) = match self.open.pop() {
            Some(Open::List { items, start, flow }) => {
                let end = if flow {
                    span.end
                } else {
                    items.last().map_or(start, |n| n.span().end - self.base)
                };
                let span = Span::new(start, end.max(start)).shift(self.base);
                (
                    Node::List(List {
                        items: items.into(),
                        span,
                        flow,
                    }),
                    end,
                )
            }
            Some(Open::Map {
                entries,
                start,
                flow,
                ..
            }) => {
                let written = |e: &Entry| e.value.span().end.max(e.key.span.end) - self.base;
                let end = if flow {
                    span.end
                } else {
                    entries.last().map_or(start, written)
                };
                let span = Span::new(start, end.max(start)).shift(self.base);
                (
                    Node::Map(Map {
                        entries: entries.into(),
                        span,
                    }),
                    end,
                )
            }
            None => return,
        };
        self.last = end;
        self.place(node);
    }

    fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                Some(key) => entries.push(Entry { key, value: node }),
                None => {
                    *key = Some(match node {
                        Node::Scalar(scalar) => scalar,
                        other => Scalar {
                            text: SmolStr::default(),
                            span: other.span(),
                            style: Style::Plain,
                        },
                    });
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(node: &Node, text: &str, out: &mut String) {
        match node {
            Node::Scalar(s) => *out += &format!("{:?}={:?}", s.span.slice(text), s.text),
            Node::List(list) => {
                out.push('[');
                for item in &list.items {
                    dump(item, text, out);
                    out.push(' ');
                }
                out.push(']');
            }
            Node::Map(map) => {
                out.push('{');
                for entry in &map.entries {
                    *out += &format!("{}: ", entry.key.span.slice(text));
                    dump(&entry.value, text, out);
                    out.push(' ');
                }
                out.push('}');
            }
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let mut out = String::new();
            if let Some(root) = parse(&text, 0).unwrap() {
                dump(&root, &text, &mut out);
            }
            assert_eq!(out.replace("\\r\\n", "\\n"), expected, "of {text:?}");
        }
    }

    #[test]
    fn spans_are_those_of_the_values() {
        check(
            "a: Ärger 😀\nb: 'it''s'\nc: \"q\\\"\"\n",
            r#"{a: "Ärger 😀"="Ärger 😀" b: "'it''s'"="it's" c: "\"q\\\"\""="q\"" }"#,
        );
        check(
            "a:\n  - x\n  - [y, 'z']\n",
            r#"{a: ["x"="x" ["y"="y" "'z'"="z" ] ] }"#,
        );
        check(
            "a: |\n  one\n  two\nb: 1\n",
            r#"{a: "|\n  one\n  two"="one\ntwo\n" b: "1"="1" }"#,
        );
        check(
            "- a: >-\n    one\n    two\n\n  b:\n  c: ~\n",
            r#"[{a: ">-\n    one\n    two"="one two" b: ""="" c: "~"="~" } ]"#,
        );
        check("", "");
    }

    #[test]
    fn errors_have_a_visible_place() {
        for text in [
            "a: 'open\n",
            "a: [1\n",
            "a: b: c\n",
            "a: *x\n",
            "a: &x 1\n",
            "\tx: 1\n- y\n",
        ] {
            let error = parse(text, 0).expect_err(text);
            assert!(
                !error.span.is_empty() && (error.span.end as usize) <= text.len(),
                "{text:?}: {error:?}"
            );
        }
    }
}
