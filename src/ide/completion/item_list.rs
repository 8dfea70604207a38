//! Lists of completion items, before their sort texts are set.

use super::template::fill;
use super::{At, Completions, Edit, Item, Kind};
use crate::shape::cursor::{Expected, PartialValue};
use crate::text::Span;

/// Items in their final order, without sort texts.
#[derive(Default)]
pub(super) struct ItemList {
    /// The items in order.
    pub items: Vec<Item>,
    /// Whether more typed letters give other items.
    pub incomplete: bool,
}

impl ItemList {
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

impl At<'_> {
    /// An item for each of these values, which have a kind, written by the shape as `expected`.
    pub(super) fn value_items(&self, expected: &Expected, values: &[(&str, Kind)]) -> Vec<Item> {
        let texts: Vec<&str> = values.iter().map(|(value, _)| *value).collect();
        let templates = (self.shape.values)(self.text, self.context, expected, &texts);
        let span = expected.span();
        values
            .iter()
            .zip(&templates)
            .map(|((value, kind), template)| {
                let filtered = Item {
                    filter: format!("{}{value}", expected.opening()),
                    ..item(value, *kind, span, String::new())
                };
                fill(template, filtered, self.text, span, self.options)
            })
            .collect()
    }
}

/// An item that replaces what is `written`, including its quotes, with `value`, which is not a text.
pub(super) fn bare(value: &str, written: &PartialValue) -> Item {
    Item {
        filter: format!("{}{value}", written.style.quote()),
        ..item(
            value,
            Kind::Value,
            written.span,
            format!("{}{value}", written.space()),
        )
    }
}
