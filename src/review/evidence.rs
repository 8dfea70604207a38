//! What shows that two questions are the same one before and after an edit.

use std::collections::HashMap;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::key::bare;
use super::options::shown_options;
use crate::bank::content_words;
use crate::stats::ListedQuestion;

/// Where questions are looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reach {
    /// In one file: number and place count.
    File,
    /// In all files.
    Bank,
}

/// The place of a question between those that have a counterpart: which of them is before it, as its place in the new state
/// from 1, 0 for none, and how many others are between them, counted from both ends.
pub(super) type Place = (usize, usize, usize);

/// Texts that share so much of their weight are nearly the same.
const NEAR: f32 = 0.5;

/// The same, if the number or the place of the question is the same too.
const SUPPORTED: f32 = 0.35;

/// The same, for questions in different files.
const FAR: f32 = 0.7;

/// Shorter answers may well be equal.
const FEWEST_WORDS: u32 = 8;

/// What identifies an answer: a file's name, or the hash of a text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum AnswerKey {
    File(String),
    Text(u64),
}

/// A question as it is compared.
pub(super) struct Asked {
    words: Vec<u64>,
    /// A hash of the text without case, spaces and punctuation, unless that leaves nothing.
    bare: Option<u64>,
    context: u64,
    /// What its options show, sorted.
    options: Vec<u64>,
    number: Option<u32>,
    answer: Option<AnswerKey>,
    /// The length of an answer in the body.
    below: Option<u32>,
    place: Option<Place>,
}

impl Asked {
    /// The question at this place of its file, to be looked for within `reach`.
    pub fn new(question: &ListedQuestion<'_>, place: Option<Place>, reach: Reach) -> Self {
        let asked = question.placed.question;
        let mut words = text_words(question);
        words.sort_unstable();
        let bare = bare(question.text().unwrap_or_default());
        let words_below = question.answer.below.and(question.answer.words);
        Self {
            words,
            bare: (!bare.is_empty()).then(|| xxh3_64(bare.as_bytes())),
            context: asked.context(),
            options: shown_options(asked),
            number: asked.number().filter(|_| reach == Reach::File),
            answer: answer_key(question),
            below: words_below.filter(|words| *words >= FEWEST_WORDS),
            place,
        }
    }

    /// Hashes, some of which a question that is the same has too.
    pub fn clues(&self) -> impl Iterator<Item = u64> + '_ {
        let seeded = |seed: u64, value: u64| xxh3_64_with_seed(&value.to_le_bytes(), seed);
        let words = self.words.iter().copied();
        let options = self.options.iter().map(move |it| seeded(1, *it));
        let number = self.number.map(|it| seeded(2, u64::from(it)));
        let answer = self.answer.as_ref().map(|key| match key {
            AnswerKey::File(name) => xxh3_64_with_seed(name.as_bytes(), 3),
            AnswerKey::Text(hash) => seeded(4, *hash),
        });
        let place = self
            .place
            .into_iter()
            .flat_map(move |(after, first, last)| {
                let clue = |seed, nth: usize| seeded(seed, (after as u64) << 32 | nth as u64);
                [clue(5, first), clue(6, last)]
            });
        let bare = self.bare.map(|it| seeded(7, it));
        let rest = number.into_iter().chain(answer).chain(place);
        words.chain(options).chain(rest).chain(bare)
    }
}

/// Hashes of the words that make the question. In scripts without spaces, of each two characters.
pub(super) fn text_words(question: &ListedQuestion<'_>) -> Vec<u64> {
    let words = content_words(question.text().unwrap_or_default());
    let mut hashes = Vec::with_capacity(words.len());
    for word in &words {
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|c| *c >= '\u{2e80}') && letters.len() > 2 {
            let pairs = letters
                .windows(2)
                .map(|pair| pair.iter().collect::<String>());
            hashes.extend(pairs.map(|pair| xxh3_64(pair.as_bytes())));
        } else {
            hashes.push(xxh3_64(word.as_bytes()));
        }
    }
    hashes
}

/// What identifies the answer of a question; `None` if it has none, a short one, or one in the body.
pub(super) fn answer_key(question: &ListedQuestion<'_>) -> Option<AnswerKey> {
    let answer = &question.answer;
    if let Some(file) = &answer.file {
        return Some(AnswerKey::File(file.name().to_owned()));
    }
    let is_long = answer.words.is_some_and(|words| words >= FEWEST_WORDS);
    let text = answer.inline.filter(|_| is_long)?;
    Some(AnswerKey::Text(xxh3_64(text.trim().as_bytes())))
}

/// What two questions have in common.
pub(super) struct Evidence {
    /// The share of the texts, by the weight of their words.
    text: f32,
    has_same_answer: bool,
    has_same_length: bool,
    /// The share of the options, and how many of them are the same.
    options: (f32, usize),
    has_same_number: bool,
    has_same_place: bool,
    /// Whether different code, for one, belongs to equal texts.
    is_other_context: bool,
}

impl Evidence {
    /// Compares two questions. A word that `weights` lacks weighs nothing. `is_only_answer`: whether only these questions
    /// have an answer.
    pub fn of(
        old: &Asked,
        new: &Asked,
        weights: &HashMap<u64, f32>,
        is_only_answer: &dyn Fn(&AnswerKey) -> bool,
    ) -> Self {
        let weight = |word: &u64| weights.get(word).copied().unwrap_or(0.0);
        let text = match old.bare.is_some() && old.bare == new.bare {
            true => 1.0,
            false => share(&old.words, &new.words, weight).0,
        };
        let places = old.place.zip(new.place);
        Self {
            text,
            has_same_answer: old.answer == new.answer
                && old.answer.as_ref().is_some_and(is_only_answer),
            has_same_length: old.below.is_some() && old.below == new.below,
            options: share(&old.options, &new.options, |_| 1.0),
            has_same_number: old.number.is_some() && old.number == new.number,
            has_same_place: places.is_some_and(|(a, b)| a.0 == b.0 && (a.1 == b.1 || a.2 == b.2)),
            is_other_context: old.context != new.context && old.context != 0 && new.context != 0,
        }
    }

    /// How sure it is that they are the same; `None` if it is doubtful.
    pub fn score(&self, reach: Reach) -> Option<f32> {
        let is_supported = self.has_same_number || self.has_same_place;
        let (options, same_options) = self.options;
        let near = if reach == Reach::File { NEAR } else { FAR };
        let by_text = self.text >= near
            && (!self.is_other_context || is_supported || options >= 0.5 || self.has_same_answer);
        let by_place = is_supported
            && (self.text >= SUPPORTED
                || options >= 0.5 && same_options > 2
                || self.has_same_length && self.has_same_place);
        let by_answer = self.has_same_answer && (reach == Reach::File || self.text > 0.0);
        let by_options = options >= 0.75 && same_options > 2 && self.text > 0.0;
        let count = |holds: bool, worth: f32| if holds { worth } else { 0.0 };
        (by_text || by_place || by_answer || by_options).then(|| {
            self.text
                + count(self.has_same_answer, 0.5)
                + options * 0.3
                + count(self.has_same_number, 0.15)
                + count(self.has_same_place, 0.1)
        })
    }
}

/// The share of what two sorted lists have in common, by weight, and how many items that is.
fn share(one: &[u64], other: &[u64], weight: impl Fn(&u64) -> f32) -> (f32, usize) {
    let (mut a, mut b) = (one.iter().peekable(), other.iter().peekable());
    let (mut common, mut count) = (0.0, 0);
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => _ = a.next(),
            std::cmp::Ordering::Greater => _ = b.next(),
            std::cmp::Ordering::Equal => {
                common += weight(x);
                count += 1;
                a.next();
                b.next();
            }
        }
    }
    let all: f32 = one.iter().chain(other).map(&weight).sum();
    (if all > 0.0 { 2.0 * common / all } else { 0.0 }, count)
}
