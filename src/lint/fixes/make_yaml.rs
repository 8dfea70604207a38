//! Fixes YAML that does not parse, where one small change makes it parse.

mod tabs;
#[cfg(test)]
mod tests;
mod values;

use crate::edit::verify::read_after;
use crate::edit::{Edit, Planned};
use crate::facts::group::Group;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::shape::frontmatter;
use crate::shape::group::question;
use crate::text::{self, Refusal, Span, TextEdit, line_end, line_start};
use values::Value;

/// A change that may help, and its name.
struct Try {
    title: &'static str,
    edits: Vec<TextEdit>,
}

/// The first change that makes the broken part whole, tried on that part alone.
pub const FIX: FixProvider = FixProvider {
    description: "Put texts in quotes, close a quote, or replace tabs with spaces, if that makes the YAML valid",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some(found) = found(context) else {
        return Vec::new();
    };
    vec![Fix::guess(found.title, make).preferred()]
}

fn make(context: &FixContext<'_>) -> Planned {
    let found = found(context);
    let found = found.ok_or_else(|| Refusal::new("the error no longer exists"))?;
    Ok(Edit::texts(context.path, found.edits))
}

fn found(context: &FixContext<'_>) -> Option<Try> {
    type Tries = fn(&FixContext<'_>, Span) -> Vec<Try>;
    let first = |part: Option<Part>, tries: &[Tries]| {
        let part = part?;
        let mut tries = tries.iter().flat_map(|tries| tries(context, part.span));
        tries.find(|it| part.is_whole_with(context, &it.edits))
    };
    first(Part::of(context), &[quotes, closed_quote, spaces])
        // With tabs it may be unclear where each question starts.
        .or_else(|| first(Part::all(context), &[spaces]))
}

/// A part of the file that does not parse.
struct Part {
    span: Span,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Question,
    /// Keys before or after the questions, or those of a page.
    Head,
    /// A group's whole frontmatter.
    All,
}

impl Part {
    /// The smallest part around the finding.
    fn of(context: &FixContext<'_>) -> Option<Self> {
        let facts = context.bank.file(context.path.as_str())?.facts()?;
        let front = facts.split().front?;
        front.close?;
        let at = context.finding.span.start;
        let head = |span: Span| Self {
            span,
            kind: Kind::Head,
        };
        let Some(group) = facts.as_group() else {
            return front.yaml.touches(at).then_some(head(front.yaml));
        };
        if let Some((_, placed)) = context.question() {
            return placed.question.error().map(|_| Self {
                span: placed.span(),
                kind: Kind::Question,
            });
        }
        // The keys above the list and those after it are read by themselves.
        let list = group.block()?;
        let span = if at < group.opening.start {
            Span::new(front.yaml.start, group.opening.start)
        } else {
            Span::new(list.end, front.yaml.end)
        };
        span.touches(at).then_some(head(span))
    }

    /// The whole frontmatter of a group.
    fn all(context: &FixContext<'_>) -> Option<Self> {
        let front = context.group()?.split.front?;
        front.close?;
        Some(Self {
            span: front.yaml,
            kind: Kind::All,
        })
    }

    fn is_whole_with(&self, context: &FixContext<'_>, edits: &[TextEdit]) -> bool {
        let text = context.text;
        if self.kind == Kind::All {
            return read_after(&context.bank.config().input(context.path, text), edits)
                .is_some_and(|facts| facts.as_group().is_some_and(is_whole));
        }
        let own: Vec<TextEdit> = edits
            .iter()
            .map(|edit| TextEdit {
                span: Span::new(
                    edit.span.start - self.span.start,
                    edit.span.end - self.span.start,
                ),
                text: edit.text.clone(),
            })
            .collect();
        let Ok(after) = text::apply(self.span.slice(text), &own) else {
            return false;
        };
        if self.kind == Kind::Question {
            let question = question::read(&after);
            return question.is_whole() && question.map().is_some();
        }
        let head = frontmatter::read(&after, 0);
        head.errors.is_empty() && !head.map.entries.is_empty()
    }
}

/// Whether all of a group's frontmatter is YAML, with questions in it.
fn is_whole(group: &Group) -> bool {
    let questions = &group.questions;
    group.head.errors.is_empty()
        && !questions.is_empty()
        && questions
            .iter()
            .all(|placed| placed.question.is_whole() && placed.question.is_map())
}

/// A text in quotes, where it is not YAML without them or breaks those that it has: at the error's line, or above it;
/// then all of them.
fn quotes(context: &FixContext<'_>, part: Span) -> Vec<Try> {
    let near = nearest_first(context, values::values(context.text, part));
    let intended: Vec<Vec<TextEdit>> = near
        .iter()
        .map(|value| value.in_quotes(context.text))
        .filter(|edits| !edits.is_empty())
        .collect();
    let one = intended.iter().flatten().map(|edit| Try {
        title: "Put the text in quotes",
        edits: vec![edit.clone()],
    });
    let mut tries: Vec<Try> = one.collect();
    if intended.len() > 1 {
        let mut edits: Vec<TextEdit> = intended.iter().map(|edits| edits[0].clone()).collect();
        edits.sort_by_key(|edit| edit.span);
        tries.push(Try {
            title: "Put the texts in quotes",
            edits,
        });
    }
    tries
}

/// The values by how near their line is above the error, those below it last.
fn nearest_first<'t>(context: &FixContext<'_>, mut values: Vec<Value<'t>>) -> Vec<Value<'t>> {
    let line = line_start(context.text, context.finding.span.start);
    let end = line_end(context.text, line);
    values.sort_by_key(|value| {
        let start = value.span.start;
        (start > end, line.abs_diff(start))
    });
    values
}

/// A quote that is never closed, closed at the end of its line.
fn closed_quote(context: &FixContext<'_>, part: Span) -> Vec<Try> {
    let near = nearest_first(context, values::values(context.text, part));
    let edits = near
        .iter()
        .filter_map(|value| value.closing_quote(context.text));
    let one = |edit| Try {
        title: "Close the quote",
        edits: vec![edit],
    };
    edits.map(one).collect()
}

/// Spaces in place of the tabs that lines begin with.
fn spaces(context: &FixContext<'_>, part: Span) -> Vec<Try> {
    let one = |edits| Try {
        title: "Replace the tabs of the indentation with spaces",
        edits,
    };
    let all = tabs::replaced(context.text, part).into_iter();
    all.map(one).collect()
}
