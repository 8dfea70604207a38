//! The texts of answers, compared.

use std::collections::HashMap;
use std::sync::Arc;

use super::state::{State, is_shared};
use crate::bank::BankPath;
use crate::stats::{AnswerState, ListedQuestion};
use crate::text::bare_lines;

/// Gives the text of a file of one state; `None` if it cannot be read.
pub type Source<'s> = &'s dyn Fn(&BankPath) -> Option<String>;

/// How many texts are kept at once: neighbours are in the same few.
const KEPT: usize = 16;

/// The texts of one state, read when they are first needed.
pub(super) struct Texts<'s> {
    source: Source<'s>,
    kept: HashMap<BankPath, Arc<str>>,
}

impl<'s> Texts<'s> {
    /// The texts that `source` gives.
    pub fn new(source: Source<'s>) -> Self {
        Self {
            source,
            kept: HashMap::new(),
        }
    }

    fn of(&mut self, path: &BankPath) -> Arc<str> {
        if let Some(text) = self.kept.get(path) {
            return Arc::clone(text);
        }
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        let text: Arc<str> = (self.source)(path).unwrap_or_default().into();
        self.kept.insert(path.clone(), Arc::clone(&text));
        text
    }

    /// The text of a question's answer in `state`, as it is compared; `None` without one.
    pub fn answer(&mut self, state: &State<'_>, question: &ListedQuestion<'_>) -> Option<String> {
        let answer = &question.answer;
        if matches!(answer.state, AnswerState::None | AnswerState::Missing) {
            return None;
        }
        let text = match (answer.inline, answer.below, &answer.file) {
            (Some(inline), _, _) => bare_lines(inline),
            (_, Some(below), _) => bare_lines(below.slice(&self.of(question.group))),
            (_, _, Some(file)) => {
                let text = self.of(file);
                let facts = state.bank.file(file.as_str()).and_then(|it| it.facts());
                let start = facts.map_or(0, |facts| facts.body_start() as usize);
                bare_lines(text.get(start..).unwrap_or_default())
            }
            (None, None, None) => String::new(),
        };
        (!text.is_empty()).then_some(text)
    }
}

/// Whether two answers are certainly the same, found without their texts.
pub(super) fn is_certainly_same(
    (old, before): (&State<'_>, &ListedQuestion<'_>),
    (new, after): (&State<'_>, &ListedQuestion<'_>),
) -> bool {
    match (&before.answer.file, &after.answer.file) {
        (Some(a), Some(b)) => is_shared((old.bank, a), (new.bank, b)),
        (None, None) => {
            is_shared((old.bank, before.group), (new.bank, after.group))
                && before.index == after.index
        }
        _ => false,
    }
}
