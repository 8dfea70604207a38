//! Moves the lines of questions: out of a group, into another, to another place.

use std::ops::Range;

use super::append::FirstPlace;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::shape::write::{QuestionLines, Taken, TargetList};
use crate::syntax::yaml::edit::indent::reindent;
use crate::syntax::yaml::edit::value::keeps_blank_lines;
use crate::syntax::yaml::repeated_key;
use crate::text::{Lines, Refusal, Span, TextEdit, line_break, next_line};

/// The column of the questions' hyphens in a new group.
pub const COLUMN: u32 = 2;

/// Why no question can be moved: the end of the list is not known, or questions share lines with something else.
pub fn not_movable(group: &Group) -> Option<&'static str> {
    if group.split.front.is_none_or(|front| front.close.is_none()) {
        return Some("are in a frontmatter that is not closed; add a line `---` at its end");
    }
    let by_line = group.block().is_some() || group.questions.is_empty();
    (!by_line).then_some("do not each start with a hyphen on a line of its own")
}

/// The lines of the questions, which must be valid YAML.
pub fn take(list: &TargetList<'_>, places: Range<usize>) -> Result<Span, Refusal> {
    let line = |at: u32| Lines::new(list.text).line_of(at) + 1;
    let leaving = || list.group.questions.range(places.clone());
    for placed in leaving() {
        if !placed.question.is_whole() {
            let at = placed.start + placed.question.marker.start;
            return Err(Refusal::new(format!(
                "the question in line {} is not valid YAML; fix it first",
                line(at)
            )));
        }
        if let Some(key) = repeated_key(&placed.question.node()) {
            return Err(Refusal::new(format!(
                "`{}` in line {} is a duplicate key; keep one of the two first",
                key.text,
                line(placed.start + key.span.start)
            )));
        }
    }
    let spans = leaving().map(|placed| placed.span());
    Ok(spans.reduce(Span::cover).unwrap_or_default())
}

/// The questions are in the frontmatter.
pub fn question_lines<'w>(_: &TargetList<'w>, _: usize) -> Result<QuestionLines<'w>, Refusal> {
    Err(Refusal::new(
        "the questions are written in the frontmatter, and not in the text below",
    ))
}

/// The lines of one question.
pub fn of_question(list: &TargetList<'_>, index: usize) -> Option<Span> {
    Some(list.group.questions.get(index)?.span())
}

/// Questions in a frontmatter have no numbers.
pub fn renumber(_: &TargetList<'_>, _: usize, _: u32) -> Result<Vec<TextEdit>, Refusal> {
    Err(Refusal::new("the questions of a group have no numbers"))
}

/// Writes the questions after the last one, or in place of an empty list.
pub fn put(list: &TargetList<'_>, taken: &Taken<'_>) -> Result<TextEdit, Refusal> {
    let TargetList { text, group } = *list;
    let line_break = line_break(text);
    if let Some(lines) = group.block() {
        let column = match group.questions.is_empty() {
            true => COLUMN,
            false => group.column(),
        };
        return Ok(TextEdit {
            span: Span::at(lines.end),
            text: items(taken, column, line_break),
        });
    }
    let place = FirstPlace::of(text, group)?;
    let items = items(taken, place.column, line_break);
    let items = items.strip_suffix(line_break).unwrap_or(&items);
    Ok(place.filled(&format!("{line_break}{items}")))
}

/// The lines of the questions with their hyphens at `column`.
pub fn items(taken: &Taken<'_>, column: u32, line_break: &str) -> String {
    let from = taken.from.column();
    let texts = taken.texts.iter();
    texts
        .map(|text| reindent(text, from, column, line_break))
        .collect()
}

/// Writes the questions in another order. Blank lines between the questions stay in place unless they belong to a
/// question.
pub fn reorder(
    list: &TargetList<'_>,
    places: Range<usize>,
    order: &[usize],
) -> Result<TextEdit, Refusal> {
    let questions = list.group.questions.range(places);
    let pieces: Vec<Piece<'_>> = questions
        .map(|placed| Piece::new(list.text, placed))
        .collect();
    let written = order.iter().zip(&pieces);
    let text = written
        .map(|(from, here)| format!("{}{}", pieces[*from].own, here.blank_lines))
        .collect();
    let spans = pieces.iter().map(|piece| piece.span);
    Ok(TextEdit {
        span: spans.reduce(Span::cover).unwrap_or_default(),
        text,
    })
}

/// The lines of a question, split into those that belong to it and those that stay in place.
struct Piece<'t> {
    span: Span,
    own: &'t str,
    blank_lines: &'t str,
}

impl<'t> Piece<'t> {
    fn new(text: &'t str, placed: Placed<'_>) -> Self {
        let span = placed.span();
        let written = span.slice(text);
        let own = match keeps_blank_lines(text, &placed.question.node(), placed.start) {
            true => written.len(),
            false => {
                let said = written.trim_end_matches([' ', '\t', '\n', '\r']).len() as u32;
                next_line(written, said) as usize
            }
        };
        let (own, blank_lines) = written.split_at(own);
        Self {
            span,
            own,
            blank_lines,
        }
    }
}
