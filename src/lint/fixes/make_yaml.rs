//! Mends YAML that does not parse, where one small change makes it parse.

use crate::edit::{Edit, Planned, Refusal, line_end, line_start};
use crate::lint::fix::{Fix, FixContext, Mend};
use crate::syntax::quote::{is_plain, quoted};
use crate::syntax::yaml::Style;
use crate::syntax::{head, question};
use crate::text::{self, Span, TextEdit};

/// A change that may help, and its name.
struct Try {
    title: &'static str,
    edits: Vec<TextEdit>,
}

/// The first change that makes the broken part whole, tried on that part alone.
pub const MEND: Mend = Mend {
    does: "Put texts in quotes, close a quote, or write blanks for tabs, where that makes it YAML",
    offer: mend,
};

fn mend(context: &FixContext<'_>) -> Vec<Fix> {
    let Some(found) = found(context) else {
        return Vec::new();
    };
    vec![Fix::guess(found.title, make).preferred()]
}

fn make(context: &FixContext<'_>) -> Planned {
    let found = found(context);
    let found = found.ok_or_else(|| Refusal::new("the broken place is not there any more"))?;
    Ok(Edit::texts(context.path, found.edits))
}

fn found(context: &FixContext<'_>) -> Option<Try> {
    let part = Part::of(context)?;
    let tries = [quotes, closed_quote, blanks];
    let mut tries = tries.iter().flat_map(|tries| tries(context, part.span));
    tries.find(|it| part.is_whole_with(context.text, &it.edits))
}

/// The part of the file that does not parse.
struct Part {
    span: Span,
    is_question: bool,
}

impl Part {
    fn of(context: &FixContext<'_>) -> Option<Self> {
        let group = context.group()?;
        let front = group.split.front?;
        front.close?;
        if let Some((_, placed)) = context.question() {
            return placed.question.error().map(|_| Self {
                span: placed.span(),
                is_question: true,
            });
        }
        // What stands above the list and what stands behind it are read by themselves.
        let list = group.list?;
        let at = context.finding.span.start;
        let span = if at < group.key.start {
            Span::new(front.yaml.start, group.key.start)
        } else {
            Span::new(list.end, front.yaml.end)
        };
        span.touches(at).then_some(Self {
            span,
            is_question: false,
        })
    }

    fn is_whole_with(&self, text: &str, edits: &[TextEdit]) -> bool {
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
        if self.is_question {
            let question = question::read(&after);
            return question.is_whole() && question.map().is_some();
        }
        let head = head::read(&after, 0);
        head.errors.is_empty() && !head.map.entries.is_empty()
    }
}

/// A line that may be `key: value` or `- value`: where its value stands.
fn values(text: &str, part: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = part.start;
    while start < part.end {
        let end = line_end(text, start).min(part.end);
        let line = Span::new(start, end).slice(text);
        let content = line.trim_start_matches([' ', '\t', '-']);
        let name = content.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')));
        let value = match name {
            Some(at) if at > 0 && content[at..].starts_with(": ") => content[at + 2..].trim(),
            _ if line.trim_start().starts_with("- ") => content.trim(),
            _ => "",
        };
        if !value.is_empty() {
            let from = start + (line.rfind(value).unwrap_or(0)) as u32;
            found.push(Span::new(from, from + value.len() as u32));
        }
        let next = crate::edit::next_line(text, end);
        if next <= start {
            break;
        }
        start = next;
    }
    found
}

/// A value in quotes that holds what YAML takes for its own: at the error's line, or above it; then all of them.
fn quotes(context: &FixContext<'_>, part: Span) -> Vec<Try> {
    let text = context.text;
    let needs = |value: &Span| {
        let written = value.slice(text);
        !written.starts_with(['\'', '"', '[', '{', '|', '>', '&', '#'])
            && !is_plain(written, false)
            && (written.contains(": ")
                || written.ends_with(':')
                || !written.starts_with(|c: char| c.is_alphanumeric()))
            && !written.contains(" #")
    };
    let all: Vec<Span> = values(text, part).into_iter().filter(needs).collect();
    let edit = |value: &Span| TextEdit {
        span: *value,
        text: quoted(value.slice(text), Style::Single, true),
    };
    let near = nearest_first(context, &all);
    let title = "Put the text in quotes";
    let mut tries: Vec<Try> = near
        .iter()
        .map(|value| Try {
            title,
            edits: vec![edit(value)],
        })
        .collect();
    if all.len() > 1 {
        tries.push(Try {
            title: "Put the texts in quotes",
            edits: all.iter().map(edit).collect(),
        });
    }
    tries
}

/// The values by how near their line is above the error, those below it last.
fn nearest_first(context: &FixContext<'_>, values: &[Span]) -> Vec<Span> {
    let line = line_start(context.text, context.finding.span.start);
    let mut values = values.to_vec();
    values.sort_by_key(|value| {
        (
            value.start > line_end(context.text, line),
            line.abs_diff(value.start),
        )
    });
    values
}

/// A quote that is never closed, closed at the end of its line.
fn closed_quote(context: &FixContext<'_>, part: Span) -> Vec<Try> {
    let text = context.text;
    let open = |value: &Span| {
        let written = value.slice(text);
        let quote = written.chars().next().filter(|c| matches!(c, '\'' | '"'));
        quote
            .is_some_and(|quote| !written[1..].ends_with(quote))
            .then_some(*value)
    };
    let all: Vec<Span> = values(text, part).iter().filter_map(open).collect();
    let near = nearest_first(context, &all);
    near.iter()
        .map(|value| Try {
            title: "Close the quote",
            edits: vec![TextEdit {
                span: Span::at(value.end),
                text: value.slice(text)[..1].to_owned(),
            }],
        })
        .collect()
}

/// Blanks in place of the tabs that lines begin with.
fn blanks(context: &FixContext<'_>, part: Span) -> Vec<Try> {
    let text = context.text;
    let mut edits = Vec::new();
    let mut start = part.start;
    while start < part.end {
        let end = line_end(text, start);
        let line = Span::new(start, end).slice(text);
        let lead = &line[..line.len() - line.trim_start_matches([' ', '\t', '-']).len()];
        if lead.contains('\t') {
            edits.push(TextEdit {
                span: Span::new(start, start + lead.len() as u32),
                text: without_tabs(lead),
            });
        }
        start = crate::edit::next_line(text, end);
        if start <= end {
            break;
        }
    }
    if edits.is_empty() {
        return Vec::new();
    }
    vec![Try {
        title: "Indent with blanks in place of tabs",
        edits,
    }]
}

/// A tab behind a hyphen is one blank, any other two.
fn without_tabs(lead: &str) -> String {
    let mut out = String::new();
    for c in lead.chars() {
        match c {
            '\t' if out.ends_with('-') => out.push(' '),
            '\t' => out.push_str("  "),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, titles};

    #[track_caller]
    fn yaml(title: &str, before: &str, after: &str) {
        for line_break in ["\n", "␍\n"] {
            let bank = |yaml: &str| {
                let text = format!("---\n{yaml}---\n").replace('\n', line_break);
                format!("//- /a/a.md\n{text}")
            };
            check("invalid-yaml", title, &bank(before), &bank(after));
        }
    }

    #[test]
    fn a_text_in_quotes() {
        let title = "Put the text in quotes";
        yaml(
            title,
            "questions:\n  - question: Channels: what's 😀?\n    answer: A.\n",
            "questions:\n  - question: 'Channels: what''s 😀?'\n    answer: A.\n",
        );
        yaml(
            title,
            "questions:\n  - question: `x` is?\n    topics:\n      - x\n",
            "questions:\n  - question: '`x` is?'\n    topics:\n      - x\n",
        );
        yaml(
            title,
            "questions:\n  - topics:\n      - @types\n    question: Q?\n",
            "questions:\n  - topics:\n      - '@types'\n    question: Q?\n",
        );
        yaml(
            title,
            "title: Go: questions\norder: 1\nquestions: \n  - question: Q?\n",
            "title: 'Go: questions'\norder: 1\nquestions: \n  - question: Q?\n",
        );
        yaml(
            "Put the texts in quotes",
            "questions:\n  - question: A: b\n    answer: C: d\n",
            "questions:\n  - question: 'A: b'\n    answer: 'C: d'\n",
        );
    }

    #[test]
    fn a_quote_that_is_open() {
        yaml(
            "Close the quote",
            "questions:\n  - question: 'Why?\n    answer: A.\n",
            "questions:\n  - question: 'Why?'\n    answer: A.\n",
        );
    }

    #[test]
    fn tabs() {
        yaml(
            "Indent with blanks in place of tabs",
            "questions:\n  - question: Q?\n\t\tanswer: A.\n",
            "questions:\n  - question: Q?\n    answer: A.\n",
        );
    }

    #[test]
    fn what_is_not_obvious_is_left() {
        let bank = "//- /a/a.md\n---\nquestions:\n  - question: Q?\n    topics: [x\n---\n";
        assert!(titles("invalid-yaml", bank).is_empty());
    }
}
