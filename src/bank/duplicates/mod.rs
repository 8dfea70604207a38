//! Indexes of duplicates: answers with the same text, questions with the same text, and questions that ask the same in
//! other words.

mod answers;
mod duplicate_question;
mod earlier;
mod exact;
mod questions;
mod versions;

pub use answers::DuplicateAnswer;
pub(super) use answers::{AnswerDuplicates, Pending as PendingAnswers};
pub use duplicate_question::DuplicateQuestion;
pub(super) use exact::{ExactDuplicates, Pending as PendingExact, normalized};
pub use questions::content_words;
pub(super) use questions::{Pending as PendingQuestions, QuestionDuplicates};
