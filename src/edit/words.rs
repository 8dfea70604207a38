//! Renames a word that questions have as a topic or a level.

mod documents;
mod linked;

use super::{Edit, Planned, Sources};
use crate::bank::{Bank, BankPath};
use crate::facts::slot::Part;
use crate::shape;
use crate::shape::write::{Target, TargetList};
use crate::text::{Refusal, TextEdit};

/// The word to rename.
#[derive(Clone, Copy)]
pub struct Word<'w> {
    /// Whether a word is the one to rename.
    pub matches: &'w dyn Fn(&str) -> bool,
    /// Whether levels can be this word.
    pub levels: bool,
    /// Whether topics can be this word.
    pub topics: bool,
    /// Its new name.
    pub new: &'w str,
}

impl Word<'_> {
    /// Renames the word in these files: among the topics and as the level of their questions, in headings that give it, and
    /// in the frontmatter. Links to such a heading follow.
    ///
    /// # Errors
    /// When a file cannot be read or written, the new name would give a heading an anchor that the file has
    /// already, or a question would be read differently.
    pub fn rename<'b>(
        &self,
        bank: &'b Bank,
        sources: Sources<'_>,
        groups: impl IntoIterator<Item = &'b BankPath>,
    ) -> Planned {
        let mut edit = Edit::default();
        for path in groups {
            let mut edits = Vec::new();
            let read = sources(path).zip(bank.group(path.as_str()));
            let (text, group) =
                read.ok_or_else(|| Refusal::new(format!("`{path}` cannot be read")))?;
            // It can have the word where no question has it: as the topic or the level of a section.
            shape::check_writable(group)?;
            for placed in &group.questions {
                let target = Target {
                    text: &text,
                    group,
                    placed,
                };
                if self.topics {
                    edits.extend(self.in_topics(&target)?);
                }
                if self.levels {
                    edits.extend(self.in_level(&target)?);
                }
            }
            if group.yaml().is_none() {
                let list = TargetList { text: &text, group };
                edits.extend(self.in_sections(&list)?);
                edit.merge(self.in_document(bank, sources, (path, &text), edits)?)?;
                continue;
            }
            if group.is_linked() && self.topics {
                edits = self.everywhere(&bank.config().input(path, &text), group, edits)?;
            }
            edit.add(path, edits);
        }
        Ok(edit)
    }

    /// Renames it as the level of a question.
    fn in_level(&self, target: &Target<'_>) -> Result<Option<TextEdit>, Refusal> {
        let level = target.placed.question.level();
        let level = level.filter(|level| (self.matches)(level.text) && !level.is_alias());
        let edit = level.map(|_| target.replace(Part::Level, self.new));
        edit.transpose()
    }

    /// Renames it among the topics of a question. If the new name is listed already it is removed, unless something else
    /// would be lost.
    fn in_topics(&self, target: &Target<'_>) -> Result<Vec<TextEdit>, Refusal> {
        let topics = || target.placed.question.topics().enumerate();
        let matching = || topics().filter(|(_, topic)| (self.matches)(topic.text));
        let places: Vec<usize> = matching().map(|(at, _)| at).collect();
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let mut others = topics().filter(|(at, _)| !places.contains(at));
        if others.any(|(_, topic)| topic.text == self.new)
            && let Ok(edits) = target.remove_topics(&places)
        {
            return Ok(edits);
        }
        matching()
            .filter(|(_, topic)| topic.text != self.new && !topic.is_alias())
            .map(|(at, _)| target.replace(Part::Topic(at), self.new))
            .collect()
    }
}
