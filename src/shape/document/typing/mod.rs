//! What can be typed next in a document: the next question, the frame of an answer, options, the line that names the
//! right ones, and values. Everything is written as in the questions nearby.

mod anchor;
mod key;
pub mod model;
mod option;
mod place;
mod question;
mod value;

use crate::shape::typing::{NextText, TypingSupport};
use crate::shape::write::TargetList;

/// How documents go on.
pub const TYPING: TypingSupport = TypingSupport {
    next,
    value: value::value,
    on_enter: option::on_enter,
    file: None,
};

/// How files with one question go on: with its options and the right ones, and not with another question.
pub const TYPING_FILE: TypingSupport = TypingSupport {
    next: options,
    ..TYPING
};

/// What can be written in place of the empty line at `at`.
fn next(list: &TargetList<'_>, at: u32) -> Vec<NextText> {
    let mut all = options(list, at);
    if !is_closed(list, at) {
        all.extend(question::below(list, at));
        all.extend(question::next(list, at));
    }
    all
}

/// The options of a question, and the line that names the right ones.
fn options(list: &TargetList<'_>, at: u32) -> Vec<NextText> {
    if is_closed(list, at) {
        return Vec::new();
    }
    let mut all = option::next(list, at);
    all.extend(key::next(list, at));
    all
}

/// Whether nothing can be written at `at`: in the frontmatter, and in code.
fn is_closed(list: &TargetList<'_>, at: u32) -> bool {
    at < list.group.split.body || place::is_in_code(list, at)
}
