//! Completes a whole question.

use super::draft::{Draft, item};
use super::template::Template;
use super::{At, Item, Kind};
use crate::ide::new_question::defaults;
use crate::shape::cursor::KeyContext;
use crate::shape::group::style::{Style, marks};
use crate::syntax::yaml;
use crate::syntax::yaml::quote::quoted;
use crate::text::{Span, line_start};

const LABEL: &str = "new question";

/// A question with its hyphen, on a blank line of the list.
pub(super) fn on_blank_line(at: &At<'_>, offset: u32) -> Draft {
    let line = line_start(at.text, offset);
    let column = offset - line;
    let style = Style::beside(at.text, at.yaml, line, column);
    let dash = Template::default()
        .text("-")
        .text(" ".repeat(style.keys as usize - 1));
    let template = New::at(at).write(dash, style, column + style.keys);
    let drafted = Item {
        filter: "- question".to_owned(),
        ..described()
    };
    Draft {
        items: vec![template.fill(drafted, at.text, Span::at(offset), at.options)],
        incomplete: false,
    }
}

/// A question after a hyphen.
pub(super) fn after_hyphen(at: &At<'_>, key: &KeyContext) -> Item {
    let gap = Template::default().text(if key.gap { " " } else { "" });
    let template = New::at(at).write(gap, at.style(), key.column);
    let drafted = Item {
        filter: "question".to_owned(),
        ..described()
    };
    template.fill(drafted, at.text, key.span, at.options)
}

/// The defaults of a new question.
pub(super) struct New {
    /// Its level, and whether that has a key of its own.
    level: Option<(String, bool)>,
    /// Its topics, for a client without snippets, which would keep an empty item.
    topics: Vec<String>,
    /// Whether the client supports snippets.
    has_stops: bool,
}

impl New {
    /// The same defaults as those of the command that writes a new question. In a bank without topics the first level
    /// is used, too.
    pub fn at(at: &At<'_>) -> Self {
        let made_up = defaults(at.bank, at.bank.group(at.path.as_str()));
        let is_first = at.bank.topics().iter().next().is_none();
        let first = at.bank.config().levels.first().filter(|_| is_first);
        let level = made_up.level;
        let level = level.or_else(|| first.map(|level| level.name.to_string()));
        Self {
            level: level.map(|level| (level, made_up.own_key)),
            topics: made_up.topics,
            has_stops: at.options.snippets,
        }
    }

    /// The keys of the question: `template`, then the first key, the others at `column`.
    pub fn write(&self, template: Template, style: Style, column: u32) -> Template {
        let (question, answer) = (marks(style.question), marks(style.answer));
        let keys = template
            .text(format!("question: {question}"))
            .stop()
            .text(question)
            .line(column)
            .text(format!("answer: {answer}"))
            .stop()
            .text(answer);
        match &self.level {
            Some((level, true)) => {
                let keys = keys.line(column).text("level: ");
                let level = quoted(level, style.topic, style.flow);
                self.topics(hint(keys, &level, style.topic), style, column)
            }
            Some((level, false)) => {
                let level = quoted(level, style.topic, style.flow);
                let first = list(keys, style, column);
                let first = hint(first, &level, style.topic).text(close(style));
                if self.has_stops { first.stop() } else { first }
            }
            None => self.topics(keys, style, column),
        }
    }

    /// The topics of a question whose level is not among them.
    fn topics(&self, keys: Template, style: Style, column: u32) -> Template {
        let mark = marks(style.topic);
        if self.has_stops {
            let first = list(keys, style, column).text(mark).stop();
            return first.text(format!("{mark}{}", close(style)));
        }
        let topics = self.topics.iter();
        let topics = topics.map(|topic| quoted(topic, style.topic, style.flow));
        let topics: Vec<_> = topics.collect();
        let Some((first, others)) = topics.split_first() else {
            return keys;
        };
        let start = list(keys, style, column).text(first.as_str());
        let all = others.iter().fold(start, |template, topic| {
            let next = if style.flow {
                template.text(", ")
            } else {
                template.line(column + style.hyphens).text("- ")
            };
            next.text(topic.as_str())
        });
        all.text(close(style))
    }
}

/// Writes `value`, which is quoted already, as a placeholder. The usual quotes stay around what is typed.
fn hint(template: Template, value: &str, usual: yaml::Style) -> Template {
    let mark = marks(usual);
    let inner = value
        .strip_prefix(mark)
        .and_then(|it| it.strip_suffix(mark));
    match inner.filter(|_| !mark.is_empty()) {
        Some(inner) => template.text(mark).hint(inner).text(mark),
        None => template.hint(value),
    }
}

/// The key `topics` at `column`, up to where its first item begins.
fn list(template: Template, style: Style, column: u32) -> Template {
    let key = template.line(column);
    if style.flow {
        key.text("topics: [")
    } else {
        key.text("topics:").line(column + style.hyphens).text("- ")
    }
}

/// The end of a list.
fn close(style: Style) -> &'static str {
    if style.flow { "]" } else { "" }
}

fn described() -> Item {
    Item {
        detail: Some("question, answer and topics".to_owned()),
        ..item(LABEL, Kind::Question, Span::default(), String::new())
    }
}
