//! The entries of a table of contents and the questions that they lead to.

use std::collections::HashMap;

use crate::facts::contents::ContentsEntry;
use crate::facts::group::Group;

/// Which question each entry of a file's table of contents leads to.
pub struct ContentsMatch<'g> {
    /// The entries in order, each with the index of its question, found by its anchor or else by its text; `None` if there
    /// is none.
    pub entries: Vec<(&'g ContentsEntry, Option<usize>)>,
    /// For each question, whether an entry leads to it, by its anchor or by its text.
    pub listed: Vec<bool>,
    /// For each question, whether it has an anchor.
    pub anchored: Vec<bool>,
}

/// Matches the table of contents with the questions; `None` if there is no table.
pub fn contents_match(group: &Group) -> Option<ContentsMatch<'_>> {
    if group.contents.is_empty() {
        return None;
    }
    let anchors = anchors(group);
    let mut by_anchor = ByKey::new(anchors.len());
    let mut entries: Vec<_> = group
        .contents
        .iter()
        .map(|entry| {
            let anchor = entry.anchor.as_deref();
            (
                entry,
                anchor.and_then(|anchor| by_anchor.find(&anchors, anchor)),
            )
        })
        .collect();
    let mut listed = vec![false; anchors.len()];
    for question in entries.iter().filter_map(|(_, question)| *question) {
        listed[question] = true;
    }
    match_by_text(group, &mut entries, &mut listed);
    let anchored = anchors.iter().map(Option::is_some).collect();
    Some(ContentsMatch {
        entries,
        listed,
        anchored,
    })
}

/// The anchor of the heading that each question is.
fn anchors(group: &Group) -> Vec<Option<&str>> {
    let start = group.split.body;
    let mut headings = group.body.headings().peekable();
    let questions = group.questions.iter().map(|placed| {
        let text = placed.text()?.span;
        let at = text.start.checked_sub(start)?;
        while headings.next_if(|heading| heading.span.end <= at).is_some() {}
        let heading = headings.peek().filter(|heading| heading.span.start <= at)?;
        Some(heading.anchor)
    });
    questions.collect()
}

/// Finds the questions of entries whose anchor leads nowhere, by their text. Both lists are short.
fn match_by_text(
    group: &Group,
    entries: &mut [(&ContentsEntry, Option<usize>)],
    listed: &mut [bool],
) {
    let mut lost: Vec<_> = entries
        .iter_mut()
        .filter(|(_, question)| question.is_none())
        .collect();
    if lost.is_empty() {
        return;
    }
    let open = (0..listed.len()).filter(|index| !listed[*index]);
    let open: Vec<(usize, String)> = open
        .filter_map(|index| Some((index, letters(group.questions.get(index)?.text()?.text))))
        .collect();
    for (entry, question) in lost.iter_mut().take(MOST) {
        let written = letters(&entry.text);
        let found = open.iter().take(MOST).find(|(index, text)| {
            !listed[*index] && !written.is_empty() && is_like(&written, text)
        });
        if let Some((index, _)) = found {
            *question = Some(*index);
            listed[*index] = true;
        }
    }
}

/// The most entries and questions that are compared by text.
const MOST: usize = 200;

/// The fewest letters of a text that show which question it starts.
const TELLING: usize = 24;

/// Whether an entry has the text of a question, or its start.
fn is_like(entry: &str, question: &str) -> bool {
    entry == question || entry.len() >= TELLING && question.starts_with(entry)
}

/// Finds questions by their anchors. Entries are mostly in the order of the questions, so the next question is tried
/// first, and the table is made only when it is needed.
struct ByKey<'g> {
    next: usize,
    count: usize,
    table: Option<HashMap<&'g str, usize>>,
}

impl<'g> ByKey<'g> {
    fn new(count: usize) -> Self {
        Self {
            next: 0,
            count,
            table: None,
        }
    }

    fn find(&mut self, anchors: &[Option<&'g str>], wanted: &str) -> Option<usize> {
        let is_next = self.next < self.count && anchors[self.next] == Some(wanted);
        let found = match is_next {
            true => Some(self.next),
            false => {
                let table = self.table.get_or_insert_with(|| {
                    let named = anchors.iter().enumerate();
                    named
                        .filter_map(|(index, anchor)| Some(((*anchor)?, index)))
                        .collect()
                });
                table.get(wanted).copied()
            }
        };
        self.next = found.map_or(self.next, |found| found + 1);
        found
    }
}

/// The letters and digits of a text, in lower case: what is left without markup and punctuation.
pub fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
