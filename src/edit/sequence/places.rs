//! What links can lead to in a document, before and after a change: its headings and elements with a name.

use foldhash::HashMap;

use super::order::Order;
use super::state::State;
use crate::edit::anchors::Renamed;
use crate::text::{Refusal, Span};

/// What links can lead to.
#[derive(Clone, Copy)]
struct Thing<'s> {
    start: u32,
    name: &'s str,
    /// Of a heading.
    level: Option<u8>,
}

/// The things of a document.
struct Things<'s> {
    all: Vec<Thing<'s>>,
    /// For each question, which of them are in its lines.
    own: Vec<Vec<usize>>,
    /// Those between the questions.
    between: Vec<usize>,
}

impl<'s> Things<'s> {
    fn of(state: State<'s>) -> Self {
        let start = state.facts.body_start();
        let body = state.facts.body();
        let headings = body.headings().map(|heading| Thing {
            start: heading.span.start + start,
            name: heading.anchor,
            level: Some(heading.level),
        });
        let ids = body.ids().iter().map(|id| Thing {
            start: id.span.start + start,
            name: &id.name,
            level: None,
        });
        let mut things = Self {
            all: headings.chain(ids).collect(),
            own: vec![Vec::new(); state.group.questions.len()],
            between: Vec::new(),
        };
        things.all.sort_by_key(|thing| thing.start);
        let list = state.list();
        let lines = (0..things.own.len()).map(|index| list.lines(index).unwrap_or_default());
        let lines: Vec<Span> = lines.collect();
        for (at, thing) in things.all.iter().enumerate() {
            let after = lines.partition_point(|lines| lines.start <= thing.start);
            let question = after.checked_sub(1);
            match question.filter(|index| thing.start < lines[*index].end) {
                Some(index) => things.own[index].push(at),
                None => things.between.push(at),
            }
        }
        things
    }

    /// For each name, the thing that a link with it leads to: headings come before elements.
    fn targets(&self) -> HashMap<&'s str, usize> {
        let mut targets = HashMap::default();
        let headings = |is_heading: bool| {
            let things = self.all.iter().enumerate();
            things.filter(move |(_, thing)| thing.level.is_some() == is_heading)
        };
        for (at, thing) in headings(true).chain(headings(false)) {
            if !thing.name.is_empty() {
                targets.entry(thing.name).or_insert(at);
            }
        }
        targets
    }
}

/// The anchors of the document that have another name after a change to `order`.
///
/// # Errors
/// When the document has other headings then, or a link would lead to another one.
pub fn renamed(before: State<'_>, after: State<'_>, order: &Order) -> Result<Renamed, Refusal> {
    let (old, new) = (Things::of(before), Things::of(after));
    let others = || Refusal::new("the file would have other headings; change it by hand");
    let mut pairs: Vec<Option<usize>> = vec![None; old.all.len()];
    let mut pair = |a: &[usize], b: &[usize]| {
        let same = |(a, b): (&usize, &usize)| old.all[*a].level == new.all[*b].level;
        if a.len() != b.len() || !a.iter().zip(b).all(same) {
            return Err(others());
        }
        for (a, b) in a.iter().zip(b) {
            pairs[*a] = Some(*b);
        }
        Ok(())
    };
    pair(&old.between, &new.between)?;
    if order.from.len() != new.own.len() {
        return Err(others());
    }
    for (own, from) in new.own.iter().zip(&order.from) {
        if let Some(from) = from {
            pair(&old.own[*from], own)?;
        }
    }
    let (was, is) = (old.targets(), new.targets());
    let mut renamed = Renamed::new();
    for (name, at) in was {
        let Some(now) = pairs[at] else { continue };
        let new_name = new.all[now].name;
        if is.get(new_name) != Some(&now) {
            return Err(Refusal::new(format!(
                "the anchor `#{name}` would lead elsewhere; give the headings different texts first"
            )));
        }
        if name != new_name {
            renamed.insert(name.to_owned(), new_name.to_owned());
        }
    }
    Ok(renamed)
}
