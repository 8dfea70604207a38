//! The keys of a question in a group.

/// The keys of a question.
pub const QUESTION_KEYS: &[&str] = &["question", "answer", "topics", "level"];
