//! What can be typed next in the body of a file, written as what is beside it, and the functions of a shape for it.

use super::template::Template;
use super::write::TargetList;
use crate::facts::group::Group;
use crate::text::{Span, TextEdit};

/// How a shape goes on in the body of a file.
pub struct TypingSupport {
    /// The texts that can be written in place of the empty line that starts at an offset.
    pub next: fn(&TargetList<'_>, u32) -> Vec<NextText>,
    /// The value that is typed at an offset; `None` where none can be completed.
    pub value: fn(&TargetList<'_>, u32) -> Option<TypedValue>,
    /// The change to make after a line break was typed; the offset is in the line below it.
    pub on_enter: fn(&TargetList<'_>, u32) -> Option<TextEdit>,
    /// A new file like this one, where each question has a file. The values that all these others have, too, are kept.
    pub file: Option<FileLike>,
}

/// A new file like another one; see [`TypingSupport::file`].
pub type FileLike = fn(&TargetList<'_>, &[&Group]) -> Option<Template>;

/// A text that can be written in place of an empty line.
pub struct NextText {
    /// What it is.
    pub kind: NextKind,
    /// Its first line that is not blank, without the text of a question.
    pub label: String,
    /// What a reader should know of it; empty if its label says that.
    pub detail: String,
    /// How it is written.
    pub written: Template,
}

/// What a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NextKind {
    /// A whole question.
    Question,
    /// What is around an answer.
    Answer,
    /// All options of a question.
    Options,
    /// The mark of an option.
    Option,
    /// The line that names the right options.
    Key,
}

/// A value that is being typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypedValue {
    /// All of it. Contains the cursor.
    pub span: Span,
    /// What can be written there.
    pub kind: ValueKind,
}

/// What can be written as a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ValueKind {
    /// A level or a topic, as the text of a heading.
    Heading,
    /// A level.
    Level,
    /// A topic.
    Topic,
    /// The letter of an option: each with the text of the option.
    Letter(Vec<(String, String)>),
}
