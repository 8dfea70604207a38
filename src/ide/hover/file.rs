//! Hover for files: the content and who refers to it.

use crate::bank::resolve::{Symbol, Use, answer_of, symbol_at, targets_of, uses_of};
use crate::bank::{Bank, BankPath, File, QuestionRef};
use crate::facts::question::Answer;
use crate::facts::questions::Placed;
use crate::ide::Sources;
use crate::ide::markdown::{code, escape, opening, quote, without_indent, words};
use crate::syntax::markdown::body;
use crate::text::{Span, line_start};

/// How many referring files are listed by name; the others are counted.
const USERS: usize = 5;

/// The file that `symbol`, found at `from`, refers to: its name and length, its opening lines, and what else refers to
/// it.
pub fn about(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    symbol: &Symbol,
    from: (&BankPath, u32),
) -> Option<String> {
    let file = bank.file(path.as_str())?;
    let text = sources(path);
    let mut parts = vec![title(file)];
    if let (Some(text), Some(facts)) = (&text, file.facts()) {
        let start = match symbol {
            Symbol::Link {
                anchor: Some(_), ..
            } => heading_line(bank, symbol, text),
            _ => None,
        };
        let start = start.unwrap_or(facts.body_start());
        let opening = opening(Span::new(start, (text.len() as u32).max(start)).slice(text));
        parts.extend((!opening.is_empty()).then(|| quote(&opening)));
    }
    let users = uses_of(bank, &Symbol::File(path.clone())).into_iter();
    let others = users.filter(|found| !is_own(bank, found, symbol, from));
    parts.extend(list("Also used by", &describe(bank, others)));
    Some(parts.join("\n\n"))
}

/// The answer, if it is in the file of its question.
pub fn answer_here(bank: &Bank, sources: Sources<'_>, at: &QuestionRef) -> Option<String> {
    let (placed, answer) = answer_of(bank, at)?;
    let shown = |text: &str, length: u32| {
        let length = words(length);
        let shown = format!("**Answer** · {length}\n\n{}", quote(&opening(text)));
        shown.trim_end().to_owned()
    };
    match answer {
        Answer::File(_) => None,
        Answer::Inline(text) => Some(shown(text.text, body::words(text.text))),
        Answer::Below(below) => {
            let source = sources(&at.group);
            let source = source.as_ref().map_or("", |text| text.as_str());
            let lines = below.span.shift(placed.start);
            Some(shown(&without_indent(lines.slice(source)), below.words))
        }
    }
}

/// What refers to the file, for a hover on its first line; `None` for a file that nothing refers to and that needs no
/// reference.
pub fn users_of(bank: &Bank, path: &BankPath) -> Option<String> {
    let symbol = Symbol::File(path.clone());
    let users = describe(bank, uses_of(bank, &symbol));
    if users.is_empty() && !bank.is_answer(path) {
        return None;
    }
    let mut text = title(bank.file(path.as_str())?);
    text += "\n\n";
    text += &list("Used by", &users).unwrap_or_else(|| "Not used".to_owned());
    Some(text)
}

/// What refers to a heading; `None` if nothing does.
pub fn users_of_heading(bank: &Bank, symbol: &Symbol) -> Option<String> {
    list("Linked from", &describe(bank, uses_of(bank, symbol)))
}

/// The file's name and length; for an author or a guide, its title.
fn title(file: &File) -> String {
    let mut parts = vec![format!("**{}**", code(file.path.as_str()))];
    if let Some(facts) = file.facts() {
        let called = ["name", "title"]
            .into_iter()
            .find_map(|key| facts.head()?.map.string(key));
        parts.extend(called.map(|name| escape(&name.text)));
        parts.push(words(facts.body().words));
    }
    parts.join(" · ")
}

/// The line of the heading that a link refers to.
fn heading_line(bank: &Bank, symbol: &Symbol, text: &str) -> Option<u32> {
    let file = match symbol {
        Symbol::Link {
            file: Some(file),
            anchor: Some(anchor),
        } => Symbol::Heading {
            file: file.clone(),
            anchor: anchor.clone(),
        },
        _ => return None,
    };
    let heading = targets_of(bank, &file).first()?.name.start;
    Some(line_start(text, heading))
}

/// Whether the use is the one that was asked about: the place itself, or the answer of the question there.
fn is_own(bank: &Bank, found: &Use, symbol: &Symbol, from: (&BankPath, u32)) -> bool {
    let (path, offset) = from;
    let answer = || match symbol {
        Symbol::Question(at) => answer_of(bank, at),
        _ => None,
    };
    let place = |(placed, answer): (Placed<'_>, Answer<'_>)| {
        Some(answer.scalar()?.inner().shift(placed.start))
    };
    found.path == *path
        && (found.span.touches(offset) || answer().and_then(place) == Some(found.span))
}

/// The users as text, each once.
fn describe(bank: &Bank, uses: impl IntoIterator<Item = Use>) -> Vec<String> {
    let mut users: Vec<String> = Vec::new();
    for found in uses {
        let here = symbol_at(bank, &found.path, found.span.start);
        let user = here.map(|here| describe_one(bank, &found.path, &here.symbol));
        users.extend(user.filter(|user| users.last() != Some(user)));
    }
    users
}

fn describe_one(bank: &Bank, path: &BankPath, symbol: &Symbol) -> String {
    let file = code(path.as_str());
    match symbol {
        Symbol::AnswerRef(at) => {
            let placed = bank
                .group(path.as_str())
                .and_then(|group| group.questions.get(at.index));
            match placed.and_then(|placed| placed.question.text()) {
                Some(text) => format!("“{}” in {file}", escape(text.text)),
                None => format!("question {} of {file}", at.index + 1),
            }
        }
        Symbol::Ending(_) => format!("{file}, as its ending"),
        Symbol::Author(_) => format!("{file}, as its author"),
        Symbol::Guide(_) => format!("{file}, as its related guide"),
        _ => format!("a link in {file}"),
    }
}

/// A heading and the first of `users`; `None` if there are none.
fn list(heading: &str, users: &[String]) -> Option<String> {
    let mut lines: Vec<String> = users
        .iter()
        .take(USERS)
        .map(|user| format!("- {user}"))
        .collect();
    if users.len() > USERS {
        lines.push(format!("- and {} more", users.len() - USERS));
    }
    (!lines.is_empty()).then(|| format!("{heading}\n\n{}", lines.join("\n")))
}
