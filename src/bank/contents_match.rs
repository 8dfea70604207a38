//! The entries of a table of contents and the questions that they lead to.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::nearest::is_near;
use crate::facts::contents::ContentsEntry;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::text::{letters, same_letters};

/// Which question each entry of a file's table of contents leads to.
pub struct ContentsMatch<'g> {
    /// The entries in order, each with the index of its question, found by its anchor or else by its text; `None` if there
    /// is none.
    pub entries: Vec<(&'g ContentsEntry, Option<usize>)>,
    /// For each entry, the question that it is meant for, even where it does not lead there: by its anchor, its text or
    /// its number.
    pub meant: Vec<Option<usize>>,
    /// For each question, whether an entry is meant for it.
    pub listed: Vec<bool>,
    /// For each question, the anchor of its heading.
    pub anchors: Vec<Option<&'g str>>,
    /// The questions.
    pub questions: Vec<Placed<'g>>,
}

/// Matches the table of contents with the questions; `None` if there is no table.
pub fn contents_match(group: &Group) -> Option<ContentsMatch<'_>> {
    if group.contents.is_empty() {
        return None;
    }
    let questions: Vec<_> = group.questions.iter().collect();
    let anchors = anchors(group, questions.iter().copied());
    let mut by_anchor = ByKey::new(anchors.len());
    let mut listed = vec![false; anchors.len()];
    // Entries that lead to no question, or to one to which an earlier entry leads.
    let mut lost = Vec::new();
    let entries = group.contents.iter().enumerate().map(|(at, entry)| {
        let anchor = entry.anchor.as_deref();
        let found = anchor.and_then(|anchor| by_anchor.find(&anchors, anchor));
        let is_known = found.is_some_and(|index| !std::mem::replace(&mut listed[index], true));
        if !is_known {
            lost.push(at);
        }
        (entry, found)
    });
    let mut entries: Vec<_> = entries.collect();
    let mut meant: Vec<_> = entries.iter().map(|(_, question)| *question).collect();
    match_others(&questions, &mut entries, &lost, (&mut listed, &mut meant));
    without_mark(group, &anchors, &mut listed);
    Some(ContentsMatch {
        entries,
        meant,
        listed,
        anchors,
        questions,
    })
}

/// How an entry differs from the question that it leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Difference {
    /// Its text is another one.
    Text,
    /// Its number is another one.
    Number {
        /// That of the entry.
        listed: u32,
        /// That of the question.
        number: u32,
    },
}

/// The entries that differ from their questions, by their index: those with another text, then those with another number.
/// Where most differ in one of these, that is on purpose, and they are left out. `leads`: for each entry, the index of its
/// question.
pub fn differences(
    matched: &ContentsMatch<'_>,
    leads: impl Iterator<Item = Option<usize>>,
) -> Vec<(usize, usize, Difference)> {
    let mut pairs = 0;
    let mut texts = Vec::new();
    let mut numbers = Vec::new();
    for (at, ((entry, _), index)) in matched.entries.iter().zip(leads).enumerate() {
        let Some(index) = index else { continue };
        pairs += 1;
        let question = matched.questions[index].question;
        if differs(entry, question.text().map_or("", |text| text.text)) {
            texts.push((at, index, Difference::Text));
        }
        if let (Some(listed), Some(number)) = (entry.number, question.number())
            && listed != number
        {
            numbers.push((at, index, Difference::Number { listed, number }));
        }
    }
    let few = |list: &Vec<_>| list.len() * 2 <= pairs;
    let lists = [texts, numbers].into_iter().filter(few);
    lists.flatten().collect()
}

/// Whether an entry has other letters than the text of its question, and not their start before dots.
fn differs(entry: &ContentsEntry, text: &str) -> bool {
    if entry.text == text || same_letters(&entry.text, text) {
        return false;
    }
    let written = entry.text.trim_end();
    let (listed, asked) = (letters(written), letters(text));
    let is_shortened =
        (written.ends_with('…') || written.ends_with("...")) && asked.starts_with(&listed);
    !(is_shortened || asked.is_empty() || listed.is_empty())
}

/// Whether a table lists most questions, and not only sections.
pub fn lists_most(listed: &[bool]) -> bool {
    listed.iter().filter(|listed| **listed).count() * 4 >= listed.len() * 3
}

/// The anchor of the heading that each question is.
pub fn anchors<'g>(
    group: &'g Group,
    questions: impl Iterator<Item = Placed<'g>>,
) -> Vec<Option<&'g str>> {
    let start = group.split.body;
    let mut headings = group.body.headings().peekable();
    let questions = questions.map(|placed| {
        let text = placed.text()?.span;
        let at = text.start.checked_sub(start)?;
        while headings.next_if(|heading| heading.span.end <= at).is_some() {}
        let heading = headings.peek().filter(|heading| heading.span.start <= at)?;
        Some(heading.anchor)
    });
    questions.collect()
}

/// Finds the questions that the entries at `lost` are meant for: by their text or their anchor, else by one of them with a
/// slip, else by their number or a word in the same place. Only a text shows which question an entry leads to. Both lists
/// are short.
fn match_others(
    questions: &[Placed<'_>],
    entries: &mut [(&ContentsEntry, Option<usize>)],
    lost: &[usize],
    (listed, meant): (&mut [bool], &mut [Option<usize>]),
) {
    if lost.is_empty() {
        return;
    }
    let open = (0..listed.len()).filter(|index| !listed[*index]);
    let open = open.filter_map(|index| Open::new(index, &questions[index]));
    let open: Vec<Open<'_>> = open.take(MOST).collect();
    let mut left = Vec::new();
    for at in lost.iter().take(MOST) {
        let (entry, question) = &mut entries[*at];
        let entry = Letters::new(entry);
        let mut still = open.iter().filter(|it| !listed[it.index]);
        if let Some(found) = still.clone().find(|it| is_like(&entry.text, &it.letters)) {
            *question = Some(found.index);
            meant[*at] = Some(found.index);
            listed[found.index] = true;
        } else if question.is_none() {
            match still.find(|it| it.letters == entry.anchor) {
                Some(found) => {
                    meant[*at] = Some(found.index);
                    listed[found.index] = true;
                }
                None => left.push((*at, entry)),
            }
        }
    }
    // What leads to few questions lists something else, such as sections.
    let found = entries.iter().filter(|(_, question)| question.is_some());
    let lists_questions = found.count() * 2 >= entries.len();
    let gaps: Vec<Range<usize>> = left.iter().map(|(at, _)| between(entries, *at)).collect();
    for ((at, written), gap) in left.iter().zip(&gaps) {
        let entry = entries[*at].0;
        let from = open.partition_point(|it| it.index < gap.start);
        let still = open[from..].iter().take(NEAREST);
        let still = still.take_while(|it| it.index < gap.end);
        let still = || still.clone().filter(|it| !listed[it.index]);
        let near = still().find(|it| it.is_near(written));
        let numbered = || still().find(|it| it.has_number_of(entry) && it.shares_word_of(entry));
        // Of one entry and one question in the same place less shows that they belong together.
        let is_alone = || gaps.iter().filter(|other| *other == gap).count() == 1;
        let only = || {
            let mut still = still();
            let only = still
                .next()
                .filter(|_| still.next().is_none() && is_alone());
            only.filter(|it| it.has_number_of(entry) || it.shares_word_of(entry))
        };
        let found = match lists_questions {
            true => near.or_else(numbered).or_else(only),
            false => near,
        };
        if let Some(found) = found {
            meant[*at] = Some(found.index);
            listed[found.index] = true;
        }
    }
}

/// The letters of an entry.
struct Letters {
    /// Of its text, without a number before it.
    text: String,
    /// Of its anchor.
    anchor: String,
}

impl Letters {
    fn new(entry: &ContentsEntry) -> Self {
        let text = entry.text.as_str();
        let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_numbered = entry.number.is_none() && bare.starts_with(' ');
        Self {
            text: letters(if is_numbered { bare } else { text }),
            anchor: letters(entry.anchor.as_deref().unwrap_or_default()),
        }
    }
}

/// The questions after that of the entry before the one at `at`, up to that of the entry after it.
fn between(entries: &[(&ContentsEntry, Option<usize>)], at: usize) -> Range<usize> {
    let question = |(_, question): &(&ContentsEntry, Option<usize>)| *question;
    let before = entries[..at].iter().rev().find_map(question);
    let after = entries[at..].iter().find_map(question);
    before.map_or(0, |before| before + 1)..after.unwrap_or(usize::MAX)
}

/// A question that no entry leads to.
struct Open<'g> {
    index: usize,
    text: &'g str,
    letters: String,
    number: Option<u32>,
}

impl<'g> Open<'g> {
    fn new(index: usize, placed: &Placed<'g>) -> Option<Self> {
        let question = placed.question;
        let text = question.text()?.text;
        Some(Self {
            index,
            text,
            letters: letters(text),
            number: question.number(),
        })
    }

    /// Whether an entry with these letters means it, with a slip in the text or in the anchor.
    fn is_near(&self, entry: &Letters) -> bool {
        is_near(&entry.text, &self.letters) || is_near(&entry.anchor, &self.letters)
    }

    /// Whether the entry has its number.
    fn has_number_of(&self, entry: &ContentsEntry) -> bool {
        entry.number.is_some() && entry.number == self.number
    }

    /// Whether the entry has a word of its text.
    fn shares_word_of(&self, entry: &ContentsEntry) -> bool {
        let own: Vec<String> = long_words(self.text).collect();
        long_words(&entry.text).any(|word| own.contains(&word))
    }
}

/// The words of a text that are long enough to tell what it is about, in lower case.
fn long_words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let long = words.filter(|word| word.len() >= 5);
    long.map(str::to_lowercase)
}

/// Marks the questions whose entry lacks the `#` before its anchor, and so leads to a file.
fn without_mark(group: &Group, anchors: &[Option<&str>], listed: &mut [bool]) {
    let open = listed.iter().zip(anchors);
    let open = open.filter_map(|(listed, anchor)| anchor.filter(|_| !listed));
    let open: HashSet<&str> = open.take(MOST).collect();
    if open.is_empty() {
        return;
    }
    let links = group.body.links().filter(|link| link.anchor.is_none());
    let named: HashSet<&str> = links
        .map(|link| link.path)
        .filter(|path| open.contains(path))
        .collect();
    for (listed, anchor) in listed.iter_mut().zip(anchors) {
        *listed |= anchor.is_some_and(|anchor| named.contains(anchor));
    }
}

/// The most entries and questions that are compared by text.
const MOST: usize = 200;

/// The most questions that an entry with a slip is compared with.
const NEAREST: usize = 16;

/// The fewest letters of a text that show which question it starts.
const TELLING: usize = 24;

/// Whether an entry has the text of a question, or its start.
fn is_like(entry: &str, question: &str) -> bool {
    entry == question || entry.len() >= TELLING && question.starts_with(entry)
}

/// Finds questions by their anchors. Entries are mostly in the order of the questions, so the next question is tried
/// first, and the table is made only when it is needed.
pub struct ByKey<'g> {
    next: usize,
    count: usize,
    table: Option<HashMap<&'g str, usize>>,
}

impl<'g> ByKey<'g> {
    /// Finds questions of which there are `count`.
    pub fn new(count: usize) -> Self {
        Self {
            next: 0,
            count,
            table: None,
        }
    }

    /// The index of the question with this anchor.
    pub fn find(&mut self, anchors: &[Option<&'g str>], wanted: &str) -> Option<usize> {
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
