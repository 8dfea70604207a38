//! The table of shapes, and changes that go to the shape of the file.

use std::ops::Range;

use super::cursor::CursorSupport;
use super::definition::Shape;
use super::document;
use super::file;
use super::group;
#[cfg(test)]
use super::lines;
use super::typing::TypingSupport;
use super::write::{
    FirstQuestions, HeadValue, KeyEntry, NewQuestion, QuestionLines, Repair, Taken, Target,
    TargetList, Write,
};
use crate::facts::group::Group;
use crate::facts::question::Question;
use crate::facts::slot::{Part, Slot};
use crate::text::{Refusal, Span, TextEdit};

/// All shapes, in order of precedence.
pub const SHAPES: &[&Shape] = &[
    &group::SHAPE,
    #[cfg(test)]
    &lines::SHAPE,
    &file::SHAPE,
    &document::SHAPE,
];

/// How the cursor is read in a file with these questions. In a file without any, as in the first shape: it is one of
/// that shape as soon as the key of its questions is typed.
pub fn cursor_of(group: Option<&Group>) -> Option<&'static CursorSupport> {
    let shape = match group {
        Some(group) => shape_of(group),
        None => SHAPES.first().copied(),
    };
    shape?.cursor
}

/// How the body of a file with these questions goes on; `None` if nothing can be typed there.
pub fn typing_of(group: &Group) -> Option<&'static TypingSupport> {
    shape_of(group)?.typing
}

/// The shape of these questions.
pub fn shape_of(group: &Group) -> Option<&'static Shape> {
    SHAPES
        .iter()
        .copied()
        .find(|shape| shape.name == group.shape)
}

/// Whether a file with these questions is an answer, without questions for the bank, in the answers' folder of a group
/// that does not yield itself.
pub fn yields_to_groups(group: &Group) -> bool {
    shape_of(group).is_some_and(|shape| shape.kind.is_some())
}

impl<'w> Target<'w> {
    /// Writes `value` in place of that of a part.
    ///
    /// # Errors
    /// When the question has no such part, or its shape cannot be changed.
    pub fn replace(&self, part: Part, value: &str) -> Result<TextEdit, Refusal> {
        (write_of(self.group)?.replace)(self, part, value)
    }

    /// Removes the topics at these indexes, which are in order.
    ///
    /// # Errors
    /// When one cannot go without something else.
    pub fn remove_topics(&self, places: &[usize]) -> Result<Vec<TextEdit>, Refusal> {
        (write_of(self.group)?.remove_topics)(self, places)
    }

    /// Adds the level `name` to a question that has none; `own`: as a value by itself, not as a topic.
    ///
    /// # Errors
    /// When the question has no place for it.
    pub fn add_level(&self, name: &str, own: bool) -> Result<TextEdit, Refusal> {
        (write_of(self.group)?.add_level)(self, name, own)
    }

    /// Writes the name of a file in place of the inline answer.
    ///
    /// # Errors
    /// When the shape cannot be changed.
    pub fn link_answer(&self, file: &str) -> Result<TextEdit, Refusal> {
        (write_of(self.group)?.link_answer)(self, file)
    }

    /// Writes `text`, which may have several lines, in place of the name of the answer's file.
    ///
    /// # Errors
    /// When the question has no place for several lines.
    pub fn inline_answer(&self, text: &str) -> Result<Vec<TextEdit>, Refusal> {
        (write_of(self.group)?.inline_answer)(self, text)
    }
}

impl<'w> TargetList<'w> {
    /// The lines of the question at `index` of the body.
    ///
    /// # Errors
    /// When the shape does not write questions in the body, or the question has no text.
    pub fn question_lines(&self, index: usize) -> Result<QuestionLines<'w>, Refusal> {
        (write_of(self.group)?.question_lines)(self, index)
    }

    /// Writes `name` in place of the level or topic at `slot`, which a heading or the frontmatter gives to several questions.
    ///
    /// # Errors
    /// When it is not written in the file, or not as it is read.
    pub fn relabel(&self, slot: &Slot, name: &str) -> Result<TextEdit, Refusal> {
        (write_of(self.group)?.relabel)(self, slot, name)
    }

    /// Writes `new` after the last question, as those next to it are written.
    ///
    /// # Errors
    /// When nothing can be added to the list.
    pub fn append(&self, new: &[NewQuestion]) -> Result<TextEdit, Refusal> {
        (write_of(self.group)?.append)(self, new)
    }

    /// Writes `new` after the question at the index `after`, as that one is written, with the numbers after its own.
    ///
    /// # Errors
    /// When nothing can be added there.
    pub fn insert(&self, after: usize, new: &[NewQuestion]) -> Result<TextEdit, Refusal> {
        (write_of(self.group)?.insert)(self, after, new)
    }

    /// Whether questions can be moved in, into and out of the list, which the message calls `name`.
    ///
    /// # Errors
    /// When they cannot, whichever question it is.
    pub fn check_movable(group: &Group, name: &str) -> Result<(), Refusal> {
        match (write_of(group)?.not_movable)(group) {
            Some(why) => Err(Refusal::new(format!("{name} {why}"))),
            None => Ok(()),
        }
    }

    /// Returns the range to delete for questions that move elsewhere. The text of each is that of its span.
    ///
    /// # Errors
    /// When one of them would not be the same elsewhere.
    pub fn take(&self, places: Range<usize>) -> Result<Span, Refusal> {
        (write_of(self.group)?.take)(self, places)
    }

    /// Writes questions that were taken out of another group after the last one.
    ///
    /// # Errors
    /// When they have another shape, or nothing can be added to the list.
    pub fn put(&self, taken: &Taken<'_>) -> Result<TextEdit, Refusal> {
        let write = write_of(self.group)?;
        if taken.from.shape != self.group.shape {
            return Err(Refusal::new(format!(
                "questions of the shape `{}` cannot move to a file of the shape `{}`",
                taken.from.shape, self.group.shape
            )));
        }
        (write.put)(self, taken)
    }

    /// The lines of the question at `index`; `None` if there is none, or the shape cannot be changed.
    pub fn lines(&self, index: usize) -> Option<Span> {
        (write_of(self.group).ok()?.lines)(self, index)
    }

    /// Writes a number in place of that of the question at `index`.
    ///
    /// # Errors
    /// When the question has no number, or the shape cannot be changed.
    pub fn renumber(&self, index: usize, number: u32) -> Result<Vec<TextEdit>, Refusal> {
        (write_of(self.group)?.renumber)(self, index, number)
    }

    /// The entries of lists that name the right options of several questions by their numbers, in order.
    pub fn answer_keys(&self) -> Vec<KeyEntry> {
        write_of(self.group).map_or_else(|_| Vec::new(), |write| (write.answer_keys)(self))
    }

    /// Reorders the questions of a range: for each position, the index of its new question, counted from the start of
    /// the range.
    ///
    /// # Errors
    /// When the shape cannot be changed.
    pub fn reorder(&self, places: Range<usize>, order: &[usize]) -> Result<TextEdit, Refusal> {
        (write_of(self.group)?.reorder)(self, places, order)
    }
}

impl Taken<'_> {
    /// The questions, as they are read from their texts.
    ///
    /// # Errors
    /// When the shape cannot be changed.
    pub fn read(&self) -> Result<Vec<Question>, Refusal> {
        let read = write_of(self.from)?.read_one;
        Ok(self.texts.iter().map(|text| read(text)).collect())
    }
}

impl FirstQuestions<'_> {
    /// The text of a new file with these questions and these values in its head, in the shape of the questions; new
    /// ones get the first shape that can be written.
    ///
    /// # Errors
    /// When the shape cannot be written.
    pub fn file(&self, head: &[(String, HeadValue)]) -> Result<String, Refusal> {
        let write = match self {
            Self::Taken(taken) => write_of(taken.from)?,
            Self::New(_) => (SHAPES.iter().find_map(|shape| shape.write))
                .ok_or_else(|| Refusal::new("qmark cannot write question files"))?,
        };
        Ok((write.file)(head, self))
    }
}

/// How what is wrong below the text of a question is repaired in a file with these questions.
///
/// # Errors
/// When nothing is written there in files of the shape.
pub fn repair_of(group: &Group) -> Result<Repair, Refusal> {
    write_of(group)?.repair.ok_or_else(|| {
        Refusal::new(format!(
            "a question of the shape `{}` has nothing below its text; change it by hand",
            group.shape
        ))
    })
}

/// Whether the questions of a file can be changed; where they cannot, each edit of a question is refused.
pub fn is_writable(group: &Group) -> bool {
    check_writable(group).is_ok()
}

/// Refuses a change of the questions of a file that can only be read.
///
/// # Errors
/// With the shape that cannot be written.
pub fn check_writable(group: &Group) -> Result<(), Refusal> {
    write_of(group).map(|_| ())
}

fn write_of(group: &Group) -> Result<&'static Write, Refusal> {
    shape_of(group)
        .and_then(|shape| shape.write)
        .ok_or_else(|| {
            Refusal::new(format!(
                "qmark cannot write questions of the shape `{}`; change the file by hand",
                group.shape
            ))
        })
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
                let facts = shape::read(&shape::Input::inferred("cards.md", example), None);
                let group = facts.as_group().expect("questions");
                assert_eq!(group.shape, shape.name, "{example}");
                assert!(!group.questions.is_empty(), "{example}");
                let questions = group.questions.iter();
                let unread = questions.filter_map(|placed| placed.question.error());
                let unread: Vec<_> = group.head.errors.iter().chain(unread).collect();
                assert!(unread.is_empty(), "{unread:?} in {example}");
            }
        }
    }
}
