//! Tables of contents in another file than the questions: a README with links to `questions.md#what-is-a-lock`.

use crate::bank::contents_match::{ByKey, anchors, lists_most};
use crate::bank::nearest::is_near;
use crate::bank::{Bank, BankPath, Target};
use crate::facts::group::Group;
use crate::syntax::markdown::body::Body;
use crate::text::letters;

/// A file that lists questions of another file.
pub struct ContentsElsewhere<'b> {
    /// Where the table is.
    pub path: BankPath,
    /// For each question, whether an entry is meant for it.
    pub listed: Vec<bool>,
    /// For each question, the anchor of its heading.
    pub anchors: Vec<Option<&'b str>>,
}

/// The first file, by path, that lists most of the questions of the file at `path`, by the anchors of their headings.
pub fn contents_elsewhere<'b>(
    bank: &'b Bank,
    path: &BankPath,
    group: &'b Group,
) -> Option<ContentsElsewhere<'b>> {
    let users = bank.users(&Target::File(path.clone()));
    let mut others = users.filter(|user| user != path).peekable();
    others.peek()?;
    let anchors = anchors(group, group.questions.iter());
    others.find_map(|other| {
        let body = bank.file(other.as_str())?.body()?;
        let listed = listed(body, (&other, path), &anchors);
        let is_table = listed.len() >= FEWEST && lists_most(&listed);
        is_table.then(|| ContentsElsewhere {
            path: other,
            listed,
            anchors: anchors.clone(),
        })
    })
}

/// The fewest questions of a file that has its table of contents in another one.
const FEWEST: usize = 3;

/// The questions with these anchors in `target` that the links of the file at `path` are meant for.
fn listed(
    body: &Body,
    (path, target): (&BankPath, &BankPath),
    anchors: &[Option<&str>],
) -> Vec<bool> {
    let mut listed = vec![false; anchors.len()];
    let mut by_anchor = ByKey::new(anchors.len());
    let mut dead = Vec::new();
    for anchor in anchors_in(body, path, target) {
        let found = by_anchor.find(anchors, anchor);
        match found.or_else(|| by_anchor.find(anchors, &anchor.to_lowercase())) {
            Some(index) => listed[index] = true,
            None if dead.len() < MOST => dead.push(letters(anchor)),
            None => {}
        }
    }
    let open = listed.iter_mut().zip(anchors);
    let open = open.filter(|(listed, anchor)| !**listed && anchor.is_some());
    for (listed, anchor) in open.take(MOST) {
        let own = letters(anchor.unwrap_or_default());
        *listed = dead.iter().any(|dead| *dead == own || is_near(dead, &own));
    }
    listed
}

/// The most anchors and questions that are compared letter by letter.
const MOST: usize = 32;

/// The anchors in `target` that the links of the file at `path` name. Most links name a file as the one before does.
fn anchors_in<'b>(
    body: &'b Body,
    path: &'b BankPath,
    target: &'b BankPath,
) -> impl Iterator<Item = &'b str> {
    let mut last = ("", false);
    let links = body.links().filter(|link| !link.path.is_empty());
    links.filter_map(move |link| {
        let anchor = link.anchor?;
        if link.path != last.0 {
            last = (link.path, path.beside(link.path).as_ref() == Some(target));
        }
        last.1.then_some(anchor)
    })
}
