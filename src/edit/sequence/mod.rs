//! Changes of the sequence of a document's questions: their numbers, their order, which there are.
//!
//! Each change is made in steps. A step changes the lines of questions, and with them all that refers to them: the rows of
//! the table of contents, links to anchors, numbers in links and in sentences, lists of the right options. Afterwards the
//! document is read again: the step is refused if a question says something else, or an anchor leads elsewhere.
//!
//! How numbers change, and what follows them, is the same where questions move to another section or file.

pub mod counting;
mod draft;
pub mod elsewhere;
pub mod insert;
mod kept;
mod labels;
mod mentions;
pub mod order;
mod places;
mod ranges;
pub mod references;
pub mod remove;
pub mod renumber;
pub mod reorder;
pub mod report;
pub mod rows;
pub mod state;
pub mod stated;
mod used;
