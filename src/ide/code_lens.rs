//! Code lenses above the first line of a file: for a group its levels and findings, for an answer its questions. Above a
//! question that another file asks too: where.
//!
//! Computed in two steps, because an editor asks for the lenses of every open file, but only for the titles of the
//! visible ones.

use serde::{Deserialize, Serialize};

use super::Ranged;
use super::markdown::one_line;
use crate::bank::resolve::{Symbol, Use, targets_of};
use crate::bank::{Bank, BankPath, QuestionRef, Severity};
use crate::lint::{Finding, Findings};
use crate::text::{count, ellipsis};

/// The subject of a lens.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum About {
    /// The number of questions of each level in a group.
    Levels,
    /// The number of findings in a group.
    Findings,
    /// A question with this file as its answer, by its index among them.
    Question(usize),
    /// The questions from this index on.
    MoreQuestions(usize),
    /// The other files that ask the question at this index of a group.
    Asked(usize),
}

/// The resolved content of a lens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// A short title on one line.
    pub title: String,
    /// The target of a click.
    pub place: Option<Use>,
}

/// How many of the questions that share an answer get a lens of their own.
const QUESTIONS: usize = 5;
/// The longest question in a title, in characters.
const LONGEST: usize = 80;

/// The lenses of the file at `path` that the configuration enables: those about the file on its first line, and those about
/// a question on its text.
///
/// Takes time proportional to the questions that cite the file, and to those that other files ask too.
pub fn lenses(bank: &Bank, path: &BankPath) -> Vec<Ranged<About>> {
    let Some(top) = targets_of(bank, &Symbol::File(path.clone())).pop() else {
        return Vec::new();
    };
    let shown = bank.config().lens;
    let mut all = Vec::new();
    if bank.group(path.as_str()).is_some() {
        all.extend(shown.levels.then_some(About::Levels));
        all.extend(shown.findings.then_some(About::Findings));
    }
    if shown.answers {
        let citing = bank.citations(path).len();
        all.extend((0..citing.min(QUESTIONS)).map(About::Question));
        all.extend((citing > QUESTIONS).then_some(About::MoreQuestions(QUESTIONS)));
    }
    let above = |value| Ranged {
        span: top.name,
        value,
    };
    let mut lenses: Vec<_> = all.into_iter().map(above).collect();
    if shown.findings {
        lenses.extend(asked(bank, path));
    }
    lenses
}

/// The lenses of the questions that other files ask too; none where all questions are in one line.
fn asked(bank: &Bank, path: &BankPath) -> Vec<Ranged<About>> {
    if bank
        .group(path.as_str())
        .is_some_and(|group| group.row().is_some())
    {
        return Vec::new();
    }
    let shared = bank.shared_questions(path).into_iter();
    let lens = |index| {
        let group = path.clone();
        Some(Ranged {
            span: text_of(bank, &QuestionRef { group, index })?.span,
            value: About::Asked(index),
        })
    };
    shared.filter_map(lens).collect()
}

/// The text of a question, or its first key.
fn text_of(bank: &Bank, at: &QuestionRef) -> Option<Use> {
    let placed = bank.group(at.group.as_str())?.questions.get(at.index)?;
    let text = placed.question.text();
    let span = text.map_or_else(|| placed.question.report_span(), |text| text.inner());
    Some(Use {
        path: at.group.clone(),
        span: span.shift(placed.start),
    })
}

/// The content of the lens `about` of the file at `path`; `None` if the bank has changed and the lens no longer
/// applies.
///
/// Takes time proportional to the questions of the file, or those that cite it.
pub fn say(bank: &Bank, findings: &Findings, path: &BankPath, about: About) -> Option<Said> {
    match about {
        About::Levels => levels(bank, path),
        About::Findings => Some(found(path, findings.of(path.as_str()))),
        About::Question(place) => question(bank, bank.citations(path).into_iter().nth(place)?),
        About::Asked(index) => elsewhere(bank, path, index),
        About::MoreQuestions(from) => {
            let more = bank.citations(path).len().checked_sub(from)?;
            let title = format!("and {}", count(more, "more question"));
            (more > 0).then_some(Said { title, place: None })
        }
    }
}

/// The number of questions of each level, in the order of the levels, and of those without one if others have one.
fn levels(bank: &Bank, path: &BankPath) -> Option<Said> {
    let group = bank.group(path.as_str())?;
    let questions = &group.questions;
    let names = &bank.config().levels;
    let mut counts = vec![0; names.len()];
    for placed in questions {
        if let Some((level, _)) = bank.level_of(&placed) {
            counts[level] += 1;
        }
    }
    let leveled: usize = counts.iter().sum();
    let all = names.iter().zip(&counts).filter(|(_, count)| **count > 0);
    let mut parts: Vec<String> = all
        .map(|(level, count)| format!("{count} {}", level.name))
        .collect();
    if leveled > 0 && leveled < questions.len() {
        parts.push(format!("{} without a level", questions.len() - leveled));
    }
    let missing = group.unanswered().len();
    parts.extend((missing > 0).then(|| format!("{missing} unanswered")));
    let mut title = count(questions.len(), "question");
    if !parts.is_empty() {
        title += &format!(": {}", parts.join(", "));
    }
    Some(Said { title, place: None })
}

/// Where else a question is asked. Leads to the first such place.
fn elsewhere(bank: &Bank, path: &BankPath, index: usize) -> Option<Said> {
    let group = path.clone();
    let others = bank.asked_elsewhere(&QuestionRef { group, index });
    let (first, more) = others.split_first()?;
    let mut title = format!("also asked in {}", first.group);
    if !more.is_empty() {
        title += &format!(" and {}", count(more.len(), "more file"));
    }
    let place = text_of(bank, first);
    Some(Said { title, place })
}

/// The number of findings by severity. Leads to the first of the most severe ones.
fn found(path: &BankPath, findings: &[Finding]) -> Said {
    let of = |severity| {
        let number = findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count();
        (number > 0).then(|| count(number, severity.name()))
    };
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Hint]
        .into_iter()
        .filter_map(of)
        .collect();
    let title = match &parts[..] {
        [] => "no findings".to_owned(),
        [only] => only.clone(),
        _ => format!("{}: {}", count(findings.len(), "finding"), parts.join(", ")),
    };
    let gravest = findings
        .iter()
        .min_by_key(|finding| (finding.severity, finding.span));
    let place = gravest.map(|finding| Use {
        path: path.clone(),
        span: finding.span,
    });
    Said { title, place }
}

/// The lens for one question that the file answers.
fn question(bank: &Bank, at: QuestionRef) -> Option<Said> {
    let placed = bank.group(at.group.as_str())?.questions.get(at.index)?;
    let text = placed.question.text();
    let title = match text {
        Some(text) => format!("answers “{}”", ellipsis(&one_line(text.text), LONGEST)),
        None => format!("answers question {} of {}", at.index + 1, at.group),
    };
    let place = text_of(bank, &at);
    Some(Said { title, place })
}

#[cfg(test)]
mod tests;
