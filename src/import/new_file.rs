//! A question as a new file of its own: what classifies it in the frontmatter, and its answer below.

use super::below::below;
use super::imported::Imported;
use super::outcome::Written;
use crate::bank::{Bank, BankPath};
use crate::edit::Edit;
use crate::edit::question::differing;
use crate::facts::questions::Placed;
use crate::syntax::yaml::Style;
use crate::syntax::yaml::quote::quoted;

/// Makes the file; `None` if it would not be read as this question.
pub fn create(bank: &Bank, path: &BankPath, question: &Imported) -> Option<Written> {
    let new = question.in_document();
    let value = |text: &str| quoted(text, Style::Plain, false);
    let mut text = format!("---\nquestion: {}\n", value(&question.question));
    if let Some(level) = question.level_in(bank) {
        text += &format!("difficulty: {}\n", value(level));
    }
    if !question.topics.is_empty() {
        let topics = question.topics.iter();
        let topics: Vec<String> = topics.map(|it| quoted(it, Style::Plain, true)).collect();
        text += &format!("tags: [{}]\n", topics.join(", "));
    }
    text += &format!("---\n{}", below(&new, 2));
    let facts = bank.read(path, &text);
    let group = facts.as_group()?;
    let placed = group.questions.get(0)?;
    let is_read = group.questions.len() == 1
        && differing(&new, (&text, group.split.body), &placed).is_none()
        && is_classified(&placed, question.level_in(bank), &question.topics);
    is_read.then(|| Written {
        edit: Edit::create(path, text),
        ..Written::default()
    })
}

/// Whether a question has this level and these topics.
fn is_classified(placed: &Placed<'_>, level: Option<&str>, topics: &[String]) -> bool {
    placed.level().map(|own| own.text) == level
        && placed
            .topics()
            .map(|own| own.text)
            .eq(topics.iter().map(String::as_str))
}
