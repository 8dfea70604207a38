//! What an import does, in lines of text: the questions that the bank has already beside those of the bank, with the level and
//! the answer of each, and those that are not written.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::imported::Imported;
use super::outcome::{Known, Outcome};
use crate::bank::{Asked, Bank, BankPath};
use crate::export::{ExportedQuestion, questions_of};
use crate::text::{count, ellipsis, is_or_are, one_line};

/// How much of an answer is shown, in characters.
const SHOWN: usize = 60;

/// An import beside the bank.
pub struct Comparison<'c> {
    bank: &'c Bank,
    questions: &'c [Imported],
    outcome: &'c Outcome,
    /// The file and the line of an imported question.
    place_of: &'c dyn Fn(usize) -> String,
    there: There,
}

/// The questions of the bank's files that are shown.
type There = HashMap<BankPath, Vec<ExportedQuestion>>;

impl<'c> Comparison<'c> {
    /// Compares these questions with the bank, whose texts are `texts`. `place_of` gives the file and the line of the question at
    /// an index.
    pub fn new(
        bank: &'c Bank,
        texts: &dyn Fn(&BankPath) -> Option<String>,
        (questions, outcome): (&'c [Imported], &'c Outcome),
        place_of: &'c dyn Fn(usize) -> String,
    ) -> Self {
        Self {
            bank,
            questions,
            outcome,
            place_of,
            there: there(bank, texts, outcome),
        }
    }

    /// All of it: the questions that the bank has, those that are not written although they are new, and what else there is to
    /// know; empty if there is nothing.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let (same, near): (Vec<_>, Vec<_>) = self.outcome.known.iter().partition(|it| it.is_same);
        self.known(&mut out, &same, "in the bank already");
        self.known(&mut out, &near, "in the bank in other words");
        self.left(&mut out);
        for note in &self.outcome.notes {
            let _ = writeln!(out, "Note: {note}.\n");
        }
        out
    }

    /// How many of these have another level in the bank, as the end of a phrase; empty if none have.
    pub fn at_another_level<'k>(&self, known: impl Iterator<Item = &'k Known>) -> String {
        match known
            .filter(|known| self.is_at_another_level(known))
            .count()
        {
            0 => String::new(),
            count => format!(", {count} of them at another level"),
        }
    }

    /// The questions that the bank has, each beside those of the bank.
    fn known(&self, out: &mut String, known: &[&Known], where_: &str) {
        if known.is_empty() {
            return;
        }
        let _ = writeln!(
            out,
            "{} of {} {} {where_}{}:\n",
            known.len(),
            count(self.questions.len(), "question"),
            is_or_are(known.len()),
            self.at_another_level(known.iter().copied()),
        );
        for known in known {
            self.side_by_side(out, known);
        }
    }

    fn side_by_side(&self, out: &mut String, known: &Known) {
        let question = &self.questions[known.index];
        let _ = writeln!(out, "  {}", question.shown());
        let mut rows = vec![(
            (self.place_of)(known.index),
            said(
                question.level_in(self.bank),
                &question.answer,
                &right_here(question),
            ),
        )];
        for asked in &known.asked {
            let Some(other) = self.of(asked) else {
                continue;
            };
            let right = other.right().map(|(_, option)| option.text.clone());
            let right: Vec<String> = right.collect();
            let mut says = said(
                other.level.as_deref(),
                other.answer.as_deref().unwrap_or(""),
                &right,
            );
            if !asked.is_same {
                let text = other.question.as_deref().unwrap_or_default();
                says = format!("{says}; asked as `{text}`");
            }
            rows.push((
                format!("{}, question {}", asked.at.group, asked.at.index + 1),
                says,
            ));
        }
        let width = rows
            .iter()
            .map(|(place, _)| place.chars().count())
            .max()
            .unwrap_or(0);
        for (place, says) in rows {
            let _ = writeln!(out, "    {place:width$}  {says}");
        }
        out.push('\n');
    }

    /// The questions that are not written although they are new.
    fn left(&self, out: &mut String) {
        let Outcome {
            refused, repeated, ..
        } = self.outcome;
        if !repeated.is_empty() {
            let _ = writeln!(out, "{} repeated:\n", count(repeated.len(), "question"));
            for (index, earlier) in repeated {
                let asked = self.questions[*index].shown();
                let (place, earlier) = ((self.place_of)(*index), (self.place_of)(*earlier));
                let _ = writeln!(out, "  {place}: `{asked}` is the same as {earlier}");
            }
            out.push('\n');
        }
        if !refused.is_empty() {
            let _ = writeln!(
                out,
                "{} cannot be written:\n",
                count(refused.len(), "question")
            );
            for (index, refusal) in refused {
                let asked = self.questions[*index].shown();
                let _ = writeln!(out, "  {}: `{asked}`: {refusal}", (self.place_of)(*index));
            }
            out.push('\n');
        }
    }

    fn is_at_another_level(&self, known: &Known) -> bool {
        let other = known.asked.first().and_then(|asked| self.of(asked));
        let other = other.and_then(|other| other.level.as_deref());
        let own = self.questions[known.index].level_in(self.bank);
        own.zip(other)
            .is_some_and(|(own, other)| !own.eq_ignore_ascii_case(other))
    }

    fn of(&self, asked: &Asked) -> Option<&ExportedQuestion> {
        self.there.get(&asked.at.group)?.get(asked.at.index)
    }
}

/// The questions of all files of the bank that have one of the imported ones.
fn there(bank: &Bank, texts: &dyn Fn(&BankPath) -> Option<String>, outcome: &Outcome) -> There {
    let mut there = There::new();
    let asked = outcome.known.iter().flat_map(|known| &known.asked);
    for Asked { at, .. } in asked {
        if !there.contains_key(&at.group) {
            let part = |path: &str| path == at.group.as_str();
            let questions = questions_of(bank, &part, "", texts);
            let own = questions
                .into_iter()
                .filter(|it| it.source.question == at.group);
            there.insert(at.group.clone(), own.collect());
        }
    }
    there
}

fn right_here(question: &Imported) -> Vec<String> {
    let right = question.options.iter().filter(|option| option.is_right);
    right.map(|option| option.text.clone()).collect()
}

/// The level and the answer of a question in a few words.
fn said(level: Option<&str>, answer: &str, right: &[String]) -> String {
    let words = one_line(answer);
    let answer = match (right, words.as_str()) {
        ([], "") => "no answer".to_owned(),
        ([], words) => format!("answer: {}", ellipsis(words, SHOWN)),
        (right, _) => format!(
            "right: {}",
            ellipsis(&right.join(", ").replace('\n', " "), SHOWN)
        ),
    };
    format!("{}, {answer}", level.unwrap_or("no level"))
}
