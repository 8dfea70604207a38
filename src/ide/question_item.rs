//! A question as an item of an outline or a tree.

use super::markdown::one_line;
use crate::facts::questions::Placed;
use crate::text::Span;

/// The name and the place of a question.
pub(super) struct QuestionItem {
    /// Its text on one line, or its number if it has no text.
    pub name: String,
    /// Its whole span, from its marker on.
    pub full: Span,
    /// The span of its text, within `full`; without one, where findings about it are reported.
    pub named: Span,
}

impl QuestionItem {
    /// The item of the question at `index`.
    pub fn new(index: usize, placed: &Placed<'_>) -> Self {
        let question = placed.question;
        let text = question.text();
        let named = text.map_or_else(|| question.report_span(), |text| text.inner());
        let item = match question.marker {
            marker if marker.is_empty() => question.span(),
            marker => marker.cover(question.span()),
        };
        Self {
            name: text.map_or_else(
                || format!("Question {}", index + 1),
                |text| one_line(text.text),
            ),
            full: item.cover(named).shift(placed.start),
            named: named.shift(placed.start),
        }
    }
}
