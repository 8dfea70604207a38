//! The forms in which questions are opened, and where a question of each ends.

use std::cell::Cell;

use smol_str::SmolStr;

use super::candidates::{Candidate, Opener};
use super::context::{Context, Heading};
use super::line::{Kind, Line};
use super::marker::{Class, marker};
use super::parts::Parts;
use super::plain::plain;
use super::vocabulary::Lower;
use crate::text::same_letters;

/// Candidates of one form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Form {
    /// How they open.
    pub opener: Opener,
    /// The class of their markers.
    pub class: Option<Class>,
    /// The level of headings, the indent of items; 0 where it does not part them.
    pub level: u32,
    /// The word of the marker, if it is one that the document defines.
    pub word: SmolStr,
    /// Whether list items have bullets.
    pub bullet: bool,
    /// Whether all of each list item is bold.
    pub bold: bool,
}

/// Words with a number that part a document and open no question.
const PARTS: &[&str] = &[
    "file",
    "step",
    "chapter",
    "part",
    "section",
    "day",
    "week",
    "lesson",
    "figure",
    "fig",
    "table",
    "example",
    "version",
    "v",
    "phase",
    "module",
    "unit",
    "appendix",
    "note",
    "rule",
    "tip",
    "method",
    "option",
    "case",
    "level",
    "page",
    "lecture",
    "topic",
    "volume",
    "season",
    "episode",
    "round",
    "stage",
    "approach",
    "way",
    "solution",
    "answer",
    "schritt",
    "kapitel",
    "teil",
    "étape",
    "chapitre",
    "partie",
    "paso",
    "capítulo",
    "parte",
    "шаг",
    "глава",
    "часть",
    "раздел",
    "урок",
    "步骤",
    "章",
    "第",
    "l",
    "release",
    "milestone",
    "sprint",
    "requirement",
    "principle",
    "pattern",
    "type",
    "mistake",
    "reason",
    "tier",
];

/// The form that a candidate belongs to; `None` if it has none.
pub(super) fn form_of(context: &Context<'_>, candidate: &Candidate) -> Option<Form> {
    let mut word = SmolStr::default();
    let mut class = candidate.class;
    if class == Some(Class::Word) {
        let text = context.parts.text;
        let written = &text[candidate.start as usize..candidate.text.start as usize];
        let lower = Lower::of(written.trim_matches(|c: char| !c.is_alphabetic()));
        if PARTS.contains(&&*lower) || lower.split(' ').count() > 2 {
            if candidate.opener == Opener::Line {
                return None;
            }
            class = None;
        } else {
            word = SmolStr::new(&*lower);
        }
    }
    let level = match candidate.opener {
        Opener::Heading if class == Some(Class::Question) => 0,
        Opener::Heading | Opener::Item | Opener::Row => candidate.level,
        _ => 0,
    };
    Some(Form {
        opener: candidate.opener,
        class,
        level,
        word,
        bullet: candidate.bullet,
        bold: candidate.bold,
    })
}

/// The line after the last one of a candidate, if those at `members` open the questions.
pub fn end_of(
    context: &Context<'_>,
    form: &Form,
    candidate: &Candidate,
    next: Option<usize>,
) -> usize {
    let limit = next.unwrap_or(context.parts.lines.len());
    match form.opener {
        Opener::Summary => return end_of_summary(context, candidate, limit),
        Opener::Row => return candidate.line + 1,
        _ => {}
    }
    let part = Cell::new(0);
    let is_outside = |heading: &Heading| {
        let line = &context.parts.lines[heading.line];
        is_outside(form, candidate, line, u32::from(heading.level))
            && !repeats(context, candidate, heading.line)
            && !is_own(context, candidate, heading, &part)
    };
    let heading = context.heading_between((candidate.line, limit), is_outside);
    let limit = heading.unwrap_or(limit);
    let after = match form.opener {
        Opener::Item if form.bullet => after_item(context, candidate, limit),
        _ => None,
    };
    after.unwrap_or(limit)
}

/// Whether the line is the first one below the candidate, and a heading with the same text: an answer can start with one.
fn repeats(context: &Context<'_>, candidate: &Candidate, line: usize) -> bool {
    let Parts { text, lines, .. } = context.parts;
    let mut between = lines[candidate.line + 1..line].iter();
    between.all(Line::is_blank)
        && matches!(lines[line].kind, Kind::Heading { text: inside, .. }
            if same_letters(&plain(inside.slice(text)), &plain(candidate.text.slice(text))))
}

/// The first line up to `limit` that an empty line parts from an item with a bullet and that is not indented below it.
fn after_item(context: &Context<'_>, candidate: &Candidate, limit: usize) -> Option<usize> {
    let Parts { text, lines, .. } = context.parts;
    let from = candidate.line + 1;
    let below = lines.get(from..limit)?;
    let blank = from + below.iter().position(|line| line.kind == Kind::Blank)?;
    (blank..limit).find(|index| {
        let line = &lines[*index];
        line.indent <= candidate.level
            && !matches!(line.kind, Kind::Blank | Kind::Heading { .. })
            && !line.visible(text).starts_with('<')
    })
}

/// Whether a heading that is not deeper than an item with a heading is in its answer: one of the numbered parts that the
/// answer starts with. `part` is the number of the last part.
fn is_own(
    context: &Context<'_>,
    candidate: &Candidate,
    heading: &Heading,
    part: &Cell<u32>,
) -> bool {
    let Parts { text, lines, .. } = context.parts;
    let Kind::Heading {
        level,
        text: inside,
        number: None,
    } = lines[heading.line].kind
    else {
        return false;
    };
    if candidate.opener != Opener::NumberedHeading {
        return false;
    }
    let between = &lines[candidate.line + 1..heading.line];
    let is_first = between.iter().all(Line::is_blank);
    let shown = inside.slice(text);
    let is_beside = u32::from(level) == candidate.level && (is_first || part.get() > 0);
    let marker = marker(shown).filter(|marker| is_beside && marker.class == Class::Number);
    let is_next = marker.is_some_and(|marker| marker.number == Some(part.get() + 1));
    part.set(part.get() + u32::from(is_next));
    is_next
}

/// The line after the element that a summary is in, at most `limit`.
fn end_of_summary(context: &Context<'_>, candidate: &Candidate, limit: usize) -> usize {
    let details = candidate
        .details
        .and_then(|index| context.parts.details.get(index));
    let close = details.and_then(|details| details.close);
    close
        .map_or(limit, |close| close.line + 1)
        .min(limit.max(candidate.line + 1))
}

/// Whether a heading of this level is not below what a candidate opens.
fn is_outside(form: &Form, candidate: &Candidate, line: &Line, level: u32) -> bool {
    match form.opener {
        Opener::Heading if form.level == 0 => level <= candidate.level,
        Opener::Heading => level <= form.level,
        Opener::NumberedHeading => level <= candidate.level && line.indent <= 1,
        _ => true,
    }
}
