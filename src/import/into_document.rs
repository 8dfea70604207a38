//! Questions that come into a document: each below the heading that gives its level and its topic, in the form of those there.

use std::collections::{BTreeMap, HashSet};

use super::imported::Imported;
use super::markdown::change;
use super::outcome::{Import, Written};
use crate::bank::{Bank, BankPath};
use crate::edit::anchors::{Renamed, confirmation, follow};
use crate::edit::contents::{self, Part};
use crate::edit::question::insert;
use crate::edit::{Edit, diff};
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::shape::write::NewQuestion;
use crate::syntax::markdown::body::Heading;
use crate::text::{self, Refusal, Span, TextEdit};

/// A document that questions come into.
pub struct IntoDocument<'i> {
    import: &'i Import<'i>,
    path: &'i BankPath,
    text: String,
    group: &'i Group,
    /// Whether some of its questions have options.
    is_quiz: bool,
}

/// What of a question the headings of the document cannot give.
struct Lost {
    /// Its place in the list.
    index: usize,
    /// Whether its level is not written.
    level: bool,
    /// Whether one of its topics is not written.
    topic: bool,
}

/// Where a question goes.
struct Place {
    /// The index of the question that it comes after.
    after: usize,
    /// The level as it is written there.
    level: Option<String>,
    /// The topics that it gets there.
    topics: Vec<String>,
}

impl<'i> IntoDocument<'i> {
    /// The document at `path`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(import: &'i Import<'i>, path: &'i BankPath) -> Result<Self, Refusal> {
        let unreadable = || Refusal::new(format!("`{path}` cannot be read"));
        let text = (import.sources)(path).ok_or_else(unreadable)?;
        let group = import.bank.group(path.as_str()).ok_or_else(unreadable)?;
        Ok(Self {
            import,
            path,
            text: text.to_string(),
            group,
            is_quiz: (group.questions.iter()).any(|it| !it.question.options().is_empty()),
        })
    }

    /// Adds the questions.
    pub fn write(self, questions: &[Imported]) -> Result<Written, Refusal> {
        let mut written = Written::default();
        let mut places: BTreeMap<usize, Vec<(usize, NewQuestion)>> = BTreeMap::new();
        let mut lost = Vec::new();
        let ends = self.ends();
        for (index, question) in questions.iter().enumerate() {
            match self.place(question, &ends) {
                Ok(place) => {
                    lost.push(Lost {
                        index,
                        level: question.level.is_some() && place.level.is_none(),
                        topic: question.topics.iter().any(|it| !has(&place.topics, it)),
                    });
                    let new = NewQuestion {
                        level: place.level,
                        topics: place.topics,
                        ..question.in_document()
                    };
                    places.entry(place.after).or_default().push((index, new));
                }
                Err(refusal) => written.refused.push((index, refusal)),
            }
        }
        let mut after = Text::of(self.import.bank, self.path, &self.text);
        // From the end on, so that the indexes before stay.
        for (place, new) in places.iter().rev() {
            written.refused.extend(after.insert(*place, new)?);
        }
        written.refused.sort_by_key(|(index, _)| *index);
        // Of what is not written, nothing is lost there.
        lost.retain(|lost| {
            written
                .refused
                .iter()
                .all(|(index, _)| *index != lost.index)
        });
        self.noted(&lost, &mut written);
        let now = after.bank.group(self.path.as_str());
        if repeated_numbers(self.group) == 0 && now.is_some_and(|now| repeated_numbers(now) > 0) {
            written.notes.push(format!(
                "questions after the new ones have the same numbers: renumber `{}`",
                self.path
            ));
        }
        written.edit = self.edit(after)?;
        Ok(written)
    }

    fn noted(&self, lost: &[Lost], written: &mut Written) {
        let no_level = lost.iter().filter(|lost| lost.level).count();
        let other_topic = lost.iter().filter(|lost| lost.topic).count();
        if no_level > 0 {
            written.notes.push(format!(
                "`{}` gives no levels: those of {no_level} are not written",
                self.path
            ));
        }
        if other_topic > 0 {
            written.notes.push(format!(
                "the headings of `{}` give the topics: some of {other_topic} are not written",
                self.path
            ));
        }
    }

    /// Where a question goes: to the end of the last section with its level that has one of its topics, or else of the
    /// last with its level.
    fn place(&self, question: &Imported, ends: &[(usize, Placed<'_>)]) -> Result<Place, Refusal> {
        let level = question.level_in(self.import.bank);
        let is_level = |(_, placed): &&(usize, Placed<'_>)| match level {
            None => true,
            Some(level) => self
                .level(placed)
                .is_some_and(|own| own.eq_ignore_ascii_case(level)),
        };
        let has_levels = ends.iter().any(|(_, placed)| self.level(placed).is_some());
        let fitting: Vec<_> = ends
            .iter()
            .filter(|end| !has_levels || is_level(end))
            .collect();
        let shares = |placed: &Placed<'_>| {
            placed
                .topics()
                .any(|topic| has(&question.topics, topic.text))
        };
        let by_topic = fitting.iter().rev().find(|(_, placed)| shares(placed));
        let plain = fitting.iter().rev().find(|(_, placed)| {
            placed.topics().next().is_none() && (level.is_some() || self.level(placed).is_none())
        });
        let found = by_topic.or(plain).or(fitting.last());
        let Some((after, placed)) = found.copied().copied() else {
            return Err(Refusal::new(format!(
                "no heading of `{}` gives the level `{}`; write one with a question below it first",
                self.path,
                level.unwrap_or_default()
            )));
        };
        let is_bare = question.options.is_empty() && question.answer.trim().is_empty();
        if is_bare && (self.is_quiz || !placed.question.options().is_empty()) {
            return Err(Refusal::new(format!(
                "it has neither options nor an answer, as the questions of `{}` have",
                self.path
            )));
        }
        let topics = placed.topics().map(|topic| topic.text.to_owned());
        let own = placed.level().filter(|_| level.is_some());
        Ok(Place {
            after,
            level: own.map(|own| own.text.to_owned()),
            topics: topics.collect(),
        })
    }

    /// The last question of each part of the document whose questions have the same level and topics.
    fn ends(&self) -> Vec<(usize, Placed<'_>)> {
        let mut ends: Vec<(usize, Placed<'_>)> = Vec::new();
        let labels = |placed: &Placed<'_>| {
            let topics: Vec<_> = placed.topics().map(|topic| topic.text.to_owned()).collect();
            (placed.level().map(|level| level.text.to_owned()), topics)
        };
        for (index, placed) in self.group.questions.iter().enumerate() {
            match ends.last_mut() {
                Some(last) if labels(&last.1) == labels(&placed) => *last = (index, placed),
                _ => ends.push((index, placed)),
            }
        }
        ends
    }

    /// The level of a question as the bank calls it.
    fn level<'p>(&self, placed: &Placed<'p>) -> Option<&'p str>
    where
        'i: 'p,
    {
        let config = self.import.bank.config();
        match self.import.bank.level_of(placed) {
            Some((at, _)) => config.levels.get(at).map(|level| level.name.as_str()),
            None => placed.level().map(|level| level.text),
        }
    }

    /// The change to this text, with the links that follow anchors that are renamed.
    fn edit(&self, after: Text<'_>) -> Result<Edit, Refusal> {
        let Text {
            text: after, came, ..
        } = after.with_contents();
        let facts = self.import.bank.read(self.path, &after);
        let now = facts
            .as_group()
            .ok_or_else(|| Refusal::new("the document would not be read as questions"))?;
        let inserted: Vec<Span> = came.iter().map(|came| came.span).collect();
        let renamed = renamed(self.group, now, &inserted)?;
        let mut edit = follow(
            self.import.bank,
            self.import.sources,
            (self.path, &renamed),
            &[],
        )?;
        edit.add(self.path, diff(&self.text, &after));
        edit.confirm = confirmation(&renamed);
        Ok(edit)
    }
}

/// How many questions have the number of an earlier one.
fn repeated_numbers(group: &Group) -> usize {
    let mut seen = HashSet::new();
    let numbers = group.questions.iter().filter_map(|it| it.question.number());
    numbers.filter(|number| !seen.insert(*number)).count()
}

fn has(topics: &[String], topic: &str) -> bool {
    topics.iter().any(|own| own.eq_ignore_ascii_case(topic))
}

/// The anchors that headings which were there get; `inserted` is what came.
fn renamed(old: &Group, now: &Group, inserted: &[Span]) -> Result<Renamed, Refusal> {
    let is_new = |heading: &Heading<'_>| {
        let start = heading.span.start + now.split.body;
        inserted.iter().any(|span| span.contains(start))
    };
    let kept: Vec<Heading<'_>> = now.body.headings().filter(|it| !is_new(it)).collect();
    let before: Vec<Heading<'_>> = old.body.headings().collect();
    let is_same = |(a, b): (&Heading<'_>, &Heading<'_>)| a.level == b.level;
    if kept.len() != before.len() || !before.iter().zip(&kept).all(is_same) {
        return Err(Refusal::new("the document would have other headings"));
    }
    let pairs = before
        .iter()
        .zip(&kept)
        .filter(|(a, b)| a.anchor != b.anchor);
    Ok(pairs
        .map(|(a, b)| (a.anchor.to_owned(), b.anchor.to_owned()))
        .collect())
}

/// A document while questions come into it.
struct Text<'b> {
    bank: Bank,
    path: &'b BankPath,
    text: String,
    came: Vec<Came>,
}

/// Questions that came together.
struct Came {
    /// The index of the first.
    first: usize,
    /// Where they are.
    span: Span,
}

impl<'b> Text<'b> {
    fn of(bank: &Bank, path: &'b BankPath, text: &str) -> Self {
        Self {
            bank: bank.clone(),
            path,
            text: text.to_owned(),
            came: Vec::new(),
        }
    }

    /// Writes questions after the one at `after`, and returns those that cannot be there. If not all can be, halves are tried.
    fn insert(
        &mut self,
        after: usize,
        new: &[(usize, NewQuestion)],
    ) -> Result<Vec<(usize, Refusal)>, Refusal> {
        let group = self.bank.group(self.path.as_str());
        let group =
            group.ok_or_else(|| Refusal::new("the document would not be read as questions"))?;
        let questions: Vec<NewQuestion> = new.iter().map(|(_, new)| new.clone()).collect();
        let input = self.bank.config().input(self.path, &self.text);
        match insert(&input, group, after, &questions) {
            Ok(edit) => {
                let (at, len) = (edit.span.start, edit.text.len() as u32);
                self.apply(&[edit])?;
                for came in &mut self.came {
                    came.first += if came.first > after { new.len() } else { 0 };
                }
                let span = Span::new(at, at + len);
                self.came.push(Came {
                    first: after + 1,
                    span,
                });
                Ok(Vec::new())
            }
            Err(refusal) => match new {
                [] => Ok(Vec::new()),
                [(index, _)] => Ok(vec![(*index, refusal)]),
                _ => {
                    let (first, second) = new.split_at(new.len() / 2);
                    // The later ones first: they come after the same question.
                    let mut refused = self.insert(after, second)?;
                    refused.extend(self.insert(after, first)?);
                    Ok(refused)
                }
            },
        }
    }

    /// Changes the text.
    fn apply(&mut self, edits: &[TextEdit]) -> Result<(), Refusal> {
        let after =
            text::apply(&self.text, edits).map_err(|overlap| Refusal::new(overlap.to_string()))?;
        let facts = self.bank.read(self.path, &after);
        self.bank.apply([change(self.path.clone(), facts)]);
        for came in &mut self.came {
            let before = edits.iter().filter(|edit| edit.span.end <= came.span.start);
            let shift: i64 = before
                .map(|edit| edit.text.len() as i64 - i64::from(edit.span.len()))
                .sum();
            let moved = |at: u32| (i64::from(at) + shift) as u32;
            came.span = Span::new(moved(came.span.start), moved(came.span.end));
        }
        self.text = after;
        Ok(())
    }

    /// The same with the entries of the new questions in its table of contents, if it has one.
    fn with_contents(mut self) -> Self {
        for at in 0..self.came.len() {
            let part = Part::Questions(self.came[at].first);
            let planned = contents::update(&self.bank, self.path, &self.text, part);
            let edits = planned
                .ok()
                .and_then(|mut edit| edit.texts.remove(self.path));
            // Where the entries cannot be written, the questions come without them; a finding then offers the entries.
            let _ = edits.map(|edits| self.apply(&edits));
        }
        self
    }
}
