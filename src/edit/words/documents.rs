//! Renames a topic or a level in the text of a document: in headings, in labels of questions, and in the frontmatter.

use super::Word;
use crate::bank::{Bank, BankPath};
use crate::edit::anchors::{self, BeforeAfter};
use crate::edit::verify::Says;
use crate::edit::{Edit, Planned, Sources};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::mark::OwnedMark;
use crate::facts::questions::Placed;
use crate::facts::slot::Slot;
use crate::shape::write::TargetList;
use crate::syntax::markdown::escape::written_at;
use crate::text::{self, Refusal, Span, TextEdit, same_letters};

impl Word<'_> {
    /// Renames it where headings and the frontmatter give it to several questions.
    pub(super) fn in_sections(&self, list: &TargetList<'_>) -> Result<Vec<TextEdit>, Refusal> {
        let is_it = |mark: Option<&OwnedMark>| mark.is_some_and(|mark| (self.matches)(&mark.text));
        let sections = list.group.questions.sections();
        let mut slots = Vec::new();
        for (at, section) in sections.iter().enumerate() {
            if self.levels && is_it(section.level.as_ref()) {
                slots.push(Slot::SectionLevel(at));
            }
            if self.topics && is_it(section.topic.as_ref()) {
                slots.push(Slot::SectionTopic(at));
            }
        }
        let shared = sections.first().map_or(&[][..], |first| &first.shared);
        let shared = shared.iter().enumerate().filter(|_| self.topics);
        let shared = shared.filter(|(_, topic)| is_it(Some(topic)));
        slots.extend(shared.map(|(at, _)| Slot::SharedTopic(at)));
        let edits = slots.iter().map(|slot| list.relabel(slot, self.new));
        let mut edits = edits.collect::<Result<Vec<_>, _>>()?;
        // Several sections can have one heading.
        edits.sort();
        edits.dedup();
        Ok(edits)
    }

    /// These edits, with the links to the headings that they change and the entries of those.
    pub(super) fn in_document(
        &self,
        bank: &Bank,
        sources: Sources<'_>,
        (path, text): (&BankPath, &str),
        edits: Vec<TextEdit>,
    ) -> Planned {
        let before = bank.file(path.as_str()).and_then(|file| file.facts());
        let Some(before) = before.filter(|_| !edits.is_empty()) else {
            return Ok(Edit::default());
        };
        let edited =
            text::apply(text, &edits).map_err(|overlap| Refusal::new(overlap.to_string()))?;
        let after = bank.read(path, &edited);
        self.changes_nothing_else(path, before, &after)?;
        let change = BeforeAfter {
            before,
            after: &after,
            edited: &edited,
        };
        let renamed = anchors::renamed(change, &edits)?;
        let replaced: Vec<Span> = edits.iter().map(|edit| edit.span).collect();
        let mut edit = anchors::follow(bank, sources, (path, &renamed), &replaced)?;
        if let Some(group) = before.as_group() {
            edit.add(path, entries(text, group, &edits));
        }
        edit.add(path, edits);
        edit.confirm = anchors::confirmation(&renamed);
        Ok(edit)
    }

    /// Refuses a change after which a question says anything else.
    fn changes_nothing_else(
        &self,
        path: &BankPath,
        before: &Facts,
        after: &Facts,
    ) -> Result<(), Refusal> {
        let questions = |facts: &Facts| facts.as_group().map_or(0, |group| group.questions.len());
        let otherwise = |question: Option<&str>| {
            Refusal::new(match question {
                Some(question) => format!(
                    "in `{path}`, the question `{question}` would be read differently; change the word by hand"
                ),
                None => format!("`{path}` would have other questions; change the word by hand"),
            })
        };
        if questions(before) != questions(after) {
            return Err(otherwise(None));
        }
        let (Some(before), Some(after)) = (before.as_group(), after.as_group()) else {
            return Ok(());
        };
        let pairs = before.questions.iter().zip(&after.questions);
        for (a, b) in pairs {
            if !self.says_same(&a, &b) {
                return Err(otherwise(a.text().map(|text| text.text)));
            }
        }
        Ok(())
    }

    /// Whether a question says the same but for the word.
    fn says_same(&self, before: &Placed<'_>, after: &Placed<'_>) -> bool {
        let mut expected = Says::of(before);
        if self.topics {
            for topic in &mut expected.topics {
                if (self.matches)(topic) {
                    *topic = self.new;
                }
            }
        }
        if self.levels && expected.level.is_some_and(self.matches) {
            expected.level = Some(self.new);
        }
        let mut now = Says::of(after);
        // A topic that is given twice counts once.
        for says in [&mut expected, &mut now] {
            says.topics.sort_unstable();
            says.topics.dedup();
        }
        expected == now
    }
}

/// The edits of the contents entries of headings whose text these edits change.
fn entries(text: &str, group: &Group, edits: &[TextEdit]) -> Vec<TextEdit> {
    let mut found = Vec::new();
    for heading in group.body.headings() {
        let span = heading.span.shift(group.split.body);
        let mut inside = edits.iter().filter(|edit| span.cover(edit.span) == span);
        let Some(edit) = inside.next() else { continue };
        let word = edit.span.slice(text);
        for entry in group.contents.iter() {
            if entry.anchor.as_deref() != Some(heading.anchor) {
                continue;
            }
            let inside = entry.span.slice(text);
            let label = inside.find("](#").and_then(|end| inside.get(1..end));
            let Some(label) = label
                .filter(|label| same_letters(label, span.slice(text)) || same_letters(label, word))
            else {
                continue;
            };
            found.extend(label.find(word).map(|at| {
                let start = entry.span.start + 1 + at as u32;
                let span = Span::new(start, start + word.len() as u32);
                let text = written_at(text, span, &edit.text);
                TextEdit { span, text }
            }));
        }
    }
    found
}
