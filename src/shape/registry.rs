//! The table of shapes, and the changes of a question by the shape of its file.

use super::definition::Shape;
use super::group;
#[cfg(test)]
use super::lines;
use super::write::{Target, Write};
use crate::facts::group::Group;
use crate::facts::slot::Part;
use crate::text::{Refusal, TextEdit};

/// All shapes; the first that a file has is the one it is read in.
pub const SHAPES: &[&Shape] = &[
    &group::SHAPE,
    #[cfg(test)]
    &lines::SHAPE,
];

/// The shape of these questions.
pub fn shape_of(group: &Group) -> Option<&'static Shape> {
    SHAPES
        .iter()
        .copied()
        .find(|shape| shape.name == group.shape)
}

impl<'w> Target<'w> {
    /// Writes `value` in place of that of a part.
    ///
    /// # Errors
    /// When the question has no such part, or its shape cannot be changed.
    pub fn replace(&self, part: Part, value: &str) -> Result<TextEdit, Refusal> {
        (self.write()?.replace)(self, part, value)
    }

    /// Takes the topics at these places out, which are in order.
    ///
    /// # Errors
    /// When one cannot go without something else.
    pub fn remove_topics(&self, places: &[usize]) -> Result<Vec<TextEdit>, Refusal> {
        (self.write()?.remove_topics)(self, places)
    }

    /// Gives the level `name` to a question that has none; `own`: as a value of its own, not as a topic.
    ///
    /// # Errors
    /// When the question has no place for it.
    pub fn add_level(&self, name: &str, own: bool) -> Result<TextEdit, Refusal> {
        (self.write()?.add_level)(self, name, own)
    }

    fn write(&self) -> Result<&'static Write, Refusal> {
        let shape = super::SHAPES
            .iter()
            .find(|shape| shape.name == self.group.shape);
        shape.and_then(|shape| shape.write).ok_or_else(|| {
            Refusal::new(format!(
                "qmark cannot write questions of the shape `{}`; change the file by hand",
                self.group.shape
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::SHAPES;
    use crate::shape;

    /// The code blocks of a page.
    fn examples(page: &str) -> Vec<&str> {
        let blocks = page.split("```markdown\n").skip(1);
        blocks
            .filter_map(|block| Some(block.split_once("```")?.0))
            .collect()
    }

    #[test]
    fn the_examples_of_each_page_have_its_shape() {
        for shape in SHAPES {
            let examples = examples(shape.page);
            assert!(!examples.is_empty(), "{} has no example", shape.name);
            for example in examples {
                let facts = shape::read(example, None);
                let group = facts.as_group().expect("questions");
                assert_eq!(group.shape, shape.name, "{example}");
                assert!(!group.questions.is_empty(), "{example}");
            }
        }
    }
}
