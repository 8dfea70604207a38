//! Indexes of duplicates: answers with the same text, questions with the same text, and questions that ask the same in
//! other words.

mod answers;
mod earlier;
mod exact;
mod questions;
mod versions;

pub use answers::DuplicateAnswer;
pub(super) use answers::{AnswerDuplicates, Pending as PendingAnswers};
pub(super) use exact::{ExactDuplicates, Pending as PendingExact};
pub use questions::DuplicateQuestion;
pub(super) use questions::{Pending as PendingQuestions, QuestionDuplicates};
