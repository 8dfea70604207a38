//! Tries in memory what a comment does: to the findings of its file, and to what that says.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bank::{Change, Content, File};
use crate::facts::Facts;
use crate::facts::question::{Answer, Question};
use crate::facts::questions::Difference;
use crate::lint::engine::Findings;
use crate::lint::finding::Finding;
use crate::lint::fix::FixContext;
use crate::syntax::yaml::{Scalar, each_scalar};
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
        let old = bank.as_read(path.as_str())?;
        let facts = old.facts()?;
        let after = text::apply(text, std::slice::from_ref(edit)).ok()?;
        let new = File {
            path: (*path).clone(),
            content: Content::markdown(path, &after, bank.config(), Some((facts, text))),
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
            let Difference { old, new } = b.questions.difference(&a.questions);
            let mut pairs = a
                .questions
                .range(old.clone())
                .zip(b.questions.range(new.clone()));
            old.len() == new.len() && pairs.all(|(a, b)| is_same(a.question, b.question))
        }
        (None, None) => true,
        _ => false,
    };
    texts_around(a) == texts_around(b) && questions()
}

/// Whether readers see the same in two states of a question.
fn is_same(a: &Question, b: &Question) -> bool {
    let same = match (a.is_keyed(), b.is_keyed()) {
        (true, true) => texts(a) == texts(b),
        (false, false) => a.same_marks_but_answer(b) && shown_answer(a) == shown_answer(b),
        _ => false,
    };
    same && a.is_whole() == b.is_whole()
}

/// The texts of a question that is written under keys.
fn texts(question: &Question) -> Vec<String> {
    let answer = question.answer().and_then(Answer::scalar);
    let mut texts = Vec::new();
    each_scalar(&question.node(), &mut |scalar| {
        texts.push(match answer {
            Some(answer) if scalar.value() == answer => shown_answer(question).unwrap_or_default(),
            _ => scalar.text.to_string(),
        });
    });
    texts
}

/// What readers see of an answer. A comment is part of an inline answer's value, but readers do not see it.
fn shown_answer(question: &Question) -> Option<String> {
    let inline = question.inline().map(|body| body.words.to_string());
    Some(match question.answer()? {
        Answer::Below(below) => below.words.to_string(),
        Answer::File(mark) | Answer::Inline(mark) => inline.unwrap_or(mark.text.to_owned()),
    })
}

/// The texts of a file outside its questions.
fn texts_around(facts: &Facts) -> Vec<String> {
    let mut texts = Vec::new();
    let mut add = |scalar: &Scalar| texts.push(scalar.text.to_string());
    for entry in facts.head().iter().flat_map(|head| &head.map.entries) {
        add(&entry.key);
        each_scalar(&entry.value, &mut |scalar| add(scalar));
    }
    let body = facts.body();
    texts.push(body.words.to_string());
    texts.push(body.open_fences().len().to_string());
    texts.extend(body.headings().map(|heading| heading.anchor.to_owned()));
    texts.extend(body.links().map(|link| link.path.to_owned()));
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{BankPath, Config};

    #[track_caller]
    fn check(before: &str, after: &str, same: bool) {
        let file = |text: &str| {
            let path = BankPath::new("go.md").expect("a path");
            let content = Content::read(&path, text, &Config::default(), None);
            File { path, content }
        };
        assert_eq!(say_the_same(&file(before), &file(after)), same, "{after}");
    }

    #[test]
    fn what_readers_see_in_each_shape() {
        for (question, answer, end) in [
            ("Q: ", "\nA: ", "\n<!-- lines -->\n"),
            ("## 1. ", "\n\n", "\n\n<!-- lines -->\n"),
            ("---\nquestions:\n- question: ", "\n  answer: ", "\n---\n"),
        ] {
            let bank = |text: &str, own: &str| format!("{question}{text}{answer}{own}{end}");
            let before = bank("What?", "This.");
            check(&before, &before, true);
            check(&before, &bank("What", "This."), false);
            check(&before, &bank("What?", "This or that."), false);
            check(&before, &bank("What?", ""), false);
        }
    }
}
