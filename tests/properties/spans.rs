//! Every span that a reader gives slices the text to what it says. The properties and the fuzz target use it.

use qmark::facts::Facts;
use qmark::shape;
use qmark::syntax::yaml::{Node, Scalar, Style};
use qmark::text::Span;

/// Checks that every span of a file's facts is in its text, and that every value's span holds the value.
pub fn check_spans(text: &str) {
    let facts = shape::read(&shape::Input::inferred("a.md", text), None);
    let inside = |span: Span, what: &str| {
        let good = span.start <= span.end && text.get(span.range()).is_some();
        assert!(good, "{what} {span:?} in {text:?}");
    };
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
    if let Facts::Group(group) = &facts {
        for placed in &group.questions {
            inside(placed.span(), "question");
            let question = &placed.question;
            check_node(text, &question.node(), placed.start, question.is_whole());
            inside(question.report_span().shift(placed.start), "first key");
            if let Some(error) = question.error() {
                inside(error.span.shift(placed.start), "error");
            }
        }
    }
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
