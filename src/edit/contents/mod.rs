//! Updates a table of contents, in the form that it has: the entries that lead nowhere or differ from their questions, and
//! the questions without an entry.
//!
//! An entry whose question exists nowhere stays, unless it is to be removed. No other line of the file changes.

pub mod aligned;
pub mod elsewhere;
pub mod make;
mod missing;
pub mod row;
mod run;
pub mod several;
#[cfg(test)]
mod tests;
mod written;

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::verify::{read_after, same_questions};
use super::{Edit, Planned};
use crate::bank::contents_match::{ContentsMatch, Difference, contents_match, differences};
use crate::bank::{Bank, BankPath};
use crate::facts::Facts;
use crate::facts::contents::ContentsEntry;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::syntax::markdown::escape::written_like;
use crate::syntax::markdown::link::leads_somewhere;
use crate::text::{Refusal, Span, TextEdit, letters, line_start, next_line};
use row::Row;
use written::{links_or_tags, replacement};

/// What of a table of contents is updated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// All of it.
    All {
        /// Whether the entries whose question exists nowhere are removed.
        removes: bool,
    },
    /// The entry whose link is at this offset.
    Entry(u32),
    /// The entries of the questions from this index on that have none, up to the next question with one.
    Questions(usize),
    /// The entry of the question at this index, where the table lists most of the others.
    Question(usize),
}

/// The change that updates a part of the table of contents of the file at `path`; one without edits if it is as it should
/// be, or if there is no table.
///
/// # Errors
/// When the file has no questions, or the change would change anything but the table.
pub fn update(bank: &Bank, path: &BankPath, text: &str, part: Part) -> Planned {
    let group = bank
        .group(path.as_str())
        .ok_or_else(|| Refusal::new(format!("`{path}` has no questions")))?;
    Ok(Edit::texts(path, edits(bank, path, (text, group), part)?))
}

/// The edits that update a part of the table of contents of the file at `path` with this text and these questions, which may
/// be newer than the bank.
///
/// # Errors
/// When the change would change anything but the table.
pub fn edits(
    bank: &Bank,
    path: &BankPath,
    (text, group): (&str, &Group),
    part: Part,
) -> Result<Vec<TextEdit>, Refusal> {
    let Some(matched) = contents_match(group) else {
        return Ok(Vec::new());
    };
    let table = Table::new(bank, path, text, group, &matched);
    table.checked(table.edits(part))
}

/// Whether the entry with the link at an offset can be updated.
pub fn is_outdated(bank: &Bank, path: &BankPath, text: &str, offset: u32) -> bool {
    !unchecked(bank, path, text, Part::Entry(offset)).is_empty()
}

/// The edits that update a part of the table of contents of a file, in order. Whether they would change anything but the table
/// is not known; that takes long in a large file.
pub fn unchecked(bank: &Bank, path: &BankPath, text: &str, part: Part) -> Vec<TextEdit> {
    let group = bank.group(path.as_str());
    let matched = group.and_then(|group| Some((group, contents_match(group)?)));
    let edits = matched.map(|(group, matched)| {
        let table = Table::new(bank, path, text, group, &matched);
        let mut edits = table.edits(part);
        edits.sort_by_key(|edit| edit.span);
        edits.dedup();
        edits
    });
    edits.unwrap_or_default()
}

/// The rows that can be written on the empty line that starts at `at`, next to a row of the table of contents of the file at
/// `path`: each with the text of its question. One for each question that the table does not list.
pub fn next_rows(
    bank: &Bank,
    path: &BankPath,
    (text, group): (&str, &Group),
    at: u32,
) -> Vec<(String, String)> {
    let ends = group.contents.first().zip(group.contents.last());
    let is_near = ends.is_some_and(|(first, last)| {
        line_start(text, first.span.start) <= next_line(text, at)
            && at <= next_line(text, last.span.end)
    });
    let Some(matched) = is_near.then(|| contents_match(group)).flatten() else {
        return Vec::new();
    };
    let table = Table::new(bank, path, text, group, &matched);
    let rows = || {
        let rows = table.rows.iter().enumerate();
        rows.filter_map(|(at, row)| Some((at, row.as_ref()?)))
    };
    let below = next_line(text, at);
    let above = rows().find(|(_, row)| next_line(text, row.line.end) == at);
    let above = above.map(|(entry, _)| (entry, true));
    let beside = above.or_else(|| {
        let below = rows().find(|(_, row)| row.line.start == below);
        below.map(|(entry, _)| (entry, false))
    });
    beside.map_or_else(Vec::new, |(entry, is_after)| {
        table.rows_beside(entry, is_after)
    })
}

/// Whether the questions say what they said, and each heading has the anchor that it had.
fn keeps_the_rest(group: &Group, after: &Facts) -> bool {
    let Some(now) = after.as_group() else {
        return false;
    };
    let (old, new) = (group.questions.iter(), now.questions.iter());
    same_questions(new.map(|it| &**it.question), old.map(|it| &**it.question))
        && group.body.anchors().eq(now.body.anchors())
}

/// A table of contents, and the file that it is in.
struct Table<'t> {
    bank: &'t Bank,
    path: &'t BankPath,
    text: &'t str,
    group: &'t Group,
    matched: &'t ContentsMatch<'t>,
    /// The row of each entry.
    rows: Vec<Option<Row>>,
    /// For each entry that leads nowhere, the anchor that it is meant to have, if that is known.
    dead: BTreeMap<usize, Option<&'t str>>,
}

impl<'t> Table<'t> {
    fn new(
        bank: &'t Bank,
        path: &'t BankPath,
        text: &'t str,
        group: &'t Group,
        matched: &'t ContentsMatch<'t>,
    ) -> Self {
        let entries = matched.entries.iter();
        let rows = entries.map(|(entry, _)| Row::of(text, entry)).collect();
        Self {
            bank,
            path,
            text,
            group,
            matched,
            rows,
            dead: dead_entries(text, group, matched),
        }
    }

    /// The edits in order.
    ///
    /// # Errors
    /// When they would change anything but the table.
    fn checked(&self, mut edits: Vec<TextEdit>) -> Result<Vec<TextEdit>, Refusal> {
        edits.sort_by_key(|edit| edit.span);
        edits.dedup();
        if edits.is_empty() {
            return Ok(edits);
        }
        let facts = read_after(&self.bank.config().input(self.path, self.text), &edits);
        match facts {
            Some(facts) if keeps_the_rest(self.group, &facts) => Ok(edits),
            _ => Err(Refusal::new(
                "the new table of contents would change the questions of the file; update it by hand",
            )),
        }
    }

    fn edits(&self, part: Part) -> Vec<TextEdit> {
        match part {
            Part::All { removes } => {
                let mut edits = self.entry_edits(|_| true);
                edits.extend(self.without_mark());
                edits.extend(self.missing_rows(self.missing()));
                if removes {
                    edits.extend(self.removals());
                }
                edits
            }
            Part::Entry(offset) => {
                self.entry_edits(|at| self.matched.entries[at].0.span.touches(offset))
            }
            Part::Questions(first) => self.missing_rows(self.missing_from(first)),
            Part::Question(index) => {
                let missing = self.missing().into_iter();
                self.missing_rows(missing.filter(|at| *at == index).collect())
            }
        }
    }

    /// The corrections of the entries that are `wanted`, by their index.
    fn entry_edits(&self, wanted: impl Fn(usize) -> bool) -> Vec<TextEdit> {
        let corrections = self.corrections(wanted).into_iter();
        corrections.map(|(_, edit)| edit).collect()
    }

    /// The same, each with the index of its entry.
    fn corrections(&self, wanted: impl Fn(usize) -> bool) -> Vec<(usize, TextEdit)> {
        let pointed = |at: usize| self.dead.get(&at).copied().flatten();
        let anchors = (0..self.rows.len()).filter_map(|at| {
            let row = self.rows[at].as_ref().filter(|_| wanted(at))?;
            Some((at, replacement(row.anchor, pointed(at)?)))
        });
        // An entry that is pointed at its question is compared with that one.
        let leads = (0..self.rows.len()).map(|at| match pointed(at) {
            Some(_) => self.matched.meant[at],
            None => self.matched.entries[at].1,
        });
        let differing = differences(self.matched, leads).into_iter();
        let differing = differing.filter(|(at, ..)| wanted(*at));
        anchors
            .chain(differing.filter_map(|it| Some((it.0, self.difference_edit(it)?))))
            .collect()
    }

    fn difference_edit(
        &self,
        (at, question, difference): (usize, usize, Difference),
    ) -> Option<TextEdit> {
        let row = self.rows[at].as_ref()?;
        Some(match difference {
            Difference::Text => replacement(row.label, &self.label(question, row)?),
            Difference::Number { number, .. } => replacement(row.number?, &number.to_string()),
        })
    }

    /// The lines of the entries that lead nowhere, of which nothing shows what they are meant for. One with a part of the
    /// list below it stays.
    fn removals(&self) -> impl Iterator<Item = TextEdit> {
        let lost = self
            .dead
            .iter()
            .filter(|(at, anchor)| anchor.is_none() && self.matched.meant[**at].is_none());
        let rows = lost.filter_map(|(at, _)| self.rows[*at].as_ref());
        let rows = rows.filter(|row| !row.has_more_below(self.text));
        rows.map(|row| replacement(row.whole(self.text), ""))
    }

    /// The links to questions without an entry that lack the `#`, and so would lead to a file.
    fn without_mark(&self) -> Vec<TextEdit> {
        let anchors = &self.matched.anchors;
        let listed = self
            .matched
            .entries
            .iter()
            .filter_map(|(_, question)| *question);
        let listed: HashSet<usize> = listed.collect();
        let open = (0..anchors.len()).filter(|index| !listed.contains(index));
        let open: HashSet<&str> = open.filter_map(|index| anchors[index]).collect();
        let links = self.group.body.links().filter(|link| link.anchor.is_none());
        let dead = links.filter(|link| {
            let file = self.path.beside(link.path);
            open.contains(link.path)
                && file.is_none_or(|file| self.bank.file(file.as_str()).is_none())
        });
        let place = |span: Span| Span::at(span.start + self.group.split.body);
        dead.map(|link| replacement(place(link.span), "#"))
            .collect()
    }

    /// The end of a row with the lines that belong to it: those that are indented more.
    fn end_of(&self, row: &Row) -> u32 {
        let mut end = row.line.end;
        if row.is_in_table(self.text) {
            return end;
        }
        let indent = row.indent(self.text);
        let rest = &self.text[end as usize..];
        for line in rest.split_inclusive('\n').skip(1) {
            let bare = line.trim_start();
            if bare.is_empty() || line.len() - bare.len() <= indent {
                break;
            }
            let start = (line.as_ptr() as usize - self.text.as_ptr() as usize) as u32;
            end = start + line.trim_end_matches(['\r', '\n']).len() as u32;
        }
        end
    }

    /// The text of a question as it is written in a link of `row`.
    fn label(&self, question: usize, row: &Row) -> Option<String> {
        label(
            self.text,
            &self.matched.questions[question],
            (self.text, row),
        )
    }
}

/// The text of a question of the file `own`, as it is written where the label of a row of a table is.
fn label(own: &str, placed: &Placed<'_>, (table, row): (&str, &Row)) -> Option<String> {
    let mark = placed.text()?;
    let written = mark.span.slice(own).trim();
    let is_simple = !written.is_empty() && !written.contains('\n') && !links_or_tags(written);
    // Markup of the question stays, but no link can be in a link.
    let (old, new) = match is_simple {
        true => (written, written),
        false => ("", mark.text),
    };
    Some(written_like(table, row.label, old, new))
}

/// Whether the table of contents of a file with these questions is not as it should be.
fn update_needed(bank: &Bank, path: &BankPath, text: &str, group: &Group) -> bool {
    contents_match(group).is_none_or(|matched| {
        let table = Table::new(bank, path, text, group, &matched);
        !table.edits(Part::All { removes: false }).is_empty()
    })
}

/// The entries that lead nowhere, by their index, each with the anchor that it is meant to have: that of its question, or of
/// the only heading with its text.
fn dead_entries<'t>(
    text: &str,
    group: &'t Group,
    matched: &ContentsMatch<'t>,
) -> BTreeMap<usize, Option<&'t str>> {
    let anchors: HashSet<&str> = group.body.anchors().collect();
    let is_dead = |entry: &ContentsEntry| {
        let anchor = entry.anchor.as_deref().unwrap_or_default();
        !leads_somewhere(anchor, false, |anchor| anchors.contains(anchor))
    };
    let entries = matched.entries.iter().enumerate();
    let dead = entries.filter(|(_, (entry, _))| is_dead(entry));
    let mut dead = dead.peekable();
    if dead.peek().is_none() {
        return BTreeMap::new();
    }
    let headings = by_letters(text, group);
    let meant = |at: usize, entry: &ContentsEntry| match matched.meant[at] {
        Some(question) => matched.anchors[question],
        None => headings.get(&letters(&entry.text)).copied().flatten(),
    };
    dead.map(|(at, (entry, _))| (at, meant(at, entry)))
        .collect()
}

/// The anchors of the headings by the letters of their texts; `None` for texts that several have.
fn by_letters<'t>(text: &str, group: &'t Group) -> HashMap<String, Option<&'t str>> {
    let mut headings: HashMap<String, Option<&str>> = HashMap::default();
    for heading in group.body.headings() {
        let shown = heading.span.shift(group.split.body).slice(text);
        let known = headings.entry(letters(shown));
        let known = known.or_insert(Some(heading.anchor));
        *known = known.filter(|anchor| *anchor == heading.anchor);
    }
    headings
}
