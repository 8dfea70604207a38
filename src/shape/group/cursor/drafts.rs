//! Writes what is chosen at a cursor as YAML, in the style of the questions beside it.

use crate::shape::cursor::{
    CursorContext, Expected, KeyContext, KeyDraft, Mapping, PartialValue, QuestionDraft,
    QuestionPlace, ValueDraft,
};
use crate::shape::group::style::Style;
use crate::shape::template::Template;
use crate::syntax::yaml;
use crate::syntax::yaml::edit::indent::step;
use crate::syntax::yaml::quote::quoted;
use crate::text::line_start;

/// The style of the questions beside the cursor.
fn style(text: &str, context: &CursorContext) -> Style {
    match &context.question {
        Some(open) => Style::beside(text, context.extent, open.span.start, open.column),
        None => Style::of_first(text, context.extent),
    }
}

/// Each of `values` as what is expected.
pub(super) fn values(
    text: &str,
    context: &CursorContext,
    expected: &Expected,
    values: &[&str],
) -> Vec<Template> {
    let write: Box<dyn Fn(&str) -> Template + '_> = match expected {
        Expected::Topics(written) => {
            let style = style(text, context);
            let line = line_start(text, written.span.start);
            let column = text[line as usize..].find("topics").unwrap_or(0) as u32;
            Box::new(move |value| first_topic(value, written, style, column))
        }
        Expected::NewTopic(_, siblings) => {
            let quotes = siblings.style.unwrap_or_else(|| style(text, context).topic);
            Box::new(move |value| {
                Template::default().text(format!("- {}", quoted(value, quotes, false)))
            })
        }
        expected => {
            let quotes = match expected {
                Expected::Answer(_) => style(text, context).answer,
                Expected::Topic(_, siblings) => {
                    siblings.style.unwrap_or_else(|| style(text, context).topic)
                }
                _ => yaml::Style::Plain,
            };
            Box::new(move |value| match expected.value() {
                Some(written) => scalar(value, written, quotes),
                None => Template::default(),
            })
        }
    };
    values.iter().map(|value| write(value)).collect()
}

/// A string in the quotes that are typed already, or else in those of its neighbours, `beside`.
fn scalar(value: &str, written: &PartialValue, beside: yaml::Style) -> Template {
    let style = match written.style {
        yaml::Style::Plain => beside,
        typed => typed,
    };
    let value = quoted(value, style, written.flow);
    Template::default().text(format!("{}{value}", written.space()))
}

/// A list of topics with one item; `column` is that of its key.
fn first_topic(value: &str, written: &PartialValue, style: Style, column: u32) -> Template {
    let flow = style.flow || written.flow;
    let value = quoted(value, style.topic, flow);
    if flow {
        return Template::default().text(format!("{}[{value}]", written.space()));
    }
    Template::default()
        .line(column + style.hyphens)
        .text(format!("- {value}"))
}

/// A question.
pub(super) fn question(
    text: &str,
    context: &CursorContext,
    place: &QuestionPlace,
    draft: &QuestionDraft,
) -> Template {
    let start = Template::default();
    if place.marker.is_empty() {
        let start = start.text(if place.gap { " " } else { "" });
        return draft.write(start, style(text, context), place.column);
    }
    let line = line_start(text, place.span.start);
    let style = Style::beside(text, context.extent, line, place.column);
    let dash = start.text("-").text(" ".repeat(style.keys as usize - 1));
    draft.write(dash, style, place.column + style.keys)
}

/// Each of the keys with a value, for a key of `mapping`.
pub(super) fn keys(
    text: &str,
    context: &CursorContext,
    mapping: &Mapping,
    key: &KeyContext,
    drafts: &[KeyDraft<'_>],
) -> Vec<Template> {
    let forms = Forms::new(text, context, mapping, key.flow);
    let gap = Template::default().text(if key.gap { " " } else { "" });
    let write = |draft: &KeyDraft<'_>| match key.colon {
        true => gap.clone().text(draft.name),
        false => forms.write(gap.clone(), draft, key.column),
    };
    drafts.iter().map(write).collect()
}

/// How keys are written in this file.
struct Forms {
    /// The style of the neighbouring questions.
    style: Style,
    /// The indentation of mappings and of the questions' hyphens.
    step: u32,
}

impl Forms {
    fn new(text: &str, context: &CursorContext, mapping: &Mapping, flow: bool) -> Self {
        let step = step(text, context.extent);
        let style = style(text, context);
        let style = if mapping.is_in_questions() {
            Style {
                flow: flow || style.flow,
                ..style
            }
        } else {
            // A list in the head has no neighbours that show a style.
            Style {
                hyphens: step,
                flow,
                ..style
            }
        };
        Self { style, step }
    }

    /// `template` followed by the key, at `column`, and its value.
    fn write(&self, template: Template, key: &KeyDraft<'_>, column: u32) -> Template {
        let name = key.name;
        match &key.value {
            ValueDraft::List => self.list(template, name, column),
            ValueDraft::Map(keys) => {
                let column = column + self.step;
                keys.iter()
                    .fold(template.text(format!("{name}:")), |template, key| {
                        self.write(template.line(column), key, column)
                    })
            }
            ValueDraft::Questions(question) => {
                let column = column + self.step;
                let dash = template.text(format!("{name}:")).line(column).text("- ");
                question.write(dash, self.style, column + 2)
            }
            ValueDraft::Text(value) => template.text(format!("{name}: {value}")),
            ValueDraft::Empty => template.text(format!("{name}: ")).stop(),
        }
    }

    fn list(&self, template: Template, name: &str, column: u32) -> Template {
        let quote = self.style.topic.quote();
        if self.style.flow {
            let open = template.text(format!("{name}: [{quote}")).stop();
            return open.text(format!("{quote}]"));
        }
        let first = template
            .text(format!("{name}:"))
            .line(column + self.style.hyphens);
        first.text(format!("- {quote}")).stop().text(quote)
    }
}

impl QuestionDraft {
    /// The keys of the question: `template`, then the first key, the others at `column`.
    fn write(&self, template: Template, style: Style, column: u32) -> Template {
        let (question, answer) = (style.question.quote(), style.answer.quote());
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
        let mark = style.topic.quote();
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
    let mark = usual.quote();
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
