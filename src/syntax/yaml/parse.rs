//! Builds the tree from the events of the YAML parser. The only user of that parser.

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};
use smol_str::SmolStr;

use super::anchors::{self, Anchors, NoValue};
use super::open_collection::OpenCollection;
use super::tag::{self, Tag, Tagged};
use super::{Entry, List, Map, Node, Scalar, Style, merge, strict};
use crate::syntax::SyntaxError;
use crate::text::Span;

/// Parses a part of a document; `anchors` holds those of the parts before it, and receives those of this one.
///
/// # Errors
/// The first place where the parser stops.
pub(super) fn read(
    text: &str,
    base: u32,
    anchors: &mut Anchors,
) -> Result<Option<Node>, SyntaxError> {
    let mut options = granit_parser::Options::default();
    options.emit_comments = false;
    options.emit_unresolved_aliases = true;
    options.emit_anchor_events = true;
    options.bom_inside_document_as_content = true;
    let mut builder = Builder {
        text,
        base,
        anchors,
        open: Vec::new(),
        root: None,
        last: 0,
        pending: None,
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

/// The word at `at`, or the last one before it, so that an error's range is not empty if there is any text.
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

fn tag_of(tag: &granit_parser::Tag) -> Tag {
    Tag {
        uri: format!("{}{}", tag.handle(), tag.suffix()),
        written: tag.original(),
    }
}

struct Builder<'t, 'a> {
    text: &'t str,
    base: u32,
    anchors: &'a mut Anchors,
    open: Vec<OpenCollection>,
    root: Option<Node>,
    /// The end of the last node, relative to `text`.
    last: u32,
    /// A scalar whose anchor's name comes with the next event.
    pending: Option<Node>,
}

impl Builder<'_, '_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), SyntaxError> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let scalar = self.scalar(&text, style, span);
                let written = Span::new(scalar.span.start - self.base, scalar.span.end - self.base);
                self.refuse(strict::wrapped(self.text, &scalar, written, &self.open))?;
                self.check_key(&scalar, anchor == 0 && tag.is_none())?;
                self.last = scalar.span.end - self.base;
                let node = match tag {
                    Some(tag) => self.tagged(scalar, style, &tag_of(&tag))?,
                    None => Node::Scalar(scalar),
                };
                if anchor == 0 {
                    self.place(node);
                } else {
                    self.pending = Some(node);
                }
            }
            Event::Anchor(_, name) => match (self.pending.take(), self.open.last_mut()) {
                (Some(node), _) => {
                    self.anchors.define(SmolStr::from(&*name), node.clone());
                    self.place(node);
                }
                (None, Some(open)) => *open.anchor() = Some(SmolStr::from(&*name)),
                (None, None) => {}
            },
            Event::SequenceStart(style, _, tag) => {
                self.check_tag(tag.as_deref().map(tag_of), tag::is_of_list, span)?;
                // The parser reports a list in its key's column at the first item.
                if self.text[span.start as usize..].starts_with('-') {
                    self.refuse(strict::tab_before(self.text, span.start))?;
                }
                self.open.push(OpenCollection::List {
                    items: Vec::new(),
                    start: span.start,
                    flow: style == StructureStyle::Flow,
                    anchor: None,
                });
            }
            Event::MappingStart(style, _, tag) => {
                self.check_tag(tag.as_deref().map(tag_of), tag::is_of_map, span)?;
                self.open.push(OpenCollection::Map {
                    entries: Vec::new(),
                    key: None,
                    start: span.start,
                    flow: style == StructureStyle::Flow,
                    anchor: None,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => return self.close(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => return self.alias(span),
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err(self.error(
                    span,
                    "a second YAML document; a frontmatter must be a single one",
                ));
            }
            _ => {}
        }
        Ok(())
    }

    /// Refuses a scalar that js-yaml does not accept as a key. `bare`: it has no anchor and no tag.
    fn check_key(&self, scalar: &Scalar, bare: bool) -> Result<(), SyntaxError> {
        match self.open.last() {
            Some(OpenCollection::Map {
                key: None, flow, ..
            }) if bare => {
                let span = Span::new(scalar.span.start - self.base, scalar.span.end - self.base);
                self.refuse(strict::key(self.text, scalar, span, *flow))
            }
            _ => Ok(()),
        }
    }

    fn refuse(&self, found: Option<(Span, &'static str)>) -> Result<(), SyntaxError> {
        found.map_or(Ok(()), |(span, message)| Err(self.error(span, message)))
    }

    fn error(&self, span: Span, message: impl Into<SmolStr>) -> SyntaxError {
        let span = if span.is_empty() {
            visible_span(self.text, span.start as usize)
        } else {
            span
        };
        SyntaxError {
            span: span.shift(self.base),
            message: message.into(),
        }
    }

    /// Adds the value of the alias at `span`.
    fn alias(&mut self, span: Span) -> Result<(), SyntaxError> {
        let name = span.slice(self.text).trim_start_matches('*');
        self.last = span.end;
        let is_own = |open: &mut OpenCollection| open.anchor().as_deref() == Some(name);
        if self.open.iter_mut().any(is_own) {
            self.place(anchors::self_reference(span.shift(self.base)));
            return Ok(());
        }
        match self.anchors.value(name, span.shift(self.base)) {
            Ok(value) => self.place(value),
            Err(NoValue::TooLarge) => return Err(self.error(span, merge::TOO_LARGE)),
            Err(NoValue::Unknown) => {
                let message = format!(
                    "`*{name}` is an alias without an anchor `&{name}` above it; put the value in quotes if it is text"
                );
                return Err(self.error(span, message));
            }
        }
        Ok(())
    }

    /// The scalar, resolved by its tag.
    fn tagged(
        &mut self,
        scalar: Scalar,
        style: ScalarStyle,
        tag: &Tag,
    ) -> Result<Node, SyntaxError> {
        self.anchors.tagged();
        let is_nothing = style == ScalarStyle::Plain && scalar.span.is_empty();
        let read = if is_nothing {
            tag::of_nothing(tag)
        } else {
            tag::of_scalar(tag, &scalar.text).map(Tagged::Scalar)
        };
        let span = scalar.span;
        match read {
            Ok(Tagged::Scalar(kind)) => Ok(Node::Scalar(Scalar {
                style: Style::Tagged(kind),
                ..scalar
            })),
            Ok(Tagged::List) => Ok(Node::List(List {
                items: Box::default(),
                span,
                flow: false,
            })),
            Ok(Tagged::Map) => Ok(Node::Map(Map {
                entries: Box::default(),
                span,
            })),
            Err(name) => Err(self.wrong_tag(
                &name,
                Span::new(span.start - self.base, span.end - self.base),
            )),
        }
    }

    fn check_tag(
        &mut self,
        tag: Option<Tag>,
        fits: fn(&Tag) -> Result<(), String>,
        span: Span,
    ) -> Result<(), SyntaxError> {
        let Some(tag) = tag else {
            return Ok(());
        };
        self.anchors.tagged();
        fits(&tag).map_err(|name| self.wrong_tag(&name, span))
    }

    /// The error for a tag before the value at `span`.
    fn wrong_tag(&self, name: &str, span: Span) -> SyntaxError {
        let before = self.text.get(..span.start as usize).unwrap_or("");
        let at = before.rfind(name).map(|at| at as u32);
        let span = at.map_or(span, |at| Span::new(at, at + name.len() as u32));
        let message = format!(
            "`{name}` is a tag that this value cannot have; put a value that starts with `!` in quotes"
        );
        self.error(span, message)
    }

    fn scalar(&self, text: &str, style: ScalarStyle, span: Span) -> Scalar {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        // An absent value comes as `~` with an empty span.
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

    /// The parser's span of a block scalar starts at its content and includes the next line's indentation; ours starts
    /// at the `|` or `>` and ends with the text.
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

    fn close(&mut self, span: Span) -> Result<(), SyntaxError> {
        let (node, end, anchor) = match self.open.pop() {
            Some(OpenCollection::List {
                items,
                start,
                flow,
                anchor,
            }) => {
                let end = if flow {
                    span.end
                } else {
                    items.last().map_or(start, |n| n.span().end - self.base)
                };
                let span = Span::new(start, end.max(start)).shift(self.base);
                let items = items.into();
                (Node::List(List { items, span, flow }), end, anchor)
            }
            Some(OpenCollection::Map {
                entries,
                start,
                flow,
                anchor,
                ..
            }) => {
                let written = |e: &Entry| e.value.span().end.max(e.key.span.end) - self.base;
                let end = if flow {
                    span.end
                } else {
                    entries.last().map_or(start, written)
                };
                let span = Span::new(start, end.max(start)).shift(self.base);
                let entries = self.merged(entries)?.into();
                (Node::Map(Map { entries, span }), end, anchor)
            }
            None => return Ok(()),
        };
        self.last = end;
        if let Some(name) = anchor {
            self.anchors.define(name, node.clone());
        }
        self.place(node);
        Ok(())
    }

    fn merged(&mut self, entries: Vec<Entry>) -> Result<Vec<Entry>, SyntaxError> {
        if !entries.iter().any(merge::is_merge) {
            return Ok(entries);
        }
        merge::merge(entries, self.anchors).map_err(|(span, message)| SyntaxError {
            span,
            message: SmolStr::new_static(message),
        })
    }

    fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(OpenCollection::List { items, .. }) => items.push(node),
            Some(OpenCollection::Map { entries, key, .. }) => match key.take() {
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
    use super::super::parse;
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
            "a: !x 1\n",
            "a: !!int x\n",
            "<<: 1\n",
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
