//! How a file numbers its questions, and where it departs from that.

use std::collections::HashMap;

use super::brief::Brief;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::text::Span;

/// Where a number is not the next one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slip {
    /// Some numbers are skipped.
    Gap {
        /// The number of the question before the gap.
        before: u32,
        /// The number after the gap.
        number: u32,
    },
    /// An earlier question has the same number.
    Repeated {
        /// The index of that question.
        first: usize,
        /// The number.
        number: u32,
    },
}

/// The questions whose number is not the one that the file leads to, by index. Empty where most numbers do not follow
/// from the one before: such numbers say something else, or nothing.
pub fn slips(group: &Group, briefs: &[Brief]) -> Vec<(usize, Slip)> {
    let mut run = Run::default();
    let mut slips = Vec::new();
    let (mut steps, mut others) = (0, 0);
    let mut section = None;
    for (index, (placed, brief)) in group.questions.iter().zip(briefs).enumerate() {
        let Some(number) = brief.number else {
            continue;
        };
        // One with a letter repeats the number on purpose.
        if !brief.has_own_number {
            run.add(index, number);
            continue;
        }
        let here = placed.section.map(|section| section.first);
        let is_new_section = std::mem::replace(&mut section, here) != here;
        let Some(last) = run.last else {
            run.start(index, number);
            continue;
        };
        if number == 1 && (last != 1 || is_new_section) {
            run.start(index, number);
            continue;
        }
        let is_next =
            last.checked_add(1) == Some(number) || run.highest.checked_add(1) == Some(number);
        if is_next {
            steps += 1;
        } else {
            others += 1;
            slips.extend(run.slip(number).map(|slip| (index, slip)));
        }
        run.add(index, number);
    }
    if steps < FEWEST || steps * 2 < others * 3 {
        slips.clear();
    }
    slips
}

/// The fewest numbers that follow from the one before, for a file to be one that numbers its questions.
const FEWEST: usize = 2;

/// Where the question's number is written; its text where the number has no place of its own.
pub fn place_of(placed: &Placed<'_>) -> Span {
    let question = placed.question;
    let span = question.number_mark().filter(|mark| !mark.is_empty());
    span.unwrap_or_else(|| question.report_span())
        .shift(placed.start)
}

/// Numbers that follow each other.
#[derive(Default)]
struct Run {
    last: Option<u32>,
    highest: u32,
    /// The numbers so far, each with the index of its question.
    numbers: Vec<(u32, usize)>,
    /// The first question of each of the first numbers. Made once a number is not the next one.
    seen: HashMap<u32, usize>,
    /// How many of the numbers are in `seen`.
    known: usize,
}

impl Run {
    fn start(&mut self, index: usize, number: u32) {
        *self = Self::default();
        self.add(index, number);
    }

    fn add(&mut self, index: usize, number: u32) {
        self.last = Some(number);
        self.highest = self.highest.max(number);
        self.numbers.push((number, index));
    }

    /// What is wrong with `number`, which is not the next one.
    fn slip(&mut self, number: u32) -> Option<Slip> {
        if number > self.highest {
            let before = self.last?;
            return Some(Slip::Gap { before, number });
        }
        for (number, index) in &self.numbers[self.known..] {
            self.seen.entry(*number).or_insert(*index);
        }
        self.known = self.numbers.len();
        let first = *self.seen.get(&number)?;
        Some(Slip::Repeated { first, number })
    }
}
