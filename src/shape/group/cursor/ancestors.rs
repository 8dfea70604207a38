//! Up the lines from a place to the frontmatter's root: whatever stands further to the left holds what is below it.

use super::at::{Found, is_word};
use super::lines::{Line, Shape, above, indent};
use super::{InItem, Step, What};
use crate::text::Span;

/// A key or an item that holds a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Ancestor {
    pub step: Step,
    /// The line it is on.
    pub line: Span,
    /// The column of the key, or of the item's hyphen.
    pub column: u32,
    /// What the key's value looks like; an item has none.
    pub shape: Shape,
    /// Whether the key's value has an anchor.
    pub anchored: bool,
}

/// All that holds a place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Chain {
    /// Innermost first.
    pub ancestors: Vec<Ancestor>,
    /// Whether the place stands below a value of one line, further to the right than its key: as more of that value.
    pub continues: bool,
}

/// What stands left of here holds the place.
#[derive(Clone, Copy)]
struct Limit {
    column: u32,
    /// Whether the place is a hyphen, which may stand right below its key.
    dash: bool,
}

/// Climbs from the column `column` of `line`, where a key or a text stands, or a hyphen (`dash`).
pub(super) fn ancestors(text: &str, floor: u32, line: &Line<'_>, column: u32, dash: bool) -> Chain {
    let mut chain = Chain::default();
    let mut limit = Limit { column, dash };
    if !line.tabbed {
        for &at in line.dashes.iter().rev().filter(|&&at| at < column) {
            chain.push_item(line.span, at, &mut limit);
        }
    }
    for span in above(text, floor, line.span.start) {
        if limit.column == 0 && !limit.dash {
            break;
        }
        if let Some(line) = opener(text, span, limit) {
            chain.pass(text, &line, &mut limit);
        }
    }
    chain
}

/// The line, if it can open what `limit` is in. Most lines above a question of a long list are told apart by their
/// indentation alone.
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

impl Chain {
    fn push_item(&mut self, line: Span, column: u32, limit: &mut Limit) {
        self.ancestors.push(Ancestor {
            step: Step::Item,
            line,
            column,
            shape: Shape::Empty,
            anchored: false,
        });
        *limit = Limit { column, dash: true };
    }

    /// Takes what the line opens, from its right end.
    fn pass(&mut self, text: &str, line: &Line<'_>, limit: &mut Limit) {
        let first = self.ancestors.is_empty();
        if let Some(key) = line.key
            && (line.column < limit.column || (limit.dash && line.column == limit.column))
        {
            let shape = key.shape(text);
            if shape == Shape::Scalar {
                // No parent, then, but what stands beside it.
                self.continues |= first && line.column < limit.column;
            } else {
                let step = Step::Key(key.name.into());
                self.ancestors.push(Ancestor {
                    step,
                    line: line.span,
                    column: line.column,
                    shape,
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

    /// The steps from the root.
    pub fn steps(&self) -> Vec<Step> {
        self.ancestors
            .iter()
            .rev()
            .map(|ancestor| ancestor.step.clone())
            .collect()
    }

    /// Whether the place is text of a block scalar.
    pub fn in_block(&self) -> bool {
        self.ancestors
            .iter()
            .any(|ancestor| ancestor.shape == Shape::Block)
    }

    /// Whether an alias elsewhere may mean what the place is in.
    pub fn is_anchored(&self) -> bool {
        self.ancestors.iter().any(|ancestor| ancestor.anchored)
    }

    /// Whether the place is directly in the list of questions.
    pub fn is_questions(&self) -> bool {
        self.ancestors.len() == 1 && self.parent_key() == Some("questions")
    }

    /// The key whose value the place is in, if no item is between.
    pub fn parent_key(&self) -> Option<&str> {
        match &self.ancestors.first()?.step {
            Step::Key(name) => Some(name),
            Step::Item => None,
        }
    }

    /// Whether the place can be an item of a block list.
    pub fn is_list(&self) -> bool {
        let parent = self.ancestors.first();
        parent.is_some_and(|parent| parent.step != Step::Item && parent.shape == Shape::Empty)
    }

    /// Steps into the value of the key `name`.
    pub fn enter(&mut self, name: &str, line: &Line<'_>) {
        let ancestor = Ancestor {
            step: Step::Key(name.into()),
            line: line.span,
            column: line.column,
            shape: Shape::Empty,
            anchored: false,
        };
        self.ancestors.insert(0, ancestor);
    }

    /// Steps into the item whose hyphen stands at `column`.
    pub fn enter_item(&mut self, line: Span, column: u32) {
        let ancestor = Ancestor {
            step: Step::Item,
            line,
            column,
            shape: Shape::Empty,
            anchored: false,
        };
        self.ancestors.insert(0, ancestor);
    }

    /// What was found in this chain.
    pub fn found(&self, what: What) -> Found {
        let item = match self.ancestors.as_slice() {
            [
                ..,
                item,
                Ancestor {
                    step: Step::Key(name),
                    ..
                },
            ] if item.step == Step::Item && name == "questions" => Some(InItem {
                span: item.line,
                dash: item.column,
            }),
            _ => None,
        };
        Found {
            path: self.steps(),
            what,
            item,
        }
    }
}
