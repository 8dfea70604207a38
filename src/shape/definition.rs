//! What a shape is: its name, its page, and the functions that read and write it.

use std::sync::Arc;

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
    /// Reads the questions of a file; `None` when the file does not have this shape.
    pub read: fn(&Source<'_>, &Arc<Body>) -> Option<Group>,
    /// Reads a file again that had this shape before an edit, at the cost of what the edit changed; `None` when the edit
    /// is not of the kind that can be read so. What it gives is what `read` gives.
    pub reread: Option<Reread>,
    /// Writes changes; `None` when files of this shape can only be read.
    pub write: Option<&'static Write>,
}

/// Reads a file again after an edit; the body is asked for with the place where it starts.
pub type Reread = fn(&str, Previous<'_>, &dyn Fn(u32) -> Arc<Body>) -> Option<Group>;

/// A markdown file that is to be read.
#[derive(Clone, Copy)]
pub struct Source<'t> {
    /// Its text.
    pub text: &'t str,
    /// Where its frontmatter and its body are.
    pub split: Split,
}

/// The state of a file's questions before an edit, and the text that it was read from.
#[derive(Clone, Copy)]
pub struct Previous<'p> {
    /// The questions.
    pub group: &'p Group,
    /// The text.
    pub text: &'p str,
}
