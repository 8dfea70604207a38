//! What a file is taken for, in words.

use std::collections::BTreeMap;

use super::registry::shape_of;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::text::{Span, count, line_end, line_start};

/// What a file with questions is taken for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Description {
    /// The name of its shape.
    pub shape: &'static str,
    /// How many questions it has, and what most of them start with.
    pub questions: String,
    /// Whether it was inferred from the text and the path; otherwise the frontmatter or the configuration tells.
    pub is_inferred: bool,
}

/// How many questions are looked at to see what most of them start with.
const SAMPLE: usize = 200;

/// The longest text before a question that is shown, in bytes.
const LONGEST: usize = 40;

/// Describes the file with these questions, whose text is `text`.
pub fn describe(group: &Group, text: &str) -> Description {
    let kind = shape_of(group).and_then(|shape| shape.kind);
    let mut questions = count(group.questions.len(), "question");
    if group.yaml().is_some() {
        questions += " in the frontmatter";
    } else if let Some(opener) = opener(group, text) {
        questions += &format!(", opened by `{opener} …`");
    }
    Description {
        shape: group.shape,
        questions,
        is_inferred: kind.is_some() && group.decision == 0,
    }
}

/// What most questions have before their text, with `N` for numbers; `None` if that is nothing.
fn opener(group: &Group, text: &str) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let some = group.questions.iter().take(SAMPLE);
    for written in some.filter_map(|placed| before_text(&placed, text)) {
        *counts.entry(written).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count)?.0;
    (!most.is_empty() && most.len() <= LONGEST && !most.contains('`')).then_some(most)
}

/// What is in the line before a question's text, or all of the line above it, with `N` for numbers.
fn before_text(placed: &Placed<'_>, text: &str) -> Option<String> {
    let start = placed.text()?.span.start;
    let line = line_start(text, start);
    // The text may be below the line that opens the question.
    let opening = Span::new(placed.start, line_end(text, placed.start));
    let written = match opening.end < line {
        true => opening.slice(text),
        false => Span::new(line, start).slice(text),
    };
    let mut shown = String::new();
    for c in written.trim().chars() {
        match c {
            '0'..='9' if shown.ends_with('N') => {}
            '0'..='9' => shown.push('N'),
            c => shown.push(c),
        }
    }
    Some(shown)
}
