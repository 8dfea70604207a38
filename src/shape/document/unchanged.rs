//! Whether an edit within one question leaves the choice of all questions as it is.
//!
//! Each function compares what the lines of the question give before and after the edit with what the basis has, brings
//! the basis up to date, and returns `None` if the choice could differ.

use super::basis::{Basis, Counted, Sample, Texts, seen_below};
use super::candidates::{Candidate, Opener, bare_number};
use super::choose::{is_around_questions, is_entry};
use super::evidence::LOOKED_AT;
use super::form::{Form, end_of};
use super::line::Kind;
use super::marker::Class;
use super::plain::plain;
use super::vocabulary::{announces_answer, is_of_other_documents};
use super::window::{Changed, Window};
use crate::facts::contents::ContentsEntry;
use crate::syntax::markdown::slug::heading_anchor;
use crate::text::{Replaced, Span};

/// The lines before and after the edit.
type Windows<'w, 't> = (&'w Window<'t>, &'w Window<'t>);

/// Checks that the lines have the same candidates, of which only the texts differ.
pub fn keep_candidates(
    basis: &mut Basis,
    (before, after): Windows<'_, '_>,
    changed: &Changed,
    edit: &Replaced,
    contents: &[ContentsEntry],
) -> Option<()> {
    let (old, new) = (&before.candidates, &after.candidates);
    if old.len() != new.len() {
        return None;
    }
    for (old, new) in old.iter().zip(new) {
        let moved = old.moved(edit, changed.old.end.saturating_sub(1), changed.delta());
        let texts = (old.text.slice(before.text), new.text.slice(after.text));
        if moved == *new && texts.0 == texts.1 {
            continue;
        }
        let is_number = |text: &str| old.class.is_none() && bare_number(text).is_some();
        let can_be_number = is_number(texts.0) || is_number(texts.1);
        if !is_alike(&moved, new) || old.class == Some(Class::Word) || can_be_number {
            return None;
        }
        let is_listed = |text: &str| old.like == 0 && lists(contents, text);
        if verdicts(before, old) != verdicts(after, new) || is_listed(texts.0) != is_listed(texts.1)
        {
            return None;
        }
        keep_texts(basis, old, texts)?;
    }
    Some(())
}

/// Whether two candidates differ at most in their texts and in the places of their parts.
fn is_alike(old: &Candidate, new: &Candidate) -> bool {
    let shape = |it: &Candidate| {
        let number = it.number.map(|(number, _)| number);
        let flags = (it.bold, it.bullet, it.like, it.level_mark.is_some());
        (
            it.opener, it.class, it.level, it.line, number, it.details, flags,
        )
    };
    shape(old) == shape(new) && old.start == new.start
}

/// What the choice asks of the text of a candidate, and of the heading that it is in.
fn verdicts(window: &Window<'_>, candidate: &Candidate) -> [bool; 7] {
    let text = candidate.text.slice(window.text);
    let heading = match window.lines[candidate.line].kind {
        Kind::Heading { text, .. } => text.slice(window.text),
        _ => "",
    };
    [
        is_of_other_documents(text),
        is_of_other_documents(heading),
        announces_answer(&plain(heading)),
        is_around_questions(text),
        is_entry(candidate, text),
        candidate.like == 0 && plain(text).chars().count() < 24,
        text.len() < 80,
    ]
}

/// Whether the contents list a heading with this text.
fn lists(contents: &[ContentsEntry], text: &str) -> bool {
    let anchor = heading_anchor(&plain(text)).to_lowercase();
    let mut anchors = contents.iter().filter_map(|entry| entry.anchor.as_deref());
    anchors.any(|listed| listed.to_lowercase() == anchor)
}

/// Checks that no list item has the text of a heading before or after the edit: such lists are contents.
fn keep_texts(basis: &mut Basis, candidate: &Candidate, (old, new): (&str, &str)) -> Option<()> {
    let (own, others): (&mut Texts, &Texts) = match candidate.opener {
        Opener::Heading | Opener::NumberedHeading => (&mut basis.headings, &basis.items),
        Opener::Item => (&mut basis.items, &basis.headings),
        _ => return Some(()),
    };
    (others.lack(old) && others.lack(new)).then(|| own.add(new))?
}

/// Checks that the candidates of each form have the same shares of the lines.
pub fn keep_shares(
    basis: &mut Basis,
    windows: Windows<'_, '_>,
    changed: &Changed,
    edit: &Replaced,
) -> Option<()> {
    let (before, after) = windows;
    let mut next = basis.clone();
    next.filled = basis.filled + after.filled() - before.filled();
    next.lines = basis.lines.checked_add_signed(changed.delta())?;
    for counted in &mut next.counted {
        keep_extent(counted, windows, changed.delta(), edit)?;
    }
    let is_same = next.has_shares_of(basis);
    *basis = next;
    is_same.then_some(())
}

/// Brings the extent of a form up to date; `None` if its end could be another one.
fn keep_extent(
    counted: &mut Counted,
    (before, after): Windows<'_, '_>,
    delta: isize,
    edit: &Replaced,
) -> Option<()> {
    let (from, to) = (before.start_of(0), before.text.len() as u32);
    let (first, last) = counted.ends;
    let is_item = counted.form.opener == Opener::Item && counted.form.bullet;
    let moved_by = |is_after: bool| if is_after { delta } else { 0 };
    let end_delta = if last >= to {
        delta
    } else if last >= from {
        let end = |window: &Window<'_>, start| last_end(window, &counted.form, start);
        let (old, new) = (end(before, last)?, end(after, edit.moved(last))?);
        let (runs, still) = (old == before.lines.len(), new == after.lines.len());
        if runs != still || runs && is_item && counted.to > to {
            return None;
        }
        new as isize - old as isize
    } else if counted.to > from && counted.to > edit.old.start {
        if is_item {
            return None;
        }
        delta
    } else {
        0
    };
    let first_delta = moved_by(first > edit.old.start);
    counted.extent = counted.extent.checked_add_signed(end_delta - first_delta)?;
    counted.ends = (edit.moved(first), edit.moved(last));
    counted.to = edit.moved(counted.to);
    Some(())
}

/// The line after those of the last candidate of a form, which starts the line at `start`.
fn last_end(window: &Window<'_>, form: &Form, start: u32) -> Option<usize> {
    let candidate = candidate_at(window, form, start)?;
    Some(end_of(&window.context(), form, candidate, None))
}

/// The candidate of a form on the line that starts at `start`.
fn candidate_at<'w>(window: &'w Window<'_>, form: &Form, start: u32) -> Option<&'w Candidate> {
    let line = window.line_at(start);
    let mut candidates = window.candidates.iter();
    candidates.find(|candidate| candidate.line == line && candidate.opener == form.opener)
}

/// Checks that the samples of each form have the same below.
pub fn keep_samples(
    basis: &mut Basis,
    windows: Windows<'_, '_>,
    edit: &Replaced,
    contents: &[ContentsEntry],
) -> Option<()> {
    let counted = &basis.counted;
    for sample in &mut basis.samples {
        let is_apart = edit.old.start >= sample.to || edit.old.end < sample.start;
        if !is_apart {
            keep_sample(sample, &counted[sample.of].form, windows, edit, contents)?;
        } else {
            sample.to = edit.moved(sample.to);
        }
        sample.start = edit.moved(sample.start);
        sample.next = sample.next.map(|next| edit.moved(next));
    }
    Some(())
}

fn keep_sample(
    sample: &mut Sample,
    form: &Form,
    (before, after): Windows<'_, '_>,
    edit: &Replaced,
    contents: &[ContentsEntry],
) -> Option<()> {
    let end = before.text.len() as u32;
    let wide;
    let after = match sample.start >= before.start_of(0) {
        true => after,
        false => {
            let lines = Span::new(sample.start, after.text.len() as u32);
            wide = Window::read(after.text, lines)?;
            &wide
        }
    };
    let candidate = candidate_at(after, form, edit.moved(sample.start))?;
    let next = sample.next.filter(|next| *next <= end);
    let next = next.map(|next| after.line_at(edit.moved(next)));
    // Lines after the window are not looked at.
    let limit = candidate.line + 1 + LOOKED_AT;
    if next.is_none() && limit > after.lines.len() {
        return None;
    }
    let context = after.context();
    let seen = seen_below(&context, form, candidate, next);
    let line = &after.lines[candidate.line];
    let is_listed = match line.kind {
        Kind::Heading { text, .. } => lists(contents, text.slice(after.text)),
        _ => false,
    };
    sample.to = after.start_of(next.unwrap_or(limit).min(limit));
    (seen == sample.seen && is_listed == sample.listed).then_some(())
}
