//! The definition of a shape: its name, its page, and the functions that read and write it.

use std::sync::Arc;

use super::cursor::CursorSupport;
use super::write::Write;
use crate::facts::group::Group;
use crate::syntax::frontmatter::Split;
use crate::syntax::markdown::body::Body;

/// A shape that files with questions can have.
pub struct Shape {
    /// Its name, in `qmark.yaml` and in messages.
    pub name: &'static str,
    /// Its documentation, in markdown.
    pub page: &'static str,
    /// Reads the questions of a file; `None` if the file does not have this shape.
    pub read: fn(&Source<'_>, &Arc<Body>) -> Option<Group>,
    /// Reads a file of this shape again after an edit, at the cost of what the edit changed; `None` if the edit
    /// requires a full read. The result equals that of `read`.
    pub reread: Option<Reread>,
    /// Writes changes; `None` if files of this shape are read-only.
    pub write: Option<&'static Write>,
    /// Reads the cursor and writes what is chosen there; `None` when nothing can be chosen in files of this shape but
    /// links.
    pub cursor: Option<&'static CursorSupport>,
}

/// Reads a file again after an edit; the function returns the body that starts at an offset.
pub type Reread = fn(&str, Previous<'_>, &dyn Fn(u32) -> Arc<Body>) -> Option<Group>;

/// A markdown file to read.
#[derive(Clone, Copy)]
pub struct Source<'t> {
    /// Its text.
    pub text: &'t str,
    /// The spans of its frontmatter and its body.
    pub split: Split,
}

/// The questions of a file before an edit, and the text that they were read from.
#[derive(Clone, Copy)]
pub struct Previous<'p> {
    /// The questions.
    pub group: &'p Group,
    /// The text.
    pub text: &'p str,
}
