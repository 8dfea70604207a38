//! Files outside the groups that belong to the bank nevertheless: those that its questions and answers lead to, and those
//! that list its questions, as a README with a table of contents does.

use super::index::Impact;
use super::path::folders_above;
use super::{Bank, BankPath, File, Target};
use crate::shape::documents::{Decision, FileKind};
use crate::syntax::markdown::body::{Body, Link};

impl Bank {
    /// Whether the findings of a file concern the bank: it has questions, is an author or a guide, or is in the answers'
    /// folder of a group, at any depth; the configuration sets what it is; a file with questions or an answer leads to it; or
    /// it leads to a heading of a file with questions.
    pub fn is_of_bank(&self, path: &BankPath) -> bool {
        self.has_questions_or_answers(path)
            || self.is_below_answers(path)
            || self.is_set(path)
            || self.config.authors.contains(path.as_str())
            || self.config.guides.contains(path.as_str())
            || self
                .users(&Target::File(path.clone()))
                .any(|user| user != *path && self.has_questions_or_answers(&user))
            || self.lists_questions(path)
    }

    /// Whether the file has questions or is an answer.
    fn has_questions_or_answers(&self, path: &BankPath) -> bool {
        self.group(path.as_str()).is_some() || self.is_answer(path)
    }

    /// Whether a rule of the configuration says that the file is something else than a page.
    fn is_set(&self, path: &BankPath) -> bool {
        let decision = self.config.documents.decide(path.as_str());
        matches!(decision, Decision::Set(reading) if reading.kind() != Some(FileKind::Page))
    }

    fn is_below_answers(&self, path: &BankPath) -> bool {
        folders_above(path.as_str()).any(|folder| {
            let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
            name == self.config.answers && self.has_answers(above)
        })
    }

    fn lists_questions(&self, path: &BankPath) -> bool {
        let body = self.file(path.as_str()).and_then(|file| file.body());
        let mut targets = body.into_iter().flat_map(|body| targets(path, body));
        targets.any(|target| self.group(target.as_str()).is_some())
    }

    /// Marks the files with questions that the file at `path` lists otherwise than before.
    pub(super) fn mark_listed(
        &self,
        path: &BankPath,
        (old, new): (Option<&File>, Option<&File>),
        impact: &mut Impact,
    ) {
        let (old, new) = (old.and_then(File::body), new.and_then(File::body));
        let is_same = match (old, new) {
            (Some(old), Some(new)) => {
                let (before, after) = old.differing_links(new);
                entries(before).eq(entries(after))
            }
            (old, new) => old.is_none() && new.is_none(),
        };
        if !is_same {
            let bodies = [old, new].into_iter().flatten();
            let listed = bodies.flat_map(|body| targets(path, body));
            let listed = listed.filter(|target| self.group(target.as_str()).is_some());
            impact.beside.extend(listed);
        }
    }

    /// Marks the files whose findings depend on whether the file at `path` has questions or is an answer: those that it leads
    /// to, and those that lead to it.
    pub(super) fn mark_led_to(
        &self,
        path: &BankPath,
        (old, new): (Option<&File>, Option<&File>),
        impact: &mut Impact,
    ) {
        let targets = self.targets(path, old.or(new)).into_iter();
        let files = targets.filter_map(|target| match target {
            Target::File(file) => Some(file),
            _ => None,
        });
        impact.stale.extend(files);
        impact.stale.extend(self.users(&Target::File(path.clone())));
    }
}

/// Of these links those that name a heading of another file: the path and the anchor.
fn entries<'b>(
    links: impl IntoIterator<Item = Link<'b>>,
) -> impl Iterator<Item = (&'b str, &'b str)> {
    let links = links.into_iter().filter(|link| !link.path.is_empty());
    links.filter_map(|link| Some((link.path, link.anchor?)))
}

/// The other files of which the body of the file at `path` names a heading.
fn targets(path: &BankPath, body: &Body) -> Vec<BankPath> {
    let mut paths: Vec<&str> = entries(body.links()).map(|(path, _)| path).collect();
    paths.dedup();
    let mut targets: Vec<BankPath> = paths.iter().filter_map(|to| path.beside(to)).collect();
    targets.sort_unstable();
    targets.dedup();
    targets.retain(|target| target != path);
    targets
}
