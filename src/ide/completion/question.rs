//! A whole question.

use super::draft::{Draft, item};
use super::template::Template;
use super::{At, Item, Kind, topics};
use crate::edit::line_start;
use crate::edit::style::{Style, marks};
use crate::syntax::place::KeyPlace;
use crate::syntax::quote::quoted;
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
        level(at),
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
    let template = whole(Template::default().text(gap), style, key.column, level(at));
    let drafted = Item {
        filter: "question".to_owned(),
        ..described()
    };
    template.fill(drafted, at.text, key.span, at.options)
}

/// The level that a new question's first topic is until another one is typed; `None` where topics are no levels.
pub(super) fn level<'a>(at: &At<'a>) -> Option<&'a str> {
    let first = at.bank.config().levels.first()?;
    topics::lists_levels(at).then_some(first.name.as_str())
}

/// The keys of a question, `template` before the first, the others at `column`. The first topic is `level`.
pub(super) fn whole(
    template: Template,
    style: Style,
    column: u32,
    level: Option<&str>,
) -> Template {
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
    let first = list(keys, style, column).text(topic);
    let close = format!("{topic}{}", if style.flow { "]" } else { "" });
    // One that cannot be written between these quotes is left to the author.
    let fits =
        |level: &&str| quoted(level, style.topic, style.flow) == format!("{topic}{level}{topic}");
    match level.filter(fits) {
        Some(level) => first.hint(level).text(close).stop(),
        None => first.stop().text(close),
    }
}

/// The key `topics`, which stands at `column`, to where its first item begins.
fn list(template: Template, style: Style, column: u32) -> Template {
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
