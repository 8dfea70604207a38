//! A group whose questions are normalized on demand.

use std::cell::RefCell;
use std::rc::Rc;

use smol_str::SmolStr;

use super::key::Key;
use super::normalize::NormalizedQuestion;
use super::path_ids;
use crate::facts::group::Group;

/// A group whose questions are normalized on demand, each at most once.
pub(super) struct LazyGroup<'g> {
    pub group: &'g Group,
    /// The normalized questions, by index.
    known: RefCell<Vec<(usize, Option<Rc<NormalizedQuestion>>)>>,
}

impl<'g> LazyGroup<'g> {
    /// A group of which nothing is normalized yet.
    pub fn new(group: &'g Group) -> Self {
        let known = RefCell::default();
        Self { group, known }
    }

    /// The normalized question at `index`; `None` if it is broken, has no text, or asks with more than its text: what
    /// its code or its options have in common with others cannot be told from words.
    pub fn question(&self, index: usize) -> Option<Rc<NormalizedQuestion>> {
        let read = || {
            let question = self.group.questions.get(index)?.question;
            let is_all = question.options().is_empty() && question.stem() == 0;
            let text = question.text().filter(|_| question.is_whole() && is_all)?;
            Some(Rc::new(NormalizedQuestion::read(text.text)))
        };
        let mut known = self.known.borrow_mut();
        let at = known.partition_point(|(other, _)| *other < index);
        if known.get(at).is_none_or(|(other, _)| *other != index) {
            known.insert(at, (index, read()));
        }
        known[at].1.clone()
    }

    /// The key of the question at `index` without the words in `context`.
    pub fn key(&self, index: usize, context: &[SmolStr]) -> Option<Key> {
        // No group has so many questions; any further ones are not compared.
        let fits = (index as u64) < path_ids::END;
        self.question(index).filter(|_| fits)?.key(context)
    }

    /// The key of the full question, if it differs from the one without the words in `context`.
    pub fn full_key(&self, index: usize, context: &[SmolStr]) -> Option<Key> {
        let full = self.key(index, &[])?;
        (self.key(index, context) != Some(full)).then_some(full)
    }
}
