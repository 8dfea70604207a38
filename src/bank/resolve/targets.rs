//! Where a symbol is defined.

use super::Symbol;
use super::contents::contents_entry;
use super::navigation_target::NavigationTarget;
use super::options::{options_key, right_options};
use crate::bank::{AnswerTarget, Bank, BankPath, QuestionRef};
use crate::facts::question::{Answer, names_a_file};
use crate::facts::questions::Placed;
use crate::syntax::yaml::Scalar;
use crate::text::Span;

/// Where `symbol` is defined, by path; empty for a missing file, for a folder, and for symbols without one definition,
/// such as topics.
pub fn targets_of(bank: &Bank, symbol: &Symbol) -> Vec<NavigationTarget> {
    let found = match symbol {
        Symbol::Question(at) => match answer_place(bank, at) {
            None => return without_answer(bank, at),
            found => found,
        },
        Symbol::AnswerRef(at) | Symbol::InlineAnswer(at) => answer_place(bank, at),
        Symbol::Number(at) => in_contents(bank, at).or_else(|| answer_place(bank, at)),
        Symbol::Choice(at, _) => options_key(bank, at),
        Symbol::OptionsKey(at) => return right_options(bank, at),
        Symbol::File(_) | Symbol::Author(_) | Symbol::Guide(_) | Symbol::Ending(_) => {
            file_of(bank, symbol).and_then(|file| top(bank, &file))
        }
        Symbol::Link { file, anchor } => {
            let file = file.as_ref().and_then(|file| there(bank, file));
            file.and_then(|file| {
                heading(bank, &file, anchor.as_deref()).or_else(|| top(bank, &file))
            })
        }
        Symbol::Heading { file, anchor } => heading(bank, file, Some(anchor)),
        Symbol::Topic(_) | Symbol::Level(_) | Symbol::Key(_) => None,
    };
    found.into_iter().collect()
}

/// The file that a symbol refers to, if it exists: of a question, the answer's file. A name in another case refers to the
/// existing file.
pub fn file_of(bank: &Bank, symbol: &Symbol) -> Option<BankPath> {
    match symbol {
        Symbol::Question(at) | Symbol::Number(at) | Symbol::AnswerRef(at) => {
            match answer_of(bank, at)?.1 {
                Answer::File(name) => named_file(bank, &at.group, name.text),
                Answer::Inline(_) | Answer::Below(_) => None,
            }
        }
        Symbol::Ending(group) => named_file(bank, group, &ending_of(bank, group)?.text),
        Symbol::Author(id) => bank.author(id).cloned(),
        Symbol::Guide(id) => bank.guide(id).cloned(),
        Symbol::File(file) | Symbol::Heading { file, .. } => there(bank, file),
        Symbol::Link { file, .. } => there(bank, file.as_ref()?),
        Symbol::InlineAnswer(_)
        | Symbol::Choice(..)
        | Symbol::OptionsKey(_)
        | Symbol::Topic(_)
        | Symbol::Level(_)
        | Symbol::Key(_) => None,
    }
}

/// The question's answer, with where its question starts in the file.
pub fn answer_of<'b>(bank: &'b Bank, at: &QuestionRef) -> Option<(Placed<'b>, Answer<'b>)> {
    let placed = bank.group(at.group.as_str())?.questions.get(at.index)?;
    Some((placed, placed.question.answer()?))
}

/// The symbol that links lead to: a question that is a heading as that heading, any other symbol as it is.
pub fn linked(bank: &Bank, symbol: Symbol) -> Symbol {
    let heading = |at: &QuestionRef| bank.group(at.group.as_str())?.heading_of(at.index);
    match &symbol {
        Symbol::Question(at) | Symbol::Number(at) => match heading(at) {
            Some(heading) => Symbol::Heading {
                file: at.group.clone(),
                anchor: heading.anchor.into(),
            },
            None => symbol,
        },
        _ => symbol,
    }
}

/// The group's `ending`, when it names a file.
pub(super) fn ending_of<'b>(bank: &'b Bank, group: &BankPath) -> Option<&'b Scalar> {
    let ending = bank.group(group.as_str())?.head.map.string("ending")?;
    names_a_file(&ending.text).then_some(ending)
}

/// The file that an `answer` or `ending` of the group names, if it is there.
fn named_file(bank: &Bank, group: &BankPath, name: &str) -> Option<BankPath> {
    match bank.answer_target(group, name) {
        AnswerTarget::Found(file) | AnswerTarget::Outside(Some(file)) => Some(file.path.clone()),
        AnswerTarget::OtherCase(path) => Some(path),
        AnswerTarget::Missing(_) | AnswerTarget::Outside(None) => None,
    }
}

/// The file at `path`, or the one whose path differs in case only.
fn there(bank: &Bank, path: &BankPath) -> Option<BankPath> {
    match bank.file(path.as_str()) {
        Some(file) => Some(file.path.clone()),
        None => bank.other_case(path),
    }
}

/// Where a question without a text as its answer leads: to the right options, which are an answer too; else to its entry in
/// the table of contents.
fn without_answer(bank: &Bank, at: &QuestionRef) -> Vec<NavigationTarget> {
    let right = right_options(bank, at);
    match right.is_empty() {
        true => in_contents(bank, at).into_iter().collect(),
        false => right,
    }
}

/// The entry of a question in the table of contents.
fn in_contents(bank: &Bank, at: &QuestionRef) -> Option<NavigationTarget> {
    let span = contents_entry(bank, at)?;
    Some(NavigationTarget {
        path: at.group.clone(),
        full: span,
        name: span,
    })
}

fn answer_place(bank: &Bank, at: &QuestionRef) -> Option<NavigationTarget> {
    let (placed, answer) = answer_of(bank, at)?;
    match answer {
        Answer::File(name) => top(bank, &named_file(bank, &at.group, name.text)?),
        Answer::Inline(text) => {
            let map = placed.question.map();
            let key = map.as_ref().and_then(|map| map.get("answer"));
            let full = key.map_or(text.span, |entry| entry.key.span.cover(text.span));
            Some(NavigationTarget {
                path: at.group.clone(),
                full: full.shift(placed.start),
                name: text.inner().shift(placed.start),
            })
        }
        Answer::Below(below) => {
            let full = below.span.shift(placed.start);
            Some(NavigationTarget {
                path: at.group.clone(),
                full,
                name: Span::at(full.start),
            })
        }
    }
}

/// The first line of a file that is there.
fn top(bank: &Bank, path: &BankPath) -> Option<NavigationTarget> {
    let file = bank.file(path.as_str())?;
    let line = file.facts().map_or(Span::default(), |facts| {
        let split = facts.split();
        match split.front {
            Some(front) => front.open,
            None => facts.body().first_line.shift(split.body),
        }
    });
    Some(NavigationTarget {
        path: path.clone(),
        full: line,
        name: line,
    })
}

/// The heading of `anchor`, else the element with that id: the heading that it is in, if it is in one.
fn heading(bank: &Bank, path: &BankPath, anchor: Option<&str>) -> Option<NavigationTarget> {
    let facts = bank.file(path.as_str())?.facts()?;
    let (body, anchor) = (facts.body(), anchor?);
    let mut headings = body.headings();
    let element = || {
        let id = body.ids().iter().find(|id| *id.name == *anchor)?;
        let around = body.heading_around(id.span);
        Some(around.map_or(id.span, |heading| heading.span))
    };
    let heading = headings.find(|heading| heading.anchor == anchor);
    let span = heading.map_or_else(element, |heading| Some(heading.span))?;
    let span = span.shift(facts.body_start());
    Some(NavigationTarget {
        path: path.clone(),
        full: span,
        name: span,
    })
}
