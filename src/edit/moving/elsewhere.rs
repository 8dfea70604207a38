//! Moves questions of a document or a group to another file: each is written in the form of that file.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::aligned::aligned;
use super::carried::{Carried, carried};
use super::lines::runs;
use super::numbers;
use crate::bank::{Bank, BankPath, Change, Content, File, QuestionRef};
use crate::edit::contents::{self, Part as OfContents};
use crate::edit::question;
use crate::edit::relocate::{Meant, Part, Relocation};
use crate::edit::sections::{self, Place};
use crate::edit::sequence::order::Order;
use crate::edit::sequence::remove::{keys, mentions_of};
use crate::edit::sequence::report::Report;
use crate::edit::sequence::rows;
use crate::edit::sequence::state::State;
use crate::edit::sequence::stated::Shift;
use crate::edit::{Edit, Planned, Sources, answer_file, diff, needed, title_count};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::shape::write::{NewQuestion, TargetList};
use crate::text::{self, Refusal, Span};

/// A file with questions.
struct Asked<'b> {
    path: &'b BankPath,
    text: Arc<String>,
    facts: &'b Facts,
    group: &'b Group,
}

impl<'b> Asked<'b> {
    fn of(bank: &'b Bank, sources: Sources<'_>, path: &'b BankPath) -> Result<Self, Refusal> {
        let unreadable = || Refusal::new(format!("`{path}` cannot be read"));
        let facts = bank.file(path.as_str()).and_then(|file| file.facts());
        Ok(Self {
            path,
            text: sources(path).ok_or_else(unreadable)?,
            facts: facts.ok_or_else(unreadable)?,
            group: bank.group(path.as_str()).ok_or_else(unreadable)?,
        })
    }

    fn state(&self) -> State<'_> {
        State {
            text: &self.text,
            facts: self.facts,
            group: self.group,
        }
    }

    fn is_group(&self) -> bool {
        self.group.yaml().is_some()
    }

    fn at(&self, index: usize) -> QuestionRef {
        QuestionRef {
            group: self.path.clone(),
            index,
        }
    }
}

/// Moves the questions at `places` of the file at `path` to a place in another file.
///
/// # Errors
/// When a question would be read differently there, or a link would lead elsewhere.
pub fn to_place(
    bank: &Bank,
    sources: Sources<'_>,
    (path, places): (&BankPath, Range<usize>),
    place: &Place,
) -> Planned {
    if place.path == *path {
        return Err(Refusal::new("the questions are in this file already"));
    }
    let from = Asked::of(bank, sources, path)?;
    let to = Asked::of(bank, sources, &place.path)?;
    let questions = places
        .clone()
        .map(|index| carried(bank, sources, (path, &from.text), (from.group, index)));
    let questions: Vec<Carried> = questions.collect::<Result<_, Refusal>>()?;
    let mut moving = Moving {
        bank,
        relocation: Relocation::new(bank, sources),
        meant: Meant::default(),
        questions,
        texts: BTreeMap::new(),
        report: Report::default(),
    };
    moving.read_answers(sources)?;
    moving.relocation.pieces.keep(path, &from.text);
    moving.relocation.pieces.keep(to.path, &to.text);
    let first = match to.is_group() {
        true => moving.write_in_group(&to)?,
        false => moving.write_in_document(&to, place.section.as_deref())?,
    };
    for (index, question) in moving.questions.iter().enumerate() {
        let new = to.at(first + index);
        moving.meant.rewritten.insert(question.at.clone(), new);
    }
    moving.leave(sources, &from, &places)?;
    let edit = moving.relocation.edit(&moving.meant)?;
    let mut edit = match to.is_group() {
        true => edit,
        false => with_rows(bank, sources, edit, &to, first)?,
    };
    numbers::confirm(&mut edit, &moving.report, &[path, to.path]);
    (edit.shows, edit.question) = (Some(to.path.clone()), Some(first));
    Ok(edit)
}

/// Questions on their way.
struct Moving<'m> {
    bank: &'m Bank,
    relocation: Relocation<'m>,
    meant: Meant,
    questions: Vec<Carried>,
    /// The texts that they come from.
    texts: BTreeMap<BankPath, Arc<String>>,
    /// The references by number in the documents.
    report: Report,
}

impl Moving<'_> {
    /// Reads the files that the questions come from.
    fn read_answers(&mut self, sources: Sources<'_>) -> Result<(), Refusal> {
        for (path, _) in self.questions.iter().flat_map(|question| &question.from) {
            let text = sources(path);
            let text = text.ok_or_else(|| Refusal::new(format!("`{path}` cannot be read")))?;
            self.texts.insert(path.clone(), text);
        }
        Ok(())
    }

    /// The parts of a text that was made of these questions.
    fn parts(&self, written: &str, questions: &[Carried]) -> Vec<Part> {
        let text = |path: &BankPath| self.texts.get(path).map_or("", |text| text.as_str());
        let sources = questions
            .iter()
            .flat_map(|question| question.sources(&text));
        aligned(written, &sources.collect::<Vec<_>>())
    }

    /// Writes the questions into a document: at the end of a section or of the file. Returns the index of the first one.
    fn write_in_document(
        &mut self,
        to: &Asked<'_>,
        section: Option<&str>,
    ) -> Result<usize, Refusal> {
        let after = match section {
            Some(anchor) => sections::section(to.group, anchor)?.questions.end,
            None => to.group.questions.len(),
        };
        let after = after
            .checked_sub(1)
            .ok_or_else(|| Refusal::new(format!("`{}` has no question to go by", to.path)))?;
        let labels = to.group.questions.get(after);
        let has_level = labels.is_some_and(|placed| placed.question.level().is_some());
        let new = self.questions.iter().map(|question| {
            let level = question.level.as_ref();
            let level = level.filter(|level| level.is_own || has_level);
            let topics = question.topics.iter().filter(|topic| topic.is_own);
            NewQuestion {
                level: level.map(|level| level.word.clone()),
                topics: topics.map(|topic| topic.name.clone()).collect(),
                ..question.new.clone()
            }
        });
        let new: Vec<NewQuestion> = new.collect();
        let input = self.bank.config().input(to.path, &to.text);
        let edit = question::insert(&input, to.group, after, &new)?;
        let parts = self.parts(&edit.text, &self.questions);
        let shift = numbers::with(to.group, after, self.questions.len())?;
        self.number(to, &shift, &[])?;
        let pieces = &mut self.relocation.pieces;
        pieces.paste(to.path, edit.span.start, parts)?;
        Ok(after + 1)
    }

    /// Writes new numbers of a document; in the lines that `leave` it, what is mentioned stays.
    fn number(&mut self, of: &Asked<'_>, shift: &Shift, leave: &[Span]) -> Result<(), Refusal> {
        let changed = (&mut self.relocation, &mut self.meant);
        let report = numbers::write(changed, (of.path, of.state()), (shift, leave))?;
        self.report.add(report);
        Ok(())
    }

    /// Writes the questions at the end of a group, each with an answer file. Returns the index of the first one.
    fn write_in_group(&mut self, to: &Asked<'_>) -> Result<usize, Refusal> {
        let mut taken = BTreeSet::new();
        let mut new = Vec::new();
        let own_key = has_level_key(self.bank, to.group);
        let questions = std::mem::take(&mut self.questions);
        for question in &questions {
            question.fits_a_group()?;
            let mut written = in_group(question, own_key);
            if let Some(text) = answer_text(question) {
                let asked = &question.new.question;
                let path = answer_file::unused_by(self.bank, to.path, asked, &taken)?;
                taken.insert(path.clone());
                path.name().clone_into(&mut written.answer);
                let parts = self.parts(&text, std::slice::from_ref(question));
                self.relocation.pieces.create(path, parts);
            }
            new.push(written);
        }
        self.questions = questions;
        let input = self.bank.config().input(to.path, &to.text);
        let edit = question::append(&input, to.group, &new)?;
        let pieces = &mut self.relocation.pieces;
        let old = edit.span;
        let kept = (!old.is_empty()).then(|| pieces.cut(to.path, old));
        kept.transpose()?;
        pieces.paste(to.path, old.start, vec![Part::new(edit.text)])?;
        let count = to.group.questions.len() + new.len();
        pieces.apply(to.path, &title_count::edits(&to.text, to.group, count))?;
        Ok(to.group.questions.len())
    }

    /// Takes the questions out of their file, and the answer files that only they have.
    fn leave(
        &mut self,
        sources: Sources<'_>,
        from: &Asked<'_>,
        places: &Range<usize>,
    ) -> Result<(), Refusal> {
        let leaves = |by: &QuestionRef| by.group == *from.path && places.contains(&by.index);
        for question in &self.questions {
            let Some(answer) = &question.answer else {
                continue;
            };
            needed::by_no_other(self.bank, sources, answer, leaves)?;
            if let Some(new) = self.meant.rewritten.get(&question.at) {
                self.relocation.deletes.insert(answer.clone(), new.clone());
            }
        }
        if from.is_group() {
            if places.len() >= from.group.questions.len() {
                return Err(Refusal::new(
                    "these are all questions of the group; convert it to a document instead",
                ));
            }
            TargetList::check_movable(from.group, "the questions")?;
            let gone = from.state().list().take(places.clone())?;
            let pieces = &mut self.relocation.pieces;
            pieces.cut(from.path, gone)?;
            let left = from.group.questions.len() - places.len();
            pieces.apply(from.path, &title_count::edits(&from.text, from.group, left))?;
            return Ok(());
        }
        let state = from.state();
        let lines = places.clone().filter_map(|index| state.list().lines(index));
        let lines: Vec<Span> = lines.collect();
        let shift = numbers::without(from.group, places);
        Order::moved(from.group, &shift.changed, places, None).check_letters(&state.list())?;
        self.number(from, &shift, &lines)?;
        let unclear = mentions_of(state, places);
        self.report.add_mentions(&from.text, &[], &unclear);
        let pieces = &mut self.relocation.pieces;
        pieces.apply(from.path, &rows::without(state, places))?;
        pieces.apply(from.path, &keys(state, places))?;
        for run in runs(from.group, places) {
            let gone = state.list().take(run)?;
            pieces.cut(from.path, gone)?;
        }
        Ok(())
    }
}

/// Whether the questions of a group have levels under a key of their own.
pub fn has_level_key(bank: &Bank, group: &Group) -> bool {
    let mut questions = group.questions.iter();
    let has_key = questions.any(|placed| placed.question.level().is_some());
    let is_among = || {
        let topics = group
            .questions
            .iter()
            .flat_map(|placed| placed.question.topics());
        topics
            .into_iter()
            .any(|topic| bank.config().level(topic.text).is_some())
    };
    has_key || !is_among()
}

/// The question as it is written in a group.
pub fn in_group(question: &Carried, own_key: bool) -> NewQuestion {
    let level = question.level.as_ref().map(|level| level.name.clone());
    let topics = question.topics.iter().map(|topic| topic.name.clone());
    let among = level.clone().filter(|_| !own_key);
    NewQuestion {
        question: question.new.question.clone(),
        options: question.new.options.clone(),
        level: level.filter(|_| own_key),
        topics: among.into_iter().chain(topics).collect(),
        ..NewQuestion::default()
    }
}

/// The text of an answer file; `None` without an answer.
pub fn answer_text(question: &Carried) -> Option<String> {
    let NewQuestion {
        question: asked,
        body,
        answer,
        ..
    } = &question.new;
    let said = [body, answer]
        .into_iter()
        .filter(|part| !part.trim().is_empty());
    let said: Vec<&str> = said.map(|part| part.trim_end()).collect();
    (!said.is_empty()).then(|| format!("# {asked}\n\n{}\n", said.join("\n\n")))
}

/// The same change with rows for the new questions in the table of contents of the document, if it lists the others.
fn with_rows(
    bank: &Bank,
    sources: Sources<'_>,
    mut edit: Edit,
    to: &Asked<'_>,
    first: usize,
) -> Planned {
    if rows::rows(to.state()).is_empty() {
        return Ok(edit);
    }
    let changed = edit.apply(sources)?;
    let Some(Some(text)) = changed.get(to.path) else {
        return Ok(edit);
    };
    let file = File {
        path: to.path.clone(),
        content: Content::read(to.path, text, bank.config(), None),
    };
    let mut after = bank.clone();
    after.apply([Change {
        path: to.path.clone(),
        file: Some(Arc::new(file)),
    }]);
    let rows = contents::update(&after, to.path, text, OfContents::Questions(first))?;
    if let Some(rows) = rows.texts.get(to.path) {
        let listed =
            text::apply(text, rows).map_err(|overlap| Refusal::new(overlap.to_string()))?;
        edit.texts.insert(to.path.clone(), diff(&to.text, &listed));
    }
    Ok(edit)
}

#[cfg(test)]
mod tests;
