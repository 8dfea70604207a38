//! The lines of questions of a document that move.

use std::ops::Range;

use crate::facts::group::Group;

/// The questions of a range, in one range for each section.
pub fn runs(group: &Group, places: &Range<usize>) -> Vec<Range<usize>> {
    let starts = group
        .questions
        .sections()
        .iter()
        .map(|section| section.first);
    let starts = starts.filter(|first| places.contains(first) && *first > places.start);
    let bounds: Vec<usize> = [places.start]
        .into_iter()
        .chain(starts)
        .chain([places.end])
        .collect();
    bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
