//! Every span that a reader gives slices the text to what it says. The properties and the fuzz target use it.

use std::sync::LazyLock;

use qmark::facts::Facts;
use qmark::facts::group::Group;
use qmark::facts::questions::Placed;
use qmark::shape;
use qmark::shape::documents::{DocumentRule, DocumentRules, FileKind, Reading};
use qmark::shape::files::Files;
use qmark::syntax::yaml::{Node, Scalar, Style};
use qmark::text::Span;

/// How a file is read: without configuration, and as each shape that the configuration can set.
static READINGS: LazyLock<[DocumentRules; 3]> = LazyLock::new(|| {
    let inferring = DocumentRules::inferring();
    let set = |kind| {
        let rule = DocumentRule {
            files: Files::new(vec!["**".to_owned()]).unwrap(),
            reading: Reading {
                shape: Some(kind),
                ..Reading::default()
            },
        };
        inferring.with_list(vec![rule])
    };
    let (document, file) = (set(FileKind::Document), set(FileKind::File));
    [inferring, document, file]
});

/// Checks that every span of a file's facts is in its text, and that every value's span holds the value.
pub fn check_spans(text: &str) {
    for documents in &*READINGS {
        let path = "a.md";
        let facts = shape::read(
            &shape::Input {
                path,
                text,
                documents,
            },
            None,
        );
        check_facts(text, &facts);
    }
}

fn check_facts(text: &str, facts: &Facts) {
    let inside = |span: Span, what: &str| check_inside(text, span, what);
    let start = facts.body_start();
    for heading in facts.body().headings() {
        inside(heading.span.shift(start), "heading");
    }
    for link in facts.body().links() {
        inside(link.span.shift(start), "link");
    }
    for suppression in facts.body().suppressions() {
        inside(suppression.span.shift(start), "suppression");
    }
    for fence in facts.body().open_fences() {
        inside(fence.shift(start), "fence");
    }
    if let Some(head) = facts.head() {
        for error in &head.errors {
            inside(error.span, "error");
        }
        for cut in &head.cuts {
            inside(cut.0.cover(cut.1), "cut");
        }
        for suppression in &head.suppressions {
            inside(suppression.span, "suppression");
        }
        check_node(
            text,
            &Node::Map(head.map.clone()),
            0,
            head.errors.is_empty(),
        );
    }
    if let Facts::Group(group) = facts {
        check_sections(text, group);
        for placed in &group.questions {
            inside(placed.span(), "question");
            let question = &placed.question;
            check_node(text, &question.node(), placed.start, question.is_whole());
            inside(question.report_span().shift(placed.start), "first key");
            if let Some(error) = question.error() {
                inside(error.span.shift(placed.start), "error");
            }
            check_question(text, placed);
        }
    }
}

/// Checks what a file says of several questions.
fn check_sections(text: &str, group: &Group) {
    let inside = |span: Span, what: &str| check_inside(text, span, what);
    inside(group.opening, "opening");
    for section in group.questions.sections() {
        inside(section.heading, "section");
        for label in section.level.iter().chain(&section.topic) {
            inside(label.span, "label");
        }
    }
    for entry in &*group.contents {
        inside(entry.span, "entry of the contents");
    }
    for stated in &*group.stated {
        inside(stated.span, "number of questions");
        let digits = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        assert!(digits(stated.span.slice(text)), "{stated:?} in {text:?}");
    }
    let mut end = 0;
    for placed in &group.questions {
        let span = placed.span();
        assert!(
            end <= span.start,
            "questions overlap at {span:?} in {text:?}"
        );
        end = span.end;
    }
}

/// Checks that what a question consists of is in its segment.
fn check_question(text: &str, placed: Placed<'_>) {
    let question = placed.question;
    let own = |span: Span, what: &str| {
        let (span, all) = (span.shift(placed.start), placed.span());
        check_inside(text, span, what);
        let is_own = all.start <= span.start && span.end <= all.end;
        assert!(is_own, "{what} {span:?} outside {all:?} in {text:?}");
    };
    for mark in question
        .text()
        .iter()
        .chain(question.topics().collect::<Vec<_>>().iter())
    {
        own(mark.span, "text or topic");
    }
    if let Some(answer) = question.answer() {
        own(answer.span(), "answer");
    }
    for option in question.options() {
        own(option.marker, "marker of an option");
        own(option.text.span, "option");
    }
    if let Some(span) = question.placeholder() {
        own(span, "placeholder");
    }
    if let (Some(span), Some(number)) = (question.number_mark(), question.number()) {
        own(span, "number");
        let written = span.shift(placed.start).slice(text);
        assert!(
            written.contains(&number.to_string()),
            "{number} is {written:?} in {text:?}"
        );
    }
}

fn check_inside(text: &str, span: Span, what: &str) {
    let good = span.start <= span.end && text.get(span.range()).is_some();
    assert!(good, "{what} {span:?} in {text:?}");
}

fn check_node(text: &str, node: &Node, base: u32, whole: bool) {
    match node {
        Node::Scalar(scalar) => check_scalar(text, scalar, base, whole),
        Node::List(list) => {
            for item in &list.items {
                check_node(text, item, base, whole);
            }
        }
        Node::Map(map) => {
            for entry in &map.entries {
                check_scalar(text, &entry.key, base, false);
                check_node(text, &entry.value, base, whole);
            }
        }
    }
}

/// The span of a plain value holds the value as it is, that of a quoted one its quotes too.
fn check_scalar(text: &str, scalar: &Scalar, base: u32, whole: bool) {
    let span = scalar.span.shift(base);
    let Some(written) = text.get(span.range()) else {
        panic!("{scalar:?} at {span:?} in {text:?}");
    };
    if !whole {
        return;
    }
    let between = |quote: char| written.starts_with(quote) && written.ends_with(quote);
    let good = match scalar.style {
        Style::Plain => {
            let written = written.split_whitespace();
            written.eq(scalar.text.split_whitespace())
        }
        Style::Single => between('\''),
        Style::Double => between('"'),
        Style::Block => written.starts_with(['|', '>']),
        Style::Alias(_) => written.starts_with(['*', '{']) || written.contains(':'),
        Style::Tagged(_) => true,
    };
    assert!(good, "{scalar:?} is {written:?} in {text:?}");
}
