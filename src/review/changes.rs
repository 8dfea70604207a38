//! What changed between two states.

use super::answer_text::{Source, Texts, is_certainly_same};
use super::moves::moved;
use super::options::{has_other_options, has_other_right, right_texts};
use super::pairing::Pairing;
use super::state::State;
use crate::stats::ListedQuestion;

/// What can change in a question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Aspect {
    /// Its file, or its place among the other questions of the file.
    Moved,
    /// Its text.
    Text,
    /// What belongs to its text, such as code below it.
    Code,
    /// Its level.
    Level,
    /// Its topics, in any order.
    Topics,
    /// What its options say, in any order.
    Options,
    /// Which of its options are right.
    Right,
    /// Its answer.
    Answer,
}

impl Aspect {
    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Text => "text",
            Self::Code => "code",
            Self::Level => "level",
            Self::Topics => "topics",
            Self::Options => "options",
            Self::Right => "right",
            Self::Answer => "answer",
        }
    }
}

/// A question that is in both states and differs.
pub struct Changed<'b> {
    /// As it was.
    pub old: ListedQuestion<'b>,
    /// As it is.
    pub new: ListedQuestion<'b>,
    /// What differs.
    pub aspects: Vec<Aspect>,
    /// The texts of the answers as they were compared, if they differ; `None` for one that does not exist.
    pub answers: Option<[Option<String>; 2]>,
}

impl Changed<'_> {
    /// The texts of the right options, old and new.
    pub fn right(&self) -> [Vec<&str>; 2] {
        [&self.old, &self.new].map(|question| right_texts(question.placed.question))
    }
}

/// What changed, in the order of the files' paths and of the questions in them.
#[derive(Default)]
pub struct Changes<'b> {
    /// The questions that only the new state has.
    pub came: Vec<ListedQuestion<'b>>,
    /// The questions that only the old state has.
    pub went: Vec<ListedQuestion<'b>>,
    /// The questions that both have and that differ.
    pub changed: Vec<Changed<'b>>,
}

impl<'b> Changes<'b> {
    /// What changed from one state to another; the sources give the texts of their files.
    pub fn new(
        (old, old_source): (&State<'b>, Source<'_>),
        (new, new_source): (&State<'b>, Source<'_>),
        pairing: &Pairing,
    ) -> Self {
        let mut changes = Self::default();
        let (mut old_texts, mut new_texts) = (Texts::new(old_source), Texts::new(new_source));
        for (_, places) in &new.files {
            let in_file = moved_in_file(old, new, pairing, places.clone());
            for (at, is_moved) in places.clone().zip(in_file) {
                let after = &new.questions[at];
                let Some(before) = pairing.old_of(at).map(|at| &old.questions[at]) else {
                    changes.came.push(after.clone());
                    continue;
                };
                let mut aspects = aspects((old, before), (new, after));
                aspects.extend(is_moved.then_some(Aspect::Moved));
                let answers = match is_certainly_same((old, before), (new, after)) {
                    true => None,
                    false => {
                        let texts = [old_texts.answer(old, before), new_texts.answer(new, after)];
                        (texts[0] != texts[1]).then_some(texts)
                    }
                };
                aspects.extend(answers.is_some().then_some(Aspect::Answer));
                // Code below a text may start the answer too.
                let has_options = !after.placed.question.options().is_empty();
                if has_other_code(before, after) && (has_options || answers.is_none()) {
                    aspects.push(Aspect::Code);
                }
                aspects.sort_unstable();
                if !aspects.is_empty() {
                    changes.changed.push(Changed {
                        old: before.clone(),
                        new: after.clone(),
                        aspects,
                        answers,
                    });
                }
            }
        }
        let gone = old.questions.iter().enumerate();
        let gone = gone.filter(|(at, _)| pairing.new_of(*at).is_none());
        changes.went = gone.map(|(_, question)| question.clone()).collect();
        changes
    }
}

/// For each question of a file, whether it was in another file or elsewhere among the others.
fn moved_in_file(
    old: &State<'_>,
    new: &State<'_>,
    pairing: &Pairing,
    places: std::ops::Range<usize>,
) -> Vec<bool> {
    let stayed = |at: usize| {
        let before = pairing.old_of(at)?;
        (old.questions[before].group == new.questions[at].group).then_some(before)
    };
    let kept: Vec<usize> = places.clone().filter_map(stayed).collect();
    let mut in_file = moved(&kept).into_iter();
    let is_moved = |at: usize| match stayed(at) {
        Some(_) => in_file.next().unwrap_or(false),
        None => pairing.old_of(at).is_some(),
    };
    places.map(is_moved).collect()
}

/// What differs besides place and answer.
fn aspects(
    (old, before): (&State<'_>, &ListedQuestion<'_>),
    (new, after): (&State<'_>, &ListedQuestion<'_>),
) -> Vec<Aspect> {
    let (one, other) = (before.placed.question, after.placed.question);
    let topics = |state: &State<'_>, question: &ListedQuestion<'_>| {
        let topics = question.topics(state.bank).into_iter().map(str::to_owned);
        let mut topics: Vec<String> = topics.collect();
        topics.sort_unstable();
        topics
    };
    let all = [
        (Aspect::Text, before.text() != after.text()),
        (
            Aspect::Level,
            before.level_name(old.bank) != after.level_name(new.bank),
        ),
        (Aspect::Topics, topics(old, before) != topics(new, after)),
        (Aspect::Options, has_other_options(one, other)),
        (Aspect::Right, has_other_right(one, other)),
    ];
    let differing = all.into_iter().filter(|(_, differs)| *differs);
    differing.map(|(aspect, _)| aspect).collect()
}

/// Whether other code belongs to the text. If the options differ as well, that cannot be distinguished.
fn has_other_code(before: &ListedQuestion<'_>, after: &ListedQuestion<'_>) -> bool {
    let (one, other) = (before.placed.question, after.placed.question);
    let in_text = !one.is_keyed() && !other.is_keyed();
    in_text && one.context() != other.context() && !has_other_options(one, other)
}
