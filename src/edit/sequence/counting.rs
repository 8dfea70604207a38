//! The numbers that questions should have, from how their document counts them.

use std::collections::BTreeSet;
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
    /// Whether it has a letter, as `17b`.
    has_letter: bool,
    /// Whether it repeats the number of the one before it, and so goes with that: 17 and `17b`.
    follows: bool,
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
            let has_letter = placed.question.number_mark().is_none();
            counted.push(Counted {
                index,
                number,
                has_letter,
                follows: has_letter && last.is_some_and(|(_, _, last)| *last == number),
                first: first_of_run(last, it, restarts),
                unwritten: unwritten(group, from..placed.start),
            });
            last = Some(it);
        }
        Ok(Self { counted })
    }

    /// How the questions of the group are counted, for questions that come or go; `None` where numbers do not count them.
    ///
    /// # Errors
    /// When the numbers count down.
    pub fn if_counted(group: &Group) -> Result<Option<Self>, Refusal> {
        let numbers = group.questions.iter();
        let numbers: Vec<u32> = numbers
            .filter_map(|placed| placed.question.number())
            .collect();
        let pairs = || numbers.windows(2).map(|pair| (pair[0], pair[1]));
        let rises = pairs().filter(|(one, next)| one.checked_add(1) == Some(*next));
        let falls = pairs().filter(|(one, next)| next.checked_add(1) == Some(*one));
        match falls.count() > rises.count() {
            true => Err(Refusal::new(
                "the numbers of the questions count down; move the lines by hand",
            )),
            false => Ok(Self::of(group).ok()),
        }
    }

    /// The numbers of the questions `of` that differ from those that they should have.
    pub fn wrong(&self, of: &Range<usize>) -> Numbers {
        let mut wrong = Numbers::new();
        let mut last = None;
        for it in &self.counted {
            let right = match (it.first, last) {
                _ if !of.contains(&it.index) => it.number,
                (Some(first), _) => first,
                (None, Some(last)) if it.follows => last,
                (None, Some(last)) if !it.has_letter => last + it.unwritten + 1,
                (None, _) => it.number,
            };
            if right != it.number {
                wrong.insert(it.index, (it.number, right));
            }
            last = Some(right);
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
        let mut last = taken;
        for it in self.run_after(at) {
            let new = match it.has_letter {
                true if it.follows => last,
                true => it.number,
                false if it.number > taken + it.unwritten => break,
                false => taken + 1 + it.unwritten,
            };
            if new != it.number {
                changed.insert(it.index, (it.number, new));
            }
            last = new;
            taken = taken.max(new);
        }
        changed
    }

    /// The numbers that change when the questions of a range go: those after them move up, and gaps stay.
    pub fn closing(&self, gone: &Range<usize>) -> Numbers {
        let mut changed = Numbers::new();
        // By how much the numbers of this run move up, and how many went since the last one that stays.
        let (mut by, mut since, mut last) = (0, 0, 0);
        // The number that the last one of the run that stays gets.
        let mut before = None;
        for it in &self.counted {
            if it.first.is_some() {
                (by, since, before) = (0, 0, None);
            }
            if gone.contains(&it.index) {
                if !it.has_letter {
                    (since, last) = (since + 1, it.number);
                }
                continue;
            }
            let new = match before.filter(|_| it.follows) {
                Some(before) => before,
                None => {
                    if it.number == last + 1 {
                        by += since;
                    }
                    since = 0;
                    it.number.saturating_sub(by)
                }
            };
            if new != it.number {
                changed.insert(it.index, (it.number, new));
            }
            before = Some(new);
        }
        changed
    }

    /// The numbers that change when the questions of a range come after the one at the index `after`, which is outside of it.
    /// Within a run of numbers each place keeps its number; else one run closes, and the other one makes room.
    ///
    /// # Errors
    /// When the questions are of several runs, and come to one of them.
    pub fn moving(&self, moved: &Range<usize>, after: usize) -> Result<Numbers, Refusal> {
        let there = self.run_of(after);
        let runs: BTreeSet<_> = moved.clone().map(|index| self.run_of(index)).collect();
        match (runs.contains(&there), runs.len()) {
            (true, 1) => Ok(self.within_run(moved, after)),
            (true, _) => Err(Refusal::new(
                "the questions are of parts that are numbered apart; move those of one part at a time",
            )),
            (false, _) => {
                let mut changed = self.closing(moved);
                changed.extend(self.making_room(after, self.count(moved)));
                changed.extend(self.joining(moved, after));
                Ok(changed)
            }
        }
    }

    /// The new numbers of questions of one run that come to another place of it, and of those between.
    fn within_run(&self, moved: &Range<usize>, after: usize) -> Numbers {
        let between = moved.start.min(after + 1)..moved.end.max(after + 1);
        let here = self.counted.iter().filter(|it| between.contains(&it.index));
        let (own, others): (Vec<_>, Vec<_>) = here.partition(|it| moved.contains(&it.index));
        let all: [Vec<&Counted>; 2] = match after < moved.start {
            true => [own, others],
            false => [others, own],
        };
        let mut places: Vec<u32> = all.iter().flatten().filter_map(|it| it.place()).collect();
        places.sort_unstable();
        let mut places = places.into_iter();
        let next = |it: &Counted| it.place().and_then(|_| places.next());
        let run = self.run_of(between.start);
        let before = self.counted.iter().rev();
        let before = before.clone().find(|it| it.index < between.start);
        let before = before.filter(|it| self.run_of(it.index) == run);
        let last = before.map(|it| it.number);
        numbered(all.concat().into_iter(), last, next)
    }

    /// The new numbers of questions that come after the one at the index `after`, from another run.
    fn joining(&self, moved: &Range<usize>, after: usize) -> Numbers {
        let own = self.counted.iter().filter(|it| moved.contains(&it.index));
        let last = self.counted.iter().find(|it| it.index == after);
        let Some(before) = last.map(|it| it.number) else {
            return Numbers::new();
        };
        let mut last = before;
        numbered(own, Some(before), |it| {
            last += u32::from(!it.has_letter);
            it.place().map(|_| last)
        })
    }

    /// How many questions of a range have a number of their own.
    fn count(&self, places: &Range<usize>) -> u32 {
        let own = self.counted.iter().filter(|it| places.contains(&it.index));
        own.filter_map(|it| it.place()).count() as u32
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

impl Counted {
    /// Its number, unless it has a letter.
    fn place(&self) -> Option<u32> {
        (!self.has_letter).then_some(self.number)
    }
}

/// The numbers that change when each of these questions gets its `next` one, after one with the number `last`; one with a
/// letter goes with the one before.
fn numbered<'c>(
    questions: impl Iterator<Item = &'c Counted>,
    mut last: Option<u32>,
    mut next: impl FnMut(&Counted) -> Option<u32>,
) -> Numbers {
    let mut changed = Numbers::new();
    for it in questions {
        let new = next(it).or(last.filter(|_| it.follows));
        let new = new.unwrap_or(it.number);
        if new != it.number {
            changed.insert(it.index, (it.number, new));
        }
        last = Some(new);
    }
    changed
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

#[cfg(test)]
mod tests {
    use super::{Counted, Counting};

    /// Questions with these numbers: a `b` after one marks a letter, a `|` before one a new run.
    fn counting(numbers: &str) -> Counting {
        let written: Vec<&str> = numbers.split(' ').collect();
        let number = |at: usize| -> u32 {
            let digits = written[at].trim_matches(['|', 'b']);
            digits.parse().expect("a number")
        };
        let one = |(index, written): (usize, &&str)| {
            let has_letter = written.ends_with('b');
            Counted {
                index,
                number: number(index),
                has_letter,
                follows: has_letter && index > 0 && number(index - 1) == number(index),
                first: (index == 0 || written.starts_with('|')).then_some(1),
                unwritten: 0,
            }
        };
        let counted = written.iter().enumerate().map(one);
        Counting {
            counted: counted.collect(),
        }
    }

    fn after(counting: &Counting, changed: &super::Numbers) -> String {
        let new = |it: &Counted| changed.get(&it.index).map_or(it.number, |(_, new)| *new);
        let all = counting.counted.iter().map(|it| new(it).to_string());
        all.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_of_questions_that_move() {
        for (numbers, moved, to, expected) in [
            ("1 2 3 4 5", 1..2, 3, "1 4 2 3 5"),
            ("1 2 3 4 5", 3..5, 0, "1 4 5 2 3"),
            ("1 2 3 |1 2", 0..1, 4, "3 1 2 1 2"),
            ("1 2 3 |1 2", 3..4, 0, "1 3 4 2 1"),
            ("1 2 7 8 20", 0..1, 2, "7 1 2 8 20"),
            ("1 2 2b 3 4", 0..1, 3, "3 1 1 2 4"),
            ("1 2 2b 3 4", 1..3, 4, "1 4 4 2 3"),
            ("1 2 2b 3 |1 2", 1..3, 5, "1 3 3 2 1 2"),
            ("1 2 2b 3 4", 2..3, 3, "1 2 3 3 4"),
            ("1 2 2b 3 4", 1..2, 3, "1 3 1 2 4"),
            ("1 2 2b 3 |1 2", 2..3, 5, "1 2 2 3 1 2"),
        ] {
            let counting = counting(numbers);
            let changed = counting.moving(&moved, to).expect("they can move");
            assert_eq!(after(&counting, &changed), expected, "{numbers}");
        }
        assert!(counting("1 2 |1 2").moving(&(1..3), 3).is_err());
    }

    #[test]
    fn numbers_after_questions_that_go() {
        for (numbers, gone, expected) in [
            ("1 2 3 4", 1..2, "1 2 2 3"),
            ("1 2 3 4", 0..2, "1 2 1 2"),
            ("1 2 5 6", 1..2, "1 2 5 6"),
            ("1 2 3 |1 2", 1..4, "1 2 3 1 1"),
            ("1 2 2b 3", 2..3, "1 2 2 3"),
            ("1 2 2b 3", 1..3, "1 2 2 2"),
            ("1 2 2b 3", 1..2, "1 2 1 2"),
        ] {
            let counting = counting(numbers);
            let changed = counting.closing(&gone);
            assert_eq!(after(&counting, &changed), expected, "{numbers}");
        }
    }

    #[test]
    fn numbers_after_questions_that_come() {
        for (numbers, at, expected) in [
            ("1 2 2b 3", 0, "1 3 3 4"),
            ("1 2 2b 3", 1, "1 2 3 4"),
            ("1 2 2b 3", 2, "1 2 2 4"),
            ("1 2 4 4b", 1, "1 2 4 4"),
        ] {
            let counting = counting(numbers);
            let changed = counting.making_room(at, 1);
            assert_eq!(after(&counting, &changed), expected, "{numbers}");
        }
    }
}
