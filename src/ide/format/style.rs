//! How most of a group is written.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::edit::{line_start, map};
use crate::facts::group::Group;
use crate::facts::question::names_a_file;
use crate::syntax::yaml::{Entry, Kind, Node, Scalar, Style};

/// What a value is, as far as it matters to how it is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Role {
    /// A question's text.
    Question,
    /// The name of an answer file.
    AnswerFile,
    /// An answer of one line.
    Inline,
    /// An item of a list of a question.
    Item,
    /// Anything else of a question.
    Other,
    /// A text in the head.
    Head,
}

/// How most of a group is written; `None` where it is in two minds.
#[derive(Clone, Default, Debug)]
pub(super) struct House {
    /// From a question's hyphen to its keys.
    pub keys: Option<u32>,
    /// From the key of a list to the hyphens below it.
    pub hyphens: Option<u32>,
    /// Whether a question's lists are written between brackets.
    pub flow: Option<bool>,
    /// The order of a question's keys.
    pub order: Vec<SmolStr>,
    /// From a key of the head to those below it.
    pub step: Option<u32>,
    quotes: BTreeMap<Role, Style>,
}

#[derive(Default)]
struct Votes {
    keys: BTreeMap<u32, usize>,
    hyphens: BTreeMap<u32, usize>,
    flow: BTreeMap<bool, usize>,
    order: BTreeMap<Vec<SmolStr>, usize>,
    step: BTreeMap<u32, usize>,
    quotes: BTreeMap<Role, BTreeMap<u8, usize>>,
}

impl House {
    pub(super) fn of(text: &str, group: &Group) -> Self {
        let mut votes = Votes::default();
        for placed in &group.questions {
            if let Some(map) = placed.question.map().filter(|_| placed.question.is_whole()) {
                let dash = placed.question.dash.start + placed.start;
                let column = dash - line_start(text, dash);
                let keys = map::column(text, &map, placed.start).saturating_sub(column);
                *votes.keys.entry(keys).or_default() += 1;
                let order = map.entries.iter().map(|entry| entry.key.text.clone());
                *votes.order.entry(order.collect()).or_default() += 1;
                for entry in &map.entries {
                    votes.entry(text, entry, placed.start, column + keys);
                }
            }
        }
        votes.head(text, group);
        Self {
            keys: most(votes.keys),
            hyphens: most(votes.hyphens),
            flow: most(votes.flow),
            order: most(votes.order).unwrap_or_default(),
            step: most(votes.step),
            quotes: votes
                .quotes
                .into_iter()
                .filter_map(|(role, votes)| Some((role, style(most(votes)?))))
                .collect(),
        }
    }

    /// The quotes that values of this role mostly have.
    pub(super) fn quotes(&self, role: Role) -> Option<Style> {
        self.quotes.get(&role).copied()
    }
}

/// What a scalar of a question is.
pub(super) fn role(key: &str, scalar: &Scalar) -> Role {
    match key {
        "question" => Role::Question,
        "answer" if names_a_file(&scalar.text) => Role::AnswerFile,
        "answer" => Role::Inline,
        _ => Role::Other,
    }
}

impl Votes {
    fn entry(&mut self, text: &str, entry: &Entry, start: u32, column: u32) {
        match &entry.value {
            Node::Scalar(scalar) => self.quote(role(&entry.key.text, scalar), scalar),
            Node::List(list) if !list.items.is_empty() => {
                *self.flow.entry(list.flow).or_default() += 1;
                if !list.flow {
                    let first = list.items[0].span().start + start;
                    let line = line_start(text, first);
                    let indent = text[line as usize..].find('-').unwrap_or(0) as u32;
                    *self
                        .hyphens
                        .entry(indent.saturating_sub(column))
                        .or_default() += 1;
                }
                for item in list.items.iter().filter_map(Node::as_scalar) {
                    self.quote(Role::Item, item);
                }
            }
            _ => {}
        }
    }

    fn head(&mut self, text: &str, group: &Group) {
        for entry in &group.head.map.entries {
            if let Node::Map(inner) = &entry.value
                && !map::is_flow(text, inner, 0)
            {
                *self.step.entry(map::column(text, inner, 0)).or_default() += 1;
            }
            crate::syntax::yaml::each_scalar(&entry.value, &mut |scalar| {
                self.quote(Role::Head, scalar);
            });
        }
    }

    fn quote(&mut self, role: Role, scalar: &Scalar) {
        let Some(style) = STYLES.iter().position(|style| *style == scalar.style) else {
            return;
        };
        if scalar.kind() == Kind::String {
            let votes = self.quotes.entry(role).or_default();
            *votes.entry(style as u8).or_default() += 1;
        }
    }
}

/// The styles that a value of one line can be written in.
const STYLES: [Style; 3] = [Style::Plain, Style::Single, Style::Double];

fn style(number: u8) -> Style {
    STYLES.get(number as usize).copied().unwrap_or(Style::Plain)
}

/// What more than half are for.
fn most<T: Ord>(votes: BTreeMap<T, usize>) -> Option<T> {
    let all: usize = votes.values().sum();
    let (winner, count) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    (2 * count > all).then_some(winner)
}
