//! Selection ranges: what a selection expands to, step by step.

use super::sections::sections;
use crate::bank::{Bank, BankPath};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::question::{Answer, Choice};
use crate::facts::questions::Placed;
use crate::syntax::markdown::elements;
use crate::syntax::yaml::{Entry, Node, Scalar, Style};
use crate::text::{LineSpans, Span};

/// The spans around byte `offset` of the file at `path`, whose text is `text`: from the word to the whole file, each
/// containing the one before; none is empty.
///
/// In a frontmatter: word, value without and with its quotes, key and value, question, list, frontmatter. Below it:
/// word, markdown element, line, paragraph, section, body.
pub fn selections(bank: &Bank, path: &BankPath, text: &str, offset: u32) -> Vec<Span> {
    let offset = Span::new(0, offset).slice(text).len() as u32;
    let mut around = Around {
        text,
        offset,
        spans: Vec::new(),
        lines: Vec::new(),
    };
    around.spans.push(word(text, offset));
    if let Some(facts) = bank.file(path.as_str()).and_then(|file| file.facts()) {
        around.front(facts);
        if let Some(group) = facts.as_group() {
            around.questions(group);
        }
        around.body(facts);
    }
    around.spans.push(Span::new(0, text.len() as u32));
    let mut chain = nested(around.spans, offset);
    for line in around.lines {
        let is_nested = |span: &Span| span.cover(line) == line || span.cover(line) == *span;
        if line.touches(offset) && chain.iter().all(is_nested) && !chain.contains(&line) {
            chain.insert(chain.partition_point(|span| span.len() < line.len()), line);
        }
    }
    chain
}

/// The spans around the offset, each the smallest that contains the one before and more.
fn nested(mut spans: Vec<Span>, offset: u32) -> Vec<Span> {
    spans.retain(|span| span.touches(offset) && !span.is_empty());
    spans.sort_unstable_by_key(|span| (span.len(), span.start));
    let mut chain: Vec<Span> = Vec::new();
    for span in spans {
        if chain
            .last()
            .is_none_or(|last| *last != span && last.cover(span) == span)
        {
            chain.push(span);
        }
    }
    if chain.is_empty() {
        chain.push(Span::at(offset));
    }
    chain
}

/// The letters and digits around the offset; empty where there are none.
fn word(text: &str, offset: u32) -> Span {
    let (before, after) = text.split_at(offset as usize);
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let start = before.trim_end_matches(is_word).len();
    let rest = after.trim_start_matches(is_word);
    Span::new(start as u32, (text.len() - rest.len()) as u32)
}

struct Around<'t> {
    text: &'t str,
    offset: u32,
    /// Spans of syntax, unsorted.
    spans: Vec<Span>,
    /// Lines and paragraphs: they count if they do not cut through syntax.
    lines: Vec<Span>,
}

impl Around<'_> {
    fn front(&mut self, facts: &Facts) {
        let Some(front) = facts.split().front else {
            return;
        };
        let end = front.close.map_or(front.yaml.end, |close| close.end);
        self.spans.push(self.without_blanks(front.yaml));
        self.spans.push(Span::new(front.open.start, end));
        if let Some(head) = facts.head() {
            self.entries(&head.map.entries, 0);
        }
    }

    fn entries(&mut self, entries: &[Entry], base: u32) {
        for entry in entries {
            if entry.span().shift(base).touches(self.offset) {
                let (key, whole) = (&entry.key, entry.span().shift(base));
                self.spans
                    .extend([key.inner().shift(base), key.span.shift(base), whole]);
                self.node(&entry.value, base);
            }
        }
    }

    fn node(&mut self, node: &Node, base: u32) {
        let span = node.span().shift(base);
        if !span.touches(self.offset) {
            return;
        }
        self.spans.push(span);
        match node {
            Node::Scalar(scalar) => self.scalar(scalar, base),
            Node::List(list) => list.items.iter().for_each(|item| self.node(item, base)),
            Node::Map(map) => self.entries(&map.entries, base),
        }
    }

    fn scalar(&mut self, scalar: &Scalar, base: u32) {
        let mut inner = scalar.inner().shift(base);
        if scalar.style == Style::Block {
            let written = inner.slice(self.text);
            let header = written.split(['\n', '\r']).next().unwrap_or_default();
            inner = self.without_blanks(Span::new(inner.start + header.len() as u32, inner.end));
        }
        self.spans.push(inner);
        if inner.slice(self.text).contains(['\n', '\r']) {
            self.lines(inner);
        }
    }

    fn questions(&mut self, group: &Group) {
        let questions = &group.questions;
        let (Some(first), Some(last)) = (questions.get(0), questions.iter().next_back()) else {
            return;
        };
        // Comments above an item belong to it.
        let all = |placed: Placed<'_>| self.without_blanks(placed.span());
        let list = all(first).cover(all(last));
        let here = group.question_at(self.offset);
        let here = here.and_then(|at| questions.get(at));
        let item = here.map(|placed| (placed, all(placed)));
        if group.yaml().is_some() {
            self.spans
                .extend([group.opening, list, group.opening.cover(list)]);
        }
        let Some((placed, all)) = item else { return };
        let dash = placed.start + placed.question.marker.start;
        self.spans.extend([all, Span::new(dash, all.end.max(dash))]);
        self.marks(&placed);
        self.entries(&placed.question.entries(), placed.start);
        let links = placed
            .question
            .inline()
            .into_iter()
            .flat_map(|body| body.links());
        for link in links {
            let whole = link.whole.shift(placed.start);
            if whole.touches(self.offset) {
                let (text, to) = (link_text(whole, self.text), link.span.shift(placed.start));
                self.spans.extend([whole, text, to]);
            }
        }
    }

    /// The parts of a question that is not written under keys.
    fn marks(&mut self, placed: &Placed<'_>) {
        let question = placed.question;
        if question.is_keyed() {
            return;
        }
        let parts = [question.text(), question.level(), question.options_key()];
        let parts = parts.into_iter().flatten().map(|mark| mark.span);
        let answer = question.answer().map(Answer::span);
        let mut options = question.options().iter();
        let whole = |option: &Choice| option.marker.cover(option.text.span);
        let all = options.clone().next().zip(options.clone().next_back());
        let all = all.map(|(first, last)| whole(first).cover(whole(last)));
        let option = options.find(|option| whole(option).shift(placed.start).touches(self.offset));
        let option = option.map(|option| [option.text.span, whole(option)]);
        let found = parts
            .chain(answer)
            .chain(all)
            .chain(option.into_iter().flatten());
        self.spans
            .extend(found.map(|span| span.shift(placed.start)));
    }

    fn body(&mut self, facts: &Facts) {
        let start = facts.body_start();
        let Some(body) = self.text.get(start as usize..) else {
            return;
        };
        let Some(offset) = self.offset.checked_sub(start) else {
            return;
        };
        let all = Span::new(start, self.text.len() as u32);
        self.spans.push(self.without_blanks(all));
        self.lines(all);
        let sections = sections(facts, self.text);
        self.spans
            .extend(sections.iter().map(|section| section.full));
        let elements = elements::around(body, offset);
        self.spans
            .extend(elements.iter().map(|span| span.shift(start)));
    }

    /// The line and the paragraph, limited to `within`.
    fn lines(&mut self, within: Span) {
        let part = Span::new(0, within.end).slice(self.text);
        let mut paragraph: Option<Span> = None;
        for line in LineSpans::new(part, within.start) {
            let line = self.without_blanks(line);
            if line.is_empty() {
                self.lines.extend(paragraph.take());
                if line.start > self.offset {
                    break;
                }
                continue;
            }
            if line.touches(self.offset) {
                self.lines.push(line);
            }
            paragraph = Some(paragraph.map_or(line, |paragraph| paragraph.cover(line)));
        }
        self.lines.extend(paragraph);
    }

    /// The span without the spaces and line breaks at its ends.
    fn without_blanks(&self, span: Span) -> Span {
        let written = span.slice(self.text);
        let blanks = written.len() - written.trim_start().len();
        let start = span.start + blanks as u32;
        Span::new(start, start + written.trim().len() as u32)
    }
}

/// The text between the brackets of a link or an image.
fn link_text(whole: Span, text: &str) -> Span {
    let written = whole.slice(text);
    let opens = written.find('[').map_or(0, |at| at + 1);
    let closes = written.rfind("](").unwrap_or(written.len()).max(opens);
    Span::new(whole.start + opens as u32, whole.start + closes as u32)
}

#[cfg(test)]
mod tests {
    use super::selections;
    use crate::fixture::Fixture;

    /// The selections at `$0` without the whole file; `⏎` is a line break.
    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let fixture = Fixture::new(source);
        let (path, offset) = fixture.at();
        let text = fixture.text(path);
        let mut found: Vec<String> = selections(&fixture.bank, path, text, offset)
            .iter()
            .map(|span| span.slice(text).replace("\r\n", "⏎").replace('\n', "⏎"))
            .collect();
        assert_eq!(
            found.pop().unwrap(),
            text.replace("\r\n", "⏎").replace('\n', "⏎")
        );
        assert_eq!(found, expected);
    }

    /// The first steps in a group with these lines of frontmatter, those that stay within its list of questions.
    #[track_caller]
    fn check_steps(yaml: &str, expected: &[&str]) {
        for yaml in [yaml.to_owned(), yaml.replace('\n', "␍\n")] {
            let fixture = Fixture::new(&format!("//- /go/go.md\n---\n{yaml}---\n\nIntro.\n"));
            let (path, offset) = fixture.at();
            let text = fixture.text(path);
            let found: Vec<String> = selections(&fixture.bank, path, text, offset)
                .iter()
                .map(|span| span.slice(text).replace("\r\n", "⏎").replace('\n', "⏎"))
                .collect();
            let steps: Vec<&str> = found.iter().map(String::as_str).collect();
            assert_eq!(
                &steps[..expected.len().min(steps.len())],
                expected,
                "{steps:#?}"
            );
        }
    }

    #[test]
    fn from_a_word_of_a_question_to_the_file() {
        check(
            "//- /go/go.md\n---\norder: 1\nquestions:\n  - answer: a.md\n    question: 'Wh$0y 😀 two?'\n  - question: B\n---\nText.\n",
            &[
                "Why",
                "Why 😀 two?",
                "'Why 😀 two?'",
                "question: 'Why 😀 two?'",
                "- answer: a.md⏎    question: 'Why 😀 two?'",
                "- answer: a.md⏎    question: 'Why 😀 two?'⏎  - question: B",
                "questions:⏎  - answer: a.md⏎    question: 'Why 😀 two?'⏎  - question: B",
                "order: 1⏎questions:⏎  - answer: a.md⏎    question: 'Why 😀 two?'⏎  - question: B",
                "---⏎order: 1⏎questions:⏎  - answer: a.md⏎    question: 'Why 😀 two?'⏎  - question: B⏎---",
            ],
        );
    }

    #[test]
    fn values_of_every_form() {
        check_steps(
            "questions:\n  # note\n  - topics: [Core, \"Da$0ta Type\"]\n  - question: B\n",
            &[
                "Data",
                "Data Type",
                "\"Data Type\"",
                "[Core, \"Data Type\"]",
                "topics: [Core, \"Data Type\"]",
                "- topics: [Core, \"Data Type\"]",
                "# note⏎  - topics: [Core, \"Data Type\"]",
                "# note⏎  - topics: [Core, \"Data Type\"]⏎  - question: B",
            ],
        );
        check_steps(
            "questions:\n  - answer: |\n      One\n      see [the t$0wo](b.md)\n\n      three\n",
            &[
                "two",
                "the two",
                "[the two](b.md)",
                "see [the two](b.md)",
                "One⏎      see [the two](b.md)",
                "One⏎      see [the two](b.md)⏎⏎      three",
                "|⏎      One⏎      see [the two](b.md)⏎⏎      three",
            ],
        );
        check_steps(
            "seo:\n  keywords:\n    - a$0\n    - b\nquestions: []\n",
            &[
                "a",
                "- a⏎    - b",
                "keywords:⏎    - a⏎    - b",
                "seo:⏎  keywords:⏎    - a⏎    - b",
            ],
        );
        check_steps(
            "questions: [{question: A?, answer: x}, {question: B$0?}]\n",
            &[
                "B",
                "B?",
                "question: B?",
                "{question: B?}",
                "{question: A?, answer: x}, {question: B?}",
            ],
        );
        check_steps(
            "'tit$0le': x\nquestions: []\n",
            &["title", "'title'", "'title': x"],
        );
    }

    #[test]
    fn in_broken_yaml() {
        check_steps(
            "questions:\n  - question: 'Open wo$0rd\n    answer: a.md\n  - question: B\n",
            &[
                "word",
                "'Open word",
                "question: 'Open word",
                "- question: 'Open word⏎    answer: a.md",
            ],
        );
        check_steps(
            "title: 'Open wo$0rd\nquestions:\n  - question: B\n",
            &["word", "'Open word", "title: 'Open word"],
        );
    }

    #[test]
    fn in_a_body() {
        check(
            "//- /a.md\n# One\n\n- the *ne$0xt* one\n  line\n- x\n\n## Two\n\nend\n\n# Three\n",
            &[
                "next",
                "*next*",
                "the *next* one⏎  line",
                "- the *next* one⏎  line",
                "- the *next* one⏎  line⏎- x",
                "# One⏎⏎- the *next* one⏎  line⏎- x⏎⏎## Two⏎⏎end",
                "# One⏎⏎- the *next* one⏎  line⏎- x⏎⏎## Two⏎⏎end⏎⏎# Three",
            ],
        );
        check(
            "//- /a.md\na [x](b-c$0.md) d\n",
            &["c", "b-c.md", "[x](b-c.md)", "a [x](b-c.md) d"],
        );
        check("//- /a.md\nx\n\n$0\n\ny\n", &["x⏎⏎⏎⏎y"]);
    }

    #[test]
    fn everywhere_something() {
        check("//- /a.md\n$0", &[]);
        check("//- /x.png\nno f$0acts", &["facts"]);
    }
}
