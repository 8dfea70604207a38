//! What the files of each shape are called in a summary.

use super::documents::FileKind;
use super::registry::shape_of;
use crate::facts::group::Group;

/// What a file with questions or topics is called. In the order of a summary.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Noun {
    /// A file with many questions in its markdown.
    Document,
    /// A list of questions in a frontmatter.
    Group,
    /// A file with one question.
    Single,
    /// A page that lists topics and has no questions.
    Topics,
}

impl Noun {
    /// The noun for a file with these questions.
    pub fn of(group: &Group) -> Self {
        match shape_of(group).and_then(|shape| shape.kind) {
            None => Self::Group,
            Some(FileKind::File) => Self::Single,
            Some(FileKind::Document | FileKind::Topics | FileKind::Page) => Self::Document,
        }
    }

    /// What files with questions are called together, in the singular: `group` if all are groups, else `file`.
    pub fn together(files: impl IntoIterator<Item = Self>) -> &'static str {
        match files.into_iter().all(|noun| noun == Self::Group) {
            true => "group",
            false => "file",
        }
    }

    /// The noun after a count, in the singular or the plural.
    pub fn after(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::Document, 1) => "document",
            (Self::Document, _) => "documents",
            (Self::Group, 1) => "group",
            (Self::Group, _) => "groups",
            (Self::Single, 1) => "file with one question",
            (Self::Single, _) => "files with one question",
            (Self::Topics, 1) => "page of topics",
            (Self::Topics, _) => "pages of topics",
        }
    }
}
