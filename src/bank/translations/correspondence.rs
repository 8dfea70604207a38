//! Which questions of two files correspond.
//!
//! By number where a file has each number once, also within sections of equal order; else by what the questions have
//! besides their text, such as code; else by place between questions that correspond. Where the files have different
//! numbers of questions in between, those correspond to none.

use std::collections::HashMap;
use std::ops::Range;

use crate::facts::group::Group;
use crate::facts::question::Question;
use crate::facts::questions::Questions;

/// The corresponding questions of an original and its translation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correspondence {
    /// For each question of the original, the index of its translation.
    translations: Vec<Option<u32>>,
    /// For each question of the translation, the index of its original.
    originals: Vec<Option<u32>>,
}

/// Questions in a row without a counterpart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unmatched {
    /// Their indexes in their file.
    pub questions: Range<usize>,
    /// Those of the other file that are at the same place and have no counterpart either.
    pub others: Range<usize>,
    /// The question of the other file after which they are missing; `None` at its start.
    pub after: Option<usize>,
}

impl Correspondence {
    /// Compares the questions of two files. Costs the sum of their sizes.
    pub fn new(original: &Group, translation: &Group) -> Self {
        let (one, other) = (&original.questions, &translation.questions);
        let mut found = Self {
            translations: vec![None; one.len()],
            originals: vec![None; other.len()],
        };
        if one.len() == 1 && other.len() == 1 {
            found.set(0, 0);
            return found;
        }
        let number = |question: &Question| question.number().map(u64::from);
        found.by_key(&keys(one, number), &keys(other, number));
        let sections = one.sections().len();
        if sections == other.sections().len() && sections > 1 {
            found.by_key(&in_sections(one), &in_sections(other));
            found.by_place_in_sections(one, other);
        }
        let context = |question: &Question| {
            let context = question.context();
            (question.number().is_none() && context != 0).then_some(context)
        };
        found.by_key(&keys(one, context), &keys(other, context));
        found.by_place(one, other);
        found
    }

    /// The index of the translation of the question at `original`.
    pub fn translation(&self, original: usize) -> Option<usize> {
        self.translations.get(original)?.map(|index| index as usize)
    }

    /// The index of the original of the question at `translation`.
    pub fn original(&self, translation: usize) -> Option<usize> {
        self.originals.get(translation)?.map(|index| index as usize)
    }

    /// The indexes of corresponding questions, original and translation, in the order of the translation.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let originals = self.originals.iter().enumerate();
        originals.filter_map(|(at, original)| Some(((*original)? as usize, at)))
    }

    /// Whether at least half of the questions of both files correspond.
    pub fn is_sound(&self) -> bool {
        self.pairs().count() * 2 >= self.translations.len().max(self.originals.len())
    }

    /// The questions of the original without a translation, in runs.
    pub fn missing(&self) -> Vec<Unmatched> {
        unmatched(&self.translations, &self.originals)
    }

    /// The questions of the translation without an original, in runs.
    pub fn extra(&self) -> Vec<Unmatched> {
        unmatched(&self.originals, &self.translations)
    }

    fn set(&mut self, original: usize, translation: usize) {
        self.translations[original] = Some(translation as u32);
        self.originals[translation] = Some(original as u32);
    }

    fn is_free(&self, original: usize, translation: usize) -> bool {
        self.translations[original].is_none() && self.originals[translation].is_none()
    }

    /// Pairs questions whose key is found once in each file, if that holds for most of those with a key.
    fn by_key(&mut self, one: &[Option<u64>], other: &[Option<u64>]) {
        // The usual case needs no tables.
        let is_plain = one == other && one.is_sorted_by(|a, b| a.is_some() && a < b);
        if is_plain && one.first().is_some_and(Option::is_some) {
            (0..one.len()).for_each(|at| self.set(at, at));
            return;
        }
        let (Some(one), Some(other)) = (unique(one), unique(other)) else {
            return;
        };
        for (key, original) in one {
            if let Some(translation) = other.get(&key).copied()
                && self.is_free(original, translation)
            {
                self.set(original, translation);
            }
        }
    }

    /// Pairs the questions of sections that have equally many, if no question has a counterpart yet.
    fn by_place_in_sections(&mut self, one: &Questions, other: &Questions) {
        if self.pairs().next().is_some() {
            return;
        }
        for (original, translation) in section_ranges(one).zip(section_ranges(other)) {
            if original.len() == translation.len() {
                self.in_order(one, other, original, translation);
            }
        }
    }

    /// Pairs questions between corresponding ones where both files have equally many.
    fn by_place(&mut self, one: &Questions, other: &Questions) {
        let (mut first, mut second) = (0, 0);
        // Of questions in another order, those count that go on in both files.
        let anchors: Vec<(usize, usize)> = self.pairs().collect();
        let ends = (one.len(), other.len());
        for (original, translation) in anchors.into_iter().chain([ends]) {
            if original < first {
                continue;
            }
            let (here, there) = (first..original, second..translation);
            let is_free = here.clone().all(|at| self.translations[at].is_none())
                && there.clone().all(|at| self.originals[at].is_none());
            if here.len() == there.len() && is_free {
                self.in_order(one, other, here, there);
            }
            (first, second) = (original + 1, translation + 1);
        }
    }

    /// Pairs questions one by one, but for those with different numbers.
    fn in_order(
        &mut self,
        one: &Questions,
        other: &Questions,
        here: Range<usize>,
        there: Range<usize>,
    ) {
        let questions = one.range(here.clone()).zip(other.range(there.clone()));
        for ((original, translation), (a, b)) in here.zip(there).zip(questions) {
            let numbers = a.question.number().zip(b.question.number());
            if numbers.is_none_or(|(a, b)| a == b) {
                self.set(original, translation);
            }
        }
    }
}

/// A key of each question.
fn keys(questions: &Questions, key: impl Fn(&Question) -> Option<u64>) -> Vec<Option<u64>> {
    questions
        .iter()
        .map(|placed| key(placed.question))
        .collect()
}

/// The number of each question together with the place of its section.
fn in_sections(questions: &Questions) -> Vec<Option<u64>> {
    let mut keys = Vec::with_capacity(questions.len());
    for (section, range) in section_ranges(questions).enumerate() {
        let numbers = questions
            .range(range)
            .map(|placed| placed.question.number());
        let key = |number: u32| (section as u64) << 32 | u64::from(number);
        keys.extend(numbers.map(|number| number.map(key)));
    }
    keys
}

/// The questions of each section; those before the first section belong to it.
fn section_ranges(questions: &Questions) -> impl Iterator<Item = Range<usize>> + '_ {
    let sections = questions.sections();
    sections.iter().enumerate().map(|(at, section)| {
        let start = if at == 0 { 0 } else { section.first };
        let end = sections
            .get(at + 1)
            .map_or(questions.len(), |next| next.first);
        start..end.max(start)
    })
}

/// The keys that are there once, with their indexes; `None` if more than one in ten is there twice.
fn unique(keys: &[Option<u64>]) -> Option<HashMap<u64, usize>> {
    let mut indexes: HashMap<u64, Option<usize>> = HashMap::with_capacity(keys.len());
    let given = keys
        .iter()
        .enumerate()
        .filter_map(|(at, key)| Some((at, (*key)?)));
    let mut count = 0;
    for (at, key) in given {
        count += 1;
        let index = indexes.entry(key).or_insert(Some(at));
        if *index != Some(at) {
            *index = None;
        }
    }
    let once: HashMap<u64, usize> = indexes
        .into_iter()
        .filter_map(|(key, at)| Some((key, at?)))
        .collect();
    (once.len() * 10 >= count * 9).then_some(once)
}

/// The runs of questions without a counterpart. `own` are the counterparts of a file's questions, `others` the reverse.
fn unmatched(own: &[Option<u32>], others: &[Option<u32>]) -> Vec<Unmatched> {
    let mut found: Vec<Unmatched> = Vec::new();
    let mut after = None;
    for (at, counterpart) in own.iter().enumerate() {
        if let Some(counterpart) = counterpart {
            after = Some(*counterpart as usize);
            continue;
        }
        match found.last_mut() {
            Some(last) if last.questions.end == at => last.questions.end += 1,
            _ => {
                let start = after.map_or(0, |after| after + 1);
                let rest = others.get(start..).unwrap_or_default();
                let free = rest.iter().take_while(|other| other.is_none()).count();
                found.push(Unmatched {
                    questions: at..at + 1,
                    others: start..start + free,
                    after,
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::facts::mark::OwnedMark;
    use crate::facts::question::Marks;
    use crate::text::Span;

    /// Questions: a number, a context after `c`, or `-` for neither.
    fn questions(list: &str) -> Group {
        let questions = list.split_whitespace().map(|word| {
            let context = word
                .strip_prefix('c')
                .and_then(|context| context.parse().ok());
            let marks = Marks {
                text: Some(OwnedMark::of("Why?", Span::new(0, 4))),
                number: word.parse().ok(),
                context: context.unwrap_or(0),
                ..Marks::default()
            };
            Arc::new(Question::of_marks(marks, Span::default(), 10))
        });
        let facts = (Default::default(), Default::default(), Default::default());
        let questions = Questions::new((0u32..).step_by(10).zip(questions));
        Group::in_body("document", facts, Span::default(), questions)
    }

    /// The originals of a translation's questions.
    #[track_caller]
    fn check(original: &str, translation: &str, expected: &[i32]) {
        let found = Correspondence::new(&questions(original), &questions(translation));
        let index = |at: &Option<u32>| at.map_or(-1, |at| at as i32);
        let originals: Vec<i32> = found.originals.iter().map(index).collect();
        assert_eq!(originals, expected, "{original} / {translation}");
    }

    #[test]
    fn by_number() {
        check("1 2 3 4", "1 2 3 4", &[0, 1, 2, 3]);
        check("1 2 3 4", "1 3 4 5", &[0, 2, 3, -1]);
        check("1 2 3 4", "4 1", &[3, 0]);
        check("1 2 3 4", "1 2 2 4", &[0, 1, -1, 3]);
        // Of a number that is there twice, place decides.
        let many: Vec<String> = (1..=20).map(|number| number.to_string()).collect();
        let many = many.join(" ");
        let repeated = many.replace(" 7 ", " 6 ");
        let found = Correspondence::new(&questions(&many), &questions(&repeated));
        assert_eq!((found.original(5), found.original(6)), (Some(5), None));
        assert_eq!(found.original(19), Some(19));
    }

    #[test]
    fn by_place() {
        check("- - -", "- - -", &[0, 1, 2]);
        check("- - -", "- -", &[-1, -1]);
        check("- c5 - -", "- c5 -", &[0, 1, -1]);
        check("- c5 c6 -", "- c5 - c6 -", &[0, 1, -1, 2, 3]);
        check("1 - 3 - -", "1 - 3 -", &[0, 1, 2, -1]);
        check("1 2 1 2", "1 2 1 2", &[0, 1, 2, 3]);
    }

    #[test]
    fn what_has_no_counterpart() {
        let found = Correspondence::new(&questions("1 2 3 4 5 6"), &questions("1 4 6 7 8"));
        let run = |questions: Range<usize>, others: Range<usize>, after| Unmatched {
            questions,
            others,
            after,
        };
        let missing = [run(1..3, 1..1, Some(0)), run(4..5, 2..2, Some(1))];
        assert_eq!(found.missing(), missing);
        assert_eq!(found.extra(), [run(3..5, 6..6, Some(5))]);
        assert!(found.is_sound());
        let found = Correspondence::new(&questions("1 2 3 4"), &questions("1"));
        assert!(!found.is_sound());
    }
}
