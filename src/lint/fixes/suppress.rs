//! Suppresses a finding by a comment, for its place or for its whole file.

use super::shared::markdown_source::MarkdownSource;
use crate::edit::{Edit, Planned};
use crate::facts::Facts;
use crate::facts::question::Answer;
use crate::lint::fix::{Fix, FixContext, FixProvider, Safety};
use crate::syntax::markdown::elements::{block_start, container};
use crate::syntax::suppression;
use crate::syntax::yaml::Style;
use crate::text::{Refusal, Span, TextEdit, line_break, line_end, line_start};
use trial::Trial;

/// A comment that allows the finding where it is, or one for the whole file.
pub const FIX: FixProvider = FixProvider {
    description: "Allow the finding with a comment, here or in the whole file",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let file = context.bank.file(context.path.as_str());
    if file.and_then(|file| file.facts()).is_none() {
        return Vec::new();
    }
    let code = context.finding.code;
    let place = match around(context) {
        Some(block) => format!("in this {block}"),
        None => "here".to_owned(),
    };
    vec![
        Fix::new(format!("Allow `{code}` {place}"), Safety::Suppresses, here),
        Fix::new(
            format!("Allow `{code}` in this file"),
            Safety::Suppresses,
            in_file,
        ),
    ]
}

/// The block of markdown that a comment above it covers, if that is more than the place of the finding: a list, a table.
fn around(context: &FixContext<'_>) -> Option<&'static str> {
    let at = context.finding.span.start;
    if let Some(front) = facts(context).ok()?.split().front
        && at < front.yaml.end
    {
        in_inline_answer(context)?;
    }
    let markdown = MarkdownSource::around(context)?;
    container(markdown.text, markdown.inside(at))
}

fn here(context: &FixContext<'_>) -> Planned {
    let facts = facts(context)?;
    let at = context.finding.span.start;
    let places = match facts.split().front {
        Some(front) if at < facts.body_start() => {
            if at < front.yaml.start {
                // The fence has no place for a comment.
                vec![line_above(context, front.yaml.start)]
            } else if let Some(place) = in_inline_answer(context) {
                vec![place]
            } else {
                in_yaml(context)
            }
        }
        _ => vec![above_block(context, facts.body_start())],
    };
    first_that_works(context, places)
}

fn in_file(context: &FixContext<'_>) -> Planned {
    let facts = facts(context)?;
    let (text, code) = (context.text, context.finding.code);
    let body = facts.body_start();
    let line_break = line_break(text);
    let (part, place) = match facts.split().front {
        Some(front) => {
            let comment = format!("# qmark: allow-file({code}){line_break}");
            (front.yaml, insert(front.yaml.start, comment))
        }
        None => {
            let gap = if text[body as usize..].trim().is_empty() {
                ""
            } else {
                line_break
            };
            let comment = format!("<!-- qmark: allow-file({code}) -->{line_break}{gap}");
            (Span::new(body, text.len() as u32), insert(body, comment))
        }
    };
    let further = further_code(context, part, true);
    first_that_works(context, further.into_iter().chain([place]).collect())
}

fn facts<'c>(context: &FixContext<'c>) -> Result<&'c Facts, Refusal> {
    let file = context.bank.file(context.path.as_str());
    let facts = file.and_then(|file| file.facts());
    facts
        .map(|facts| &**facts)
        .ok_or_else(|| Refusal::new("the file was not read"))
}

fn insert(at: u32, text: String) -> TextEdit {
    TextEdit {
        span: Span::at(at),
        text,
    }
}

/// The places for a comment in the line of the finding or above it, the best first.
fn in_yaml(context: &FixContext<'_>) -> Vec<TextEdit> {
    /// A line is not made longer than this.
    const WIDTH: usize = 100;
    let (text, at) = (context.text, context.finding.span.start);
    let start = line_start(text, at);
    let line = Span::new(start, line_end(text, at));
    let written = line.slice(text).trim_end();
    let at_end = insert(
        start + written.len() as u32,
        format!(" # qmark: allow({})", context.finding.code),
    );
    let above = start.checked_sub(1).map(|end| line_start(text, end));
    let above = above.map(|above| Span::new(above, start));
    let above = above.filter(|above| above.slice(text).trim_start().starts_with('#'));
    let further = further_code(context, line, false)
        .or_else(|| further_code(context, above.unwrap_or_default(), false));
    let long = written.chars().count() + at_end.text.chars().count() > WIDTH;
    let own_line = line_above(context, start);
    let mut places: Vec<_> = further.into_iter().collect();
    if long || written.contains(" #") {
        places.extend([own_line, at_end]);
    } else {
        places.extend([at_end, own_line]);
    }
    places
}

/// A comment line before the line that starts at `start`, as far to the right as that.
fn line_above(context: &FixContext<'_>, start: u32) -> TextEdit {
    let text = context.text;
    let line = &text[start as usize..];
    let indent = &line[..line.len() - line.trim_start_matches(' ').len()];
    let code = context.finding.code;
    insert(
        start,
        format!("{indent}# qmark: allow({code}){}", line_break(text)),
    )
}

/// The code added to a comment that is already in this part of the text.
fn further_code(context: &FixContext<'_>, part: Span, whole_file: bool) -> Option<TextEdit> {
    let end = suppression::end_of_codes(part.slice(context.text), whole_file)? as u32;
    Some(insert(
        part.start + end,
        format!(", {}", context.finding.code),
    ))
}

/// A comment above the block of markdown that the finding is in.
fn above_block(context: &FixContext<'_>, body: u32) -> TextEdit {
    let text = context.text;
    let at = context.finding.span.start.max(body) - body;
    let start = body + block_start(&text[body as usize..], at);
    html_above(context, start, "", body)
}

fn html_above(context: &FixContext<'_>, start: u32, indent: &str, first: u32) -> TextEdit {
    let text = context.text;
    let above = start.checked_sub(1).map_or(0, |end| line_start(text, end));
    let above = Span::new(above.max(first).min(start), start);
    further_code(context, above, false).unwrap_or_else(|| {
        let code = context.finding.code;
        insert(
            start,
            format!("{indent}<!-- qmark: allow({code}) -->{}", line_break(text)),
        )
    })
}

/// The place above a block of an answer that is written as a block of lines in the question.
fn in_inline_answer(context: &FixContext<'_>) -> Option<TextEdit> {
    let (text, at) = (context.text, context.finding.span.start);
    let (_, placed) = context.question()?;
    let scalar = placed.question.answer().and_then(Answer::scalar)?;
    let header = scalar.span.shift(placed.start).start;
    if scalar.style != Style::Block || at <= line_end(text, header) {
        return None;
    }
    let markdown = MarkdownSource::around(context)?;
    let block = markdown.outside(block_start(markdown.text, markdown.inside(at)));
    let start = line_start(text, block);
    let indent = Span::new(start, block).slice(text);
    Some(html_above(context, start, indent, line_end(text, header)))
}

/// The first of the changes that remove the finding and change nothing else.
fn first_that_works(context: &FixContext<'_>, places: Vec<TextEdit>) -> Planned {
    let trial = Trial::new(context);
    let mut works = places.into_iter().filter(|edit| trial.suppresses(edit));
    let edit = works.next().ok_or_else(|| {
        Refusal::new(
            "a comment cannot be written here; allow the rule in the whole file, or turn it off",
        )
    })?;
    Ok(Edit::texts(context.path, [edit]))
}

#[cfg(test)]
mod tests;
mod trial;
