//! Tries in memory what a comment does: to the findings of its file, and to what that says.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bank::{Change, Content, File};
use crate::facts::Facts;
use crate::facts::question::Answer;
use crate::facts::questions::Placed;
use crate::lint::engine::Findings;
use crate::lint::finding::Finding;
use crate::lint::fix::FixContext;
use crate::syntax::yaml::Scalar;
use crate::syntax::yaml::each_scalar;
use crate::text::{self, TextEdit};

/// A file as it is, with what is found in it. That is looked for once; of a comment in a question, only the question is
/// read and checked again.
pub(super) struct Trial<'c> {
    context: FixContext<'c>,
    found: Findings,
}

impl<'c> Trial<'c> {
    /// The file of the finding.
    pub fn new(context: &FixContext<'c>) -> Self {
        Self {
            context: *context,
            found: Findings::of_file(context.bank, context.path),
        }
    }

    /// Whether the change removes the finding and no other, and readers see the same.
    pub fn suppresses(&self, edit: &TextEdit) -> bool {
        let FixContext { bank, path, .. } = self.context;
        let Some((old, new)) = self.changed(edit) else {
            return false;
        };
        if !say_the_same(&old, &new) {
            return false;
        }
        let file = Some(Arc::new(new));
        let path = path.clone();
        let mut after = bank.clone();
        let impact = after.apply([Change { path, file }]);
        let mut found = self.found.clone();
        found.update(&after, bank, &impact);
        self.is_suppressed(edit, found.of(self.context.path.as_str()))
    }

    /// The file before and after the change.
    fn changed(&self, edit: &TextEdit) -> Option<(Arc<File>, File)> {
        let FixContext {
            bank, path, text, ..
        } = self.context;
        let old = bank.file(path.as_str())?;
        let facts = old.facts()?;
        let after = text::apply(text, std::slice::from_ref(edit)).ok()?;
        let new = File {
            path: (*path).clone(),
            content: Content::read(path, &after, bank.config(), Some((facts, text))),
        };
        Some((Arc::clone(old), new))
    }

    /// Whether of all findings only some of the rule's are gone, and this one is.
    fn is_suppressed(&self, edit: &TextEdit, found: &[Finding]) -> bool {
        let finding = self.context.finding;
        let before = self.found.of(self.context.path.as_str());
        let count = |list: &[Finding], own: bool| {
            let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
            for one in list.iter().filter(|one| (one.code == finding.code) == own) {
                *counts.entry((one.code, one.message.clone())).or_default() += 1;
            }
            counts
        };
        let others_stay = count(before, false) == count(found, false);
        // In broken YAML, another line may be reported now.
        let held = count(before, true);
        let less = |(key, count): &(_, usize)| held.get(key).is_some_and(|held| count <= held);
        let nothing_new = count(found, true).into_iter().all(|pair| less(&pair));
        let (at, added) = (finding.span.start, edit.text.len() as u32);
        let moved = if at >= edit.span.end { at + added } else { at };
        let gone = !found.iter().any(|other| {
            let same = (other.code, &other.message) == (finding.code, &finding.message);
            same && other.span.start == moved
        });
        others_stay && nothing_new && found.len() < before.len() && gone
    }
}

/// Whether readers see the same in two states of a file; questions that are equal are not compared.
fn say_the_same(old: &File, new: &File) -> bool {
    let (Some(a), Some(b)) = (old.facts(), new.facts()) else {
        return false;
    };
    let questions = || match (a.as_group(), b.as_group()) {
        (Some(a), Some(b)) => {
            let differing = b.questions.difference(&a.questions);
            let old: Vec<_> = a.questions.range(differing.old).map(said).collect();
            let new: Vec<_> = b.questions.range(differing.new).map(said).collect();
            old == new
        }
        (None, None) => true,
        _ => false,
    };
    said_around(a) == said_around(b) && questions()
}

/// What a question says.
fn said(placed: Placed<'_>) -> Vec<String> {
    let question = placed.question;
    let inline = question.inline().map(|body| body.words);
    let mut said = vec![question.is_whole().to_string()];
    each_scalar(&question.node(), &mut |scalar| match inline {
        // The comment is part of an inline answer's value, but none of what is read.
        Some(words) if Some(scalar.value()) == question.answer().and_then(Answer::scalar) => {
            said.push(words.to_string());
        }
        _ => said.push(scalar.text.to_string()),
    });
    said
}

/// What a file says besides its questions.
fn said_around(facts: &Facts) -> Vec<String> {
    let mut said = Vec::new();
    let mut add = |scalar: &Scalar| said.push(scalar.text.to_string());
    for entry in facts.head().iter().flat_map(|head| &head.map.entries) {
        add(&entry.key);
        each_scalar(&entry.value, &mut |scalar| add(scalar));
    }
    let body = facts.body();
    said.push(body.words.to_string());
    said.push(body.open_fences().len().to_string());
    said.extend(body.headings().map(|heading| heading.anchor.to_owned()));
    said.extend(body.links().map(|link| link.path.to_owned()));
    said
}
