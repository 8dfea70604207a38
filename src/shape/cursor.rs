//! What can be written at a cursor, whatever the file's shape, and the functions of a shape for it.

use smol_str::SmolStr;

use super::template::Template;
use crate::facts::question::Question;
use crate::syntax::frontmatter::Split;
use crate::syntax::yaml::Style;
use crate::text::{Span, TextEdit};

/// How a shape reads the cursor, and how it writes what is chosen there.
pub struct CursorSupport {
    /// What can be written at an offset of a file; `None` where that is nothing, or nothing but a link in the body.
    pub context: fn(&str, &Split, u32) -> Option<CursorContext>,
    /// The change to make after a line break was typed; the offset is in the line below it.
    pub on_enter: fn(&str, &Split, u32) -> Option<TextEdit>,
    /// Each of these values, written as what is expected.
    pub values: fn(&str, &CursorContext, &Expected, &[&str]) -> Vec<Template>,
    /// A question.
    pub question: fn(&str, &CursorContext, &QuestionPlace, &QuestionDraft) -> Template,
    /// Each of these keys with a value, for a key of the mapping.
    pub keys: fn(&str, &CursorContext, &Mapping, &KeyContext, &[KeyDraft<'_>]) -> Vec<Template>,
}

/// What can be written at a cursor.
#[derive(Clone, PartialEq, Debug)]
pub struct CursorContext {
    /// What can be written, in the order in which to offer it.
    pub expected: Vec<Expected>,
    /// Whether the closing quote of a value is before the cursor, so that the value is complete.
    pub is_closed: bool,
    /// The question around the cursor.
    pub question: Option<OpenQuestion>,
    /// The part of the file that the cursor is in, such as the frontmatter without its fences.
    pub extent: Span,
}

/// A question that may be half typed.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenQuestion {
    /// What its lines say. Its spans count from their start.
    pub question: Question,
    /// Its lines.
    pub span: Span,
    /// The column of its hyphen.
    pub column: u32,
}

/// One thing that can be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expected {
    /// The text of a question.
    Text(PartialValue),
    /// The file of an answer.
    Answer(PartialValue),
    /// A level, as a value of its own.
    Level(PartialValue),
    /// An item of a question's topics.
    Topic(PartialValue, Siblings),
    /// The list of a question's topics, which has no item yet.
    Topics(PartialValue),
    /// A topic on a line of its own.
    NewTopic(u32, Siblings),
    /// A whole question.
    NewQuestion(QuestionPlace),
    /// The destination of a link, in the markdown that starts here.
    Link(u32),
    /// A key of the frontmatter.
    Key(Mapping, KeyContext),
    /// The value of another key of the frontmatter.
    Value(Mapping, SmolStr, PartialValue),
    /// An item of the list that is the value of this key of the frontmatter.
    Item(SmolStr, PartialValue, Siblings),
    /// The same on a line of its own.
    NewItem(SmolStr, u32, Siblings),
}

/// A mapping of the frontmatter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mapping {
    /// The frontmatter itself.
    Head,
    /// The value of a key of the frontmatter.
    Inner(SmolStr),
    /// A question.
    Question,
}

/// A position for a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct QuestionPlace {
    /// What it replaces.
    pub span: Span,
    /// The column of its first key or of its marker.
    pub column: u32,
    /// What its text starts with, such as a hyphen; empty if that is there already.
    pub marker: &'static str,
    /// Whether a space is missing before it.
    pub gap: bool,
}

/// A question to write.
pub struct QuestionDraft {
    /// Its level, and whether that is a value of its own rather than a topic.
    pub level: Option<(String, bool)>,
    /// Its topics, for a text without tab stops.
    pub topics: Vec<String>,
    /// Whether the text can have tab stops.
    pub has_stops: bool,
}

/// A key to write.
pub struct KeyDraft<'d> {
    /// The key.
    pub name: &'d str,
    /// Its value.
    pub value: ValueDraft<'d>,
}

/// The value of a key to write.
pub enum ValueDraft<'d> {
    /// To be typed.
    Empty,
    /// This text.
    Text(&'d str),
    /// A list of texts.
    List,
    /// A mapping with these keys.
    Map(Vec<KeyDraft<'d>>),
    /// A list with one question.
    Questions(&'d QuestionDraft),
}

/// A value on one line, as far as it is typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartialValue {
    /// All of it with its quotes, whether they are closed or not. Contains the cursor.
    pub span: Span,
    /// The quotes that it starts with; `Plain` without quotes.
    pub style: Style,
    /// The text before the cursor, without quotes.
    pub typed: SmolStr,
    /// The whole text, without quotes.
    pub text: SmolStr,
    /// Whether a space is missing before it.
    pub gap: bool,
    /// Whether it is between brackets or braces.
    pub flow: bool,
}

/// A position for a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyContext {
    /// The part of it that is typed.
    pub span: Span,
    /// The column of the mapping's keys.
    pub column: u32,
    /// Whether a colon follows already.
    pub colon: bool,
    /// Whether a space is missing before it.
    pub gap: bool,
    /// Whether the hyphen of the mapping is before it.
    pub after_dash: bool,
    /// Whether the mapping is written between braces.
    pub flow: bool,
    /// The other keys of the mapping.
    pub present: Vec<SmolStr>,
}

/// The other items of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Siblings {
    /// Their values.
    pub values: Vec<SmolStr>,
    /// How the first of them is written.
    pub style: Option<Style>,
}

impl Mapping {
    /// Whether it is in the list of questions.
    pub fn is_in_questions(&self) -> bool {
        match self {
            Self::Question => true,
            Self::Inner(name) => name == "questions",
            Self::Head => false,
        }
    }
}

impl Expected {
    /// What is typed of a value.
    pub fn value(&self) -> Option<&PartialValue> {
        match self {
            Self::Text(value)
            | Self::Answer(value)
            | Self::Level(value)
            | Self::Topic(value, _)
            | Self::Topics(value)
            | Self::Item(_, value, _)
            | Self::Value(_, _, value) => Some(value),
            _ => None,
        }
    }

    /// What a value replaces.
    pub fn span(&self) -> Span {
        match self {
            Self::NewTopic(at, _) | Self::NewItem(_, at, _) | Self::Link(at) => Span::at(*at),
            Self::NewQuestion(place) => place.span,
            Self::Key(_, key) => key.span,
            _ => self.value().map_or_else(Span::default, |value| value.span),
        }
    }

    /// What the author types before the text of a value: the quote that is open, or the hyphen of an item.
    pub fn opening(&self) -> &'static str {
        match self {
            Self::NewTopic(..) | Self::NewItem(..) => "- ",
            Self::NewQuestion(place) => place.marker,
            _ => self.value().map_or("", |value| value.style.quote()),
        }
    }
}

impl PartialValue {
    /// The space that is missing before it.
    pub fn space(&self) -> &'static str {
        if self.gap { " " } else { "" }
    }
}
