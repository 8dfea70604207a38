//! The texts of answers, compared.

use std::collections::HashMap;
use std::sync::Arc;

use super::state::{State, is_shared};
use crate::bank::BankPath;
use crate::stats::{AnswerState, ListedQuestion};

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

/// The lines of a text without what does not show: line breaks of another kind, spaces at the ends of lines, blank lines at
/// both ends, and an indentation of all lines.
fn bare_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let shown = lines.iter().filter(|line| !line.is_empty());
    let common = shown.map(indent).min().unwrap_or(0);
    let bare = lines
        .iter()
        .map(|line| line.get(common..).unwrap_or_default());
    bare.collect::<Vec<_>>()
        .join("\n")
        .trim_matches('\n')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::bare_lines;

    #[test]
    fn what_does_not_show_does_not_count() {
        for (one, other) in [
            ("a\nb\n", "a\r\nb  \r\n\r\n"),
            ("\n\na\n  b\n", "a\n  b"),
            ("  a\n    b\n  c\n", "a\n  b\nc"),
        ] {
            assert_eq!(bare_lines(one), bare_lines(other), "{one:?}");
        }
        assert_ne!(bare_lines("a\n  b\nc"), bare_lines("a\nb\nc"));
        assert_eq!(bare_lines(" \n\n"), "");
    }
}
