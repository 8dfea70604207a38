//! Finds out what the syntax allows at a cursor, from its line and the ancestors of the position.

use super::ancestors::{Ancestors, ancestors};
use super::lines::{Line, LineKey, above, is_word};
use super::yaml_context::{ItemContext, PathSegment, YamlContext, YamlExpected};
use super::{partial_value, siblings};
use crate::shape::cursor::{KeyContext, Siblings};
use crate::text::{Span, line_at};

/// The lists of a group's frontmatter.
const LISTS: &[&str] = &["questions", "topics", "keywords"];

/// The column that a line indented with tabs is meant to have: that of the line above it.
fn tab_column(text: &str, yaml: Span, line: &Line<'_>) -> Option<u32> {
    let mut up = above(text, yaml.start, line.span.start)
        .map(|span| Line::read(text, span))
        .filter(|up| !up.tabbed);
    up.find_map(|up| match (up.key, up.dashes.last()) {
        (None, Some(&dash)) if !line.dashes.is_empty() => Some(dash),
        (Some(_), _) => Some(up.column),
        _ => None,
    })
}

/// A cursor and its line.
pub(super) struct Cursor<'t> {
    pub text: &'t str,
    pub yaml: Span,
    pub offset: u32,
    pub line: Line<'t>,
    /// The column that counts on a line that is indented with tabs.
    pub tab_column: Option<u32>,
}

impl<'t> Cursor<'t> {
    /// The line at `offset`; `None` for a comment.
    pub fn new(text: &'t str, yaml: Span, offset: u32) -> Option<Self> {
        let line = Line::read(text, line_at(text, offset));
        if line.is_comment(text) {
            return None;
        }
        let tab_column = line.tabbed.then(|| tab_column(text, yaml, &line)).flatten();
        Some(Self {
            text,
            yaml,
            offset,
            line,
            tab_column,
        })
    }

    /// The position of the cursor.
    pub fn context(&self) -> Option<YamlContext> {
        if let Some(found) = self.in_flow() {
            return found;
        }
        let line = &self.line;
        if line.is_blank() {
            return self.blank_line();
        }
        match line.key {
            Some(key) if self.offset >= line.content.start => {
                if self.offset < key.colon {
                    self.key(Some(key))
                } else {
                    self.value(key)
                }
            }
            None if self.offset >= line.content.start || !line.dashes.is_empty() => self.bare(),
            _ => None,
        }
    }

    fn ancestors(&self, column: u32, dash: bool) -> Ancestors {
        ancestors(
            self.text,
            self.yaml.start,
            &self.line,
            self.tab_column.unwrap_or(column),
            dash,
        )
    }

    /// In a key, or in a word that may become one.
    fn key(&self, key: Option<LineKey<'_>>) -> Option<YamlContext> {
        let ancestors = self.ancestors(self.line.column, false);
        if ancestors.in_block() {
            return Some(self.text_in(ancestors));
        }
        let span = key.map_or(self.line.content, |key| key.span);
        let span = Span::new(span.start.min(self.offset), span.end.max(self.offset));
        let key = self.key_context(&ancestors, span, key.is_some());
        Some(ancestors.context(YamlExpected::Key(key)))
    }

    fn key_context(&self, ancestors: &Ancestors, span: Span, colon: bool) -> KeyContext {
        let (extent, column) = siblings::mapping(self.text, self.yaml, ancestors, &self.line);
        let after_dash = !self.line.dashes.is_empty();
        let glued = self.text[..span.start as usize].ends_with('-') && after_dash;
        KeyContext {
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

    /// After a key's colon.
    fn value(&self, key: LineKey<'_>) -> Option<YamlContext> {
        let mut ancestors = self.ancestors(self.line.column, false);
        if ancestors.in_block() {
            return Some(self.text_in(ancestors));
        }
        ancestors.enter(key.name, &self.line);
        let written = partial_value::with_properties(self.text, key.colon, key.value, self.offset)?;
        let goes_on = siblings::goes_on(
            self.text,
            self.yaml,
            self.line.span,
            self.tab_column.unwrap_or(self.line.column),
        );
        let nested = written.text.is_empty() && goes_on;
        if goes_on && !nested {
            return Some(self.text_in(ancestors));
        }
        Some(ancestors.context(YamlExpected::Value { written, nested }))
    }

    /// On a line without a key.
    fn bare(&self) -> Option<YamlContext> {
        let line = &self.line;
        let Some(&dash) = line.dashes.last() else {
            return self.word();
        };
        // Nothing is typed before the hyphen.
        let after_dash = line.span.start + dash + 1;
        if self.offset < after_dash {
            return None;
        }
        let ancestors = self.ancestors(dash, true);
        if ancestors.in_block() {
            return Some(self.text_in(ancestors));
        }
        if ancestors.is_questions() {
            let written = line.content.slice(self.text);
            let mut inside = ancestors;
            inside.enter_item(line.span, dash);
            let start = if written.is_empty() {
                self.offset
            } else {
                line.content.start.min(self.offset)
            };
            let span = Span::new(start, line.content.end.max(self.offset));
            let what = if is_word(written) {
                YamlExpected::Key(self.key_context(&inside, span, false))
            } else {
                YamlExpected::Text
            };
            return Some(inside.context(what));
        }
        if line.content.slice(self.text).starts_with('[') {
            return None;
        }
        let written =
            partial_value::with_properties(self.text, after_dash, line.content, self.offset)?;
        let siblings = siblings::items(self.text, self.yaml, line.span, dash);
        if ancestors.is_anchored() {
            return None;
        }
        Some(ancestors.context(YamlExpected::Item(ItemContext { written, siblings })))
    }

    /// On a line with only a word or a text.
    fn word(&self) -> Option<YamlContext> {
        let ancestors = self.ancestors(self.line.column, false);
        if ancestors.in_block() {
            return Some(self.text_in(ancestors));
        }
        if ancestors.continues || !is_word(self.line.content.slice(self.text)) {
            return Some(self.text_in(ancestors));
        }
        self.key(None)
    }

    /// On a blank line: its column shows what can start here.
    fn blank_line(&self) -> Option<YamlContext> {
        let column = self.offset - self.line.span.start;
        if self.line.span.slice(self.text).contains('\t') {
            return None;
        }
        let ancestors = self.ancestors(column, false);
        if ancestors.in_block() {
            return Some(self.text_in(ancestors));
        }
        // A next line with more indentation would become part of what is typed here.
        let (next, next_is_item) = siblings::next(self.text, self.yaml, self.line.span);
        if next > column {
            return Some(self.text_in(ancestors));
        }
        let items = self.ancestors(column, true);
        if items.is_anchored() {
            return None;
        }
        let listed = siblings::has_items(self.text, self.yaml, self.line.span, column);
        let begins = items.nodes.first().is_some_and(|parent| {
            let is_list =
                matches!(&parent.segment, PathSegment::Key(name) if LISTS.contains(&name.as_str()));
            is_list && !siblings::goes_on(self.text, self.yaml, parent.line, parent.column)
        });
        let splits_list = next == column && next_is_item;
        let key = if splits_list {
            None
        } else {
            self.key_on_blank_line(&ancestors, column)
        };
        if items.is_list() && (listed || begins) {
            let siblings = if items.is_questions() {
                Siblings::default()
            } else {
                siblings::items(self.text, self.yaml, self.line.span, column)
            };
            let key = key.map(|key| (ancestors.path(), key));
            return Some(items.context(YamlExpected::NewItem {
                at: self.offset,
                siblings,
                key,
            }));
        }
        match key {
            Some(key) => Some(ancestors.context(YamlExpected::Key(key))),
            None => Some(self.text_in(ancestors)),
        }
    }

    /// The key that can start on a blank line: one in the column of the other keys of its mapping.
    fn key_on_blank_line(&self, ancestors: &Ancestors, column: u32) -> Option<KeyContext> {
        let (_, expected) = siblings::mapping(self.text, self.yaml, ancestors, &self.line);
        let fits = expected.is_none_or(|expected| expected == column);
        let is_map = !ancestors
            .parent_key()
            .is_some_and(|name| LISTS.contains(&name));
        (fits && is_map && !ancestors.continues)
            .then(|| self.key_context(ancestors, Span::at(self.offset), false))
    }

    fn text_in(&self, ancestors: Ancestors) -> YamlContext {
        ancestors.context(YamlExpected::Text)
    }
}
