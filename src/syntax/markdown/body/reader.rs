//! Reads a body from the events of the parser.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use super::parts::in_parts;
use super::{Body, Rare};
use crate::syntax::markdown::anchors::Anchors;
use crate::syntax::markdown::compact::{Heading, Link, Packed};
use crate::syntax::markdown::details::DetailsTags;
use crate::syntax::markdown::fingerprint::{fingerprint, first_line, opening};
use crate::syntax::markdown::link::{decode, destination, is_external};
use crate::syntax::markdown::markup::{
    collect, has_markup, is_inline, options, part_of, start_of_open,
};
use crate::syntax::markdown::shown::{Seen, Showing, has_placeholder};
use crate::syntax::markdown::slug::heading_anchor;
use crate::syntax::markdown::words::{self, Words};
use crate::syntax::markdown::{fence, html};
use crate::syntax::suppression::{self, Suppression};
use crate::text::Span;

/// Reads the body `text` in parts of at least `least` bytes: all parts together give what the whole gives.
pub(super) fn read(text: &str, least: usize) -> Body {
    let mut reader = Reader {
        text,
        body: Body::default(),
        found: Found::default(),
    };
    reader.body.first_line = first_line(text);
    reader.body.opening = opening(text, reader.body.first_line);
    reader.body.fingerprint = fingerprint(text);
    if has_markup(text) || has_placeholder(text) {
        reader.run(least);
        reader.body.words = reader.found.words.count;
        reader.found.rare.seen = std::mem::take(&mut reader.found.showing).finish();
    } else {
        reader.body.words = words::in_prose(text);
        reader.found.rare.seen = Seen::in_prose(text, reader.body.words);
    }
    reader.finish()
}

#[derive(Default)]
struct Found {
    headings: Vec<(Span, u8, String)>,
    anchors: Anchors,
    links: Vec<FoundLink>,
    rare: Rare,
    words: Words,
    showing: Showing,
    details: DetailsTags,
    /// The lines of HTML that are not parsed yet.
    html: Vec<Span>,
    /// Codes of a suppression that applies to the next block, with the start of their comment.
    pending: Option<(u32, Vec<smol_str::SmolStr>)>,
    depth: u32,
}

struct FoundLink {
    span: Span,
    whole: Span,
    path: String,
    anchor: Option<String>,
    image: bool,
}

struct Reader<'t> {
    text: &'t str,
    body: Body,
    found: Found,
}

impl Reader<'_> {
    /// Reads the text in parts of at least so many bytes.
    fn run(&mut self, least: usize) {
        in_parts(self.text, least, |from, end| self.part(from, end));
        self.found.links.sort_by_key(|link| link.span);
    }

    /// Reads a part of the text, up to a block that may go on after it. Returns where the next part starts.
    fn part(&mut self, from: usize, end: usize) -> usize {
        let mut parser = Parser::new_ext(&self.text[from..end], options()).into_offset_iter();
        let mut text = String::new();
        let mut heading: Option<(u8, Option<Span>)> = None;
        for (event, range) in parser.by_ref() {
            let span = Span::new((from + range.start) as u32, (from + range.end) as u32);
            if self.found.depth == 0
                && let Some(open) = start_of_open(&event, span, (self.text, end))
            {
                return open.max(from);
            }
            if let Some((_, inside)) = &mut heading {
                collect(&event, span, &mut text, inside);
            } else {
                self.found.showing.add(&event, span, self.text);
            }
            self.words(&event, span);
            match event {
                Event::Start(tag) => {
                    self.start(&tag, span);
                    if let Tag::Heading { level, .. } = tag {
                        text.clear();
                        heading = Some((level as u8, None));
                    }
                }
                Event::End(end) => {
                    self.found.depth = self.found.depth.saturating_sub(1);
                    if let TagEnd::Heading(_) = end
                        && let Some((level, inside)) = heading.take()
                    {
                        let inside = inside.unwrap_or(span);
                        let written = inside.slice(self.text);
                        self.found.showing.add_heading(&text, written);
                        self.heading(level, &text, inside);
                    }
                    if end == TagEnd::HtmlBlock {
                        self.tags();
                    }
                    self.end_of_block(end, span);
                }
                Event::Html(html) => self.html(&html, span),
                Event::InlineHtml(_) => {
                    self.found.details.add(self.text, span);
                    self.found.html.push(span);
                    self.tags();
                }
                Event::Rule => self.allow_block(span),
                _ => {}
            }
        }
        let definitions = parser.reference_definitions().iter();
        let definitions: Vec<_> = definitions
            .map(|(_, it)| (it.dest.to_string(), it.span.clone()))
            .collect();
        for (dest, range) in definitions {
            let span = Span::new((from + range.start) as u32, (from + range.end) as u32);
            self.link(&dest, span, false);
        }
        end
    }

    fn words(&mut self, event: &Event<'_>, span: Span) {
        let words = &mut self.found.words;
        match event {
            Event::Text(said) | Event::Code(said) => match part_of(self.text, said) {
                Some(part) => words.add(self.text, part),
                None => words.add_all(said),
            },
            Event::End(TagEnd::HtmlBlock) => words.add_html(span.slice(self.text)),
            Event::Start(tag) if is_inline(tag.to_end()) => {}
            Event::End(end) if is_inline(*end) => {}
            Event::Start(_) | Event::End(_) | Event::SoftBreak | Event::HardBreak => words.gap(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        self.found.depth += 1;
        match tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => self.fence(span),
            Tag::Link {
                link_type: LinkType::Inline,
                dest_url,
                ..
            } => self.link(dest_url, span, false),
            Tag::Image {
                link_type: LinkType::Inline,
                dest_url,
                ..
            } => self.link(dest_url, span, true),
            _ => {}
        }
    }

    fn heading(&mut self, level: u8, text: &str, span: Span) {
        let anchor = self.found.anchors.numbered(heading_anchor(text));
        self.found.headings.push((span, level, anchor));
    }

    fn fence(&mut self, span: Span) {
        if let Some(opening) = fence::never_closed(span.slice(self.text)) {
            let line = Span::new(span.start, span.start + opening.len() as u32);
            self.found.rare.open_fences.push(line);
        }
    }

    fn link(&mut self, dest: &str, whole: Span, image: bool) {
        if !dest.is_empty() && !is_external(dest) {
            self.found_link(dest, destination(self.text, whole, dest), whole, image);
        }
    }

    fn found_link(&mut self, dest: &str, span: Span, whole: Span, image: bool) {
        let (path, anchor) = match dest.split_once('#') {
            Some((path, anchor)) => (path, Some(decode(anchor))),
            None => (dest, None),
        };
        let path = path.split('?').next().unwrap_or("");
        self.found.links.push(FoundLink {
            span,
            whole,
            path: decode(path),
            anchor,
            image,
        });
    }

    fn html(&mut self, html: &str, span: Span) {
        self.found.html.push(span);
        self.found.details.add(self.text, span);
        match suppression::in_html(html) {
            Some(found) if found.whole_file => self.suppress(found.codes, span, true),
            Some(found) => {
                let fresh = || (span.start, Vec::new());
                let pending = self.found.pending.get_or_insert_with(fresh);
                pending.1.extend(found.codes);
            }
            None => {}
        }
    }

    /// Collects the links and anchors of the HTML seen since the last call.
    fn tags(&mut self) {
        let lines = std::mem::take(&mut self.found.html);
        for found in html::in_lines(self.text, &lines) {
            match found {
                html::Found::Anchor(id) => self.found.rare.ids.push(id),
                html::Found::Link(link) if is_external(&link.dest) => {}
                html::Found::Link(link) => {
                    self.found_link(&link.dest, link.span, link.whole, link.image);
                }
            }
        }
    }

    fn end_of_block(&mut self, end: TagEnd, span: Span) {
        // Text in the same HTML block as the comment is what the comment applies to.
        let is_comment =
            end == TagEnd::HtmlBlock && span.slice(self.text).trim_end().ends_with("-->");
        if !is_comment {
            self.allow_block(span);
        }
    }

    fn allow_block(&mut self, span: Span) {
        if self.found.depth == 0
            && let Some((start, codes)) = self.found.pending.take()
        {
            self.suppress(codes, Span::new(start, span.end), false);
        }
    }

    fn suppress(&mut self, codes: Vec<smol_str::SmolStr>, span: Span, whole_file: bool) {
        self.found.rare.suppressions.push(Suppression {
            codes: codes.into(),
            span,
            whole_file,
        });
    }

    fn finish(mut self) -> Body {
        if let Some((start, codes)) = self.found.pending.take() {
            let end = self.text.len() as u32;
            self.suppress(codes, Span::new(start, end), false);
        }
        let details = std::mem::take(&mut self.found.details);
        let rare = &mut self.found.rare;
        (rare.open_details, rare.stray_details) = details.finish();
        let headings = self.found.headings.iter();
        let headings = headings.map(|(span, level, anchor)| Heading {
            span: *span,
            level: *level,
            anchor,
        });
        let links = self.found.links.iter().map(|link| Link {
            span: link.span,
            whole: link.whole,
            path: &link.path,
            anchor: link.anchor.as_deref(),
            image: link.image,
        });
        Body {
            packed: Packed::new(&headings.collect::<Vec<_>>(), &links.collect::<Vec<_>>()),
            rare: self.found.rare.boxed(),
            ..self.body
        }
    }
}
