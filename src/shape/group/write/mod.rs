//! Writes changes of a group's questions: values of YAML, in the quotes and the indentation that the group has.

mod answer;
mod append;
mod file;
mod level;
mod lines;
mod value;

use super::question;
use crate::shape::write::Write;

/// How groups are written.
pub const WRITE: Write = Write {
    replace: value::replace,
    relabel: value::relabel,
    remove_topics: value::remove_topics,
    add_level: level::add,
    link_answer: answer::link,
    inline_answer: answer::inline,
    append: append::append,
    insert: append::insert,
    not_movable: lines::not_movable,
    take: lines::take,
    question_lines: lines::question_lines,
    put: lines::put,
    read_one: question::read,
    reorder: lines::reorder,
    lines: lines::of_question,
    renumber: lines::renumber,
    answer_keys: |_| Vec::new(),
    file: file::file,
    repair: None,
};
