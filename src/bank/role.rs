//! The role of a file in the bank.
//!
//! The facts of a file follow from the file alone, but in the answers' folder of a group a document is an answer: for the
//! bank it has no questions. The bank keeps such a file as it was read, too, for when the group is removed.

use std::sync::Arc;

use super::{Bank, BankPath, Content, File};
use crate::facts::group::Group;
use crate::facts::{Facts, Page};
use crate::shape::yields_to_groups;

impl Bank {
    /// The file at `path` as it was read: with its questions, even if it is an answer in this bank.
    pub fn as_read(&self, path: &str) -> Option<&Arc<File>> {
        self.yielding.get(path).or_else(|| self.file(path))
    }

    /// Whether the file is in the answers' folder beside a group.
    pub(super) fn is_among_answers(&self, path: &BankPath) -> bool {
        let folder = self.folder_of_answer(path);
        folder.is_some_and(|folder| self.has_answers(folder))
    }

    /// Whether a group in `folder` has its answers in the answers' folder beside it.
    pub(super) fn has_answers(&self, folder: &str) -> bool {
        self.answering.contains_key(folder)
    }

    /// The file in its role, given the groups that there are now. Keeps one that is an answer as it was read.
    pub(super) fn in_role(
        &mut self,
        path: &BankPath,
        read: Option<Arc<File>>,
    ) -> Option<Arc<File>> {
        let group = read.as_deref().and_then(File::group);
        let group = group.filter(|group| yields_to_groups(group) && self.is_among_answers(path));
        let Some(group) = group else {
            self.yielding.remove(path);
            return read;
        };
        let answer = File {
            path: path.clone(),
            content: Content::Markdown(Arc::new(Facts::Page(Page::without_questions(group)))),
        };
        self.yielding.extend(read.map(|read| (path.clone(), read)));
        Some(Arc::new(answer))
    }

    /// Adds a group of `folder` that has an answers' folder to the count, or subtracts it. Returns whether it was the first or the
    /// last, so that the files in that folder get another role.
    pub(super) fn count_answering(&mut self, folder: &str, is_there: bool) -> bool {
        let before = self.answering.get(folder).copied().unwrap_or(0);
        let now = if is_there { before + 1 } else { before - 1 };
        if now == 0 {
            self.answering.remove(folder);
        } else {
            self.answering.insert(folder.into(), now);
        }
        before == 0 || now == 0
    }
}

/// Whether the group has its answers in the answers' folder beside it.
pub(super) fn is_answering(group: &Group) -> bool {
    !yields_to_groups(group)
}

#[cfg(test)]
mod tests;
