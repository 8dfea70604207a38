//! Reads the place at a cursor off its line and the chain of what holds it.

use super::ancestors::{Chain, ancestors};
use super::lines::{KeyPart, Line, above, line_at};
use super::{InItem, ItemPlace, KeyPlace, LISTS, Siblings, Step, What, scalar, siblings};
use crate::text::Span;

/// The column that a line indented by tabs is meant to have: that of the line above it.
fn level(text: &str, yaml: Span, line: &Line<'_>) -> Option<u32> {
    let mut up = above(text, yaml.start, line.span.start)
        .map(|span| Line::read(text, span))
        .filter(|up| !up.tabbed);
    up.find_map(|up| match (up.key, up.dashes.last()) {
        (None, Some(&dash)) if !line.dashes.is_empty() => Some(dash),
        (Some(_), _) => Some(up.column),
        _ => None,
    })
}

/// A place as the lines above it show it; its item's span is that of the hyphen's line.
pub(super) struct Found {
    pub path: Vec<Step>,
    pub what: What,
    pub item: Option<InItem>,
}

/// A cursor and its line.
pub(super) struct At<'t> {
    pub text: &'t str,
    pub yaml: Span,
    pub cursor: u32,
    pub line: Line<'t>,
    /// The column that counts, when tabs hide it.
    pub level: Option<u32>,
}

impl<'t> At<'t> {
    /// The line at the cursor; `None` for a comment.
    pub fn new(text: &'t str, yaml: Span, cursor: u32) -> Option<Self> {
        let line = Line::read(text, line_at(text, yaml.start, cursor));
        if line.is_comment(text) {
            return None;
        }
        let level = line.tabbed.then(|| level(text, yaml, &line)).flatten();
        Some(Self {
            text,
            yaml,
            cursor,
            line,
            level,
        })
    }

    pub fn find(&self) -> Option<Found> {
        if let Some(found) = self.in_flow() {
            return found;
        }
        let line = &self.line;
        if line.is_blank() {
            return self.blank();
        }
        match line.key {
            Some(key) if self.cursor >= line.content.start => {
                if self.cursor < key.colon {
                    self.key(Some(key))
                } else {
                    self.value(key)
                }
            }
            None if self.cursor >= line.content.start || !line.dashes.is_empty() => self.bare(),
            _ => None,
        }
    }

    fn ancestors(&self, column: u32, dash: bool) -> Chain {
        ancestors(
            self.text,
            self.yaml.start,
            &self.line,
            self.level.unwrap_or(column),
            dash,
        )
    }

    /// In a key, or in a word that may become one.
    fn key(&self, key: Option<KeyPart<'_>>) -> Option<Found> {
        let chain = self.ancestors(self.line.column, false);
        if chain.in_block() {
            return Some(self.text_in(chain));
        }
        let span = key.map_or(self.line.content, |key| key.span);
        let span = Span::new(span.start.min(self.cursor), span.end.max(self.cursor));
        let place = self.key_place(&chain, span, key.is_some());
        Some(chain.found(What::Key(place)))
    }

    fn key_place(&self, chain: &Chain, span: Span, colon: bool) -> KeyPlace {
        let (extent, column) = siblings::mapping(self.text, self.yaml, chain, &self.line);
        let after_dash = !self.line.dashes.is_empty();
        let glued = self.text[..span.start as usize].ends_with('-') && after_dash;
        KeyPlace {
            span,
            column: match column {
                Some(column) if !after_dash => column,
                _ => span.start - self.line.span.start + u32::from(glued),
            },
            colon,
            gap: glued,
            after_dash,
            flow: false,
            present: siblings::keys(self.text, self.yaml, extent, self.line.span),
        }
    }

    /// Behind a key's colon.
    fn value(&self, key: KeyPart<'_>) -> Option<Found> {
        let mut chain = self.ancestors(self.line.column, false);
        if chain.in_block() {
            return Some(self.text_in(chain));
        }
        chain.enter(key.name, &self.line);
        let written = scalar::with_properties(self.text, key.colon, key.value, self.cursor)?;
        let goes_on = siblings::goes_on(
            self.text,
            self.yaml,
            self.line.span,
            self.level.unwrap_or(self.line.column),
        );
        let nested = written.text.is_empty() && goes_on;
        if goes_on && !nested {
            return Some(self.text_in(chain));
        }
        Some(chain.found(What::Value { written, nested }))
    }

    /// On a line without a key.
    fn bare(&self) -> Option<Found> {
        let line = &self.line;
        let Some(&dash) = line.dashes.last() else {
            return self.word();
        };
        // In front of the hyphen nothing is typed.
        let behind = line.span.start + dash + 1;
        if self.cursor < behind {
            return None;
        }
        let chain = self.ancestors(dash, true);
        if chain.in_block() {
            return Some(self.text_in(chain));
        }
        if chain.is_questions() {
            let written = line.content.slice(self.text);
            let mut inside = chain;
            inside.enter_item(line.span, dash);
            let start = if written.is_empty() {
                self.cursor
            } else {
                line.content.start.min(self.cursor)
            };
            let span = Span::new(start, line.content.end.max(self.cursor));
            let what = if is_word(written) {
                What::Key(self.key_place(&inside, span, false))
            } else {
                What::Text
            };
            return Some(inside.found(what));
        }
        if line.content.slice(self.text).starts_with('[') {
            return None;
        }
        let written = scalar::with_properties(self.text, behind, line.content, self.cursor)?;
        let siblings = siblings::items(self.text, self.yaml, line.span, dash);
        if chain.is_anchored() {
            return None;
        }
        Some(chain.found(What::Item(ItemPlace { written, siblings })))
    }

    /// On a line with nothing but a word or a text.
    fn word(&self) -> Option<Found> {
        let chain = self.ancestors(self.line.column, false);
        if chain.in_block() {
            return Some(self.text_in(chain));
        }
        if chain.continues || !is_word(self.line.content.slice(self.text)) {
            return Some(self.text_in(chain));
        }
        self.key(None)
    }

    /// On a blank line: its column says what can begin here.
    fn blank(&self) -> Option<Found> {
        let column = self.cursor - self.line.span.start;
        if self.line.span.slice(self.text).contains('\t') {
            return None;
        }
        let chain = self.ancestors(column, false);
        if chain.in_block() {
            return Some(self.text_in(chain));
        }
        // What stands deeper on the next line would come to belong to what is typed here.
        let (next, next_is_item) = siblings::next(self.text, self.yaml, self.line.span);
        if next > column {
            return Some(self.text_in(chain));
        }
        let items = self.ancestors(column, true);
        if items.is_anchored() {
            return None;
        }
        let listed = siblings::has_items(self.text, self.yaml, self.line.span, column);
        let begins = items.ancestors.first().is_some_and(|parent| {
            let is_list = matches!(&parent.step, Step::Key(name) if LISTS.contains(&name.as_str()));
            is_list && !siblings::goes_on(self.text, self.yaml, parent.line, parent.column)
        });
        let splits_list = next == column && next_is_item;
        let key = if splits_list {
            None
        } else {
            self.blank_key(&chain, column)
        };
        if items.is_list() && (listed || begins) {
            let siblings = if items.is_questions() {
                Siblings::default()
            } else {
                siblings::items(self.text, self.yaml, self.line.span, column)
            };
            let key = key.map(|place| (chain.steps(), place));
            return Some(items.found(What::NewItem {
                at: self.cursor,
                siblings,
                key,
            }));
        }
        match key {
            Some(place) => Some(chain.found(What::Key(place))),
            None => Some(self.text_in(chain)),
        }
    }

    /// The key that can begin on a blank line: one that stands below those of its mapping.
    fn blank_key(&self, chain: &Chain, column: u32) -> Option<KeyPlace> {
        let (_, expected) = siblings::mapping(self.text, self.yaml, chain, &self.line);
        let fits = expected.is_none_or(|expected| expected == column);
        let is_map = !chain.parent_key().is_some_and(|name| LISTS.contains(&name));
        (fits && is_map && !chain.continues)
            .then(|| self.key_place(chain, Span::at(self.cursor), false))
    }

    fn text_in(&self, chain: Chain) -> Found {
        chain.found(What::Text)
    }
}

/// Whether `text` can be the beginning of a key.
pub(super) fn is_word(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}
