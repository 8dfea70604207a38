//! The numbers of questions, or of rows, after some of them have moved.

use std::ops::Range;

use crate::text::Refusal;

/// The numbers of the questions of a file, by index; `None` for a question without one.
type Numbers = Vec<Option<u32>>;

/// The new numbers, by index, when those of the range `moved` go elsewhere and the gap closes.
pub fn without(numbers: &[Option<u32>], moved: &Range<usize>) -> Vec<Option<u32>> {
    let mut now = numbers.to_vec();
    let count = moved.len() as u32;
    let mut last = numbers[moved.start];
    for at in moved.start..numbers.len() {
        if at > moved.start && !follows(last, numbers[at]) {
            break;
        }
        last = numbers[at];
        if at >= moved.end {
            now[at] = last.map(|number| number - count);
        }
    }
    now
}

/// The numbers of `count` new ones after the one at the index `after`, and of all others, when they come there and those
/// that follow make room.
///
/// # Errors
/// When the numbers there count down.
pub fn with(
    numbers: &[Option<u32>],
    after: usize,
    count: usize,
) -> Result<(Numbers, Numbers), Refusal> {
    let mut now = numbers.to_vec();
    let here = numbers[after];
    let before = after.checked_sub(1).and_then(|at| numbers[at]);
    if follows(here, before) {
        return Err(Refusal::new(
            "the numbers of the questions count down; move the lines by hand",
        ));
    }
    // Some lists have one number throughout.
    let is_same = here.is_some() && before == here;
    let new = (1..=count as u32).map(|place| match is_same {
        true => here,
        false => here.map(|here| here + place),
    });
    let new = new.collect();
    let mut last = here;
    for at in after + 1..numbers.len() {
        if !follows(last, numbers[at]) {
            break;
        }
        last = numbers[at];
        now[at] = last.map(|number| number + count as u32);
    }
    Ok((new, now))
}

/// The new numbers, by index, when those of the range `moved` come after the one at the index `after`, which is outside of
/// that range.
///
/// # Errors
/// When the numbers there count down.
pub fn moved(
    numbers: &[Option<u32>],
    moved: &Range<usize>,
    after: usize,
) -> Result<Vec<Option<u32>>, Refusal> {
    let closed = without(numbers, moved);
    let rest: Vec<usize> = (0..numbers.len())
        .filter(|at| !moved.contains(at))
        .collect();
    let left: Vec<Option<u32>> = rest.iter().map(|at| closed[*at]).collect();
    let place = rest.partition_point(|at| *at < after);
    let (new, left) = with(&left, place, moved.len())?;
    let mut now = numbers.to_vec();
    for (at, number) in rest.into_iter().zip(left) {
        now[at] = number;
    }
    now[moved.clone()].copy_from_slice(&new);
    Ok(now)
}

fn follows(one: Option<u32>, other: Option<u32>) -> bool {
    one.is_some() && one.and_then(|one| one.checked_add(1)) == other
}

#[cfg(test)]
mod tests {
    use super::{moved, without};

    fn all(numbers: &[u32]) -> Vec<Option<u32>> {
        numbers.iter().map(|number| Some(*number)).collect()
    }

    #[test]
    fn the_numbers_run_on() {
        for (numbers, range, after, now) in [
            (&[1, 2, 3, 4, 5][..], 1..2, 3, &[1, 4, 2, 3, 5][..]),
            (&[1, 2, 3, 4, 5], 3..5, 0, &[1, 4, 5, 2, 3]),
            (&[1, 2, 3, 1, 2], 0..1, 4, &[3, 1, 2, 1, 2]),
            (&[1, 2, 3, 1, 2], 3..4, 0, &[1, 3, 4, 2, 1]),
            (&[1, 2, 7, 8, 20], 0..1, 2, &[8, 1, 7, 9, 20]),
            (&[1, 1, 1, 1], 0..1, 2, &[1, 1, 1, 1]),
        ] {
            assert_eq!(
                moved(&all(numbers), &range, after),
                Ok(all(now)),
                "{numbers:?}"
            );
        }
        assert!(moved(&all(&[5, 4, 3, 2]), &(3..4), 1).is_err());
        assert_eq!(
            without(&[None, Some(3), Some(4)], &(0..1)),
            [None, Some(3), Some(4)]
        );
    }
}
