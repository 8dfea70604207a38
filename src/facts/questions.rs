//! The questions of a group in order, in a structure that an edit changes in one place.
//!
//! A group can have ten thousand questions, and a keystroke changes one. They are stored in chunks of at most 64. The
//! next state of the group shares every chunk that the edit did not change, and two states are compared chunk by chunk.

use std::ops::Range;
use std::sync::Arc;

use super::mark::{Mark, OwnedMark};
use super::question::{Answer, Question};
use super::section::Section;
use crate::syntax::char_mask::CharMask;
use crate::text::Span;

/// The maximum number of questions in a chunk.
const CHUNK: usize = 64;

/// The questions of a group.
#[derive(Clone, Default, Debug)]
pub struct Questions {
    chunks: Vec<PlacedChunk>,
    len: usize,
    /// In order; empty if no heading classifies questions.
    sections: Arc<[Section]>,
}

#[derive(Clone, Debug)]
struct PlacedChunk {
    /// The offset in the file that the chunk's offsets count from.
    start: u32,
    /// The index of its first question.
    first: usize,
    /// In order; never empty.
    items: Arc<[Item]>,
}

#[derive(Clone, Debug)]
struct Item {
    /// From the start of the chunk.
    offset: u32,
    /// A copy of the question's mask: a search scans these without loading the questions, and it fits into the padding
    /// between the offset and the pointer.
    mask: CharMask,
    question: Arc<Question>,
}

/// A question and the offset at which its segment starts in the file.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'g> {
    /// The offset that the question's spans count from.
    pub start: u32,
    /// The question.
    pub question: &'g Arc<Question>,
    /// The section that it is in.
    pub section: Option<&'g Section>,
}

/// The question's own values and those inherited from its section. Spans count from the start of the file.
impl<'g> Placed<'g> {
    /// The segment.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.start + self.question.len)
    }

    /// The question's text.
    pub fn text(&self) -> Option<Mark<'g>> {
        Some(self.question.text()?.shift(self.start))
    }

    /// The answer.
    pub fn answer(&self) -> Option<Answer<'g>> {
        Some(self.question.answer()?.shift(self.start))
    }

    /// Its own level, else that of its section.
    pub fn level(&self) -> Option<Mark<'g>> {
        let own = self.question.level().map(|level| level.shift(self.start));
        own.or_else(|| Some(self.section?.level.as_ref()?.mark()))
    }

    /// Its own topics and those of its section, without duplicates.
    pub fn topics(&self) -> impl Iterator<Item = Mark<'g>> + use<'g> {
        let (start, question) = (self.start, self.question);
        let given = self.section.into_iter().flat_map(Section::topics);
        let given = given.map(OwnedMark::mark);
        let given = given.filter(|given| question.topics().all(|own| own.text != given.text));
        let own = question.topics().map(move |topic| topic.shift(start));
        own.chain(given)
    }
}

/// The difference between two states of a list: the questions at `old` were replaced by those at `new`; all others are
/// equal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Indexes in the old list.
    pub old: Range<usize>,
    /// Indexes in the new list.
    pub new: Range<usize>,
}

impl Difference {
    /// The difference between an empty list and one of `count` questions.
    pub fn all(count: usize) -> Self {
        Self {
            old: 0..0,
            new: 0..count,
        }
    }

    /// The difference between two states of a list; all of one if the other is missing.
    pub fn between(old: Option<&Questions>, new: Option<&Questions>) -> Self {
        match (old, new) {
            (Some(old), Some(new)) => new.difference(old),
            (old, new) => Self {
                old: 0..old.map_or(0, Questions::len),
                new: 0..new.map_or(0, Questions::len),
            },
        }
    }
}

impl Questions {
    /// A list of these questions, each with the offset at which it starts.
    pub fn new(items: impl IntoIterator<Item = (u32, Arc<Question>)>) -> Self {
        let mut list = Self::default();
        list.extend(items);
        list
    }

    /// The number of questions.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The question at an index.
    pub fn get(&self, index: usize) -> Option<Placed<'_>> {
        let chunk = &self.chunks[self.chunk_of(index)?];
        Some(self.placed(chunk, index - chunk.first, self.sections_up_to(index)))
    }

    /// The question at the index `at` of `chunk`, in the last of the first `sections` sections.
    fn placed<'g>(&'g self, chunk: &'g PlacedChunk, at: usize, sections: usize) -> Placed<'g> {
        let item = &chunk.items[at];
        Placed {
            start: chunk.start + item.offset,
            question: &item.question,
            section: self.sections[..sections].last(),
        }
    }

    /// How many sections start at or before the question at an index.
    fn sections_up_to(&self, index: usize) -> usize {
        self.sections
            .partition_point(|section| section.first <= index)
    }

    /// The sections in order; empty if no heading classifies questions.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The same questions in these sections.
    pub fn with_sections(self, sections: impl Into<Arc<[Section]>>) -> Self {
        Self {
            sections: sections.into(),
            ..self
        }
    }

    /// The questions whose text has all these characters, in order. Scans a few bytes per question.
    pub fn with_chars(&self, needed: CharMask) -> impl Iterator<Item = Placed<'_>> {
        let fits = move |item: &Item| item.mask & needed == needed && item.mask != 0;
        self.chunks.iter().flat_map(move |chunk| {
            let items = chunk.items.iter().enumerate();
            items
                .filter(move |(_, item)| fits(item))
                .map(|(at, _)| self.placed(chunk, at, self.sections_up_to(chunk.first + at)))
        })
    }

    /// The questions in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Placed<'_>> + DoubleEndedIterator + Clone {
        self.range(0..self.len)
    }

    /// The questions at these indexes, which must exist.
    pub fn range(&self, places: Range<usize>) -> Iter<'_> {
        let chunk = self.chunk_of(places.start).unwrap_or(0);
        let sections = self.sections_up_to(places.start);
        Iter {
            list: self,
            places,
            chunk,
            sections,
        }
    }

    /// The last question that starts at or before the offset.
    pub fn at_or_before(&self, offset: u32) -> Option<usize> {
        let at = self
            .chunks
            .partition_point(|chunk| chunk.start <= offset)
            .checked_sub(1)?;
        let chunk = &self.chunks[at];
        let inside = chunk
            .items
            .partition_point(|item| chunk.start + item.offset <= offset);
        Some(chunk.first + inside.max(1) - 1)
    }

    /// Replaces the questions at the indexes `replaced` with `new` and shifts those after them by `shift` bytes. The result
    /// has no sections, because their indexes and spans change; see [`with_sections`](Self::with_sections).
    pub fn splice(
        &self,
        replaced: Range<usize>,
        new: Vec<(u32, Arc<Question>)>,
        shift: i64,
    ) -> Self {
        let (Some(from), Some(to)) = (
            self.chunk_of(replaced.start.min(self.len.saturating_sub(1))),
            self.chunk_of(replaced.end.max(1) - 1),
        ) else {
            return Self::new(new);
        };
        let mut list = Self {
            chunks: self.chunks[..from].to_vec(),
            len: self.chunks[from].first,
            sections: Arc::default(),
        };
        let last = &self.chunks[to];
        let before = self
            .range(self.chunks[from].first..replaced.start)
            .map(|p| (p.start, Arc::clone(p.question)));
        let after = self.range(replaced.end..(last.first + last.items.len()).max(replaced.end));
        let after = after.map(|p| (moved(p.start, shift), Arc::clone(p.question)));
        list.extend(before.chain(new).chain(after).collect::<Vec<_>>());
        for chunk in &self.chunks[to + 1..] {
            list.chunks.push(PlacedChunk {
                start: moved(chunk.start, shift),
                first: list.len,
                items: Arc::clone(&chunk.items),
            });
            list.len += chunk.items.len();
        }
        list
    }

    /// An equal list that shares the questions at both ends with `old`, as far as they are equal there. So the
    /// [difference](Self::difference) to `old` is what an edit between them changed. Costs a comparison per question.
    pub fn sharing(self, old: &Self) -> Self {
        let limit = self.len.min(old.len);
        let same =
            |(a, b): &(Placed<'_>, Placed<'_>)| a.start == b.start && a.question == b.question;
        let first = self.iter().zip(old.iter()).take_while(same).count();
        let last = |list: &Self| Some(i64::from(list.get(list.len.checked_sub(1)?)?.start));
        let shift = last(&self).zip(last(old)).map_or(0, |(new, old)| new - old);
        let same = |(a, b): &(Placed<'_>, Placed<'_>)| {
            i64::from(a.start) - i64::from(b.start) == shift && a.question == b.question
        };
        let tails = self.iter().rev().zip(old.iter().rev());
        let after = tails.take(limit - first).take_while(same).count();
        if first + after == 0 {
            return self;
        }
        let changed = self.range(first..self.len - after);
        let changed = changed.map(|placed| (placed.start, Arc::clone(placed.question)));
        let shared = old.splice(first..old.len - after, changed.collect(), shift);
        shared.with_sections(self.sections)
    }

    /// The difference to `old`, as small as pointer comparison of shared questions shows.
    pub fn difference(&self, old: &Self) -> Difference {
        let limit = self.len.min(old.len);
        let same_chunk = |(a, b): &(&PlacedChunk, &PlacedChunk)| {
            a.first == b.first && Arc::ptr_eq(&a.items, &b.items)
        };
        let chunks = self
            .chunks
            .iter()
            .zip(&old.chunks)
            .take_while(same_chunk)
            .count();
        let start = self
            .chunks
            .get(chunks)
            .map_or(self.len, |chunk| chunk.first)
            .min(limit);
        let same = |(a, b): &(Placed<'_>, Placed<'_>)| Arc::ptr_eq(a.question, b.question);
        let first = start
            + self
                .range(start..limit)
                .zip(old.range(start..limit))
                .take_while(same)
                .count();
        let same_tail = |(a, b): &(&PlacedChunk, &PlacedChunk)| {
            self.len - a.first == old.len - b.first
                && Arc::ptr_eq(&a.items, &b.items)
                && a.first >= first
                && b.first >= first
        };
        let tail = self
            .chunks
            .iter()
            .rev()
            .zip(old.chunks.iter().rev())
            .take_while(same_tail)
            .last();
        let after = tail.map_or(0, |(chunk, _)| self.len - chunk.first);
        let rest = self
            .range(first..self.len - after)
            .rev()
            .zip(old.range(first..old.len - after).rev());
        let after = after + rest.take_while(same).count();
        let difference = Difference {
            old: first..old.len - after,
            new: first..self.len - after,
        };
        self.with_relabelled(old, difference)
    }

    /// Extends the difference to equal questions whose section gives them other labels. Free unless one of the lists has
    /// sections; then it costs a comparison per section.
    fn with_relabelled(&self, old: &Self, difference: Difference) -> Difference {
        if self.sections == old.sections && difference.old == difference.new {
            return difference;
        }
        if self.sections.is_empty() && old.sections.is_empty() {
            return difference;
        }
        let first = same_labels(&self.sections, &old.sections, difference.new.start);
        let is_same_list = difference.old.is_empty() && difference.new.is_empty();
        let limit = match is_same_list {
            true => self.len - first,
            false => self.len - difference.new.end,
        };
        let after = same_labels_at_end(self, old, limit);
        Difference {
            old: first..old.len - after,
            new: first..self.len - after,
        }
    }

    fn extend(&mut self, items: impl IntoIterator<Item = (u32, Arc<Question>)>) {
        let mut items = items.into_iter().peekable();
        while let Some((start, _)) = items.peek() {
            let start = *start;
            let chunk: Arc<[_]> = items
                .by_ref()
                .take(CHUNK)
                .map(|(at, question)| Item {
                    offset: at - start,
                    mask: question.char_mask(),
                    question,
                })
                .collect();
            let first = self.len;
            self.len += chunk.len();
            self.chunks.push(PlacedChunk {
                start,
                first,
                items: chunk,
            });
        }
    }

    fn chunk_of(&self, index: usize) -> Option<usize> {
        if index >= self.len {
            return None;
        }
        self.chunks
            .partition_point(|chunk| chunk.first <= index)
            .checked_sub(1)
    }
}

/// How many of the first `limit` questions get the same labels from both lists of sections.
fn same_labels(new: &[Section], old: &[Section], limit: usize) -> usize {
    let (mut a, mut b, mut place) = (0, 0, 0);
    let next = |list: &[Section], at: usize| list.get(at).map_or(limit, |section| section.first);
    while place < limit {
        while next(new, a) <= place {
            a += 1;
        }
        while next(old, b) <= place {
            b += 1;
        }
        if !Section::gives_same(new[..a].last(), old[..b].last()) {
            return place;
        }
        place = next(new, a).min(next(old, b));
    }
    limit
}

/// How many of the last `limit` questions get the same labels from the sections of both lists.
fn same_labels_at_end(new: &Questions, old: &Questions, limit: usize) -> usize {
    // How far the start of the last of these sections is from the end of the list.
    let distance = |list: &Questions, sections: &[Section]| {
        sections
            .last()
            .map_or(limit, |section| list.len.saturating_sub(section.first))
    };
    let (mut a, mut b) = (&*new.sections, &*old.sections);
    let mut place = 0;
    while place < limit {
        while !a.is_empty() && distance(new, a) <= place {
            a = &a[..a.len() - 1];
        }
        while !b.is_empty() && distance(old, b) <= place {
            b = &b[..b.len() - 1];
        }
        if !Section::gives_same(a.last(), b.last()) {
            return place;
        }
        place = distance(new, a).min(distance(old, b));
    }
    limit
}

fn moved(offset: u32, shift: i64) -> u32 {
    (i64::from(offset) + shift).max(0) as u32
}

/// Two lists are equal if they have equal questions at equal offsets, whatever their chunks.
impl PartialEq for Questions {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len
            && self.sections == other.sections
            && self.iter().zip(other.iter()).all(|(a, b)| {
                a.start == b.start
                    && (Arc::ptr_eq(a.question, b.question) || a.question == b.question)
            })
    }
}

impl Eq for Questions {}

/// Questions in order.
#[derive(Clone)]
pub struct Iter<'g> {
    list: &'g Questions,
    places: Range<usize>,
    /// The chunk of the next index, or one before it.
    chunk: usize,
    /// How many sections start at or before the next index, or fewer.
    sections: usize,
}

impl<'g> Iterator for Iter<'g> {
    type Item = Placed<'g>;

    fn next(&mut self) -> Option<Placed<'g>> {
        let place = self.places.next()?;
        let mut chunk = self.list.chunks.get(self.chunk)?;
        if place >= chunk.first + chunk.items.len() {
            self.chunk += 1;
            chunk = self.list.chunks.get(self.chunk)?;
        }
        let starts_here = |section: &Section| section.first <= place;
        let sections = &self.list.sections;
        while sections.get(self.sections).is_some_and(starts_here) {
            self.sections += 1;
        }
        Some(self.list.placed(chunk, place - chunk.first, self.sections))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.places
            .next_back()
            .and_then(|place| self.list.get(place))
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'g> IntoIterator for &'g Questions {
    type Item = Placed<'g>;
    type IntoIter = Iter<'g>;

    fn into_iter(self) -> Iter<'g> {
        self.range(0..self.len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::question::Marks;

    fn question(text: &str) -> Arc<Question> {
        let span = Span::new(0, text.len() as u32);
        let marks = Marks {
            span,
            text: Some(OwnedMark::of(text, span)),
            ..Marks::default()
        };
        Arc::new(Question::of_marks(marks, Span::default(), span.len()))
    }

    fn section(first: usize, topic: &str) -> Section {
        let span = Span::default();
        let text = topic.into();
        Section {
            first,
            heading: span,
            level: None,
            topic: Some(OwnedMark { text, span }),
            shared: Arc::default(),
        }
    }

    fn list(questions: &[Arc<Question>], sections: Vec<Section>) -> Questions {
        let places = (0u32..).step_by(10);
        Questions::new(places.zip(questions.iter().cloned())).with_sections(sections)
    }

    #[test]
    fn equal_questions_at_the_ends_are_shared() {
        let names = |text: &str| {
            text.chars()
                .map(|name| question(&name.to_string()))
                .collect::<Vec<_>>()
        };
        for (old, new, expected) in [
            ("", "ab", (0..0, 0..2)),
            ("ab", "", (0..2, 0..0)),
            ("abc", "abc", (3..3, 3..3)),
            ("abc", "axc", (1..2, 1..2)),
            ("abc", "xbc", (0..1, 0..1)),
            ("abc", "abx", (2..3, 2..3)),
            ("abc", "ac", (1..2, 1..1)),
            ("aa", "aaa", (2..2, 2..3)),
            ("abc", "xyz", (0..3, 0..3)),
        ] {
            let before = list(&names(old), Vec::new());
            let after = list(&names(new), vec![section(0, "x")]);
            let shared = after.clone().sharing(&before);
            assert_eq!(shared, after, "{old} {new}");
            let unlabelled = shared.with_sections(Vec::new());
            let Difference {
                old: removed,
                new: added,
            } = unlabelled.difference(&before);
            assert_eq!((removed, added), expected, "{old} {new}");
        }
    }

    #[test]
    fn questions_that_get_other_labels_differ() {
        let four = ["a", "b", "c", "d"].map(question);
        let difference = |old: &Questions, new: &Questions| {
            let Difference { old, new } = new.difference(old);
            (old, new)
        };
        let two = |second| vec![section(0, "x"), section(second, "y")];
        let old = list(&four, two(2));
        assert_eq!(difference(&old, &list(&four, two(2))), (4..4, 4..4));
        assert_eq!(difference(&old, &list(&four, two(1))), (1..2, 1..2));
        assert_eq!(difference(&old, &list(&four, two(3))), (2..3, 2..3));
        let renamed = vec![section(0, "z"), section(2, "y")];
        assert_eq!(difference(&old, &list(&four, renamed)), (0..2, 0..2));
        assert_eq!(difference(&old, &list(&four, Vec::new())), (0..4, 0..4));
        assert_eq!(difference(&list(&four, Vec::new()), &old), (0..4, 0..4));
        // A question comes into the first section, and the labels of the others stay.
        let mut five = four.to_vec();
        five.insert(1, question("e"));
        assert_eq!(difference(&old, &list(&five, two(3))), (1..1, 1..2));
        // It comes, and the second section goes.
        let one = vec![section(0, "x")];
        assert_eq!(difference(&old, &list(&five, one)), (1..4, 1..5));
    }
}
