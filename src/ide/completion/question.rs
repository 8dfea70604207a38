//! A whole question.

use super::draft::{Draft, item};
use super::template::Template;
use super::{At, Item, Kind};
use crate::edit::line_start;
use crate::edit::style::{Style, marks};
use crate::syntax::place::KeyPlace;
use crate::text::Span;

const LABEL: &str = "new question";

/// A question with its hyphen, on a blank line of the list.
pub(super) fn on_blank_line(at: &At<'_>, offset: u32) -> Draft {
    let line = line_start(at.text, offset);
    let column = offset - line;
    let style = Style::beside(at.text, at.place.yaml, line, column);
    let template = whole(
        Template::default()
            .text("-")
            .text(" ".repeat(style.keys as usize - 1)),
        style,
        column + style.keys,
    );
    let drafted = Item {
        filter: "- question".to_owned(),
        ..described()
    };
    Draft {
        items: vec![template.fill(drafted, at.text, Span::at(offset), at.options)],
        incomplete: false,
    }
}

/// A question behind a hyphen.
pub(super) fn behind_hyphen(at: &At<'_>, key: &KeyPlace) -> Item {
    let style = at.style();
    let gap = if key.gap { " " } else { "" };
    let template = whole(Template::default().text(gap), style, key.column);
    let drafted = Item {
        filter: "question".to_owned(),
        ..described()
    };
    template.fill(drafted, at.text, key.span, at.options)
}

/// The keys of a question, `template` before the first, the others at `column`.
pub(super) fn whole(template: Template, style: Style, column: u32) -> Template {
    let (question, answer, topic) = (
        marks(style.question),
        marks(style.answer),
        marks(style.topic),
    );
    let keys = template
        .text(format!("question: {question}"))
        .stop()
        .text(question)
        .line(column)
        .text(format!("answer: {answer}"))
        .stop()
        .text(answer)
        .line(column);
    topics(keys, style, column)
        .text(topic)
        .stop()
        .text(topic)
        .text(if style.flow { "]" } else { "" })
}

/// The key `topics`, which stands at `column`, to where its first item begins.
pub(super) fn topics(template: Template, style: Style, column: u32) -> Template {
    if style.flow {
        template.text("topics: [")
    } else {
        template
            .text("topics:")
            .line(column + style.hyphens)
            .text("- ")
    }
}

fn described() -> Item {
    Item {
        detail: Some("question, answer and topics".to_owned()),
        ..item(LABEL, Kind::Question, Span::default(), String::new())
    }
}
