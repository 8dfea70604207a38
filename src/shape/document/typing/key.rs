//! The line that names the right options.

use super::model::{STOP, option, written};
use super::place::{gap_above, is_at_end_of, missing_after, question_before};
use crate::facts::questions::Placed;
use crate::shape::document::write::append::near;
use crate::shape::document::write::block::Block;
use crate::shape::template::Template;
use crate::shape::typing::{NextKind, NextText};
use crate::shape::write::{NewOption, NewQuestion, TargetList};
use crate::syntax::markdown::placeholder::QUESTION;
use crate::text::line_end;

/// The line for each option that can be right, below the options of a question without such a line.
pub fn next(list: &TargetList<'_>, at: u32) -> Vec<NextText> {
    lines(list, at).unwrap_or_default()
}

fn lines(list: &TargetList<'_>, at: u32) -> Option<Vec<NextText>> {
    let TargetList { text, group } = *list;
    let (index, placed) = question_before(list, at)?;
    let options = placed.question.options();
    let last = options.last()?.marker.end + placed.start;
    let below = text.get(line_end(text, last) as usize..at as usize)?;
    let is_open =
        placed.question.options_key().is_none() && placed.question.right_options().next().is_none();
    if !is_open || !below.trim().is_empty() || !is_at_end_of(text, &placed, at) {
        return None;
    }
    let near = near(group, index);
    let (model, _) = near.iter().find(|(_, other)| has_key_below(text, other))?;
    let gap = gap_above(text, at);
    let lines = options.iter().enumerate().filter_map(|(right, choice)| {
        let new = NewQuestion {
            question: QUESTION.to_owned(),
            options: marked(options.len(), right),
            ..NewQuestion::default()
        };
        let written = written(list, *model, &new)?;
        let (_, tail) = written.rsplit_once(STOP)?;
        let key = tail.trim_start_matches('\n');
        let lead = &tail[..tail.len() - key.len()];
        let key = key.lines().next()?;
        Some(NextText {
            kind: NextKind::Key,
            label: key.to_owned(),
            detail: choice.text.text.to_string(),
            written: template(missing_after(&gap, lead), key),
        })
    });
    Some(lines.collect())
}

fn template(lead: &str, key: &str) -> Template {
    let start = lead
        .chars()
        .fold(Template::default(), |template, _| template.line(0));
    start.text(key)
}

fn marked(count: usize, right: usize) -> Vec<NewOption> {
    (0..count).map(|at| option(at == right)).collect()
}

/// Whether the line that names the right options is below them, in the question itself.
fn has_key_below(text: &str, placed: &Placed<'_>) -> bool {
    let key = placed
        .question
        .options_key()
        .map(|key| key.span.shift(placed.start));
    let opener = Block::of(text, placed).map(|block| block.opener);
    let inside = |(key, opener): (crate::text::Span, u32)| {
        key.start > opener && placed.span().cover(key) == placed.span()
    };
    key.zip(opener).is_some_and(inside)
}
