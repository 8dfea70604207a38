//! The next option of a question, and what a line break after an option goes on with.

use super::model::{Model, STOP};
use super::place::{gap_above, is_at_end_of, is_in_code, line_above, question_before};
use crate::facts::questions::Placed;
use crate::shape::document::found::Style;
use crate::shape::document::line::{kind, measured};
use crate::shape::document::options::option_at;
use crate::shape::document::write::append::near;
use crate::shape::document::write::block::Block;
use crate::shape::template::Template;
use crate::shape::typing::{NextKind, NextText};
use crate::shape::write::TargetList;
use crate::text::{Span, TextEdit, line_at};

/// The start of a line with an option.
struct Head<'t> {
    style: Style,
    /// All before the text of the option.
    written: &'t str,
    /// The letter or box in it.
    marker: Span,
    /// Whether nothing is after it.
    is_empty: bool,
}

impl<'t> Head<'t> {
    /// That of a line; `None` if no option starts there.
    fn of(text: &'t str, span: Span) -> Option<Self> {
        let mut line = measured(text, span);
        line.kind = kind(text, &line);
        let (style, marker, inside, ..) = option_at(text, &line)?;
        let written = Span::new(span.start, inside.start).slice(text);
        Some(Self {
            style,
            written,
            marker: Span::new(marker.start - span.start, marker.end - span.start),
            is_empty: inside.is_empty(),
        })
    }

    /// That of the option after it, with an empty box or one that is ticked.
    fn next(&self, is_right: bool) -> Option<String> {
        let Span { start, end } = self.marker;
        let (before, after) = (
            &self.written[..start as usize],
            &self.written[end as usize..],
        );
        let marker = self.marker.slice(self.written);
        Some(match self.style {
            Style::Box => {
                let mark = if is_right { "[x]" } else { "[ ]" };
                format!(
                    "{before}{mark}{}",
                    lettered(after).unwrap_or(after.to_owned())
                )
            }
            Style::Letter | Style::Number => format!("{before}{}{after}", lettered(marker)?),
            Style::Bullet => return None,
        })
    }

    /// The same with no letter and no tick, to be compared.
    fn bare(&self) -> String {
        let mark = |c: char| if c.is_alphanumeric() { '_' } else { c };
        self.written
            .chars()
            .map(mark)
            .collect::<String>()
            .trim_end()
            .to_owned()
    }
}

/// A marker with the letter or number after its own.
fn lettered(marker: &str) -> Option<String> {
    let at = marker.find(|c: char| c.is_ascii_alphanumeric())?;
    let len = marker[at..].bytes().take_while(u8::is_ascii_digit).count();
    let (before, after) = (&marker[..at], &marker[at + len.max(1)..]);
    let next = match marker.as_bytes()[at] {
        _ if len > 0 => (marker[at..at + len].parse::<u32>().ok()? + 1).to_string(),
        letter @ (b'a'..=b'k' | b'A'..=b'K') => char::from(letter + 1).to_string(),
        _ => return None,
    };
    Some(format!("{before}{next}{after}"))
}

/// The marks of the options that can come next.
pub fn next(list: &TargetList<'_>, at: u32) -> Vec<NextText> {
    let Some((index, placed)) = question_before(list, at) else {
        return Vec::new();
    };
    let heads = match last_option(list, &placed, at) {
        Some(line) => Head::of(list.text, line).map_or_else(Vec::new, |head| {
            let is_box = head.style == Style::Box;
            let rights = if is_box { &[false, true][..] } else { &[false] };
            rights
                .iter()
                .filter_map(|right| head.next(*right))
                .collect()
        }),
        None => first(list, (index, &placed), at).into_iter().collect(),
    };
    let text = |head: String| NextText {
        kind: NextKind::Option,
        label: head.trim().to_owned(),
        detail: match head.contains("[x]") {
            true => "right option".to_owned(),
            false => "option".to_owned(),
        },
        written: Template::default().text(head),
    };
    heads.into_iter().map(text).collect()
}

/// The line of the last option above `at`, if another one can follow it there.
fn last_option(list: &TargetList<'_>, placed: &Placed<'_>, at: u32) -> Option<Span> {
    let starts = placed
        .question
        .options()
        .iter()
        .map(|option| option.marker.start + placed.start);
    let above = starts.clone().rfind(|start| *start < at)?;
    let line = line_at(list.text, above);
    let is_next = list
        .text
        .get(line.end as usize..at as usize)?
        .trim()
        .is_empty();
    let is_last = starts.filter(|start| *start >= at).count() == 0;
    let goes_on = is_last || Head::of(list.text, line)?.style == Style::Box;
    let is_near = gap_above(list.text, at).matches('\n').count() <= 2;
    (is_next && goes_on && is_near).then_some(line)
}

/// The mark of the first option of a question that has nothing yet, where others have options.
fn first(list: &TargetList<'_>, (index, placed): (usize, &Placed<'_>), at: u32) -> Option<String> {
    let opener = Block::of(list.text, placed)?.opener;
    let is_empty = list
        .text
        .get(opener as usize..at as usize)?
        .trim()
        .is_empty();
    if !is_empty || !placed.question.options().is_empty() || !is_at_end_of(list.text, placed, at) {
        return None;
    }
    let model = Model::after(list, index.checked_sub(1).unwrap_or(index + 1))?;
    let first = model.below.trim_start_matches('\n');
    let (head, _) = first.split_once(STOP).filter(|_| model.is_quiz)?;
    (!head.contains('\n')).then(|| head.to_owned())
}

/// Goes on with the next option, or ends the list if the last option is empty.
pub fn on_enter(list: &TargetList<'_>, offset: u32) -> Option<TextEdit> {
    let TargetList { text, .. } = *list;
    let blank = line_at(text, offset);
    if !blank.slice(text).trim().is_empty() {
        return None;
    }
    let above = line_above(text, blank.start)?;
    let head = Head::of(text, above)?;
    let (_, placed) = question_before(list, above.start)?;
    if head.is_empty {
        let before = line_above(text, above.start);
        let follows = before.is_some_and(|before| is_option(list, &placed, before));
        return follows.then(|| TextEdit {
            span: Span::new(above.start, blank.end),
            text: String::new(),
        });
    }
    if !is_option(list, &placed, above) {
        return None;
    }
    let mut options = placed.question.options().iter();
    let is_last = options.all(|option| option.marker.start + placed.start < blank.end);
    let next = head
        .next(false)
        .filter(|_| is_last || head.style == Style::Box)?;
    // Some editors leave the cursor before text that is inserted at it, so the last space of the line is kept as the one
    // after the mark.
    let keeps_space =
        offset == blank.end && blank.slice(text).ends_with(' ') && next.ends_with(' ');
    Some(match keeps_space {
        true => TextEdit {
            span: Span::new(blank.start, blank.end - 1),
            text: next[..next.len() - 1].to_owned(),
        },
        false => TextEdit {
            span: blank,
            text: next,
        },
    })
}

/// Whether an option of the question starts in a line. A single one with a letter is not read as an option yet: it
/// is one if those of the questions nearby start in the same way.
fn is_option(list: &TargetList<'_>, placed: &Placed<'_>, line: Span) -> bool {
    let TargetList { text, group } = *list;
    let starts = |placed: &Placed<'_>| {
        let start = placed.start;
        let options = placed.question.options().iter();
        options
            .map(move |option| option.marker.start + start)
            .collect::<Vec<u32>>()
    };
    let own = starts(placed);
    if !own.is_empty() {
        return own.iter().any(|start| line.touches(*start));
    }
    let Some(head) = Head::of(text, line).filter(|head| head.style == Style::Letter) else {
        return false;
    };
    let is_first = head.marker.slice(head.written).contains(['A', 'a']);
    let index = group.questions.at_or_before(line.start).unwrap_or(0);
    let near = near(group, index);
    let mut others = near.iter().filter_map(|(_, other)| {
        let first = line_at(text, *starts(other).first()?);
        Head::of(text, first)
    });
    is_first
        && !is_in_code(list, line.start)
        && others.any(|other| other.style == head.style && other.bare() == head.bare())
}
