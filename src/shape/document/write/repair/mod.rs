//! Repairs what is below the text of a question in a document, in the form of the questions around it.

mod answer;
mod details;
mod options;
mod right;

use crate::shape::write::Repair;

/// How documents are repaired.
pub const REPAIR: Repair = Repair {
    answer_end: answer::end,
    close_details: details::close,
    open_details: details::open,
    add_answer: answer::add,
    remove_option: options::remove,
    mark_options: right::mark,
};
