//! Writing a value in place of another.

use crate::syntax::quote::quoted;
use crate::syntax::yaml::{Scalar, Style};
use crate::text::{Span, TextEdit};

/// Writes the string `new` in place of `old`, a scalar whose spans count from `start`, in the quotes that it has.
///
/// `flow`: whether it stands between brackets. A block scalar becomes a value of one line.
pub fn replace(text: &str, old: &Scalar, start: u32, new: &str, flow: bool) -> TextEdit {
    let style = match old.style {
        Style::Block => Style::Plain,
        style => style,
    };
    let written = quoted(new, style, flow);
    let span = extent(text, old.span.shift(start));
    // Behind a key without a value there may be no blank yet.
    let tight = old.span.is_empty() && text[..span.start as usize].ends_with(':');
    TextEdit {
        span,
        text: if tight {
            format!(" {written}")
        } else {
            written
        },
    }
}

/// The span without the line breaks and blanks at its end: a block scalar's holds that of its last line.
pub fn extent(text: &str, span: Span) -> Span {
    let written = span.slice(text).trim_end();
    Span::new(span.start, span.start + written.len() as u32)
}
