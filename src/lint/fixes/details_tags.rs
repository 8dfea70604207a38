//! Closes, opens and removes `<details>` of which one tag is missing.

use super::shared::document::document;
use super::shared::markdown_source::{MarkdownSource, indent_below};
use crate::edit::one_question::{self, same_but_answer};
use crate::edit::{Edit, Planned};
use crate::facts::questions::Placed;
use crate::lint::fix::{Fix, FixContext, FixProvider, Safety};
use crate::shape::write::Closing;
use crate::syntax::markdown::body;
use crate::text::{Refusal, Span, TextEdit, line_break, line_end, line_start, next_line};

/// The end of the element, where the answer or the question that it folds ends.
pub const CLOSE: FixProvider = FixProvider {
    description: "Close the `<details>` where the answer ends, as the other questions close theirs",
    fixes: close,
};

fn close(context: &FixContext<'_>) -> Vec<Fix> {
    if document(context).is_some() {
        let Some(Ok(found)) = closing(context) else {
            return Vec::new();
        };
        let safety = match found.is_certain {
            true => Safety::Safe,
            false => Safety::Unsafe,
        };
        let fix = Fix::new(
            "Close the `<details>` where the answer ends",
            safety,
            |context| {
                let closing = closing(context).ok_or_else(gone)??;
                let edits = vec![closing.edit];
                changed(context, closing.question, edits)
            },
        );
        return vec![fix.preferred()];
    }
    match at_end(context) {
        Some(_) => {
            let fix = Fix::guess("Close the `<details>` at the end", |context| {
                let edit = at_end(context).ok_or_else(gone)?;
                Ok(Edit::texts(context.path, [edit]))
            });
            vec![fix.preferred()]
        }
        None => Vec::new(),
    }
}

fn closing(context: &FixContext<'_>) -> Option<Result<Closing, Refusal>> {
    let (list, repair) = document(context)?;
    Some((repair.close_details)(&list, context.finding.span))
}

/// The end of an element of an answer in a file of its own, or in a value of several lines: where that ends.
fn at_end(context: &FixContext<'_>) -> Option<TextEdit> {
    let markdown = MarkdownSource::around(context)?;
    let (whole, tag) = (context.text, context.finding.span);
    let end = markdown.text.trim_end().len() as u32;
    let at = markdown.outside(end);
    // A value of one line has no room for a second one.
    if line_start(whole, tag.start) == line_start(whole, at) && tag.end != at {
        return None;
    }
    let (line_break, indent) = (line_break(whole), indent_below(whole, tag.start));
    // With the indentation that it has in the markdown: after a list, it may be code.
    let inside = indent_below(markdown.text, markdown.inside(tag.start));
    let written = format!("{}\n\n{inside}</details>", &markdown.text[..end as usize]);
    let (before, after) = (body::read(markdown.text), body::read(&written));
    let is_closed = after.open_details().len() + 1 == before.open_details().len()
        && after.open_fences().len() == before.open_fences().len();
    is_closed.then(|| TextEdit {
        span: Span::at(line_end(whole, at)),
        text: format!("{line_break}{line_break}{indent}</details>"),
    })
}

/// Without the tag, what it folds is shown.
pub const UNFOLD: FixProvider = FixProvider {
    description: "Remove the `<details>`, so that what it folds is shown",
    fixes: unfold,
};

fn unfold(context: &FixContext<'_>) -> Vec<Fix> {
    let tag = context.finding.span;
    let Some((index, placed)) = of_document(context) else {
        return Vec::new();
    };
    // The summary can be the question itself.
    if placed.text().is_none_or(|asked| tag.start < asked.span.end) {
        return Vec::new();
    }
    let fix = Fix::guess("Remove the `<details>`", move |context| {
        let edits = without_tags(context.text, context.finding.span);
        changed(context, index, edits)
    });
    vec![fix]
}

/// The edits that remove an opening tag, and the tags of its summary. The text of the summary stays.
fn without_tags(text: &str, tag: Span) -> Vec<TextEdit> {
    let rest = &text[tag.end as usize..];
    let lead = rest.len() - rest.trim_start().len();
    let summary = &rest[lead..];
    let mut tags = vec![tag];
    if summary.starts_with("<summary")
        && let Some(open) = summary.find('>')
        && let Some(close) = summary.find("</summary>")
    {
        let at = |offset: usize| tag.end + (lead + offset) as u32;
        tags.push(Span::new(at(0), at(open + 1)));
        tags.push(Span::new(at(close), at(close + "</summary>".len())));
    }
    tags.into_iter()
        .map(|tag| TextEdit {
            span: with_empty_line(text, tag),
            text: String::new(),
        })
        .collect()
}

/// The span of a tag; with its line, if that has nothing else.
fn with_empty_line(text: &str, tag: Span) -> Span {
    let line = Span::new(line_start(text, tag.start), line_end(text, tag.end));
    match line.slice(text).trim() == tag.slice(text) {
        true => Span::new(line.start, next_line(text, line.end)),
        false => tag,
    }
}

/// The start of the element, where the answer starts.
pub const FOLD: FixProvider = FixProvider {
    description: "Fold the answer that the tag ends, as the other questions fold theirs",
    fixes: fold,
};

fn fold(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((index, _)) = of_document(context) else {
        return Vec::new();
    };
    let opened = move |context: &FixContext<'_>| {
        let (list, repair) = document(context)?;
        Some((repair.open_details)(&list, index))
    };
    if !matches!(opened(context), Some(Ok(_))) {
        return Vec::new();
    }
    let fix = Fix::guess("Fold the answer", move |context| {
        let edit = opened(context).ok_or_else(gone)??;
        changed(context, index, vec![edit])
    });
    vec![fix.preferred()]
}

/// Without the tag, which closes nothing.
pub const REMOVE_END: FixProvider = FixProvider {
    description: "Remove the `</details>`",
    fixes: remove_end,
};

fn remove_end(context: &FixContext<'_>) -> Vec<Fix> {
    let (text, tag) = (context.text, context.finding.span);
    let file = context.bank.file(context.path.as_str());
    let body = file
        .and_then(|file| file.facts())
        .map(|facts| facts.body_start());
    if body.is_none_or(|body| tag.start < body) {
        return Vec::new();
    }
    // The second of two ends of one element.
    let above = text[..tag.start as usize].trim_end();
    let safety = match above.ends_with("</details>") {
        true => Safety::Safe,
        false => Safety::Unsafe,
    };
    let fix = Fix::new("Remove the `</details>`", safety, |context| {
        let (text, tag) = (context.text, context.finding.span);
        let line = Span::new(line_start(text, tag.start), line_end(text, tag.end));
        let span = match line.slice(text).trim() == tag.slice(text) {
            // The blank lines before it go with it; at the start of the file, those after it.
            true => match text[..line.start as usize].trim_end().len() as u32 {
                0 => {
                    let after = &text[line.end as usize..];
                    let blank = after.len() - after.trim_start_matches(['\n', '\r']).len();
                    Span::new(line.start, line.end + blank as u32)
                }
                above => Span::new(above, line.end),
            },
            false => tag,
        };
        let edits = vec![TextEdit {
            span,
            text: String::new(),
        }];
        match of_document(context) {
            Some((index, _)) => changed(context, index, edits),
            None => Ok(Edit::texts(context.path, edits)),
        }
    });
    vec![fix]
}

/// The question of a document that the finding is in.
fn of_document<'c>(context: &FixContext<'c>) -> Option<(usize, Placed<'c>)> {
    document(context)?;
    context.question()
}

fn gone() -> Refusal {
    Refusal::new("the element no longer exists")
}

/// The change of a question after which it says the same.
fn changed(context: &FixContext<'_>, index: usize, edits: Vec<TextEdit>) -> Planned {
    one_question::change(
        context.bank,
        context.path,
        context.text,
        index,
        edits,
        &same_but_answer,
    )
}

#[cfg(test)]
mod tests;
