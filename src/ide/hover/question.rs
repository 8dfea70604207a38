//! Hover for questions, their options, and the first line of a file with questions.

use super::file;
use crate::bank::resolve::{Symbol, file_of, linked};
use crate::bank::{Bank, BankPath, QuestionRef};
use crate::facts::questions::Placed;
use crate::ide::Sources;
use crate::ide::markdown::{code, escape, one_line};
use crate::shape::describe;
use crate::text::{Span, count};

/// How many options are shown; the others are counted.
const OPTIONS: usize = 12;

/// How many other places of a question are shown; the others are counted.
const PLACES: usize = 5;

/// A question that the cursor at `from` is on: its number, level and topics unless they are written next to it; its options,
/// its answer, where else it is asked, and what links to it.
pub fn about(
    bank: &Bank,
    sources: Sources<'_>,
    symbol: &Symbol,
    (at, from): (&QuestionRef, (&BankPath, u32)),
) -> Option<String> {
    let file = file_of(bank, symbol);
    let file = file.and_then(|file| file::about(bank, sources, &file, symbol, from));
    let mut parts: Vec<String> = file.into_iter().chain(body(bank, sources, at)).collect();
    if let heading @ Symbol::Heading { .. } = linked(bank, symbol.clone()) {
        parts.extend(file::users_of_heading(bank, &heading));
    }
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// A question that a link leads to: its text, and the same as where it is.
pub fn linked_to(bank: &Bank, sources: Sources<'_>, at: &QuestionRef) -> Option<String> {
    let placed = placed(bank, at)?;
    let text = escape(placed.text()?.text);
    let title = format!("**{text}**");
    let parts: Vec<String> = [title].into_iter().chain(body(bank, sources, at)).collect();
    Some(parts.join("\n\n"))
}

/// An option: whether it is right.
pub fn option(bank: &Bank, at: &QuestionRef, index: usize) -> Option<String> {
    let placed = placed(bank, at)?;
    let options = placed.question.options();
    let is_known = options.iter().any(|option| option.is_right);
    let says = match options.get(index)?.is_right {
        true => " · right",
        false if is_known => " · wrong",
        false => "",
    };
    Some(format!(
        "**Option {} of {}**{says}",
        index + 1,
        options.len()
    ))
}

/// The options of a question, the right ones marked.
pub fn options(bank: &Bank, sources: Sources<'_>, at: &QuestionRef) -> Option<String> {
    let placed = placed(bank, at)?;
    let source = sources(&at.group);
    let source = source.as_ref().map_or("", |text| text.as_str());
    let options = placed.question.options();
    let mut lines: Vec<String> = Vec::new();
    for option in options.iter().take(OPTIONS) {
        let marker = option.marker.shift(placed.start).slice(source);
        let letter = marker.trim_start_matches(['-', '*', '+', ' ']).trim();
        let letter = Some(letter).filter(|letter| !letter.is_empty() && !letter.starts_with('['));
        let text = one_line(&option.text.text);
        let parts = [option.is_right.then_some("✓"), letter, Some(&text)];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        lines.push(format!("- {}", parts.join(" ")));
    }
    if options.len() > OPTIONS {
        lines.push(format!("- and {} more", options.len() - OPTIONS));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What the file is taken for, if the offset is in its first line and it has questions or lists topics.
pub fn description(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    offset: u32,
) -> Option<(Span, String)> {
    let facts = bank.file(path.as_str())?.facts()?;
    let split = facts.split();
    let line = match split.front {
        Some(front) => front.open,
        None => facts.body().first_line.shift(split.body),
    };
    if !line.touches(offset) {
        return None;
    }
    let Some(group) = facts.as_group() else {
        let topics = facts
            .as_page()?
            .listed
            .iter()
            .map(|listed| listed.topics.len());
        let topics = Some(topics.sum()).filter(|topics| *topics > 0)?;
        return Some((
            line,
            format!("**topics** · {}, no questions", count(topics, "topic")),
        ));
    };
    let text = sources(path);
    let found = describe(group, text.as_ref().map_or("", |text| text.as_str()));
    let mut text = format!("**{}** · {}", found.shape, found.questions);
    if found.is_inferred {
        text += "\n\nInferred from the text and the path. To read the file otherwise, set `documents` in `qmark.yaml`.";
    }
    Some((line, text))
}

/// What is shown of a question wherever it is shown.
fn body(bank: &Bank, sources: Sources<'_>, at: &QuestionRef) -> Vec<String> {
    let parts = [
        labels(bank, at),
        options(bank, sources, at),
        file::answer_here(bank, sources, at),
        translations(bank, at),
        elsewhere(bank, at),
    ];
    parts.into_iter().flatten().collect()
}

/// The number, level and topics of a question, and whether it lacks an answer that most in its file have; `None` if it is
/// written under keys, which show them.
fn labels(bank: &Bank, at: &QuestionRef) -> Option<String> {
    let placed = placed(bank, at)?;
    let question = placed.question;
    if question.is_keyed() {
        return None;
    }
    let number = question.number().map(|number| format!("Question {number}"));
    let level = match bank.level_of(&placed) {
        Some((place, _)) => bank
            .config()
            .levels
            .get(place)
            .map(|level| escape(&level.name)),
        None => placed.level().map(|level| escape(level.text)),
    };
    let is_topic = |word: &str| bank.config().level(word).is_none();
    let topics = placed.topics().filter(|topic| is_topic(topic.text));
    let topics: Vec<String> = topics.map(|topic| escape(topic.text)).collect();
    let topics = (!topics.is_empty()).then(|| topics.join(", "));
    let group = bank.group(at.group.as_str())?;
    let is_missing = group.unanswered().binary_search(&at.index).is_ok();
    let missing = is_missing.then(|| "no answer".to_owned());
    let parts = [number, level, topics, missing].into_iter().flatten();
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Where else the question is asked.
fn elsewhere(bank: &Bank, at: &QuestionRef) -> Option<String> {
    places(bank, "Also asked in", &bank.asked_elsewhere(at))
}

/// The question in other languages.
fn translations(bank: &Bank, at: &QuestionRef) -> Option<String> {
    places(bank, "In other languages", &bank.same_question(at))
}

/// Questions by their file and number, below a title; `None` without any.
fn places(bank: &Bank, title: &str, others: &[QuestionRef]) -> Option<String> {
    let shown = others.iter().take(PLACES).map(|other| {
        let file = code(other.group.as_str());
        let number = placed(bank, other).and_then(|placed| placed.question.number());
        let number = number.unwrap_or(other.index as u32 + 1);
        format!("- {file}, question {number}")
    });
    let mut lines: Vec<String> = shown.collect();
    if others.len() > PLACES {
        lines.push(format!("- and {} more", others.len() - PLACES));
    }
    (!lines.is_empty()).then(|| format!("{title}\n\n{}", lines.join("\n")))
}

fn placed<'b>(bank: &'b Bank, at: &QuestionRef) -> Option<Placed<'b>> {
    bank.group(at.group.as_str())?.questions.get(at.index)
}
