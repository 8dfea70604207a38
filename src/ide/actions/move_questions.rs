//! Questions move to another group, with their answers.

use super::{Action, Kind, Request};
use crate::bank::BankPath;
use crate::edit::answer_file::stem;
use crate::edit::departure::{Departure, Place};
use crate::edit::{Planned, Refusal, new_group};

/// How many groups are offered.
const OFFERED: usize = 8;

/// One action for each of the nearest groups, and one for a new group, when questions are selected.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let places = request.questions();
    if request.span.is_empty() || places.is_empty() {
        return Vec::new();
    }
    let what = match places.len() {
        1 => "the question".to_owned(),
        count => format!("{count} questions"),
    };
    let near = request.bank.groups_near(request.path.folder(), OFFERED + 1);
    let others = near.into_iter().filter(|path| *path != request.path);
    let to_others = others.take(OFFERED).map(|path| {
        let target = path.clone();
        Action::new(
            Kind::Move,
            format!("Move {what} to `{path}`"),
            move |request| departure(request)?.to(&Place::Group(&target)),
        )
    });
    let mut actions: Vec<Action> = to_others.collect();
    if let Some((path, title)) = new_place(request) {
        let label = format!("Move {what} to a new group `{path}`");
        actions.push(Action::new(Kind::Move, label, move |request| {
            to_new(request, &path, &title)
        }));
    }
    actions
}

fn departure<'r>(request: &Request<'r>) -> Result<Departure<'r>, Refusal> {
    let gone = || Refusal::new("the questions are not there any more");
    Ok(Departure {
        bank: request.bank,
        sources: request.sources,
        path: request.path,
        text: request.text,
        group: request.group().ok_or_else(gone)?,
        places: request.questions(),
    })
}

fn to_new(request: &Request<'_>, path: &BankPath, title: &str) -> Planned {
    departure(request)?.to(&Place::New { path, title })
}

/// The first free place for a group about the topic that most of the questions share, and the group's title.
fn new_place(request: &Request<'_>) -> Option<(BankPath, String)> {
    let topic = common_topic(request);
    let title = topic.unwrap_or_else(|| "New group".to_owned());
    let name = match stem(&title) {
        name if name.is_empty() => "new-group".to_owned(),
        name => name,
    };
    // Beside the folder of this group.
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
    // The first of those that are used most.
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let found = counts.iter().find(|(_, count)| *count == most)?;
    Some(found.0.to_owned())
}

#[cfg(test)]
mod tests;
