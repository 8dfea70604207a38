//! Lists on their way to the editor.

use super::{Completions, Edit, Item, Kind};
use crate::shape::group::cursor::Written;
use crate::syntax::yaml::Style;
use crate::syntax::yaml::quote::quoted;
use crate::text::Span;

/// A list that has its order but not its sort texts yet.
#[derive(Default)]
pub(super) struct Draft {
    pub items: Vec<Item>,
    pub incomplete: bool,
}

impl Draft {
    /// This list, then the other.
    pub fn and(mut self, other: Self) -> Self {
        self.items.extend(other.items);
        self.incomplete |= other.incomplete;
        self
    }

    /// The list as it is sent.
    pub fn finish(self) -> Completions {
        let mut items = self.items;
        for (place, item) in items.iter_mut().enumerate() {
            item.sort = format!("{place:04}");
        }
        Completions {
            items,
            incomplete: self.incomplete,
        }
    }
}

/// An item that puts `text` in place of `span` and says no more than its name.
pub(super) fn item(label: &str, kind: Kind, span: Span, text: String) -> Item {
    Item {
        label: label.to_owned(),
        kind,
        detail: None,
        documentation: None,
        file: None,
        filter: label.to_owned(),
        sort: String::new(),
        edit: Edit {
            insert: span,
            replace: span,
            text,
        },
        snippet: false,
        as_is: false,
    }
}

/// An item that puts the string `value` in place of what is `written`. It takes over the quotes that are typed already,
/// else `beside`, those of its neighbours.
pub(super) fn scalar(value: &str, kind: Kind, written: &Written, beside: Style) -> Item {
    let style = match written.style {
        Style::Plain => beside,
        typed => typed,
    };
    let gap = if written.gap { " " } else { "" };
    let text = format!("{gap}{}", quoted(value, style, written.flow));
    Item {
        filter: filter(value, written),
        ..item(value, kind, written.span, text)
    }
}

/// An item that puts `value`, which is no string to YAML, in place of what is `written`, quotes and all.
pub(super) fn bare(value: &str, written: &Written) -> Item {
    let gap = if written.gap { " " } else { "" };
    Item {
        filter: filter(value, written),
        ..item(value, Kind::Value, written.span, format!("{gap}{value}"))
    }
}

/// What the typed text is compared with: it begins with the quote if one is typed.
fn filter(value: &str, written: &Written) -> String {
    let quote = match written.style {
        Style::Single => "'",
        Style::Double => "\"",
        _ => "",
    };
    format!("{quote}{value}")
}
