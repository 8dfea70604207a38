//! Completion lists before their sort texts are set.

use super::{Completions, Edit, Item, Kind};
use crate::shape::cursor::PartialValue;
use crate::syntax::yaml::Style;
use crate::syntax::yaml::quote::quoted;
use crate::text::Span;

/// A list in its final order, without sort texts.
#[derive(Default)]
pub(super) struct Draft {
    /// The items in order.
    pub items: Vec<Item>,
    /// Whether more typed letters give other items.
    pub incomplete: bool,
}

impl Draft {
    /// This list followed by `other`.
    pub fn and(mut self, other: Self) -> Self {
        self.items.extend(other.items);
        self.incomplete |= other.incomplete;
        self
    }

    /// The list as it is sent, with sort texts.
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

/// An item that replaces `span` with `text`, without details.
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

/// An item that replaces what is `written` with the string `value`. It keeps the quotes that are typed already, else it
/// uses those of its neighbours, `beside`.
pub(super) fn scalar(value: &str, kind: Kind, written: &PartialValue, beside: Style) -> Item {
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

/// An item that replaces what is `written`, including its quotes, with `value`, which YAML does not read as a string.
pub(super) fn bare(value: &str, written: &PartialValue) -> Item {
    let gap = if written.gap { " " } else { "" };
    Item {
        filter: filter(value, written),
        ..item(value, Kind::Value, written.span, format!("{gap}{value}"))
    }
}

/// The text that the editor compares with what is typed: it begins with the quote if one is typed.
fn filter(value: &str, written: &PartialValue) -> String {
    let quote = match written.style {
        Style::Single => "'",
        Style::Double => "\"",
        _ => "",
    };
    format!("{quote}{value}")
}
