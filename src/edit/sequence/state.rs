//! A document at one moment of a change.

use crate::facts::Facts;
use crate::facts::group::Group;
use crate::shape::write::TargetList;
use crate::text::Refusal;

/// A document at one step.
#[derive(Clone, Copy)]
pub struct State<'s> {
    /// Its text.
    pub text: &'s str,
    /// What the text says.
    pub facts: &'s Facts,
    /// Its questions.
    pub group: &'s Group,
}

impl<'s> State<'s> {
    /// A text that says these facts.
    ///
    /// # Errors
    /// When it has no questions.
    pub fn new(text: &'s str, facts: &'s Facts) -> Result<Self, Refusal> {
        let group = facts.as_group();
        let group = group.ok_or_else(|| {
            Refusal::new("qmark would read no questions in the changed file; change it by hand")
        })?;
        Ok(Self { text, facts, group })
    }

    /// The questions as those to change.
    pub fn list(self) -> TargetList<'s> {
        TargetList {
            text: self.text,
            group: self.group,
        }
    }
}
