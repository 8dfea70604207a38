//! What differs between two states of a bank, for people.

use std::collections::HashMap;
use std::io::Write;

use super::Failure;
use super::bank_diff::{BankDiff, Entry, Kind};
use super::escape::escape_line;
use super::shown_path::shown_path;
use crate::bank::{Bank, BankPath};
use crate::review::{Aspect, Changed};
use crate::stats::{AnswerState, ListedQuestion};
use crate::text::{count, ellipsis, thousands};

/// Longer texts of questions and options are cut.
const LONGEST: usize = 200;

/// So many questions that only moved from one file to another are shown one by one, more by their number.
const FEW: usize = 3;

/// Writes the questions of a bank that differ, by file.
pub fn write(diff: &BankDiff<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    let here = std::env::current_dir().ok();
    let shown = |path: &BankPath| shown_path(&diff.read.folder.path(path), here.as_deref());
    let together = moved_together(diff);
    let mut file = None;
    let mut summed: Option<(&BankPath, &BankPath)> = None;
    for entry in &diff.entries {
        let Some(question) = entry.question() else {
            continue;
        };
        if file != Some(question.group) {
            if file.is_some() {
                writeln!(out)?;
            }
            writeln!(out, "{}", escape_line(&shown(question.group)))?;
            file = Some(question.group);
        }
        let moved = moved_between(entry);
        if let Some(number) = moved.and_then(|files| together.get(&files)) {
            if summed != moved {
                let from = moved.map(|(from, _)| shown(from)).unwrap_or_default();
                let line = format!("{} from {from}", count(*number, "question"));
                writeln!(out, "  moved    {}", escape_line(&line))?;
            }
            summed = moved;
            continue;
        }
        let line = format!("  {:<8} {}", entry.kind().name(), title(question));
        writeln!(out, "{}", escape_line(&line))?;
        for detail in entry
            .changed
            .map_or_else(Vec::new, |it| details(diff, it, &shown))
        {
            writeln!(out, "           {}", escape_line(&detail))?;
        }
    }
    if file.is_some() {
        writeln!(out)?;
    }
    Ok(())
}

/// Writes how many questions differ, in the order of [`Kind::ALL`].
pub fn write_counts(
    counts: &[usize; Kind::ALL.len()],
    rev: &str,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let counted = Kind::ALL.iter().zip(counts).filter(|(_, n)| **n > 0);
    let counted = counted.map(|(kind, n)| format!("{} {}", thousands(*n), kind.name()));
    let counted: Vec<String> = counted.collect();
    let line = match counted.is_empty() {
        true => format!("no question changed since `{rev}`"),
        false => format!("questions since `{rev}`: {}", counted.join(", ")),
    };
    Ok(writeln!(out, "{}", escape_line(&line))?)
}

/// The files, old and new, of a question that is the same in another file.
fn moved_between<'e>(entry: &'e Entry<'_>) -> Option<(&'e BankPath, &'e BankPath)> {
    let (old, new) = entry.old.zip(entry.new)?;
    let is_moved = entry.kind() == Kind::Moved && old.group != new.group;
    is_moved.then_some((old.group, new.group))
}

/// The pairs of files between which many questions moved, with their number.
fn moved_together<'d>(diff: &'d BankDiff<'_>) -> HashMap<(&'d BankPath, &'d BankPath), usize> {
    let mut counts = HashMap::new();
    for files in diff.entries.iter().filter_map(moved_between) {
        *counts.entry(files).or_default() += 1;
    }
    counts.retain(|_, number| *number > FEW);
    counts
}

/// A question in one line, with its number.
fn title(question: &ListedQuestion<'_>) -> String {
    let text = question.text().unwrap_or("(without a text)");
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = ellipsis(&words.join(" "), LONGEST);
    match question.placed.question.number() {
        Some(number) => format!("{number}. {text}"),
        None => text,
    }
}

/// What differs in a question, a line each.
fn details(
    diff: &BankDiff<'_>,
    changed: &Changed<'_>,
    shown: &dyn Fn(&BankPath) -> String,
) -> Vec<String> {
    let aspects = changed.aspects.iter();
    aspects
        .flat_map(|aspect| match aspect {
            Aspect::Moved => vec![moved(changed, shown)],
            Aspect::Text => vec![format!("text was: {}", title(&changed.old))],
            Aspect::Code => vec!["code below the text changed".to_owned()],
            Aspect::Level => vec![level(diff, changed)],
            Aspect::Topics => vec![topics(diff, changed)],
            Aspect::Options => options(changed),
            Aspect::Right => vec![right(changed)],
            Aspect::Answer => vec![answer(changed)],
        })
        .collect()
}

fn moved(changed: &Changed<'_>, shown: &dyn Fn(&BankPath) -> String) -> String {
    let (old, new) = (&changed.old, &changed.new);
    if old.group != new.group {
        return format!("moved from {}", shown(old.group));
    }
    let (was, is) = (old.index + 1, new.index + 1);
    if was == is {
        return "moved in its file: another question changed places with it".to_owned();
    }
    format!("moved in its file: was at place {was}, is at place {is}")
}

fn level(diff: &BankDiff<'_>, changed: &Changed<'_>) -> String {
    let name = |question: &ListedQuestion<'_>, bank: &Bank| {
        question.level_name(bank).unwrap_or("none").to_owned()
    };
    let (old, new) = (
        name(&changed.old, diff.old.0),
        name(&changed.new, diff.new.0),
    );
    format!("level: {old} → {new}")
}

fn topics(diff: &BankDiff<'_>, changed: &Changed<'_>) -> String {
    let (old, new) = (
        changed.old.topics(diff.old.0),
        changed.new.topics(diff.new.0),
    );
    format!("topics: {}", added_and_removed(&old, &new).join("; "))
}

/// The options that came and went, by their texts.
fn options(changed: &Changed<'_>) -> Vec<String> {
    let texts = |question: &ListedQuestion<'_>| -> Vec<String> {
        let options = question.placed.question.options().iter();
        options
            .map(|option| ellipsis(&option.text.text, LONGEST))
            .collect()
    };
    let (old, new) = (texts(&changed.old), texts(&changed.new));
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let differing = added_and_removed(&old, &new);
    if differing.is_empty() {
        return vec!["options: their code or images changed".to_owned()];
    }
    let differing = differing.into_iter();
    differing.map(|it| format!("options: {it}")).collect()
}

fn added_and_removed(old: &[&str], new: &[&str]) -> Vec<String> {
    let without = |all: &[&str], others: &[&str]| {
        let left = all.iter().filter(|it| !others.contains(it));
        left.copied().collect::<Vec<_>>().join(", ")
    };
    let parts = [("added", without(new, old)), ("removed", without(old, new))];
    let parts = parts.into_iter().filter(|(_, list)| !list.is_empty());
    parts.map(|(what, list)| format!("{what} {list}")).collect()
}

fn right(changed: &Changed<'_>) -> String {
    let [old, new] = changed.right().map(|texts| match texts.is_empty() {
        true => "none".to_owned(),
        false => ellipsis(&texts.join(" + "), LONGEST),
    });
    format!("right option: {old} → {new}")
}

fn answer(changed: &Changed<'_>) -> String {
    let is_answered =
        |question: &ListedQuestion<'_>| question.answer.state == AnswerState::Answered;
    let counted = |words: u32| count(words as usize, "word");
    let (old, new) = (&changed.old, &changed.new);
    match (is_answered(old), is_answered(new)) {
        (true, false) => "answer removed".to_owned(),
        (false, true) => match new.answer.words {
            Some(words) => format!("answer added: {}", counted(words)),
            None => "answer added".to_owned(),
        },
        _ => match old.answer.words.zip(new.answer.words) {
            Some((was, is)) if was == is => format!("answer changed, in {}", counted(is)),
            Some((was, is)) => format!("answer changed: {was} → {}", counted(is)),
            None => "answer changed".to_owned(),
        },
    }
}
