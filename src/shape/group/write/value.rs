//! Changes values of a question of a group.

use super::super::style::in_flow;
use crate::facts::slot::{Part, Slot};
use crate::shape::write::{Target, TargetList};
use crate::syntax::yaml::edit::{list, value};
use crate::syntax::yaml::{List, Map, Node, Scalar};
use crate::text::{Refusal, TextEdit};

/// Writes a value in place of that of a part, in the quotes that it has.
pub fn replace(target: &Target<'_>, part: Part, new: &str) -> Result<TextEdit, Refusal> {
    let map = map_of(target)?;
    let in_list = match part {
        Part::Topic(_) => topics(&map)?.flow,
        _ => false,
    };
    let scalar = part_of(&map, part)?;
    if scalar.is_alias() {
        return Err(Refusal::new(format!(
            "`{}` is an alias here; change the value of its anchor",
            scalar.text
        )));
    }
    let flow = in_list || in_flow(target.text, target.group, target.placed);
    Ok(value::replace(
        target.text,
        scalar,
        target.placed.start,
        new,
        flow,
    ))
}

/// Refuses: each question of a group has its own level and topics.
pub fn relabel(_: &TargetList<'_>, _: &Slot, _: &str) -> Result<TextEdit, Refusal> {
    Err(Refusal::new(
        "in a group each question has its own level and topics",
    ))
}

/// Takes the topics at these places out.
pub fn remove_topics(target: &Target<'_>, places: &[usize]) -> Result<Vec<TextEdit>, Refusal> {
    let map = map_of(target)?;
    let list = topics(&map)?;
    // Only strings are topics; the list may hold other items.
    let strings: Vec<usize> = list
        .items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| item.as_string().map(|_| at))
        .collect();
    let items: Vec<usize> = places
        .iter()
        .filter_map(|at| strings.get(*at).copied())
        .collect();
    list::remove_all(target.text, list, target.placed.start, &items)
}

/// The keys of the question.
pub fn map_of(target: &Target<'_>) -> Result<Map, Refusal> {
    let map = target.placed.question.map();
    map.ok_or_else(|| Refusal::new("the question has no keys"))
}

fn topics(map: &Map) -> Result<&List, Refusal> {
    let list = map.value("topics").and_then(Node::as_list);
    list.ok_or_else(|| Refusal::new("the `topics` of the question are not a list; fix that first"))
}

/// The value that a part is read from.
pub fn part_of(map: &Map, part: Part) -> Result<&Scalar, Refusal> {
    let found = match part {
        Part::Text => map.string("question"),
        Part::Answer => map.string("answer"),
        Part::Level => map.string("level"),
        Part::Topic(at) => {
            let list = map.value("topics").and_then(Node::as_list);
            let mut strings = list
                .into_iter()
                .flat_map(|list| list.items.iter().filter_map(Node::as_string));
            strings.nth(at)
        }
    };
    found.ok_or_else(|| Refusal::new("the value no longer exists"))
}
