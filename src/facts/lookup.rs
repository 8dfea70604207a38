//! Lookup tables over a group's questions, kept sorted and updated only where questions changed.

use std::ops::Range;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::key_table::KeyTable;
use super::mention::Mention;
use super::question::Question;
use super::questions::{Difference, Questions};
use crate::platform::caseless;

/// Paths as written.
type Paths = Arc<[Box<str>]>;

/// Files that questions may reference.
type Mentions = Arc<[Mention]>;

/// The lookup tables of a group's questions.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Lookup {
    /// Questions by the caseless form of the answer's file name.
    pub answers: KeyTable<(u32, u32)>,
    /// Questions by the hash of their id; broken questions are left out.
    pub ids: KeyTable<(u64, u32)>,
    /// The names of answer files that contain a path; sorted, each once.
    pub answer_paths: Paths,
    /// The destinations of links in inline answers; sorted, each once.
    pub links: Paths,
    /// What questions may reference apart from their answers; sorted, each once.
    pub mentions: Mentions,
}

impl Lookup {
    /// The tables of these questions.
    pub fn new(questions: &Questions) -> Self {
        let all = Difference::all(questions.len());
        Self::default().updated(&Questions::default(), questions, &all)
    }

    /// The tables after `difference` between `old`, whose tables these are, and `new`.
    pub fn updated(&self, old: &Questions, new: &Questions, difference: &Difference) -> Self {
        // A broken question's id is a guess.
        let id = |q: &Question| q.id_hash().filter(|_| q.is_whole());
        let answer = |q: &Question| q.answer_file().map(|s| name_hash(s.text));
        let changed = || new.range(difference.new.clone()).map(|p| &**p.question);
        Self {
            answers: self.answers.updated(difference, changed().map(answer)),
            ids: self.ids.updated(difference, changed().map(id)),
            answer_paths: collected(&self.answer_paths, old, new, difference, answer_path),
            links: collected(&self.links, old, new, difference, |q| q.inline_links()),
            mentions: collected(&self.mentions, old, new, difference, |q| {
                q.mentions().iter()
            }),
        }
    }
}

/// The values after the difference. Returns the same `Arc` if no question in the difference has a value.
fn collected<'q, T: Ord + ?Sized + 'q, K: Ord + for<'k> From<&'k T>, P: Iterator<Item = &'q T>>(
    known: &Arc<[K]>,
    old: &'q Questions,
    new: &'q Questions,
    difference: &Difference,
    of: impl Fn(&'q Question) -> P,
) -> Arc<[K]> {
    let any = |list: &'q Questions, places: &Range<usize>| {
        list.range(places.clone())
            .any(|p| of(p.question).next().is_some())
    };
    if !any(old, &difference.old) && !any(new, &difference.new) {
        return Arc::clone(known);
    }
    let mut all: Vec<&T> = new.iter().flat_map(|p| of(p.question)).collect();
    all.sort_unstable();
    all.dedup();
    let all: Vec<K> = all.into_iter().map(K::from).collect();
    // Most edits of a broken question keep its names. An unchanged pointer saves the comparison of the contents.
    match *all == **known {
        true => Arc::clone(known),
        false => all.into(),
    }
}

/// The name of the answer file, if it contains a path.
fn answer_path(question: &Question) -> impl Iterator<Item = &str> {
    let name = question.answer_file().map(|s| s.text);
    name.filter(|name| name.contains('/')).into_iter()
}

/// A hash of a file name that is the same for all names which some system takes for one.
pub(crate) fn name_hash(name: &str) -> u32 {
    xxh3_64(caseless(name).as_bytes()) as u32
}
