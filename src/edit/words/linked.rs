//! Renames a topic or a level in a group with anchors: the value changes where it is written, and aliases follow.

use std::collections::BTreeSet;

use super::Word;
use crate::bank::schema::GROUP_KEYS;
use crate::edit::verify::{read_after, same_value};
use crate::facts::group::Group;
use crate::facts::question::Question;
use crate::shape::Input;
use crate::syntax::yaml::edit::value::replace;
use crate::syntax::yaml::{Node, each_scalar};
use crate::text::{Lines, Refusal, TextEdit};

impl Word<'_> {
    /// The edits after which each question of the group has the new name and nothing else differs: `own`, those of the
    /// questions' topics and levels, or these together with those of anchored values that aliases use.
    ///
    /// # Errors
    /// If a value other than a topic or level is an alias of one.
    pub(super) fn everywhere(
        &self,
        input: &Input<'_>,
        group: &Group,
        own: Vec<TextEdit>,
    ) -> Result<Vec<TextEdit>, Refusal> {
        let (path, text) = (input.path, input.text);
        let Err(place) = self.check(input, group, &own) else {
            return Ok(own);
        };
        let mut all = own;
        all.extend(self.elsewhere(text, group));
        if self.check(input, group, &all).is_ok() {
            return Ok(all);
        }
        let line = Lines::new(text).line_of(place) + 1;
        Err(Refusal::new(format!(
            "an anchor or alias at line {line} of `{path}` shares the value with something else; replace the alias with the value first"
        )))
    }

    /// The edits of the word in places where an anchor may define it: in the head and in custom keys of questions.
    fn elsewhere(&self, text: &str, group: &Group) -> Vec<TextEdit> {
        const KNOWN: &[&str] = &["question", "answer", "topics", "level"];
        let mut edits = Vec::new();
        let mut add = |node: &Node, start: u32| {
            each_scalar(node, &mut |scalar| {
                if (self.matches)(&scalar.text) && scalar.is_string() && !scalar.is_alias() {
                    edits.push(replace(text, scalar, start, self.new, true));
                }
            });
        };
        for entry in &group.head.map.entries {
            if !is_known(&entry.key.text) {
                add(&entry.value, 0);
            }
        }
        for placed in &group.questions {
            let entries = placed.question.entries();
            let own = entries
                .iter()
                .filter(|entry| !KNOWN.contains(&&*entry.key.text));
            own.for_each(|entry| add(&entry.value, placed.start));
        }
        edits
    }

    /// Whether the questions are equal after the edits but for the name; else the place of the first one that is not.
    fn check(&self, input: &Input<'_>, group: &Group, edits: &[TextEdit]) -> Result<(), u32> {
        let first = group.opening.start;
        let facts = read_after(input, edits).ok_or(first)?;
        let new = facts.as_group().ok_or(first)?;
        if new.questions.len() != group.questions.len() || !self.same_head(group, new) {
            return Err(first);
        }
        for (a, b) in group.questions.iter().zip(&new.questions) {
            // A question with broken YAML is read by guess, before and after.
            if a.question.is_whole() && !self.same_question(a.question, b.question) {
                return Err(a.start + a.question.marker.start);
            }
        }
        Ok(())
    }

    /// Whether the known keys of a head have the same values.
    fn same_head(&self, a: &Group, b: &Group) -> bool {
        let (a, b) = (&a.head.map.entries, &b.head.map.entries);
        a.len() == b.len()
            && a.iter().zip(b).all(|(a, b)| {
                a.key.text == b.key.text
                    && (!is_known(&a.key.text) || same_value(&a.value, &b.value))
            })
    }

    fn same_question(&self, a: &Question, b: &Question) -> bool {
        let named = |word: &str, can_be: bool| match can_be && (self.matches)(word) {
            true => self.new.to_owned(),
            false => word.to_owned(),
        };
        let topics = |question: &Question, renames: bool| {
            let names = question.topics().map(|topic| named(topic.text, renames));
            names.collect::<BTreeSet<String>>()
        };
        let level = |question: &Question, renames: bool| {
            question
                .level()
                .map(|level| named(level.text, renames && self.levels))
        };
        let other_keys = |question: &Question| {
            let all = question.entries().into_vec().into_iter();
            all.filter(|entry| !matches!(&*entry.key.text, "topics" | "level"))
                .collect::<Vec<_>>()
        };
        let (before, after) = (other_keys(a), other_keys(b));
        let same_values = before.iter().zip(&after).all(|(a, b)| {
            a.key.text == b.key.text
                && (!matches!(&*a.key.text, "question" | "answer")
                    || same_value(&a.value, &b.value))
        });
        a.is_whole() == b.is_whole()
            && before.len() == after.len()
            && same_values
            && topics(a, true) == topics(b, false)
            && level(a, true) == level(b, false)
    }
}

/// Whether a key of the head is part of the format.
fn is_known(key: &str) -> bool {
    GROUP_KEYS.iter().any(|known| known.name == key)
}
