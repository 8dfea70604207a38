//! The words by which readers tell questions, answers, levels and furniture, in the languages that banks are written in.

mod answers;
mod banks;
mod keys;
mod levels;
mod lower;
mod openers;
mod questions;
mod word_set;

pub use answers::{
    announces_answer, is_answer_heading, is_placeholder, is_question_placeholder, names_answer,
    shows_something,
};
pub use banks::{
    is_about_the_page, is_of_other_documents, is_of_other_kind, is_section, names_a_bank,
    names_questions_or_topics,
};
pub use keys::KEYS;
pub use levels::{LEVEL_MARKS, is_level, level_in, may_name_level};
pub use lower::Lower;
pub use questions::{asks, asks_for_code, first_word, question_like};
pub use word_set::WordSet;
