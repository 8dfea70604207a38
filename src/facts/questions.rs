//! The questions of a group in order, in a form that an edit changes in one place.
//!
//! A group can hold ten thousand questions, and a keystroke changes one. They are kept in chunks of at most 64; the next
//! state of the group shares every chunk that the edit left alone, and two states are compared chunk by chunk.

use std::ops::Range;
use std::sync::Arc;

use super::question::Question;
use crate::syntax::char_mask::CharMask;
use crate::text::Span;

/// How many questions a chunk holds at most.
const CHUNK: usize = 64;

/// The questions of a group.
#[derive(Clone, Default, Debug)]
pub struct Questions {
    chunks: Vec<PlacedChunk>,
    len: usize,
}

#[derive(Clone, Debug)]
struct PlacedChunk {
    /// The offset in the file that the chunk's offsets count from.
    start: u32,
    /// The place of its first question.
    first: usize,
    /// In order; never empty.
    items: Arc<[Item]>,
}

#[derive(Clone, Debug)]
struct Item {
    /// From the start of the chunk.
    offset: u32,
    /// The question's, here once more: a search looks through them without a look at the questions, and between the
    /// offset and the pointer there is room.
    mask: CharMask,
    question: Arc<Question>,
}

/// A question and where its segment starts in the file.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'g> {
    /// The offset that the question's spans count from.
    pub start: u32,
    /// The question.
    pub question: &'g Arc<Question>,
}

impl PlacedChunk {
    fn placed<'g>(&self, item: &'g Item) -> Placed<'g> {
        Placed {
            start: self.start + item.offset,
            question: &item.question,
        }
    }
}

impl Placed<'_> {
    /// The segment in the file.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.start + self.question.len)
    }
}

/// What differs between two states of a list: those of the old one stand for those of the new one, and all before and
/// behind are the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Places in the old list.
    pub old: Range<usize>,
    /// Places in the new list.
    pub new: Range<usize>,
}

impl Questions {
    /// The list of these questions, each with the offset it starts at.
    pub fn new(items: impl IntoIterator<Item = (u32, Arc<Question>)>) -> Self {
        let mut list = Self::default();
        list.extend(items);
        list
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The question at a place.
    pub fn get(&self, index: usize) -> Option<Placed<'_>> {
        let chunk = &self.chunks[self.chunk_of(index)?];
        Some(chunk.placed(&chunk.items[index - chunk.first]))
    }

    /// The questions with a text that has all these mask, in order. Costs a look at a few bytes of each question.
    pub fn with_chars(&self, needed: CharMask) -> impl Iterator<Item = Placed<'_>> {
        let fits = move |item: &&Item| item.mask & needed == needed && item.mask != 0;
        self.chunks.iter().flat_map(move |chunk| {
            let items = chunk.items.iter().filter(fits);
            items.map(|item| chunk.placed(item))
        })
    }

    /// The questions in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Placed<'_>> + DoubleEndedIterator + Clone {
        self.range(0..self.len)
    }

    /// The questions at these places, which must be there.
    pub fn range(&self, places: Range<usize>) -> Iter<'_> {
        let chunk = self.chunk_of(places.start).unwrap_or(0);
        Iter {
            list: self,
            places,
            chunk,
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

    /// The list with other questions at the places `replaced`, and those behind them `shift` bytes further.
    pub fn splice(
        &self,
        replaced: Range<usize>,
        new: Vec<(u32, Arc<Question>)>,
        shift: i64,
    ) -> Self {
        let (Some(from), Some(to)) = (
            self.chunk_of(replaced.start),
            self.chunk_of(replaced.end.max(1) - 1),
        ) else {
            return Self::new(new);
        };
        let mut list = Self {
            chunks: self.chunks[..from].to_vec(),
            len: self.chunks[from].first,
        };
        let last = &self.chunks[to];
        let before = self
            .range(self.chunks[from].first..replaced.start)
            .map(|p| (p.start, Arc::clone(p.question)));
        let behind = self.range(replaced.end..(last.first + last.items.len()).max(replaced.end));
        let behind = behind.map(|p| (moved(p.start, shift), Arc::clone(p.question)));
        list.extend(before.chain(new).chain(behind).collect::<Vec<_>>());
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

    /// What is another question than in `old`, as little of it as the shared questions show.
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
        let behind = tail.map_or(0, |(chunk, _)| self.len - chunk.first);
        let rest = self
            .range(first..self.len - behind)
            .rev()
            .zip(old.range(first..old.len - behind).rev());
        let behind = behind + rest.take_while(same).count();
        Difference {
            old: first..old.len - behind,
            new: first..self.len - behind,
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

fn moved(offset: u32, shift: i64) -> u32 {
    (i64::from(offset) + shift).max(0) as u32
}

/// Two lists are equal when they hold equal questions at the same offsets, however they came about.
impl PartialEq for Questions {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len
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
    /// The chunk of the next place, or one before it.
    chunk: usize,
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
        Some(chunk.placed(&chunk.items[place - chunk.first]))
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
