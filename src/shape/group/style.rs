//! The style of a group: its indentation and quotes, taken from nearby questions.

use super::cursor::siblings::{first_question, neighbour};
use super::question;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::syntax::yaml;
use crate::syntax::yaml::edit::map;
use crate::text::{Span, line_start};

/// The style of the questions of a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// The distance from an item's hyphen to its keys.
    pub keys: u32,
    /// The distance from the key `topics` to the hyphens below it.
    pub hyphens: u32,
    /// The quotes of question texts.
    pub question: yaml::Style,
    /// The quotes of answer files.
    pub answer: yaml::Style,
    /// The quotes of topics.
    pub topic: yaml::Style,
    /// Whether topics are written in brackets.
    pub flow: bool,
}

/// The number of questions to look at until one shows the whole style.
const TRIES: usize = 4;

impl Style {
    /// The style of the questions around the line that starts at `start`, with hyphens at `column`.
    pub fn beside(text: &str, yaml: Span, mut start: u32, column: u32) -> Self {
        let mut style = Self::plain(column);
        for _ in 0..TRIES {
            let Some(span) = neighbour(text, yaml, start, column) else {
                break;
            };
            if style.learn_from(span.slice(text)) {
                break;
            }
            start = span.start;
        }
        style
    }

    /// The style of the questions around `start`, an offset in the group's text.
    pub fn of_group(text: &str, group: &Group, start: u32) -> Self {
        match (group.split.front, group.block()) {
            (Some(front), Some(_)) => Self::beside(text, front.yaml, start, group.column()),
            (Some(front), None) => Self::of_first(text, front.yaml),
            (None, _) => Self::plain(2),
        }
    }

    /// The style of the group's first question.
    pub fn of_first(text: &str, yaml: Span) -> Self {
        let Some((span, column)) = first_question(text, yaml) else {
            return Self::plain(2);
        };
        let mut style = Self::plain(column);
        style.learn_from(span.slice(text));
        style
    }

    /// The default style, for a group without questions.
    pub fn plain(column: u32) -> Self {
        Self {
            keys: 2,
            // An unindented list is not indented below its key.
            hyphens: if column == 0 { 0 } else { 2 },
            question: yaml::Style::Plain,
            answer: yaml::Style::Plain,
            topic: yaml::Style::Plain,
            flow: false,
        }
    }

    /// Adopts the style of the question `text`; returns whether the style is then complete.
    fn learn_from(&mut self, text: &str) -> bool {
        let question = question::read(text);
        if !question.is_whole() {
            return false;
        }
        let column = |at: u32| at - line_start(text, at);
        self.keys = column(question.report_span().start)
            .saturating_sub(column(question.marker.start))
            .max(2);
        if let Some(scalar) = question.text() {
            self.question = in_line(scalar.style);
        }
        if let Some(scalar) = question.answer_file() {
            self.answer = in_line(scalar.style);
        }
        let map = question.map();
        let topics = map.as_ref().and_then(|map| map.get("topics"));
        if let Some((entry, list)) = topics.and_then(|entry| Some((entry, entry.value.as_list()?)))
            && let Some(first) = question.topics().next()
        {
            self.topic = in_line(first.style);
            self.flow = list.flow;
            let line = line_start(text, first.span.start) as usize;
            if let Some(hyphen) = text[line..].find('-').filter(|_| !list.flow) {
                self.hyphens = (hyphen as u32).saturating_sub(column(entry.key.span.start));
            }
        }
        question.topics().next().is_some()
    }
}

/// Whether the values of a question are written in brackets or braces, or may be.
pub fn in_flow(text: &str, group: &Group, placed: Placed<'_>) -> bool {
    let map = placed.question.map();
    group.block().is_none() || map.is_some_and(|map| map::is_flow(text, &map, placed.start))
}

/// The style for a text of one line.
fn in_line(style: yaml::Style) -> yaml::Style {
    match style {
        yaml::Style::Block => yaml::Style::Plain,
        other => other,
    }
}
