//! The lines of questions of a document that move, and the numbers before their texts.

use std::ops::Range;

use crate::bank::BankPath;
use crate::edit::relocate::Pieces;
use crate::facts::group::Group;
use crate::shape::write::TargetList;
use crate::text::{Refusal, Span, line_end, next_line, renumberings};

/// The new numbers of all questions.
pub fn renumbered(
    group: &Group,
    now: impl Fn(&[Option<u32>]) -> Result<Vec<Option<u32>>, Refusal>,
) -> Result<Vec<Option<u32>>, Refusal> {
    let questions = group.questions.iter();
    let numbers: Vec<Option<u32>> = questions.map(|placed| placed.question.number()).collect();
    let now = now(&numbers)?;
    let mut pairs = numbers.iter().zip(&now);
    match pairs.any(|(old, new)| old.is_some() != new.is_some()) {
        true => Err(Refusal::new(
            "some questions there have numbers and others have none; move the lines by hand",
        )),
        false => Ok(now),
    }
}

/// Writes the new numbers of questions before and after their texts. What is below a list item with more digits is indented
/// as deep as it needs to be.
pub fn write_numbers(
    (path, list): (&BankPath, &TargetList<'_>),
    pieces: &mut Pieces,
    now: &[Option<u32>],
) -> Result<(), Refusal> {
    for (index, (placed, new)) in list.group.questions.iter().zip(now).enumerate() {
        let old = placed.question.number();
        let (Some(old), Some(new)) = (old, new.filter(|new| Some(*new) != old)) else {
            continue;
        };
        let lines = list.question_lines(index)?;
        let asked = placed
            .text()
            .map_or(Span::at(lines.opener), |asked| asked.span);
        let around = [
            Span::new(lines.span.start, asked.start),
            Span::new(asked.end, lines.opener.max(asked.end)),
        ];
        for span in around {
            for (place, number) in renumberings(span.slice(list.text), old, new) {
                let place = Span::new(place.start as u32, place.end as u32).shift(span.start);
                pieces.replace(path, place, &number)?;
            }
        }
        let Some(mark) = placed.question.number_mark() else {
            continue;
        };
        let before = list.text[..(mark.start + placed.start) as usize].rsplit('\n');
        let before = before.into_iter().next().unwrap_or_default();
        let digits = |number: u32| number.to_string().len();
        if before.trim().is_empty() && digits(new) > digits(old) {
            let wanted = before.len() + digits(new) + ". ".len();
            let below = Span::new(lines.opener, lines.span.end);
            indent((path, list.text), pieces, below, wanted)?;
        }
    }
    Ok(())
}

/// Indents lines so that each has at least `wanted` spaces, unless some have none: then they are no part of a list item.
fn indent(
    (path, text): (&BankPath, &str),
    pieces: &mut Pieces,
    below: Span,
    wanted: usize,
) -> Result<(), Refusal> {
    let mut starts = Vec::new();
    let mut least = usize::MAX;
    let mut at = next_line(text, below.start);
    while at < below.end {
        let line = Span::new(at, line_end(text, at)).slice(text);
        if !line.trim().is_empty() {
            least = least.min(line.len() - line.trim_start_matches(' ').len());
            starts.push(at);
        }
        at = next_line(text, at);
    }
    if starts.is_empty() || least == 0 || least >= wanted {
        return Ok(());
    }
    for start in starts {
        pieces.replace(path, Span::at(start), &" ".repeat(wanted - least))?;
    }
    Ok(())
}

/// The questions of a range, in one range for each section.
pub fn runs(group: &Group, places: &Range<usize>) -> Vec<Range<usize>> {
    let starts = group
        .questions
        .sections()
        .iter()
        .map(|section| section.first);
    let starts = starts.filter(|first| places.contains(first) && *first > places.start);
    let bounds: Vec<usize> = [places.start]
        .into_iter()
        .chain(starts)
        .chain([places.end])
        .collect();
    bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
