//! A level for the questions that have none.

use std::ops::Range;

use super::{Action, Kind, Request};
use crate::bank::Bank;
use crate::edit::style::Style;
use crate::edit::{Edit, Planned, Refusal, line_break, list, map, value};
use crate::syntax::group::{Group, Placed};
use crate::syntax::quote::quoted;
use crate::syntax::yaml::{Entry, Map, Node};
use crate::text::TextEdit;

/// One action a level, for the questions without one that are selected, or all of them at a cursor in the head.
/// Questions that cannot be read are left alone.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let without = without_level(request);
    let what = match without.len() {
        0 => return Vec::new(),
        1 => "the question".to_owned(),
        count => format!("{count} questions"),
    };
    let levels = request.bank.config().levels.iter().enumerate();
    let action = |(place, level): (usize, &crate::bank::config::Level)| {
        let title = format!("Add the level `{}` to {what} without one", level.name);
        Action::new(Kind::Rewrite, title, move |request| plan(request, place))
    };
    levels.map(action).collect()
}

fn without_level(request: &Request<'_>) -> Vec<usize> {
    let found = request.group().zip(request.scope());
    let Some((group, places)) = found else {
        return Vec::new();
    };
    let lacks = |(_, placed): &(usize, Placed<'_>)| {
        placed.question.is_whole()
            && placed.question.map().is_some()
            && placed
                .question
                .map()
                .is_some_and(|map| map.value("level").is_none_or(Node::is_null))
            && request.bank.level_of(placed.question).is_none()
    };
    let questions = places.clone().zip(group.questions.range(places));
    questions.filter(lacks).map(|(at, _)| at).collect()
}

fn plan(request: &Request<'_>, level: usize) -> Planned {
    let gone = || Refusal::new("the questions are not there any more");
    let group = request.group().ok_or_else(gone)?;
    let level = request.bank.config().levels.get(level).ok_or_else(gone)?;
    let without = without_level(request);
    let own_key = has_own_key(request.bank, group, &without);
    let mut edits = Vec::new();
    for placed in without.iter().filter_map(|at| group.questions.get(*at)) {
        let writer = Writer::new(request.text, group, placed)?;
        edits.push(match own_key {
            true => writer.own_key(&level.name),
            false => writer.topic(&level.name),
        }?);
    }
    Ok(Edit::texts(request.path, edits))
}

/// How many questions on each side of those in question are looked at for how a group writes levels.
const LOOKED_AT: usize = 200;

/// Whether levels have a key of their own here: as the group's nearest questions have it; in a group without levels as
/// most of the bank has it.
fn has_own_key(bank: &Bank, group: &Group, without: &[usize]) -> bool {
    let at = without.first().copied().unwrap_or(0);
    let near: Range<usize> =
        at.saturating_sub(LOOKED_AT)..(at + LOOKED_AT).min(group.questions.len());
    let (mut own, mut among) = (0, 0);
    for placed in group.questions.range(near) {
        if placed.question.level().is_some() {
            own += 1;
        } else if bank.level_of(placed.question).is_some() {
            among += 1;
        }
    }
    if own + among > 0 {
        return own > among;
    }
    let is_level = |word: &str| bank.config().level(word).is_some();
    let groups = |found: bool, count: usize| if found { count } else { 0 };
    let own: usize = (bank.levels().iter())
        .map(|(word, users)| groups(is_level(word), users.len()))
        .sum();
    let among: usize = (bank.topics().iter())
        .map(|(word, topic)| groups(is_level(word), topic.groups.len()))
        .sum();
    own > among
}

/// Writes into one question.
struct Writer<'w> {
    text: &'w str,
    map: &'w Map,
    start: u32,
    style: Style,
    flow: bool,
}

impl<'w> Writer<'w> {
    fn new(text: &'w str, group: &Group, placed: Placed<'w>) -> Result<Self, Refusal> {
        let map = placed.question.map();
        let map = map.ok_or_else(|| Refusal::new("the question has no keys"))?;
        let yaml = group.split.front.map(|front| front.yaml);
        let style = match (yaml, group.list) {
            (Some(yaml), Some(_)) => Style::beside(text, yaml, placed.span().end, group.column),
            (Some(yaml), None) => Style::of_first(text, yaml),
            (None, _) => Style::plain(2),
        };
        Ok(Self {
            text,
            map,
            start: placed.start,
            style,
            flow: map::is_flow(text, map, placed.start),
        })
    }

    /// As the value of `level`, before the topics.
    fn own_key(&self, level: &str) -> Result<TextEdit, Refusal> {
        let written = quoted(level, self.style.topic, self.flow);
        if let Some(scalar) = self
            .value("level")
            .and_then(|entry| entry.value.as_scalar())
        {
            return Ok(value::write(self.text, scalar, self.start, &written));
        }
        let before = self
            .map
            .entries
            .iter()
            .position(|entry| entry.key.text == "topics");
        match before {
            Some(0) => map::add_first(self.text, self.map, self.start, ("level", &written)),
            at => {
                let behind = at.map(|at| at - 1);
                map::add(self.text, self.map, self.start, behind, ("level", &written))
            }
        }
    }

    /// As the first of the topics, in their list's quotes.
    fn topic(&self, level: &str) -> Result<TextEdit, Refusal> {
        let no_list = || Refusal::new("the `topics` of a question are no list; mend that first");
        let Some(entry) = self.value("topics") else {
            let list = self.new_list(level);
            return map::add(self.text, self.map, self.start, None, ("topics", &list));
        };
        match &entry.value {
            Node::List(list) if list.items.is_empty() => Ok(TextEdit {
                span: list.span.shift(self.start),
                text: format!("[{}]", quoted(level, self.style.topic, true)),
            }),
            Node::List(list) => {
                let first = list.items.iter().find_map(Node::as_string);
                let style = first.map_or(self.style.topic, |first| first.style);
                let item = quoted(level, style, list.flow);
                list::insert_first(self.text, list, self.start, &item)
            }
            Node::Scalar(scalar) if scalar.is_null() => {
                let item = format!("[{}]", quoted(level, self.style.topic, true));
                Ok(value::write(self.text, scalar, self.start, &item))
            }
            _ => Err(no_list()),
        }
    }

    fn new_list(&self, level: &str) -> String {
        if self.flow || self.style.flow {
            return format!("[{}]", quoted(level, self.style.topic, true));
        }
        let column = map::column(self.text, self.map, self.start) + self.style.hyphens;
        let item = quoted(level, self.style.topic, false);
        let indent = " ".repeat(column as usize);
        format!("{}{indent}- {item}", line_break(self.text))
    }

    fn value(&self, key: &str) -> Option<&'w Entry> {
        self.map.get(key)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, titles};

    #[test]
    fn first_among_the_topics() {
        check(
            "Add the level `Beginner` to 5 questions without one",
            r#"
//- /go/go.md
---
order: 1$0
questions:
  - question: Has one
    topics:
      - 'Hard'
  - question: Block 😀
    topics:
      # Note
      - "Core" # why
      - Maps
  - topics: ['Core', Maps] # flow
  - topics: []
    answer: x
  - question: None
    answer: |
      text

  - topics:
  - question: 'broken
    topics: []
---
"#,
            r#"
//- /go/go.md
---
order: 1
questions:
  - question: Has one
    topics:
      - 'Hard'
  - question: Block 😀
    topics:
      # Note
      - "Beginner"
      - "Core" # why
      - Maps
  - topics: ['Beginner', 'Core', Maps] # flow
  - topics: ['Beginner']
    answer: x
  - question: None
    answer: |
      text
    topics: ['Beginner']

  - topics: ['Beginner']
  - question: 'broken
    topics: []
---
"#,
        );
    }

    #[test]
    fn as_a_key_of_its_own() {
        check(
            "Add the level `Advanced` to 3 questions without one",
            "//- /a.md\n---\nquestions:\n- question: A\n  level: Easy\n$1- question: B\n  topics: [x]\n- topics: [x]\n- answer: C$2\n  level:\n---\n",
            "//- /a.md\n---\nquestions:\n- question: A\n  level: Easy\n- question: B\n  level: Advanced\n  topics: [x]\n- level: Advanced\n  topics: [x]\n- answer: C\n  level: Advanced\n---\n",
        );
        // A group without any level writes them as the others do.
        check(
            "Add the level `Intermediate` to the question without one",
            "//- /a.md\n---␍\nquestions: [{answer: A$1, $2topics: [x]}]␍\n---␍\n//- /b.md\n---\nquestions:\n- level: Hard\n---\n",
            "//- /a.md\n---␍\nquestions: [{answer: A, level: Intermediate, topics: [x]}]␍\n---␍\n//- /b.md\n---\nquestions:\n- level: Hard\n---\n",
        );
    }

    #[test]
    fn one_action_a_level_and_none_where_all_have_one() {
        let bank = |topic: &str| {
            format!(
                "levels: [Easy, Tough]\n//- /a.md\n---\norder: 1$0\nquestions:\n- topics: [{topic}]\n---\n"
            )
        };
        let offered = |topic| {
            let all = titles(&bank(topic)).into_iter();
            all.filter(|title| title.contains("level"))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            offered("Core"),
            [
                "Add the level `Easy` to the question without one",
                "Add the level `Tough` to the question without one"
            ]
        );
        assert_eq!(offered("tough"), [""; 0]);
    }
}
