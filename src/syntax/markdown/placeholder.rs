//! The placeholders that qmark writes for texts that the author has to fill in.

/// Below the heading of a new answer file.
pub const ANSWER: &str = "Write the answer here.";

/// The text of a new question.
pub const QUESTION: &str = "New question?";

/// Any other text.
pub const TEXT: &str = "TODO";

/// A date.
pub const DATE: &str = "1970-01-01";

/// Whether a value is a placeholder for a text.
pub fn is_placeholder(value: &str) -> bool {
    matches!(value.trim(), ANSWER | QUESTION | TEXT)
}
