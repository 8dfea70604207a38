//! Symbols: which one is at an offset, where it is defined, and where it is used.
//!
//! Used by definition, references, hover, highlight, rename and code lenses. Reads facts, never the text, so it works for
//! questions that are broken at the moment, too.

mod at;
mod contents;
mod navigation_target;
mod options;
mod targets;
#[cfg(test)]
mod tests;
mod translated;
mod uses;

use smol_str::SmolStr;

use super::{BankPath, QuestionRef};

pub use at::{Located, symbol_at};
pub use contents::{contents_entry, question_linked};
pub use navigation_target::NavigationTarget;
pub use targets::{answer_of, file_of, linked, targets_of};
pub use translated::translations_of;
pub use uses::{ReferenceQuery, Use, uses_of};

/// Everything that a cursor can be on. Two symbols of the same thing are equal, wherever they were found, but for those
/// that belong to one question or group.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Symbol {
    /// A question: its text, or the first line of its item.
    Question(QuestionRef),
    /// The number before a question.
    Number(QuestionRef),
    /// The option of a question at this index.
    Choice(QuestionRef, usize),
    /// The line that names the right options of a question.
    OptionsKey(QuestionRef),
    /// The file that a question's `answer` names.
    AnswerRef(QuestionRef),
    /// An inline answer.
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
        /// The file or folder, existing or not; `None` if it is outside of the bank.
        file: Option<BankPath>,
        /// The part of the link after `#`.
        anchor: Option<SmolStr>,
    },
    /// A heading.
    Heading {
        /// Its file.
        file: BankPath,
        /// Its anchor, which links have after `#`.
        anchor: SmolStr,
    },
    /// A key of a group's frontmatter.
    Key(KeyPath),
}

/// The path to a key from the top of the frontmatter: `questions`, `topics` for that of a question.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct KeyPath(pub Box<[SmolStr]>);
