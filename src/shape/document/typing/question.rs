//! The next question, and what is below the text of one that has nothing yet.

use super::anchor::above_next;
use super::model::{Model, STOP, separator, template};
use super::place::{
    breaks, gap_above, is_at_end_of, missing_after, missing_before, question_before,
};
use crate::facts::group::Group;
use crate::shape::document::write::block::Block;
use crate::shape::document::write::numbers::Number;
use crate::shape::typing::{NextKind, NextText};
use crate::shape::write::TargetList;
use crate::syntax::markdown::placeholder::QUESTION;
use crate::text::{line_end, line_start, renumbered};

/// A question after the one before `at`, where that one ends or a heading opens a section.
pub fn next(list: &TargetList<'_>, at: u32) -> Option<NextText> {
    let TargetList { text, group } = *list;
    let (after, placed) = question_before(list, at)?;
    let above = text.get(..at as usize)?.trim_end().len() as u32;
    let end = placed.span().end;
    let after_end = text.get(end as usize..above as usize).unwrap_or("");
    let opens_section = !after_end.lines().all(is_furniture);
    if opens_section && !is_heading(text, above) || !is_at_end_of(text, &placed, at) {
        return None;
    }
    let model = Model::after(list, after)?;
    let wanted = match opens_section {
        true => below_headings(text, group),
        false => separator(text, group, after),
    };
    let opener = above_next(list, after) + &model.opener;
    let opener = match opens_section && restarts(group) {
        true => with_first_number(text, group, after, &opener),
        false => opener,
    };
    let below = breaks(text.get(at as usize..)?);
    let is_question = group.questions.get(after + 1).is_some_and(|next| {
        let rest = text.get(at as usize..next.start as usize);
        rest.is_some_and(|rest| rest.trim().is_empty())
    });
    let blank: String = wanted.chars().take_while(|c| *c == '\n').collect();
    let end = match is_question {
        true => missing_before(&below, &wanted),
        false => missing_before(&below, &blank),
    };
    let start = missing_after(&gap_above(text, at), &wanted);
    let written = format!("{start}{opener}{}{end}", model.below);
    Some(NextText {
        kind: NextKind::Question,
        label: first_line(&model.opener).replace(QUESTION, "…"),
        detail: String::new(),
        written: template(&written),
    })
}

/// What is below the text of a question that has nothing yet: its options, or the frame of its answer.
pub fn below(list: &TargetList<'_>, at: u32) -> Option<NextText> {
    let TargetList { text, group } = *list;
    let (index, placed) = question_before(list, at)?;
    let opener = Block::of(text, &placed)?.opener;
    let is_empty = text.get(opener as usize..at as usize)?.trim().is_empty();
    let is_open = placed.answer().is_none() && placed.question.options().is_empty();
    if !is_empty || !is_open || !is_at_end_of(text, &placed, at) {
        return None;
    }
    // The question itself says nothing about what is below it.
    let model = Model::after(list, index.checked_sub(1).unwrap_or(index + 1))?;
    let shown = model.below.trim();
    if !model.is_quiz && shown.trim_matches(STOP).is_empty() {
        return None;
    }
    let lead = model.below.len() - model.below.trim_start_matches('\n').len();
    let (lead, rest) = model.below.split_at(lead);
    let start = missing_after(&gap_above(text, at), lead);
    let kind = match model.is_quiz {
        true => NextKind::Options,
        false => NextKind::Answer,
    };
    let below = breaks(text.get(at as usize..)?);
    let end = match group.questions.get(index + 1) {
        Some(_) => missing_before(&below, "\n\n"),
        None => "",
    };
    Some(NextText {
        kind,
        label: first_line(shown).replace(STOP, ""),
        detail: String::new(),
        written: template(&format!("{start}{rest}{end}")),
    })
}

/// Whether a line after an answer is not part of it, and of no section below: a tag, a comment, a link to a heading.
fn is_furniture(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('<') || line.contains("](#")
}

fn first_line(text: &str) -> &str {
    text.trim_start().lines().next().unwrap_or("").trim_end()
}

/// Whether the line that ends at `end` is a heading.
fn is_heading(text: &str, end: u32) -> bool {
    let line = &text[line_start(text, end) as usize..end as usize];
    line.trim_start().starts_with('#')
}

/// What is between the headings of sections and their first questions.
fn below_headings(text: &str, group: &Group) -> String {
    let mut gaps = group.questions.sections().iter().filter_map(|section| {
        let heading = Some(section.heading).filter(|heading| !heading.is_empty())?;
        let first = group.questions.get(section.first)?;
        let start = Block::of(text, &first)?.start;
        let gap = text.get(line_end(text, heading.end) as usize..start as usize)?;
        gap.trim().is_empty().then(|| breaks(gap))
    });
    gaps.next_back().unwrap_or_else(|| "\n\n".to_owned())
}

/// Whether the numbers start again in each section.
fn restarts(group: &Group) -> bool {
    let number = |index: usize| group.questions.get(index)?.question.number();
    let sections = group.questions.sections().iter();
    let mut later = sections.filter(|section| section.first > 0 && !section.heading.is_empty());
    let first = number(0);
    let starts = |section: &crate::facts::section::Section| {
        first.is_some() && number(section.first) == first
    };
    later.clone().next().is_some() && later.all(starts)
}

/// `opener`, which has the number after that of the question at `after`, with the number of the first question.
fn with_first_number(text: &str, group: &Group, after: usize, opener: &str) -> String {
    let first = group
        .questions
        .get(0)
        .and_then(|placed| placed.question.number());
    let number = Number::after(text, group, after);
    match number.zip(first) {
        Some((number, first)) => renumbered(opener, number.next(1), first),
        None => opener.to_owned(),
    }
}
