//! What can be written at a cursor.

use smol_str::SmolStr;

use crate::syntax::yaml::Style;
use crate::text::Span;

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
