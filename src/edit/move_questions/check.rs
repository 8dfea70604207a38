//! Whether questions can leave, before anything is worked out.

use super::{MoveQuestions, TargetGroup, by_line, is_closed};
use crate::edit::Refusal;
use crate::facts::group::Group;
use crate::syntax::yaml::repeated_key;
use crate::text::Lines;

impl MoveQuestions<'_> {
    /// Whether they can go there, as far as that shows without a look at any text: cheap enough for a menu.
    ///
    /// # Errors
    /// When they certainly cannot.
    pub fn check(&self, place: &TargetGroup<'_>) -> Result<(), Refusal> {
        self.leavable()?;
        self.answers_to_move(place.path())?;
        let TargetGroup::Existing(path) = place else {
            return Ok(());
        };
        let group = self.bank.group(path.as_str());
        let takes = |group: &Group| {
            is_closed(group) && (group.block().is_some() || group.questions.is_empty())
        };
        match group.is_some_and(takes) {
            true => Ok(()),
            false => Err(by_line(path)),
        }
    }

    /// Whether they can leave their group at all.
    ///
    /// # Errors
    /// When their lines are not their own, or when they are all that there is.
    pub fn leavable(&self) -> Result<(), Refusal> {
        if self.group.block().is_none() || !is_closed(self.group) {
            return Err(by_line(self.path));
        }
        if self.places.len() >= self.group.questions.len() {
            return Err(Refusal::new(
                "these are all questions of the group; move its file instead",
            ));
        }
        let line = |at: u32| Lines::new(self.text).line_of(at) + 1;
        for placed in self.leaving() {
            if !placed.question.is_whole() {
                let at = placed.start + placed.question.marker.start;
                return Err(Refusal::new(format!(
                    "the question in line {} is not valid YAML; fix it first",
                    line(at)
                )));
            }
            if let Some(key) = repeated_key(&placed.question.node()) {
                return Err(Refusal::new(format!(
                    "`{}` in line {} is a duplicate key; keep one of the two first",
                    key.text,
                    line(placed.start + key.span.start)
                )));
            }
        }
        Ok(())
    }
}
