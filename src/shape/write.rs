//! Changes of a question, written the way its file is written.
//!
//! An edit says what is to be: this value in that part, these topics gone. The shape says which bytes change.

use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::facts::slot::Part;
use crate::text::{Refusal, TextEdit};

/// A question that is to be changed, in the text that its group was read from.
#[derive(Clone, Copy)]
pub struct Target<'w> {
    /// The file's text.
    pub text: &'w str,
    /// Its questions.
    pub group: &'w Group,
    /// The question.
    pub placed: Placed<'w>,
}

/// How a shape writes changes. Every function leaves all bytes alone but those that say what changes.
pub struct Write {
    /// Writes a value in place of that of a part, in the quotes that it has.
    pub replace: fn(&Target<'_>, Part, &str) -> Result<TextEdit, Refusal>,
    /// Takes the topics at these places out, which are in order.
    pub remove_topics: fn(&Target<'_>, &[usize]) -> Result<Vec<TextEdit>, Refusal>,
    /// Gives a level to a question that has none: as a value of its own, or else as the first of its topics.
    pub add_level: fn(&Target<'_>, &str, bool) -> Result<TextEdit, Refusal>,
}
