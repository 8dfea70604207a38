//! Who names what among a group's questions, kept sorted and changed only where the questions changed.

use std::ops::Range;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::key_table::KeyTable;
use super::mention::Mention;
use super::question::Question;
use super::questions::{Difference, Questions};

/// Paths as they are written.
type Paths = Arc<[Box<str>]>;

/// What questions may lead to.
type Mentions = Arc<[Mention]>;

/// What is looked up among a group's questions.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Lookup {
    /// By the answer's file name without case.
    pub answers: KeyTable<(u32, u32)>,
    /// By the hash of the question's id; broken questions are left out.
    pub ids: KeyTable<(u64, u32)>,
    /// The answers' file names with a path in them; sorted, each once.
    pub answer_paths: Paths,
    /// Where links in inline answers lead; sorted, each once.
    pub links: Paths,
    /// What questions may lead to beside their answers; sorted, each once.
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

/// The values after the difference; the same ones when no question in it has any.
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
    // Most edits of a broken question leave its names alone; whoever compares pointers then has nothing to do.
    match *all == **known {
        true => Arc::clone(known),
        false => all.into(),
    }
}

/// The answer's file name, when it has a path in it.
fn answer_path(question: &Question) -> impl Iterator<Item = &str> {
    let name = question.answer_file().map(|s| s.text);
    name.filter(|name| name.contains('/')).into_iter()
}

/// A hash of a file name that does not depend on case.
pub(crate) fn name_hash(name: &str) -> u32 {
    if name.is_ascii() && !name.bytes().any(|b| b.is_ascii_uppercase()) {
        xxh3_64(name.as_bytes()) as u32
    } else {
        xxh3_64(name.to_lowercase().as_bytes()) as u32
    }
}
