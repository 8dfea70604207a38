//! The facts of a markdown body: headings, links to other files, unclosed fences, and its length in words.
//!
//! Spans count from the start of the body, so that a body keeps an equal value while the frontmatter above it is
//! edited.

mod parts;
mod reader;

pub use super::compact::{Heading, Link};
use super::compact::{Located, Packed, Splice};
pub use super::html::Anchor as Id;
pub use super::markup::{has_markup, options};
use super::shown::{Seen, Shown};
use super::words;
use crate::syntax::suppression::Suppression;
use crate::text::{Replaced, Span};

/// What a markdown text defines and what it links to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Body {
    /// Headings and links, in order.
    packed: Packed,
    /// The number of visible words, see [`words`].
    pub words: u32,
    /// The first line that is not blank, as a span; empty for an empty text.
    pub first_line: Span,
    /// The first words of that line, a few at most.
    pub opening: Span,
    /// A hash of its normalised text, see [`fingerprint`](crate::syntax::markdown::fingerprint::fingerprint).
    pub fingerprint: u64,
    /// Data that most texts do not have; `None` if this one has none.
    rare: Option<Box<Rare>>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Rare {
    seen: Seen,
    ids: Vec<Id>,
    open_fences: Vec<Span>,
    open_details: Vec<Span>,
    stray_details: Vec<Span>,
    suppressions: Vec<Suppression>,
}

impl Rare {
    /// Its spans.
    fn spans(&mut self) -> impl Iterator<Item = &mut Span> {
        let suppressions = self.suppressions.iter_mut().map(|allow| &mut allow.span);
        let ids = self.ids.iter_mut().map(|id| &mut id.span);
        let places = self
            .open_fences
            .iter_mut()
            .chain(&mut self.open_details)
            .chain(&mut self.stray_details)
            .chain(&mut self.seen.placeholders);
        places.chain(suppressions).chain(ids)
    }

    fn boxed(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

impl Body {
    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.first_line.is_empty()
    }

    /// What it shows beyond its headings.
    pub fn shown(&self) -> Shown {
        self.seen().map_or(Shown::Text, Seen::shown)
    }

    /// The number of words of the body as an answer: 0 if it shows only headings or a placeholder.
    pub fn answer_words(&self) -> u32 {
        match self.shown() {
            Shown::Text => self.words,
            Shown::Nothing | Shown::Placeholder => 0,
        }
    }

    /// The placeholders for an answer that are still in it.
    pub fn placeholders(&self) -> &[Span] {
        self.seen().map_or(&[], |seen| &seen.placeholders)
    }

    /// What it shows, if that is not plain text.
    fn seen(&self) -> Option<&Seen> {
        Some(&self.rare.as_ref()?.seen)
    }

    /// The headings in order.
    pub fn headings(&self) -> impl Iterator<Item = Heading<'_>> + Clone {
        self.packed.headings()
    }

    /// The first heading whose text contains `span`. Logarithmic where there are many headings.
    pub fn heading_around(&self, span: Span) -> Option<Heading<'_>> {
        self.packed.heading_around(span)
    }

    /// Links and images with a destination in the bank, in order.
    pub fn links(&self) -> impl Iterator<Item = Link<'_>> + Clone {
        self.packed.links()
    }

    /// The first link whose destination is at `span`. Logarithmic where there are many links.
    pub fn link_at(&self, span: Span) -> Option<Link<'_>> {
        self.packed.link_at(span)
    }

    /// `id` and `name` attributes of HTML elements, which links can point to as well.
    pub fn ids(&self) -> &[Id] {
        self.rare.as_ref().map_or(&[], |rare| &rare.ids)
    }

    /// The opening lines of code fences that are not closed, or not before the next one opens.
    pub fn open_fences(&self) -> &[Span] {
        self.rare.as_ref().map_or(&[], |rare| &rare.open_fences)
    }

    /// The opening tags of `<details>` elements that are never closed.
    pub fn open_details(&self) -> &[Span] {
        self.rare.as_ref().map_or(&[], |rare| &rare.open_details)
    }

    /// The tags `</details>` that close nothing.
    pub fn stray_details(&self) -> &[Span] {
        self.rare.as_ref().map_or(&[], |rare| &rare.stray_details)
    }

    /// Comments that suppress findings.
    pub fn suppressions(&self) -> &[Suppression] {
        self.rare.as_ref().map_or(&[], |rare| &rare.suppressions)
    }

    /// Removes and returns the comments that suppress findings.
    pub fn take_suppressions(&mut self) -> Vec<Suppression> {
        let mut rare = self.rare.take().map_or_else(Rare::default, |rare| *rare);
        let suppressions = std::mem::take(&mut rare.suppressions);
        self.rare = rare.boxed();
        suppressions
    }

    /// Maps every span to the file: `place` maps an offset in the text that was read to one in the file.
    pub fn place(&mut self, place: impl Fn(u32) -> u32) {
        let moved = |span: Span| Span::new(place(span.start), place(span.end));
        let headings = self.headings().map(|heading| Heading {
            span: moved(heading.span),
            ..heading
        });
        let links = self.links().map(|link| Link {
            span: moved(link.span),
            whole: moved(link.whole),
            ..link
        });
        self.packed = Packed::new(&headings.collect::<Vec<_>>(), &links.collect::<Vec<_>>());
        if let Some(rare) = &mut self.rare {
            rare.spans().for_each(|span| *span = moved(*span));
        }
        self.first_line = moved(self.first_line);
        self.opening = moved(self.opening);
    }

    /// Whether it has data that most texts do not have: ids, suppressions, placeholders, open elements.
    pub(super) fn has_rare(&self) -> bool {
        self.rare.is_some()
    }

    /// The headings, to find and to replace some of them.
    pub(super) fn located_headings(&self) -> Located<'_, Heading<'_>> {
        self.packed.located_headings()
    }

    /// The links, to find and to replace some of them.
    pub(super) fn located_links(&self) -> Located<'_, Link<'_>> {
        self.packed.located_links()
    }

    /// The body after an edit, with these headings, links and numbers; all other spans move with the text.
    pub(super) fn edited(
        &self,
        (headings, links): (&Splice<'_, Heading<'_>>, &Splice<'_, Link<'_>>),
        words: u32,
        fingerprint: u64,
        edit: &Replaced,
    ) -> Self {
        let mut rare = self.rare.clone();
        if let Some(rare) = &mut rare {
            rare.spans().for_each(|span| *span = edit.moved_span(*span));
        }
        Self {
            packed: Packed::spliced(headings, links, edit),
            words,
            first_line: edit.moved_span(self.first_line),
            opening: edit.moved_span(self.opening),
            fingerprint,
            rare,
        }
    }

    /// Whether both have the same anchors in the same order, wherever they are.
    pub fn same_anchors(&self, other: &Self) -> bool {
        let names = self.ids().iter().map(|id| &id.name);
        std::ptr::eq(self, other)
            || self.packed.same_anchors(&other.packed)
                && names.eq(other.ids().iter().map(|id| &id.name))
    }

    /// The links of both without equal ones at the start and at the end, wherever these are: what an edit can have changed.
    /// Some that are equal can be left.
    pub fn differing_links<'b>(&'b self, other: &'b Self) -> (Vec<Link<'b>>, Vec<Link<'b>>) {
        match std::ptr::eq(self, other) {
            true => Default::default(),
            false => self.packed.differing_links(&other.packed),
        }
    }

    /// Whether a link to `anchor` finds a target here.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        self.anchors().any(|known| known == anchor)
    }

    /// What links can lead to: the anchors of the headings, then the ids.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let headings = self.headings().map(|heading| heading.anchor);
        headings.chain(self.ids().iter().map(|id| &*id.name))
    }
}

/// Reads the body `text`.
pub fn read(text: &str) -> Body {
    reader::read(text, parts::LEAST)
}

/// The number of words in the markdown `text` that a reader sees: runs without white space that contain a letter or a
/// digit, in prose and code. Markup, tags and link destinations do not count; in Chinese and Japanese every character
/// counts as one.
pub fn words(text: &str) -> u32 {
    if has_markup(text) {
        read(text).words
    } else {
        words::in_prose(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn headings_have_githubs_anchors() {
        let text = "# What *is* `x`?\n\ntext\n\nOther\n---\n\n## What is x?\n";
        let body = read(text);
        let found: Vec<_> = body
            .headings()
            .map(|h| (h.level, h.span.slice(text), h.anchor))
            .collect();
        assert_eq!(
            found,
            [
                (1, "What *is* `x`?", "what-is-x"),
                (2, "Other", "other"),
                (2, "What is x?", "what-is-x-1")
            ]
        );
    }

    #[test]
    fn links_have_their_destinations() {
        let text = "[a](b.md) [c](<d e.md#f>) ![i](../x%20y.png \"t\") [s](https://x.y) [m](mailto:a@b) [r](/root) [l](#here)\n\n[ref]: g.md\n[ref]\n";
        let body = read(text);
        let found: Vec<_> = body
            .links()
            .map(|l| (l.span.slice(text), l.path, l.anchor, l.image))
            .collect();
        assert_eq!(
            found,
            [
                ("b.md", "b.md", None, false),
                ("d e.md#f", "d e.md", Some("f"), false),
                ("../x%20y.png", "../x y.png", None, true),
                ("#here", "", Some("here"), false),
                ("g.md", "g.md", None, false),
            ]
        );
    }

    #[test]
    fn links_in_html_count() {
        let text = "<a href=\"b.md\">b</a> and <img\n src='i.png'> `<a href=no.md>` [r] [x][r]\n\n<details>\n<summary>x</summary>\n\n| <a href=t.md#h>t</a> | y |\n|--|--|\n\n</details>\n\n> <div\n>   id=here\n>   title=\"a\"><a\n> href=q.md>\n\n- <p><a href=l%20m.md>\n  <a href='n&amp;o.md?x#y'></p>\n\n```html\n<a href=no.md>\n```\n<!-- <a href=no.md> -->\n<a href=https://x.y><a href=#own><a href=/root>\n\n[r]: r.md\n";
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let body = read(&text);
            let found: Vec<_> = body
                .links()
                .map(|l| (l.span.slice(&text), l.path, l.anchor, l.image))
                .collect();
            assert_eq!(
                found,
                [
                    ("b.md", "b.md", None, false),
                    ("i.png", "i.png", None, true),
                    ("t.md#h", "t.md", Some("h"), false),
                    ("q.md", "q.md", None, false),
                    ("l%20m.md", "l m.md", None, false),
                    ("n&amp;o.md?x#y", "n&o.md", Some("y"), false),
                    ("#own", "", Some("own"), false),
                    ("r.md", "r.md", None, false),
                ]
            );
            assert!(body.has_anchor("here"));
        }
    }

    #[test]
    fn a_destination_with_a_link_in_it() {
        let text = "[a](b.md#c[d](b.md#e)f) [![i](j.md)](j.md)";
        let spans: Vec<_> = read(text).links().map(|link| link.span).collect();
        assert_eq!(
            spans,
            [Span::new(4, 22), Span::new(30, 34), Span::new(37, 41)]
        );
    }

    #[track_caller]
    fn fences(text: &str, expected: &[&str]) {
        let body = read(text);
        assert_eq!(
            body.open_fences()
                .iter()
                .map(|s| s.slice(text))
                .collect::<Vec<_>>(),
            expected,
            "{text:?}"
        );
    }

    #[test]
    fn open_fences() {
        fences("```js\nx\n```\n", &[]);
        fences("```js\nx\n", &["```js"]);
        fences("```js\r\nx\r\n", &["```js"]);
        fences("````\n```\n", &["````"]);
        fences("~~~\nx\n~~~~\n\n```\n", &["```"]);
        fences("- a\n\n  ```\n  x\n  ```\n", &[]);
        fences("> ```\n> x\n> ```\n", &[]);
        fences("```", &["```"]);
        fences("```js\nx\n\ntext\n\n```sh\ny\n```\n", &["```js"]);
        fences("````md\n```js\n```\n````\n", &[]);
        fences("~~~md\n```js\n```\n~~~\n", &[]);
        fences("```\n``` is a fence\n```\n", &[]);
        fences("`inline` ``` `` ```\n", &[]);
    }

    #[test]
    fn a_comment_allows_in_the_block_below() {
        let text = "one\n\n<!-- qmark: allow(broken-link, x) -->\n[a](b.md)\nmore\n\nlast\n";
        let body = read(text);
        assert_eq!(body.suppressions().len(), 1);
        assert_eq!(body.suppressions()[0].codes.join(" "), "broken-link x");
        let covered = body.suppressions()[0].span.slice(text);
        assert!(
            covered.contains("[a](b.md)\nmore") && !covered.contains("last"),
            "{covered:?}"
        );
    }

    #[test]
    fn a_long_line_opens_with_a_few_words() {
        let opens = |text: &str| read(text).opening.slice(text).to_owned();
        assert_eq!(opens("\n# Two words\nmore"), "# Two words");
        let long = "😀 ".repeat(40);
        assert_eq!(opens(&long), "😀 ".repeat(30).trim_end());
        assert_eq!(opens(&"x".repeat(99)), "x".repeat(60));
        assert_eq!(opens(""), "");
    }

    /// Lines that open, continue and end blocks of all kinds, and what is within them.
    const LINES: &[&str] = &[
        "# Heading",
        "## `let` and [a](b.md)",
        "#no",
        "###",
        " # Indented",
        "Text *with* marks",
        "",
        "",
        "```js",
        "```",
        "~~~",
        "    code",
        "- item",
        "  # in an item",
        "1. one",
        "> quoted",
        "> ```",
        "> # in it",
        "- ```",
        "<!-- open",
        "closed -->",
        "<!-- qmark: allow(x) -->",
        "<!-- qmark: allow-file(y) -->",
        "<div>",
        "</div>",
        "<details>",
        "<summary>S</summary>",
        "</details>",
        "<pre>",
        "</pre>",
        "<script>",
        "</script>",
        "<?php",
        "?>",
        "<!X",
        "<![CDATA[",
        "]]>",
        "| a | b |",
        "|---|---|",
        "| [c](#d) |",
        "---",
        "===",
        "[a]: b.md",
        "[a",
        "b]: c.md",
        "[a][a] ![i](j.png)",
        "[^1] note",
        "[^1]: A note.",
        "text <b id=x> <!-- in",
        "line \\",
        "<a name=\"y\"></a>",
        "x `tick",
        "*open",
        "<x>",
        "- [ ] task",
    ];

    proptest! {
        #![proptest_config(crate::cases::cases(2000))]

        #[test]
        fn parts_are_read_as_the_whole(
            lines in prop::collection::vec(prop::sample::select(LINES), 1..24),
            ending in prop::sample::select(&["\n", "\r\n", "\r"][..]),
            least in 1..64usize,
        ) {
            let text = lines.join(ending);
            prop_assert_eq!(reader::read(&text, least), reader::read(&text, usize::MAX), "in {:?}", text);
        }
    }

    #[test]
    fn words_and_first_line() {
        let body = read("\n  Two words\n\nmore\n");
        assert_eq!((body.words, body.first_line), (3, Span::new(3, 12)));
        assert!(read(" \n\t\n").is_empty());
    }
}
