//! The markdown below the text of a new question.

use std::fmt::Write as _;

use crate::shape::document::write::fitted::fitted;
use crate::shape::write::NewQuestion;

/// What is below the text of a question: code and the like, options, the answer with headings from a level on.
pub fn below(new: &NewQuestion, level: usize) -> String {
    let mut text = String::new();
    if !new.body.is_empty() {
        let _ = write!(text, "\n{}\n", fitted(&new.body, level));
    }
    if !new.options.is_empty() {
        text.push('\n');
    }
    for option in &new.options {
        let mark = if option.is_right { 'x' } else { ' ' };
        let said = option.text.trim();
        let said = said.replace('\n', "\n  ");
        let gap = if said.starts_with("```") { "\n  " } else { " " };
        let _ = writeln!(text, "- [{mark}]{gap}{said}");
    }
    if !new.answer.is_empty() {
        let _ = write!(text, "\n{}\n", fitted(&new.answer, level));
    }
    text
}
