//! The markdown that contains a finding: the body of the file, or an inline answer.

use crate::facts::question::Answer;
use crate::lint::fix::FixContext;
use crate::syntax::yaml::value_lines::value_lines;
use crate::text::{Span, line_start};

/// A markdown text, with the positions of its lines in the file.
pub struct MarkdownSource<'c> {
    /// The text without the indentation of YAML.
    pub text: &'c str,
    /// The start of each line in the text and in the file.
    lines: Vec<(u32, u32)>,
}

impl<'c> MarkdownSource<'c> {
    /// The markdown that contains the finding; `None` if there is none, or if its lines are not lines of the file.
    pub fn around(context: &FixContext<'c>) -> Option<Self> {
        let at = context.finding.span.start;
        let start = context
            .bank
            .file(context.path.as_str())?
            .facts()?
            .body_start();
        if at >= start {
            return Some(Self {
                text: &context.text[start as usize..],
                lines: vec![(0, start)],
            });
        }
        let (_, placed) = context.question()?;
        let Some(Answer::Inline(scalar)) = placed.question.answer() else {
            return None;
        };
        placed.question.inline()?;
        let mut lines = value_lines(scalar, placed.span().slice(context.text))?;
        lines
            .iter_mut()
            .for_each(|(_, outside)| *outside += placed.start);
        let end = scalar.span.shift(placed.start).end;
        let first = lines.first()?.1;
        Span::new(first.min(end), end).touches(at).then_some(Self {
            text: scalar.text,
            lines,
        })
    }

    /// The offset in the text for an offset in the file.
    pub fn inside(&self, offset: u32) -> u32 {
        let line = self
            .lines
            .partition_point(|(_, outside)| *outside <= offset);
        let (inside, outside) = self.lines[line.saturating_sub(1)];
        inside + offset.saturating_sub(outside)
    }

    /// The offset in the file for an offset in the text.
    pub fn outside(&self, offset: u32) -> u32 {
        let line = self.lines.partition_point(|(inside, _)| *inside <= offset);
        let (inside, outside) = self.lines[line.saturating_sub(1)];
        outside + (offset - inside)
    }
}

/// What is before a further line of the list item or the quote that the place `at` of a text is in: after their marks, as
/// much space as these take.
pub fn indent_below(text: &str, at: u32) -> String {
    let before = Span::new(line_start(text, at), at).slice(text).chars();
    before
        .map(|c| if matches!(c, '>' | '\t') { c } else { ' ' })
        .collect()
}
