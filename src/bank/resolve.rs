//! What stands at a place of the bank, where that is defined, and where it is used.
//!
//! The heart of the features: definition, references, hover, highlight, rename and lenses ask this and shape the answer.
//! It reads facts, never a text, so it also answers for questions that are broken just now.

mod at;
mod targets;
#[cfg(test)]
mod tests;
mod uses;

use smol_str::SmolStr;

use super::{BankPath, QuestionRef};

pub use at::{Located, symbol_at};
pub use targets::{NavigationTarget, answer_of, file_of, targets_of};
pub use uses::{ReferenceQuery, Use, uses_of};

/// Everything that a cursor can be on. Two symbols of the same thing are equal, wherever they were found, but for those
/// that belong to one question or group.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Symbol {
    /// A question: its text, or the first line of its item.
    Question(QuestionRef),
    /// The file that a question's `answer` names.
    AnswerRef(QuestionRef),
    /// An answer that stands in the group itself.
    InlineAnswer(QuestionRef),
    /// A file, on its own first line: an answer, an author, a guide.
    File(BankPath),
    /// A topic, as written.
    Topic(SmolStr),
    /// A level, as written: one word of those that may mean it.
    Level(SmolStr),
    /// An author, by id.
    Author(SmolStr),
    /// A guide, by id.
    Guide(SmolStr),
    /// The file that the `ending` of this group names.
    Ending(BankPath),
    /// What a relative markdown link leads to.
    Link {
        /// The file or folder, there or not; `None` when the link leads out of the bank.
        file: Option<BankPath>,
        /// What the link has after `#`.
        anchor: Option<SmolStr>,
    },
    /// A heading.
    Heading {
        /// The file it stands in.
        file: BankPath,
        /// What a link to it has after `#`.
        anchor: SmolStr,
    },
    /// A key of a group's frontmatter.
    Key(KeyPath),
}

/// The way to a key from the top of the frontmatter: `questions`, `topics` for that of a question.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct KeyPath(pub Box<[SmolStr]>);
