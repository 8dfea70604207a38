//! How long the answers are.

use std::collections::BTreeMap;

use super::questions::ListedQuestion;
use super::{Bucket, Extreme, Lengths, Location};

/// The most words of each bucket but the last. Each is twice as wide as the one before it, as answers' lengths spread
/// by factors rather than by sums.
const ENDS: [u32; 6] = [25, 50, 100, 200, 400, 800];

/// The lengths that were measured so far.
#[derive(Default)]
pub(super) struct Measure {
    /// By words: how many files and how many inline answers.
    counts: BTreeMap<u32, (u32, u32)>,
    unread: u32,
    shortest: Option<Extreme>,
    longest: Option<Extreme>,
}

impl Measure {
    /// Adds the answer of a question, which has one, and is at this place.
    pub fn add(&mut self, question: &ListedQuestion<'_>, place: impl Fn() -> Location) {
        let Some(words) = question.answer.words else {
            self.unread += 1;
            return;
        };
        let (files, inline) = self.counts.entry(words).or_default();
        *match question.answer.file {
            Some(_) => files,
            None => inline,
        } += 1;
        let this = || Some(Extreme { words, at: place() });
        if self.shortest.as_ref().is_none_or(|held| words < held.words) {
            self.shortest = this();
        }
        if self.longest.as_ref().is_none_or(|held| words > held.words) {
            self.longest = this();
        }
    }

    pub fn finish(self) -> Lengths {
        let mut buckets = empty_buckets();
        let (mut files, mut inline, mut sum) = (0, 0, 0);
        for (&words, &(in_files, in_place)) in &self.counts {
            let bucket = &mut buckets[ENDS.partition_point(|end| *end < words)];
            bucket.files += in_files;
            bucket.inline += in_place;
            files += in_files;
            inline += in_place;
            sum += u64::from(words) * u64::from(in_files + in_place);
        }
        Lengths {
            files,
            inline,
            unread: self.unread,
            words: sum,
            median: self.middle(files + inline),
            shortest: self.shortest,
            longest: self.longest,
            buckets,
        }
    }

    /// The length of the middle one of `count` answers.
    fn middle(&self, count: u32) -> Option<u32> {
        let mut before = 0;
        let mut lengths = self.counts.iter();
        let middle = lengths.find(|(_, (files, inline))| {
            before += files + inline;
            before * 2 >= count
        });
        middle.map(|(words, _)| *words)
    }
}

fn empty_buckets() -> Vec<Bucket> {
    let starts = [0].into_iter().chain(ENDS.map(|end| end + 1));
    let ends = ENDS.map(Some).into_iter().chain([None]);
    let bucket = |(from, to)| Bucket {
        from,
        to,
        files: 0,
        inline: 0,
    };
    starts.zip(ends).map(bucket).collect()
}
