//! What can be written at a cursor in the frontmatter, from the lines around it.
//!
//! Frontmatter is rarely valid YAML while it is typed, so this does not rely on the parser: each line shows what it opens,
//! and the lines above with less indentation show what contains it. Reads the lines of the question at the cursor; of
//! other questions only the indentation.

mod ancestors;
mod block_context;
mod flow;
mod flow_context;
mod item_above;
mod lines;
mod link;
mod over_lines;
mod partial_value;
mod siblings;
#[cfg(test)]
pub(crate) mod tests;
mod yaml_context;

use crate::syntax::frontmatter::Split;
use crate::text::Span;
use block_context::Cursor;

pub use item_above::{ItemAbove, item_above};
pub use link::{PartialLink, link_at};
pub use siblings::{first_question, neighbour};
pub use yaml_context::{ItemContext, PathSegment, QuestionLines, YamlContext, YamlExpected, names};

/// The YAML of a frontmatter that contains `offset`; `None` in the body, in a fence, and above the frontmatter.
pub fn yaml_at(split: &Split, offset: u32) -> Option<Span> {
    let front = split.front?;
    let yaml = front.yaml;
    // The end of the last line is the start of the closing fence.
    let end = if front.close.is_some() {
        yaml.end
    } else {
        yaml.end + 1
    };
    (yaml.start <= offset && offset < end).then_some(yaml)
}

/// The position `offset` in the YAML `yaml` of `text`; `None` in a comment, and where no key or value can be typed.
pub fn yaml_context(text: &str, yaml: Span, offset: u32) -> Option<YamlContext> {
    let cursor = Cursor::new(text, yaml, offset)?;
    let mut context = cursor.context()?;
    context.item = context
        .item
        .map(|item| item.through(siblings::end(text, cursor.line.span, yaml.end, item.dash)));
    if let Some(path) = over_lines::value_at(text, yaml, offset, context.item) {
        context.path = path;
        context.expected = YamlExpected::Text;
    }
    Some(context)
}
