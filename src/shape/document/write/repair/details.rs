//! The ends and the starts of `<details>`.

use super::super::block::Block;
use super::answer::{Own, without_tail};
use crate::facts::questions::Placed;
use crate::shape::write::{Closing, TargetList};
use crate::text::{Refusal, Span, TextEdit, line_break, line_start};

const END: &str = "</details>";

/// Closes the element whose tag is at `tag`, as the questions around its question close theirs.
pub fn close(list: &TargetList<'_>, tag: Span) -> Result<Closing, Refusal> {
    let text = list.text;
    let (index, placed) = question_of(list, tag)?;
    let own = Own::of(list, index)?;
    let after = own.skeleton.after();
    let (lead, tail) = match after.rfind(END) {
        Some(at) => (&after[..at], &after[at + END.len()..]),
        None => ("", after),
    };
    let end = without_tail(text, own.block, tail);
    let inside = Span::new(tag.end.min(end), end).slice(text);
    let summary = inside
        .find("</summary>")
        .map_or(0, |at| at + "</summary>".len());
    let inside = &inside[summary..];
    if inside.trim().is_empty() {
        return Err(Refusal::new(
            "nothing of the question is below the tag; close it by hand",
        ));
    }
    let count = |tag: &str| inside.matches(tag).count();
    let (starts, ends) = (count("<details"), count("</details"));
    if starts < ends {
        return Err(Refusal::new(
            "the end of the element is in a code block; close that first",
        ));
    }
    let is_like = after.contains(END) && starts_alike(text, &placed, &own, tag);
    Ok(Closing {
        edit: TextEdit {
            span: Span::at(end),
            text: written(text, tag, inside, lead, after.contains(END)),
        },
        question: index,
        is_certain: is_like && starts == ends,
    })
}

/// The end of an element with what is before it, of which a part may be there already.
fn written(text: &str, tag: Span, inside: &str, lead: &str, has_form: bool) -> String {
    if !has_form {
        let before = Span::new(line_start(text, tag.start), tag.start).slice(text);
        let indent = &before[..before.len() - before.trim_start().len()];
        let line_break = line_break(text);
        return format!("{line_break}{line_break}{indent}{END}");
    }
    let tags = lead.trim();
    let is_there = !tags.is_empty() && inside.trim_end().ends_with(tags);
    match is_there {
        true => format!("{}{END}", &lead[lead.trim_end().len()..]),
        false => format!("{lead}{END}"),
    }
}

/// Whether the element starts where those of the other questions start: before the text of its question, or as the frame of
/// its answer.
fn starts_alike(text: &str, placed: &Placed<'_>, own: &Own<'_>, tag: Span) -> bool {
    let is_opener = placed
        .text()
        .is_some_and(|asked| tag.end <= asked.span.start);
    let before = own.skeleton.before();
    let start = before.find("<details").map(|at| before[..at].trim());
    let lead = || Span::new(own.block.opener, tag.start.max(own.block.opener)).slice(text);
    is_opener || start.is_some_and(|start| lead().trim() == start)
}

/// The question that a tag is in, be it on the line above its first one.
fn question_of<'w>(list: &TargetList<'w>, tag: Span) -> Result<(usize, Placed<'w>), Refusal> {
    let questions = &list.group.questions;
    let last = questions.at_or_before(tag.start);
    let next = last.map_or(0, |last| last + 1);
    let mut candidates = [Some(next), last].into_iter().flatten();
    let found = candidates.find_map(|index| {
        let placed = questions.get(index)?;
        let block = Block::of(list.text, &placed)?;
        (block.start <= tag.start && tag.end <= block.end).then_some((index, placed))
    });
    found.ok_or_else(|| Refusal::new("the tag is in no question; close it by hand"))
}

/// Folds the answer of the question at `index`, as the questions around it fold theirs.
pub fn open(list: &TargetList<'_>, index: usize) -> Result<TextEdit, Refusal> {
    let text = list.text;
    let own = Own::of(list, index)?;
    let before = own.skeleton.before();
    let answer = list.group.questions.get(index).and_then(|it| it.answer());
    let answer = answer.map(|answer| answer.span().start);
    let gap = answer.filter(|start| own.block.opener <= *start);
    let gap = gap.map(|start| Span::new(own.block.opener, start));
    match gap.filter(|gap| gap.slice(text).trim().is_empty()) {
        Some(span) if before.contains("<details") => Ok(TextEdit {
            span,
            text: before.to_owned(),
        }),
        _ => Err(Refusal::new(
            "the other questions do not show how the answer is to be folded; write the tag by hand",
        )),
    }
}
