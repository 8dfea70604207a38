//! Lists of encoded values in the order of a text: each has its distance from the one before it, so that an edit changes the
//! code of few.
//!
//! A long list has an index, so that lookups, edits and comparisons do not decode all of it. Such lists are rare.

use std::marker::PhantomData;
use std::ops::Range;

use super::encoding::{put_number, take_number};
use crate::text::Replaced;

/// A list with more values than this has an index.
pub(super) const MANY: usize = 64;

/// The size of a number of the index in bytes, each of seven bits.
const NUMBER: usize = 5;

/// The size of an index entry in bytes, which is a [`Place`].
const ENTRY: usize = 2 * NUMBER;

/// A value of a list.
pub trait Value<'b>: Copy {
    /// Where it starts in the text.
    fn start(&self) -> u32;

    /// Writes all but its start.
    fn put(&self, encoded: &mut Vec<u8>);

    /// Reads what `put` has written of a value that starts at `at`.
    fn take(encoded: &mut &'b str, at: u32) -> Self;
}

/// Where a value is.
#[derive(Clone, Copy)]
struct Place {
    /// In the text.
    start: u32,
    /// In the encoded values.
    at: u32,
}

/// An encoded list.
#[derive(Clone, Copy)]
pub struct List<'b> {
    /// The places of the values; empty if there are few.
    index: &'b [[u8; ENTRY]],
    values: &'b str,
}

/// Writes a list. The values are in the order of their starts.
pub fn put_list<'b, V: Value<'b>>(all: &mut Vec<u8>, list: &[V]) {
    let mut encoder = Encoder::default();
    list.iter().for_each(|value| encoder.add(value));
    encoder.put(all);
}

/// A list that is being encoded.
#[derive(Default)]
struct Encoder {
    places: Vec<Place>,
    values: Vec<u8>,
    /// Where the last value starts.
    last: u32,
}

impl Encoder {
    fn add<'b, V: Value<'b>>(&mut self, value: &V) {
        self.add_start(value.start());
        value.put(&mut self.values);
    }

    /// Adds the distance to the next value; what its `put` writes comes after it.
    fn add_start(&mut self, start: u32) {
        debug_assert!(self.last <= start);
        self.places.push(Place {
            start,
            at: self.values.len() as u32,
        });
        put_number(&mut self.values, start.saturating_sub(self.last));
        self.last = start;
    }

    /// Writes the number of index entries, the index and the values.
    fn put(self, all: &mut Vec<u8>) {
        let places = match self.places.len() > MANY {
            true => &self.places[..],
            false => &[],
        };
        all.reserve(NUMBER + places.len() * ENTRY + self.values.len());
        put_number(all, places.len() as u32);
        for place in places {
            all.extend_from_slice(&septets(place.start));
            all.extend_from_slice(&septets(place.at));
        }
        all.extend_from_slice(&self.values);
    }
}

/// A number as characters of seven bits each, the lowest bits first.
fn septets(number: u32) -> [u8; NUMBER] {
    std::array::from_fn(|place| (number >> (7 * place)) as u8 & 0x7f)
}

/// The place in an entry of the index.
fn place(entry: &[u8; ENTRY]) -> Place {
    let number = |septets: &[u8]| {
        let high_first = septets.iter().rev();
        high_first.fold(0, |number, septet| number << 7 | u32::from(*septet))
    };
    let (start, at) = entry.split_at(NUMBER);
    Place {
        start: number(start),
        at: number(at),
    }
}

impl<'b> List<'b> {
    /// The list that was written.
    pub fn of(mut encoded: &'b str) -> Self {
        let entries = take_number(&mut encoded) as usize;
        let parts = encoded.split_at_checked(entries * ENTRY);
        let (index, values) = parts.unwrap_or_default();
        Self {
            index: index.as_bytes().as_chunks().0,
            values,
        }
    }

    /// The values in order.
    pub fn iter<V: Value<'b>>(self) -> impl Iterator<Item = V> + Clone + use<'b, V> {
        decoded(self.values, 0)
    }

    /// The values that start at an offset of the text or after it. Logarithmic where there are many.
    pub fn from<V: Value<'b>>(self, start: u32) -> impl Iterator<Item = V> + use<'b, V> {
        let first = self
            .index
            .partition_point(|entry| place(entry).start < start);
        // Without an index all values are looked at.
        let values = match self.index.is_empty() {
            true => decoded(self.values, 0),
            false => self.decoded_from(first),
        };
        values.skip_while(move |value: &V| value.start() < start)
    }

    /// The last value that starts before an offset of the text. Logarithmic where there are many.
    pub fn last_before<V: Value<'b>>(self, offset: u32) -> Option<V> {
        if self.index.is_empty() {
            let before = |value: &V| value.start() < offset;
            return self.iter().take_while(before).last();
        }
        let after = self
            .index
            .partition_point(|entry| place(entry).start < offset);
        self.decoded_from(after.checked_sub(1)?).next()
    }

    /// The values from the one at an index of a list with an index.
    fn decoded_from<V: Value<'b>>(self, first: usize) -> Decoded<'b, V> {
        let from = self.index.get(first).map(place);
        from.map_or_else(|| decoded("", 0), |from| decoded_at(self.values, from))
    }

    /// The values in this range of a list with an index.
    fn range<V: Value<'b>>(self, range: Range<usize>) -> Vec<V> {
        self.decoded_from(range.start).take(range.len()).collect()
    }

    fn places<V: Value<'b>>(self) -> Vec<Place> {
        if !self.index.is_empty() {
            return self.index.iter().map(place).collect();
        }
        let mut values = decoded::<V>(self.values, 0);
        let places = std::iter::from_fn(|| {
            let at = (self.values.len() - values.encoded.len()) as u32;
            let start = values.next()?.start();
            Some(Place { start, at })
        });
        places.collect()
    }
}

/// Decodes values one by one.
#[derive(Clone)]
struct Decoded<'b, V> {
    encoded: &'b str,
    /// Where the value before the next one starts.
    last: u32,
    values: PhantomData<V>,
}

/// The values whose code starts here, after one that starts at `last`.
fn decoded<V>(encoded: &str, last: u32) -> Decoded<'_, V> {
    Decoded {
        encoded,
        last,
        values: PhantomData,
    }
}

/// The values from the one at this place.
fn decoded_at<V>(values: &str, from: Place) -> Decoded<'_, V> {
    let encoded = values.get(from.at as usize..).unwrap_or_default();
    let distance = take_number(&mut &*encoded);
    decoded(encoded, from.start.saturating_sub(distance))
}

impl<'b, V: Value<'b>> Iterator for Decoded<'b, V> {
    type Item = V;

    fn next(&mut self) -> Option<V> {
        if self.encoded.is_empty() {
            return None;
        }
        self.last = self.last.saturating_add(take_number(&mut self.encoded));
        Some(V::take(&mut self.encoded, self.last))
    }
}

/// A list with the place of each value.
pub struct Located<'b, V> {
    list: List<'b>,
    places: Vec<Place>,
    values: PhantomData<V>,
}

impl<'b, V: Value<'b>> Located<'b, V> {
    /// Finds the places of all values.
    pub fn new(list: List<'b>) -> Self {
        Self {
            list,
            places: list.places::<V>(),
            values: PhantomData,
        }
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Where the value at an index starts.
    pub fn start(&self, index: usize) -> u32 {
        self.places[index].start
    }

    /// How many values start before an offset of the text.
    pub fn count_before(&self, offset: u32) -> usize {
        self.places.partition_point(|place| place.start < offset)
    }

    /// The values in this range of indexes.
    pub fn range(&self, range: Range<usize>) -> impl Iterator<Item = V> {
        let from = self.places.get(range.start).copied();
        let values = from.map(|from| decoded_at(self.list.values, from));
        values.into_iter().flatten().take(range.len())
    }

    /// All values.
    pub fn iter(&self) -> impl Iterator<Item = V> {
        decoded(self.list.values, 0)
    }

    /// The list with other values in this range of indexes.
    pub fn spliced(self, range: Range<usize>, new: Vec<V>) -> Splice<'b, V> {
        Splice {
            old: self,
            range,
            new,
        }
    }
}

/// A list of which some values are replaced by others.
pub struct Splice<'b, V> {
    old: Located<'b, V>,
    range: Range<usize>,
    new: Vec<V>,
}

impl<'b, V: Value<'b>> Splice<'b, V> {
    /// Whether no value is left.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.range == (0..self.old.len())
    }

    /// Writes the list after an edit. The values before the range are before the edit, and those after the range after it, so
    /// their code is that of the old list, apart from one distance.
    pub fn put(&self, all: &mut Vec<u8>, edit: &Replaced) {
        let (old, places) = (self.old.list.values, &self.old.places);
        let kept = &places[..self.range.start];
        let moved = &places[self.range.end..];
        let end_of_kept = places.get(kept.len());
        let end_of_kept = end_of_kept.map_or(old.len(), |place| place.at as usize);
        let mut encoder = Encoder {
            places: kept.to_vec(),
            values: old.as_bytes()[..end_of_kept].to_vec(),
            last: kept.last().map_or(0, |place| place.start),
        };
        self.new.iter().for_each(|value| encoder.add(value));
        if let Some(next) = moved.first() {
            let mut rest = old.get(next.at as usize..).unwrap_or_default();
            take_number(&mut rest);
            encoder.add_start(edit.moved(next.start));
            let distance = encoder.values.len() as i64 - (old.len() - rest.len()) as i64;
            encoder.values.extend_from_slice(rest.as_bytes());
            encoder.places.extend(moved[1..].iter().map(|place| Place {
                start: edit.moved(place.start),
                at: (i64::from(place.at) + distance) as u32,
            }));
        }
        encoder.put(all);
    }
}

/// The values in which two lists differ: those between an equal start and an equal end of their codes. Values that moved
/// together have equal codes. Lists without an index are short, and all of their values are returned.
pub fn differing<'b, V: Value<'b>>(one: List<'b>, other: List<'b>) -> (Vec<V>, Vec<V>) {
    if one.index.is_empty() || other.index.is_empty() {
        return (one.iter().collect(), other.iter().collect());
    }
    let bytes = Replaced::between(one.values, other.values);
    // Up to the difference both lists have their values at the same places.
    let at = |entry: &[u8; ENTRY]| place(entry).at;
    let after = one
        .index
        .partition_point(|entry| at(entry) <= bytes.old.start);
    let first = after.saturating_sub(1);
    let mut end = one.index.partition_point(|entry| at(entry) < bytes.old.end);
    let mut other_end = other
        .index
        .partition_point(|entry| at(entry) < bytes.new.end);
    // After the difference they have the same values from the first place on that both have, counted from the end.
    let from_end =
        |list: List<'b>, index: usize| Some(list.values.len() as u32 - at(list.index.get(index)?));
    loop {
        match (from_end(one, end), from_end(other, other_end)) {
            (Some(own), Some(others)) if own > others => end += 1,
            (Some(own), Some(others)) if own < others => other_end += 1,
            (Some(_), Some(_)) => break,
            _ => {
                (end, other_end) = (one.index.len(), other.index.len());
                break;
            }
        }
    }
    (one.range(first..end), other.range(first..other_end))
}
