//! After any edit, everything else reads as before.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::applied;
use crate::syntax::yaml::each_scalar;
use crate::syntax::yaml::edit::{list, map, value};
use crate::syntax::yaml::{self, Kind, List, Map, Node, Scalar};

/// A value without its spans.
#[derive(Clone, PartialEq, Debug)]
enum Value {
    Scalar(Kind, String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl Value {
    fn of(node: &Node) -> Self {
        match node {
            Node::Scalar(scalar) => Self::Scalar(scalar.kind(), scalar.text.to_string()),
            Node::List(list) => Self::List(list.items.iter().map(Self::of).collect()),
            Node::Map(map) => {
                let entries = map.entries.iter();
                Self::Map(
                    entries
                        .map(|entry| (entry.key.text.to_string(), Self::of(&entry.value)))
                        .collect(),
                )
            }
        }
    }

    fn text(text: &str) -> Self {
        Self::Scalar(Kind::String, text.to_owned())
    }

    /// The lists and mappings in it and itself, in the order of their starts.
    fn all<'v>(&'v mut self, found: &mut Vec<&'v mut Value>) {
        // By index, because a value and its children cannot be borrowed together.
        match self {
            Self::Scalar(..) => found.push(self),
            Self::List(items) => items.iter_mut().for_each(|item| item.all(found)),
            Self::Map(entries) => entries.iter_mut().for_each(|(_, value)| value.all(found)),
        }
    }
}

/// The values of keys, each with `~` for the indentation of the key's line.
const VALUES: &[&str] = &[
    " plain",
    " 'it''s'",
    " \"a \\\"b\\\"\"",
    " two\n~  lines",
    "\n~  below",
    "",
    " # only a comment",
    " x # said",
    " |\n~  block\n\n~  more",
    " |-\n~  block\n",
    " |+\n~  kept\n\n",
    " >\n~  folded\n~  text\n\n",
    " [a, 'b, c', \"d\"]",
    " [a,\n~   b # c\n~  ]",
    " [a, b,]",
    " {x: 1, y: , z}",
    "\n~- a\n~- 'b' # c\n~# own\n~- d",
    "\n~  - a\n~  -\n~  - d",
    "\n~  -   a\n~  - |+\n~      kept\n\n~  - c",
    "\n~  x: 1\n~  # own\n~  y:\n~    z: 2",
    " 2024-01-01",
    " 12",
    " 😀 é",
];

/// What can occur between two entries, `~` as above.
const BETWEEN: &[&str] = &["", "", "", "~# note\n", "\n", "# far left\n"];

const KEYS: &[&str] = &["a", "'b c'", "dé", "\"e\"", "f"];

/// A mapping, alone or in a list item.
fn document() -> impl Strategy<Value = String> {
    let entry = (
        select(VALUES),
        select(BETWEEN),
        select(&[true, true, false][..]),
    );
    let entries = prop::collection::vec(entry, 1..5);
    let indent = select(&["", "- ", "  - ", "-   ", "- - "][..]);
    (entries, indent, select(&["\n", "\r\n"][..]), any::<bool>()).prop_map(
        |(entries, lead, line_break, ends)| {
            let pad = " ".repeat(lead.len());
            let mut text = String::new();
            for (index, (value, between, plain)) in entries.iter().enumerate() {
                let gap = if index == 0 { "" } else { between };
                let before = if index == 0 { lead } else { &pad };
                let key = if *plain {
                    "k".to_owned() + &index.to_string()
                } else {
                    KEYS[index].to_owned()
                };
                text += &gap.replace('~', &pad);
                text += &format!("{before}{key}:{}\n", value.replace('~', &pad));
            }
            if !ends {
                text.truncate(text.trim_end().len());
            }
            text.replace('\n', line_break)
        },
    )
}

fn read(text: &str) -> Option<Node> {
    yaml::parse(text, 0).ok()?
}

fn maps<'n>(node: &'n Node, found: &mut Vec<&'n Map>) {
    match node {
        Node::Scalar(_) => {}
        Node::List(list) => list.items.iter().for_each(|item| maps(item, found)),
        Node::Map(map) => {
            found.push(map);
            map.entries
                .iter()
                .for_each(|entry| maps(&entry.value, found));
        }
    }
}

fn lists<'n>(node: &'n Node, found: &mut Vec<&'n List>) {
    match node {
        Node::Scalar(_) => {}
        Node::List(list) => {
            found.push(list);
            list.items.iter().for_each(|item| lists(item, found));
        }
        Node::Map(map) => map
            .entries
            .iter()
            .for_each(|entry| lists(&entry.value, found)),
    }
}

/// The value of `node`, with `change` applied to the nodes selected by `meant`.
fn changed(node: &Node, meant: &dyn Fn(&Node) -> bool, change: &dyn Fn(&mut Value)) -> Value {
    let mut value = match node {
        Node::Scalar(_) => Value::of(node),
        Node::List(list) => Value::List(
            list.items
                .iter()
                .map(|item| changed(item, meant, change))
                .collect(),
        ),
        Node::Map(map) => Value::Map(
            map.entries
                .iter()
                .map(|entry| {
                    let value = changed(&entry.value, meant, change);
                    (entry.key.text.to_string(), value)
                })
                .collect(),
        ),
    };
    if meant(node) {
        change(&mut value);
    }
    value
}

/// The comments on their own lines and after values, in order.
fn comments(text: &str) -> Vec<&str> {
    let lines = text
        .lines()
        .filter_map(|line| Some(&line[line.find('#')?..]));
    lines.map(str::trim_end).collect()
}

proptest! {
    #![proptest_config(crate::cases::cases(256))]

    #[test]
    fn a_replaced_value_is_the_only_one(text in document(), at in any::<Index>(), new in "\\PC{1,8}|[-:#,\\[\\]{}'\"&* a1]{1,6}") {
        let node = read(&text).expect("the document is YAML");
        let mut scalars: Vec<&Scalar> = Vec::new();
        each_scalar(&node, &mut |scalar| scalars.push(scalar));
        prop_assume!(!scalars.is_empty());
        let index = at.index(scalars.len());
        let old = scalars[index];
        let flow = text[..old.span.start as usize].matches(['[', '{']).count()
            > text[..old.span.start as usize].matches([']', '}']).count();
        let after = applied(&text, Ok(value::replace(&text, old, 0, &new, flow))).expect("applies");
        let mut expected = Value::of(&node);
        let mut all = Vec::new();
        expected.all(&mut all);
        *all.swap_remove(index) = Value::text(&new);
        prop_assert_eq!(read(&after).as_ref().map(Value::of), Some(expected), "{:?}", after);
        prop_assert!(new.contains('#') || comments(&after) == comments(&text), "{:?}", after);
    }

    #[test]
    fn an_added_key_is_the_only_one(text in document(), at in any::<Index>(), index in any::<Index>(), first in any::<bool>()) {
        let node = read(&text).expect("the document is YAML");
        let mut found = Vec::new();
        maps(&node, &mut found);
        let map = found[at.index(found.len())];
        let index = index.index(map.entries.len());
        let (edit, place) = if first {
            (map::add_first(&text, map, 0, ("new", "it")), 0)
        } else {
            (map::add(&text, map, 0, Some(index), ("new", "it")), index + 1)
        };
        let after = applied(&text, edit).expect("a key can be added to every mapping");
        let meant = |node: &Node| node.as_map().is_some_and(|other| other.span == map.span);
        let expected = changed(&node, &meant, &|value| {
            if let Value::Map(entries) = value {
                entries.insert(place, ("new".to_owned(), Value::text("it")));
            }
        });
        prop_assert_eq!(read(&after).as_ref().map(Value::of), Some(expected), "{:?}", after);
        prop_assert_eq!(comments(&after), comments(&text));
    }

    #[test]
    fn a_removed_key_goes_alone(text in document(), at in any::<Index>(), index in any::<Index>()) {
        let node = read(&text).expect("the document is YAML");
        let mut found = Vec::new();
        maps(&node, &mut found);
        let map = found[at.index(found.len())];
        let index = index.index(map.entries.len());
        let own = comments(&text[map.entries[index].key.span.start as usize..map::end_of(&text, &map.entries[index], 0) as usize]).len();
        match applied(&text, map::remove(&text, map, 0, index)) {
            Err(reason) => prop_assert!(map.entries.len() == 1 || reason.contains("comment"), "{}", reason),
            Ok(after) => {
                let meant = |node: &Node| node.as_map().is_some_and(|other| other.span == map.span);
                let expected = changed(&node, &meant, &|value| {
                    if let Value::Map(entries) = value {
                        entries.remove(index);
                    }
                });
                prop_assert_eq!(read(&after).as_ref().map(Value::of), Some(expected), "{:?}", after);
                // Besides those within the value, at most the one after it.
                prop_assert!(comments(&after).len() + own + 1 >= comments(&text).len(), "{:?}", after);
            }
        }
    }

    #[test]
    fn an_added_item_is_the_only_one(text in document(), at in any::<Index>(), index in any::<Index>(), first in any::<bool>()) {
        let node = read(&text).expect("the document is YAML");
        let mut found = Vec::new();
        lists(&node, &mut found);
        prop_assume!(!found.is_empty());
        let list = found[at.index(found.len())];
        let index = index.index(list.items.len());
        let (edit, place) = if first {
            (list::insert_first(&text, list, 0, "new"), 0)
        } else {
            (list::insert_after(&text, list, 0, index, "new"), index + 1)
        };
        let after = applied(&text, edit).expect("an item can be added to every list");
        let meant = |node: &Node| node.as_list().is_some_and(|other| other.span == list.span);
        let expected = changed(&node, &meant, &|value| {
            if let Value::List(items) = value {
                items.insert(place, Value::text("new"));
            }
        });
        prop_assert_eq!(read(&after).as_ref().map(Value::of), Some(expected), "{:?}", after);
        prop_assert_eq!(comments(&after), comments(&text));
    }

    #[test]
    fn a_removed_item_goes_alone(text in document(), at in any::<Index>(), index in any::<Index>()) {
        let node = read(&text).expect("the document is YAML");
        let mut found = Vec::new();
        lists(&node, &mut found);
        prop_assume!(!found.is_empty());
        let list = found[at.index(found.len())];
        let index = index.index(list.items.len());
        match applied(&text, list::remove(&text, list, 0, index)) {
            Err(reason) => prop_assert!(list.items.len() == 1 || reason.contains("comment"), "{}", reason),
            Ok(after) => {
                let meant = |node: &Node| node.as_list().is_some_and(|other| other.span == list.span);
                let expected = changed(&node, &meant, &|value| {
                    if let Value::List(items) = value {
                        items.remove(index);
                    }
                });
                prop_assert_eq!(read(&after).as_ref().map(Value::of), Some(expected), "{:?}", after);
                prop_assert!(comments(&after).len() + 1 >= comments(&text).len(), "{:?}", after);
            }
        }
    }
}
