//! Moves questions to another group, with their answers, or to another section of their document.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::action::{Action, Kind, Request};
use crate::bank::{BankPath, path};
use crate::edit::answer_file::stem;
use crate::edit::move_questions::{MoveQuestions, TargetGroup};
use crate::edit::{Planned, new_group};
use crate::facts::group::Group;
use crate::shape;
use crate::shape::document;
use crate::text::Refusal;

/// How many groups are offered by name.
const OFFERED: usize = 8;

/// How many groups of the same folder, and how many of the neighbouring folders, are offered.
const NEAREST: usize = 4;

/// When questions are selected: one action for each of the most probable target groups, one to choose any other group,
/// and one for a new group.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let places = request.questions();
    let can_leave = request.group().is_some_and(is_list);
    if request.span.is_empty() || places.is_empty() || !can_leave {
        return Vec::new();
    }
    let what = match places.len() {
        1 => "the question".to_owned(),
        count => format!("{count} questions"),
    };
    let near = near(request);
    let others = request.bank.groups().take(near.len() + 2).count() - 1;
    let mut actions: Vec<Action> = near
        .iter()
        .map(|path| to_group(request, &what, path))
        .collect();
    if others > near.len() {
        let choose = |_: &Request<'_>| Err(Refusal::new("choose the group first"));
        let title = format!("Move {what} to another group…");
        actions.push(match stays(request) {
            Some(refusal) => Action::refused(Kind::Move, title, refusal),
            None => Action {
                chooses_place: true,
                ..Action::new(Kind::Move, title, choose)
            },
        });
    }
    if let Some((path, title)) = new_place(request) {
        let label = format!("Move {what} to a new group `{path}`");
        let place = TargetGroup::New {
            path: &path,
            title: &title,
        };
        let check = leaving(request).and_then(|questions| questions.check(&place));
        actions.push(match check {
            Err(refusal) => Action::refused(Kind::Move, label, refusal),
            Ok(()) => Action::new(Kind::Move, label, move |request| {
                to_new(request, &path, &title)
            }),
        });
    }
    actions
}

/// The change that moves the selected questions to the group at `path`.
pub(super) fn to_existing(request: &Request<'_>, path: &BankPath) -> Planned {
    leaving(request)?.to(&TargetGroup::Existing(path))
}

/// The groups that questions of the request's group can move to, the most probable first, then by path.
pub(super) fn groups<'r>(request: &Request<'r>) -> Vec<&'r BankPath> {
    let mut all = near(request);
    let first: HashSet<&BankPath> = all.iter().copied().collect();
    let is_other = |path: &&BankPath| {
        *path != request.path && !first.contains(path) && can_be_written(request, path)
    };
    all.extend(request.bank.groups().filter(is_other));
    all
}

fn to_group(request: &Request<'_>, what: &str, path: &BankPath) -> Action {
    let title = format!("Move {what} to `{path}`");
    let check =
        leaving(request).and_then(|questions| questions.check(&TargetGroup::Existing(path)));
    let target = path.clone();
    match check {
        Err(refusal) => Action::refused(Kind::Move, title, refusal),
        Ok(()) => Action::new(Kind::Move, title, move |request| {
            to_existing(request, &target)
        }),
    }
}

/// Why the questions cannot move anywhere.
fn stays(request: &Request<'_>) -> Option<Refusal> {
    let questions = leaving(request).ok()?;
    questions.leavable().err()
}

/// The groups to offer: those of the same folder, those of the folders next to it by name, then those that share most
/// of the questions' topics, then other near ones.
pub(super) fn near<'r>(request: &Request<'r>) -> Vec<&'r BankPath> {
    let folder = request.path.folder();
    let parent = path::parent(folder);
    let own: Vec<&BankPath> = request.bank.groups_in(folder).collect();
    let at = own.partition_point(|path| *path < request.path);
    let around = at.saturating_sub(NEAREST)..own.len().min(at + NEAREST + 1);
    let mut own: Vec<(usize, &BankPath)> = around
        .map(|place| (place.abs_diff(at), own[place]))
        .collect();
    own.sort();
    let neighbours = request.bank.groups_beside(folder, NEAREST);
    let beside = neighbours.iter().filter(|path| {
        let other = path.folder();
        other != folder && path::parent(other) == parent
    });
    let mut found: Vec<&BankPath> = own
        .iter()
        .take(NEAREST + 1)
        .map(|(_, path)| *path)
        .collect();
    found.extend(beside.take(NEAREST).copied());
    let alike = alike(request).into_iter();
    let rest = request.bank.groups_near(folder, 2 * OFFERED).into_iter();
    let mut seen = HashSet::from([request.path]);
    let all = found.into_iter().chain(alike).chain(rest);
    all.filter(|path| seen.insert(*path) && can_be_written(request, path))
        .take(OFFERED)
        .collect()
}

fn can_be_written(request: &Request<'_>, path: &BankPath) -> bool {
    let group = request.bank.group(path.as_str());
    group.is_some_and(is_list)
}

/// Whether the questions are written in the body of the file, and not in a row that was the frontmatter of a group.
pub(super) fn is_document(group: &Group) -> bool {
    let is_body = group.yaml().is_none() && group.row().is_none();
    shape::is_writable(group) && is_body && group.shape == document::SHAPE.name
}

/// Whether the questions are a list in the frontmatter.
pub(super) fn is_list(group: &Group) -> bool {
    shape::is_writable(group) && group.yaml().is_some()
}

/// The groups that use topics of the selected questions, sorted by how many of the topics they use, then by how often.
fn alike<'r>(request: &Request<'r>) -> Vec<&'r BankPath> {
    let Some(group) = request.group() else {
        return Vec::new();
    };
    let questions = group.questions.range(request.questions());
    let topics: BTreeSet<&str> = questions
        .flat_map(|placed| placed.question.topics())
        .map(|topic| topic.text)
        .filter(|topic| request.bank.config().level(topic).is_none())
        .collect();
    let mut scores: BTreeMap<&BankPath, (usize, u32)> = BTreeMap::new();
    let known = topics
        .iter()
        .filter_map(|topic| request.bank.topics().get(topic));
    for (path, uses) in known.flat_map(|topic| topic.groups.iter()) {
        let score = scores.entry(path).or_default();
        *score = (score.0 + 1, score.1 + uses);
    }
    let mut sorted: Vec<(&BankPath, (usize, u32))> = scores.into_iter().collect();
    sorted.sort_by_key(|(path, score)| (Reverse(*score), *path));
    sorted.into_iter().map(|(path, _)| path).collect()
}

fn leaving<'r>(request: &Request<'r>) -> Result<MoveQuestions<'r>, Refusal> {
    let no_questions = || Refusal::new("the questions no longer exist");
    Ok(MoveQuestions {
        bank: request.bank,
        sources: request.sources,
        path: request.path,
        text: request.text,
        group: request.group().ok_or_else(no_questions)?,
        places: request.questions(),
    })
}

fn to_new(request: &Request<'_>, path: &BankPath, title: &str) -> Planned {
    leaving(request)?.to(&TargetGroup::New { path, title })
}

/// The first free path for a group about the topic that most of the questions share, and the group's title.
fn new_place(request: &Request<'_>) -> Option<(BankPath, String)> {
    let topic = common_topic(request);
    let title = topic.unwrap_or_else(|| "New group".to_owned());
    let name = match stem(&title) {
        name if name.is_empty() => "new-group".to_owned(),
        name => name,
    };
    // Next to the folder of this group.
    let above = crate::bank::path::parent(request.path.folder()).unwrap_or("");
    let folder = |name: &str| match above {
        "" => name.to_owned(),
        above => format!("{above}/{name}"),
    };
    let numbered = (2..10).map(|number| format!("{name}-{number}"));
    let names = std::iter::once(name.clone()).chain(numbered);
    let mut free = names.filter_map(|name| new_group::place(request.bank, &folder(&name)).ok());
    Some((free.next()?, title))
}

fn common_topic(request: &Request<'_>) -> Option<String> {
    let group = request.group()?;
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for placed in group.questions.range(request.questions()) {
        for topic in placed.question.topics() {
            if request.bank.config().level(topic.text).is_some() {
                continue;
            }
            match counts.iter_mut().find(|(name, _)| *name == topic.text) {
                Some((_, count)) => *count += 1,
                None => counts.push((topic.text, 1)),
            }
        }
    }
    // The first of the most frequent ones.
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let found = counts.iter().find(|(_, count)| *count == most)?;
    Some(found.0.to_owned())
}

#[cfg(test)]
mod tests;
