//! Questions that are nearly the same: one whose text, answer, options, number and place show that it is the other after an
//! edit.

use std::collections::HashMap;
use std::ops::Range;

use super::evidence::{AnswerKey, Asked, Evidence, Place, Reach, answer_key, text_words};
use super::matches::Matches;
use super::state::State;

/// How many questions a clue may lead to. One that leads to more is of no use, and would cost their product.
const MOST: usize = 32;

/// Pairs the questions of two ranges that have no counterpart and are nearly the same, the most alike first.
pub(super) fn pair(
    matches: &mut Matches,
    (old, new): (&State<'_>, &State<'_>),
    (before, after): &(Range<usize>, Range<usize>),
    reach: Reach,
) {
    let gone = before.clone().filter(|at| matches.new_of(*at).is_none());
    let come = after.clone().filter(|at| matches.old_of(*at).is_none());
    let (gone, come): (Vec<usize>, Vec<usize>) = (gone.collect(), come.collect());
    if gone.is_empty() || come.is_empty() {
        return;
    }
    let places = match reach {
        Reach::File => Places::new(matches, before, after),
        Reach::Bank => Places::default(),
    };
    // In one file, the words of all its questions show which of them are common there.
    let (common_old, common_new) = match reach {
        Reach::File => (before.clone().collect(), after.clone().collect()),
        Reach::Bank => (gone.clone(), come.clone()),
    };
    let weights = Weights::new((old, &common_old), (new, &common_new));
    let asked =
        |state: &State<'_>, at: usize, place| Asked::new(&state.questions[at], place, reach);
    let gone: Vec<(usize, Asked)> = gone
        .into_iter()
        .map(|at| (at, asked(old, at, places.old.get(&at).copied())))
        .collect();
    let clues = Clues::new(&gone);
    let mut found = Vec::new();
    for at in come {
        let question = asked(new, at, places.new.get(&at).copied());
        for candidate in clues.candidates(&question) {
            let (before, other) = &gone[candidate];
            let is_only_answer = |key: &AnswerKey| weights.is_only_answer(key);
            let evidence = Evidence::of(other, &question, &weights.words, &is_only_answer);
            if let Some(score) = evidence.score(reach) {
                found.push((score, *before, at));
            }
        }
    }
    found.sort_by(|a: &(f32, usize, usize), b| {
        let nearer = a.1.abs_diff(a.2).cmp(&b.1.abs_diff(b.2));
        b.0.total_cmp(&a.0)
            .then(nearer)
            .then((a.1, a.2).cmp(&(b.1, b.2)))
    });
    for (_, before, after) in found {
        matches.set(before, after);
    }
}

/// The places of the questions without a counterpart.
#[derive(Default)]
struct Places {
    old: HashMap<usize, Place>,
    new: HashMap<usize, Place>,
}

impl Places {
    fn new(matches: &Matches, before: &Range<usize>, after: &Range<usize>) -> Self {
        let partner = |at| matches.new_of(at).filter(|new| after.contains(new));
        let own = |at| matches.old_of(at).filter(|old| before.contains(old));
        let old = before
            .clone()
            .map(|at| (at, partner(at), matches.new_of(at).is_none()));
        let new = after
            .clone()
            .map(|at| (at, own(at).map(|_| at), matches.old_of(at).is_none()));
        Self {
            old: places(old),
            new: places(new),
        }
    }
}

/// The places of questions: each with its counterpart's place, and whether it has none at all.
fn places(questions: impl Iterator<Item = (usize, Option<usize>, bool)>) -> HashMap<usize, Place> {
    let mut found = HashMap::new();
    let (mut after, mut run) = (0, Vec::new());
    let mut close = |after: usize, run: &mut Vec<usize>| {
        let count = run.len();
        let places = run.drain(..).enumerate();
        found.extend(places.map(|(nth, at)| (at, (after, nth, count - nth))));
    };
    for (at, partner, is_left) in questions {
        if let Some(partner) = partner {
            close(after, &mut run);
            after = partner + 1;
        } else if is_left {
            run.push(at);
        }
    }
    close(after, &mut run);
    found
}

/// What the words and answers of a file are worth.
struct Weights {
    words: HashMap<u64, f32>,
    /// How often each answer is used, in the old state and in the new one.
    answers: HashMap<AnswerKey, (usize, usize)>,
}

impl Weights {
    fn new(old: (&State<'_>, &[usize]), new: (&State<'_>, &[usize])) -> Self {
        let mut counts: HashMap<u64, usize> = HashMap::new();
        let mut answers: HashMap<AnswerKey, (usize, usize)> = HashMap::new();
        for (is_new, (state, places)) in [(false, old), (true, new)] {
            for question in places.iter().map(|at| &state.questions[*at]) {
                let mut words = text_words(question);
                words.sort_unstable();
                words.dedup();
                words
                    .iter()
                    .for_each(|word| *counts.entry(*word).or_default() += 1);
                if let Some(key) = answer_key(question) {
                    let used = answers.entry(key).or_default();
                    *(if is_new { &mut used.1 } else { &mut used.0 }) += 1;
                }
            }
        }
        let all = (old.1.len() + new.1.len()) as f32;
        let weight = |count: usize| (1.0 + all / count as f32).ln();
        Self {
            words: counts
                .into_iter()
                .map(|(word, n)| (word, weight(n)))
                .collect(),
            answers,
        }
    }

    /// Whether one question in each state has this answer.
    fn is_only_answer(&self, key: &AnswerKey) -> bool {
        self.answers.get(key) == Some(&(1, 1))
    }
}

/// What leads from a question to those that may be the same.
struct Clues {
    by_clue: HashMap<u64, Vec<usize>>,
}

impl Clues {
    fn new(gone: &[(usize, Asked)]) -> Self {
        let mut by_clue: HashMap<u64, Vec<usize>> = HashMap::new();
        for (candidate, (_, question)) in gone.iter().enumerate() {
            for clue in question.clues() {
                by_clue.entry(clue).or_default().push(candidate);
            }
        }
        Self { by_clue }
    }

    /// The candidates for a question, each once.
    fn candidates(&self, question: &Asked) -> Vec<usize> {
        let lists = question.clues().filter_map(|clue| self.by_clue.get(&clue));
        let lists = lists.filter(|list| list.len() <= MOST);
        let mut found: Vec<usize> = lists.flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
