//! Which items of a list were moved.

/// The items of `places` that were moved: all but those of the longest run that is in order. Takes a logarithm per item.
pub(super) fn moved(places: &[usize]) -> Vec<bool> {
    // For each length, the item at which a run of it ends that ends earliest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places[*end] < *place);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut moved = vec![true; places.len()];
    let run = std::iter::successors(ends.last().copied(), |at| before[*at]);
    run.for_each(|at| moved[at] = false);
    moved
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn as_few_as_possible_moved() {
        for (places, expected) in [
            (&[][..], &[][..]),
            (&[0, 1, 2], &[]),
            (&[2, 0, 1], &[0]),
            (&[1, 2, 0], &[2]),
            (&[0, 3, 1, 2, 4], &[1]),
            (&[5, 7, 9], &[]),
        ] {
            let moved = moved(places);
            let found: Vec<usize> = (0..places.len()).filter(|at| moved[*at]).collect();
            assert_eq!(found, expected, "{places:?}");
        }
        assert_eq!(moved(&[2, 1, 0]).iter().filter(|it| **it).count(), 2);
    }
}
