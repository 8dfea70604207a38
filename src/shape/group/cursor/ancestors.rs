//! The keys and items that contain a position: the lines above it with less indentation.

use super::lines::{Line, ValueKind, above, indent, is_word};
use super::yaml_context::{ItemStart, PathSegment, YamlContext, YamlExpected};
use crate::text::Span;

/// A key or an item that contains a position.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Ancestor {
    pub segment: PathSegment,
    /// The line it is on.
    pub line: Span,
    /// The column of the key, or of the item's hyphen.
    pub column: u32,
    /// The kind of the key's value; `Empty` for an item.
    pub kind: ValueKind,
    /// Whether the key's value has an anchor.
    pub anchored: bool,
}

/// All keys and items that contain a position.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Ancestors {
    /// Innermost first.
    pub nodes: Vec<Ancestor>,
    /// Whether the position is below a value and further to the right than its key, so that it continues the value.
    pub continues: bool,
}

/// A line that starts further to the left contains the position.
#[derive(Clone, Copy)]
struct Limit {
    column: u32,
    /// Whether the position is that of a hyphen, which may be in the column of its key.
    dash: bool,
}

/// The ancestors of the column `column` of `line`, where a key or a text starts, or a hyphen (`dash`).
pub(super) fn ancestors(
    text: &str,
    floor: u32,
    line: &Line<'_>,
    column: u32,
    dash: bool,
) -> Ancestors {
    let mut ancestors = Ancestors::default();
    let mut limit = Limit { column, dash };
    if !line.tabbed {
        for &at in line.dashes.iter().rev().filter(|&&at| at < column) {
            ancestors.push_item(line.span, at, &mut limit);
        }
    }
    for span in above(text, floor, line.span.start) {
        if limit.column == 0 && !limit.dash {
            break;
        }
        if let Some(line) = opener(text, span, limit) {
            ancestors.push_line(text, &line, &mut limit);
        }
    }
    ancestors
}

/// The line, if it can open what `limit` is in. For most lines above a question of a long list the indentation alone
/// decides.
fn opener(text: &str, span: Span, limit: Limit) -> Option<Line<'_>> {
    let indent = indent(text, span);
    let rest = &text.as_bytes()[(span.start + indent) as usize..span.end as usize];
    let first = *rest.first()?;
    let beside = indent == limit.column && (!limit.dash || first == b'-');
    if indent > limit.column || beside || first == b'#' {
        return None;
    }
    let line = Line::read(text, span);
    (!line.tabbed && !line.is_blank()).then_some(line)
}

impl Ancestors {
    fn push_item(&mut self, line: Span, column: u32, limit: &mut Limit) {
        self.nodes.push(Ancestor {
            segment: PathSegment::Item,
            line,
            column,
            kind: ValueKind::Empty,
            anchored: false,
        });
        *limit = Limit { column, dash: true };
    }

    /// Adds what the line opens, from its right end.
    fn push_line(&mut self, text: &str, line: &Line<'_>, limit: &mut Limit) {
        let first = self.nodes.is_empty();
        if let Some(key) = line.key
            && (line.column < limit.column || (limit.dash && line.column == limit.column))
        {
            let kind = key.kind(text);
            if kind == ValueKind::Scalar {
                // A value on one line is not a parent.
                self.continues |= first && line.column < limit.column;
            } else {
                let segment = PathSegment::Key(key.name.into());
                self.nodes.push(Ancestor {
                    segment,
                    line: line.span,
                    column: line.column,
                    kind,
                    anchored: key.value.slice(text).starts_with('&'),
                });
            }
            *limit = Limit {
                column: line.column,
                dash: false,
            };
        } else if line.key.is_none() && !line.content.is_empty() && !line.dashes.is_empty() {
            self.continues |=
                first && line.dashes[0] < limit.column && !is_word(line.content.slice(text));
        }
        for &dash in line.dashes.iter().rev() {
            if dash < limit.column {
                self.push_item(line.span, dash, limit);
            }
        }
    }

    /// The path from the root.
    pub fn path(&self) -> Vec<PathSegment> {
        self.nodes
            .iter()
            .rev()
            .map(|ancestor| ancestor.segment.clone())
            .collect()
    }

    /// Whether the position is in a block scalar.
    pub fn in_block(&self) -> bool {
        self.nodes
            .iter()
            .any(|ancestor| ancestor.kind == ValueKind::Block)
    }

    /// Whether the position is in a value with an anchor, which an alias may repeat.
    pub fn is_anchored(&self) -> bool {
        self.nodes.iter().any(|ancestor| ancestor.anchored)
    }

    /// Whether the position is directly in the list of questions.
    pub fn is_questions(&self) -> bool {
        self.nodes.len() == 1 && self.parent_key() == Some("questions")
    }

    /// The key whose value contains the position, if no item is between.
    pub fn parent_key(&self) -> Option<&str> {
        match &self.nodes.first()?.segment {
            PathSegment::Key(name) => Some(name),
            PathSegment::Item => None,
        }
    }

    /// Whether the position can be an item of a block list.
    pub fn is_list(&self) -> bool {
        let parent = self.nodes.first();
        parent.is_some_and(|parent| {
            parent.segment != PathSegment::Item && parent.kind == ValueKind::Empty
        })
    }

    /// Adds the key `name`.
    pub fn enter(&mut self, name: &str, line: &Line<'_>) {
        let ancestor = Ancestor {
            segment: PathSegment::Key(name.into()),
            line: line.span,
            column: line.column,
            kind: ValueKind::Empty,
            anchored: false,
        };
        self.nodes.insert(0, ancestor);
    }

    /// Adds the item whose hyphen is at `column`.
    pub fn enter_item(&mut self, line: Span, column: u32) {
        let ancestor = Ancestor {
            segment: PathSegment::Item,
            line,
            column,
            kind: ValueKind::Empty,
            anchored: false,
        };
        self.nodes.insert(0, ancestor);
    }

    /// The position with these ancestors.
    pub fn context(&self, expected: YamlExpected) -> YamlContext {
        let item = match self.nodes.as_slice() {
            [
                ..,
                item,
                Ancestor {
                    segment: PathSegment::Key(name),
                    ..
                },
            ] if item.segment == PathSegment::Item && name == "questions" => Some(ItemStart {
                line: item.line,
                column: item.column,
            }),
            _ => None,
        };
        YamlContext {
            path: self.path(),
            expected,
            item,
        }
    }
}
