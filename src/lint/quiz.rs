//! The questions of a group by their options.

use super::brief::{Brief, Options};

/// The questions of a group by their options.
#[derive(Default)]
pub(super) struct Quiz {
    /// How many questions have several options.
    pub several: usize,
    /// Those of them without a right option, by index.
    pub undecided: Vec<usize>,
    /// The questions with one option, by index.
    pub single: Vec<usize>,
}

impl Quiz {
    pub fn of(briefs: &[Brief]) -> Self {
        let mut quiz = Self::default();
        for (index, brief) in briefs.iter().enumerate() {
            match brief.options {
                Options::None => {}
                Options::One => quiz.single.push(index),
                Options::Decided => quiz.several += 1,
                Options::Undecided => {
                    quiz.several += 1;
                    quiz.undecided.push(index);
                }
            }
        }
        quiz
    }
}
