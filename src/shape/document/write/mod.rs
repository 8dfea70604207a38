//! Writes changes of questions in the text of a document: in the form, the markup and the numbering that it has.

pub mod append;
pub mod block;
pub mod fitted;
mod frontmatter;
mod keys;
mod lines;
pub mod numbers;
pub mod options;
mod refused;
mod repair;
mod skeleton;
mod take;
mod value;

use crate::shape::write::Write;

/// How documents are written.
pub const WRITE: Write = Write {
    replace: value::replace,
    relabel: value::relabel,
    remove_topics: refused::remove_topics,
    add_level: refused::add_level,
    link_answer: refused::link_answer,
    inline_answer: refused::inline_answer,
    append: append::append,
    insert: append::insert,
    not_movable: lines::not_movable,
    take: take::take,
    question_lines: take::question_lines,
    put: refused::put,
    read_one: refused::read_one,
    reorder: lines::reorder,
    lines: lines::of_question,
    renumber: numbers::renumber,
    answer_keys: keys::entries,
    file: refused::file,
    repair: Some(repair::REPAIR),
};

/// How files with one question are written.
pub const WRITE_FILE: Write = Write {
    append: refused::append,
    insert: refused::insert,
    not_movable: refused::not_movable,
    take: refused::take,
    reorder: refused::reorder,
    renumber: refused::renumber,
    answer_keys: |_| Vec::new(),
    ..WRITE
};
