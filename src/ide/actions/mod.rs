//! Code actions: the fixes of the findings at a place, and refactorings. One file each.
//!
//! An action is offered without its edit, which is computed when the action is chosen.

mod action;
mod add_level;
mod change_questions;
mod create_answers;
mod documents;
mod extract_answer;
mod fix_all;
mod import_questions;
mod inline_answer;
mod make_contents;
mod move_places;
mod move_question;
mod move_questions;
mod organize_topics;
mod quick_fix;
mod renumber;
mod restructure;
mod sort_by_level;
#[cfg(test)]
mod tests;
mod update_contents;

pub use action::{Action, ActionId, Kind, Request};

use std::collections::HashSet;

use crate::edit::Planned;
use crate::edit::sections::Place;
use crate::lint::Finding;

/// Offers actions of some kinds.
struct Provider {
    name: &'static str,
    kind: Kind,
    offer: fn(&Request<'_>) -> Vec<Action>,
}

/// All providers but that of the fixes of rules, which come first.
const PROVIDERS: &[Provider] = &[
    Provider::new(
        "updateContentsAsFix",
        Kind::QuickFix,
        update_contents::as_fix,
    ),
    Provider::new("extractAnswer", Kind::Extract, extract_answer::offer),
    Provider::new("inlineAnswer", Kind::Inline, inline_answer::offer),
    Provider::new("moveQuestions", Kind::Move, move_questions::offer),
    Provider::new("moveQuestion", Kind::Move, move_question::offer),
    Provider::new("movePlaces", Kind::Move, move_places::offer),
    Provider::new(
        import_questions::PROVIDER,
        Kind::Move,
        import_questions::offer,
    ),
    Provider::new("sortByLevel", Kind::Rewrite, sort_by_level::offer),
    Provider::new("addLevel", Kind::Rewrite, add_level::offer),
    Provider::new("renumber", Kind::Rewrite, renumber::offer),
    Provider::new("changeQuestions", Kind::Rewrite, change_questions::offer),
    Provider::new("createAnswers", Kind::Rewrite, create_answers::offer),
    Provider::new("makeContents", Kind::Rewrite, make_contents::offer),
    Provider::new(
        "updateContentsInTable",
        Kind::Rewrite,
        update_contents::in_table,
    ),
    Provider::new("documents", Kind::Rewrite, documents::offer),
    Provider::new("restructure", Kind::Rewrite, restructure::offer),
    Provider::new("fixAll", Kind::FixAll, fix_all::offer),
    Provider::new(
        "organizeTopics",
        Kind::OrganizeTopics,
        organize_topics::offer,
    ),
    Provider::new(
        "updateContents",
        Kind::UpdateContents,
        update_contents::offer,
    ),
];

impl Provider {
    const fn new(name: &'static str, kind: Kind, offer: fn(&Request<'_>) -> Vec<Action>) -> Self {
        Self { name, kind, offer }
    }

    /// Its actions, each with its id.
    fn actions(&self, request: &Request<'_>) -> impl Iterator<Item = Action> {
        let actions = (self.offer)(request).into_iter().enumerate();
        actions.map(|(index, action)| Action {
            id: ActionId {
                provider: self.name.to_owned(),
                finding: None,
                index,
            },
            ..action
        })
    }
}

/// What can be done at a place, quick fixes first, of the kinds that are wanted.
pub fn actions(request: &Request<'_>, wanted: &dyn Fn(Kind) -> bool) -> Vec<Action> {
    let mut actions = match wanted(Kind::QuickFix) {
        true => quick_fix::offer(request),
        false => Vec::new(),
    };
    let providers = PROVIDERS.iter().filter(|provider| wanted(provider.kind));
    for action in providers.flat_map(|provider| provider.actions(request)) {
        match action
            .finding
            .as_ref()
            .and_then(|of| after_fix(&actions, of))
        {
            Some(place) => actions.insert(place, action),
            None => actions.push(action),
        }
    }
    let mut seen = HashSet::new();
    actions.retain(|action| {
        let finding = action.finding.as_ref();
        let finding = finding.map(|finding| (finding.code, finding.span));
        seen.insert((action.title.clone(), action.kind as u8, finding))
    });
    actions
}

/// The place after the best fix of a finding.
fn after_fix(actions: &[Action], of: &Finding) -> Option<usize> {
    let is_its = |action: &Action| action.preferred && action.finding.as_ref() == Some(of);
    actions.iter().position(is_its).map(|place| place + 1)
}

/// The action that was offered by this id; `None` when there is no such action any more.
pub fn chosen(request: &Request<'_>, id: &ActionId) -> Option<Action> {
    if let Some((code, start)) = &id.finding {
        return quick_fix::chosen(request, code, *start, id.index);
    }
    let provider = PROVIDERS.iter().find(|it| it.name == id.provider)?;
    provider.actions(request).nth(id.index)
}

impl ActionId {
    /// Whether the action brings the questions of a whole file into another one; else it moves the selected ones.
    pub fn imports(&self) -> bool {
        self.provider == import_questions::PROVIDER
    }
}

/// The places that the questions of an action can go to, the most probable first, then by path.
pub fn targets(request: &Request<'_>, id: &ActionId) -> Vec<Place> {
    match id.imports() {
        true => (import_questions::targets(request).into_iter())
            .map(Place::end)
            .collect(),
        false => move_places::targets(request),
    }
}

/// The change that brings the questions of an action to a place.
///
/// # Errors
/// If they cannot go there.
pub fn go_to(request: &Request<'_>, id: &ActionId, place: &Place) -> Planned {
    match id.imports() {
        true => import_questions::import_into(request, &place.path),
        false => move_places::move_to(request, place),
    }
}
