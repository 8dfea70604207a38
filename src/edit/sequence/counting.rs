//! The numbers that questions should have, from how their document counts them.

use std::ops::Range;

use super::order::Numbers;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::text::Refusal;

/// How the questions of a document are counted.
pub struct Counting {
    /// Those that have a number, in order.
    counted: Vec<Counted>,
}

/// A question with a number.
#[derive(Clone, Copy)]
struct Counted {
    index: usize,
    number: u32,
    /// Whether it has a letter, as `17b`, and so repeats the number before it.
    has_letter: bool,
    /// The number that it starts again with, if it does.
    first: Option<u32>,
    /// How many questions are still to be written between it and the one before.
    unwritten: u32,
}

impl Counting {
    /// How the questions of the group are counted.
    ///
    /// # Errors
    /// When they have no numbers, or numbers that do not count them.
    pub fn of(group: &Group) -> Result<Self, Refusal> {
        let questions = group.questions.iter().enumerate();
        let numbered = questions.filter_map(|(index, placed)| {
            let number = placed.question.number()?;
            Some((index, placed, number))
        });
        let numbered: Vec<_> = numbered.collect();
        let steps = numbered
            .windows(2)
            .filter(|pair| pair[1].2 == pair[0].2.saturating_add(1));
        let steps = steps.count();
        let falls = numbered
            .windows(2)
            .filter(|pair| pair[0].2 == pair[1].2.saturating_add(1));
        if numbered.is_empty() {
            return Err(Refusal::new("the questions have no numbers"));
        }
        if numbered.len() > 2 && (steps * 3 < numbered.len() || falls.count() > steps) {
            return Err(Refusal::new(
                "the numbers do not count the questions one by one",
            ));
        }
        let restarts = restarts_in_sections(&numbered);
        let mut counted: Vec<Counted> = Vec::new();
        let mut last: Option<&(usize, Placed<'_>, u32)> = None;
        for it in &numbered {
            let (index, placed, number) = *it;
            let from = last.map_or(0, |(_, last, _)| last.start);
            counted.push(Counted {
                index,
                number,
                has_letter: placed.question.number_mark().is_none(),
                first: first_of_run(last, it, restarts),
                unwritten: unwritten(group, from..placed.start),
            });
            last = Some(it);
        }
        Ok(Self { counted })
    }

    /// The numbers of the questions `of` that differ from those that they should have.
    pub fn wrong(&self, of: &Range<usize>) -> Numbers {
        let mut wrong = Numbers::new();
        let mut last = None;
        for it in &self.counted {
            let right = match (it.first, last) {
                _ if !of.contains(&it.index) => it.number,
                (Some(first), _) => first,
                (None, Some((before, now))) if it.has_letter => match it.number == before {
                    true => now,
                    false => it.number,
                },
                (None, Some((_, now))) => now + it.unwritten + 1,
                (None, None) => it.number,
            };
            if right != it.number {
                wrong.insert(it.index, (it.number, right));
            }
            last = Some((it.number, right));
        }
        wrong
    }

    /// The numbers that change when `count` questions come after the one at `index`: as few as there have to be.
    pub fn making_room(&self, index: usize, count: u32) -> Numbers {
        let mut changed = Numbers::new();
        let Some(at) = self.counted.iter().position(|it| it.index == index) else {
            return changed;
        };
        let mut taken = self.counted[at].number + count;
        let mut last = (self.counted[at].number, self.counted[at].number);
        for it in self.run_after(at) {
            let new = match it.has_letter {
                true if it.number == last.0 => last.1,
                true => it.number,
                false if it.number > taken + it.unwritten => break,
                false => taken + 1 + it.unwritten,
            };
            if new != it.number {
                changed.insert(it.index, (it.number, new));
            }
            last = (it.number, new);
            taken = taken.max(new);
        }
        changed
    }

    /// The numbers that change when the question at `index` goes: those after it move up, and gaps stay.
    pub fn closing(&self, index: usize) -> Numbers {
        let mut changed = Numbers::new();
        let Some(at) = self.counted.iter().position(|it| it.index == index) else {
            return changed;
        };
        let gone = self.counted[at];
        let next = self.run_after(at).next();
        let leaves_gap = next.is_some_and(|next| next.number == gone.number + 1);
        if gone.has_letter || !leaves_gap {
            return changed;
        }
        for it in self.run_after(at) {
            changed.insert(it.index, (it.number, it.number - 1));
        }
        changed
    }

    /// The questions after the one at the place `at` up to the one that starts again.
    fn run_after(&self, at: usize) -> impl Iterator<Item = &Counted> {
        let after = self.counted[at + 1..].iter();
        after.take_while(|it| it.first.is_none())
    }

    /// For a question, the index of the first one of its run; the numbers of a run count its questions.
    pub fn run_of(&self, index: usize) -> Option<usize> {
        let upto = self.counted.partition_point(|it| it.index <= index);
        let mut before = self.counted[..upto].iter().rev();
        let first = before
            .find(|it| it.first.is_some())
            .or(self.counted.first());
        first.map(|it| it.index)
    }
}

/// Whether most sections start their numbers again, and do not go on with those of the section before.
fn restarts_in_sections(numbered: &[(usize, Placed<'_>, u32)]) -> bool {
    let starts = numbered
        .windows(2)
        .filter(|pair| is_new_section(&pair[0].1, &pair[1].1));
    let (mut restarting, mut going_on) = (0, 0);
    for pair in starts {
        match pair[1].2 {
            1 => restarting += 1,
            number if number == pair[0].2 + 1 => going_on += 1,
            _ => {}
        }
    }
    restarting > going_on
}

fn is_new_section(last: &Placed<'_>, next: &Placed<'_>) -> bool {
    let first = |placed: &Placed<'_>| placed.section.map(|section| section.first);
    first(last) != first(next)
}

/// The number that a question starts again with, if it does.
fn first_of_run(
    last: Option<&(usize, Placed<'_>, u32)>,
    (_, placed, number): &(usize, Placed<'_>, u32),
    restarts: bool,
) -> Option<u32> {
    let Some((_, before, last)) = last else {
        return Some(*number);
    };
    let is_new = is_new_section(before, placed);
    let is_first = *number == 1 && (*last > 1 || is_new);
    let is_meant = is_new && restarts && *number != last + 1;
    (is_first || is_meant).then_some(1)
}

/// How many questions are still to be written between two places.
fn unwritten(group: &Group, between: Range<u32>) -> u32 {
    let here = group
        .unwritten
        .iter()
        .filter(|it| between.contains(&it.span.start));
    here.map(|it| it.count).sum()
}
