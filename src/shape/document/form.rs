//! The forms in which questions are opened, and where a question of each ends.

use super::candidates::{Candidate, Opener};
use super::context::Context;
use super::line::{Kind, Line};
use super::marker::Class;
use super::plain::plain;
use super::vocabulary::announces_answer;

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
    pub word: String,
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

/// The forms that a candidate can belong to.
pub(super) fn forms_of(context: &Context<'_>, candidate: &Candidate) -> Vec<Form> {
    let mut word = String::new();
    let mut class = candidate.class;
    if class == Some(Class::Word) {
        let text = context.parts.text;
        let written = &text[candidate.start as usize..candidate.text.start as usize];
        word = written
            .trim_matches(|c: char| !c.is_alphabetic())
            .to_lowercase();
        if PARTS.contains(&word.as_str()) || word.split(' ').count() > 2 {
            if candidate.opener == Opener::Line {
                return Vec::new();
            }
            class = None;
            word.clear();
        }
    }
    let level = match candidate.opener {
        Opener::Heading if class == Some(Class::Question) => 0,
        Opener::Heading => candidate.level,
        Opener::Item | Opener::Row => candidate.level,
        _ => 0,
    };
    let form = Form {
        opener: candidate.opener,
        class,
        level,
        word,
        bullet: candidate.bullet,
        bold: candidate.bold,
    };
    vec![form]
}

/// The line after the last one of a candidate, if those at `members` open the questions.
pub fn end_of(
    context: &Context<'_>,
    form: &Form,
    candidate: &Candidate,
    next: Option<usize>,
) -> usize {
    let lines = context.parts.lines;
    let limit = next.unwrap_or(lines.len());
    let text = context.parts.text;
    match form.opener {
        Opener::Summary => return end_of_summary(context, candidate, limit),
        Opener::Row => return candidate.line + 1,
        _ => {}
    }
    let mut blank = false;
    let below = lines.iter().enumerate().take(limit);
    for (index, line) in below.skip(candidate.line + 1) {
        match line.kind {
            Kind::Heading {
                level,
                text: inside,
                ..
            } => {
                if is_outside(form, candidate, line, u32::from(level))
                    && !announces_answer(&plain(inside.slice(text)))
                {
                    return index;
                }
            }
            Kind::Blank => blank = true,
            _ => {
                let outside = form.opener == Opener::Item
                    && form.bullet
                    && blank
                    && line.indent <= form.level
                    && !line.visible(text).starts_with('<');
                if outside {
                    return index;
                }
            }
        }
    }
    limit
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
