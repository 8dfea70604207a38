//! The questions of a group by their options.

use crate::facts::group::Group;

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
    pub fn of(group: &Group) -> Self {
        let mut quiz = Self::default();
        for (index, placed) in group.questions.iter().enumerate() {
            match placed.question.options() {
                [] => {}
                [_] => quiz.single.push(index),
                options => {
                    quiz.several += 1;
                    if !options.iter().any(|option| option.is_right) {
                        quiz.undecided.push(index);
                    }
                }
            }
        }
        quiz
    }
}
