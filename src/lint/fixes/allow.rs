//! Silences a finding by a comment: at its place, or in its whole file.

use std::collections::BTreeMap;

use super::markdown::Markdown;
use crate::bank::File;
use crate::edit::{Edit, Planned, Refusal, line_break, line_end, line_start};
use crate::lint::engine::of_file;
use crate::lint::fix::{Fix, FixContext, Mend, Safety};
use crate::lint::mend::changed_file;
use crate::syntax::Facts;
use crate::syntax::allow;
use crate::syntax::elements::block_start;
use crate::syntax::question::{Answer, Question, each_scalar};
use crate::syntax::yaml::{Scalar, Style};
use crate::text::{self, Span, TextEdit};

/// A comment that allows the finding where it is, or one for the whole file.
pub const MEND: Mend = Mend {
    does: "Allow it by a comment, here or in the whole file",
    offer: mend,
};

fn mend(context: &FixContext<'_>) -> Vec<Fix> {
    let file = context.bank.file(context.path.as_str());
    if file.and_then(|file| file.facts()).is_none() {
        return Vec::new();
    }
    let code = context.finding.code;
    vec![
        Fix::new(format!("Allow `{code}` here"), Safety::Silences, here),
        Fix::new(
            format!("Allow `{code}` in this file"),
            Safety::Silences,
            in_file,
        ),
    ]
}

fn here(context: &FixContext<'_>) -> Planned {
    let facts = facts(context)?;
    let at = context.finding.span.start;
    let places = match facts.split().front {
        Some(front) if at < facts.body_start() => {
            if at < front.yaml.start {
                // No comment can stand in the fence.
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
    let behind = insert(
        start + written.len() as u32,
        format!(" # qmark: allow({})", context.finding.code),
    );
    let above = start.checked_sub(1).map(|end| line_start(text, end));
    let above = above.map(|above| Span::new(above, start));
    let above = above.filter(|above| above.slice(text).trim_start().starts_with('#'));
    let further = further_code(context, line, false)
        .or_else(|| further_code(context, above.unwrap_or_default(), false));
    let long = written.chars().count() + behind.text.chars().count() > WIDTH;
    let own_line = line_above(context, start);
    let mut places: Vec<_> = further.into_iter().collect();
    if long || written.contains(" #") {
        places.extend([own_line, behind]);
    } else {
        places.extend([behind, own_line]);
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

/// The code added to a comment that already stands in this part of the text.
fn further_code(context: &FixContext<'_>, part: Span, whole_file: bool) -> Option<TextEdit> {
    let end = allow::end_of_codes(part.slice(context.text), whole_file)? as u32;
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
    let scalar = placed.question.answer().map(Answer::scalar)?;
    let header = scalar.span.shift(placed.start).start;
    if scalar.style != Style::Block || at <= line_end(text, header) {
        return None;
    }
    let markdown = Markdown::around(context)?;
    let block = markdown.outside(block_start(markdown.text, markdown.inside(at)));
    let start = line_start(text, block);
    let indent = Span::new(start, block).slice(text);
    Some(html_above(context, start, indent, line_end(text, header)))
}

/// The first of the changes after which the finding is gone and nothing else is another.
fn first_that_works(context: &FixContext<'_>, places: Vec<TextEdit>) -> Planned {
    let mut works = places.into_iter().filter(|edit| silences(context, edit));
    let edit = works.next().ok_or_else(|| {
        Refusal::new("no comment can stand here; allow it in the whole file, or turn the rule off")
    })?;
    Ok(Edit::texts(context.path, [edit]))
}

/// Whether the change takes the finding away and says the same to readers.
fn silences(context: &FixContext<'_>, edit: &TextEdit) -> bool {
    let Ok(after) = text::apply(context.text, std::slice::from_ref(edit)) else {
        return false;
    };
    let mut bank = context.bank.clone();
    bank.apply([changed_file(context.path, Some(&after))]);
    let (Some(old), Some(new)) = (
        context.bank.file(context.path.as_str()),
        bank.file(context.path.as_str()),
    ) else {
        return false;
    };
    if said(old) != said(new) {
        return false;
    }
    let code = context.finding.code;
    let before = of_file(context.bank, context.path);
    let found = of_file(&bank, context.path);
    let count = |list: &[crate::lint::Finding], own: bool| {
        let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
        for finding in list.iter().filter(|finding| (finding.code == code) == own) {
            let key = (finding.code, finding.message.clone());
            *counts.entry(key).or_default() += 1;
        }
        counts
    };
    let others_stay = count(&before, false) == count(&found, false);
    // Where something is broken, another line may be told of now.
    let held = count(&before, true);
    let less = |(key, count): &(_, usize)| held.get(key).is_some_and(|held| count <= held);
    let nothing_new = count(&found, true).into_iter().all(|pair| less(&pair));
    let (at, added) = (context.finding.span.start, edit.text.len() as u32);
    let moved = if at >= edit.span.end { at + added } else { at };
    let gone = !found.iter().any(|finding| {
        finding.code == code
            && finding.span.start == moved
            && finding.message == context.finding.message
    });
    others_stay && nothing_new && found.len() < before.len() && gone
}

/// What a file says to its readers, without places.
fn said(file: &File) -> Vec<String> {
    let mut said = Vec::new();
    let Some(facts) = file.facts() else {
        return said;
    };
    let mut add = |scalar: &Scalar| said.push(scalar.text.to_string());
    for entry in facts.head().iter().flat_map(|head| &head.map.entries) {
        add(&entry.key);
        each_scalar(&entry.value, &mut |scalar| add(scalar));
    }
    let questions = file.group().into_iter().flat_map(|group| &group.questions);
    for placed in questions {
        let question: &Question = placed.question;
        let inline = question.inline().map(|body| body.words);
        each_scalar(&question.node, &mut |scalar| match inline {
            // The comment is part of an inline answer's value, but none of what is read.
            Some(words) if Some(scalar) == question.answer().map(Answer::scalar) => {
                said.push(words.to_string());
            }
            _ => said.push(scalar.text.to_string()),
        });
        said.push(question.is_whole().to_string());
    }
    let body = facts.body();
    said.push(body.words.to_string());
    said.push(body.open_fences().len().to_string());
    said.extend(body.headings().map(|heading| heading.anchor.to_owned()));
    said.extend(body.links().map(|link| link.path.to_owned()));
    said
}

#[cfg(test)]
mod tests;
